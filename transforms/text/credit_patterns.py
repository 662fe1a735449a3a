"""Words of credit lines in many languages: source, byline, copyright, picture. Shared by furniture and credits.

Source of the words: NEWSWIRE.md sections 2.1, 2.2 and 2.4, and the press habits of the languages named there.
"""

from __future__ import annotations

import re
from typing import Final

from transforms.text.plain_letters import Caseless

SOURCE_WORDS: Final = (
    "source|sources|news source|via|quelle|quellen|nachrichtenquelle|agenturquelle|fuente|fuentes|fonte|fontes|fonti|font|fonts|bron|bronnen|källa|källor|kilde|kilder|"
    "lähde|lähteet|heimild|heimildir|allikas|avots|avoti|šaltinis|šaltiniai|źródło|źródła|zdroj|zdroje|izvor|izvori|vir|viri|forrás|források|sursa|surse|burimi|"
    "πηγή|πηγές|источник|источники|джерело|джерела|крыніца|източник|извор|извори|kaynak|kaynaklar|haber kaynağı|mənbə|manba|manbai|дереккөз|"
    "المصدر|مصدر|المصادر|مصادر|منبع|منابع|ماخذ|מקור|מקורות|स्रोत|सूत्र|সূত্র|ஆதாரம்|ماخذ|sumber|nguồn|theo|pinagmulan|chanzo|xigasho|isha|bronne|ที่มา|แหล่งข่าว|ប្រភព"
)  # fmt: skip
"""Words for ``source`` that stand before a colon."""

UNSPACED_SOURCE_WORDS: Final = "来源|來源|消息来源|消息來源|新闻来源|稿源|资料来源|資料來源|出典|情報源|ソース|提供|ニュース提供元|출처|자료|원문|文章来源|文章來源|转自|轉自|编译自|編譯自"
"""The same in languages without spaces."""

PHOTO_WORDS: Final = (
    "photos?|photographs?|photography|pictures?|pics?|images?|imagery|credits?|photo credits?|image credits?|picture credits?|file photo|file picture|file image|handout|courtesy|"
    "cover photo|main image|featured image|screen ?grab|screenshot|video|footage|illustration|graphic|"
    "photographie|crédits?|crédits? photos?|crédit photo|légende|visuel|"
    "fotos?|fotografías?|imagen|imágenes|créditos?|ilustración|archivo|"
    "imagem|imagens|crédito|divulgação|reprodução|fotografia|"
    "immagine|immagini|foto di archivio|"
    "bild|bilder|symbolbild|symbolfoto|archivbild|archivfoto|bildquelle|bildnachweis|fotoquelle|titelbild|titelfoto|archiv|grafik|foto und bild|fotograf|"
    "beeld|afbeelding|archieffoto|bilde|billede|arkivfoto|arkivbild|arkivbilde|mynd|ljósmynd|kuva|kuvat|arkistokuva|"
    "fotó|kép|képek|illusztráció|zdjęcie|zdjęcia|fot|ilustracja|ilustrační foto|snímek|snímka|fotka|ilustračné foto|fotografija|slika|ilustracija|fotka|nuotrauka|nuotr|foto autors|"
    "sursa foto|foto arhivă|fotografie|imagine|снимка|снимки|фото|фотография|изображение|архив|светлина|світлина|зображення|фотографија|слика|здымак|"
    "φωτογραφία|φωτογραφίες|φωτο|φώτο|fotoğraf|fotoğraflar|görsel|şəkil|"
    "صورة|الصورة|صور|تصوير|أرشيف|أرشيفية|عکس|تصویر|תמונה|תמונות|צילום|צילומים|फोटो|तस्वीर|ছবি|புகைப்படம்|gambar|dok|dokumentasi|ảnh|hình|ภาพ|ภาพจาก|larawan|picha|sawir"
)  # fmt: skip
"""Words that open a picture credit."""

