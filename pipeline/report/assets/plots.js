"use strict";
// Plots: drawn with D3, each with a caption and its numbers as a table.
(() => {
  const wt = wiretrace;
  const { h } = wt;

  const short = (text, n) => text.length > n ? text.slice(0, n - 1) + "…" : text;
  wt.short = short;

  /** A drawing that follows the width of its place: draw(svg, width) is called again when the width changes. */
  wt.canvas = (label, draw, least = 320) => {
    const box = h("div", { class: "canvas" });
    const svg = wt.s("svg", { class: "plot", role: "img", "aria-label": label });
    box.append(svg);
    let width = 0;
    const redraw = () => {
      const now = Math.max(least, Math.floor(box.clientWidth || 640));
      if (now === width) return;
      width = now;
      svg.replaceChildren();
      draw(d3.select(svg), width);
    };
    new ResizeObserver(redraw).observe(box);
    return box;
  };

  /** A figure: title, drawing, what it says, and the numbers behind it. */
  wt.figure = (title, drawing, options = {}) => {
    const numbers = options.columns && h("details", { class: "numbers" }, h("summary", null, "Numbers"),
      h("table", null, h("caption", { class: "hidden" }, title),
        h("thead", null, h("tr", null, options.columns.map((name, n) => h("th", { scope: "col", class: n ? "number" : null }, name)))),
        h("tbody", null, options.rows.map(row => h("tr", null, row.map((value, n) => n ? h("td", { class: "number" }, value) : h("th", { scope: "row" }, wt.bdi(value))))))));
    return h("figure", { class: "card " + (options.class || "") }, h("figcaption", null, h("h3", null, title), options.text ? h("p", null, options.text) : null), drawing, options.legend, numbers);
  };

  wt.legend = items => h("ul", { class: "legend" }, items.map(([mark, text]) => h("li", null, h("span", { class: "key " + mark, "aria-hidden": "true" }), text)));

  /** Horizontal bars, each cut into parts: rows [{label, parts: [number]}], classes of the parts. */
  wt.bars = (label, rows, classes, names) => {
    const room = Math.min(200, 20 + 6.6 * Math.max(6, ...rows.map(row => short(row.label, 28).length)));
    const step = 30;
    return wt.canvas(label, (svg, width) => {
      const height = rows.length * step + 4;
      svg.attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height);
      const most = d3.max(rows, row => d3.sum(row.parts)) || 1;
      const x = d3.scaleLinear([0, most], [room, width - 56]);
      const y = d3.scaleBand(d3.range(rows.length), [2, height - 2]).padding(0.3);
      const stacked = d3.stack().keys(d3.range(classes.length)).value((row, key) => row.parts[key])(rows);
      const row = svg.selectAll("g.row").data(rows).join("g").attr("class", "row").attr("transform", (_, n) => `translate(0 ${y(n)})`);
      row.append("text").attr("x", room - 8).attr("y", y.bandwidth() / 2).attr("dy", "0.35em").attr("text-anchor", "end").attr("class", "label")
        .text(d => short(d.label, 28)).append("title").text(d => d.label);
      stacked.forEach((series, part) => {
        row.append("rect").attr("class", classes[part]).attr("height", y.bandwidth())
          .attr("x", (_, n) => x(series[n][0])).attr("width", (_, n) => Math.max(0, x(series[n][1]) - x(series[n][0])))
          .append("title").text(d => d.label + (names ? ", " + names[part] : "") + ": " + wt.number(d.parts[part]));
      });
      row.append("text").attr("x", d => x(d3.sum(d.parts)) + 6).attr("y", y.bandwidth() / 2).attr("dy", "0.35em").attr("class", "value")
        .text(d => wt.number(d3.sum(d.parts)));
    });
  };

  /** Columns over named bins: [[name, number]]. */
  wt.columnsPlot = (label, bins) => wt.canvas(label, (svg, width) => {
    const height = 200;
    svg.attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height);
    const x = d3.scaleBand(bins.map(bin => bin[0]), [22, width - 6]).padding(0.22);
    const y = d3.scaleLinear([0, d3.max(bins, bin => bin[1]) || 1], [height - 44, 18]);
    const turned = x.step() < 66;
    const axis = svg.append("g").attr("class", "axis").attr("transform", `translate(0 ${height - 44})`).call(d3.axisBottom(x).tickSize(0).tickPadding(8));
    if (turned) axis.selectAll("text").attr("text-anchor", "end").attr("transform", "translate(-4 2) rotate(-32)");
    const bar = svg.selectAll("g.bin").data(bins).join("g").attr("class", "bin");
    bar.append("rect").attr("class", "fill-main").attr("x", bin => x(bin[0])).attr("width", x.bandwidth()).attr("y", bin => y(bin[1])).attr("height", bin => height - 44 - y(bin[1]))
      .append("title").text(bin => bin[0] + ": " + wt.number(bin[1]));
    bar.append("text").attr("class", "value").attr("text-anchor", "middle").attr("x", bin => x(bin[0]) + x.bandwidth() / 2).attr("y", bin => y(bin[1]) - 5)
      .text(bin => bin[1] ? wt.number(bin[1]) : "");
  });

  /** Agencies by outlets: a table whose cells are shaded by their number. */
  wt.matrix = data => {
    const most = Math.max(1, ...data.cells.flat().filter(Boolean).map(cell => cell[0]));
    const shade = n => Math.max(1, Math.ceil(7 * Math.sqrt(n / Math.max(most, 8))));
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Agencies by outlets" },
      h("table", { class: "matrix" },
        h("caption", { class: "hidden" }, "Texts of each outlet that come from each agency, and how many of them do not say so"),
        h("thead", null, h("tr", null, h("td", null), data.agencies.map(name => h("th", { scope: "col" }, h("span", null, wt.bdi(name)))))),
        h("tbody", null, data.outlets.map((outlet, row) => h("tr", null,
          h("th", { scope: "row" }, wt.link(["outlet", outlet.key], wt.bdi(outlet.name))),
          data.cells[row].map((cell, column) => cell
            ? h("td", { class: "shade-" + shade(cell[0]), title: outlet.name + ", " + data.agencies[column] + ": " + wt.count(cell[0], "text") + ", " + cell[1] + " not credited" },
              h("span", { class: "cell-n" }, wt.number(cell[0])), cell[1] ? h("span", { class: "cell-no" }, h("span", { "aria-hidden": "true" }, "○ "), wt.number(cell[1]), h("span", { class: "hidden" }, " not credited")) : null)
            : h("td", null, h("span", { class: "hidden" }, "none")))))) ));
  };

  // ---------------------------------------------------------------- time

  const DAY = 86400;
  /** Ticks of a time axis from one moment to another (seconds), as many as stand `least` apart at place(moment). */
  wt.timeTicks = (from, to, place, least = 70, hours = true) => {
    const scale = d3.scaleUtc([new Date(from * 1000), new Date(to * 1000)], [0, 1]);
    const day = d3.utcFormat("%-d %b"), hour = d3.utcFormat("%H:%M");
    let ticks = [];
    for (let n = 16; n > 0; n -= 1) {
      ticks = scale.ticks(n).map(date => date.getTime() / 1000).filter(at => hours || at % DAY === 0);
      if (ticks.every((at, k) => !k || place(at) - place(ticks[k - 1]) >= least)) break;
    }
    // a bent scale may crowd even the fewest: then those that stand free are kept
    let last = -Infinity;
    ticks = ticks.filter(at => place(at) - last >= least && ((last = place(at)), true));
    const whole = to - from > 4 * DAY;
    return ticks.map((at, k) => {
      const date = new Date(at * 1000), midnight = at % DAY === 0;
      return { at, text: midnight || whole ? day(date) : k ? hour(date) : day(date) + " " + hour(date) };
    });
  };

  /** How a story spread: witnesses over time, one step each. */
  wt.timeline = members => {
    const dated = members.filter(m => m.epoch !== null).sort((a, b) => a.epoch - b.epoch);
    const from = dated[0].epoch, to = dated[dated.length - 1].epoch;
    const label = "Witnesses over time: " + wt.count(dated.length, "dated text") + " from " + wt.when(dated[0].published) + " to " + wt.when(dated[dated.length - 1].published);
    return wt.canvas(label, (svg, width) => {
      const height = 190, bottom = height - 30;
      svg.attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height);
      const x = d3.scaleLinear([from, to], [44, width - 20]);
      const y = d3.scaleLinear([0, dated.length], [bottom, 14]);
      const grid = svg.append("g").attr("class", "axis");
      for (const tick of wt.timeTicks(from, to, x, 84, members.some(wt.hasHour))) {
        grid.append("line").attr("x1", x(tick.at)).attr("x2", x(tick.at)).attr("y1", 10).attr("y2", bottom).attr("class", "grid");
        grid.append("text").attr("x", x(tick.at)).attr("y", height - 10).attr("text-anchor", "middle").text(tick.text);
      }
      svg.append("g").attr("class", "axis").attr("transform", "translate(40 0)").call(d3.axisLeft(y).ticks(Math.min(5, dated.length)).tickFormat(n => Number.isInteger(n) ? n : "").tickSize(0).tickPadding(8));
      const points = [[from, 0], ...dated.map((m, n) => [m.epoch, n + 1])];
      const step = d3.line(p => x(p[0]), p => y(p[1])).curve(d3.curveStepAfter);
      svg.append("path").attr("class", "area").attr("d", step(points) + `L${x(to)} ${bottom}L${x(from)} ${bottom}Z`);
      svg.append("path").attr("class", "steps").attr("d", step(points));
      svg.selectAll("circle").data(dated).join("circle").attr("cx", m => x(m.epoch)).attr("cy", (_, n) => y(n + 1)).attr("r", dated.length > 150 ? 2.5 : 4.5)
        .attr("class", m => "dot " + wt.hue(m.language) + (m.credited === "no" ? " hollow" : ""))
        .append("title").text(m => m.name + ", " + wt.when(m.published));
    });
  };
})();
