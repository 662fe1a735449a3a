"use strict";
// The list of stories, the page of one story, and two of its texts side by side.
(() => {
  const wt = wiretrace;
  const { h } = wt;

  wt.stories = async () => {
    const rows = await wt.table("storylist", 0, Infinity);
    return { title: "Stories", nodes: [
      h("h1", { tabindex: "-1" }, "Stories"),
      h("p", { class: "lead" }, wt.count(rows.length, "story", "stories") + ". A story is one dispatch of one source with all texts that carry it; another agency's account of the same event is another story."),
      wt.dataTable({ caption: "Stories", columns: wt.storyColumns(), rows, sort: "-witnesses", state: true, page: 50, file: "stories", empty: "No text of this run shares its story with another, and none carries an agency's original." }),
    ] };
  };

  const sourceName = row => row.agency ? wt.bdi(row.agency) : "an outlet's own";

  wt.story = async id => {
    const story = await wt.load("stories", id);
    if (!story) return wt.missing("There is no story " + id + " in this report.");
    const row = wt.rows({ columns: wt.core.top.columns, rows: [story.row] })[0];
    const members = wt.rows(story.members), mixed = wt.rows(story.mixed), links = wt.rows(story.links);
    const byId = new Map([...members, ...mixed].map(m => [m.id, m]));
    const nameOf = id => byId.has(id) ? byId.get(id).name : "lost original";
    const uncredited = row.agency ? row.no + " of " + wt.number(row.witnesses) + " not credited" : "no agency to credit";
    const nodes = [
      h("p", { class: "crumb" }, h("a", { href: "#/stories" }, "Stories"), " / story"),
      h("h1", { tabindex: "-1" }, wt.headline(row.title, row.language, "Story without a headline")),
      h("ul", { class: "badges" },
        h("li", { class: "badge strong" }, sourceName(row)),
        h("li", { class: "badge" }, wt.count(row.witnesses, "witness", "witnesses")),
        h("li", { class: "badge" }, wt.count(row.outlets, "outlet")),
        h("li", { class: "badge" }, uncredited),
        row.translations ? h("li", { class: "badge" }, row.translations + " translated") : null,
        row.spread !== null ? h("li", { class: "badge" }, row.exact || row.spread >= 86400 ? "first to last " + wt.duration(row.spread) : "all on one day") : null,
        row.languages.map(code => h("li", null, wt.tongue(code)))),
      h("section", { class: "wide-section" }, h("h2", null, "Family tree"),
        h("p", { class: "fine" }, "Each row is a witness, placed by its time; lines lead from the text it comes from. Open a text by its name, or see it side by side with its source by the relation."),
        wt.stemma(story, members)),
    ];
    const dated = members.filter(m => m.epoch !== null);
    if (dated.length > 1 && new Set(dated.map(m => m.epoch)).size > 1) {
      nodes.push(wt.section("How it spread", wt.figure("Witnesses over time", wt.timeline(members), { text: "Each step is one more text; colours are languages, hollow dots do not credit. " + (members.some(wt.hasHour) ? "Times in UTC" : "Hours are not known") + (dated.length < members.length ? "; " + wt.count(members.length - dated.length, "text") + " without a date left out." : ".") })));
    }
    nodes.push(wt.section("Witnesses", witnesses(members, byId, story)));
    if (mixed.length) nodes.push(wt.section("Mash-ups that also take from it", witnesses(mixed, byId, story, true)));
    if (members.length > 1) nodes.push(wt.section("Side by side", chooser(members, links)));
    nodes.push(wt.section("Originals", h("ul", { class: "originals" }, story.originals.map(o => h("li", { class: "card" },
      h("h3", null, o.kind === "lost" ? "Lost original" : wt.link(["doc", o.id], "Original in the input: ", wt.bdi(nameOf(o.id)))),
      wt.facts([["Agency", o.agency ? wt.bdi(o.agency) : "none known"], ["Language", wt.language(o.language)], ["Confidence", wt.fixed(o.confidence)], ["Id", h("code", null, o.id)], ["Earlier ids", o.aliases.length ? o.aliases.join(", ") : null]]),
      h("p", { class: "fine" }, o.kind === "lost" ? "Not in the input; its witnesses tell of it." : "Present in the input."))))));
    if (story.related.length) {
      nodes.push(wt.section("Related stories", wt.dataTable({ caption: "Related stories", rows: story.related, page: 10, file: "related", columns: [
        { key: "title", name: "Story", wide: true, value: r => r.title || r.id, show: r => r.known ? wt.link(["story", r.id], wt.headline(r.title, r.language)) : [h("code", null, r.id), " ", h("span", { class: "unknown" }, "not in this run")] },
        { key: "relation", name: "Relation", value: r => wt.name("relations", r.relation), show: r => [wt.relation(r.relation), h("div", { class: "fine" }, wt.meaning("relations", r.relation))] },
        { key: "agency", name: "Source", show: r => r.agency ? wt.bdi(r.agency) : "an outlet" } ] })));
    }
    if (links.length) {
      const name = column => r => byId.has(r[column]) ? wt.link(["doc", r[column]], wt.bdi(nameOf(r[column]))) : "lost original";
      nodes.push(wt.section("All links of this story", h("details", null, h("summary", null, wt.count(story.links_total, "link") + " between its texts"), wt.dataTable({ caption: "Links of this story", rows: links, page: 20, sort: "-confidence", file: "links", columns: [
        { key: "a", name: "Text", value: r => nameOf(r.a), show: name("a") },
        { key: "relation", name: "Relation", filter: true, any: "All relations", label: code => wt.name("relations", code), show: r => wt.relation(r.relation) },
        { key: "b", name: "Other text", value: r => nameOf(r.b), show: name("b") },
        { key: "child", name: "Copy", value: r => r.child ? nameOf(r.child) : "", show: r => r.child ? wt.bdi(nameOf(r.child)) : h("span", { class: "unknown" }, "undirected") },
        { key: "confidence", name: "Confidence", number: true, show: r => wt.fixed(r.confidence) },
        { key: "score", name: "Score", number: true, show: r => wt.fixed(r.score) },
        { key: "run", name: "Longest run", number: true },
        { key: "passages", name: "Passages", number: true },
        { key: "id", name: "Compare", sort: false, search: false, show: r => byId.has(r.a) && byId.has(r.b) ? wt.link(["compare", ...(r.child === r.a ? [r.b, r.a] : [r.a, r.b])], "side by side") : "" },
      ] }), story.links_total > links.length ? wt.note("The surest " + wt.number(links.length) + " are listed; the page of each text has its own.") : null)));
    }
    return { title: row.title || "Story", nodes };
  };

  function witnesses(members, byId, story, guests) {
    const lost = new Map(story.originals.filter(o => o.kind === "lost").map(o => [o.id, o]));
    return wt.dataTable({ caption: guests ? "Mash-ups" : "Witnesses", rows: members, page: 50, sort: "epoch", file: "witnesses", rowHead: false, columns: [
      { key: "epoch", name: "Published", value: m => m.epoch, csv: m => m.published, show: m => wt.time(m.published) },
      { key: "name", name: "Outlet", class: "name", show: m => m.outlet_key ? wt.link(["outlet", m.outlet_key], wt.bdi(m.name)) : wt.bdi(m.name) },
      { key: "language", name: "Language", filter: true, any: "All languages", label: wt.language, show: m => wt.tongue(m.language) },
      { key: "title", name: "Text", wide: true, value: m => m.title || m.id, show: m => wt.link(["doc", m.id], wt.headline(m.title, m.language)) },
      { key: "relation", name: "Came by", class: "how", filter: true, any: "All ways", label: code => wt.name("relations", code), show: m => m.relation
        ? [wt.relation(m.relation), h("div", { class: "fine" }, "from ", byId.has(m.parent) ? [wt.bdi(byId.get(m.parent).name), " ", wt.link(["compare", m.parent, m.id], "side by side")] : lost.has(m.parent) ? "the lost original" : guests ? "several sources" : "a source not named"), ...also(m)]
        : story.originals.some(o => o.id === m.id) ? h("strong", null, "the original") : h("span", { class: "unknown" }, "not known how") },
      { key: "copied", name: "Copied", number: true, optional: true, show: m => m.copied === null ? "" : wt.meter(m.copied) },
      { key: "lag", name: "After its source", number: true, optional: true, show: m => wt.duration(m.lag) },
      { key: "credited", name: "Credit", filter: true, any: "All credits", label: code => wt.name("credited", code), show: m => wt.credit(m.credited) },
      { key: "dateline", name: "Dateline", optional: true, show: m => m.dateline ? wt.bdi(m.dateline, { class: "normal" }) : "" },
      { key: "footer", name: "Footer", optional: true, show: m => m.footer ? wt.bdi(m.footer, { class: "normal" }) : "" },
    ] });
  }

  // a mash-up stands in the story of its largest source and names the others
  const also = m => m.mixed.map(id => h("div", { class: "fine" }, "also from ", wt.link(["story", id], "another story")));

  function chooser(members, links) {
    const linked = new Set(links.map(l => l.a + " " + l.b));
    const options = chosen => members.map(m => h("option", { value: m.id, selected: m.id === chosen }, wt.short(m.name, 40) + " (" + (m.language || "?") + ")" + (m.published ? ", " + wt.when(m.published) : "")));
    const child = members.find(m => m.relation && members.some(p => p.id === m.parent)) || members[1];
    const parent = members.some(p => p.id === child.parent) ? child.parent : members[0].id;
    const left = h("select", { id: "left-text" }, options(parent)), right = h("select", { id: "right-text" }, options(child.id));
    const hint = h("p", { class: "fine", "aria-live": "polite" });
    const check = () => {
      const [a, b] = [left.value, right.value];
      hint.textContent = a === b ? "Choose two different texts." : linked.has(a + " " + b) || linked.has(b + " " + a) ? "" : "These two are not linked directly; they will be shown without marked passages.";
    };
    for (const select of [left, right]) select.addEventListener("change", check);
    check();
    return h("div", { class: "chooser" },
      h("label", null, h("span", null, "Left"), left), h("label", null, h("span", null, "Right"), right),
      h("button", { type: "button", class: "primary", on: { click: () => { if (left.value !== right.value) location.hash = wt.route("compare", left.value, right.value); } } }, "Compare"), hint);
  }

  // ---------------------------------------------------------------- side by side

  const KINDS = ["verbatim", "reworded", "translated"];

  async function linkOf(a, b) {
    // a text lists its surest relatives only; the other one may know the link
    const found = a.relatives.find(r => r.other.id === b.id) || b.relatives.find(r => r.other.id === a.id);
    return found ? { row: await wt.load("links", found.link), id: found.link } : null;
  }

  wt.compare = async (first, second) => {
    const [a, b] = await Promise.all([wt.load("docs", first), wt.load("docs", second)]);
    if (!a || !b) return wt.missing("One of these texts is not in this report.");
    const link = await linkOf(a, b);
    const row = link && link.row;
    const turn = row && row.a !== a.id;
    const passages = row ? row.passages.map(p => ({ a: turn ? [p[2], p[3]] : [p[0], p[1]], b: turn ? [p[0], p[1]] : [p[2], p[3]], kind: KINDS[p[4]] })) : [];
    passages.sort((x, y) => x.a[0] - y.a[0] || x.b[0] - y.b[0]);
    passages.forEach((p, n) => { p.n = n + 1; });
    const directed = row && row.child;
    const rank = doc => directed ? (row.child === doc.id ? "copy" : "source") : null;

    const head = doc => h("div", { class: "side-head" },
      h("div", { class: "side-role" }, { copy: "Copy", source: "Source" }[rank(doc)] || "Text", " ", wt.tongue(doc.language)),
      h("h2", null, wt.link(["doc", doc.id], wt.bdi(doc.name))),
      h("p", { class: "side-title" }, wt.headline(doc.title, doc.language)),
      h("p", { class: "fine" }, doc.published ? wt.when(doc.published.value) : "no date", doc.credited === "not_applicable" ? null : [" · ", wt.credit(doc.credited)], doc.dateline ? [" · ", wt.bdi(doc.dateline.normal, { class: "normal" })] : null, doc.footer ? [" · ", wt.bdi(doc.footer, { class: "normal" })] : null));

    const title = (rank(b) === "copy" ? wt.name("relations", row.relation) : row ? wt.name("relations", row.relation) : "not linked") + ": " + a.name + " and " + b.name;
    const crumbs = h("p", { class: "crumb" }, a.family ? wt.link(["story", a.family.id], "Story: ", wt.headline(a.family.title, a.family.language)) : h("a", { href: "#/documents" }, "Documents"), " / side by side");
    const nodes = [crumbs, h("h1", { tabindex: "-1", class: "pair-title" }, h("span", { class: "hidden" }, "Side by side: "), wt.bdi(a.name), h("span", { class: "arrow-between", "aria-hidden": "true" }, directed ? rank(a) === "source" ? " → " : " ← " : " ∕ "), h("span", { class: "hidden" }, directed ? rank(a) === "source" ? " is the source of " : " is a copy of " : " and "), wt.bdi(b.name))];
    const lag = doc => doc.derivation && doc.derivation.parent === (doc === a ? b : a).id ? doc.derivation.lag_seconds : null;
    const seconds = lag(a) ?? lag(b);
    nodes.push(row
      ? h("div", { class: "card relation-card" },
        h("div", { class: "relation-big" }, wt.relation(row.relation), h("span", null, wt.meaning("relations", row.relation))),
        wt.facts([["Confidence", wt.fixed(row.confidence)], ["Score", wt.fixed(row.score)],
          ["Covered left", wt.meter(turn ? row.coverage_b : row.coverage_a)], ["Covered right", wt.meter(turn ? row.coverage_a : row.coverage_b)],
          ["Longest run", row.run ? wt.count(row.run, "word") : null], ["Delay", wt.duration(seconds)],
          ["Direction", row.child ? nameWho(row.parent, a, b) + " is the source" : "not known"]]),
        row.reasons.length ? h("div", { class: "because" }, h("div", { class: "fine" }, row.child ? "Why this direction" : "Basis"), h("ul", { class: "reasons" }, row.reasons.map(r => h("li", null, r)))) : null)
      : wt.note("No direct link was found between these two texts" + (a.family && b.family && a.family.id === b.family.id ? "; both belong to one story." : ".")));

    if (a.text === null || b.text === null) {
      nodes.push(h("div", { class: "sides" }, head(a), head(b)), wt.note("This run kept no texts, so only the places of the passages can be shown. Run again with --texts to read them here."), places(passages, row, turn));
    } else {
      nodes.push(...pair(a, b, passages, rank, head));
    }
    const proof = doc => h("div", null, h("h3", null, wt.bdi(doc.name)), wt.verdict(doc), wt.evidenceTable(doc, doc.text === null ? null : n => wt.flash(document.querySelector('[data-side="' + doc.id + '"] [data-e~="' + n + '"]'))));
    nodes.push(wt.section("Agency and evidence", h("div", { class: "sides" }, proof(a), proof(b))));
    const copy = rank(a) === "copy" ? a : b;
    nodes.push(wt.section("Why this source and no other", h("p", null, "Texts related to ", wt.link(["doc", copy.id], wt.bdi(copy.name)), ", and why each is or is not what it was taken from."), wt.relatives(copy)));
    return { title, nodes };
  };

  const nameWho = (id, a, b) => id === a.id ? a.name : id === b.id ? b.name : "another text";

  function places(passages, row, turn) {
    return wt.dataTable({ caption: "Passages", rows: passages, page: 50, file: "passages", empty: "The link has no passages.", columns: [
      { key: "n", name: "Passage", number: true },
      { key: "kind", name: "Kind", show: p => h("span", { title: wt.meaning("passages", p.kind) }, wt.name("passages", p.kind)) },
      { key: "a", name: "Characters on the left", number: true, value: p => p.a[0], show: p => p.a[0] + "–" + p.a[1] },
      { key: "b", name: "Characters on the right", number: true, value: p => p.b[0], show: p => p.b[0] + "–" + p.b[1] } ] });
  }

  function pair(a, b, passages, rank, head) {
    const shared = wt.shared(a, b, passages);
    const alone = doc => ({ copy: "added", source: "dropped" }[rank(doc)] || "alone");
    const side = (doc, n) => wt.marked(doc, { evidence: true, same: shared[n], alone: alone(doc), passages: passages.map(p => ({ n: p.n, kind: p.kind, span: n ? p.b : p.a })) });
    const [left, right] = [side(a, 0), side(b, 1)];
    const where = h("span", { class: "where", "aria-live": "polite" }, passages.length ? wt.count(passages.length, "passage") : "no passages");
    let current = 0;
    const pane = (doc, marked) => h("div", { class: "pane", tabindex: "0", role: "region", "aria-label": "Text of " + doc.name, "data-side": doc.id }, marked.node);
    const panes = [pane(a, left), pane(b, right)];
    const board = h("div", { class: "board" });

    const all = n => board.querySelectorAll('[data-p="' + n + '"]');
    function hover(n) {
      for (const node of board.querySelectorAll(".hot")) node.classList.remove("hot");
      if (n) for (const node of all(n)) node.classList.add("hot");
    }
    /** Bring both ends of a passage to the same height, and focus the end on one side if asked. */
    function show(n, focus) {
      current = n;
      for (const node of board.querySelectorAll(".current")) node.classList.remove("current");
      for (const node of all(n)) node.classList.add("current");
      panes.forEach((box, index) => {
        const tag = (index ? right : left).tags.get(n);
        if (!tag) return;
        box.scrollTop += tag.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 4;
        if (focus === index) tag.focus({ preventScroll: true });
      });
      const p = passages[n - 1];
      where.textContent = "Passage " + n + " of " + passages.length + ": " + wt.name("passages", p.kind);
    }
    const step = by => { if (passages.length) show((current - 1 + by + passages.length) % passages.length + 1); };

    board.addEventListener("mouseover", event => { const node = event.target.closest("[data-p]"); hover(node && node.dataset.p); });
    board.addEventListener("focusin", event => { const node = event.target.closest("[data-p]"); if (node) hover(node.dataset.p); });
    board.addEventListener("click", event => {
      const node = event.target.closest("[data-p]");
      if (!node || String(getSelection())) return;
      // a tag that was pressed by key sends the focus to its match, as a link would
      const other = panes[0].contains(node) ? 1 : 0;
      show(Number(node.dataset.p), "tag" in node.dataset ? other : undefined);
    });
    board.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "n" || event.key === "p") { step(event.key === "n" ? 1 : -1); event.preventDefault(); }
    });

    const toggle = (name, text, on) => {
      const box = h("input", { type: "checkbox", checked: on, on: { change: () => board.classList.toggle("no-" + name, !box.checked) } });
      board.classList.toggle("no-" + name, !on);
      return h("label", { class: "toggle" }, box, text);
    };
    const names = rank(a) ? (rank(a) === "copy" ? ["what the copy added", "what it dropped"] : ["what the copy dropped", "what it added"]) : ["only on the left", "only on the right"];
    const controls = h("div", { class: "controls", role: "group", "aria-label": "Passages" },
      h("button", { type: "button", on: { click: () => step(-1) }, disabled: !passages.length, "aria-keyshortcuts": "p" }, "Previous"),
      h("button", { type: "button", on: { click: () => step(1) }, disabled: !passages.length, "aria-keyshortcuts": "n" }, "Next"), where,
      toggle("passages", "passages", true), toggle("same", "shared words", true), toggle("alone", "dropped and added", true), toggle("proof", "evidence", true), toggle("furniture", "page furniture", true));
    const kinds = new Set(passages.map(p => p.kind));
    const legend = wt.legend([
      ...KINDS.filter(k => kinds.has(k)).map(k => ["sample sample-" + k, wt.name("passages", k) + ": " + wt.meaning("passages", k)]),
      ...(shared[0].length ? [["sample sample-same", "words, names and numbers on both sides"]] : []),
      ...(rank(a) ? [["sample sample-dropped", "dropped by the copy"], ["sample sample-added", "added by the copy"]] : [["sample sample-alone", "on one side only"]]),
      ["sample sample-proof", "evidence for an agency"], ["sample sample-furniture", "page furniture"]]);
    board.append(h("div", { class: "sides heads" }, head(a), head(b)), h("div", { class: "sides" }, panes));
    const list = (marked, name) => h("div", null, h("h3", null, name), marked.alone.length ? h("ul", { class: "alone-list" }, marked.alone.slice(0, 200).map(text => h("li", null, wt.bdi(text)))) : h("p", { class: "unknown" }, "nothing"));
    const upper = text => text[0].toUpperCase() + text.slice(1);
    const words = marked => d3.sum(marked.alone, text => text.split(/\s+/).length);
    return [controls, legend, board, h("details", { class: "alone-box" },
      h("summary", null, upper(names[0]) + " (" + wt.count(words(left), "word") + ") and " + names[1] + " (" + wt.count(words(right), "word") + ")"),
      h("div", { class: "sides" }, list(left, upper(names[0])), list(right, upper(names[1]))))];
  }
})();
