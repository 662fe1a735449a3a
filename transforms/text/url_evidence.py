"""Links that prove an agency: pages that carry agency copy, and what their slug says of the story.

A link counts only where the page names it as its source: in a source list, behind a pointer (``Read the original``),
or alone on a line. A link in running prose is a mention and proves nothing (NEWSWIRE.md section 2.5, the source of the
table and of its strengths).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from transforms.text.agencies import current_table
from transforms.text.page_words import SLASH, PageWords
from transforms.text.scan_loops import END, MARKS, START
from transforms.text.weights import WEIGHTS


class UrlEvidence(NamedTuple):
    """A link that names the source of the text; code points, half-open."""

    start: int
    end: int
    agency: str
    weight: float


_URL: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"'«»“”）)\]]{4,400}", re.IGNORECASE)

_SIGNS: Final = "://", "www.", "WWW."
"""A page with none of these beside a slash has no address."""

# (agency, weight of the pattern in NEWSWIRE 2.5, pattern on the URL without scheme and www.); first hit wins
_TABLE: Final[tuple[tuple[str, float, re.Pattern[str]], ...]] = tuple(
    (agency, weight, re.compile(pattern, re.IGNORECASE))
    for agency, weight, pattern in (
        ("AP", 0.9, r"abcnews(?:\.go)?\.com/[\w-]{1,40}/wireStory/(?P<slug>[\w-]{3,200}?)-?\d{5,}"),
        ("AP", 0.9, r"abcnews(?:\.go)?\.com/[\w-]{1,40}/wireStory/"),
        ("AP", 0.95, r"apnews\.com/(?:article|story)/(?P<slug>[\w-]{8,250}?)-[0-9a-f]{16,32}\b"),
        ("AP", 0.95, r"apnews\.com/(?:article/|[0-9a-f]{16,32}\b)"),
        ("AP", 0.95, r"(?:hosted|bigstory)\.ap\.org/"),
        ("AP", 0.95, r"(?:www\.)?apnewsarchive\.com/\d{4}/(?P<slug>[\w-]{8,250}?)/"),
        ("AP", 0.95, r"apnewsarchive\.com/"),
        ("AP", 0.7, r"[\w.-]{4,60}/(?:[\w-]{1,60}/){0,5}(?:ap-news|ap-top-news|ap-wire|ap-online|associated-press)/(?:[\w-]{1,60}/){0,3}(?P<slug>[\w-]{8,200})?"),
        ("AP", 0.7, r"[\w.-]{4,60}/[^\s]{0,200}[?&]source=ap\b"),
        ("Reuters", 0.9, r"(?:[a-z]{2,6}\.)?reuters\.com/(?:[\w-]{1,60}/){0,5}(?P<slug>[\w-]{8,250}?)(?:-\d{4}-\d\d-\d\d)?(?:/|-?idUS\w{4,20}|$)"),
        ("Reuters", 0.9, r"(?:[a-z]{2,6}\.)?reuters\.com/(?:article|news|world|business|markets|legal|technology)/"),
        ("Reuters", 0.7, r"[\w.-]{4,60}/[^\s]{0,200}-?idUS[A-Z]{2,4}[A-Z0-9]{6,14}\b"),
        ("Reuters", 0.5, r"(?:[a-z]{2}\.)?marketscreener\.com/(?:[\w-]{1,60}/){0,4}(?P<slug>[\w-]{8,250}?)-\d{6,}"),
        ("AFP", 0.95, r"lalibre\.be/dernieres-depeches/afp/(?:\d{4}/\d\d/\d\d/)?(?P<slug>[a-z0-9-]{8,200})"),
        ("AFP", 0.95, r"(?:www\.)?barrons\.com/news/(?P<slug>[\w-]{8,200}?)-[0-9a-f]{6,12}\b"),
        ("AFP", 0.95, r"(?:factcheck|factuel|factual|checamos|faktencheck|u|correspondent|sport)?\.?afp\.com/"),
        ("AFP", 0.95, r"afpbb\.com/"),
        ("AFP", 0.9, r"lefigaro\.fr/flash-(?:actu|sport|eco)/(?P<slug>[\w-]{8,200})"),
        ("AFP", 0.7, r"[\w.-]{4,60}/(?:[\w-]{1,60}/){0,5}(?:afp|afp-news|news-afp|depeches-afp|agence-france-presse)/(?:[\w-]{1,60}/){0,3}(?P<slug>[\w-]{8,200})?"),
        ("AFP", 0.5, r"(?:www\.)?(?:france24\.com|rfi\.fr|amp\.rfi\.fr)/(?:[a-z]{2}/)(?:[\w-]{1,60}/){0,4}\d{8}-(?P<slug>[\w-]{8,200})"),
        ("dpa", 0.8, r"dpaq\.de/\w{3,12}"),
        ("EFE", 0.9, r"(?:www\.)?efe\.com/(?:[\w-]{1,60}/){0,5}(?P<slug>[\w-]{8,200})"),
        ("ANSA", 0.9, r"(?:www\.)?ansa\.it/(?:[\w-]{1,60}/){1,8}(?P<slug>[\w-]{8,200}?)_[0-9a-f-]{36}"),
        ("Xinhua", 0.9, r"(?:[\w.]{1,20}\.)?(?:xinhuanet\.com|news\.cn)/"),
        ("TASS", 0.9, r"tass\.(?:ru|com)/"),
        ("RIA", 0.9, r"ria\.ru/\d{8}/"),
        ("Interfax", 0.9, r"(?:www\.)?interfax\.(?:ru|com|com\.ua)/"),
        ("Anadolu", 0.9, r"aa\.com\.tr/"),
        ("Yonhap", 0.9, r"(?:[a-z]{2,4}\.)?yna\.co\.kr/view/"),
        ("Kyodo", 0.9, r"(?:english\.)?kyodonews\.net/news/"),
        ("PTI", 0.9, r"ptinews\.com/"),
        ("Lusa", 0.9, r"lusa\.pt/article"),
        ("UPI", 0.9, r"upi\.com/(?:[\w-]{1,60}/){0,4}\d{4}/\d\d/\d\d/(?P<slug>[\w-]{8,200}?)/"),
        ("Agência Brasil", 0.9, r"agenciabrasil\.ebc\.com\.br/"),
    )
)  # fmt: skip

# a page whose only path is the front page names a house, not a story
_FRONT: Final = re.compile(r"^[^/]+/?$")
# search engines and social networks carry anything (NEWSWIRE 2.4)
_SOCIAL: Final = re.compile(
    r"^(?:[\w-]{1,20}\.)?(?:google|twitter|x|facebook|fb|instagram|youtube|youtu|linkedin|t|telegram|tiktok|vk|reddit|pinterest|weibo|bing|flipboard)\.\w{2,4}/",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)

# words before the link that make it a source
_POINTER: Final = re.compile(
    r"(?:sources?|originals?|originally\s+(?:published|appeared)(?:\s+\S+){0,2}|click\s+here\s+to\s+visit\s+source|"
    r"read\s+(?:the\s+)?(?:original|full\s+story|more)(?:\s+\S+){0,3}|via|first\s+published(?:\s+\S+){0,2}|news\s+source|"
    r"fuentes?|fontes?|fonte\s+original|leer\s+original|link\s+original|quellen?|originalartikel|bron|källa|kilde|kilder|lähde|"
    r"źródło|źródła|zdroj|zdroje|izvor|forrás|sursa|πηγή|источник|источники|оригинал|джерело|източник|извор|kaynak|"
    r"المصدر|مصدر|المصادر|منبع|ماخذ|מקור|स्रोत|সূত্র|sumber|nguồn|ที่มา|来源|來源|原文|原文链接|出典|ソース|출처|원문|chanzo|pinagmulan)"
    r"\s*[:：=\-–—>»|.]*\s*(?:\d{1,2}\s*[/.)]\s*)?[\[(]?\s*$",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r"(?:^|\s)\d{1,2}\s*[/.)]\s*$")
_LIST_HEAD: Final = re.compile(r"\bsources?\b\s*:?\s*\d{1,2}\s*[/.)]", re.IGNORECASE)
_SPINNER: Final = re.compile(r"mention(?:ed)? sources? can contact us", re.IGNORECASE)

SLUG_SHARE: Final = 0.7
"""Share of the slug's words that the text must hold for the link to be about this story (NEWSWIRE 2.5)."""
_UNCHECKED: Final = 0.65
"""Factor for a link whose slug cannot be compared with the text: no words in it, or another language."""


