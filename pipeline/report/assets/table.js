"use strict";
// Tables that can be searched, filtered, sorted, paged, and taken along as CSV.
(() => {
  const wt = wiretrace;
  const { h } = wt;
  let serial = 0;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const fold = text => String(text).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  function compare(a, b) {
    const noA = a === null || a === undefined || a === "", noB = b === null || b === undefined || b === "";
    if (noA || noB) return noA - noB;
    if (typeof a === "number" && typeof b === "number") return a - b;
    return collator.compare(String(a), String(b));
  }

  // A cell that begins like a formula must not become one in a spreadsheet.
  const cell = value => {
    let text = value === null || value === undefined ? "" : String(value);
    if (/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text))) text = "'" + text;
    return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };

  /**
   * A table.
   * options: caption, columns [{key, name, value(row), show(row), number, sort: false, wide, filter, search, optional}], rows,
   * sort "-key", page (rows a page), query (first search), empty, state (the table lives in the address of the page),
   * more: {text, load()} for rows that are not loaded yet, file (name of the CSV).
   */
  wt.dataTable = options => {
    const id = "table-" + (serial += 1);
    // a column that no row fills would only take room
    const filled = column => options.rows.some(row => { const v = column.value ? column.value(row) : row[column.key]; return v !== null && v !== undefined && v !== "" && v !== 0; });
    const columns = options.columns.filter(column => !column.optional || filled(column));
    const valueOf = column => column.value || (row => row[column.key]);
    const keep = options.state ? readState() : {};
    const state = {
      query: keep.q ?? options.query ?? "",
      sort: keep.sort ?? options.sort ?? "",
      page: Number(keep.page) || 1,
      filters: {},
    };
    let rows = options.rows.slice();
    let found = rows;
    const size = options.page || 25;
    const texts = new Map();
    for (const column of columns) if (column.filter && keep[column.key]) state.filters[column.key] = keep[column.key];

    function readState() {
      return Object.fromEntries(new URLSearchParams(location.hash.split("?")[1] || ""));
    }
    function writeState() {
      if (!options.state) return;
      const query = new URLSearchParams();
      if (state.query) query.set("q", state.query);
      if (state.sort && state.sort !== (options.sort || "")) query.set("sort", state.sort);
      for (const [key, value] of Object.entries(state.filters)) if (value) query.set(key, value);
      if (state.page > 1) query.set("page", state.page);
      const text = query.toString();
      try { history.replaceState(history.state, "", location.hash.split("?")[0] + (text ? "?" + text : "")); } catch { /* some viewers forbid it */ }
    }

    function haystack(row) {
      let text = texts.get(row);
      if (text === undefined) {
        text = fold(columns.filter(c => c.search !== false).map(c => valueOf(c)(row) ?? "").join("\u0001"));
        texts.set(row, text);
      }
      return text;
    }

    const body = h("tbody");
    const heads = new Map();
    const headRow = h("tr", null, columns.map(column => {
      const th = h("th", { scope: "col", class: column.number ? "number" : null });
      if (column.sort === false) {
        th.append(column.name);
      } else {
        th.append(h("button", { type: "button", class: "sort", "data-key": column.key, on: { click: () => sortBy(column) } },
          column.name, h("span", { class: "arrow", "aria-hidden": "true" })));
      }
      heads.set(column.key, th);
      return th;
    }));
    const info = h("p", { class: "table-info", "aria-live": "polite" });
    const pager = h("div", { class: "pager" });
    const moreBox = h("div", { class: "more" });
    const hasSearch = options.search !== false && (options.rows.length > 8 || options.state || options.more);

    const tools = h("div", { class: "table-tools" });
    if (hasSearch) {
      const input = h("input", { type: "search", id: id + "-q", value: state.query, placeholder: "Search this table", autocomplete: "off", spellcheck: "false", "aria-controls": id });
      let timer = 0;
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => { state.query = input.value; state.page = 1; refresh(); }, 120);
      });
      tools.append(h("label", { for: id + "-q", class: "hidden" }, "Search: " + options.caption), input);
      for (const column of columns.filter(c => c.filter)) {
        const counts = new Map();
        for (const row of rows) {
          for (const value of [valueOf(column)(row)].flat()) if (value !== null && value !== undefined && value !== "") counts.set(value, (counts.get(value) || 0) + 1);
        }
        if (counts.size < 2) continue;
        const chosen = [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).slice(0, 100);
        const label = column.label || String;
        const select = h("select", { id: id + "-" + column.key, "aria-controls": id, on: { change: () => { state.filters[column.key] = select.value; state.page = 1; refresh(); } } },
          h("option", { value: "" }, column.any || "All: " + column.name.toLowerCase()),
          chosen.map(([value, n]) => h("option", { value, selected: state.filters[column.key] === String(value) }, label(value) + " (" + wt.number(n) + ")")));
        tools.append(h("label", { for: id + "-" + column.key, class: "hidden" }, "Only: " + column.name), select);
      }
    }
    const csv = h("button", { type: "button", class: "quiet csv", title: "Save the rows found as a CSV file", on: { click: save } }, "CSV");
    tools.append(info, csv);

    const table = h("table", { id, class: options.class || null },
      h("caption", { class: options.showCaption ? null : "hidden" }, options.caption), h("thead", null, headRow), body);
    const scroller = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": options.caption }, table);
    const root = h("div", { class: "data-table" + (columns.length < 3 ? " slim" : "") }, tools, scroller, pager, moreBox);

    function sortBy(column) {
      const first = column.number ? "-" + column.key : column.key;
      const second = column.number ? column.key : "-" + column.key;
      state.sort = state.sort === first ? second : first;
      state.page = 1;
      refresh();
    }

    function select() {
      const words = fold(state.query).split(/\s+/).filter(Boolean);
      const filters = columns.filter(c => c.filter && state.filters[c.key]).map(c => [valueOf(c), state.filters[c.key]]);
      found = !words.length && !filters.length ? rows.slice() : rows.filter(row =>
        filters.every(([value, wanted]) => [value(row)].flat().some(v => String(v) === wanted)) &&
        words.every(word => haystack(row).includes(word)));
      const down = state.sort.startsWith("-");
      const column = columns.find(c => c.key === state.sort.slice(down ? 1 : 0));
      if (column) {
        const value = column.order || valueOf(column);
        const keyed = found.map((row, n) => [value(row), n, row]);
        keyed.sort((x, y) => {
          const order = compare(x[0], y[0]);
          // rows without a value stay last, whichever way the others go
          const empty = [x[0], y[0]].some(v => v === null || v === undefined || v === "");
          return (down && !empty ? -order : order) || x[1] - y[1];
        });
        found = keyed.map(item => item[2]);
      }
      for (const [key, th] of heads) {
        const mine = column && column.key === key;
        if (mine) th.setAttribute("aria-sort", down ? "descending" : "ascending");
        else th.removeAttribute("aria-sort");
      }
    }

    function draw() {
      const pages = Math.max(1, Math.ceil(found.length / size));
      state.page = Math.min(Math.max(1, state.page), pages);
      const start = (state.page - 1) * size;
      const shown = found.slice(start, start + size);
      body.replaceChildren(...shown.map(row => h("tr", options.rowProps ? options.rowProps(row) : null, columns.map((column, n) => {
        const value = valueOf(column)(row);
        const content = column.show ? column.show(row) : typeof value === "number" ? wt.number(value) : value;
        const kind = [column.number && "number", column.wide && "wide", column.class].filter(Boolean).join(" ") || null;
        return n === 0 && options.rowHead !== false ? h("th", { scope: "row", class: kind }, content) : h("td", { class: kind }, content);
      }))));
      if (!shown.length) {
        const text = rows.length ? "Nothing matches this search." : options.empty || "There is nothing to list.";
        body.append(h("tr", null, h("td", { colspan: columns.length, class: "empty" }, text)));
      }
      info.textContent = found.length === rows.length ? wt.count(rows.length, "row") : wt.number(found.length) + " of " + wt.count(rows.length, "row");
      wt.clear(pager);
      if (pages > 1) {
        const go = (page, text, disabled) => h("button", { type: "button", class: "quiet", disabled, on: { click: () => { state.page = page; draw(); writeState(); scroller.scrollIntoView({ block: "nearest" }); } } }, text);
        pager.append(go(state.page - 1, "Previous", state.page === 1),
          h("span", null, "Page " + wt.number(state.page) + " of " + wt.number(pages)),
          go(state.page + 1, "Next", state.page === pages));
      }
      wt.clear(moreBox);
      if (options.more && options.more.left()) {
        const button = h("button", { type: "button", on: { click: async () => {
          button.disabled = true;
          rows = rows.concat(await options.more.load());
          refresh();
        } } }, options.more.text());
        moreBox.append(button);
      }
    }

    function save() {
      const plain = column => column.csv || valueOf(column);
      const lines = [columns.map(c => cell(c.name)).join(","), ...found.map(row => columns.map(c => cell([plain(c)(row)].flat().join("; "))).join(","))];
      const url = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }));
      const link = document.createElement("a");
      link.href = url;
      link.download = (options.file || "table") + ".csv";
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    }

    function refresh() {
      select();
      draw();
      writeState();
    }

    select();
    draw();
    if (!options.rows.length) { tools.hidden = true; }
    return root;
  };

  // ---------------------------------------------------------------- columns that many tables share

  wt.columns = {
    docTitle: { key: "title", name: "Document", wide: true, value: row => row.title || row.uri, show: row => wt.link(["doc", row.id], row.title ? wt.headline(row.title, row.language) : wt.bdi(row.uri || row.id)) },
    outlet: { key: "outlet", name: "Outlet", show: row => row.outlet_key ? wt.link(["outlet", row.outlet_key], wt.bdi(row.outlet)) : h("span", { class: "unknown" }, "unknown") },
    language: { key: "language", name: "Language", filter: true, any: "All languages", label: wt.language, show: row => wt.tongue(row.language) },
    published: { key: "published", name: "Published", order: row => row.epoch ?? row.published, show: row => wt.time(row.published) },
    agency: { key: "agency", name: "Agency", optional: true, filter: true, any: "All agencies", show: row => row.agency ? wt.bdi(row.agency) : "" },
    credited: { key: "credited", name: "Credit", filter: true, any: "All credits", label: code => wt.name("credited", code), show: row => wt.credit(row.credited) },
    relation: { key: "relation", name: "Came by", optional: true, filter: true, any: "All ways", label: code => wt.name("relations", code), show: row => row.relation ? wt.relation(row.relation) : "" },
    copied: { key: "copied", name: "Copied", number: true, optional: true, show: row => row.copied === null || row.copied === undefined ? "" : wt.meter(row.copied) },
  };
})();
