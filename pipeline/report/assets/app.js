"use strict";
// Which page is shown: the part of the address behind "#". Focus, titles and scroll positions follow it.
(() => {
  const wt = wiretrace;
  const { h } = wt;
  const main = document.getElementById("main");
  const name = document.title;

  wt.missing = text => ({ title: "Not found", nodes: [h("h1", { tabindex: "-1" }, "Not found"), wt.note(text), h("p", null, h("a", { href: "#/" }, "Back to the overview"))] });

  const PAGES = {
    "": ["overview", wt.overview],
    stories: ["stories", wt.stories],
    story: ["stories", wt.story],
    compare: ["stories", wt.compare],
    outlets: ["outlets", wt.outlets],
    outlet: ["outlets", wt.outlet],
    documents: ["documents", wt.documents],
    doc: ["documents", wt.doc],
    "dead-letters": ["dead-letters", wt.deadLetters],
    search: ["", (...parts) => wt.search(parts.join("/"))],
  };

  let shown = 0;
  let path = null;
  let followed = false;
  const places = new Map();
  document.addEventListener("click", event => { if (event.target.closest("a[href^='#/']")) followed = true; }, true);

  const parse = hash => {
    try { return hash.split("?")[0].split("/").slice(1).map(decodeURIComponent); } catch { return ["?"]; }
  };

  async function show() {
    const hash = location.hash || "#/";
    const now = hash.split("?")[0];
    if (now === path) return;
    if (path !== null) places.set(path, scrollY);
    const first = path === null, link = followed;
    path = now;
    followed = false;
    const ticket = shown += 1;
    const [kind, ...rest] = parse(now);
    const [tab, page] = PAGES[kind || ""] || ["", async () => wt.missing("This report has no such page.")];
    for (const a of document.querySelectorAll("#nav a")) {
      if (a.dataset.page === tab) a.setAttribute("aria-current", "page");
      else a.removeAttribute("aria-current");
    }
    main.setAttribute("aria-busy", "true");
    let result;
    try {
      result = await page(...rest);
    } catch (error) {
      result = { title: "Error", nodes: [h("h1", { tabindex: "-1" }, "This page could not be shown"), wt.note(String(error && error.message || error))] };
    }
    if (ticket !== shown) return;
    main.replaceChildren(...wt.add(document.createDocumentFragment(), result.nodes).childNodes);
    main.className = "page-" + (kind || "overview");
    main.removeAttribute("aria-busy");
    document.title = result.title + " · " + name;
    if (!first) {
      const title = main.querySelector("h1");
      if (title) title.focus({ preventScroll: true });
      scrollTo(0, link ? 0 : places.get(now) || 0);
    }
    document.documentElement.dataset.ready = now;
    performance.mark("wiretrace-ready");
  }

  addEventListener("hashchange", show);

  document.getElementById("skip").addEventListener("click", event => {
    // the address behind "#" names the page here, so the jump is made by hand
    event.preventDefault();
    main.focus();
  });

  const find = document.getElementById("find");
  find.addEventListener("keydown", event => {
    if (event.key === "Enter" && find.value.trim()) { followed = true; location.hash = wt.route("search", find.value.trim()); }
  });

  // ---------------------------------------------------------------- colours

  const THEMES = ["auto", "light", "dark"], SIGNS = { auto: "◑", light: "☀", dark: "☾" }, SAID = { auto: "as the system", light: "light", dark: "dark" };
  const button = document.getElementById("theme");
  let theme = "auto";
  // a page opened as a file may not be allowed to remember
  try { theme = localStorage.getItem("wiretrace-theme") || "auto"; } catch { /* not allowed */ }
  function paint() {
    if (!THEMES.includes(theme)) theme = "auto";
    document.documentElement.dataset.theme = theme;
    document.getElementById("theme-sign").textContent = SIGNS[theme];
    document.getElementById("theme-word").textContent = "Colours: " + SAID[theme];
    button.title = "Colours: " + SAID[theme];
  }
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    paint();
    wt.say("Colours: " + SAID[theme]);
    try { localStorage.setItem("wiretrace-theme", theme); } catch { /* not allowed */ }
  });
  paint();
  show();
})();