def agency_of_url(url: str) -> str | None:
    """The agency whose copy a page of this address carries, or None.

    >>> agency_of_url("https://abcnews.go.com/International/wireStory/two-boats-collide-river-10000001")
    'AP'
    """
    hit = _match(url)
    return hit[0] if hit else None


def _match(url: str) -> tuple[str, float, str | None] | None:
    bare = _SCHEME.sub("", url, count=1)
    if _FRONT.match(bare) or _SOCIAL.match(bare):
        return None
    for beginning, agency in current_table().mirrors:
        if bare.lower().startswith(beginning) and (beginning[-1] == "/" or bare[len(beginning) :][:1] in ("", "/", "?", "#")):
            last = bare.partition("?")[0].rstrip("/").rpartition("/")[2]
            return agency, WEIGHTS["source_url"], last
    for agency, weight, pattern in _TABLE:
        found = pattern.match(bare)
        if found:
            slug = found.groupdict().get("slug")
            return agency, weight, slug
    return None


def slug_words(slug: str) -> list[str]:
    """Words of a slug that can be looked for in a text: no numbers, three letters or more."""
    return [w for w in re.split(r"[-_]+", slug.lower()) if len(w) >= 3 and not any(c.isdigit() for c in w)]


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def slug_fits(slug: str, text: str) -> float | None:
    """Share of the slug's words that occur in the text (the first five letters decide); None if there are under 3."""
    words = slug_words(slug)
    if len(words) < 3:
        return None
    plain = _plain(text)
    return sum(1 for w in words if w[:5] in plain) / len(words)


