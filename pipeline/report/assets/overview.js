"use strict";
// The first page, and the list of dead letters.
(() => {
  const wt = wiretrace;
  const { h } = wt;

  const tile = (value, name, text, href) => h("div", { class: "tile" }, h("div", { class: "tile-value" }, value), h("div", { class: "tile-name" }, href ? h("a", { href }, name) : name), text ? h("div", { class: "tile-text" }, text) : null);

  wt.storyColumns = () => [
    { key: "title", name: "Story", wide: true, value: r => r.title || r.id, show: r => wt.link(["story", r.id], wt.headline(r.title, r.language)) },
    { key: "agency", name: "Source", filter: true, any: "All sources", value: r => r.agency || "an outlet", show: r => r.agency ? wt.bdi(r.agency) : h("span", { class: "unknown" }, "an outlet") },
    { key: "witnesses", name: "Witnesses", number: true },
    { key: "outlets", name: "Outlets", number: true },
    { key: "languages", name: "Languages", filter: true, any: "All languages", label: wt.language, value: r => r.languages, show: r => h("span", { class: "tongues" }, r.languages.map(wt.tongue)) },
    { key: "published", name: "First copy", show: r => wt.time(r.published) },
    { key: "spread", name: "First to last", number: true, show: r => r.spread === null ? "" : r.exact || r.spread >= 86400 ? wt.duration(r.spread) : "same day" },
    { key: "no", name: "Not credited", number: true, optional: true, value: r => r.agency ? r.no : null, show: r => r.agency ? h("span", { class: "share", title: r.no + " of " + r.witnesses + " do not name " + r.agency }, wt.creditBar(r), wt.number(r.no)) : "" },
    { key: "translations", name: "Translated", number: true, optional: true, show: r => r.translations || "" },
  ];

  /** A small bar of credited, in text only, not credited. */
  wt.creditBar = r => {
    const whole = r.yes + r.in_text + r.no || 1;
    return h("span", { class: "credit-bar", "aria-hidden": "true" }, ["yes", "in_text", "no"].map(key => {
      const part = h("span", { class: "part-" + key });
      part.style.inlineSize = 100 * r[key] / whole + "%";
      return part;
    }));
  };

  const pairName = p => (p.from === "?" ? "unknown" : wt.language(p.from)) + " → " + wt.language(p.to) + (p.relation === "back_translation" ? " (back)" : "");

  wt.overview = async () => {
    const { counts, overview: o } = wt.core;
    const credit = o.credited, agencyTexts = (credit.yes || 0) + (credit.in_text || 0) + (credit.no || 0);
    const tiles = h("div", { class: "tiles" },
      tile(wt.number(counts.documents_read), "documents read", wt.count(counts.records, "record") + " + " + wt.count(counts.dead_letters, "dead letter"), "#/documents"),
      tile(wt.number(o.in_stories), "traced to a story", wt.percent(o.documents ? o.in_stories / o.documents : 0) + " of the records"),
      tile(wt.number(o.stories), o.stories === 1 ? "story" : "stories", wt.number(o.agency_stories) + " from agencies", "#/stories"),
      tile(agencyTexts ? wt.percent((credit.no || 0) / agencyTexts) : "–", "not credited", wt.number(credit.no || 0) + " of " + wt.count(agencyTexts, "agency text")),
      tile(wt.number(o.outlets), o.outlets === 1 ? "outlet" : "outlets", "in " + wt.count(o.languages.length, "language"), "#/outlets"),
      o.median_spread !== null ? tile(wt.duration(o.median_spread), "first to last copy", "median, where hours are known") : o.median_days !== null ? tile(wt.duration(o.median_days), "first to last copy", "median, counted in days") : null);

    const nodes = [h("h1", { tabindex: "-1" }, "What was traced"),
      h("p", { class: "lead" }, "Which outlet copied or translated which agency original, who said so and who did not. Every claim leads to the passages that show it."), tiles];
    if (counts.capped_keys) {
      nodes.push(wt.note(wt.count(counts.capped_keys, "key") + " shared by very many texts " + (counts.capped_keys === 1 ? "was" : "were") + " capped: links may be missing there, families are not."));
      nodes.push(h("details", null, h("summary", null, "Capped keys"), wt.dataTable({ caption: "Capped keys", rows: wt.core.capped, sort: "-articles", page: 10, file: "capped-keys", columns: [
        { key: "view", name: "View" }, { key: "key", name: "Key", show: r => h("code", null, r.key) }, { key: "articles", name: "Texts", number: true }, { key: "crowd", name: "In one window", number: true, optional: true },
        { key: "hub", name: "Hub", value: r => r.hub ? r.hub.name : "", show: r => r.hub ? wt.link(["doc", r.hub.id], wt.bdi(r.hub.name)) : "" } ] }),
        counts.capped_keys > wt.core.capped.length ? h("p", { class: "fine" }, "The " + wt.core.capped.length + " largest; the manifest lists more.") : null));
    }
    const top = wt.rows(wt.core.top);
    nodes.push(wt.section("Stories with most witnesses", wt.dataTable({ caption: "Stories with most witnesses", columns: wt.storyColumns(), rows: top, sort: "-witnesses", page: 10, file: "top-stories", empty: "No text of this run shares its story with another, and none carries an agency's original." }),
      o.stories > top.length ? h("p", null, h("a", { href: "#/stories" }, "All " + wt.number(o.stories) + " stories")) : null));

    const figures = h("div", { class: "figures" });
    if (o.credit_by_agency.length) {
      const rows = o.credit_by_agency.slice(0, 12);
      figures.append(wt.figure("Who is credited",
        wt.bars("Texts of each agency: credited, in text only, not credited", rows.map(r => ({ label: r.agency, parts: [r.yes, r.in_text, r.no] })), ["fill-yes", "fill-in_text", "fill-no"], ["credited", "in text only", "not credited"]),
        { text: "Texts that come from each agency, by whether they name it.", legend: wt.legend([["fill-yes", "credited"], ["fill-in_text", "in text only"], ["fill-no", "not credited"]]),
          columns: ["Agency", "Credited", "In text only", "Not credited"], rows: o.credit_by_agency.map(r => [r.agency, r.yes, r.in_text, r.no]) }));
    }
    const { relations } = o;
    if (relations.length) {
      figures.append(wt.figure("How texts came about",
        wt.bars("Derived texts by relation", relations.map(([code, n]) => ({ label: wt.name("relations", code), parts: [n] })), ["fill-main"]),
        { text: "Texts by their relation to the text, or lost original, they come from.", columns: ["Relation", "Texts"], rows: relations.map(([code, n]) => [wt.name("relations", code), n]) }));
    }
    if (o.pairs.length) {
      const rows = o.pairs.slice(0, 12);
      figures.append(wt.figure("Translations",
        wt.bars("Translations by language pair", rows.map(p => ({ label: pairName(p), parts: [p.n] })), ["fill-second"]),
        { text: "From the language of the source to that of the copy" + (o.pairs.length > rows.length ? "; the " + rows.length + " most frequent of " + o.pairs.length + " pairs." : "."),
          columns: ["From, to", "Texts"], rows: o.pairs.map(p => [pairName(p), p.n]) }));
    }
    if (o.spread.some(bin => bin[1])) {
      figures.append(wt.figure("From first to last copy", wt.columnsPlot("Stories by the time from first to last copy", o.spread),
        { text: "Stories by the time between their first and last dated witness.", columns: ["Time", "Stories"], rows: o.spread }));
    }
    if (o.languages.length > 1) {
      const rows = o.languages.slice(0, 10);
      figures.append(wt.figure("Languages", wt.bars("Documents by language", rows.map(([code, n]) => ({ label: wt.language(code), parts: [n] })), ["fill-quiet"]),
        { text: "Language of the body of each document.", columns: ["Language", "Documents"], rows: o.languages.map(([code, n]) => [wt.language(code), n]) }));
    }
    const letters = Object.entries(counts.dead_letters_by_code);
    if (letters.length) {
      figures.append(wt.figure("Dead letters", wt.bars("Dead letters by code", letters.map(([code, n]) => ({ label: code, parts: [n] })), ["fill-quiet"]),
        { text: ["Documents that could not be processed. ", h("a", { href: "#/dead-letters" }, "Look each one up")], columns: ["Code", "Documents"], rows: letters }));
    }
    if (figures.children.length) nodes.push(wt.section("At a glance", figures));
    if (o.matrix.outlets.length) {
      const more = [o.matrix.more_outlets && wt.count(o.matrix.more_outlets, "more outlet"), o.matrix.more_agencies && wt.count(o.matrix.more_agencies, "more agency", "more agencies")].filter(Boolean);
      nodes.push(wt.section("Agencies by outlets", h("p", null, "Texts each outlet took from each agency; the darker, the more. ○ counts those that do not credit it."), wt.matrix(o.matrix),
        more.length ? h("p", { class: "fine" }, more.join(" and ") + ": see ", h("a", { href: "#/outlets" }, "all outlets"), ".") : null));
    }
    return { title: "Overview", nodes };
  };

  wt.deadLetters = async () => {
    const { counts } = wt.core;
    const total = wt.core.bins.deadlist;
    let next = Math.min(total, 10);
    const rows = await wt.table("deadlist", 0, next);
    const codes = Object.entries(counts.dead_letters_by_code);
    return { title: "Dead letters", nodes: [
      h("h1", { tabindex: "-1" }, "Dead letters"),
      h("p", { class: "lead" }, wt.count(counts.dead_letters, "document") + " of " + wt.number(counts.documents_read) + " read could not be processed. Nothing is dropped silently: each stands here with its reason."),
      codes.length ? h("dl", { class: "codes" }, codes.map(([code, n]) => h("div", null, h("dt", null, h("code", null, code), " ", h("span", { class: "badge" }, wt.number(n))), h("dd", null, wt.core.letters[code] || "")))) : null,
      wt.dataTable({ caption: "Dead letters", rows, state: true, page: 50, file: "dead-letters", empty: "Every document was processed.",
        columns: [
          { key: "uri", name: "Document", wide: true, show: r => wt.bdi(r.uri, { class: "path" }) },
          { key: "code", name: "Code", filter: true, any: "All codes", show: r => h("code", { title: wt.core.letters[r.code] || "" }, r.code) },
          { key: "stage", name: "Stage" },
          { key: "message", name: "Why", wide: true, show: r => wt.bdi(r.message) },
          { key: "sha256", name: "SHA-256", show: r => r.sha256 ? h("code", { class: "hash", title: r.sha256 }, r.sha256.slice(0, 12)) : "" },
          { key: "kept", name: "Bytes kept", show: r => r.kept ? wt.bdi(r.kept, { class: "path" }) : h("span", { class: "unknown" }, "no") },
        ],
        more: { left: () => next < total, text: () => "Load more dead letters", load: async () => { const from = next; next = Math.min(total, next + 10); return wt.table("deadlist", from, next); } } }),
    ] };
  };
})();
