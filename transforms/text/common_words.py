"""The commonest words of the languages that Latin-script news is written in: they tell the language of a text.

The scan of a page counts them line by line (`transforms.text.page_words`), and what is left to
`transforms.text.language` looks for the same words.
"""

from __future__ import annotations

from typing import Final

_FUNCTION_WORDS: Final = {
    "en": "the of and to in that is was for on with as by from said has were after his at",
    "fr": "le la les de des et du en un une est dans pour que qui sur par au avec à ont",
    "es": "el la los las de del y en que un una por para con se su al según es lo",
    "pt": "o os as do da dos das e em que um uma por para com no na não ao é foi",
    "it": "il lo la gli di da del della e in che un una per con non sono al dei è nel ha",
    "de": "der die das und in den von zu mit im ist nicht auf für ein eine des dem am nach",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan door naar heeft ook",
    "sv": "och att det i en som är av för på med den till inte har om ett var från vid",
    "da": "og at det i en er af for på med den til ikke har om et var fra der blev",
    "no": "og at det i en er av for på med den til ikke har om et var fra som ble",
    "fi": "ja on ei se että oli hän mutta kun myös joka mukaan ovat tai kuin sen",
    "pl": "w i na z się nie do że to jest o po przez dla jak od był oraz za są",
    "cs": "a v na se je že s z do o k pro ve po za ale podle byl který jsou",
    "sk": "a v na sa je že s z do o k pre vo po za ale podľa bol ktorý sú",
    "hu": "a az és hogy nem is egy van volt meg csak szerint után már el ki",
    "ro": "și în de la a cu pe din care că pentru nu este o un prin după au fost mai",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi sonra kadar ise dedi",
    "hr": "i u je na se da su za od s koji nije će kao iz ali bi po te što",
    "id": "yang di dan dengan untuk pada dari ini itu dalam tidak akan oleh telah kepada juga",
    "vi": "và của là có được trong cho các một những với không người đã này để",
    "ca": "el la els les de i en que un una per amb és al del ha va no dels més",
    "sq": "dhe e të në për me që nga një është i ka se janë më",
    "et": "ja on ei et see oli kui ka mis ning oma ta aga",
    "lv": "un ir ka no uz ar par kas tika arī bet pēc",
    "lt": "ir yra kad į su iš bei tai buvo dėl apie po",
    "sl": "in je v na se da so za z ki ni bo kot pri pa tudi",
    "sw": "na ya wa kwa ni katika za la hiyo huo kuwa",
}
"""Common words of the languages that Latin-script news is written in."""
COMMON_WORDS: Final = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}

_PLAIN: Final = {
    "en": (
        "the", "of", "and", "to", "that", "said", "was", "for", "with", "were", "after", "has", "his", "in", "on", "at", "by", "it", "from",
        "is", "as", "be", "he", "have", "had", "this", "an", "not", "they", "who", "which", "would", "their",
    ),
    "fr": (
        "le", "les", "des", "du", "dans", "une", "pour", "est", "qui", "sur", "au", "aux", "été", "avec", "et", "à", "ont", "ce", "cette",
        "ces", "il", "elle", "ne", "pas", "plus", "par", "son", "ses", "leur", "mais", "ou", "où", "sont", "après", "selon", "avant",
        "était", "comme", "aussi", "depuis", "deux", "ans", "ils", "nous",
    ),
    "es": (
        "el", "los", "las", "del", "una", "por", "con", "que", "se", "su", "y", "según", "al", "más", "sus", "fue", "pero", "también",
        "desde", "años", "hasta", "muy", "sin", "cuando", "ya", "donde", "fueron", "está", "han", "había", "es", "este", "esta",
    ),
    "de": (
        "der", "die", "das", "und", "den", "mit", "ist", "nicht", "auf", "für", "eine", "dem", "nach", "im", "zu", "ein", "sich", "auch",
        "als", "von", "dass", "sie", "er", "war", "wurde", "aus", "bei", "zum", "zur", "des", "werden", "einer", "einen",
    ),
}  # fmt: skip
"""Common words that other languages do not share, or so few of them that no text in one reaches the share."""
PLAIN_WORDS: Final = {language: frozenset(words) for language, words in _PLAIN.items()}
