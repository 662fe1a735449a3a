"""How running prose says that an agency reported something: ``told AFP``, ``with AFP``, ``an AFP reporter saw``.

Spaced languages: the one or two words right before the agency name (its *connector*: ``told``, ``à l'``, ``der``)
choose the rules; most ask for a verb nearby. The words of a rule tell its language, so that a text whose language is
unknown is read as well as any other. Languages without spaces are read by short patterns on both sides.

Source of the phrases: NEWSWIRE.md sections 2.2 and 2.3, with the inflected forms a press text uses.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Phrase(NamedTuple):
    """What a phrase proves and where it stands, as offsets relative to the mention."""

    #: evidence kind
    kind: str
    #: key of `transforms.text.weights.WEIGHTS`
    weight: str
    #: code points the phrase reaches before the start of the mention
    before: int
    #: code points it reaches beyond the end of the mention
    after: int


class Rule(NamedTuple):
    """One reading of a connector."""

    kind: str
    weight: str
    #: verb or noun asked for on the left, or None
    left: re.Pattern[str] | None
    #: verb or noun asked for on the right, or None
    right: re.Pattern[str] | None
    #: weight key if neither is found, or None: the rule does not apply then
    bare: str | None
    #: group of languages, see `_GROUPS`
    group: str


_TOLD, _WITH, _SAW = "in_text_attribution", "with_agencies", "agency_witness"
REACH: Final = 150
"""Code points of context read on the left of a mention."""
_WORDS: Final = 14
"""Words between a verb and the connector at most; German puts the whole subject there."""


def _left(stems: str) -> re.Pattern[str]:
    """A word with one of the stems, anywhere in the window; the last one is taken."""
    return re.compile(rf"(?<![\w])(?:{stems})", re.IGNORECASE)


def _right(stems: str) -> re.Pattern[str]:
    """A word with one of the stems among the first five words after the mention."""
    return re.compile(
        rf"^[\"'”“»’,)\]]{{0,2}}(?:[\s-]{{1,3}}[^\s.!?-]{{1,30}}){{0,4}}?[\s-]{{1,3}}(?:{stems})",
        re.IGNORECASE,
    )


def _next(stems: str) -> re.Pattern[str]:
    """A word with one of the stems right after the mention."""
    return re.compile(rf"^[\"'”“»’)\]]{{0,2}}(?:['’]\w{{1,4}})?[\s\u200c-]+(?:{stems})", re.IGNORECASE)


# ------------------------------------------------------------------ verbs and nouns by language

_EN_SAY = r"said|says|saying|spoke|speaking|talked|talking|confirmed|admitted|explained|added|according|statements?|comment(?:s|ed)?|remarks|wrote|confided|complained|recounted|recalled|described|denied|lamented|announced|disclosed|revealed|testified|stated|message|e-?mail(?:ed)?|available|conceded|insisted|acknowledged"
_EN_GIVE = (
    r"provided|given|gave|sent|supplied|released|shown|handed|submitted|forwarded|distributed|leaked|offered"
)
_EN_IMAGE = r"(?:images?|pictures?|photos?|photographs?|videos?|footage|documents?|recordings?|copy|copies|letters?|statistics|figures|data)"
_EN_SEEN = r"seen|obtained|viewed|reviewed|verified|contacted|reached|asked|interviewed|questioned|approached|polled|surveyed|analy[sz]ed|commissioned|conducted|tallied|heard|filmed|photographed|consulted|requests?|questions?|calls?|inquiries|tally|count|calculations?|survey|analysis|investigation|review|visited|compiled|gathered|collected|taken|shot|captured|geolocated|witnessed|examined|inspected"
_EN_QUOTED = (
    r"reported|quoted|cited|published|carried|broadcast|revealed|relayed|written|report|reports|dispatch"
)
_EN_STAFF = r"reporters?|journalists?|correspondents?|photographers?|photojournalists?|videographers?|video\s+journalists?|cameram[ae]n|team|crew|stringers?|contributors?|tally|tallies|count|survey|analysis|investigation|review|calculations?|bureau|writers?|poll\s+of|query|queries|request|interview|editors?"
_EN_CLAIMS = r"(?:has\s+|had\s+|also\s+|first\s+)?(?:reported|reports|quoted|cited|wrote|writes)\b|news\s+agency\s+(?:reported|said|reports|says|quoted)|(?:said|says|added)\s+(?:(?:on|late|earlier)\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|agency\s+(?:reported|said)"

_DE_SAY = r"sagt|sag(?:t?en?|te)|erklär|teilt|bestätig|bericht|erzähl|schilder|verriet|äußer|betont|mitteil|mitgeteilt|gesagt|übermittelt|vorlieg|vorlag|vorgelegt|angab|gab\b|angegeben|antwort|verwies|kündigt|beklagt|warnt|kritisiert|forder|gegenüber|zufolge|gespräch|interview|stellungnahme|so\s+(?:der|die|das|ein)"
_DE_STAFF = r"reporter(?:in|innen|n)?|korrespondent(?:in|en|innen)?|journalist(?:in|en|innen)?|fotograf(?:in|en)?|mitarbeiter(?:in)?|zählung|umfrage|recherchen?|berechnungen?|informationen|auswertung|team|auftrag|anfragen?|nachfrage|zähl|team"
_DE_CLAIMS = r"(?:am\s+\w+\s+)?(?:berichtet|meldet|erfuhr|erfahren|schreibt|schrieb|zitiert|mitteilt|unter\s+Berufung|vorlag|vorliegt)"

_FR_SAY = r"déclar|indiqu|a\s+dit|ont\s+dit|dit\b|dis(?:ent|ait)|affirm|précis|confi|expliqu|appris|assur|racont|soulign|confirm|annonc|ajout|témoign|estim|rapport|lanc|résum|détaill|regrett|répond|répli|fait\s+savoir|parl|fourni|communiqu|transmi|remis|envoy|adress|déplor|reconnu|comment|insist|gliss|souffl|lâch|entretien|interview|déclaration|révél|détail|décri|évoqu|plaid|dénonc|s['’]est"
_FR_BY = r"interrog|contact|joint|cité|cités|citée|consult|obtenu|vu[es]?\b|interview|recueilli|photographi|rencontr|sollicit|filmé|réalisé|établi|questionn|authentifi|vérifi|recensé|compil|visionn|analys|révélé|mené|collect|effectué"
_FR_STAFF = r"journalist|correspondant|photograph|décompte|comptage|bilan|équipe|reporter|vidéaste|envoyé|calcul|question|consensus|recensement|demande|sollicitation|enquête"
_FR_CLAIMS = r"rapport|indiqu|annonc|relat|écri|précis|affirm|relay|révèl|signal"

_ES_SAY = r"dijo|dijeron|dicho|dice|declar|inform|señal|afirm|explic|coment|asegur|confirm|indic|relat|cont[óoa]|manifest|expres|precis|subray|apunt|adelant|revel|detall|admit|record|lament|sostuv|entrevist|declaraciones|respond|reconoc|advirti|agreg|añadi|habl|mensaje|comunicado|denunci|proporcionad|facilitad|entregad|enviad"
_ES_BY = r"consultad|entrevistad|citad|contactad|publicad|difundid|obtenid|recogid|recabad|elaborad|verificad|interrogad|vist[oa]|preguntad"
_ES_STAFF = r"periodista|corresponsal|reporter|fotógraf|recuento|conteo|balance|equipo|camarógraf|fotoperiodista|cálculo|videoperiodista|encuesta|investigación|pregunta|solicitud"
_ES_CLAIMS = r"inform|report|reseñ|public|señal|indic|revel|divulg|cit[óo]|recog"

_PT_SAY = r"disse|diss[eo]ram|dito|diz|inform|relat|declar|afirm|explic|cont[oa]u|comentou|confirm|garant|revel|lament|entrevista|declarações|fal(?:ou|aram)|salient|sublinh|adiant|esclarec|respond|admit|acrescent|indic|ressalt|destac|autoridade|fonte|nota|resumi|recordo|lembr|avali|defend|contaram|fornecid|enviad"
_PT_BY = r"divulgad|ouvid|citad|consultad|revelad|entrevistad|obtid|publicad|contatad|contactad|questionad|feit|verificad|apurad|procurad|visualizad|compilad|realizad"
_PT_STAFF = r"jornalista|correspondente|repórter|fotógraf|contagem|balanço|equipe|equipa|investigação|levantamento|enviad[oa]|cálculo|pergunta|apuração"
_PT_CLAIMS = r"inform|report|notici|relat|public|revel|divulg|escrev|adiant|avanç"

_IT_SAY = r"ha\s+detto|hanno\s+detto|dett[oa]|riferit|dichiarat|spiegat|raccontat|conferm|precis|sottoline|annunciat|ha\s+\w+to|parlando|intervista|dichiarazioni|afferma|dice|spiega|racconta|comment|rivel|fornit"
_IT_BY = r"interpellat|citat|contattat|intervistat|sentit|raccolt|ripres|diffus|pubblicat|interrogat|visionat|ottenut|consultat"
_IT_STAFF = r"giornalist|corrispondent|fotograf|conteggio|bilancio|reporter|inviat"
_IT_CLAIMS = r"riferi|scriv|riport|fa\s+sapere|rend|comunica|segnala|rivela|apprend|informa"

_NL_SAY = r"zei|zegt|zeggen|verteld|vertelt|vertelde|verklaard|verklaarde|laat|liet|meld|aldus|bevestig|gezegd|verklaring|interview|gesprek|toegelicht"
_SLAV_SAY = (
    # ru, uk, bg, mk, sr, hr, bs, sl, cs, sk, pl
    r"сообщил|сообщают|заявил|рассказал|сказал|пояснил|подтвердил|уточнил|отметил|добавил|призна|ответил|"
    r"передал|объяснил|интервью|запрос|разговор|комментари|"
    r"повідоми|сказав|сказала|заяви|розпов|пояснив|підтверд|комента|інтерв|каза|съобщ|обясн|потвърд|изјави|рече|потврд|"
    r"izjavi|rekao|rekla|rekli|kaza[ol]|kaže|potvrdi|objasni|ispriča|dodaj|izjav|reče|saopšti|saopći|povedal|izjavil|dejal|pojasnil|"
    r"řekl|sděli|uved[el]|potvrdi|prohlás|oznámi|vysvětli|poved|uvied|vyhlási|potvrd|informova|napsal|rozhovor|vyjádř|řekli|"
    r"powiedzi|przekaz|poinformow|oświadczy|potwierdzi|wyjaśni|stwierdzi|rozmow|mówi|dodał|zaznaczy|przyzna|wywiad|relacjonow|tłumaczy"
)
_NORD_SAY = r"säger|sade|sagt|berättar|uppger|skriver|sier|sa\b|forteller|opplyser|siger|fortæller|oplyser|udtaler|uttaler|bekräftar|bekrefter|bekræfter|förklarar|forklarer|kommentar|intervju|interview|meddelar|meddeler|segi|sagði|fyrirspurn|viðtal"
_HU_SAY = r"mondt|nyilatkoz|közölt|elmondt|tájékoztat|erősített|árult|beszél|magyaráz|számol|írt"
_RO_SAY = r"declarat|spus|precizat|explicat|confirmat|afirmat|povestit|interviu|relatat|transmis|comunicat|anunţat|anunțat|informat|adăugat|declaraţi|declarații|mărturisit"
_EL_SAY = (
    r"δήλωσ|είπ|ανέφερ|τόνισ|επιβεβαίωσ|εξήγησ|δηλώ|μίλησ|διευκρίν|πρόσθεσ|συνέντευξ|υπογράμμισ|αποκάλυψ|λέει"
)
_TR_SAY = r"konuş|açıkla|söyle|dedi|anlat|bilgi\s+ver|değerlendir|belirt|ifade|demeç|doğrula|röportaj|aktar"
_ID_SAY = r"kata|mengatakan|ujar|tutur|memberitahu|menjelaskan|jelas|menyatakan|disampaikan|wawancara|berkata|bercerita|ungkap|ditemui|keterangan|mengaku|menegaskan|mengonfirmasi|mengesahkan|memaklumkan"
_VI_SAY = r"nói|cho\s+biết|chia\s+sẻ|trả\s+lời|phát\s+biểu|xác\s+nhận|kể|tiết\s+lộ|phỏng\s+vấn"
_AR_SAY = r"و?(?:قال|قالت|أكد|أكدت|صرح|صرحت|أفاد|أفادت|أوضح|أوضحت|أخبر|أبلغ|أضاف|أضافت|ذكر|لفت|كشف|بيّن|أشار|روى|يقول|تقول|يوضح|تصريح|تصريحات|حديث|مقابلة|قالوا|شرح|اعتبر|أعلن|أعلنت|مستشار|مسؤول|مصدر|مصادر|المتحدث|متحدث)"
_AR_COUNT = r"[وفبلك]{0,2}(?:تعداد|حصيلة|إحصاء|احصاء|مراسل|مراسلة|مراسلو|مراسلي|صحافي|صحفي|مصور|مصورو|فريق)"
_FA_SAY = r"گفت|گفته|بیان|اعلام|تایید|توضیح|مصاحبه|گفتگو"
_HE_SAY = r"אמר|אמרה|אמרו|מסר|מסרה|סיפר|סיפרה|הצהיר|ציין|אישר|הודיע|ריאיון|ראיון|בשיחה"
_SO_SAY = r"sheeg|sheegay|sheegtay|yiri|tiri"
_SW_SAY = r"ambia|alisema|walisema|alieleza|aliambia"
_TL_SAY = r"sinabi|sabi|pahayag|ayon|panayam"
_HA_SAY = r"shaida|fada|gaya|bayyana"
_FI_SAY = r"kerto|sano|vahvist|totes|haastattelu"
_BALTIC_SAY = r"ütles|teatas|kinnitas|rääkis|sõnas|teica|sacīja|pastāstī|norādī|apliecin|sakė|teigė|pasakoj|patvirtin|informav|pranešė"

_EVERY_SAY = "|".join(
    (_ES_SAY, _PT_SAY, _IT_SAY, _FR_SAY, _NL_SAY, _SLAV_SAY, _NORD_SAY, _RO_SAY, _EL_SAY, _DE_SAY, _BALTIC_SAY)
)  # fmt: skip

# ------------------------------------------------------------------ connectors


_GROUPS: Final[dict[str, str]] = {
    "en": "en", "de": "de", "lb": "de", "als": "de", "fr": "fr", "es": "es", "ca": "es", "gl": "es", "pt": "es",
    "it": "it", "nl": "nl", "af": "nl", "fy": "nl",
    "ru": "slav", "uk": "slav", "be": "slav", "bg": "slav", "mk": "slav", "sr": "slav", "hr": "slav", "bs": "slav",
    "sl": "slav", "cs": "slav", "sk": "slav", "pl": "slav", "sv": "nord", "da": "nord", "nb": "nord", "no": "nord",
    "nn": "nord", "is": "nord", "fo": "nord",
}  # fmt: skip
"""Language -> group of rules; other languages, and an unknown language, are read with every rule."""


class _Table:
    """Collects the rules; the group is set once for a run of them."""

    def __init__(self) -> None:
        self.rules: dict[str, list[Rule]] = {}
        self.group = "en"

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
            bare, self.group,
        )  # fmt: skip
        for connector in dict.fromkeys(connectors.split("|")):
            self.rules.setdefault(connector, []).append(rule)


_TABLE: Final = _Table()
_add = _TABLE.add
_RULES: Final = _TABLE.rules

# English
_TABLE.group = "en"
_add("an|the|a|one|two|three|several|by|to|of|and|for|other|many|some|,|", _SAW, "witness", after=_EN_STAFF)
_add("told|tells|telling|inform|informed|informs", _TOLD, "told", bare="told")
_add(
    "to",
    _SAW,
    "witness_once",
    left=r"respond(?:ed)?\s+to|answer\s+to",
    after=r"requests?|questions?|calls?|quer",
)
_add("to", _TOLD, "provided", left=rf"{_EN_IMAGE}\s+(?:[\w-]+\s+){{0,3}}?(?:{_EN_GIVE})|{_EN_GIVE}")
_add("to", _TOLD, "told_once", left=r"(?<=,\s)to\s*$")
_add("to", _TOLD, "told", left=_EN_SAY)
_add(
    "by",
    _TOLD,
    "provided",
    left=rf"{_EN_IMAGE}\s+(?:[\w-]+\s+){{0,2}}?(?:taken|obtained|received|acquired|gathered|shot|got|collected)",
)
_add("by", _SAW, "witness_once", left=_EN_SEEN)
_add("by|from", _TOLD, "quoted", left=_EN_QUOTED)
_add("by", _WITH, "with_agencies", left=r"additional\s+reporting|contributions?")
_add(
    "from",
    _WITH,
    "with_agencies",
    left=r"with\s+(?:\w+\s+){0,2}(?:inputs?|files?|reporting|material|information|contributions?|reports?|agency\s+inputs?|input)|inputs?\b|contributions?|additional\s+reporting",
)
_add("from|of", _SAW, "witness_once", left=rf"requests?|questions?|inquiries|calls?|queries|{_EN_STAFF}")
_add(
    "with",
    _TOLD,
    "told",
    left=r"interviews?|spoke|speaking|speak|talked|talking|conversation|call|chat|exchange|shared",
)
_add("according to|as per|per", _TOLD, "quoted", bare="quoted")
_add("citing|quoting|cites|quotes|quoted|cited|via", _TOLD, "quoted", bare="quoted")
_add("news|agency", _TOLD, "quoted", after=_EN_CLAIMS)
_add("the|,|to|that||and|agency|as|while|but|when|which", _TOLD, "quoted", after=_EN_CLAIMS)
_add(
    "the||,|and",
    _SAW,
    "witness_once",
    after=r"(?:has\s+|have\s+)?(?:seen|obtained|learned|reviewed|verified|could\s+not\s+(?:independently\s+)?(?:verify|confirm)|was\s+(?:not\s+)?(?:able|unable)|interviewed|contacted|approached|has\s+(?:asked|contacted|approached))",
)
_add(
    "|the|,|and|by|with",
    _WITH,
    "with_agencies",
    after=r"(?:also\s+)?contributed\s+(?:to\s+)?(?:this|the)\s+(?:report|story|article)|contributed",
)

# German
_TABLE.group = "de"
_add("der|dem|den", _SAW, "witness", left=_DE_STAFF)
_add("der|dem|den", _SAW, "witness_once", left=r"im\s+auftrag|auf\s+(?:an|nach)frage|anfragen?")
_add("der|dem|den", _TOLD, "quoted", left=r"laut|nach\s+(?:angaben|informationen|berichten)|bericht(?:en)?\b")
_add("der|den|dem|agenturen", _TOLD, "told", left=_DE_SAY, right=_DE_SAY, bare="told_once")
_add("gegenüber", _TOLD, "told", bare="told")
_add("laut|so|gemäß|nach|zufolge", _TOLD, "quoted", bare="quoted")
_add("die|die|das|wie|agentur|,|", _TOLD, "quoted", after=_DE_CLAIMS)
_add("von|durch", _SAW, "witness_once", left=rf"{_DE_STAFF}|befragt|kontaktiert|zitiert|gesehen|eingesehen")
_add("mit", _TOLD, "told", left=r"gespräch|interview|sprach|gesprochen")
_add("eine|ein|einer|einem|einen|der|die|laut|,|", _SAW, "witness", after=_DE_STAFF)
_add(
    "der|die|von|mit",
    _WITH,
    "with_agencies",
    left=r"mit\s+(?:\w+\s+){0,2}(?:material|informationen|angaben|inhalten)|material|unter\s+verwendung",
)

# French; the tokens end in an apostrophe where the article is cut
_TABLE.group = "fr"
_add(
    "à l'|à|à la|auprès de l'|auprès d'|auprès de|l' auprès|de l' auprès",
    _TOLD,
    "told",
    left=_FR_SAY,
    right=_FR_SAY,
)
_add(
    "à l'|à l'agence|à",
    _TOLD,
    "provided",
    left=r"(?:photos?|images?|vidéos?|documents?|chiffres|données)\s+(?:\w+\s+){0,2}(?:fourni|transmis|communiqu|remis|envoy)\w*",
)
_add("à l'", _TOLD, "told_once", bare="told_once")
_add("auprès de l'|auprès de|auprès d'", _TOLD, "told", bare="told")
_add("avec l'|avec", _TOLD, "told", left=r"entretien|interview|conversation|parl")
_add("par l'|par|par la", _TOLD, "quoted", left=r"cité|citée|cités|citées|relay|repris|rapport|diffus|publi")
_add("par l'|par|par la", _SAW, "witness_once", left=_FR_BY)
_add("selon l'|selon|d'après l'|d'après|après l'|citant l'|citant|selon la", _TOLD, "quoted", bare="quoted")
_add("de l'|de|d'|de la|l'", _SAW, "witness", left=_FR_STAFF)
_add(
    "l'|de l'|que l'|par l'|agence|",
    _TOLD,
    "quoted",
    left=rf"(?:{_FR_CLAIMS})\w*(?:\s+\w+){{0,2}}$",
    after=rf"(?:a|ont)?\s*(?:{_FR_CLAIMS})",
)
_add("journaliste|photographe|correspondant|journalistes", _SAW, "witness", bare="witness")
_add("avec|avec l'", _WITH, "with_agencies", bare="with_agencies")

# Spanish, Portuguese, Catalan, Galician
_TABLE.group = "es"
_add(
    "a|a la|à|à la|ao|a el|al|para|para a|para o|para la|à a",
    _TOLD,
    "told",
    left=rf"{_ES_SAY}|{_PT_SAY}|{_FR_SAY}|{_IT_SAY}|{_HU_SAY}",
    right=rf"{_ES_SAY}|{_PT_SAY}",
)
_add("à", _TOLD, "told_once", bare="told_once")
_add("con|con la", _TOLD, "told", left=r"entrevista|habl|convers|charla|diálogo|intervista|parla")
_add("con|con la", _WITH, "with_agencies", left=r"informaci[oó]n|datos|material|redacción|despachos")
_add(
    "según|segundo|segundo a|según la|conforme|conforme a|según el|segons|según a",
    _TOLD,
    "quoted",
    bare="quoted",
)
_add(
    "acordo com a|acuerdo con|acuerdo con la|acordo com|com a|com o",
    _TOLD,
    "quoted",
    left=r"de\s+(?:acordo|acuerdo)|acordo",
)
_add("com a|com", _TOLD, "told", left=r"entrevista|conversa|falou|falando")
_add("por|por la|pela|pelo", _SAW, "witness_once", left=rf"{_ES_BY}|{_PT_BY}")
_add("por|por la|pela|pelo", _TOLD, "quoted", left=r"citad|difundid|publicad|report|recogid|divulgad|notici")
_add("de la|de|da|del|da a|do", _SAW, "witness", left=rf"{_ES_STAFF}|{_PT_STAFF}|{_IT_STAFF}|{_FR_STAFF}")
_add(
    "de la|de|da|del|das|de las|d'",
    _WITH,
    "with_agencies",
    left=r"con\s+(?:información|datos|material|informes|despachos|notas)|com\s+(?:informações|dados|material|agências)|informações\s+são|amb\s+informació|con\s+información|amb\s+dades",
)
_add(
    "la|a|à|o|el|agencia|agência|,|",
    _TOLD,
    "quoted",
    left=rf"(?:{_ES_CLAIMS}|{_PT_CLAIMS})\w*(?:\s+(?:a|la|à|hoy|hoje|este|nesta|neste)){{0,3}}\s*$",
    after=rf"(?:ha\s+)?(?:{_ES_CLAIMS}|{_PT_CLAIMS})",
)
_add("periodista|periodistas|corresponsal|jornalista|jornalistas|repórter", _SAW, "witness", bare="witness")
_add("à agência|à|por", _TOLD, "told", left=r"em\s+declarações|declarações")

# Italian
_TABLE.group = "it"
_add("all'|all' agenzia|alla|ad|a|allo|agli", _TOLD, "told", left=_IT_SAY, right=_IT_SAY)
_add("all'|alla", _TOLD, "told_once", bare="told_once")
_add("dall'|dalla|da|dallo", _TOLD, "quoted", left=r"citat|riportat|diffus|pubblicat|rilanciat|ripres")
_add("dall'|dalla|da", _SAW, "witness_once", left=_IT_BY)
_add("dell'|della|dello|dell", _SAW, "witness", left=_IT_STAFF)
_add("dell'|della|dello", _TOLD, "quoted", left=r"secondo|stando|citando")
_add("secondo|secondo l'|secondo la|stando all'", _TOLD, "quoted", bare="quoted")
_add("l'|la|,|", _TOLD, "quoted", left=rf"(?:{_IT_CLAIMS})\w*\s*$", after=rf"(?:{_IT_CLAIMS})")
_add("con|con l'", _TOLD, "told", left=r"colloquio|intervista|parlando")

# Dutch
_TABLE.group = "nl"
_add("tegen|tegenover|aan|tegen het|tegen de|het|de", _TOLD, "told", left=_NL_SAY, right=_NL_SAY)
_add("tegen|tegenover", _TOLD, "told", bare="told")
_add("volgens|volgens de|volgens het|aldus", _TOLD, "quoted", bare="quoted")
_add(
    "meldt|meldde|schrijft|bericht|bron|melden|,|",
    _TOLD,
    "quoted",
    left=r"(?:meldt|meldde|schrijft|bericht|melden)\s*$",
    after=r"meldt|meldde|schrijft|bericht",
)
_add("met", _TOLD, "told", left=r"gesprek|interview|sprak")

# Slavic
_TABLE.group = "slav"
_add(
    "агентству|агентства|агентстві|агенції|агенцията|агенција|агенцијата|для|за|пред|||в|у|,",
    _TOLD,
    "told",
    left=rf"(?:{_SLAV_SAY})[\w]*(?:\s+\S+){{0,4}}\s*$",
)
_add("агентству|агентстві|агенції", _TOLD, "told", right=_SLAV_SAY, bare="told_once")
_add(
    "передает|передаёт|сообщает|сообщили|сообщило|пишет|информирует|цитирует|повідомляє|передає|пише|інформує|съобщава|предава|пише|јавува|пренесува|јавља|преноси|prenosi|javlja|piše|poroča|poročajo|navaja|prenos|sporočilo|píše|informuje|uvádí|uvádza|podaje|pisze|informuje|poinformowała|podała|agentura|agentúra|agencija|agencja|agencije|агентство|агенція",
    _TOLD,
    "quoted",
    left=r"(?:переда[её]т|сообща\w+|пишет|информирует|цитирует|повідомля\w+|передає|пише|інформує|съобщава|предава|јавува|пренесува|јавља|преноси|prenosi|javlja|piše|poroča\w*|navaja|píše|informuje|informoval\w*|uvád[íz]\w*|uvedl\w*|napsal\w*|podaje|pisze|poinformował\w*|podał\w*|oznámil\w*|hlás[íi]\w*)(?:\s+\S+){0,3}\s*$",
)
_add(
    "agencja|agentura|agentúra|agencija|агентство|агенція|агенция|агенција||,|а|и|a|i",
    _TOLD,
    "quoted",
    after=r"(?:wczoraj\s+|dziś\s+|в\s+\S+\s+)?(?:podał|podaj|poinformowa|informuj|napisał|pisz|przekazał|uvedl|uvádí|oznámil|hlásí|píše|informoval|napsal|uviedl|сообщ|пиш|пис|перед|передал|повідом|съобщ|предад|јав|пренес|javlj|prenosi|piše|poroča|naveo|navela|objavi)",
)
_add(
    "на|о ссылкой на|со ссылкой на|ссылкой на|посиланням на|на агентство",
    _TOLD,
    "quoted",
    left=r"ссылк\w+\s+на|посилання\w*\s+на|позова\w+\s+на",
)
_add(
    "по|за|данным|даними|данни|сообщению|информации|інформацією|повідомленням|данными",
    _TOLD,
    "quoted",
    left=r"(?:по|за|според)\s+(?:данным|даними|сообщени\w+|информации|інформацією|повідомлення\w*|данни)",
)
_add("материалам|матеріалами|материалы|матеріали", _WITH, "with_agencies", bare="with_agencies")
_add(
    "корреспонденту|корреспондент|корреспондента|корреспонденты|журналисту|журналист|журналисты|фотограф|кореспондент|кореспонденту|журналісту",
    _SAW,
    "witness",
    bare="witness",
)
_add("запросы|запрос|вопросы|вопрос|запити", _SAW, "witness_once", bare="witness_once")
_add(
    "pro|pre|za|agentuře|agentúre|agenciji|agencji|agenturu|agentúru|agenciju|dla|novinsku|pred",
    _TOLD,
    "told",
    left=_SLAV_SAY,
    right=_SLAV_SAY,
)
_add(
    "podle|podľa|według|wg|prema|po|podle agentury|sudeći|navodima|agentury|agencji|podle|agentúry|agencije|po navedbah|зa|според|агенции",
    _TOLD,
    "quoted",
    left=r"(?:podle|podľa|według|wg|prema|po\s+navedbah|po\s+poročanju|cytowan\w+|citoval\w+|za|според)(?:\s+\S+){0,2}\s*$",
)
_add("z|s|sa|ze", _TOLD, "told", left=r"rozmow\w+|rozhovor\w+|razgovor\w*|intervju|wywiad\w+|pogovor\w*")
_add(
    "dziennikarz|dziennikarze|korespondent|reporter|novinar|novinář|fotograf|novináři|redaktor",
    _SAW,
    "witness",
    bare="witness",
)

# Nordic, Finnish, Estonian, Latvian, Lithuanian
_TABLE.group = "nord"
_add(
    "till|til|nyhetsbyrån|nyhetsbyrået|nyhedsbureauet|telegrambyrån|við|frá",
    _TOLD,
    "told",
    left=_NORD_SAY,
    right=_NORD_SAY,
    bare="told_once",
)
_add(
    "enligt|ifølge|skriver|rapporterar|rapporterer|melder|uppger|oplyser|opplyser|meddelar|siger|sier|säger|segir|að sögn|samkvæmt|,|",
    _TOLD,
    "quoted",
    left=r"(?:enligt|ifølge|samkvæmt|sögn|skriver|rapporter\w+|melder|uppger|oplyser|opplyser|meddelar|skrifar|greinir)(?:\s+\S+){0,1}\s*$",
)
_add("fyrirspurnum|spurningum", _SAW, "witness_once", bare="witness_once")
_TABLE.group = "other"
_add("uutistoimisto|uutistoimiston", _TOLD, "quoted", bare="quoted")
_add("aģentūrai|agentūrai|naujienų agentūrai|uudisteagentuurile", _TOLD, "told", bare="told")

# Hungarian, Romanian, Greek, Turkish, Albanian
_TABLE.group = "other"
_add(
    "a|az|hírügynökség|írja a|írja az",
    _TOLD,
    "quoted",
    left=r"(?:írja|jelentette|közölte|jelenti|számolt\s+be)(?:\s+(?:a|az)){0,1}\s*$",
    after=r"jelentette|szerint|közölte|jelentése|írja|tudósítása|értesülése|jelenti",
)
_add(
    "pentru|pentru agenţia|pentru agenția|agenţiei|agenției|către", _TOLD, "told", left=_RO_SAY, right=_RO_SAY
)
_add(
    "potrivit|conform|transmite|relatează|informează|anunţă|anunță|notează|scrie|citat|citată|agenţia|agenția|citaţi|citați|citate|de",
    _TOLD,
    "quoted",
    left=r"(?:potrivit|conform|transmite|relatează|informează|anun[ţț]ă|notează|scrie|citat[ăe]?|cita[ţț]i)(?:\s+(?:de|de\s+agen[ţț]ia|agen[ţț]iei|agen[ţț]ia)){0,1}\s*$",
)
_add("στο|στον|στη|στην|προς το|προς|πρακτορείο", _TOLD, "told", left=_EL_SAY, right=_EL_SAY)
_add(
    "το|τον|του|με το|με τον|σύμφωνα με το|μεταδίδει το|μεταδίδει|αναφέρει|αναφέρει το|πρακτορείο|πρακτορείου",
    _TOLD,
    "quoted",
    left=r"(?:σύμφωνα\s+με|μεταδίδει|μετέδωσε|αναφέρει|ανέφερε|επικαλείται|όπως)(?:\s+(?:το|τον|του|πρακτορείο|ειδησεογραφικό)){0,3}\s*$",
)
_add("për", _TOLD, "told", left=r"tha\b|deklar|thanë|tregoi")

# Arabic, Persian, Urdu, Hebrew; "ل" is the glued preposition
_add("ل|لـ|إلى|مع|ل وكالة", _SAW, "witness", left=_AR_COUNT)
_add("ل|لـ|مع|إلى", _TOLD, "told", left=_AR_SAY, right=r"إن|أن|إنه|إنها|أنه|بأن|قال|قائل")
_add("وضعتها|أعدتها|أعدته|أجرتها|أجرته|وضعته|أحصتها|حصيلة|تعداد|إحصاء|إحصائيات", _SAW, "witness", left=_AR_COUNT)
_add("ل|لـ", _TOLD, "told_once", bare="told_once")
_add(
    "عن|وفق|بحسب|حسب|وبحسب|وفقا|وفقاً|ووفق|بحسب ما|نقلت|ونقلت|ذكرت|وذكرت|أفادت|وأفادت|أوردت|وأوردت|قالت|وقالت|أعلنت|أوضحت|وأوضحت|نقلته|أوردته|ذكرته|نشرته|وكالة",
    _TOLD,
    "quoted",
    left=r"(?:عن|و?وفقا?ً?|و?بحسب|حسب|و?نقل\w*|و?ذكر\w*|و?أفاد\w*|و?أورد\w*|و?قالت|و?أعلنت|و?أوضحت|نشرت\w*)(?:\s+(?:ما|عن|وكالة)){0,2}\s*$",
)
_add(
    "مراسل|مراسلة|مراسلو|مراسلي|صحافي|صحفي|صحافيو|مصور|مصورو|لمراسل|لمراسلة|لمراسلي|صحافية|فريق",
    _SAW,
    "witness",
    bare="witness",
)
_add("به|از|نقل از|گزارش|خبرگزاری", _TOLD, "told", right=r"گفت|گفته|اعلام\s+کرد|توضیح\s+داد|خبر\s+داد")
_add(
    "از|گزارش|نقل از|خبرگزاری|به نقل از|به گزارش",
    _TOLD,
    "quoted",
    left=r"(?:به\s+نقل\s+از|به\s+گزارش|نوشت|به\s+نوشته)(?:\s+خبرگزاری){0,1}\s*$",
)
_add("ل|ל|ל-|עם", _TOLD, "told", left=_HE_SAY)
_add(
    "פי|לפי|על פי|סוכנות|סוכנות הידיעות",
    _TOLD,
    "quoted",
    left=r"(?:על\s+פי|לפי|דיווח\w*|דיווחה)(?:\s+סוכנות(?:\s+הידיעות)?){0,1}\s*$",
)

# Indonesian, Malay, Vietnamese, Filipino, Somali, Swahili, Hausa
_add("kepada|ke|pada|dengan", _TOLD, "told", left=_ID_SAY, right=_ID_SAY)
_add("kepada", _TOLD, "told", bare="told")
_add(
    "dilansir|dikutip|dari|oleh|menurut|lapor|laporan|mengutip|melaporkan|seperti dilansir|lansir",
    _TOLD,
    "quoted",
    left=r"(?:dilansir|dikutip|menurut|lapor\w*|mengutip|dilaporkan)(?:\s+(?:dari|oleh|kantor|berita|laman)){0,3}\s*$",
)
_add("với|cho|với hãng|hãng|tin", _TOLD, "told", left=_VI_SAY, right=r"biết|hay")
_add(
    "theo|dẫn|hãng|tin",
    _TOLD,
    "quoted",
    left=r"(?:theo|dẫn(?:\s+nguồn)?)(?:\s+(?:hãng|tin|thông|tấn|hãng\s+tin|hãng\s+thông\s+tấn)){0,3}\s*$",
)
_add("sa", _TOLD, "told", left=_TL_SAY)
_add("ahay|u|wakaaladda|wakaalada|wakaaladda wararka", _TOLD, "told", left=_SO_SAY)
_add("habari la|la|shirika", _TOLD, "told", left=_SW_SAY)
_add("wa|na", _TOLD, "told", left=_HA_SAY)

_AFTER_ANY: Final = (
    # forms that stand behind the name whatever stands before it
    ("told", _TOLD, re.compile(r"^['’](?:y?[ea]|n?[ea]|nin|nın|nun|nün|in|ın|un|ün)\s+(?:[^\s.!?]{1,30}\s+){0,4}?(?:" + _TR_SAY + ")", re.IGNORECASE)),
    ("quoted", _TOLD, re.compile(r"^['’](?:y?[ea]|[dt][ae]n|nin|nın)\s+(?:\S{1,25}\s+){0,3}?(?:göre|haberin|aktard|bildird|duyurd)|^\s+(?:haber\s+)?ajansına\s+göre", re.IGNORECASE)),
    ("told", _TOLD, re.compile(r"^\s+(?:haber\s+)?(?:ajansı(?:na|yla)|muhabirine)\s+(?:[^\s.!?]{1,30}\s+){0,4}?(?:" + _TR_SAY + ")", re.IGNORECASE)),
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
    ("witness", _SAW, re.compile(rf"^-(?:{_DE_STAFF})", re.IGNORECASE)),
    ("witness", _SAW, re.compile(r"^[-–](?:journalist|reporter|fotograf|correspondent|verslaggever|telling|journalisten|ins|toimittaja|újságír)", re.IGNORECASE)),
    ("quoted", _TOLD, re.compile(r"^\s+(?:обвини|сообщи|переда|писа|пиш|повідом|јави)\w*\s+(?:со\s+ссылкой|что|що)", re.IGNORECASE)),
)  # fmt: skip

# ------------------------------------------------------------------ languages without spaces

_ZH_LEFT = re.compile(
    r"(?P<told>告[诉訴]|接受|受訪|[对對]|向)(?:了)?(?:法国|法國|美国|美國|英国|英國)?(?:媒体|媒體|通讯社|通訊社)?[“「『《]?$"
    r"|(?P<with>[综綜]合|编译自|編譯自|[来來]源[:：])[“「『《]?$"
    r"|(?P<quoted>[据據]|根[据據]|引述|援引|引用|[转轉][载載]自)(?:法国|法國|美国|美國|英国|英國)?(?:媒体|媒體|通讯社|通訊社)?[“「『《]?$"
)
_ZH_RIGHT = re.compile(
    r"^[”」』》]?(?:\s?[(（][A-Za-z .-]{2,30}[)）])?(?P<word>(?:的)?(?:[记記]者|摄影|攝影)|[统統][计計]|(?:的)?[专專]?[访訪]|[采採][访訪]|"
    r"(?:(?:周|週|星期)?[一二三四五六日天]|\d{1,2}日|今日|今天|昨日|昨天)?(?:[(（][^)）]{1,12}[)）])?(?:[报報][道導]|援引|引述|消息|[称稱]|指出|[说說]|表示|引用|披露|[电電]))"
)
_JA_RIGHT = re.compile(
    r"^(?:通信社?)?(?P<word>に(?:対し|語|述べ|明かし|話|コメント|答え|説明)|との(?:インタビュー|会見|取材)|のインタビュー|の取材|(?:の)?(?:記者|カメラマン|集計|調べ)|"
    r"(?:など)?(?:に|が)(?:よると|よれば|伝え|報じ|報道|入手|確認)|の報道|は.{0,16}?(?:伝え|報じ))"
)
_KO_RIGHT = re.compile(
    r"^\s?(?:통신)?(?P<word>에게?\s(?:\S{1,12}\s){0,3}?(?:말|밝|전했|설명|이야기|알려|주장)|과의?\s?(?:인터뷰|통화)|와의?\s?(?:인터뷰|통화)|에\s?따르면|에\s?의하면|"
    r"\s?(?:기자|특파원)|(?:이|가|은|는)\s(?:[^\s.]{1,15}\s){0,5}?(?:보도|전했|전한))"
)
_TH_LEFT = re.compile(
    r"(?P<told>(?:บอก|กล่าว|เปิดเผย|สัมภาษณ์|แถลง)(?:กับ|ต่อ|แก่)?)(?:สำนักข่าว)?\s?$|(?P<quoted>อ้าง|ตามรายงานของ|รายงานโดย|รายงานของ|อ้างจาก)(?:สำนักข่าว)?\s?$"
)
_TH_RIGHT = re.compile(r"^\s?(?:ของฝรั่งเศส)?(?P<word>รายงาน|ระบุ|อ้าง)")


def _unspaced(left: str, right: str) -> Phrase | None:
    hit = _ZH_LEFT.search(left[-14:])
    tail = _ZH_RIGHT.match(right)
    if hit and hit.group("with"):
        return Phrase(_WITH, "with_agencies", len(left[-14:]) - hit.start(), 0)
    if hit and hit.group("told") and (hit.group("told")[0] in "告受" or tail):
        return Phrase(_TOLD, "told", len(left[-14:]) - hit.start(), tail.end() if tail else 0)
    if tail:
        word = tail.group("word")
        if "者" in word or word[0] in "统統摄攝":
            return Phrase(_SAW, "witness", 0, tail.end())
        if "访" in word or "訪" in word:
            return Phrase(_TOLD, "told", 0, tail.end())
        back = len(left[-14:]) - hit.start() if hit else 0
        return Phrase(_TOLD, "quoted", back, tail.end())
    if hit and hit.group("quoted"):
        return Phrase(_TOLD, "quoted", len(left[-14:]) - hit.start(), 0)
    tail = _JA_RIGHT.match(right)
    if tail:
        word = tail.group("word")
        if "記者" in word or "カメラ" in word or "集計" in word or "調べ" in word:
            return Phrase(_SAW, "witness", 0, tail.end())
        told = word.startswith(
            (
                "に対",
                "に語",
                "に述",
                "に明",
                "に話",
                "にコ",
                "に答",
                "に説",
                "とのイ",
                "との会",
                "との取",
                "のイ",
                "の取",
            )
        )
        return Phrase(_TOLD, "told" if told else "quoted", 0, tail.end())
    tail = _KO_RIGHT.match(right)
    if tail:
        word = tail.group("word").strip()
        if word in ("기자", "특파원"):
            return Phrase(_SAW, "witness", 0, tail.end())
        told = word.startswith(("과", "와")) or (
            word.startswith("에") and "따르" not in word and "의하" not in word
        )
        return Phrase(_TOLD, "told" if told else "quoted", 0, tail.end())
    thai = _TH_LEFT.search(left[-40:])
    if thai:
        return Phrase(_TOLD, "told" if thai.group("told") else "quoted", len(left[-40:]) - thai.start(), 0)
    tail = _TH_RIGHT.match(right)
    return Phrase(_TOLD, "quoted", 0, tail.end()) if tail else None


# ------------------------------------------------------------------ the noun "agency" before the name

_AGENCY_NOUN: Final = re.compile(
    r"(?:(?<=\s)|^|(?<=['’])|(?<=[\u0600-\u06ff\u0590-\u05ff]))"
    r"(?:(?:the|an?)\s+)?"
    r"(?:(?:French|American|US|U\.S\.|British|German|Spanish|Chinese|Russian|Italian|Turkish|state(?:-run)?|international|official|"
    r"französischen?|amerikanischen?|britischen?|deutschen?|US-|internationalen?|russischen?|staatlichen?|französische|американскому|французскому|"
    r"francusk\w+|amerykańsk\w+|francouzsk\w+|americk\w+|franse|amerikanska|franska|franske|amerikanske|γαλλικό|αμερικανικό|хорижий)\s*){0,2}"
    r"(?P<noun>news\s+agency|news\s+agencies|press\s+agency|wire\s+(?:service|agency)|newswire|news\s+service|agency|"
    r"(?:nachrichten|presse)?agentur(?:en)?|"
    r"agence(?:\s+(?:de\s+presse|d['’]information|de\s+presse\s+\w+|\w+aise))?|"
    r"ag[eê]nci[ae]s?(?:\s+de\s+(?:not[ií]cias|prensa))?(?:\s+(?:francesa|estadounidense|norte-americana|americana|alemana|alemã|espanhola|española|británica|britânica|internacional|estatal|russa|rusa|italiana))?|"
    r"agència(?:\s+de\s+notícies)?|agenzi[ae](?:\s+(?:di\s+)?(?:stampa|notizie))?(?:\s+(?:francese|americana|tedesca|britannica))?|"
    r"(?:pers|nieuws)(?:bureau|agentschap)|(?:nyhets|telegram)byr(?:ån|ået)|nyhedsbureauet|nyhetsbyrån|fréttastofunni|fréttastofan|fréttaveitunni|"
    r"агентств[уаеo]?|агентством|информагентству?|агенц[иі][яиії]|агенци\w+|"
    r"agentu[rú]\w{0,2}|agentú\w{0,3}|agencij\w{1,2}|agencj\w{1,2}|novinsk\w+\s+agencij\w+|"
    r"agen[ţț]i\w{1,3}(?:\s+de\s+(?:presă|[sș]tiri))?|hírügynökség\w{0,5}|"
    r"πρακτορείο(?:υ)?(?:\s+ειδήσεων)?|ειδησεογραφικό\s+πρακτορείο|"
    r"(?:ل|ب|و|عن\s)?وكالة(?:\s+(?:الأنباء|أنباء|الصحافة))?(?:\s+الفرنسية)?|خبرگزاری|سوکالة|סוכנות(?:\s+הידיעות)?|לסוכנות(?:\s+הידיעות)?|"
    r"hãng(?:\s+(?:tin|thông\s+tấn))?|kantor\s+berita|agensi\s+berita|haber\s+ajansı|uutistoimisto(?:lle|n)?|uudisteagentuurile|naujienų\s+agentūrai|aģentūrai|"
    r"shirika\s+la\s+habari\s+la|kamfanin\s+dillancin\s+labarai\s+na|wakaaladda\s+wararka(?:\s+ee)?|समाचार\s+एजेंसी|সংবাদ\s+সংস্থা|خبر\s+رساں\s+ادارے)"
    r"\s*[\"'“”„«»‘(]?(?:the\s+)?$",
    re.IGNORECASE,
)
_AGENCY_AFTER: Final = re.compile(
    r"^[\"'”»’]?\s+(?:news\s+agency|news\s+service|newswire|wire\s+service|news\s+wire)\b", re.IGNORECASE
)
_OUTSIDER: Final = re.compile(
    r"French|American|British|German|Spanish|francesa|franz|amerikan|французск|американск|γαλλικό|francouzsk|francusk|Franse|franska|franske|الفرنسية",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"(?:^|(?<=[\s\"“„«]))(?:the|The)\s+$")
_QUOTE_END: Final = re.compile(r"(?:[\"“”„«»‘(\[]|(?<![^\W\d_])['’])+\s?$")
_SENTENCE: Final = re.compile(r"[.!?。！？؟]['\"”»’)]?\s+(?=$|[\"“„«]?[A-ZÀ-ÞА-ЯΑ-Ω\u0590-\u06ff])")
_CLAUSE: Final = re.compile(r"[,;:.!?”“\"»«„)(\n،؛。，—–]")
_SPACED_TAIL: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SUBJECT: Final = 60
"""Longest subject, in code points, that is taken into the span of an attribution."""
_FROM_SOURCE: Final = re.compile(
    r"^\s+from\s+(?:the|an?)\s+(?:[\w-]+\s+){0,3}(?:officials?|sources?|spokes\w+|officers?|witness(?:es)?|residents?|ministry|army|"
    r"military|police|authorities|activists?|family|government|agency|company|coalition|office|group)\b",
    re.IGNORECASE,
)


def read_phrase(left: str, right: str, language: str | None = None) -> Phrase | None:
    """What the words around a mention say of it, or None: the agency is only mentioned, or is itself the story.

    Args:
        left: up to `REACH` code points before the mention, from its line.
        right: up to 100 code points after it, from its line.
        language: language of the text, if known: rules of other languages are then left out.
    """
    group = _GROUPS.get(language) if language else None
    if (left and _SPACED_TAIL.match(left[-1])) or (right and _SPACED_TAIL.match(right[0])):
        phrase = _unspaced(left, right)
        if phrase is not None:
            return phrase
    for weight, kind, pattern in _AFTER_ANY:
        found = pattern.match(right)
        if found:
            return Phrase(kind, weight, 0, found.end())
    # the sentence only
    cuts = list(_SENTENCE.finditer(left))
    sentence = left[cuts[-1].end() :] if cuts else left
    noun = _AGENCY_NOUN.search(sentence, max(0, len(sentence) - 70))
    named_as_agency = noun is not None
    outsider = bool(noun and _OUTSIDER.search(noun.group()))
    base = sentence[: noun.start()] if noun else _QUOTE_END.sub("", _ARTICLE.sub("", sentence))
    if noun and noun.group("noun")[0] in "لو" and noun.group("noun").startswith(("لوكالة", "لسوكالة")):
        base += "ل"
    elif noun and noun.group("noun").startswith("לסוכנות"):
        base += "ל"
    follow = right
    after = _AGENCY_AFTER.match(right)
    if after:
        named_as_agency, outsider = True, True
        follow = right[after.end() :]
    skipped = len(right) - len(follow)
    for connector in _connectors(base, noun.group("noun") if noun else None):
        for rule in _RULES.get(connector, ()):
            # English is read everywhere: its phrases stand in pages of any language, and a short page may be mistaken
            if group is not None and rule.group not in (group, "en"):
                continue
            phrase = _apply(rule, base, follow, len(sentence) - len(base), connector)
            if phrase is not None:
                if skipped and phrase.after:
                    phrase = phrase._replace(after=phrase.after + skipped)
                return _weigh(phrase, named_as_agency, outsider)
    return None


def _weigh(phrase: Phrase, named_as_agency: bool, outsider: bool) -> Phrase:
    # "the French news agency AFP": houses do not speak of themselves like this (NEWSWIRE 2.1, style test)
    if outsider and named_as_agency and phrase.weight in ("told", "told_once"):
        return phrase._replace(weight="quoted")
    return phrase


_TOKEN: Final = re.compile(r"[^\s]+")


def _connectors(base: str, noun: str | None) -> list[str]:
    """Keys to look rules up with, the longest first."""
    stripped = base.rstrip()
    if not stripped:
        keys = [""]
        if noun:
            keys.append(noun.split()[0].lower())
        return keys
    if stripped[-1] in ',;:—–-"”»)(':
        keys = [","]
        if noun:
            keys.insert(0, noun.split()[0].lower())
        last = stripped.rstrip(',;:—–-"”»)( ')
        if stripped[-1] == "-" and last and last[-1] in "לב":
            keys.insert(0, "ל")
        return keys
    words = [w.lower().replace("’", "'").lstrip("\"“„«»(‘'") for w in _TOKEN.findall(stripped[-60:])[-3:]]
    keys = []
    # a cut article: "à l'" + name; "dell'" + name
    joined = " ".join(words)
    for size in (3, 2, 1):
        if len(words) >= size:
            keys.append(" ".join(words[-size:]))
    if joined.endswith("ل") and not base.endswith(" "):
        keys.append("ل")
    if joined.endswith(("ל", "ל-")):
        keys.append("ל")
    if noun:
        keys.append(noun.split()[0].lower())
    return keys


def _apply(rule: Rule, base: str, follow: str, gap: int, connector: str) -> Phrase | None:
    """One rule on one mention; `gap` is the length of the stripped noun between connector and mention."""
    size = len(connector)
    if rule.left is not None:
        last = None
        for hit in rule.left.finditer(base):
            last = hit
        if last is not None and base.count(" ", last.end()) <= _WORDS:
            start = _clause_start(base, last.start())
            extra = 0
            if rule.weight == "provided":
                source = _FROM_SOURCE.match(follow)
                extra = source.end() if source else 0
            return Phrase(rule.kind, rule.weight, len(base) - start + gap, extra)
    if rule.right is not None:
        found = rule.right.match(follow)
        if found:
            back = len(base) - max(0, len(base.rstrip()) - size) if size > 1 else 0
            return Phrase(rule.kind, rule.weight, gap + back, found.end())
    if rule.bare is not None:
        head = len(base.rstrip()) - size
        start = _clause_start(base, max(0, head))
        return Phrase(rule.kind, rule.bare, len(base) - start + gap, 0)
    return None


def _clause_start(base: str, verb: int) -> int:
    """Start of the short clause a verb stands in, so that its subject is in the span; else the verb itself."""
    low = max(0, verb - _SUBJECT)
    last = None
    for hit in _CLAUSE.finditer(base, low, verb):
        last = hit
    if last is not None:
        start = last.end()
    elif low == 0:
        start = 0
    else:
        return verb
    while start < verb and base[start] in " \t\u00a0'\"”’»":
        start += 1
    return start
