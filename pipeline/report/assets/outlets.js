"use strict";
// The list of outlets, and the page of one: what it takes from whom, how long after, and how much is its own.
(() => {
  const wt = wiretrace;
  const { h } = wt;

  const credit = r => r.yes + r.in_text + r.no ? h("span", { class: "share" }, wt.creditBar(r), r.no + " of " + (r.yes + r.in_text + r.no)) : "";

  wt.outletColumns = () => [
    { key: "name", name: "Outlet", wide: true, show: r => wt.link(["outlet", r.key], wt.bdi(r.name)) },
    { key: "documents", name: "Documents", number: true },
    { key: "agency", name: "From agencies", number: true },
    { key: "others", name: "From outlets", number: true, optional: true },
    { key: "own", name: "Its own", number: true, value: r => r.own, show: r => wt.meter(r.documents ? r.own / r.documents : 0, r.own + " (" + wt.percent(r.documents ? r.own / r.documents : 0) + ")") },
    { key: "no", name: "Not credited", number: true, show: credit },
    { key: "copied", name: "Copied, mean", number: true, show: r => wt.percent(r.copied) },
    { key: "delay", name: "Delay, median", number: true, optional: true, show: r => wt.duration(r.delay) },
    { key: "taken", name: "Taken by others", number: true, optional: true },
  ];

  wt.outlets = async () => {
    const rows = await wt.table("outletlist", 0, Infinity);
    return { title: "Outlets", nodes: [
      h("h1", { tabindex: "-1" }, "Outlets"),
      h("p", { class: "lead" }, wt.count(rows.length, "outlet") + ". The delay counts from the first known copy of each story, where hours are known."),
      wt.dataTable({ caption: "Outlets", columns: wt.outletColumns(), rows, sort: "-documents", state: true, page: 50, file: "outlets", empty: "No document of this run names its outlet. Give it by a path template, a field or a sidecar." }),
    ] };
  };

  const HOURS = [["< 1 h", 3600], ["1-3 h", 3 * 3600], ["3-6 h", 6 * 3600], ["6-12 h", 12 * 3600], ["12-24 h", 24 * 3600], ["1-2 d", 2 * 86400], ["> 2 d", Infinity]];

  wt.outlet = async key => {
    const outlet = await wt.load("outlets", key);
    if (!outlet) return wt.missing("There is no such outlet in this report.");
    const { row } = outlet, docs = wt.rows(outlet.docs);
    const agencies = outlet.sources.filter(s => s.kind === "agency"), outlets = outlet.sources.filter(s => s.kind === "outlet");
    const texts = row.yes + row.in_text + row.no;
    const tile = (value, name, text) => h("div", { class: "tile" }, h("div", { class: "tile-value" }, value), h("div", { class: "tile-name" }, name), text ? h("div", { class: "tile-text" }, text) : null);
    const nodes = [
      h("p", { class: "crumb" }, h("a", { href: "#/outlets" }, "Outlets"), " / outlet"),
      h("h1", { tabindex: "-1" }, wt.bdi(row.name)),
      h("div", { class: "tiles" },
        tile(wt.number(row.documents), row.documents === 1 ? "document" : "documents", outlet.languages.map(([code, n]) => wt.language(code) + " " + n).slice(0, 3).join(", ")),
        tile(wt.percent(row.documents ? row.own / row.documents : 0), "its own", row.own + " texts without a known source"),
        tile(wt.number(row.agency), "from agencies", row.others ? row.others + " more from other outlets" : null),
        tile(texts ? wt.percent(row.no / texts) : "–", "not credited", texts ? row.no + " of " + wt.count(texts, "agency text") : "no agency texts"),
        tile(wt.percent(row.copied) || "–", "copied", "mean share of the words of derived texts"),
        row.delay === null ? null : tile(wt.duration(row.delay), "after the first copy", "median, where hours are known")),
    ];
    const figures = h("div", { class: "figures" });
    if (agencies.length) {
      figures.append(wt.figure("What it takes, and whether it says so", wt.bars("Texts by agency: credited, in text only, not credited", agencies.slice(0, 12).map(s => ({ label: s.name, parts: [s.yes, s.in_text, s.no] })), ["fill-yes", "fill-in_text", "fill-no"], ["credited", "in text only", "not credited"]),
        { legend: wt.legend([["fill-yes", "credited"], ["fill-in_text", "in text only"], ["fill-no", "not credited"]]), columns: ["Agency", "Credited", "In text only", "Not credited"], rows: agencies.map(s => [s.name, s.yes, s.in_text, s.no]) }));
    }
    figures.append(wt.figure("Where its texts come from", wt.bars("Texts by origin", [{ label: "agencies", parts: [row.agency] }, { label: "other outlets", parts: [row.others] }, { label: "its own", parts: [row.own] }], ["fill-main"]),
      { columns: ["Origin", "Texts"], rows: [["agencies", row.agency], ["other outlets", row.others], ["its own", row.own]] }));
    if (outlet.delays.length > 1) {
      const bins = HOURS.map(([name, top], n) => [name, outlet.delays.filter(d => d < top && d >= (n ? HOURS[n - 1][1] : -Infinity)).length]);
      figures.append(wt.figure("How long after the first copy", wt.columnsPlot("Texts by the time after the first known copy of their story", bins), { columns: ["Time", "Texts"], rows: bins }));
    }
    nodes.push(wt.section("At a glance", figures));
    const sourceTable = (rows, caption, first) => wt.dataTable({ caption, rows, page: 15, sort: "-documents", file: "sources", columns: [
      { key: "name", name: first, wide: true, show: s => s.key ? wt.link(["outlet", s.key], wt.bdi(s.name)) : wt.bdi(s.name) },
      { key: "documents", name: "Texts", number: true },
      { key: "no", name: "Not credited", number: true, show: credit },
      { key: "copied", name: "Copied, mean", number: true, show: s => wt.percent(s.copied) },
      { key: "delay", name: "Delay, median", number: true, optional: true, show: s => wt.duration(s.delay) },
      { key: "relations", name: "How", value: s => s.relations.map(([r, n]) => wt.name("relations", r) + " " + n).join(", ") } ] });
    if (agencies.length) nodes.push(wt.section("Takes from agencies", sourceTable(agencies, "Agencies it takes from", "Agency")));
    if (outlets.length) nodes.push(wt.section("Takes from texts of", sourceTable(outlets, "Outlets whose texts are the parents of its own", "Outlet")));
    if (outlet.takers.length) {
      nodes.push(wt.section("Is taken by", wt.dataTable({ caption: "Outlets that take from it", rows: outlet.takers, page: 15, sort: "-documents", file: "takers", columns: [
        { key: "name", name: "Outlet", wide: true, show: s => s.key ? wt.link(["outlet", s.key], wt.bdi(s.name)) : wt.bdi(s.name) }, { key: "documents", name: "Texts", number: true } ] })));
    }
    nodes.push(wt.section("Its documents", wt.docTable(docs, { without: "outlet", page: 25, file: "outlet-documents" })));
    return { title: row.name, nodes };
  };
})();
