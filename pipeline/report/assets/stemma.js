"use strict";
// The family tree of a story. One row a witness; time runs from left to right; the root is the original, present or lost.
(() => {
  const wt = wiretrace;
  const { h, s } = wt;
  const ROW = 44;
  const MOST = 600;

  /** Nodes of a story with their parents; a circle or an unknown parent hangs on the invisible root. */
  function nodesOf(story, members) {
    const nodes = new Map();
    for (const original of story.originals) {
      if (original.kind === "lost") nodes.set(original.id, { id: original.id, lost: true, original, epoch: null, language: original.language, name: "Lost original" });
    }
    for (const member of members) nodes.set(member.id, { id: member.id, member, epoch: member.epoch, language: member.language, name: member.name, original: story.originals.find(o => o.id === member.id) });
    for (const node of nodes.values()) {
      const wanted = node.member ? [node.member.parent, node.member.original] : [];
      node.parent = wanted.find(id => id && id !== node.id && nodes.has(id)) || null;
    }
    for (const node of nodes.values()) {
      const seen = new Set([node.id]);
      for (let up = node; up.parent; up = nodes.get(up.parent)) {
        if (seen.has(up.parent)) { up.parent = null; break; }
        seen.add(up.parent);
      }
    }
    return nodes;
  }

  function cut(nodes) {
    if (nodes.size <= MOST) return [...nodes.values()];
    const keep = new Set();
    for (const node of [...nodes.values()].sort((a, b) => (a.epoch ?? Infinity) - (b.epoch ?? Infinity))) {
      if (keep.size >= MOST) break;
      for (let up = node; up; up = up.parent && nodes.get(up.parent)) keep.add(up);
    }
    return [...keep];
  }

  /** Positions for moments: long silences are shortened where most witnesses would stand on one spot. */
  function timeScale(times, left, right) {
    if (times.length < 2) return { at: () => (left + right) / 3, bent: false };
    const span = times[times.length - 1] - times[0];
    const gaps = times.slice(1).map((t, n) => t - times[n]);
    const middle = d3.quantileSorted(gaps.slice().sort((a, b) => a - b), 0.5);
    const bent = times.length > 2 && middle < span / (3 * times.length);
    const weights = gaps.map(gap => bent ? Math.sqrt(gap) : gap);
    const whole = d3.sum(weights);
    let x = left;
    const places = [left, ...weights.map(weight => (x += weight / whole * (right - left)))];
    return { at: d3.scaleLinear(times, places), bent };
  }

  const sentence = (node, parent) => {
    if (node.lost) return "Lost original" + (node.original.agency ? " of " + node.original.agency : "") + (node.language ? ", " + wt.language(node.language) : "");
    const m = node.member;
    const parts = [m.name, wt.language(m.language)];
    if (node.original) parts.push("the original");
    else if (m.relation && parent) parts.push(wt.name("relations", m.relation) + " of " + (parent.lost ? "the lost original" : parent.name));
    parts.push(wt.name("credited", m.credited), m.published ? wt.when(m.published) : "no date");
    return parts.join(", ");
  };

  /** The tree of a story: an element with the drawing, its legend, and what it leaves out. */
  wt.stemma = (story, members) => {
    const all = nodesOf(story, members);
    const list = cut(all);
    const shown = new Map(list.map(node => [node.id, node]));
    const tree = d3.stratify().id(n => n.id).parentId(n => n.id === "\u0000" ? null : n.parent && shown.has(n.parent) ? n.parent : "\u0000")([{ id: "\u0000" }, ...list]);
    // a lost original stands where the first of its witnesses does
    tree.eachAfter(node => { node.first = node.data.epoch ?? (node.children ? Math.min(...node.children.map(child => child.first)) : Infinity); });
    tree.sort((a, b) => a.first - b.first || (a.data.id < b.data.id ? -1 : 1));
    const rows = [];
    tree.eachBefore(node => { if (node !== tree) { node.row = rows.length; rows.push(node); } });

    const times = [...new Set(list.map(n => n.epoch).filter(t => t !== null))].sort((a, b) => a - b);
    const box = h("div", { class: "stemma" + (rows.length > 40 ? " tall" : "") });
    const axis = s("svg", { class: "plot stemma-axis", "aria-hidden": "true" });
    const drawing = s("svg", { class: "plot stemma-tree", role: "group", "aria-label": "Family tree of the story, " + wt.count(rows.length, "node") + "; the table of witnesses says the same" });
    const inner = h("div", { class: "stemma-inner" }, h("div", { class: "stemma-axis-box" }, axis), drawing);
    box.append(h("div", { class: "scroll" }, inner));
    const bentNote = h("p", { class: "fine" });
    box.append(bentNote);
    let width = 0;

    const back = node => node.data.epoch !== null && node.parent !== tree && node.parent.data.epoch !== null && node.data.epoch < node.parent.data.epoch;

    const metaText = ({ data, parent }) => data.lost ? "" : [wt.language(data.language), data.original ? "the original" : data.member.relation && parent ? wt.name("relations", data.member.relation) : "", "○ " + wt.name("credited", data.member.credited), wt.when(data.member.published || "no date") + " ↶"].filter(Boolean).join(" · ");

    function draw() {
      const now = Math.max(680, Math.floor(box.clientWidth || 960));
      if (now === width) return;
      width = now;
      drawing.replaceChildren();
      axis.replaceChildren();
      const depth = d3.max(rows, node => node.depth) || 1;
      const left = 30 + (story.originals.some(o => o.kind === "lost") ? 26 : 0), room = Math.min(0.5 * width, 30 + 6.1 * d3.max(rows, node => (node.data.lost ? 40 : Math.max(wt.short(node.data.name || "", 34).length, metaText(node).length)))), right = Math.max(left + 120, width - room);
      const scale = timeScale(times, left, right);
      for (const node of rows) {
        const least = node.parent === tree ? 16 : node.parent.x + Math.min(26, 220 / depth);
        node.x = node.data.epoch === null ? Math.max(16, least) : Math.max(scale.at(node.data.epoch), least);
        node.y = node.row * ROW + 24;
      }
      const height = rows.length * ROW + 10;
      const size = { width, height, viewBox: `0 0 ${width} ${height}` };
      for (const [name, value] of Object.entries(size)) drawing.setAttribute(name, value);
      for (const [name, value] of Object.entries({ width, height: 26, viewBox: `0 0 ${width} 26` })) axis.setAttribute(name, value);

      if (times.length > 1) {
        for (const tick of wt.timeTicks(times[0], times[times.length - 1], scale.at, 70, members.some(wt.hasHour))) {
          const x = scale.at(tick.at);
          axis.append(s("text", { x, y: 16, "text-anchor": "middle", class: "tick" }, tick.text));
          drawing.append(s("line", { x1: x, x2: x, y1: 0, y2: height, class: "grid" }));
        }
      } else if (times.length) {
        axis.append(s("text", { x: Math.max(40, scale.at(times[0])), y: 16, "text-anchor": "middle", class: "tick" }, wt.when(new Date(times[0] * 1000).toISOString().slice(0, 10))));
      }
      bentNote.textContent = (times.length > 1 ? (members.some(wt.hasHour) ? "The axis is in UTC" : "Days only: hours are not known") + (scale.bent ? "; long silences are shortened. " : ". ") : "") +
        (rows.some(back) ? "A witness marked ↶ is dated earlier than the text it comes from: it carries an earlier state, or its date is wrong. " : "") +
        (list.length < all.size ? "Only the first " + wt.number(list.length) + " of " + wt.count(all.size, "node") + " are drawn; the table has all." : "");

      const edges = s("g"), marks = s("g");
      drawing.append(edges, marks);
      for (const node of rows) {
        node.edge = null;
        if (node.parent === tree) continue;
        const { x: px, y: py } = node.parent, bend = Math.min(12, (node.x - px) / 2);
        const relation = node.data.member && node.data.member.relation;
        node.edge = s("path", { class: "edge " + (relation ? "edge-" + relation : "edge-none"), d: `M${px} ${py}V${node.y - bend}Q${px} ${node.y} ${px + bend} ${node.y}H${node.x}` });
        node.edge.append(s("title", null, relation ? wt.name("relations", relation) + ": " + wt.meaning("relations", relation) : "carries it; how is not known"));
        edges.append(node.edge);
      }
      for (const node of rows) marks.append(mark(node));
    }

    function mark(node) {
      const { data } = node, parent = node.parent === tree ? null : node.parent.data;
      const group = s("g", { class: "node", transform: `translate(${node.x} ${node.y})` });
      const m = data.member;
      const dot = data.lost
        ? s("circle", { r: 9, class: "lost" })
        : s("circle", { r: 8, class: "dot " + wt.hue(data.language) + (m.credited === "no" ? " hollow" : "") });
      const content = [dot];
      if (data.lost) content.push(s("text", { class: "lost-sign", "text-anchor": "middle", dy: "0.36em" }, "?"));
      else if (data.original) content.push(s("circle", { r: 12, class: "ring " + wt.hue(data.language) }));
      else if (m.credited === "in_text") content.push(s("path", { d: "M0 -8A8 8 0 0 1 0 8Z", class: "half" }));
      const title = data.lost ? "Lost original" : wt.short(m.name, 34);
      const label = s("text", { class: "name", x: 18, y: -3 }, title);
      group.append(s("title", null, sentence(data, parent)));
      if (data.lost) {
        group.append(...content, label);
      } else {
        const anchor = s("a", { href: wt.route("doc", data.id), "aria-label": sentence(data, parent) });
        anchor.append(...content, label);
        group.append(anchor);
      }
      const meta = s("text", { class: "meta", x: 18, y: 12 });
      if (data.lost) {
        meta.append([data.original.agency || "agency unknown", wt.language(data.language), "not in the input"].join(" · "));
      } else {
        meta.append(wt.language(m.language) + " · ");
        if (data.original) meta.append("the original · ");
        else if (m.relation && parent && !parent.lost) {
          const compare = s("a", { href: wt.route("compare", parent.id, data.id), class: "by", "aria-label": wt.name("relations", m.relation) + ", side by side: " + parent.name + " and " + m.name }, wt.name("relations", m.relation));
          meta.append(compare, " · ");
        } else if (m.relation) meta.append(wt.name("relations", m.relation) + " · ");
        meta.append(s("tspan", { class: "credit-" + m.credited }, wt.creditSign(m.credited) + " " + wt.name("credited", m.credited)), " · " + (m.published ? wt.when(m.published) : "no date") + (back(node) ? " ↶" : ""));
      }
      group.append(meta);
      const light = on => () => {
        for (let up = node; up && up !== tree; up = up.parent) up.edge && up.edge.classList.toggle("lit", on);
        drawing.classList.toggle("focused", on);
      };
      group.addEventListener("mouseenter", light(true));
      group.addEventListener("mouseleave", light(false));
      group.addEventListener("focusin", light(true));
      group.addEventListener("focusout", light(false));
      return group;
    }

    new ResizeObserver(draw).observe(box);
    const tongues = [...new Set(list.map(n => n.language).filter(Boolean))].sort();
    const relations = Object.keys(wt.words.relations).filter(r => members.some(m => m.relation === r));
    box.append(h("div", { class: "legends" },
      wt.legend(tongues.map(code => ["swatch " + wt.hue(code), wt.language(code)])),
      wt.legend([["swatch round filled", "credited"], ["swatch round halved", "in text only"], ["swatch round hollow", "not credited"], ["swatch ringed", "original"], ...(story.originals.some(o => o.kind === "lost") ? [["swatch lost", "lost original"]] : [])]),
      wt.legend(relations.map(r => ["stroke stroke-" + r, wt.name("relations", r)]))));
    return box;
  };
})();
