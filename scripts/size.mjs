// Prints what is loaded, file by file and brotli-compressed, and three sums next to their budgets: to the first screen,
// ready to work offline, and each program.
//   node scripts/size.mjs [folder, dist unless told]
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { groupOf } from "./precache.mjs";

const BUDGETS = { "to the first screen": 1_350_000, "ready to work offline": 1_450_000 };
const folder = process.argv[2] ?? "dist";
const compress = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

const rows = [];
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const name = path.slice(folder.length + 1).replaceAll("\\", "/");
  const bytes = await readFile(path);
  rows.push({ name, when: groupOf(name), raw: bytes.length, packed: compress(bytes) });
}
rows.sort((a, b) => b.packed - a.packed);

const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`.padStart(12);
const line = (name, ...columns) => console.log(name.padEnd(44) + columns.join(""));
const sum = (rows) => ({ raw: rows.reduce((all, row) => all + row.raw, 0), packed: rows.reduce((all, row) => all + row.packed, 0) });
const words = { first: "first screen", rest: "offline", asked: "when asked for" };

line("file", "as it is".padStart(12), "brotli".padStart(12), "   kept for");
for (const { name, raw, packed, when } of rows) line(name, kb(raw), kb(packed), `   ${words[when]}`);
console.log();
const sums = {
  // The service worker's own file comes with the first screen, which it fetches.
  "to the first screen": rows.filter(({ when }) => when === "first"),
  "ready to work offline": rows.filter(({ when }) => when !== "asked"),
  "the page's program": rows.filter(({ name }) => /^(carnet|part)[-_.]/.test(name)),
  "of it to the first screen": rows.filter(({ name, when }) => when === "first" && /^carnet[-_.]/.test(name)),
  "the engine": rows.filter(({ name }) => /^engine[_.]/.test(name)),
  "the passphrase meter, when asked for": rows.filter(({ when }) => when === "asked"),
};
for (const [name, rows] of Object.entries(sums)) {
  const { raw, packed } = sum(rows);
  const budget = BUDGETS[name];
  line(name, kb(raw), kb(packed), budget ? `   budget${kb(budget)}: ${packed <= budget ? "met" : "not met"}` : "");
}
