// Says what the bytes of the programs are: the sums by crate and by module of ours, and the largest functions, by name.
// Functions that are one in the source and many in the program (a generic one for each of its types) are one line, with how
// many they are.
//   node scripts/bytes.mjs [carnet | engine | meter | a file.wasm ...] [--lines 40]
// It reads what cargo linked, before wasm-bindgen and wasm-opt (build first: make build): the names still stand there, and
// the code is about a third more than what is delivered. A function put into its callers counts as theirs.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CODE = 10;
const DATA = 11;
const IMPORT = 2;
const FUNCTION_NAMES = 1;

/** Reads a module's sections one after the other. */
class Reader {
  constructor(bytes, at = 0, end = bytes.length) {
    Object.assign(this, { bytes, at, end });
  }
  get more() {
    return this.at < this.end;
  }
  byte() {
    return this.bytes[this.at++];
  }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }
  text() {
    const length = this.number();
    return this.bytes.toString("utf8", this.at, (this.at += length));
  }
  part() {
    const length = this.number();
    const inner = new Reader(this.bytes, this.at, this.at + length);
    this.at = inner.end;
    return inner;
  }
}

/** The functions of a module as { name, size }, and the sizes of its code and data. */
export function contents(bytes) {
  const module = new Reader(bytes, 8);
  const sections = [];
  while (module.more) sections.push({ kind: module.byte(), body: module.part() });
  const imported = functionsImported(sections.find(({ kind }) => kind === IMPORT)?.body);
  const names = functionNames(sections.filter(({ kind }) => kind === 0).map(({ body }) => body));
  const code = sections.find(({ kind }) => kind === CODE).body;
  const data = sections.find(({ kind }) => kind === DATA)?.body;
  const size = { code: code.end - code.at, data: data ? data.end - data.at : 0 };
  const functions = [];
  const count = code.number();
  for (let index = 0; index < count; index += 1) {
    const from = code.at;
    code.part();
    functions.push({ name: names.get(imported + index) ?? `function ${index}`, size: code.at - from });
  }
  return { functions, size };
}

/** How many functions come from outside: names are numbered from those on. */
function functionsImported(section) {
  if (!section) return 0;
  let functions = 0;
  const count = section.number();
  for (let index = 0; index < count; index += 1) {
    section.text();
    section.text();
    const kind = section.byte();
    if (kind === 0) {
      functions += 1;
      section.number();
      continue;
    }
    if (kind === 1) section.byte();
    if (kind === 3) {
      section.at += 2;
      continue;
    }
    const flags = section.number();
    section.number();
    if (flags & 1) section.number();
  }
  return functions;
}

function functionNames(customs) {
  const names = new Map();
  for (const body of customs) {
    if (body.text() !== "name") continue;
    while (body.more) {
      const kind = body.byte();
      const part = body.part();
      if (kind !== FUNCTION_NAMES) continue;
      for (let left = part.number(); left > 0; left -= 1) names.set(part.number(), part.text());
    }
  }
  return names;
}

/** A symbol as it stands in Rust, near enough to be read: the old mangling whole, of the new one the path. */
export function readable(symbol) {
  const old = symbol.match(/^_ZN(.*)17h[0-9a-f]{16}E/);
  if (old) return segments(old[1]).map(plain).join("::");
  if (symbol.startsWith("_R")) return newPath(symbol);
  return symbol;
}

function segments(mangled) {
  const found = [];
  for (let at = 0; at < mangled.length; ) {
    const digits = mangled.slice(at).match(/^\d+/);
    if (!digits) break;
    at += digits[0].length;
    found.push(mangled.slice(at, (at += Number(digits[0]))));
  }
  return found;
}

const SIGNS = { LT: "<", GT: ">", RF: "&", BP: "*", C: ",", LP: "(", RP: ")", SP: "@" };

function plain(segment) {
  return segment
    .replace(/^_\$/, "$")
    .replace(/\$u([0-9a-f]+)\$/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/\$(LT|GT|RF|BP|C|LP|RP|SP)\$/g, (_, sign) => SIGNS[sign])
    .replaceAll("..", "::");
}

/** The names of a symbol of the new mangling in their order, without what its punctuation means. */
function newPath(symbol) {
  const names = [];
  const name = /(?<=(?:[a-z]|s[0-9A-Za-z]*_|s_))(\d+)_?([A-Za-z_][A-Za-z0-9_]*)/y;
  for (let at = 2; at < symbol.length; at += 1) {
    name.lastIndex = at;
    const found = name.exec(symbol);
    if (!found) continue;
    const length = Number(found[1]);
    const word = found[2].slice(0, length);
    if (word.length < length) continue;
    names.push(word);
    at += found[0].length - found[2].length + length - 1;
  }
  return names.join("::");
}

/** The crate a function is of: of an `impl` the first one of ours that it names, else the first one it names. */
function crateOf(name) {
  const named = [...name.matchAll(/(?<![\w:])([a-z_][a-z0-9_]*)::/g)].map(([, crate]) => crate).filter((crate) => crate !== "_");
  const ours = named.find((crate) => crate === "carnet");
  return ours ?? named[0] ?? "(others)";
}

/** The file or folder of ours that a function is of, two rooms deep; of another crate, its name. */
function moduleOf(name) {
  const path = name.match(/carnet::([a-z0-9_]+(?:::[a-z0-9_]+){0,2})/);
  return path ? path[1] : crateOf(name);
}

/** Rows of [name, bytes, how many], the largest first. */
function summed(functions, nameOf) {
  const sums = new Map();
  for (const { name, size } of functions) {
    const key = nameOf(name);
    const row = sums.get(key) ?? [key, 0, 0];
    row[1] += size;
    row[2] += 1;
    sums.set(key, row);
  }
  return [...sums.values()].sort((a, b) => b[1] - a[1]);
}

function print(title, rows, lines) {
  console.log(`\n${title.padEnd(14)}${"bytes".padStart(9)}${"functions".padStart(11)}`);
  for (const [name, bytes, count] of rows.slice(0, lines)) console.log(`${String(bytes).padStart(23)}${String(count).padStart(11)}  ${name.slice(0, 160)}`);
}

async function tell(program, lines) {
  const built = join(process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown", "release", `${program}.wasm`);
  const { functions, size } = contents(await readFile(program.endsWith(".wasm") ? program : built));
  const named = functions.map(({ name, size }) => ({ name: readable(name), size }));
  console.log(`== ${program}: ${size.code} bytes of code in ${named.length} functions, ${size.data} of data`);
  print("by crate", summed(named, crateOf), lines);
  print("by module", summed(named.filter(({ name }) => crateOf(name) === "carnet"), moduleOf), lines);
  print("by function", summed(named, (name) => name), lines);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2);
  const at = asked.indexOf("--lines");
  const lines = at < 0 ? 40 : Number(asked.splice(at, 2)[1]);
  for (const program of asked.length ? asked : ["carnet", "engine"]) await tell(program, lines);
}
