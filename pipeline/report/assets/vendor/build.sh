#!/bin/sh
# Rebuild vendor.js from the pinned packages: needs node and npm, and only whoever changes a pin needs to run it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/entry.js" "$work/"
cd "$work"
npm install --ignore-scripts --no-package-lock --no-audit --no-fund --silent
node -e '
  const fs = require("fs");
  const pins = require("./package.json").dependencies;
  const lines = ["wiretrace report: parts of D3 (https://d3js.org), bundled with esbuild by build.sh", ""];
  for (const name of Object.keys(pins).sort()) {
    const real = require("./node_modules/" + name + "/package.json");
    if (real.version !== pins[name]) throw new Error(name + " is " + real.version + ", pinned " + pins[name]);
    lines.push(name + " " + real.version + " (" + real.license + ")");
  }
  const holders = new Map();
  for (const name of Object.keys(pins).sort()) {
    const text = fs.readFileSync("node_modules/" + name + "/LICENSE", "utf8").trim();
    const [, holder, body] = text.match(/^(Copyright[^\n]*)\n+([\s\S]*)$/);
    if (!holders.has(body)) holders.set(body, new Set());
    holders.get(body).add(holder);
  }
  for (const [body, names] of holders) lines.push("", ...[...names].sort(), "", ...body.split("\n"));
  fs.writeFileSync("banner.txt", "/*!\n" + lines.map(l => (" * " + l).trimEnd()).join("\n") + "\n */\n");
'
node_modules/.bin/esbuild entry.js --bundle --minify --format=iife --global-name=d3 --target=es2020 \
  --charset=ascii --legal-comments=none --banner:js="$(cat banner.txt)" --outfile="$here/vendor.js" --log-level=warning
wc -c "$here/vendor.js"
