"use strict";
// Texts with their marks: units, passages, evidence. Spans arrive in code points and are turned into string offsets once.
(() => {
  const wt = wiretrace;
  const { h } = wt;
  const UNITS = ["headline", "caption", "body", "footer", "noise"];
  const LONG_NOISE = 500;

  /** Code point offset to string offset. */
  function offsets(text) {
    if (!/[\ud800-\udbff]/.test(text)) return at => Math.min(at, text.length);
    const starts = [];
    for (let n = 0; n < text.length; n += text.codePointAt(n) > 0xffff ? 2 : 1) starts.push(n);
    starts.push(text.length);
    return at => starts[Math.min(at, starts.length - 1)];
  }

  // ---------------------------------------------------------------- what two passages have in common

  const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:[.,'’-][\p{L}\p{N}]+)*/gu;
  const tokens = text => [...text.matchAll(TOKEN)].map(m => ({ text: m[0], key: m[0].toLowerCase(), at: m.index, to: m.index + m[0].length }));

  /** Words that both sides have in the same order (longest common subsequence), as spans of either side. */
  function sameOrder(a, b) {
    const left = tokens(a).slice(0, 300), right = tokens(b).slice(0, 300);
    const n = left.length, m = right.length, row = m + 1;
    const best = new Uint16Array((n + 1) * row);
    for (let i = n - 1; i >= 0; i -= 1) {
      for (let j = m - 1; j >= 0; j -= 1) {
        best[i * row + j] = left[i].key === right[j].key ? best[(i + 1) * row + j + 1] + 1 : Math.max(best[(i + 1) * row + j], best[i * row + j + 1]);
      }
    }
    const out = [[], []];
    for (let i = 0, j = 0; i < n && j < m;) {
      if (left[i].key === right[j].key) { out[0].push(left[i]); out[1].push(right[j]); i += 1; j += 1; }
      else if (best[(i + 1) * row + j] >= best[i * row + j + 1]) i += 1;
      else j += 1;
    }
    return out;
  }

  /** Numbers and names that stand on both sides of a translation, so that even without the language one can check it. */
  function sameAnchors(a, b) {
    const key = token => /\d/.test(token.text) ? token.text.replace(/[.,](?=\d{3}\b)/g, "").replace(",", ".") : /^\p{Lu}/u.test(token.text) && token.text.length > 1 ? token.key : null;
    const left = tokens(a).map(t => [key(t), t]), right = tokens(b).map(t => [key(t), t]);
    const both = new Set(left.map(x => x[0]).filter(k => k !== null && right.some(y => y[0] === k)));
    return [left.filter(x => both.has(x[0])).map(x => x[1]), right.filter(x => both.has(x[0])).map(x => x[1])];
  }

  /** Spans (string offsets) of what the two sides of each passage share, for both texts. */
  wt.shared = (a, b, passages) => {
    const atA = offsets(a.text), atB = offsets(b.text), out = [[], []];
    for (const p of passages) {
      if (p.kind === "verbatim") continue;
      const [a0, a1, b0, b1] = [atA(p.a[0]), atA(p.a[1]), atB(p.b[0]), atB(p.b[1])];
      const [x, y] = [a.text.slice(a0, a1), b.text.slice(b0, b1)];
      // a rewriter moves names and numbers about, so they count wherever they stand
      const found = [sameAnchors(x, y), ...(p.kind === "translated" ? [] : [sameOrder(x, y)])];
      for (const [left, right] of found) {
        for (const token of left) out[0].push([a0 + token.at, a0 + token.to]);
        for (const token of right) out[1].push([b0 + token.at, b0 + token.to]);
      }
    }
    return out;
  };

  // ---------------------------------------------------------------- one text

  const covers = (list, from, to) => list.filter(span => span.from <= from && span.to >= to);

  /**
   * A text with its marks.
   * options: passages [{n, kind, span: [start, end]}], same [[from, to]] (string offsets), evidence (bool),
   * alone: "dropped" | "added" | "alone" | null (class of body text outside every passage), name (for labels), hint.
   * Returns {node, alone: [text], passages: Map}.
   */
  wt.marked = (doc, options) => {
    const { text } = doc, at = offsets(text);
    const span = (start, end, extra) => ({ from: at(start), to: at(end), ...extra });
    const units = doc.units.map(([kind, start, end]) => span(start, end, { kind: UNITS[kind] }));
    const passages = (options.passages || []).map(p => span(p.span[0], p.span[1], { n: p.n, kind: p.kind }));
    // the shortest passage that covers a stretch says most about it
    passages.sort((x, y) => (x.to - x.from) - (y.to - y.from) || x.n - y.n);
    const evidence = options.evidence ? doc.evidence.map((e, n) => span(e.start, e.end, { n, item: e })) : [];
    const same = (options.same || []).map(([from, to]) => ({ from, to })).sort((x, y) => x.from - y.from);
    const cuts = new Set([0, text.length]);
    for (const list of [units, passages, evidence, same]) for (const { from, to } of list) if (from < to) { cuts.add(from); cuts.add(Math.min(to, text.length)); }
    const edges = [...cuts].sort((x, y) => x - y);

    const root = h("div", { class: "text", lang: doc.language, dir: wt.direction(doc.language) });
    const firsts = new Map(), tagged = new Set(), lonely = [];
    let unit = null, place = null, sameAt = 0;

    function open(next) {
      unit = next;
      const kind = next ? next.kind : "noise";
      const length = next ? next.to - next.from : 0;
      const furniture = kind === "noise" || kind === "footer";
      place = h("div", { class: "unit unit-" + kind + (furniture ? " furniture" : "") });
      const marks = next && [...passages, ...evidence].some(m => m.from < next.to && m.to > next.from);
      if (kind === "noise" && length > LONG_NOISE && !marks) {
        root.append(h("details", { class: "furniture" }, h("summary", null, "Page furniture, " + wt.number(length) + " characters"), place));
      } else {
        // grey says furniture to the eye; the name is for those who cannot see it
        if (kind !== "body") root.append(h("div", { class: kind === "noise" ? "hidden" : "unit-label", lang: "en", dir: "ltr" }, wt.words.units[kind] || kind));
        root.append(place);
      }
    }

    for (let n = 0; n + 1 < edges.length; n += 1) {
      const from = edges[n], to = edges[n + 1];
      const piece = text.slice(from, to);
      const here = covers(units, from, to)[0] || null;
      if (!here && !piece.trim() && (unit || !place)) continue;
      if (here !== unit || !place) open(here);
      let words = piece.replace(/\n[ \t]*(?:\n[ \t]*){2,}/g, "\n\n");
      if (!place.hasChildNodes()) words = words.replace(/^\s+/, "");
      const next = n + 2 < edges.length ? covers(units, to, edges[n + 2])[0] || null : undefined;
      if (next !== here) words = words.replace(/\s+$/, "");
      if (!words) continue;
      let node = document.createTextNode(words);
      while (sameAt < same.length && same[sameAt].to <= from) sameAt += 1;
      if (sameAt < same.length && same[sameAt].from <= from && same[sameAt].to >= to) node = h("span", { class: "same" }, node);
      const passage = covers(passages, from, to)[0];
      const proofs = covers(evidence, from, to);
      if (proofs.length) {
        const first = proofs.filter(p => !tagged.has(p.n));
        node = h("span", { class: "proof proof-" + proofs[0].item.about, "data-e": proofs.map(p => p.n).join(" "), title: proofs.map(p => wt.name("evidence", p.item.kind) + (p.item.agency ? ", " + p.item.agency : "") + ", weight " + wt.fixed(p.item.weight)).join("; ") }, node);
        for (const p of first) tagged.add(p.n);
      }
      if (passage) {
        const hue = "tint-" + ((passage.n - 1) % 8);
        node = h("mark", { class: "passage is-" + passage.kind + " " + hue, "data-p": passage.n }, node);
        if (!firsts.has(passage.n)) {
          const tag = h("button", { type: "button", class: "tag " + hue, "data-p": passage.n, "data-tag": "", lang: "en", dir: "ltr", "aria-label": "Passage " + passage.n + ", " + wt.name("passages", passage.kind) + ": show its match" }, passage.n);
          firsts.set(passage.n, tag);
          place.append(tag);
        }
      } else if (options.alone && here && here.kind === "body" && /[\p{L}\p{N}]/u.test(piece)) {
        const tag = options.alone === "dropped" ? "del" : options.alone === "added" ? "ins" : "span";
        node = h(tag, { class: "alone alone-" + options.alone }, node);
        lonely.push(piece.replace(/^[\s.,;:!?»”"'’)\]-]+/, "").trim().replace(/\s+/g, " "));
      }
      place.append(node);
    }
    if (doc.cut) root.append(h("p", { class: "note", lang: "en", dir: "ltr" }, "Only the first " + wt.number(wt.core.text_limit) + " of " + wt.number(doc.cut) + " characters are shown here."));
    return { node: root, alone: lonely, tags: firsts };
  };

  /** Rows of evidence, strongest first, each with a button that shows where it stands. */
  wt.evidenceTable = (doc, find) => {
    const rows = doc.evidence.map((e, n) => ({ ...e, n })).sort((a, b) => b.weight - a.weight || a.start - b.start);
    return wt.dataTable({
      caption: "Evidence in " + doc.name, file: "evidence", rows, page: 12, search: false,
      columns: [
        { key: "text", name: "What stands there", wide: true, show: e => wt.bdi(e.text || "(no words of its own)", { lang: doc.language }) },
        { key: "kind", name: "Kind", value: e => wt.name("evidence", e.kind) + (e.about === "photo" ? " (picture only)" : ""), show: e => h("span", { title: wt.meaning("evidence", e.kind) }, wt.name("evidence", e.kind) + (e.about === "photo" && e.kind !== "photo_credit" ? " (picture only)" : "")) },
        { key: "agency", name: "For", show: e => e.agency ? wt.bdi(e.agency) : h("span", { class: "unknown" }, "unnamed") },
        { key: "weight", name: "Weight", number: true, show: e => wt.meter(e.weight, wt.fixed(e.weight)) },
        { key: "start", name: "Place", number: true, show: e => find
          ? h("button", { type: "button", class: "quiet", "aria-label": "Show “" + wt.short(e.text, 40) + "” in the text", on: { click: () => find(e.n) } }, "show")
          : e.start + "–" + e.end },
      ],
      empty: "No sentence, line or mark in this text speaks for an agency.",
    });
  };

  wt.flash = node => {
    if (!node) return;
    const closed = node.closest("details:not([open])");
    if (closed) closed.open = true;
    node.scrollIntoView({ block: "center" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1600);
  };

  /** The verdict: which agency, how sure, and what the evidence adds up to. */
  wt.verdict = doc => {
    const rows = doc.weighed.map(w => h("li", null, h("span", { class: "who" }, wt.bdi(w.agency)), wt.meter(w.confidence, wt.fixed(w.confidence)), h("span", { class: "fine" }, wt.count(w.items, "piece") + " of evidence")));
    const text = doc.agency
      ? [h("strong", null, wt.bdi(doc.agency.name)), " with confidence ", wt.fixed(doc.agency.confidence), doc.agency.basis === "evidence" ? ", by its own evidence. " : ", because it derives from texts that say so. ", wt.credit(doc.credited)]
      : ["No agency is named: the evidence for none reaches 0.5."];
    return h("div", { class: "verdict" }, h("p", null, ...text), rows.length ? h("ul", { class: "weights" }, rows) : null,
      rows.length ? h("p", { class: "fine" }, "Pieces for one agency add up as 1 − Π(1 − weight); repeated kinds count half, photo credits together at most 0.20.") : null);
  };

  /** Related texts, the parent first, and why each other one is not the parent. */
  wt.relatives = doc => {
    const parts = [wt.dataTable({
      caption: "Texts related to " + doc.name, file: "related-texts", rows: doc.relatives, page: 15, rowProps: row => ({ class: row.role === "parent" ? "chosen" : null }),
      columns: [
        { key: "other", name: "Text", wide: true, value: r => r.other.lost ? "Lost original" : r.other.name + " " + r.other.title, show: r => r.other.lost
          ? h("span", { class: "lost-name" }, "Lost original")
          : [wt.link(["doc", r.other.id], h("strong", null, wt.bdi(r.other.name))), " ", wt.tongue(r.other.language), h("br"), wt.headline(r.other.title, r.other.language), " ", h("span", { class: "fine" }, r.other.published ? wt.when(r.other.published) : "no date")] },
        { key: "relation", name: "Relation", show: r => wt.relation(r.relation) },
        { key: "role", name: "Verdict", value: r => ({ parent: "1 parent", child: "3 derives from this", rival: "2 not the parent" })[r.role], csv: r => r.role, show: r => [
          h("strong", { class: "role role-" + r.role }, { parent: "The parent", child: "Comes from this text", rival: "Not the parent" }[r.role]),
          r.role === "child" ? null : h("ul", { class: "reasons" }, r.reasons.map(reason => h("li", null, reason)))] },
        { key: "confidence", name: "Confidence", number: true, show: r => wt.fixed(r.confidence) },
        { key: "own", name: "Covered", number: true, show: r => r.other.lost ? "" : h("span", { title: "share of this text, and of the other" }, wt.percent(r.own) + " / " + wt.percent(r.theirs)) },
        { key: "run", name: "Longest run", number: true, optional: true, show: r => r.other.lost || !r.run ? "" : wt.count(r.run, "word") },
        { key: "link", name: "Compare", sort: false, search: false, show: r => r.other.lost ? "" : wt.link(["compare", ...(r.role === "child" ? [doc.id, r.other.id] : [r.other.id, doc.id])], "side by side") },
      ],
      empty: "No other text of this run is related to it.",
    })];
    if (doc.relatives_total > doc.relatives.length) parts.push(wt.note("The surest " + wt.number(doc.relatives.length) + " of " + wt.count(doc.relatives_total, "related text") + " are listed."));
    return parts;
  };
})();
