"""The report as a person meets it: in a browser, from a file address, with the network off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.report import build_report
from tests.pipeline.report import factory
from tests.pipeline.report.browser import Browser, missing
from tests.pipeline.report.factory import ARABIC, ENGLISH, REWORDED, SPANISH, doc_id

pytestmark = pytest.mark.skipif(missing() is not None, reason=missing() or "")

HARBOR, FARO, SPINNER, AFAQ = (doc_id(name + "/ferry") for name in ("harbor", "faro", "spinner", "afaq"))
FERRY = "f-" + doc_id("ferry")
AXE = Path(__file__).with_name("axe.min.js")


def crawl(page: Browser, report: Path, limit: int = 400) -> list[str]:
    """Visit every page that any page links to; each must be there and be drawn."""
    page.open(report)
    seen, waiting = {"#/"}, ["#/"]
    while waiting:
        here = waiting.pop()
        page.go(here)
        title = page.text("#main h1")
        assert title not in ("Not found", "This page could not be shown"), (here, page.text())
        for link in page.attributes("a[href]", "href"):
            if link.startswith("#/") and link not in seen and len(seen) < limit:
                seen.add(link)
                waiting.append(link)
    return sorted(seen)


def axe(page: Browser, **options: Any) -> list[str]:
    """Findings of axe-core on the page that is open, serious and critical ones."""
    if not page.js("return 'axe' in window"):
        page.driver.execute_script(AXE.read_text(encoding="utf-8"))
    found = page.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, arguments[0]).then(r => done(r.violations), e => done([{impact: 'critical', id: String(e), nodes: []}]))",
        {"resultTypes": ["violations"], **options},
    )
    return [
        f"{v['impact']} {v['id']}: {[n['html'][:160] + ' ' + n.get('failureSummary', '')[:200] for n in v['nodes'][:3]]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


# ------------------------------------------------------------------ finding one's way


@pytest.mark.parametrize("kind", ["small", pytest.param("folder", marks=pytest.mark.slow)])
def test_every_link_leads_to_a_page(page: Browser, kind: str, request: pytest.FixtureRequest) -> None:
    seen = crawl(page, request.getfixturevalue(kind))
    kinds = {link.split("/")[1] for link in seen}
    assert kinds == {"", "stories", "story", "compare", "outlets", "outlet", "documents", "doc", "dead-letters"}
    assert len([link for link in seen if link.startswith("#/doc/")]) == 7


def test_the_overview_says_what_came_out(page: Browser, small: Path) -> None:
    page.open(small)
    assert page.texts(".tile-value")[:5] == ["9", "6", "2", "25 %", "4"]
    assert "7 records + 2 dead letters" in page.text(".tiles")
    assert page.texts("tbody tr:first-child th a")[0] == "Ferry runs aground off Tarsa"
    page.click("#main > details summary")
    assert "1 key shared by very many texts was capped" in page.text() and "00000000000000ff\t80\t70\tHarbor Ledger" in page.text("#main > details table")
    # every plot has its numbers as text
    assert len(page.attributes("figure svg[role=img][aria-label]", "aria-label")) == len(page.texts("figure .numbers")) >= 5


def test_tables_sort_by_their_heads(page: Browser, small: Path) -> None:
    page.open(small, "#/outlets")
    names = "#main tbody tr > :first-child"
    assert page.attributes("[aria-sort]", "aria-sort") == ["descending"]
    assert page.texts(names)[0] == "Harbor Ledger"
    page.click('button[data-key="name"]')
    assert page.texts(names) == sorted(page.texts(names)) == ["Al Afaq", "El Faro", "Globe Spinner", "Harbor Ledger"]
    page.click('button[data-key="name"]')
    assert page.texts(names)[0] == "Harbor Ledger"
    assert page.attributes('th[aria-sort="descending"] button', "data-key") == ["name"]
    assert "sort=-name" in page.js("return location.hash")


def test_tables_are_searched_and_filtered(page: Browser, small: Path) -> None:
    page.open(small, "#/documents")
    assert page.text(".table-info") == "7 rows"
    # accents and case do not matter, all words must be there
    page.type(".table-tools input", "ENCALLA faro")
    page.wait("document.querySelector('.table-info').innerText === '1 of 7 rows'")
    assert page.texts("#main tbody th a") == ["Encalla un transbordador frente a Tarsa"]
    page.type(".table-tools input", "nowhere")
    page.wait("document.querySelector('.empty')")
    page.type(".table-tools input", "عبارة")
    page.wait("document.querySelector('.table-info').innerText === '1 of 7 rows'")
    page.go("#/documents?q=tarsa&language=en")
    page.go("#/")
    page.go("#/documents?q=tarsa&language=en")
    assert page.text(".table-info") == "2 of 7 rows"
    assert page.js("return document.querySelector('.table-tools input').value") == "tarsa"


def test_the_search_in_the_head_finds_stories_outlets_and_documents(page: Browser, small: Path) -> None:
    page.open(small)
    page.type("#find", "ledger")
    page.press("\ue007")
    page.ready("#/search/ledger")
    assert page.texts(".table-info") == ["0 of 2 rows", "1 of 4 rows", "3 of 7 rows"]


def test_pages_are_announced_and_focused(page: Browser, small: Path) -> None:
    page.open(small)
    page.click('nav a[data-page="outlets"]')
    page.ready("#/outlets")
    assert page.js("return document.activeElement.tagName") == "H1"
    assert page.js("return document.title").startswith("Outlets · wiretrace report")
    assert page.attributes("nav [aria-current]", "data-page") == ["outlets"]
    page.js("document.getElementById('skip').click()")
    assert page.js("return document.activeElement.id") == "main"


def test_an_address_that_leads_nowhere_says_so(page: Browser, small: Path) -> None:
    page.open(small, "#/doc/ffffffffffffffff")
    assert page.text("#main h1") == "Not found"
    page.go("#/nonsense/%E0%A4%A")
    assert page.text("#main h1") == "Not found"


def test_a_folder_without_its_data_says_so(page: Browser, tmp_path: Path) -> None:
    factory.write_run(tmp_path, factory.small_tables())
    report = Path(build_report(str(tmp_path), str(tmp_path / "pages")).path)
    (report.parent / "data").rename(tmp_path / "elsewhere")
    page.open(report)
    page.go("#/stories")
    assert "is not beside this page" in page.text()
    page.logs()
    assert all("ERR_FILE_NOT_FOUND" in message for message in page.console)
    page.console.clear()


# ------------------------------------------------------------------ stories and texts


def test_the_tree_of_a_story(page: Browser, small: Path) -> None:
    page.open(small, f"#/story/{FERRY}")
    page.wait("document.querySelectorAll('.stemma .node').length === 5")
    place = "[...document.querySelectorAll('.stemma .node')].map(n => [n.querySelector('.name').textContent, ...n.getAttribute('transform').match(/[\\d.]+/g).map(Number)])"
    nodes = {name: (x, y) for name, x, y in page.js("return " + place)}
    assert min(nodes, key=lambda name: nodes[name][1]) == "Lost original"
    # by time from left to right, the original before all
    order = ["Lost original", "Harbor Ledger", "El Faro", "Al Afaq", "Globe Spinner"]
    assert sorted(nodes, key=lambda name: nodes[name][0]) == order
    classes = page.js("return [...document.querySelectorAll('.stemma .edge')].map(e => e.getAttribute('class'))")
    assert sorted(classes) == ["edge edge-rewrite", "edge edge-translation", "edge edge-translation", "edge edge-verbatim"]
    said = page.attributes(".stemma .node a[aria-label]", "aria-label")
    assert "El Faro, Spanish, translation of Harbor Ledger, credited, 12 Mar 2024, 16:40 UTC" in said
    assert page.attributes(f'.stemma a[href="#/compare/{HARBOR}/{FARO}"]', "aria-label") == ["translation, side by side: Harbor Ledger and El Faro"]
    hollow = page.js("return [...document.querySelectorAll('.stemma .node')].filter(n => n.querySelector('.hollow')).map(n => n.querySelector('.name').textContent)")
    assert hollow == ["Globe Spinner"]
    witnesses = page.texts("#main table")[0]
    assert "PORT VELA (AFP) -" in witnesses and "© AFP" in witnesses


def test_two_texts_can_be_chosen(page: Browser, small: Path) -> None:
    page.open(small, f"#/story/{FERRY}")
    page.js("document.getElementById('left-text').value = arguments[0]; document.getElementById('right-text').value = arguments[1]", FARO, AFAQ)
    page.js("document.getElementById('right-text').dispatchEvent(new Event('change'))")
    assert "not linked directly" in page.text(".chooser")
    page.click(".chooser button")
    page.ready(f"#/compare/{FARO}/{AFAQ}")
    assert "No direct link" in page.text()


def sides(page: Browser, n: int) -> list[str]:
    """The words of one passage on both sides, without the number that marks it."""
    return list(
        page.js(
            "return [...document.querySelectorAll('.pane')].map(p => [...p.querySelectorAll('mark[data-p=\"' + arguments[0] + '\"]')].map(m => m.textContent).join(''))",
            n,
        )
    )


@pytest.mark.parametrize(
    ("other", "pairs", "texts", "kind"),
    [
        (FARO, [(n, n) for n in range(5)], SPANISH, "translated"),
        (AFAQ, [(0, 0), (1, 1), (3, 2)], ARABIC, "translated"),
        (SPINNER, [(n, n) for n in range(4)], REWORDED, "reworded"),
    ],
)
def test_side_by_side_shows_the_right_passages(page: Browser, small: Path, other: str, pairs: list[tuple[int, int]], texts: tuple[str, ...], kind: str) -> None:
    # the English text has an emoji before all passages: places are counted in code points
    page.open(small, f"#/compare/{HARBOR}/{other}")
    for n, (left, right) in enumerate(pairs, 1):
        assert sides(page, n) == [ENGLISH[left], texts[right]]
        same = page.js("return new Set([...document.querySelectorAll('mark[data-p=\"' + arguments[0] + '\"]')].map(m => m.className)).size", n)
        assert same == 1
    assert set(page.attributes("mark", "class")) == {c for c in page.attributes("mark", "class") if f"is-{kind}" in c}
    assert page.text(".where") == f"{len(pairs)} passages"
    # turned round, it is the same with the sides exchanged
    page.go(f"#/compare/{other}/{HARBOR}")
    assert sorted(sides(page, 1)) == sorted([ENGLISH[pairs[0][0]], texts[pairs[0][1]]])


def test_side_by_side_shows_what_was_dropped_added_and_proved(page: Browser, small: Path) -> None:
    page.open(small, f"#/compare/{HARBOR}/{SPINNER}")
    assert page.texts("del.alone-dropped") == [" ".join(ENGLISH[4:6])] and page.texts("ins.alone-added") == ["Our readers sent us pictures from the beach."]
    words = len(" ".join(ENGLISH[4:6]).split())
    assert page.text(".alone-box summary") == f"What the copy dropped ({words} words) and what it added (8 words)"
    assert page.texts(".furniture .proof, .unit-body .proof") == ["told AFP", "(AFP)", "© AFP"]
    assert "Filed by (AFP) from" in page.texts(".pane .unit")
    # words, names and numbers that stand on both sides
    assert {"214", "Tarsa", "Ilda", "Moreno", "1998", "Prisca"} <= set(" ".join(page.texts(".pane .same")).replace(",", "").split())
    page.click(".data-table button[aria-label^='Show “© AFP”']")
    assert page.js("return document.querySelector('.flash').innerText") == "© AFP"
    verdict = page.texts(".verdict")
    assert verdict[0].startswith("AFP with confidence 0.97, by its own evidence") and "because it derives from texts that say so" in verdict[1]
    reasons = page.texts("#main tr")
    assert any("El Faro" in row and "fidelity 0.40 against 0.71" in row for row in reasons)
    assert any("Harbor Ledger" in row and "The parent" in row and "one text lies inside the other" in row for row in reasons)


def test_passages_are_reached_by_hover_click_and_keys(page: Browser, small: Path) -> None:
    page.open(small, f"#/compare/{HARBOR}/{FARO}")
    page.js("document.querySelector('.pane mark[data-p=\"2\"]').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
    assert page.js("return [...document.querySelectorAll('.pane')].map(p => p.querySelectorAll('mark.hot[data-p=\"2\"]').length > 0)") == [True, True]
    page.click('.pane:last-child mark[data-p="3"]')
    assert page.text(".where") == "Passage 3 of 5: translated"
    assert page.js("return [...document.querySelectorAll('.current')].every(e => e.dataset.p === '3')")
    page.js("document.querySelector('.pane .tag[data-p=\"4\"]').focus()")
    page.press("\ue007")
    assert page.text(".where") == "Passage 4 of 5: translated"
    focus = "document.activeElement"
    assert page.js(f"return [{focus}.dataset.p, {focus}.closest('.pane') === document.querySelectorAll('.pane')[1]]") == ["4", True]
    page.press("n")
    assert page.text(".where") == "Passage 5 of 5: translated"
    page.press("p")
    page.press("p")
    assert page.text(".where") == "Passage 3 of 5: translated"
    page.click(".toggle:nth-of-type(1) input")
    assert page.js("return getComputedStyle(document.querySelector('.tag')).display") == "none"


def test_a_run_without_texts_says_so_and_shows_places(page: Browser, tmp_path: Path) -> None:
    tables = factory.small_tables(texts=False)
    report = Path(build_report(str(factory.write_run(tmp_path, tables))).path)
    page.open(report, f"#/compare/{HARBOR}/{FARO}")
    assert "This run kept no texts" in page.text()
    link = next(row for row in tables["links"] if {row["a"], row["b"]} == {HARBOR, FARO})
    side = "a" if link["a"] == HARBOR else "b"
    wanted = sorted(f"{p[side + '_start']}–{p[side + '_end']}" for p in link["passages"])
    rows = page.js("return [...document.querySelectorAll('#main table')].find(t => t.caption.innerText === 'Passages').innerText")
    assert all(place in rows for place in wanted)
    page.go(f"#/doc/{HARBOR}")
    assert "This run kept no texts" in page.text()


def test_an_empty_run(page: Browser, tmp_path: Path) -> None:
    tables: dict[str, Any] = {"records": [], "links": [], "families": [], "dead_letters": [], "texts": []}
    report = Path(build_report(str(factory.write_run(tmp_path, tables))).path)
    assert len(crawl(page, report)) == 5
    page.go("#/dead-letters")
    assert "Every document was processed." in page.text()


# ------------------------------------------------------------------ hostile text


@pytest.mark.slow
def test_hostile_text_neither_runs_nor_breaks_the_page(page: Browser, hostile: Path) -> None:
    seen = crawl(page, hostile)
    assert len([link for link in seen if link.startswith("#/doc/")]) == len(factory.ATTACKS) + 1
    for link in seen:
        page.go(link)
        page.js("for (const d of document.querySelectorAll('details')) d.open = true")
        state = page.js(
            """
            const main = document.getElementById("main"), text = document.documentElement.textContent;
            return {
              pwned: window.pwned, wide: document.documentElement.scrollWidth - innerWidth,
              foreign: main.querySelectorAll("script, img, iframe, object, embed, style, form, base, link, meta, [style*=url]").length,
              handlers: [...document.querySelectorAll("*")].some(e => [...e.attributes].some(a => a.name.startsWith("on"))),
              addresses: [...document.querySelectorAll("a[href], [src]")].map(e => e.getAttribute("href") || e.src).filter(a => !/^(#|https:\\/\\/example\\.org\\/)/.test(a)),
              turned: /[\\u202a-\\u202e\\u2066-\\u2069\\u0000\\u001b]/.test(main.textContent),
              tall: Math.max(0, ...[...main.querySelectorAll("tr")].map(r => r.offsetHeight)),
            }"""
        )
        assert state.pop("tall") < 1500, link
        assert state.pop("wide") <= 0, link
        assert state == {"pwned": None, "foreign": 0, "handlers": False, "addresses": [], "turned": False}, link
    assert hostile.stat().st_size < 2_000_000
    long = doc_id("hostile/long")
    page.go(f"#/doc/{long}")
    assert "Only the first 60,000 of 10,000,000 characters are shown here." in page.text()


@pytest.mark.parametrize("kind", ["small", "folder"])
def test_the_policy_stops_what_would_slip_through(page: Browser, kind: str, request: pytest.FixtureRequest) -> None:
    """As if one text had got itself into the page as markup after all."""
    page.open(request.getfixturevalue(kind))
    page.js(
        """
        const tries = [
          () => { document.getElementById("main").innerHTML = "<img src=x onerror='window.pwned=1'>"; },
          () => { const s = document.createElement("script"); s.textContent = "window.pwned=1"; document.body.append(s); },
          () => { document.querySelector("#main").insertAdjacentHTML("beforeend", "<svg onload='window.pwned=1'></svg>"); },
          () => { const s = document.createElement("script"); s.src = "https://evil.example/x.js"; document.body.append(s); },
          () => { setTimeout("window.pwned=1"); },
          () => { document.body.setAttribute("onclick", "window.pwned=1"); document.body.click(); },
          () => { const a = document.createElement("a"); a.href = "javascript:window.pwned=1"; document.body.append(a); a.click(); },
        ];
        for (const attempt of tries) { try { attempt(); } catch { /* refused, as it should be */ } }
        """
    )
    page.wait("document.readyState === 'complete'")
    assert page.js("return window.pwned") is None
    page.logs()
    assert page.console and all("Content Security Policy" in m or "TrustedHTML" in m or "Trusted" in m for m in page.console), page.console
    page.console.clear()


# ------------------------------------------------------------------ for everybody


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_axe_finds_nothing_serious(page: Browser, small: Path, scheme: str) -> None:
    page.media(scheme=scheme)
    page.open(small)
    found = {}
    for link in ("#/", "#/stories", f"#/story/{FERRY}", f"#/compare/{HARBOR}/{FARO}", f"#/doc/{HARBOR}", "#/outlets", "#/documents", "#/dead-letters", page.attributes("#main a[href^='#/outlet/']", "href")[0]):
        page.go(link)
        page.js("for (const d of document.querySelectorAll('details')) d.open = true")
        if problems := axe(page):
            found[link] = problems
    assert found == {}


def test_colours_follow_the_system_or_the_button(page: Browser, small: Path) -> None:
    page.open(small)
    background = "return getComputedStyle(document.body).backgroundColor"
    light = page.js(background)
    page.media(scheme="dark")
    dark = page.js(background)
    assert light != dark
    page.click("#theme")
    assert page.js(background) == light and page.text("#theme-word") == "Colours: light"
    page.click("#theme")
    page.media(scheme="light")
    assert page.js(background) == dark
    page.click("#theme")
    assert page.js(background) == light


def test_print_shows_the_whole_text_and_no_controls(page: Browser, small: Path) -> None:
    page.open(small, f"#/compare/{HARBOR}/{FARO}")
    page.js("window.dispatchEvent(new Event('beforeprint'))")
    page.media(media="print", scheme="dark")
    look = page.js(
        "const s = q => getComputedStyle(document.querySelector(q));"
        "return [s('.bar').display, s('.controls').display, s('.pane').maxHeight, s('body').backgroundColor, document.querySelectorAll('details:not([open])').length]"
    )
    assert look == ["none", "none", "none", "rgb(255, 255, 255)", 0]


@pytest.mark.parametrize("width", [390, 820])
def test_narrow_screens_need_no_sideways_scrolling(page: Browser, small: Path, width: int) -> None:
    page.size(width, 800)
    page.open(small)
    for link in ("#/", f"#/story/{FERRY}", f"#/compare/{HARBOR}/{FARO}", f"#/doc/{HARBOR}", "#/documents"):
        page.go(link)
        assert page.js("return document.documentElement.scrollWidth") <= width, link


def test_a_table_is_saved_without_formulas(page: Browser, tmp_path: Path) -> None:
    tables = factory.small_tables()
    next(row for row in tables["records"] if row["doc_id"] == SPINNER)["title"] = '=HYPERLINK("x"),\nnext'
    page.open(Path(build_report(str(factory.write_run(tmp_path, tables))).path), "#/documents")
    page.js("URL.createObjectURL = blob => { window.saved = blob; return 'blob:null/none'; }; HTMLAnchorElement.prototype.click = () => {}")
    page.click(".csv")
    lines = page.driver.execute_async_script("const done = arguments[0]; window.saved.text().then(done)").lstrip("\ufeff").split("\r\n")
    assert lines[0] == "Document,Outlet,Language,Published,Agency,Credit,Came by,Copied"
    assert any(line.startswith('"\'=HYPERLINK(""x""), next",Globe Spinner,en,2024-03-13T08:00+00:00,AFP,no,rewrite,0.71') for line in lines), lines
    assert len(lines) == 9


@pytest.mark.slow
def test_a_run_of_thousands(page: Browser, tmp_path: Path) -> None:
    """Data of many files, tables of many pages, a story of hundreds of witnesses."""
    factory.write_run(tmp_path / "run", factory.large_tables(3000, 150))
    report = build_report(str(tmp_path / "run"), str(tmp_path / "pages"))
    assert report.files > 20 and report.page_bytes < 2_000_000
    assert len(crawl(page, Path(report.path), limit=60)) == 60
    page.go("#/documents")
    assert page.text(".table-info") == "3,000 rows" and "Page 1 of 60" in page.text(".pager")
    page.click(".pager button:last-child")
    assert "page=2" in page.js("return location.hash")
    page.go("#/stories")
    story = page.attributes("#main tbody th a", "href")[0]
    page.go(story)
    assert axe(page) == []


@pytest.mark.slow
def test_the_demo(page: Browser, tmp_path: Path, shots: Path) -> None:
    """The real thing: the demo dump through the whole pipeline, then every page of its report."""
    from pipeline.cli import _main

    assert _main(["demo", "--output", str(tmp_path / "out")]) == 0
    report = tmp_path / "out" / "report.html"
    assert report.exists() and report.stat().st_size < 5_000_000
    seen = crawl(page, report, limit=1000)
    compared = [link for link in seen if link.startswith("#/compare/")]
    assert len(compared) > 50
    page.go("#/")
    page.screenshot(shots / "demo-overview.png")
    assert axe(page) == []
    story = page.attributes("#main tbody th a", "href")[0]
    page.go(story)
    page.wait("document.querySelectorAll('.stemma .node').length > 5")
    page.screenshot(shots / "demo-story.png")
    assert axe(page) == []
    translated = page.attributes(".stemma a.by[aria-label^='translation']", "href")[0]
    page.go(translated)
    assert page.js("return document.querySelectorAll('mark.is-translated').length") > 1
    page.screenshot(shots / "demo-side-by-side.png")
    assert axe(page) == []


def test_screenshots(page: Browser, small: Path, shots: Path) -> None:
    page.open(small)
    for name, link in {"overview": "#/", "story": f"#/story/{FERRY}", "side-by-side": f"#/compare/{HARBOR}/{FARO}"}.items():
        page.go(link)
        page.wait("document.querySelectorAll('svg.plot').length === [...document.querySelectorAll('svg.plot')].filter(s => s.childElementCount).length")
        picture = page.screenshot(shots / f"small-{name}.png")
        assert picture.stat().st_size > 30_000
