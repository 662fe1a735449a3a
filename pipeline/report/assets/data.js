"use strict";
// Data on demand: from blocks inside this page, or from script files beside it (a page opened as a file may not fetch).
(() => {
  const wt = wiretrace;
  const folder = wt.core.data;
  const waiting = new Map();
  const loaded = new Map();

  const SAFE = /^data\/[0-9a-f]{12}\/[a-z]+-\d+\.js$/;
  let policy = { createScriptURL: url => url };
  if (folder && window.trustedTypes) {
    policy = window.trustedTypes.createPolicy("wiretrace", {
      createScriptURL: url => {
        if (!SAFE.test(url)) throw new TypeError("not a data file of this report");
        return url;
      },
    });
  }

  /** Called by the data files themselves. */
  wt.receive = (name, text) => {
    const entry = waiting.get(name);
    if (entry) entry.resolve(JSON.parse(text));
  };

  function fromFile(name) {
    return new Promise((resolve, reject) => {
      waiting.set(name, { resolve });
      const script = document.createElement("script");
      script.src = policy.createScriptURL(folder + name + ".js");
      script.onload = () => { waiting.delete(name); script.remove(); };
      script.onerror = () => {
        waiting.delete(name);
        loaded.delete(name);
        script.remove();
        reject(new Error("The data file " + folder + name + ".js is not beside this page. Keep the folder together, or make the report again."));
      };
      document.head.append(script);
    });
  }

  function part(name) {
    if (!loaded.has(name)) {
      const block = document.getElementById("wt-" + name);
      loaded.set(name, folder ? fromFile(name) : Promise.resolve(block ? JSON.parse(block.textContent) : {}));
    }
    return loaded.get(name);
  }

  const encoder = new TextEncoder();
  function fnv1a(key) {
    let value = 0x811c9dc5;
    for (const byte of encoder.encode(key)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
    return value;
  }

  /** One row of keyed data, or null: wt.load("docs", id). */
  wt.load = async (kind, key) => {
    const bin = await part(kind + "-" + (fnv1a(key) % wt.core.bins[kind]));
    return Object.hasOwn(bin, key) ? bin[key] : null;
  };

  /** The rows of a table, block after block: wt.table("doclist", 0, 5). */
  wt.table = async (kind, from, to) => {
    const blocks = [];
    for (let n = from; n < Math.min(to, wt.core.bins[kind]); n += 1) blocks.push(part(kind + "-" + n));
    return (await Promise.all(blocks)).flatMap(wt.rows);
  };
})();
