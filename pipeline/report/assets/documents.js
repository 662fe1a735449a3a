"use strict";
// The list of documents, the page of one document, and the search over everything.
(() => {
  const wt = wiretrace;
  const { h } = wt;
  const BLOCKS = 10;

  wt.docTable = (rows, options = {}) => {
    const c = wt.columns;
    const columns = [c.docTitle, c.outlet, c.language, c.published, c.agency, c.credited, c.relation, c.copied];
    return wt.dataTable({ caption: "Documents", rows, page: 50, columns: columns.filter(column => column.key !== options.without), ...options });
  };

  wt.documents = async () => {
    const total = wt.core.bins.doclist;
    let next = Math.min(total, BLOCKS);
    const rows = await wt.table("doclist", 0, next);
    return { title: "Documents", nodes: [
      h("h1", { tabindex: "-1" }, "Documents"),
      h("p", { class: "lead" }, wt.count(wt.core.counts.records, "document") + ", newest first."),
      wt.docTable(rows, { state: true, file: "documents", empty: "No document became a record.",
        more: { left: () => next < total, text: () => "Load more documents", load: async () => { const from = next; next = Math.min(total, next + BLOCKS); return wt.table("doclist", from, next); } } }),
    ] };
  };

  wt.doc = async id => {
    const doc = await wt.load("docs", id);
    if (!doc) return wt.missing("There is no document " + id + " in this report.");
    const d = doc.derivation, parent = doc.relatives.find(r => r.role === "parent");
    const came = d && h("p", { class: "came" }, wt.relation(d.relation || "unknown"), d.relation ? " of " : " from ",
      parent && !parent.other.lost ? [wt.link(["doc", parent.other.id], wt.bdi(parent.other.name)), ", ", wt.link(["compare", parent.other.id, doc.id], "side by side")] : doc.original && doc.original.kind === "lost" ? "a lost original" + (doc.original.agency ? " of " + doc.original.agency : "") : "a source that cannot be named",
      d.lag_seconds !== null ? ", " + wt.duration(d.lag_seconds) + " later" : null);
    const nodes = [
      h("p", { class: "crumb" }, doc.family ? wt.link(["story", doc.family.id], "Story: ", wt.headline(doc.family.title, doc.family.language)) : h("a", { href: "#/documents" }, "Documents"), " / document"),
      h("h1", { tabindex: "-1" }, wt.headline(doc.title, doc.language, "Document without a headline")),
      h("ul", { class: "badges" }, h("li", { class: "badge strong" }, doc.outlet_key ? wt.link(["outlet", doc.outlet_key], wt.bdi(doc.outlet)) : "outlet unknown"), h("li", null, wt.tongue(doc.language)), h("li", { class: "badge" }, doc.published ? wt.when(doc.published.value) : "no date"), doc.agency ? h("li", { class: "badge" }, wt.credit(doc.credited)) : null),
      came,
    ];
    const marked = doc.text === null ? null : wt.marked(doc, { evidence: true });
    const find = marked && (n => wt.flash(marked.node.querySelector('[data-e~="' + n + '"]')));
    const facts = wt.facts([
      ["Address", doc.url ? wt.outside(doc.href, doc.url) : null],
      ["Read from", wt.bdi(doc.uri, { class: "path" })],
      ["Published", doc.published ? [wt.when(doc.published.value), " ", h("span", { class: "fine" }, (wt.words.dates[doc.published.basis] || doc.published.basis) + ", to the " + doc.published.precision)] : "unknown"],
      ["Dateline", doc.dateline ? [wt.bdi(doc.dateline.normal, { class: "normal" }), " ", h("span", { class: "fine" }, "printed as ", wt.bdi(doc.dateline.raw))] : "none"],
      ["Place", doc.dateline && doc.dateline.place ? wt.bdi([doc.dateline.place, doc.dateline.region, doc.dateline.country].filter(Boolean).join(", ")) : null],
      ["Footer", doc.footer ? wt.bdi(doc.footer, { class: "normal" }) : "none"],
      ["Original", doc.original ? [doc.original.kind === "lost" ? "lost" : doc.original.id === doc.id ? "this text" : wt.link(["doc", doc.original.id], "in the input"), doc.original.agency ? [", ", wt.bdi(doc.original.agency)] : null, ", " + wt.language(doc.original.language) + ", confidence " + wt.fixed(doc.original.confidence)] : null],
      ["Copied", d ? wt.meter(d.copied_share) : null], ["Its own", d ? wt.meter(d.originality) : null],
      ["Also takes from", doc.also_in.length ? h("ul", { class: "plain" }, doc.also_in.map(f => h("li", null, wt.link(["story", f.id], wt.headline(f.title, null, f.id))))) : null],
      ["Why this parent", d && d.reasons.length ? h("ul", { class: "reasons" }, d.reasons.map(r => h("li", null, r))) : null],
      ["Encoding", doc.encoding], ["Revision", doc.revision > 1 ? doc.revision + (doc.revised_because ? ": " + doc.revised_because : "") : null],
      ["Row id", doc.record_id ? wt.bdi(doc.record_id, { class: "path" }) : null],
      ["Document id", h("code", null, doc.id)], ["SHA-256", h("code", { class: "hash" }, doc.sha256)],
    ]);
    const body = marked
      ? h("div", { class: "card reading" }, marked.node)
      : wt.note("This run kept no texts. Places are given in characters of the decoded text; run again with --texts to read it here.");
    nodes.push(h("div", { class: "doc-grid" },
      h("div", null, wt.section("Text", body, marked ? wt.legend([["sample sample-proof", "evidence for an agency"], ["sample sample-furniture", "page furniture"]]) : unitTable(doc))),
      h("div", null, wt.section("Agency", wt.verdict(doc)), wt.section("Evidence", wt.evidenceTable(doc, find), doc.evidence_total > doc.evidence.length ? wt.note("The first " + doc.evidence.length + " of " + doc.evidence_total + " are listed.") : null), wt.section("Facts", facts))));
    nodes.push(wt.section("Related texts", wt.relatives(doc)));
    if (doc.dates.length) {
      nodes.push(wt.section("Dates in the text", wt.dataTable({ caption: "Dates in the text", rows: doc.dates, page: 10, file: "dates", columns: [
        { key: "value", name: "Date", show: r => wt.when(r.value) }, { key: "kind", name: "Kind" }, { key: "confidence", name: "Confidence", number: true, show: r => wt.fixed(r.confidence) },
        { key: "rejected", name: "Readings dropped", value: r => r.rejected.map(wt.when).join("; ") }, { key: "start", name: "Characters", number: true, show: r => r.start + "–" + r.end } ] })));
    }
    return { title: doc.title || doc.name, nodes };
  };

  const UNITS = ["headline", "caption", "body", "footer", "noise"];
  const unitTable = doc => wt.dataTable({ caption: "Units of the text", rows: doc.units.map(([kind, start, end]) => ({ kind: wt.words.units[UNITS[kind]], start, end })), page: 15, file: "units", empty: "No units.", columns: [
    { key: "kind", name: "Unit" }, { key: "start", name: "From character", number: true }, { key: "end", name: "To character", number: true } ] });

  wt.search = async query => {
    const [stories, outlets, docs] = await Promise.all([wt.table("storylist", 0, Infinity), wt.table("outletlist", 0, Infinity), wt.table("doclist", 0, BLOCKS)]);
    const more = wt.core.bins.doclist > BLOCKS ? wt.note("Only the newest " + wt.number(docs.length) + " documents were searched; the page Documents can load the rest.") : null;
    return { title: "Search: " + query, nodes: [
      h("h1", { tabindex: "-1" }, "Search: ", wt.bdi(query)),
      wt.section("Stories", wt.dataTable({ caption: "Stories found", columns: wt.storyColumns(), rows: stories, query, sort: "-witnesses", page: 10, file: "stories", more: null })),
      wt.section("Outlets", wt.dataTable({ caption: "Outlets found", columns: wt.outletColumns(), rows: outlets, query, sort: "-documents", page: 10, file: "outlets" })),
      wt.section("Documents", wt.docTable(docs, { query, page: 20, file: "documents" }), more),
    ] };
  };
})();
