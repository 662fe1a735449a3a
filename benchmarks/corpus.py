"""A generator of news-like dumps with planted families and their truth, of any size, streamed to disk.

    python -m benchmarks.corpus --articles 100000 --out /tmp/corpus --seed 1

It shares no table, lexicon or normaliser with `transforms`: words are made of syllables, one invented lexicon a
language over common function words, names and numbers are drawn, furniture is written out below. The same
arguments give the same bytes. Rows carry ``id, outlet, published, text`` (no language: finding it is part of the
work); ``truth.jsonl`` has the labels that ``wiretrace evaluate`` reads.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

LANGUAGES = ("en", "fr", "es", "de")
FUNCTION = {
    "en": ["the", "of", "and", "to", "in", "a", "that", "for", "on", "with", "was", "by", "at", "from", "as", "is", "after", "said", "were", "over", "been", "more", "an", "it", "not"],
    "fr": ["le", "de", "et", "à", "la", "les", "des", "dans", "un", "que", "pour", "sur", "avec", "était", "par", "au", "une", "du", "selon", "qui", "plus", "ne", "pas", "été", "en"],
    "es": ["el", "de", "y", "a", "la", "que", "los", "en", "un", "por", "con", "para", "del", "se", "las", "una", "más", "fue", "al", "su", "como", "entre", "sobre", "no", "han"],
    "de": ["der", "die", "und", "in", "den", "von", "zu", "das", "mit", "sich", "des", "auf", "für", "ist", "im", "dem", "nicht", "ein", "eine", "als", "auch", "nach", "wurde", "bei", "aus"],
}
SYLLABLES = {
    "en": (["th", "st", "br", "pl", "cr", "sh", "gr", "w", "h", "l", "m", "n", "p", "r", "t", "d", "c", "b", "f"], ["a", "e", "i", "o", "u", "ea", "ou", "ai", "ee"], ["ck", "ng", "st", "d", "t", "n", "m", "r", "s", "ll"]),
    "fr": (["ch", "br", "pr", "tr", "l", "m", "n", "p", "r", "t", "d", "c", "b", "f", "v", "j"], ["a", "é", "i", "o", "u", "ou", "eau", "ai", "eu", "oi"], ["que", "nne", "re", "le", "s", "t", "sse", "ge"]),
    "es": (["c", "t", "d", "l", "m", "n", "p", "r", "s", "b", "g", "h", "j", "v"], ["a", "e", "i", "o", "u", "ie", "ue"], ["do", "ra", "ción", "dad", "no", "ta", "ros", "mente", "l", "z"]),
    "de": (["sch", "st", "kl", "br", "fr", "g", "h", "l", "m", "n", "r", "t", "w", "z", "b"], ["a", "e", "i", "o", "u", "ä", "ö", "ü", "ei", "au"], ["ung", "cht", "ern", "heit", "t", "n", "st", "lich", "ke", "er"]),
}
CITIES = ["Paris", "London", "Berlin", "Madrid", "Rome", "Vienna", "Lisbon", "Dublin", "Oslo", "Warsaw", "Athens", "Cairo", "Nairobi", "Lagos", "Accra", "Dakar", "Tunis", "Algiers", "Beirut", "Amman", "Baghdad", "Tehran", "Kabul", "Islamabad", "Dhaka", "Colombo", "Bangkok", "Hanoi", "Manila", "Jakarta", "Tokyo", "Seoul", "Beijing", "Sydney", "Lima", "Bogota", "Quito", "Caracas", "Havana", "Ottawa", "Boston", "Chicago", "Seattle", "Houston", "Denver", "Atlanta", "Geneva", "Brussels", "Prague", "Budapest"]
STARTS, ENDS = ["Kar", "Bel", "Mor", "Dan", "Tav", "Ros", "Vel", "Har", "Lin", "Sto", "Bra", "Fen", "Gal", "Nor", "Pel", "Quin", "Sar", "Tor", "Wes", "Zan"], ["eno", "ovic", "ard", "elli", "mann", "son", "berg", "aki", "ez", "ov", "ini", "ham", "wick", "dale", "ström", "oui", "aidi", "ura", "enko", "iri"]
AGENCIES = ("AFP", "AP")
NEWSLETTER = "Sign up for our morning newsletter and never miss the stories that matter to your town and your family today."
TOLD = {"en": "told {a}", "fr": "a déclaré à l'{a}", "es": "dijo a la {a}", "de": "sagte der Nachrichtenagentur {a}"}
FOOT = {"AFP": "© Agence France-Presse", "AP": "Copyright 2024 The Associated Press. All rights reserved."}
EPOCH = datetime(2024, 1, 1, tzinfo=timezone.utc)
SYNONYMS = 3
VOCABULARY = 12_000


def lexicon(language: str) -> list[list[str]]:
    """For each of VOCABULARY concepts, SYNONYMS invented words of one language."""
    rng = random.Random(f"lexicon {language}")
    first, middle, last = SYLLABLES[language]
    seen: set[str] = set(FUNCTION[language])
    words: list[list[str]] = []
    for concept in range(VOCABULARY):
        forms: list[str] = []
        while len(forms) < SYNONYMS:
            word = "".join(
                rng.choice(first) + rng.choice(middle) for _ in range(rng.choice((1, 1, 2, 2, 3) if concept > 500 else (1, 1, 2)))
            ) + rng.choice(last)
            if word not in seen:
                seen.add(word)
                forms.append(word)
        words.append(forms)
    return words


@dataclass
class Sentence:
    """Concepts, names and numbers in order; rendered in any language."""

    #: ("w", concept) | ("f", function word index) | ("n", name) | ("#", number)
    items: list[tuple[str, object]]
    quote: bool = False
    told: bool = False


@dataclass
class Story:
    """One event as one source tells it."""

    family: str
    agency: str | None
    city: str
    time: datetime
    sentences: list[Sentence]
    headline: Sentence
    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


class Generator:
    """Draws stories and renders witnesses; one seed, one corpus."""

    def __init__(self, seed: int, boilerplate: float = 0.1, related: float = 0.35, days: int = 90) -> None:
        """Fix the seed, the share of pages with boilerplate, that of pages in planted families, and on how many days stories begin."""
        self.rng = random.Random(seed)
        self.minutes = 60 * 24 * days
        self.boilerplate = boilerplate
        self.related = related
        self.words = {language: lexicon(language) for language in LANGUAGES}
        self.zipf = list(itertools.accumulate(1 / (rank + 20) for rank in range(VOCABULARY)))
        self.fzipf = list(itertools.accumulate(1 / (rank + 2) for rank in range(25)))
        self.outlets = [f"outlet-{i:03d}" for i in range(400)]
        self.serial = 0

    def name(self) -> str:
        """A person: first name and family name."""
        r = self.rng
        return f"{r.choice(STARTS)}{r.choice('aeiou')} {r.choice(STARTS)}{r.choice('aeio')}{r.choice(ENDS)}"

    def number(self) -> str:
        """A number as a newsroom writes it in English."""
        r = self.rng
        return r.choice((str(r.randint(3, 99)), str(r.randint(100, 999)), f"{r.randint(1, 99)},{r.randint(0, 999):03d}", f"{r.randint(1, 30)}.{r.randint(1, 9)}"))

    def sentence(self, names: list[str], numbers: list[str]) -> Sentence:
        """One sentence of about 22 words."""
        r = self.rng
        length = max(7, min(45, int(r.lognormvariate(3.0, 0.35))))
        concepts = iter(r.choices(range(VOCABULARY), cum_weights=self.zipf, k=length))
        functions = iter(r.choices(range(25), cum_weights=self.fzipf, k=length))
        items: list[tuple[str, object]] = []
        for _ in range(length):
            draw = r.random()
            if draw < 0.42:
                items.append(("f", next(functions)))
            elif draw < 0.91:
                items.append(("w", next(concepts)))
            elif draw < 0.965:
                items.append(("n", r.choice(names)))
            else:
                items.append(("#", r.choice(numbers)))
        return Sentence(items, quote=r.random() < 0.22)

    def story(self, family: str, agency: str | None, *, like: Story | None = None) -> Story:
        """A new story; ``like`` gives it the event (names, numbers, place, day) of another."""
        r = self.rng
        if like is None:
            names = [self.name() for _ in range(r.randint(4, 8))]
            numbers = [self.number() for _ in range(r.randint(4, 9))]
            city, time = r.choice(CITIES), EPOCH + timedelta(minutes=r.randrange(self.minutes))
        else:
            names = [*r.sample(like.names, max(2, len(like.names) * 2 // 3)), self.name()]
            numbers = [*r.sample(like.numbers, max(2, len(like.numbers) // 2)), self.number(), self.number()]
            city, time = like.city, like.time + timedelta(minutes=r.randrange(300))
        count = max(6, min(60, int(r.lognormvariate(2.85, 0.4))))
        sentences = [self.sentence(names, numbers) for _ in range(count)]
        for position in r.sample(range(count), k=min(count, r.randint(1, 2))):
            sentences[position].told = True
        headline = Sentence([item for item in self.sentence(names, numbers).items if item[0] != "#"][:9])
        return Story(family, agency, city, time, sentences, headline, names, numbers)

    def word(self, item: tuple[str, object], language: str, spin: float) -> str:
        """One word of a sentence; ``spin`` is the chance of another synonym."""
        kind, value = item
        if kind == "f":
            return FUNCTION[language][int(value)]  # type: ignore[call-overload]
        if kind == "w":
            form = self.rng.randrange(1, SYNONYMS) if spin and self.rng.random() < spin else 0
            return self.words[language][int(value)][form]  # type: ignore[call-overload]
        if kind == "#" and language != "en":
            return str(value).replace(",", "\0").replace(".", ",").replace("\0", "." if language != "fr" else " ")
        return str(value)

    def render(self, s: Sentence, language: str, agency: str | None, *, spin: float = 0.0, told: bool = True, keep_quotes: bool = True) -> str:
        """One sentence as text."""
        still = s.quote and keep_quotes
        words = [self.word(item, language, 0.0 if still else spin) for item in s.items]
        if spin and not still and len(words) > 6 and self.rng.random() < 0.5:
            cut = self.rng.randrange(2, len(words) - 2)
            words = words[cut:] + words[:cut]
        text = " ".join(words)
        text = text[0].upper() + text[1:]
        if s.quote:
            marks = {"en": "“{}”", "fr": "« {} »", "es": "«{}»", "de": "„{}“"}[language]
            text = marks.format(text)
        tail = ""
        if s.told and told and agency:
            tail = f", {self.name_of(s)} {TOLD[language].format(a=agency)}"
        return f"{text}{tail}."

    @staticmethod
    def name_of(s: Sentence) -> str:
        """Who speaks: the sentence's first name, or nobody in particular."""
        return next((str(value) for kind, value in s.items if kind == "n"), "Relo")

    def page(self, story: Story, body: list[str], language: str, *, dateline: bool, footer: bool, crawl: datetime, headline: str) -> str:
        """A scraped page around a body."""
        r = self.rng
        lines = []
        if r.random() < 0.4:
            lines.append(f" date {crawl:%Y-%m-%d} {headline}")
        else:
            lines.append(headline)
        lines.append("")
        if r.random() < 0.2:
            lines += [f"{' '.join(self.word(i, language, 0) for i in self.sentence(story.names, story.numbers).items[:10]).capitalize()}. (Photo by {self.name()} / AFP)", ""]
        if dateline and story.agency:
            body = [f"{story.city.upper()} ({story.agency}) – {body[0]}", *body[1:]]
        elif dateline:
            body = [f"{story.city.upper()} – {body[0]}", *body[1:]]
        while body:
            take = r.choice((1, 1, 2, 2, 3))
            lines += [" ".join(body[:take]), ""]
            body = body[take:]
        if footer and story.agency:
            lines += [FOOT[story.agency], ""]
        if r.random() < self.boilerplate:
            lines += [NEWSLETTER, ""]
        return "\n".join(lines)

    def row(self, text: str, published: datetime, truth: dict[str, object], rows: list[tuple[dict[str, object], dict[str, object]]]) -> None:
        """Add a page and its label."""
        self.serial += 1
        name = f"{self.rng.getrandbits(48):012x}-{self.serial}"
        row = {"id": name, "outlet": self.rng.choice(self.outlets), "published": published.isoformat(timespec="minutes"), "text": text}
        rows.append((row, {"path": name, "published": row["published"], **truth}))

    def headline(self, story: Story, language: str, spin: float = 0.0) -> str:
        """The headline in a language."""
        text = " ".join(self.word(item, language, spin) for item in story.headline.items)
        return text[0].upper() + text[1:]

    def family(self, serial: int) -> list[tuple[dict[str, object], dict[str, object]]]:
        """One planted event: an agency story with witnesses of several relations, at times a rival and a follow-up."""
        r = self.rng
        rows: list[tuple[dict[str, object], dict[str, object]]] = []
        agency = r.choice(AGENCIES)
        story = self.story(f"f{serial}", agency)
        plain = lambda s: self.render(s, "en", agency)  # noqa: E731
        texts = [plain(s) for s in story.sentences]

        def add(relation: str, body: list[str], language: str, credit: str, delay: int, spin: float = 0.0) -> None:
            when = story.time + timedelta(minutes=delay)
            text = self.page(
                story, body, language, dateline=credit == "yes", footer=credit == "yes" and r.random() < 0.6,
                crawl=when + timedelta(hours=r.randrange(1, 30)), headline=self.headline(story, language, spin),
            )  # fmt: skip
            self.row(text, when, {"family": story.family, "lang": language, "relation": relation, "agency": agency, "credited": credit}, rows)

        if r.random() < 0.6:
            add("verbatim", texts, "en", "yes", 0)
        kinds: list[Callable[[int], None]] = []

        def verbatim(delay: int) -> None:
            if r.random() < 0.5:
                add("verbatim", texts, "en", "yes", delay)
            else:
                add("verbatim", [self.render(s, "en", agency, told=False) for s in story.sentences], "en", "no", delay)

        def light(delay: int) -> None:
            keep = len(texts) - r.randint(0, max(1, len(texts) // 5))
            add("light_edit", [self.render(s, "en", agency, spin=0.03) for s in story.sentences[:keep]], "en", r.choice(("yes", "in_text")), delay)

        def partial(delay: int) -> None:
            own = self.story("own", None)
            start = r.randrange(max(1, len(texts) - 4))
            body = [self.render(s, "en", None) for s in own.sentences[:6]]
            add("partial", body[:3] + texts[start : start + 4] + body[3:], "en", "in_text" if any(s.told for s in story.sentences[start : start + 4]) else "no", delay)

        def rewrite(delay: int) -> None:
            add("rewrite", [self.render(s, "en", agency, spin=0.75) for s in story.sentences], "en", "in_text", delay, 0.5)

        def translation(delay: int) -> None:
            language = r.choice(("fr", "es", "de"))
            add("translation", [self.render(s, language, agency) for s in story.sentences], language, r.choice(("yes", "in_text")), delay)

        def back(delay: int) -> None:
            add("back_translation", [self.render(s, "en", agency, spin=0.6, keep_quotes=False) for s in story.sentences], "en", "in_text", delay, 0.6)

        kinds = [verbatim, verbatim, light, light, partial, rewrite, translation, translation, back]
        for _ in range(min(40, 1 + int(r.expovariate(1 / 4)))):
            r.choice(kinds)(r.randrange(5, 60 * 24 * 3))
        if r.random() < 0.3:
            rival = self.story(f"f{serial}r", "AP" if agency == "AFP" else "AFP", like=story)
            for _ in range(r.randint(1, 2)):
                body = [self.render(s, "en", rival.agency) for s in rival.sentences]
                text = self.page(rival, body, "en", dateline=True, footer=True, crawl=rival.time + timedelta(hours=3), headline=self.headline(rival, "en"))
                self.row(text, rival.time, {"family": rival.family, "lang": "en", "relation": "verbatim", "agency": rival.agency, "credited": "yes"}, rows)
        if r.random() < 0.2:
            follow = self.story(f"f{serial}n", agency, like=story)
            follow.time = story.time + timedelta(hours=r.randrange(18, 40))
            body = [self.render(s, "en", agency) for s in follow.sentences] + texts[-2:]
            text = self.page(follow, body, "en", dateline=True, footer=True, crawl=follow.time + timedelta(hours=3), headline=self.headline(follow, "en"))
            self.row(text, follow.time, {"family": follow.family, "lang": "en", "relation": "verbatim", "agency": agency, "credited": "yes"}, rows)
        return rows

    def lone(self) -> list[tuple[dict[str, object], dict[str, object]]]:
        """A text of an outlet's own, in any language."""
        rows: list[tuple[dict[str, object], dict[str, object]]] = []
        story = self.story("own", None)
        language = self.rng.choices(LANGUAGES, weights=(5, 2, 2, 2))[0]
        body = [self.render(s, language, None) for s in story.sentences]
        text = self.page(story, body, language, dateline=self.rng.random() < 0.2, footer=False, crawl=story.time, headline=self.headline(story, language))
        self.row(text, story.time, {"family": None, "lang": language, "relation": None, "agency": None, "credited": "not_applicable"}, rows)
        return rows

    def story_everywhere(self, copies: int) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
        """One agency story that very many outlets print within three days, half of them with a paragraph cut."""
        r = self.rng
        story = self.story("everywhere", AGENCIES[0])
        texts = [self.render(s, "en", story.agency) for s in story.sentences]
        for _ in range(copies):
            keep = len(texts) - (r.randint(1, max(1, len(texts) // 6)) if r.random() < 0.5 else 0)
            when = story.time + timedelta(minutes=r.randrange(60 * 24 * 3))
            text = self.page(story, texts[:keep], "en", dateline=True, footer=True, crawl=when + timedelta(hours=2), headline=self.headline(story, "en"))
            rows: list[tuple[dict[str, object], dict[str, object]]] = []
            relation = "verbatim" if keep == len(texts) else "light_edit"
            self.row(text, when, {"family": story.family, "lang": "en", "relation": relation, "agency": story.agency, "credited": "yes"}, rows)
            yield from rows

    def rows(self, articles: int) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
        """Pages with labels, ``articles`` in all."""
        made = serial = 0
        while made < articles:
            if self.rng.random() < self.related / 5:
                serial += 1
                batch = self.family(serial)
            else:
                batch = self.lone()
            yield from batch[: articles - made]
            made += len(batch)


def write(out: Path, articles: int, seed: int, *, boilerplate: float = 0.1, related: float = 0.35, rows_per_file: int = 10_000, copies: int = 0, days: int = 90) -> None:
    """Write ``dump/*.jsonl`` and ``truth.jsonl`` below ``out``, streaming; ``copies`` of the articles are one story, stories begin on so many days."""
    (out / "dump").mkdir(parents=True, exist_ok=True)
    generator = Generator(seed, boilerplate, related, days)
    handle = None
    with (out / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for number, (row, label) in enumerate(itertools.chain(generator.story_everywhere(copies), generator.rows(articles - copies))):
            if number % rows_per_file == 0:
                if handle is not None:
                    handle.close()
                handle = (out / "dump" / f"{number // rows_per_file:05d}.jsonl").open("w", encoding="utf-8")
            assert handle is not None
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
            truth.write(json.dumps(label, ensure_ascii=False) + "\n")
    if handle is not None:
        handle.close()


@contextmanager
def written(articles: int, copies: int, seed: int, corpora: Path | None) -> Iterator[Path]:
    """Folder with a generated corpus, which stays only below ``corpora``; one that is there already is not made again."""
    if corpora is None:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), articles, seed, copies=copies)
            yield Path(folder)
        return
    kept = corpora / f"{articles}-{copies}-{seed}"
    if not kept.exists():
        corpora.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=corpora) as folder:
            write(Path(folder) / "new", articles, seed, copies=copies)
            (Path(folder) / "new").rename(kept)
    yield kept


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--boilerplate", type=float, default=0.1, help="share of pages with a boilerplate paragraph")
    parser.add_argument("--related", type=float, default=0.35, help="share of planted events among what is drawn, x 5")
    parser.add_argument("--copies", type=int, default=0, help="of the articles, so many are one story")
    args = parser.parse_args()
    write(args.out, args.articles, args.seed, boilerplate=args.boilerplate, related=args.related, copies=args.copies)


if __name__ == "__main__":
    main()