UNSPACED_PHOTO_WORDS: Final = "图片来源|圖片來源|图片來源|照片来源|照片來源|图源|圖源|图片|圖片|照片|图|圖|攝影|摄影|资料图|資料圖|資料照|写真|画像|撮影|映像|사진|자료사진|이미지"

BYLINE_WORDS: Final = (
    "by|written by|story by|report by|from|par|propos recueillis par|por|redacción|redação|redacció|da redação|von|mit|di|a cura di|da|de|door|van|av|af|text|texte|texto|testo|tekst|"
    "autor|autore|auteur|author|auteurs|autores|autorin|od|napisał|oprac|opr|piše|pripremio|pripravil|scris de|de către|autors|autorius|från|fra|skrifað af|kirjoittaja|írta|szerző|"
    "автор|текст|από|του|yazan|haber|بقلم|كتب|كتبت|نوشته|oleh|laporan|bởi|theo|tác giả|ni|na"
)  # fmt: skip
"""Words that open a byline."""

AGENCIES_WORDS: Final = (
    "agencies|news agencies|wires|wire services|wire reports|agencies report|news wires|agences|agences de presse|agencias|agencias de noticias|agencias internacionales|"
    "agências|agências internacionais|agências de notícias|agenturen|nachrichtenagenturen|agenturmaterial|agenturmeldungen|agenzie|agenzie di stampa|agentschappen|persbureaus|nieuwsdiensten|"
    "nyhetsbyråerna|nyhedsbureauer|nyhetsbyråer|agencje|agencji|agentury|agentúry|agencije|agenţii|agenții|hírügynökségek|"
    "πρακτορεία|агентства|агентств|інформагентства|информагентства|агенции|агенције|ajanslar|haber ajansları|وكالات|الوكالات|وكالات الأنباء|خبرگزاری‌ها|סוכנויות הידיעות|סוכנויות|एजेंसी|एजेंसियां|এজেন্সি|kantor berita|agensi|agensi-agensi"
)  # fmt: skip
"""Words for "agencies" without a name."""

UNSPACED_AGENCIES_WORDS: Final = (
    "综合报道|綜合報導|綜合報道|综合外电|綜合外電|综合消息|綜合外媒|外电|外電|외신종합|외신|종합"
)

_Y: Final = r"(?:(?:19|20)\d\d(?:\s*[-–,/]\s*(?:19|20)?\d\d)*)"

COPYRIGHT_LEFT: Final = re.compile(
    r"(?:©|\([cC]\)|ⓒ|Ⓒ|℗|[Cc]opyrights?|COPYRIGHT|[Dd]roits d['’]auteur|[Tt]elif hakkı|[Цц]опиригхт|حقوق النشر|版权所有|版權所有|著作権|Авторские права)"
    rf"(?:\s*(?:©|\([cC]\)|ⓒ|[Cc]opyrights?))?[\s:：\"“]{{0,4}}(?:by\s+|de\s+|da\s+)?(?:{_Y}[\s.,:]{{0,3}}|(?:Thomson|Agencia|Agência|Agence)\s+|notice\W{{1,5}})*(?:by\s+)?(?:[Tt]he\s+|die\s+|der\s+|l['’]|la\s+)?[(\"“«]?\s*$"
)
"""What stands before an agency name in a copyright notice; run on the 80 code points before it."""
COPYRIGHT_RIGHT: Final = re.compile(
    r"^[)\"”»]?[.,]?\s*(?:\(?"
    + _Y
    + r"\)?)?[\s.,:;|–-]*(?:All\s+rights\s+reserved|Alle\s+Rechte|Tous\s+droits|Todos\s+los\s+derechos|Todos\s+os\s+direitos|Reservados\s+todos|"
    r"Tutti\s+i\s+diritti|Alle\s+rechten|Alla\s+rättigheter|Alle\s+rettigheter|Wszelkie\s+prawa|Все\s+права|Всі\s+права|جميع\s+الحقوق|Her\s+hakkı|版权所有|版權所有|無断転載|무단\s*전재|"
    r"GmbH\s*/\s*(?:Handelsregister|Hamburg\s+Trade)|content\s+is\s+(?:owned|protected|copyright)|content,?\s+including\s+by\s+framing|is\s+not\s+liable|articles?:\s+Copyright)",
    re.IGNORECASE,
)
"""What stands behind it in a notice that has no sign before the name."""
RESTRICTED_LEFT: Final = re.compile(
    r"(?:[Rr]epublication|[Rr]edistribution|[Rr]eproduction|reproducción|reprodução|contenido[s]? de|propiedad de|property\s+of)(?:\s+(?:or|and|of|de|total|parcial|any|the|los|o|y|contenidos?)){0,6}\s*$"
)

