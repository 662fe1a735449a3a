"""Verbs and nouns that say an agency reported something, as regular expression stems, by language.

``SAY``: someone speaks; ``BY``: what an agency can have done; ``STAFF``: its people and their counts; ``CLAIMS``: it says so itself.
Source: NEWSWIRE.md sections 2.2 and 2.3, with the inflected forms a press text uses.
"""

from __future__ import annotations

EN_SAY = r"said|says|saying|spoke|speaking|talked|talking|confirmed|admitted|explained|added|according|statements?|comment(?:s|ed)?|remarks|wrote|confided|complained|recounted|recalled|described|denied|lamented|announced|disclosed|revealed|testified|stated|message|e-?mail(?:ed)?|available|conceded|insisted|acknowledged"
EN_GIVE = (
    r"provided|given|gave|sent|supplied|released|shown|handed|submitted|forwarded|distributed|leaked|offered"
)
EN_IMAGE = r"(?:images?|pictures?|photos?|photographs?|videos?|footage|documents?|recordings?|copy|copies|letters?|statistics|figures|data)"
EN_SEEN = r"seen|obtained|viewed|reviewed|verified|contacted|reached|asked|interviewed|questioned|approached|polled|surveyed|analy[sz]ed|commissioned|conducted|tallied|heard|filmed|photographed|consulted|requests?|questions?|calls?|inquiries|tally|count|calculations?|survey|analysis|investigation|review|visited|compiled|gathered|collected|taken|shot|captured|geolocated|witnessed|examined|inspected"
EN_QUOTED = (
    r"reported|quoted|cited|published|carried|broadcast|revealed|relayed|written|report|reports|dispatch"
)
EN_STAFF = r"reporters?|journalists?|correspondents?|photographers?|photojournalists?|videographers?|video\s+journalists?|cameram[ae]n|team|crew|stringers?|contributors?|tally|tallies|count|survey|analysis|investigation|review|calculations?|bureau|writers?|poll\s+of|query|queries|request|interview|editors?"
EN_CLAIMS = r"(?:has\s+|had\s+|also\s+|first\s+)?(?:reported|reports|quoted|quotes|cited|cites|wrote|writes|termed)\b|(?:said|says),\s+(?:citing|quoting)\b|(?:said|says)(?=[.;]|$)|news\s+agency\s+(?:reported|said|reports|says|quoted)|(?:said|says|added)\s+(?:(?:on|late|earlier)\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|agency\s+(?:reported|said)"

DE_SAY = r"sagt|sag(?:t?en?|te)|erklär|teilt|bestätig|bericht|erzähl|schilder|verriet|äußer|betont|mitteil|mitgeteilt|gesagt|übermittelt|vorlieg|vorlag|vorgelegt|angab|gab\b|angegeben|antwort|verwies|kündigt|beklagt|warnt|kritisiert|forder|gegenüber|zufolge|gespräch|interview|stellungnahme|so\s+(?:der|die|das|ein)"
DE_STAFF = r"reporter(?:in|innen|n)?|korrespondent(?:in|en|innen)?|journalist(?:in|en|innen)?|fotograf(?:in|en)?|mitarbeiter(?:in)?|zählung|umfrage|recherchen?|berechnungen?|informationen|auswertung|team|auftrag|anfragen?|nachfrage|zähl|team"
DE_CLAIMS = r"(?:am\s+\w+\s+)?(?:berichtet|meldet|erfuhr|erfahren|schreibt|schrieb|zitiert|mitteilt|unter\s+Berufung|vorlag|vorliegt)"

