"""Foreign names in Chinese and Japanese text, as the skeletons of `transforms.sketch.names`.

Chinese writes foreign names with some three hundred characters that stand for syllables (the Xinhua table); a run of
them is read by its consonants. Japanese writes them in katakana. Chinese names are their pinyin; the commonest Japanese
surnames have a list.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from anyascii import anyascii

from transforms.schema import U8Array
from transforms.sketch import prior
from transforms.sketch.chars import CHARACTER, LIMIT, SCRIPTS, char_table, fold32, mix64
from transforms.sketch.concept_lists import SURNAMES_JA
from transforms.sketch.names import LENGTH, MIN_LENGTH, katakana_skeletons, sounds
from transforms.sketch.tokens import I64Array, TokenBlock, inverse_powers, table_size

# consonants → characters that transliterate a syllable with them (simplified; traditional ones fold to these)
_SYLLABLES: Final[tuple[tuple[str, str], ...]] = (
    ("", "阿埃伊奥乌艾亚耶尤欧爱厄雅娅亨哈赫霍胡海豪"),
    ("N", "安恩因昂扬延永英翁温纳内尼诺努奈瑙南嫩宁农娜妮涅聂汉翰洪韩"),
    ("V", "巴贝比毕博布鲍拜伯瓦韦维沃武伍威薇"), ("VN", "班本宾邦万文旺范彬"),
    ("P", "帕佩皮波普派保珀"), ("PN", "潘彭平庞"),
    ("D", "达德迪多杜戴道代黛"), ("DN", "丹登丁东邓顿"),
    ("T", "塔泰特蒂托图陶忒提"), ("TN", "坦滕廷通汤唐腾"),
    ("G", "盖格戈古高哥"), ("GN", "甘根冈贡"),
    ("K", "加卡凯克基科库考柯喀可"), ("KN", "坎肯金孔康"),
    ("F", "法费菲弗夫福富佛芙"), ("FN", "芬丰凡方"),
    ("S", "萨塞斯西锡索苏赛绍扎泽齐佐祖兹茨沙谢什希肖舒尚舍夏雪贾杰吉季焦乔朱哲日热若茹查切奇楚柴施捷策蔡休朔绪约"),
    ("SN", "桑森辛松赞曾津宗申詹简真昌钱陈琴尊逊欣"),
    ("M", "马梅米莫穆姆迈玛默麦美摩"), ("MN", "曼门明蒙"),
    ("R", "拉莱勒利洛卢劳莉丽罗鲁雷里瑞赖列尔蕾黎莲路"), ("RN", "兰伦林隆朗龙连琳仑廉"),
)  # fmt: skip
# of these, the ones that ordinary words seldom use
_FOREIGN: Final = frozenset(
    "斯尔克姆茨拉莱勒洛罗鲁莉丽琳蕾瓦韦维沃埃奥伊艾娅雅阿巴贝博鲍帕佩普迪杜戴蒂托坦格戈甘卡凯科柯肯弗芙费菲芬萨塞索苏桑森辛泽佐兹祖"
    "沙谢希舒乔朱茹哈赫霍穆莫迈玛默曼蒙纳尼诺努奈妮德登邓顿伦珀聂邦彬忒廷逊厄耶"
)
_SURNAMES_ZH: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦"
    "邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习岳耿钮栾汪"
)
_MIDDLE_DOTS: Final = tuple(ord(c) for c in "·・•‧")


@cache
def _tables() -> tuple[U8Array, tuple[str, ...], U8Array]:
    """Class of every code point (0: writes no foreign names), sounds of each class, and marks (1 foreign, 2 surname)."""
    classes = np.zeros(LIMIT, np.uint8)
    marks = np.zeros(LIMIT, np.uint8)
    for index, (_, characters) in enumerate(_SYLLABLES, 1):
        classes[[ord(char) for char in characters]] = index
    marks[[ord(char) for char in _FOREIGN]] |= 1
    marks[[ord(char) for char in _SURNAMES_ZH]] |= 2
    # traditional characters read as the simplified ones they fold to
    folded = np.minimum(char_table().first, LIMIT - 1)
    return classes[folded], ("", *(key for key, _ in _SYLLABLES)), marks[folded]


@cache
def _surnames_ja() -> dict[str, str]:
    words = SURNAMES_JA.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _skeleton(parts: str) -> str:
    """Sounds with repeats collapsed, cut to length."""
    out = ""
    for sound in parts:
        if not out.endswith(sound):
            out += sound
    return out[:LENGTH]


def find_names(block: TokenBlock, taken: I64Array, chinese: I64Array, japanese: I64Array) -> list[tuple[int, str]]:
    """Names in unspaced text.

    Args:
        block: the tokens.
        taken: (T,) nonzero where a token already belongs to a known place or word.
        chinese: indices of the articles in Chinese.
        japanese: indices of the articles in Japanese.

    Returns:
        (token, skeleton) pairs, in no particular order.
    """
    found: list[tuple[int, str]] = []
    single = (block.first_flags & CHARACTER).astype(bool)
    script = char_table().script[block.codes[block.start]]
    owner = np.repeat(np.arange(len(block.article_token) - 1), np.diff(block.article_token))
    for articles, find in ((chinese, _chinese), (japanese, _japanese)):
        if len(articles):
            tokens = np.flatnonzero(np.isin(owner, articles) & single)
            found.extend(find(block, tokens, script, taken))
    katakana = np.flatnonzero(script == SCRIPTS.index("KATAKANA"))
    found.extend(_katakana(block, katakana))
    return found


def _runs(block: TokenBlock, tokens: I64Array, least: int) -> list[tuple[int, int]]:
    """Runs (first token, length) of tokens that stand side by side."""
    if not len(tokens):
        return []
    breaks = np.flatnonzero((np.diff(tokens) != 1) | (block.start[tokens[1:]] != block.end[tokens[:-1]])) + 1
    edges = np.concatenate([[0], breaks, [len(tokens)]])
    sizes = np.diff(edges)
    keep = sizes >= least
    return list(zip(tokens[edges[:-1]][keep].tolist(), sizes[keep].tolist(), strict=True))


def _katakana(block: TokenBlock, tokens: I64Array) -> list[tuple[int, str]]:
    """Katakana words of at least three characters."""
    out: list[tuple[int, str]] = []
    for first, size in _runs(block, tokens, 3):
        text = "".join(map(chr, block.codes[block.start[first] : block.start[first] + size].tolist()))
        out.extend([(first, skeleton) for skeleton in katakana_skeletons(text)])
    return out


def _chinese(block: TokenBlock, tokens: I64Array, script: U8Array, taken: I64Array) -> list[tuple[int, str]]:
    classes, sound, marks = _tables()
    out: list[tuple[int, str]] = []
    codes = block.codes[block.start]
    foreign = tokens[(classes[codes[tokens]] > 0) & (taken[tokens] == 0)]
    covered = np.zeros(len(codes), bool)
    for first, size in _runs(block, foreign, 2):
        own = codes[first : first + size]
        typical = int((marks[own] & 1).sum())
        dotted = _beside_dot(block, first, size)
        if not (dotted or (size >= 3 and typical >= 2)):
            continue
        covered[first : first + size] = True
        parts = [sound[k] for k in classes[own].tolist()]
        spans = {(0, size)}
        if size >= 4:
            # an ordinary character may have slipped in at either end
            spans |= {(0, size - 1)} if not marks[own[-1]] & 1 else set()
            spans |= {(1, size)} if not marks[own[0]] & 1 else set()
        for low, high in spans:
            skeleton = _skeleton("".join(parts[low:high]))
            if len(skeleton) >= MIN_LENGTH:
                out.append((first + low, skeleton))
    surname = tokens[((marks[codes[tokens]] & 2) > 0) & ~covered[tokens] & (taken[tokens] == 0)]
    surname = surname[surname + 2 < len(codes)]
    near = (block.start[surname + 2] - block.start[surname] == 2) & (script[surname + 2] == SCRIPTS.index("CJK"))
    surname = surname[near & (script[surname + 1] == SCRIPTS.index("CJK"))]
    ordinary = _is_word(block, surname, 2) | _is_word(block, surname + 1, 2)
    for token in surname[~ordinary].tolist():
        given = "".join(map(chr, codes[token + 1 : token + 3].tolist()))
        skeleton = sounds(anyascii(given).lower())[:LENGTH]
        if len(skeleton) >= MIN_LENGTH:
            out.append((token + 1, skeleton))
    return out


def _beside_dot(block: TokenBlock, first: int, size: int) -> bool:
    """True if a middle dot stands before or after the run."""
    before, after = int(block.start[first]) - 1, int(block.end[first + size - 1])
    return int(block.codes[max(before, 0)]) in _MIDDLE_DOTS or int(block.codes[after]) in _MIDDLE_DOTS


def _is_word(block: TokenBlock, first: I64Array, size: int) -> np.ndarray:
    """True where the characters are a common Chinese word of the prior."""
    stop = block.end[np.minimum(first + size - 1, len(block.end) - 1)]
    begin = block.start[first]
    inverse = inverse_powers(table_size(int(block.folded[-1]) + 1))
    hashes = fold32(mix64((block.running[stop] - block.running[begin]) * inverse[block.folded[begin]]))
    return prior.lookup("zh", hashes) < prior.UNKNOWN


def _japanese(block: TokenBlock, tokens: I64Array, script: U8Array, taken: I64Array) -> list[tuple[int, str]]:
    """Listed surnames, the longest at each place."""
    names = _surnames_ja()
    out: list[tuple[int, str]] = []
    kanji = tokens[(script[tokens] == SCRIPTS.index("CJK")) & (taken[tokens] == 0)]
    for first, size in _runs(block, kanji, 2):
        text = "".join(map(chr, block.codes[block.start[first] : block.start[first] + size].tolist()))
        for width in (4, 3, 2):
            if text[:width] in names and len(text) >= width:
                skeleton = sounds(names[text[:width]])[:LENGTH]
                if len(skeleton) >= MIN_LENGTH:
                    out.append((first, skeleton))
                break
    return out