SOURCE_LEFT: Final = Caseless(
    rf"(?:(?:^|[\s(\[|.•*\"“])(?P<word>{SOURCE_WORDS})(?:\s+(?:de|da|der|of|del|di)\s+(?:la\s+|the\s+|las\s+)?\w{{3,14}})?\s*(?:[:：=|]|\s[-–—])\s*"
    rf"|(?P<cjk>{UNSPACED_SOURCE_WORDS})\s?[:：/／｜|]\s*"
    r"|^\s*(?:Source|Quelle|Fuente|Fonte|Bron|Kaynak|Sursa|Zdroj|Izvor|Kilde|Källa)s?\s+)"
    r"(?:https?://\S{1,80}\s+)?(?:[^\n:.]{0,60}?[,/;&+|–-]\s*|(?:la\s+|l['’]|the\s+)?(?:\w+\s+)?(?:agencia|agência|agence|agenzia|agentur|nachrichtenagentur|agency|وكالة|агентство|hãng|kantor berita)\s*)?[\"“«(]?$"
)
"""What stands before an agency name in a source line; run on the 120 code points before it, from its line."""

PHOTO_LEFT: Final = Caseless(
    rf"(?:(?:^|[\s(\[|/.,;:•*>»\"“©–—-])(?:{PHOTO_WORDS})\.?\s*(?:\([^()\n]{{1,30}}\)\s*)?(?:[:：/|©=]|\(c\)|\b(?:by|von|par|por|de|di|da|van|av|af|via|from|door|credit|courtesy of)\b)"
    rf"|(?:{UNSPACED_PHOTO_WORDS})\s?[/:：／｜|=＝由©]"
    r"|(?:^|[(\[])\s*(?:File|FILE|Archivo|Arquivo|Archiv|Archives?|Undated|Handout)\b[^()\[\]\n]{0,30}/)"
    r"(?P<rest>[^\n]{0,90})$"
)
"""A word that opens a picture credit, and what stands between it and the agency name."""
TEXT_CUE: Final = re.compile(
    r"[!?]|\.\s+[A-ZÀ-ÞА-Я]\w{2,}\s+\w|\b(?:told|said|reported|according)\b", re.IGNORECASE
)