FR_SAY = r"déclar|indiqu|a\s+dit|ont\s+dit|dit\b|dis(?:ent|ait)|affirm|précis|confi|expliqu|appris|assur|racont|soulign|confirm|annonc|ajout|témoign|estim|rapport|lanc|résum|détaill|regrett|répond|répli|fait\s+savoir|parl|fourni|communiqu|transmi|remis|envoy|adress|déplor|reconnu|comment|insist|gliss|souffl|lâch|entretien|interview|déclaration|révél|détail|décri|évoqu|plaid|dénonc|s['’]est"
FR_BY = r"interrog|contact|joint|cité|cités|citée|consult|obtenu|vu[es]?\b|interview|recueilli|photographi|rencontr|sollicit|filmé|réalisé|établi|questionn|authentifi|vérifi|recensé|compil|visionn|analys|révélé|mené|collect|effectué"
FR_STAFF = r"journalist|correspondant|photograph|décompte|comptage|bilan|équipe|reporter|vidéaste|envoyé|calcul|question|consensus|recensement|demande|sollicitation|enquête"
FR_CLAIMS = r"rapport|indiqu|annonc|relat|écri|précis|affirm|relay|révèl|signal"

ES_SAY = r"dijo|dijeron|dicho|dice|declar|inform|señal|afirm|explic|coment|asegur|confirm|indic|relat|cont[óoa]|manifest|expres|precis|subray|apunt|adelant|revel|detall|admit|record|lament|sostuv|entrevist|declaraciones|respond|reconoc|advirti|agreg|añadi|habl|mensaje|comunicado|denunci|proporcionad|facilitad|entregad|enviad"
ES_BY = r"consultad|entrevistad|contactad|obtenid|recogid|recabad|elaborad|verificad|interrogad|vist[oa]|preguntad"
ES_STAFF = r"periodista|corresponsal|reporter|fotógraf|recuento|conteo|balance|equipo|camarógraf|fotoperiodista|cálculo|videoperiodista|encuesta|investigación|pregunta|solicitud"
ES_CLAIMS = r"inform|report|reseñ|public|señal|indic|revel|divulg|cit[óo]|recog"

PT_SAY = r"disse|diss[eo]ram|dito|diz|inform|relat|declar|afirm|explic|cont[oa]u|comentou|confirm|garant|revel|lament|entrevista|declarações|fal(?:ou|aram)|salient|sublinh|adiant|esclarec|respond|admit|acrescent|indic|ressalt|destac|autoridade|fonte|nota|resumi|recordo|lembr|avali|defend|contaram|fornecid|enviad"
PT_BY = r"ouvid|consultad|entrevistad|obtid|contatad|contactad|questionad|feit|verificad|apurad|procurad|visualizad|compilad|realizad"
PT_STAFF = r"jornalista|correspondente|repórter|fotógraf|contagem|balanço|equipe|equipa|investigação|levantamento|enviad[oa]|cálculo|pergunta|apuração"
PT_CLAIMS = r"inform|report|notici|relat|public|revel|divulg|escrev|adiant|avanç"

IT_SAY = r"ha\s+detto|hanno\s+detto|dett[oa]|riferit|dichiarat|spiegat|raccontat|conferm|precis|sottoline|annunciat|ha\s+\w+to|parlando|intervista|dichiarazioni|afferma|dice|spiega|racconta|comment|rivel|fornit"
IT_BY = r"interpellat|citat|contattat|intervistat|sentit|raccolt|ripres|diffus|pubblicat|interrogat|visionat|ottenut|consultat"
IT_STAFF = r"giornalist|corrispondent|fotograf|conteggio|bilancio|reporter|inviat"
IT_CLAIMS = r"riferi|scriv|riport|fa\s+sapere|rend|comunica|segnala|rivela|apprend|informa"

