// Builds static/dist/: one style sheet, one script, the icons in use and the two font weights.
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { watch } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const uswds = path.join(root, "node_modules/@uswds/uswds");
const assets = path.join(root, "assets");
const dist = path.join(root, "static/dist");

const read = (...parts) => readFile(path.join(...parts), "utf8");

async function styles() {
  const { css } = await sass.compileAsync(path.join(assets, "scss/portal.scss"), {
    loadPaths: [path.join(uswds, "packages")],
    style: "compressed",
    quietDeps: true,
  });
  await writeFile(path.join(dist, "portal.css"), css);
  const named = [...css.matchAll(/url\(["']?(?!data:)([^"')]+)/g)].map((match) => match[1]);
  const taken = new Set(named.map((url) => url.split(/[?#]/)[0]));
  await Promise.all(
    [...taken].map((url) => cp(path.join(uswds, "dist", url), path.join(dist, url))),
  );
}

// The modules import nothing from each other, so one file in which each has a block of its own will do.
async function scripts() {
  const names = (await readdir(path.join(assets, "js"))).filter((name) => name.endsWith(".js"));
  const modules = await Promise.all(names.sort().map((name) => read(assets, "js", name)));
  await writeFile(path.join(dist, "portal.js"), modules.map((text) => `{\n${text}}\n`).join(""));
}

async function icons() {
  const names = JSON.parse(await read(assets, "icons.json"));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await read(uswds, "dist/img/usa-icons", `${name}.svg`);
      const box = svg.match(/viewBox="([^"]+)"/)?.[1] ?? "0 0 24 24";
      const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "");
      return `<symbol id="${name}" viewBox="${box}">${shapes}</symbol>`;
    }),
  );
  await writeFile(
    path.join(dist, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`,
  );
}

async function build() {
  const started = performance.now();
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await Promise.all([styles(), scripts(), icons()]);
  console.log(`static/dist built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

await build();

if (process.argv.includes("--watch")) {
  let timer;
  watch(assets, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => build().catch((error) => console.error(error.message)), 100);
  });
}