WITH_LEFT: Final = Caseless(
    r"(?:^|[\s(\[*/|,.\"“«–—-])"
    r"(?:with(?:\s+(?:inputs?|files?|additional\s+reporting|reporting|information|material|reports?|contributions?|agency\s+inputs?))?(?:\s+(?:from|by))?|"
    r"additional\s+(?:reporting|input)s?\s+(?:by|from)|inputs?\s+from|compiled\s+from|edited\s+from|in\s+collaboration\s+with|"
    r"avec(?:\s+l['’])?|avec\s+(?:les\s+)?(?:agences?)?|"
    r"con(?:\s+(?:información|informaciones|datos|material|informes|despachos|notas|información\s+e\s+imágenes))?(?:\s+(?:de|del))?(?:\s+(?:la|las|el|los))?(?:\s+agencias?(?:\s+de\s+noticias)?)?|"
    r"com(?:\s+(?:informações|informação|dados|material|agências?))?(?:\s+(?:da|do|de|das|dos))?(?:\s+agências?(?:\s+de\s+notícias)?)?|(?:as\s+)?informações\s+são\s+d[aeo]s?|amb(?:\s+(?:informació|dades)\s+d['’e])?|"
    r"mit(?:\s+(?:material|informationen|inhalten|angaben|agenturmaterial))?(?:\s+(?:von|der|des|durch))?(?:\s+(?:dpa|nachrichtenagentur))?|unter\s+verwendung\s+von(?:\s+material)?(?:\s+(?:von|der))?|"
    r"con\s+(?:le\s+)?agenzi[ae]|met(?:\s+(?:informatie|medewerking)\s+van)?|i\s+samarbeid\s+med|med|"
    r"по\s+материалам|по\s+информации|по\s+данным|по\s+сообщени\w+|с\s+использованием\s+материалов|на\s+основе\s+материалов|за\s+матеріалами|за\s+інформацією|за\s+даними|"
    r"z\s+użyciem|na\s+podstawie|s\s+využitím|s\s+použitím|za\s+použití|με\s+(?:πληροφορίες|στοιχεία)(?:\s+(?:από|του))?|με\s+πληροφορίες|cu\s+informaţii\s+de\s+la|"
    r"به\s+نقل\s+از|نقلا?ً?\s+عن|عن|مع|"
    r"इनपुट)"
    r"\s*[:：]?\s*(?:the\s+|l['’]|la\s+|der\s+|die\s+|das\s+)?(?:(?:nachrichten)?agentur(?:en)?|agencia|agência|agence|agenzia|agency|news\s+agency|وكالة|агентства)?\s*[\"“«]?$"
)
"""``with``: counts in a short slot only (a bracket or a line of its own)."""
WITH_RIGHT: Final = re.compile(
    r"^[\"”»)]?\s*(?:(?:has\s+|also\s+)?contributed\s+(?:to\s+)?(?:this|the)\s+(?:report|story|article)|contributed\s+reporting|"
    r"kaynaklı|ajansından\s+derlen|haberlerinden\s+derlen|a\s+contribué|contribuy\w+\s+(?:a|en|con)\s|contribuiu|hat\s+(?:zu\s+diesem|an\s+diesem))",
    re.IGNORECASE,
)
CONTRIBUTED_RIGHT: Final = re.compile(
    r"^['’]?s?\s*(?:(?:science|sports|medical|business|video|news|staff|national|political|economics)\s+)?(?:writers?|reporters?|journalists?|correspondents?|researchers?|photographers?|editors?|staff|videojournalists?|diplomatic\s+writer)\b"
    r"[^\n]{0,600}?\bcontributed\b",
    re.IGNORECASE,
)
"""``Associated Press writers X and Y contributed to this report``."""
COVERAGE_LEFT: Final = re.compile(
    r"(?:follow|more(?:\s+of)?|full|find|see|read|for\s+more|check\s+out)\s+(?:all\s+of\s+|the\s+)?$",
    re.IGNORECASE,
)
COVERAGE_RIGHT: Final = re.compile(
    r"^(?:['’]s?)?\s+(?:[\w&-]+\s+){0,4}?(?:coverage|stories|journalism|visual\s+journalism)\b|^\s+(?:[A-Z][\w&-]*\s+){1,4}?(?:coverage|news)?:?\s*https?://(?:www\.)?apnews\.com|"
    r"^\s+(?:[A-Z][\w&.-]+\s+){0,6}(?:receives\s+(?:financial\s+)?support|is\s+(?:solely\s+)?responsible\s+for\s+all\s+content)|^\s+material\s+may\s+not",
)
CREATED_RIGHT: Final = re.compile(
    r"^\s+(?:created\s+this\s+story|ha\s+creato\s+questa\s+storia|a\s+créé\s+(?:cet\s+article|cette\s+histoire)|cre[óo]\s+esta\s+(?:historia|nota)|criou\s+esta\s+(?:história|matéria)|hat\s+diese\s+geschichte)",
    re.IGNORECASE,
)
"""``The Associated Press created this story using technology provided by …``."""
