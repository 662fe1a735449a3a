"""Stems by light suffix stripping, vectorised: one ending of the language is cut, if at least three letters remain.

Snowball in pure Python takes 20-50 µs a word and even behind a cache would cost more than the rest of the sketch. Light
stemmers that only cut inflections do nearly as well in retrieval (Savoy, Light stemming approaches for the French,
Portuguese, German and Hungarian languages, 2006), and an aligner needs no more. Endings are written as folded characters:
lower case, no diacritics.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from transforms.schema import U32Array, U64Array
from transforms.sketch.chars import char_table
from transforms.sketch.token_loops import LONGEST, PRIME, cut_affixes, hash_stems
from transforms.sketch.tokens import I64Array, TokenBlock, inverse_powers, table_size

_SLAVIC_LATIN: Final = (
    "ovych ovymi ovym ovou oveho ovemu ova ove ovi ovy ami emi imi ymi ach ech ich ych ata aty ami eho emu iho imu om em "
    "im ym um am at et it ou ej uj mi ho mu al la lo li ly a e i o u y"
)
_SLAVIC_CYRILLIC: Final = (
    "ыми ими ами ями ого его ому ему ых их ым им ом ем ой ей ую юю ая яя ое ее ие ые ый ий ами ах ях ам ям ов ев ии ию "
    "ия ть ла ло ли ет ит ут ют ат ят а е и о у ы ю я ь"
)
_ENDINGS: Final[dict[str, str]] = {
    "en": "ations ation ments ment ings ing edly ed ies ers er es ly s e",
    "fr": "issements issement ements ement ations ation antes ante ants ant aient ait ees ee es er ent ont s e",
    "es": "aciones acion amientos amiento ando iendo aron ieron aban aba adas ados ada ado idas idos ida ido as os es ar er ir an en a o e s",
    "pt": "acoes acao amentos amento ando endo aram eram avam ava adas ados ada ado idas idos ida ido as os es ar er ir am em a o e s",
    "it": "azioni azione amenti amento ando endo arono erono avano ava ate ati ata ato ite iti ita ito are ere ire i e a o",
    "ca": "acions acio aments ament ant ent aven ava ades ats ada at ides its ida it es os ar er ir s a e",
    "ro": "urilor elor ilor ului ului atiei atii atie ului ele iile ile ea ul ii ei le i e a u",
    "de": "ungen ung keiten keit ischen ische isch ern em en er es et te ten st e n s t",
    "nl": "ingen ing heden heid eren en ers er es de te s e t",
    "sv": "heterna heten heter arna erna orna ande ende ade are ar er or en et at an na de te a e t s n",
    "da": "erne ende ede ene ere er en et es e s t",
    "nb": "ene ende ede ane ere er en et es a e s t",
    "is": "unum anna inum inn num nir nar ina ins ar ir ur um a i u s",
    "ru": _SLAVIC_CYRILLIC, "uk": _SLAVIC_CYRILLIC + " ами ями ого ому ові еві ою ею ій ії ість ати ити і ї",
    "be": _SLAVIC_CYRILLIC + " амі ямі ага аму ай эй і",
    "bg": "ията ието иите ата ята ото ите ове ят ът ия ие ен ни но на та то те а е и о у я",
    "mk": "ата ото ите ови иот от ни но на та то те а е и о у",
    "cs": _SLAVIC_LATIN, "sk": _SLAVIC_LATIN, "pl": _SLAVIC_LATIN + " owie owi ami ach ego emu ych ich ow ia ie iu",
    "sl": _SLAVIC_LATIN + " ega emu ih im", "hr": _SLAVIC_LATIN + " ega omu oga ih im",
    "lt": "iams iais ious ams ais iu ius ias ios as is us os es o a e i u", "lv": "iem ajam ajai as am ai is us es u a e i s",
    "hu": "okban ekben oknak eknek ban ben nak nek bol rol tol val vel hoz hez hoz ok ek ak at et ot on en k t",
    "fi": "issaan ista ssa sta lla lta lle iden ien ista ksi ina ssa na ta n t a",
    "et": "dele dega dest desse le ga st sse des te de d t s l",
    "tr": "larinda lerinde larinin lerinin larin lerin lari leri lar ler nin nun dan den tan ten da de ta te yi in un i u",
    "el": "ους ων ες ας ης ου οι ος ις ον αν α ε η ι ο υ ς",
    "hi": "ियों ियां ाओं ों ें ीं ी े ा", "ur": "یں وں ے ی ا",
    "id": "kannya annya nya kan lah an i", "ms": "kannya annya nya kan lah an i",
    "ar": "اتها اتهم هما ات ان ون ين يه ها هم ه ي", "fa": "هاي هاي ها ان ات تر ي",
}  # fmt: skip
_SAME: Final = {"no": "nb", "nn": "nb", "sr": "hr", "bs": "hr", "sh": "hr", "gl": "pt"}
_PREFIXES: Final = {"ar": "وال بال كال فال ال لل و"}
"""Prefixes cut before the ending: the Arabic article and what leans on it."""


def _mix(text: str, backwards: bool) -> int:
    """Polynomial of the characters, from the end of the word or from its start."""
    value = 0
    for char in reversed(text) if backwards else text:
        value = (value * int(PRIME) + ord(char)) % (1 << 64)
    return value


@cache
def _columns() -> tuple[dict[str, int], U64Array, I64Array, U64Array]:
    """Numbers of the languages, and the hashes of their affixes as `transforms.sketch.token_loops.cut_affixes` takes them."""
    table = char_table()
    hashes: list[int] = []
    bounds = np.zeros((len(_ENDINGS), 2, LONGEST + 1), np.int64)
    sieve = np.zeros((len(_ENDINGS), 2, LONGEST), np.uint64)
    for row, language in enumerate(_ENDINGS):
        for side, source in enumerate((_PREFIXES, _ENDINGS)):
            folded = {"".join(chr(table.first[ord(c)]) for c in affix) for affix in source.get(language, "").split()}
            bounds[row, side, 0] = len(hashes)
            for size in range(1, LONGEST + 1):
                own = sorted(_mix(affix, side == 1) for affix in folded if len(affix) == size)
                sieve[row, side, size - 1] = sum({1 << value % 64 for value in own})
                hashes += own
                bounds[row, side, size] = len(hashes)
    return {language: row for row, language in enumerate(_ENDINGS)}, np.array(hashes, np.uint64), bounds, sieve


def affixes(block: TokenBlock, languages: list[str | None]) -> tuple[I64Array, I64Array]:
    """Where the stem of each token begins and ends.

    Args:
        block: the tokens.
        languages: language of each article.

    Returns:
        (T,) code points cut at the start and (T,) at the end of each token.
    """
    skip = np.zeros(len(block.start), np.int64)
    cut = np.zeros(len(block.start), np.int64)
    numbers, hashes, bounds, sieve = _columns()
    own = np.array([numbers.get(_SAME.get(language or "", language or ""), -1) for language in languages], np.int64)
    cut_affixes(
        block.codes, block.start, block.end, block.letters, block.article_token, own, char_table().first,
        hashes, bounds, sieve, skip, cut,
    )  # fmt: skip
    return skip, cut


def stem_hashes(block: TokenBlock, skip: I64Array, cut: I64Array) -> U32Array:
    """Hashes of the stems of all tokens; the token's own hash where nothing is cut.

    Args:
        block: the tokens.
        skip: (T,) code points cut at the start.
        cut: (T,) code points cut at the end.

    Returns:
        (T,) 32-bit hashes.
    """
    out = np.empty(len(block.start), np.uint32)
    inverse = inverse_powers(table_size(int(block.folded[-1]) + 1))
    hash_stems(block.start, block.end, block.running, block.folded, inverse, skip, cut, out)
    return out
