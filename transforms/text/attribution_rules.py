"""Rules that read the words around an agency in running prose; the tables behind `transforms.text.attribution_phrases`.

A rule is looked up by its *connector*, the one to three words right before the name, without the noun "agency" and
its adjectives: ``told``, ``à l'``, ``der``. Most rules ask for a verb or noun on one side as well. Source: NEWSWIRE.md
sections 2.2 and 2.3.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from transforms.text.attribution_verbs import (
    AR_COUNT,
    AR_SAY,
    DE_CLAIMS,
    DE_SAY,
    DE_STAFF,
    EL_SAY,
    EN_CLAIMS,
    EN_GIVE,
    EN_IMAGE,
    EN_QUOTED,
    EN_SAY,
    EN_SEEN,
    EN_STAFF,
    ES_BY,
    ES_CLAIMS,
    ES_SAY,
    ES_STAFF,
    FR_BY,
    FR_CLAIMS,
    FR_SAY,
    FR_STAFF,
    HA_SAY,
    HE_SAY,
    HU_SAY,
    ID_SAY,
    IT_BY,
    IT_CLAIMS,
    IT_SAY,
    IT_STAFF,
    NL_SAY,
    NORD_SAY,
    PT_BY,
    PT_CLAIMS,
    PT_SAY,
    PT_STAFF,
    RO_SAY,
    SLAV_SAY,
    SO_SAY,
    SW_SAY,
    TL_SAY,
    TR_SAY,
    VI_SAY,
)
from transforms.text.plain_letters import Caseless, plain_letters


class Rule(NamedTuple):
    """One reading of a connector."""

    kind: str
    weight: str
    #: verb or noun asked for on the left, or None
    left: Caseless | None
    #: verb or noun asked for on the right, or None
    right: Caseless | None
    #: weight key if neither is found, or None: the rule does not apply then
    bare: str | None
    #: whether it is a rule for English text
    english: bool


_TOLD, _WITH, _SAW = "in_text_attribution", "with_agencies", "agency_witness"


def _left(stems: str) -> Caseless:
    """A word with one of the stems, anywhere in the window; the last one is taken."""
    return Caseless(rf"(?<![\w])(?:{stems})")


def _right(stems: str) -> Caseless:
    """A word with one of the stems among the first five words after the mention."""
    return Caseless(rf"^[\"'”“»’,)\]]{{0,2}}(?:[\s-]{{1,3}}[^\s.!?-]{{1,30}}){{0,4}}?[\s-]{{1,3}}(?:{stems})")


def _next(stems: str) -> Caseless:
    """A word with one of the stems right after the mention."""
    return Caseless(rf"^[\"'”“»’)\]]{{0,2}}(?:['’]\w{{1,4}})?[\s\u200c-]+(?:{stems})")


ENGLISH_WORDS: Final = frozenset(
    ["a", "to", "by", "of", "an", "for", "no", "me", "do", "on", "as", "at", "in", "so", "us", "or", "the", "per", "via", "die", "com", "pro", "de", "la", "con", "sa", "he", "and", "i", "from", "with", ""]
)  # fmt: skip
"""Connectors that are words of English too: in English text only the rules for English apply to them."""


class _Table:
    """Collects the rules, those for English first."""

    def __init__(self) -> None:
        self.rules: dict[str, list[Rule]] = {}
        self.english = True

    def add(
        self,
        connectors: str,
        kind: str,
        weight: str,
        left: str = "",
        right: str = "",
        bare: str | None = None,
        after: str = "",
    ) -> None:
        rule = Rule(
            kind, weight,
            _left(left) if left else None,
            _right(right) if right else _next(after) if after else None,
            bare, self.english,
        )  # fmt: skip
        for connector in dict.fromkeys(connectors.split("|")):
            self.rules.setdefault(connector, []).append(rule)


_TABLE: Final = _Table()
_add = _TABLE.add
RULES: Final = _TABLE.rules

# fmt: off
# English
_add("an|the|a|one|two|three|several|by|to|of|and|for|other|many|some|,|", _SAW, "witness", after=EN_STAFF)
_add("told|tells|telling|inform|informed|informs|told both|asked|asking", _TOLD, "told", bare="told")
_add("to", _SAW, "witness_once", left=r"respond(?:ed)?\s+to|answer\s+to", after=r"requests?|questions?|calls?|quer")
_add("to", _TOLD, "provided", left=rf"{EN_IMAGE}\s+(?:[\w-]+\s+){{0,3}}?(?:{EN_GIVE})|{EN_GIVE}")
_add("to", _TOLD, "told_once", left=r"(?<=,\s)to\s*$")
_add("to", _TOLD, "told", left=EN_SAY)
_add("by", _TOLD, "provided", left=rf"{EN_IMAGE}\s+(?:[\w-]+\s+){{0,2}}?(?:taken|obtained|received|acquired|gathered|shot|got|collected)")
_add("by", _SAW, "witness_once", left=EN_SEEN)
_add("by|from", _TOLD, "quoted", left=EN_QUOTED)
_add("by", _WITH, "with_agencies", left=r"additional\s+reporting|contributions?")
_add("from", _WITH, "with_agencies", left=r"with\s+(?:\w+\s+){0,2}(?:inputs?|files?|reporting|material|information|contributions?|reports?|agency\s+inputs?|input)|inputs?\b|contributions?|additional\s+reporting")
_add("from|of", _SAW, "witness_once", left=rf"requests?|questions?|inquiries|calls?|queries|{EN_STAFF}")
_add("with", _TOLD, "told", left=r"interviews?|spoke|speaking|speak|talked|talking|conversation|call|chat|exchange|shared")
_add("according to|as per|per", _TOLD, "quoted", bare="quoted")
_add("citing|quoting|cites|quotes|quoted|cited|via", _TOLD, "quoted", bare="quoted")
_add("news|agency", _TOLD, "quoted", after=EN_CLAIMS)
_add("the|,|to|that|what||and|agency|as|while|but|when|which", _TOLD, "quoted", after=EN_CLAIMS)
_add("the||,|and", _SAW, "witness_once", after=r"(?:has\s+|have\s+)?(?:seen|obtained|learned|reviewed|verified|could\s+not\s+(?:independently\s+|immediately\s+){0,2}(?:verify|confirm)|was\s+(?:not\s+)?(?:able|unable)|interviewed|contacted|approached|has\s+(?:asked|contacted|approached))")
_add("|the|,|and|by|with", _WITH, "with_agencies", after=r"(?:also\s+)?contributed\s+(?:to\s+)?(?:this|the)\s+(?:report|story|article)|contributed")

# German
_TABLE.english = False
_add("der|dem|den", _SAW, "witness", left=DE_STAFF)
_add("der|dem|den", _SAW, "witness_once", left=r"im\s+auftrag|auf\s+(?:an|nach)frage|anfragen?")
_add("der|dem|den", _TOLD, "quoted", left=r"laut|nach\s+(?:angaben|informationen|berichten)|bericht(?:en)?\b")
_add("der|den|dem|agenturen", _TOLD, "told", left=DE_SAY, right=DE_SAY, bare="told_once")
_add("gegenüber", _TOLD, "told", bare="told")
_add("laut|so|gemäß|nach|zufolge", _TOLD, "quoted", bare="quoted")
_add("die|die|das|wie|agentur|,|", _TOLD, "quoted", after=DE_CLAIMS)
_add("von|durch", _SAW, "witness_once", left=rf"{DE_STAFF}|befragt|kontaktiert|zitiert|gesehen|eingesehen")
_add("mit", _TOLD, "told", left=r"gespräch|interview|sprach|gesprochen")
_add("eine|ein|einer|einem|einen|der|die|laut|,|", _SAW, "witness", after=DE_STAFF)
_add("der|die|von|mit", _WITH, "with_agencies", left=r"mit\s+(?:\w+\s+){0,2}(?:material|informationen|angaben|inhalten)|material|unter\s+verwendung")

# French; the tokens end in an apostrophe where the article is cut
_add("à l'|à|à la|auprès de l'|auprès d'|auprès de|l' auprès|de l' auprès", _TOLD, "told", left=FR_SAY, right=FR_SAY)
_add("à l'|à l'agence|à", _TOLD, "provided", left=r"(?:photos?|images?|vidéos?|documents?|chiffres|données)\s+(?:\w+\s+){0,2}(?:fourni|transmis|communiqu|remis|envoy)\w*")
_add("à l'", _TOLD, "told_once", bare="told_once")
_add("auprès de l'|auprès de|auprès d'", _TOLD, "told", bare="told")
_add("avec l'|avec", _TOLD, "told", left=r"entretien|interview|conversation|parl")
_add("par l'|par|par la", _TOLD, "quoted", left=r"cité|citée|cités|citées|relay|repris|rapport|diffus|publi")
_add("par l'|par|par la", _SAW, "witness_once", left=FR_BY)
_add("selon l'|selon|d'après l'|d'après|après l'|citant l'|citant|selon la", _TOLD, "quoted", bare="quoted")
_add("de l'|de|d'|de la|l'", _SAW, "witness", left=FR_STAFF)
_add("l'|de l'|que l'|par l'|agence|", _TOLD, "quoted", left=rf"(?:{FR_CLAIMS})\w*(?:\s+\w+){{0,2}}$", after=rf"(?:a|ont)?\s*(?:{FR_CLAIMS})")
_add("journaliste|photographe|correspondant|journalistes", _SAW, "witness", bare="witness")
_add("avec|avec l'", _WITH, "with_agencies", bare="with_agencies")

# Spanish, Portuguese, Catalan, Galician
_add("a|a la|à|à la|ao|a el|al|para|para a|para o|para la|à a", _TOLD, "told", left=rf"{ES_SAY}|{PT_SAY}|{FR_SAY}|{IT_SAY}|{HU_SAY}", right=rf"{ES_SAY}|{PT_SAY}")
_add("à", _TOLD, "told_once", bare="told_once")
_add("con|con la", _TOLD, "told", left=r"entrevista|habl|convers|charla|diálogo|intervista|parla")
_add("con|con la", _WITH, "with_agencies", left=r"informaci[oó]n|datos|material|redacción|despachos")
_add("según|segundo|segundo a|según la|conforme|conforme a|según el|segons|según a", _TOLD, "quoted", bare="quoted")
_add("acordo com a|acuerdo con|acuerdo con la|acordo com|com a|com o", _TOLD, "quoted", left=r"de\s+(?:acordo|acuerdo)|acordo")
_add("com a|com", _TOLD, "told", left=r"entrevista|conversa|falou|falando")
_add("por|por la|pela|pelo", _SAW, "witness_once", left=rf"{ES_BY}|{PT_BY}")
_add("por|por la|pela|pelo", _TOLD, "quoted", left=r"citad|difundid|publicad|report|recogid|divulgad|notici|revelad|relatad")
_add("de la|de|da|del|da a|do", _SAW, "witness", left=rf"{ES_STAFF}|{PT_STAFF}|{IT_STAFF}|{FR_STAFF}")
_add("de la|de|da|del|do|da agência|de la agencia", _TOLD, "quoted", left=r"(?:según|segundo|conforme|acordo\s+com|acuerdo\s+con)\s+(?:la\s+|las\s+|as\s+)?(?:informa\w+|datos|dados)")
_add("de la|de|da|del|das|de las|d'", _WITH, "with_agencies", left=r"con\s+(?:información|datos|material|informes|despachos|notas)|com\s+(?:informações|dados|material|agências)|informações\s+são|amb\s+informació|con\s+información|amb\s+dades")
_add("la|a|à|o|el|agencia|agência|,|", _TOLD, "quoted", left=rf"(?:{ES_CLAIMS}|{PT_CLAIMS})\w*(?:\s+(?:a|la|à|hoy|hoje|este|nesta|neste)){{0,3}}\s*$", after=rf"(?:ha\s+)?(?:{ES_CLAIMS}|{PT_CLAIMS})")
_add("periodista|periodistas|corresponsal|jornalista|jornalistas|repórter", _SAW, "witness", bare="witness")
_add("à agência|à|por", _TOLD, "told", left=r"em\s+declarações|declarações")

# Italian
_add("all'|all' agenzia|alla|ad|a|allo|agli", _TOLD, "told", left=IT_SAY, right=IT_SAY)
_add("all'|alla", _TOLD, "told_once", bare="told_once")
_add("dall'|dalla|da|dallo", _TOLD, "quoted", left=r"citat|riportat|diffus|pubblicat|rilanciat|ripres")
_add("dall'|dalla|da", _SAW, "witness_once", left=IT_BY)
_add("dell'|della|dello|dell", _SAW, "witness", left=IT_STAFF)
_add("dell'|della|dello", _TOLD, "quoted", left=r"secondo|stando|citando")
_add("secondo|secondo l'|secondo la|stando all'", _TOLD, "quoted", bare="quoted")
_add("l'|la|,|", _TOLD, "quoted", left=rf"(?:{IT_CLAIMS})\w*\s*$", after=rf"(?:{IT_CLAIMS})")
_add("con|con l'", _TOLD, "told", left=r"colloquio|intervista|parlando")

# Dutch
_add("tegen|tegenover|aan|tegen het|tegen de|het|de", _TOLD, "told", left=NL_SAY, right=NL_SAY)
_add("tegen|tegenover", _TOLD, "told", bare="told")
_add("volgens|volgens de|volgens het|aldus", _TOLD, "quoted", bare="quoted")
_add("meldt|meldde|schrijft|bericht|bron|melden|,|", _TOLD, "quoted", left=r"(?:meldt|meldde|schrijft|bericht|melden)\s*$", after=r"meldt|meldde|schrijft|bericht")
_add("met", _TOLD, "told", left=r"gesprek|interview|sprak")

# Slavic
_add("агентству|агентства|агентстві|агенції|агенцията|агенција|агенцијата|для|за|пред|||в|у|,", _TOLD, "told", left=rf"(?:{SLAV_SAY})[\w]*(?:\s+\S+){{0,4}}\s*$")
_add("агентству|агентстві|агенції", _TOLD, "told", right=SLAV_SAY, bare="told_once")
_add("передает|передаёт|сообщает|сообщили|сообщило|пишет|информирует|цитирует|повідомляє|передає|пише|інформує|съобщава|предава|пише|јавува|пренесува|јавља|преноси|prenosi|javlja|piše|poroča|poročajo|navaja|prenos|sporočilo|píše|informuje|uvádí|uvádza|podaje|pisze|informuje|poinformowała|podała|agentura|agentúra|agencija|agencja|agencije|агентство|агенція", _TOLD, "quoted", left=r"(?:переда[её]т|сообща\w+|пишет|информирует|цитирует|повідомля\w+|передає|пише|інформує|съобщава|предава|јавува|пренесува|јавља|преноси|prenosi|javlja|piše|poroča\w*|navaja|píše|informuje|informoval\w*|uvád[íz]\w*|uvedl\w*|napsal\w*|podaje|pisze|poinformował\w*|podał\w*|oznámil\w*|hlás[íi]\w*)(?:\s+\S+){0,3}\s*$")
_add("agencja|agentura|agentúra|agencija|агентство|агенція|агенция|агенција||,|а|и|a|i", _TOLD, "quoted", after=r"(?:wczoraj\s+|dziś\s+|в\s+\S+\s+)?(?:podał|podaj|poinformowa|informuj|napisał|pisz|przekazał|uvedl|uvádí|oznámil|hlásí|píše|informoval|napsal|uviedl|сообщ|пиш|пис|перед|передал|повідом|съобщ|предад|јав|пренес|javlj|prenosi|piše|poroča|naveo|navela|objavi)")
_add("на|о ссылкой на|со ссылкой на|ссылкой на|посиланням на|на агентство", _TOLD, "quoted", left=r"ссылк\w+\s+на|посилання\w*\s+на|позова\w+\s+на")
_add("по|за|данным|даними|данни|сообщению|информации|інформацією|повідомленням|данными", _TOLD, "quoted", left=r"(?:по|за|според)\s+(?:данным|даними|сообщени\w+|информации|інформацією|повідомлення\w*|данни)")
_add("материалам|матеріалами|материалы|матеріали", _WITH, "with_agencies", bare="with_agencies")
_add("корреспонденту|корреспондент|корреспондента|корреспонденты|журналисту|журналист|журналисты|фотограф|кореспондент|кореспонденту|журналісту", _SAW, "witness", bare="witness")
_add("запросы|запрос|вопросы|вопрос|запити", _SAW, "witness_once", bare="witness_once")
_add("pro|pre|za|agentuře|agentúre|agenciji|agencji|agenturu|agentúru|agenciju|dla|novinsku|pred", _TOLD, "told", left=SLAV_SAY, right=SLAV_SAY)
_add("podle|podľa|według|wg|prema|po|podle agentury|sudeći|navodima|agentury|agencji|podle|agentúry|agencije|po navedbah|зa|според|агенции", _TOLD, "quoted", left=r"(?:podle|podľa|według|wg|prema|po\s+navedbah|po\s+poročanju|cytowan\w+|citoval\w+|za|според)(?:\s+\S+){0,2}\s*$")
_add("z|s|sa|ze", _TOLD, "told", left=r"rozmow\w+|rozhovor\w+|razgovor\w*|intervju|wywiad\w+|pogovor\w*")
_add("dziennikarz|dziennikarze|korespondent|reporter|novinar|novinář|fotograf|novináři|redaktor", _SAW, "witness", bare="witness")

# Nordic, Finnish, Estonian, Latvian, Lithuanian
_add("till|til|nyhetsbyrån|nyhetsbyrået|nyhedsbureauet|telegrambyrån|við|frá", _TOLD, "told", left=NORD_SAY, right=NORD_SAY, bare="told_once")
_add("enligt|ifølge|skriver|rapporterar|rapporterer|melder|uppger|oplyser|opplyser|meddelar|siger|sier|säger|segir|að sögn|samkvæmt|,|", _TOLD, "quoted", left=r"(?:enligt|ifølge|samkvæmt|sögn|skriver|rapporter\w+|melder|uppger|oplyser|opplyser|meddelar|skrifar|greinir)(?:\s+\S+){0,1}\s*$")
_add("fyrirspurnum|spurningum", _SAW, "witness_once", bare="witness_once")
_add("uutistoimisto|uutistoimiston", _TOLD, "quoted", bare="quoted")
_add("aģentūrai|agentūrai|naujienų agentūrai|uudisteagentuurile", _TOLD, "told", bare="told")

# Hungarian, Romanian, Greek, Turkish, Albanian
_add("a|az|hírügynökség|írja a|írja az", _TOLD, "quoted", left=r"(?:írja|jelentette|közölte|jelenti|számolt\s+be)(?:\s+(?:a|az)){0,1}\s*$", after=r"jelentette|szerint|közölte|jelentése|írja|tudósítása|értesülése|jelenti")
_add("pentru|pentru agenţia|pentru agenția|agenţiei|agenției|către", _TOLD, "told", left=RO_SAY, right=RO_SAY)
_add("potrivit|conform|transmite|relatează|informează|anunţă|anunță|notează|scrie|citat|citată|agenţia|agenția|citaţi|citați|citate|de", _TOLD, "quoted", left=r"(?:potrivit|conform|transmite|relatează|informează|anun[ţț]ă|notează|scrie|citat[ăe]?|cita[ţț]i)(?:\s+(?:de|de\s+agen[ţț]ia|agen[ţț]iei|agen[ţț]ia)){0,1}\s*$")
_add("στο|στον|στη|στην|προς το|προς|πρακτορείο", _TOLD, "told", left=EL_SAY, right=EL_SAY)
_add("το|τον|του|με το|με τον|σύμφωνα με το|μεταδίδει το|μεταδίδει|αναφέρει|αναφέρει το|πρακτορείο|πρακτορείου", _TOLD, "quoted", left=r"(?:σύμφωνα\s+με|μεταδίδει|μετέδωσε|αναφέρει|ανέφερε|επικαλείται|όπως)(?:\s+(?:το|τον|του|πρακτορείο|ειδησεογραφικό)){0,3}\s*$")
_add("për", _TOLD, "told", left=r"tha\b|deklar|thanë|tregoi")

# Arabic, Persian, Urdu, Hebrew; "ل" is the glued preposition
_add("ل|لـ|إلى|مع|ل وكالة", _SAW, "witness", left=AR_COUNT)
_add("ل|لـ|مع|إلى", _TOLD, "told", left=AR_SAY, right=r"إن|أن|إنه|إنها|أنه|بأن|قال|قائل")
_add("وضعتها|أعدتها|أعدته|أجرتها|أجرته|وضعته|أحصتها|حصيلة|تعداد|إحصاء|إحصائيات", _SAW, "witness", left=AR_COUNT)
_add("ل|لـ", _TOLD, "told_once", bare="told_once")
_add("عن|وفق|بحسب|حسب|وبحسب|وفقا|وفقاً|ووفق|بحسب ما|نقلت|ونقلت|ذكرت|وذكرت|أفادت|وأفادت|أوردت|وأوردت|قالت|وقالت|أعلنت|أوضحت|وأوضحت|نقلته|أوردته|ذكرته|نشرته|وكالة", _TOLD, "quoted", left=r"(?:عن|و?وفقا?ً?|و?بحسب|حسب|و?نقل\w*|و?ذكر\w*|و?أفاد\w*|و?أورد\w*|و?قالت|و?أعلنت|و?أوضحت|نشرت\w*)(?:\s+(?:ما|عن|وكالة)){0,2}\s*$")
_add("مراسل|مراسلة|مراسلو|مراسلي|صحافي|صحفي|صحافيو|مصور|مصورو|لمراسل|لمراسلة|لمراسلي|صحافية|فريق", _SAW, "witness", bare="witness")
_add("به|از|نقل از|گزارش|خبرگزاری", _TOLD, "told", right=r"گفت|گفته|اعلام\s+کرد|توضیح\s+داد|خبر\s+داد")
_add("از|گزارش|نقل از|خبرگزاری|به نقل از|به گزارش", _TOLD, "quoted", left=r"(?:به\s+نقل\s+از|به\s+گزارش|نوشت|به\s+نوشته)(?:\s+خبرگزاری){0,1}\s*$")
_add("ل|ל|ל-|עם", _TOLD, "told", left=HE_SAY)
_add("פי|לפי|על פי|סוכנות|סוכנות הידיעות", _TOLD, "quoted", left=r"(?:על\s+פי|לפי|דיווח\w*|דיווחה)(?:\s+סוכנות(?:\s+הידיעות)?){0,1}\s*$")

# Indonesian, Malay, Vietnamese, Filipino, Somali, Swahili, Hausa
_add("kepada|ke|pada|dengan", _TOLD, "told", left=ID_SAY, right=ID_SAY)
_add("kepada", _TOLD, "told", bare="told")
_add("dilansir|dikutip|dari|oleh|menurut|lapor|laporan|mengutip|melaporkan|seperti dilansir|lansir", _TOLD, "quoted", left=r"(?:dilansir|dikutip|menurut|lapor\w*|mengutip|dilaporkan)(?:\s+(?:dari|oleh|kantor|berita|laman)){0,3}\s*$")
_add("với|cho|với hãng|hãng|tin", _TOLD, "told", left=VI_SAY, right=r"biết|hay")
_add("theo|dẫn|hãng|tin", _TOLD, "quoted", left=r"(?:theo|dẫn(?:\s+nguồn)?)(?:\s+(?:hãng|tin|thông|tấn|hãng\s+tin|hãng\s+thông\s+tấn)){0,3}\s*$")
_add("sa", _TOLD, "told", left=TL_SAY)
_add("ahay|u|wakaaladda|wakaalada|wakaaladda wararka", _TOLD, "told", left=SO_SAY)
_add("habari la|la|shirika", _TOLD, "told", left=SW_SAY)
_add("wa|na", _TOLD, "told", left=HA_SAY)
# fmt: on

_CLAIM_VERBS: Final = (
    r"reports|reported|meldet|meldete|meldeten|berichtet|berichtete|schreibt|schrieb|erfuhr|zitiert|so|"
    r"rapporté|indiqué|annoncé|relaté|précisé|affirmé|relayé|révélé|signalé|appris|constaté|rapporte|indique|annonce|relate|écrit|précise|signale|révèle|"
    r"informó|informa|informan|reportó|reporta|reseñó|publicó|señaló|indicó|divulgó|reveló|recogió|informado|informou|reportou|noticiou|relatou|publicou|revelou|divulgou|escreveu|adiantou|avançou|noticia|"
    r"riferisce|riferiscono|scrive|riporta|riportano|segnala|rivela|apprende|riferito|riportato|meldt|meldde|schrijft|bericht|melden|"
    r"сообща\w+|сообщило|переда[её]т|пишет|повідомля\w+|передає|пише|съобща\w+|предава|јавува|пренесува|јавља|преноси|prenos[ei]|javlja|izvesti\w+|izvijesti\w+|izveštava|objavi\w+|poroča\w*|"
    r"podaje|podała|informuje|poinformowała|píše|uvedla|uvádí|uvádza|napsala|uviedla|hlásí|skriver|rapporterar|rapporterer|melder|meddelar|oplyser|opplyser|uppger|"
    r"transmite|relatează|informează|anun[ţț]ă|notează|scrie|μεταδίδει|μετέδωσε|αναφέρει|ανέφερε|kertoo|uutisoi"
)
CLAIM_BEFORE: Final = Caseless(
    rf"(?<!\w)(?:{_CLAIM_VERBS})"
    r"(?:\s+je)?(?:\s+(?:la|le|l['’]|die|der|das|el|a|o|the|il|lo|het|de|το|ο|η)|\s+l['’])?[\s\"«„“]*$"
)
"""A verb of reporting right before the name, an article between them at most, in any language."""
CLAIM_AFTER: Final = re.compile(
    r"^[\"'”»]?\s+(?:has\s+|had\s+|also\s+|first\s+)?(?:reported|reports|quoted|cited|wrote|đưa\s+tin|dẫn\s+lời|dẫn\s+nguồn|cho\s+hay|cho\s+biết|melaporkan|memberitakan|meldete|berichtete|berichtet|"
    r"informó|reportó|informou|noticiou|reportou|rapporte|rapportait|riferisce|scrive|meldde|meldt|rapporterade|rapporterte|jelentette|relatează|transmite|a\s+relatat|μετέδωσε|μεταδίδει)\b",
    re.IGNORECASE,
)
"""The agency says so itself, in any language."""
SAY_BEFORE: Final = Caseless(
    rf"(?<!\w)(?:{SLAV_SAY})\w*(?:\s+(?!дирек|глав|журнал|представ|редак|основат|dyrek|redak|ředit|riadit|šéf|novin|dzienn)[^\s,;:]+)?[\s«„\"“]*$"
)
"""Slavic: the name itself is the dative, nothing stands between verb and name."""
HEAD: Final = 3
"""First letters of a word by which it is asked whether it can be one of some verbs at all."""
BEFORE_HEADS: Final = frozenset(verb[:HEAD] for verb in f"{_CLAIM_VERBS}|{SLAV_SAY}".split("|"))
"""Heads of the verbs of `CLAIM_BEFORE` and `SAY_BEFORE`."""

AFTER_ANY: Final = (
    # forms that stand behind the name whatever stands before it: (weight, kind, pattern)
    ("told", _TOLD, re.compile(r"^['’](?:y?[ea]|n?[ea]|nin|nın|nun|nün|in|ın|un|ün)\s+(?:[^\s.!?]{1,30}\s+){0,4}?(?:" + TR_SAY + ")", re.IGNORECASE)),
    ("quoted", _TOLD, re.compile(r"^['’](?:y?[ea]|[dt][ae]n|n?[iı]n|n?[uü]n)\s+(?:\S{1,25}\s+){0,3}?(?:göre|haberin|aktard|bildird|duyurd)|^\s+(?:haber\s+)?ajansına\s+göre", re.IGNORECASE)),
    ("told", _TOLD, re.compile(r"^\s+(?:haber\s+)?(?:ajansı(?:na|yla)|muhabirine),?\s+(?:[^\s.!?]{1,30}\s+){0,4}?(?:" + TR_SAY + ")", re.IGNORECASE)),
    ("witness", _SAW, re.compile(r"^(?:['’]n[iı]n)?\s+(?:muhabir|foto\s?muhabir|gazeteci)", re.IGNORECASE)),
    ("told", _TOLD, re.compile(r"^(?::?ll[ea]|:n\s+haastattelussa)\b", re.IGNORECASE)),  # fi
    ("quoted", _TOLD, re.compile(r"^(?::n|in)?\s+(?:mukaan|uutisoi|kertoo|kertoi)", re.IGNORECASE)),
    ("told", _TOLD, re.compile(r"^-?(?:n[ae]k|hírügynökségnek|hírügynökséggel|v[ae]l|t[óő]l)\b", re.IGNORECASE)),  # hu
    ("quoted", _TOLD, re.compile(r"^(?:\s+hírügynökség)?\s+(?:szerint|jelentette|jelentése)", re.IGNORECASE)),
    ("told", _TOLD, re.compile(r"^-?(?:le|ile)\s+(?:\S{1,25}\s+){0,3}?(?:ütle|rääki|kinnita|teata)|^-?(?:le|ile)\b[.,]?\s*$", re.IGNORECASE)),  # et
    ("told", _TOLD, re.compile(r"^['’-]?(?:ui|ai)\s+(?:\S{1,25}\s+){0,3}?(?:sak|teig|pasak|patvirt)", re.IGNORECASE)),  # lt
    ("told", _TOLD, re.compile(r"^(?:\s+समाचार\s+एजेंसी)?\s+(?:को\s+(?:बता|दि)|से\s+(?:कहा|बात|बातचीत))")),  # hi
    ("quoted", _TOLD, re.compile(r"^(?:\s+समाचार\s+एजेंसी)?\s+(?:के\s+(?:अनुसार|मुताबिक|हवाले)|ने\s+(?:बताया|कहा|खबर))")),
    ("told", _TOLD, re.compile(r"^(?:কে|\s*-?কে)\s+(?:\S{1,20}\s+){0,3}?(?:বল|জানা)")),  # bn
    ("told", _TOLD, re.compile(r"^\s+(?:خبر\s+رساں\s+ادارے\s+)?(?:کو\s+بتا|سے\s+(?:بات|گفتگو|کہا))")),  # ur
    ("quoted", _TOLD, re.compile(r"^\s+کے\s+مطابق")),
    ("quoted", _TOLD, re.compile(r"^\s+(?:zufolge|berichtet|meldet)\b")),
    ("witness", _SAW, re.compile(rf"^-(?:{DE_STAFF})", re.IGNORECASE)),
    ("witness", _SAW, re.compile(r"^[-–](?:journalist|reporter|fotograf|correspondent|verslaggever|telling|journalisten|ins|toimittaja|újságír)", re.IGNORECASE)),
    ("quoted", _TOLD, re.compile(r"^\s+(?:обвини|сообщи|переда|писа|пиш|повідом|јави)\w*\s+(?:со\s+ссылкой|что|що)", re.IGNORECASE)),
)  # fmt: skip
_AFTER_HEADS: Final = frozenset(["hab", "aja", "muh", "fot", "gaz", "muk", "uut", "ker", "hír", "sze", "jel", "zuf", "ber", "mel"])
"""Heads of the Latin words that `AFTER_ANY` asks for behind a space."""
_AFTER_SIGNS: Final = frozenset(".,;!?\"”“»)")
"""Signs with which nothing begins that `AFTER_ANY` finds."""


def may_say_after(right: str) -> bool:
    """Whether something of `AFTER_ANY` can stand behind a name: it can not where the line ends, and hardly anywhere else."""
    first = right[:1]
    if first.isspace():
        head = right.lstrip()[:HEAD].lower()
        return head in _AFTER_HEADS or not plain_letters(head)
    return first != "" and first not in _AFTER_SIGNS
