// Copies what others made into the tree: htmx, the Inter font, the icons named in icons.txt; each with its licence.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

const modules = new URL("node_modules/", import.meta.url);
const statics = new URL("../marketplace/web/static/", import.meta.url);
const icons = new URL("../templates/components/icons/", import.meta.url);

for (const folder of ["vendor/", "fonts/"]) mkdirSync(new URL(folder, statics), { recursive: true });
mkdirSync(icons, { recursive: true });

const copies = [
  ["htmx.org/dist/htmx.min.js", "vendor/htmx.min.js"],
  ["htmx.org/LICENSE", "vendor/htmx.LICENSE.txt"],
  ["@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", "fonts/inter-latin.woff2"],
  ["@fontsource-variable/inter/LICENSE", "fonts/inter.LICENSE.txt"],
  ["lucide-static/LICENSE", "vendor/lucide.LICENSE.txt"],
  ["basecoat-css/LICENSE.md", "vendor/basecoat.LICENSE.txt"],
];
for (const [from, to] of copies) copyFileSync(new URL(from, modules), new URL(to, statics));

// htmx names a source map that is not shipped; browsers would ask for it.
const htmx = new URL("vendor/htmx.min.js", statics);
writeFileSync(htmx, readFileSync(htmx, "utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));

// An icon file holds the shapes only: the macro draws the frame around them.
const list = new URL("icons.txt", import.meta.url);
const named = () => readFileSync(list, "utf8").split("\n").filter(Boolean);
if (process.argv.includes("--prune")) {
  const texts = ["../templates", "../marketplace"].flatMap((root) =>
    readdirSync(new URL(`${root}/`, import.meta.url), { recursive: true })
      .filter((path) => /\.(html|py)$/.test(path))
      .map((path) => readFileSync(new URL(`${root}/${path}`, import.meta.url), "utf8")));
  const used = named().filter((name) => texts.some((text) => text.includes(`"${name}"`) || text.includes(`'${name}'`)));
  writeFileSync(list, used.join("\n") + "\n");
}
const names = named();
for (const old of readdirSync(icons)) if (!names.includes(old.replace(/\.svg$/, ""))) rmSync(new URL(old, icons));
for (const name of names) {
  const svg = readFileSync(new URL(`lucide-static/icons/${name}.svg`, modules), "utf8");
  const shapes = svg.replace(/<!--.*?-->/gs, "").match(/<svg[^>]*>(.*)<\/svg>/s)[1];
  writeFileSync(new URL(`${name}.svg`, icons), shapes.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>"));
}

// Basecoat whole is 200 KB; we take the parts we use. Its style is one file with a heading comment per part.
const parts = { button: "Button", input: "Input", textarea: "Textarea", checkbox: "Checkbox", radio: "Radio", switch: "Switch",
  "native-select": "Native Select", dialog: "Dialog", kbd: "Kbd" };
const basecoat = new URL("basecoat-css/dist/", modules);
const read = (path) => readFileSync(new URL(path, basecoat), "utf8");
const style = read("styles/vega.css");
const section = (heading) => {
  const found = style.match(new RegExp(`^ *\\/\\* ${heading} \\*\\/\\n([\\s\\S]*?)(?=^ *\\/\\* [A-Z]|^\\}|(?![\\s\\S]))`, "m"));
  if (!found) throw new Error(`Basecoat has no part called ${heading}`);
  return found[1];
};
const base = read("base/base.css").split("\n").filter((line) => !line.includes("data:image")).join("\n");
writeFileSync(new URL("css/basecoat.css", import.meta.url), [
  "/* Parts of Basecoat 1.0 (MIT, see static/vendor/basecoat.LICENSE.txt), gathered by vendor.mjs. Do not edit. */",
  base,
  ...Object.keys(parts).map((name) => read(`components/${name}.css`)),
  "@layer components {",
  ...Object.values(parts).map(section),
  "}\n",
].join("\n"));
console.log(`vendored ${copies.length} files and ${names.length} icons`);