NL_SAY = r"zei|zegt|zeggen|verteld|vertelt|vertelde|verklaard|verklaarde|laat|liet|meld|aldus|bevestig|gezegd|verklaring|interview|gesprek|toegelicht"
SLAV_SAY = (
    # ru, uk, bg, mk, sr, hr, bs, sl, cs, sk, pl
    r"сообщил|сообщают|заявил|рассказал|сказал|пояснил|подтвердил|уточнил|отметил|добавил|призна|ответил|"
    r"передал|объяснил|интервью|запрос|разговор|комментари|"
    r"повідоми|сказав|сказала|заяви|розпов|пояснив|підтверд|комента|інтерв|каза|съобщ|обясн|потвърд|изјави|рече|потврд|"
    r"izjavi|rekao|rekla|rekli|kaza[ol]|kaže|potvrdi|objasni|ispriča|dodaj|izjav|reče|saopšti|saopći|povedal|izjavil|dejal|pojasnil|"
    r"řekl|sděli|uved[el]|potvrdi|prohlás|oznámi|vysvětli|poved|uvied|vyhlási|potvrd|informova|napsal|rozhovor|vyjádř|řekli|"
    r"powiedzi|przekaz|poinformow|oświadczy|potwierdzi|wyjaśni|stwierdzi|rozmow|mówi|dodał|zaznaczy|przyzna|wywiad|relacjonow|tłumaczy"
)
NORD_SAY = r"säger|sade|sagt|berättar|uppger|skriver|sier|sa\b|forteller|opplyser|siger|fortæller|oplyser|udtaler|uttaler|bekräftar|bekrefter|bekræfter|förklarar|forklarer|kommentar|intervju|interview|meddelar|meddeler|segi|sagði|fyrirspurn|viðtal"
HU_SAY = r"mondt|nyilatkoz|közölt|elmondt|tájékoztat|erősített|árult|beszél|magyaráz|számol|írt"
RO_SAY = r"declarat|spus|precizat|explicat|confirmat|afirmat|povestit|interviu|relatat|transmis|comunicat|anunţat|anunțat|informat|adăugat|declaraţi|declarații|mărturisit"
EL_SAY = (
    r"δήλωσ|είπ|ανέφερ|τόνισ|επιβεβαίωσ|εξήγησ|δηλώ|μίλησ|διευκρίν|πρόσθεσ|συνέντευξ|υπογράμμισ|αποκάλυψ|λέει"
)
TR_SAY = r"konuş|açıkla|söyle|dedi|anlat|bilgi\s+ver|değerlendir|belirt|ifade|demeç|doğrula|röportaj|aktar"
ID_SAY = r"kata|mengatakan|ujar|tutur|memberitahu|menjelaskan|jelas|menyatakan|disampaikan|wawancara|berkata|bercerita|ungkap|ditemui|keterangan|mengaku|menegaskan|mengonfirmasi|mengesahkan|memaklumkan"
VI_SAY = r"nói|cho\s+biết|chia\s+sẻ|trả\s+lời|phát\s+biểu|xác\s+nhận|kể|tiết\s+lộ|phỏng\s+vấn"
AR_SAY = r"و?(?:قال|قالت|أكد|أكدت|صرح|صرحت|أفاد|أفادت|أوضح|أوضحت|أخبر|أبلغ|أضاف|أضافت|ذكر|لفت|كشف|بيّن|أشار|روى|يقول|تقول|يوضح|تصريح|تصريحات|حديث|مقابلة|قالوا|شرح|اعتبر|أعلن|أعلنت|مستشار|مسؤول|مصدر|مصادر|المتحدث|متحدث)"
AR_COUNT = r"[وفبلك]{0,2}(?:تعداد|حصيلة|إحصاء|احصاء|مراسل|مراسلة|مراسلو|مراسلي|صحافي|صحفي|مصور|مصورو|فريق)"
HE_SAY = r"אמר|אמרה|אמרו|מסר|מסרה|סיפר|סיפרה|הצהיר|ציין|אישר|הודיע|ריאיון|ראיון|בשיחה"
SO_SAY = r"sheeg|sheegay|sheegtay|yiri|tiri"
SW_SAY = r"ambia|alisema|walisema|alieleza|aliambia"
TL_SAY = r"sinabi|sabi|pahayag|ayon|panayam"
HA_SAY = r"shaida|fada|gaya|bayyana"