def find_source_urls(
    text: str, title: str | None, language: str | None, words: PageWords | None = None
) -> list[UrlEvidence]:
    """All links of the text that name an agency page as its source, in order.

    Args:
        text: the whole text.
        title: its headline, if known (slugs are cut from headlines).
        language: its language; the slug of a page in another language cannot be checked and counts less.
        words: the words of the text, where they are at hand.
    """
    found = []
    for link in _links(text, PageWords(text) if words is None else words):
        url = link.group().rstrip(".,;:!?…|")
        hit = _match(url)
        if hit is None:
            continue
        agency, weight, slug = hit
        start, end = link.start(), link.start() + len(url)
        if not _is_source(text, start, end):
            continue
        share = slug_fits(slug, f"{title or ''}\n{text[:start]}\n{text[end:]}"[:60_000]) if slug else None
        if share is None:
            weight *= _UNCHECKED
        elif share < SLUG_SHARE:
            if language in (None, "en"):
                # a link to another story; in a text of another language the words cannot be compared
                continue
            weight *= _UNCHECKED
        found.append(UrlEvidence(start, end, agency, round(min(weight, WEIGHTS["source_url"]), 3)))
    return found


def _links(text: str, words: PageWords) -> Iterator[re.Match[str]]:
    """Addresses with a path, and perhaps some without, which name no story; none runs on over a line."""
    if words.marks & SLASH:
        lines = [(row[START], row[END]) for row in words.rows if row[MARKS] & SLASH]
        if any(text.find(sign, start, end) >= 0 for start, end in lines for sign in _SIGNS):
            for start, end in lines:
                yield from _URL.finditer(text, start, end)


def _is_source(text: str, start: int, end: int) -> bool:
    line_start = text.rfind("\n", max(0, start - 600), start) + 1 or max(0, start - 600)
    before = text[line_start:start]
    if not before.strip(" \t-–—•*>[(|"):
        stop = text.find("\n", end, end + 200)
        after = text[end : stop if stop >= 0 else end + 200]
        if not after.strip(" \t.)]|"):
            return True
    short = before[-80:]
    if _POINTER.search(short):
        return True
    return bool(_LISTED.search(short)) and bool(
        _LIST_HEAD.search(before) or _SPINNER.search(text, end, end + 600)
    )
