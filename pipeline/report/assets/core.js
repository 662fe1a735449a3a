"use strict";
// Elements, words and numbers. Everything that comes from data goes in as a text node; no markup is ever parsed.
const wiretrace = {};

(() => {
  const wt = wiretrace;
  wt.core = JSON.parse(document.getElementById("wt-core").textContent);
  wt.words = wt.core.words;

  const SVG = "http://www.w3.org/2000/svg";
  const ALLOWED = /^(class|id|for|type|value|name|href|lang|dir|title|role|tabindex|scope|colspan|rowspan|placeholder|rel|target|selected|checked|disabled|open|download|hidden|autocomplete|spellcheck|size|(aria|data)-[a-z-]+)$/;

  // Only routes of this report and addresses that the builder let pass may become links.
  wt.isAddress = url => {
    if (typeof url !== "string") return false;
    if (url.startsWith("#/")) return true;
    try {
      const parsed = new URL(url);
      return (parsed.protocol === "http:" || parsed.protocol === "https:") && !parsed.username;
    } catch {
      return false;
    }
  };

  function fill(node, props, children) {
    for (const [name, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") {
        for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
      } else if (!ALLOWED.test(name)) {
        throw new Error("attribute not allowed: " + name);
      } else if (name === "href" && !wt.isAddress(value)) {
        throw new Error("address not allowed");
      } else {
        node.setAttribute(name, value === true ? "" : String(value));
      }
    }
    wt.add(node, children);
    return node;
  }

  wt.add = (node, children) => {
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false || child === "") continue;
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return node;
  };

  /** An HTML element: tag, attributes (`on` holds listeners), children. */
  wt.h = (tag, props, ...children) => fill(document.createElement(tag), props, children);

  /** A string from data: isolated, so that its writing direction cannot reach its neighbours. */
  wt.bdi = (text, props) => wt.h("bdi", { dir: "auto", ...props }, text);

  wt.clear = node => node.replaceChildren();

  /** An element of SVG with presentation attributes (never data). */
  wt.s = (tag, attributes, ...children) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value));
    }
    return wt.add(node, children);
  };

  // ---------------------------------------------------------------- routes and links

  wt.route = (...parts) => "#/" + parts.map(part => encodeURIComponent(part)).join("/");
  wt.link = (parts, ...children) => wt.h("a", { href: wt.route(...parts) }, ...children);

  /** A link to a page outside, opened only on demand and without telling where from. */
  wt.outside = (url, text) => wt.isAddress(url) && !url.startsWith("#")
    ? wt.h("a", { href: url, rel: "noopener noreferrer nofollow external", target: "_blank", class: "outside" }, wt.bdi(text))
    : wt.bdi(text);

  // ---------------------------------------------------------------- numbers, times, languages

  const plain = new Intl.NumberFormat("en");
  wt.number = n => plain.format(n);
  wt.count = (n, one, many) => wt.number(n) + " " + (n === 1 ? one : many || one + "s");
  wt.percent = share => share === null || share === undefined ? "" : share > 0 && share < 0.005 ? "<1 %" : Math.round(100 * share) + " %";
  wt.fixed = value => value === null || value === undefined ? "" : value.toFixed(2);

  wt.duration = seconds => {
    if (seconds === null || seconds === undefined) return "";
    const sign = seconds < 0 ? "−" : "";
    let rest = Math.abs(Math.round(seconds));
    if (rest < 60) return sign + rest + " s";
    let minutes = Math.floor(rest / 60);
    if (minutes < 60) return sign + minutes + " min";
    let hours = Math.floor(minutes / 60);
    minutes %= 60;
    if (hours < 24) return sign + hours + " h" + (minutes ? " " + minutes + " min" : "");
    const days = Math.floor(hours / 24);
    hours %= 24;
    return sign + days + " d" + (hours && days < 14 ? " " + hours + " h" : "");
  };

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  /** "12 Mar 2024, 14:05 +01:00": the record's own words, no zone is made up or converted. */
  wt.when = value => {
    const m = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/.exec(value || "");
    if (!m) return value || "";
    const [, year, month, day, time, zone] = m;
    let text = month ? MONTHS[month - 1] + " " + year : year;
    if (day) text = Number(day) + " " + text;
    if (time) text += ", " + time + (zone ? " " + (zone === "Z" || zone === "+00:00" ? "UTC" : zone) : "");
    return text;
  };
  wt.hasHour = row => row.precision === "minute" || row.precision === "second";
  wt.time = value => value ? wt.h("time", { class: "time" }, wt.when(value)) : wt.h("span", { class: "unknown" }, "no date");

  let names = null;
  try { names = new Intl.DisplayNames(["en"], { type: "language" }); } catch { /* codes will do */ }
  wt.language = code => {
    if (!code || code === "?") return "unknown language";
    try { return (names && names.of(code)) || code; } catch { return code; }
  };
  const order = new Map(wt.core.overview.languages.map(([code], n) => [code, n]));
  /** Colour class of a language: the same on every page, most frequent languages first. */
  wt.hue = code => {
    const n = order.get(code);
    return n === undefined || n > 9 ? "hue-x" : "hue-" + n;
  };
  wt.tongue = code => wt.h("span", { class: "tongue " + wt.hue(code), title: wt.language(code) },
    wt.h("span", { "aria-hidden": "true" }, code || "?"), wt.h("span", { class: "hidden" }, wt.language(code)));

  const RTL = /^(ar|he|fa|ur|ps|yi|dv|ug|sd|ckb)\b/;
  wt.direction = code => RTL.test(code || "") ? "rtl" : "auto";
  /** A headline with its language, for screen readers and fonts. */
  wt.headline = (title, language, none) => title
    ? wt.h("bdi", { lang: language, dir: "auto" }, title)
    : wt.h("span", { class: "unknown" }, none || "no headline");

  // ---------------------------------------------------------------- words of the project

  const word = (table, code) => (wt.words[table] || {})[code] || [String(code).replace(/_/g, " "), ""];
  wt.name = (table, code) => word(table, code)[0];
  wt.meaning = (table, code) => word(table, code)[1];

  const CREDIT_SIGN = { yes: "●", in_text: "◐", no: "○" };
  wt.creditSign = credited => CREDIT_SIGN[credited] || "–";
  wt.credit = credited => wt.h("span", { class: "credit credit-" + credited, title: wt.meaning("credited", credited) },
    wt.h("span", { "aria-hidden": "true" }, wt.creditSign(credited)), " ", wt.name("credited", credited));
  wt.relation = code => code
    ? wt.h("span", { class: "relation rel-" + code, title: wt.meaning("relations", code) }, wt.name("relations", code))
    : wt.h("span", { class: "unknown" }, "–");

  wt.meter = (share, label) => {
    const fillBar = wt.h("span", { class: "meter-fill" });
    fillBar.style.inlineSize = Math.max(0, Math.min(100, 100 * share)) + "%";
    return wt.h("span", { class: "meter" }, wt.h("span", { class: "meter-bar", "aria-hidden": "true" }, fillBar),
      wt.h("span", { class: "meter-text" }, label === undefined ? wt.percent(share) : label));
  };

  /** Rows of a compact table as objects. */
  wt.rows = table => table.rows.map(row => {
    const item = {};
    table.columns.forEach((name, n) => { item[name] = row[n]; });
    return item;
  });

  const live = document.getElementById("live");
  let saying = 0;
  wt.say = text => {
    clearTimeout(saying);
    saying = setTimeout(() => { live.textContent = text; }, 150);
  };

  wt.note = (...children) => wt.h("p", { class: "note" }, ...children);
  wt.section = (title, ...children) => wt.h("section", null, wt.h("h2", null, title), ...children);

  wt.facts = pairs => wt.h("dl", { class: "facts" }, pairs.filter(pair => pair && pair[1] !== null && pair[1] !== undefined && pair[1] !== "")
    .map(([name, value]) => wt.h("div", null, wt.h("dt", null, name), wt.h("dd", null, value))));

  const OPENED = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) { details.open = true; OPENED.push(details); }
  });
  addEventListener("afterprint", () => { for (const details of OPENED.splice(0)) details.open = false; });
})();
