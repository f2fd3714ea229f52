// Prints what the first load carries, file by file and brotli-compressed, next to the budget.
//   node scripts/size.mjs [folder, dist unless told]
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGET = 700_000;
const folder = process.argv[2] ?? "dist";
const compress = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

const rows = [];
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = await readFile(path);
  rows.push({ name: path.slice(folder.length + 1), raw: bytes.length, packed: compress(bytes) });
}
rows.sort((a, b) => b.packed - a.packed);

const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`.padStart(11);
const total = rows.reduce((sum, row) => sum + row.packed, 0);
console.log(`${"first load".padEnd(44)}${"as it is".padStart(11)}${"brotli".padStart(11)}`);
for (const row of rows) console.log(`${row.name.padEnd(44)}${kb(row.raw)}${kb(row.packed)}`);
console.log(`${"all of it".padEnd(44)}${kb(rows.reduce((sum, row) => sum + row.raw, 0))}${kb(total)}`);
console.log(`${"budget".padEnd(55)}${kb(BUDGET)}   ${total <= BUDGET ? "met" : "not met"}`);
