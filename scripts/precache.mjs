// Run by parts.mjs after Trunk has built the page and its program was cut. Over the finished files it
//   1. takes the names of functions out of the programs, by which wasm-opt has put them in order;
//   2. lists the forms that come with the page, with their titles in each language, in forms/index.json;
//   3. takes the digest of the whole page and writes it into index.html (<meta name="carnet-build">);
//   4. writes the list of files with their group, size and SHA-256, the digest and the policy into sw.js.
// The engine's files keep their names from build to build, so only this digest tells one version from the next.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { policyOf } from "./policy.mjs";

const PAGE = "index.html";
const WORKER = "sw.js";
const digestPlace = /(?<=name="carnet-build" content=")[^"]*(?=")/g;
const listPlace = /(?<=^const BUILD = ).*(?=;$)/gm;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const FORMS = "forms/index.json";
const FORM = /^forms\/(?!index\.json$)(.+)\.json$/;
const ASKED = /^meter[._]/;
// A part of the page's program (parts.mjs) is fetched when the first screen stands; nothing works offline without it.
const REST = /^(part-|icons\/|forms\/|manifest\.webmanifest$|old-browser\.js$|commonest\.bin$)/;

/** When a file is kept (sw.js): `first`, before the first screen; `rest`, before the page works offline; `asked`, from when
 *  it was first asked for. The worker itself is kept by the browser. */
export const groupOf = (name) => (ASKED.test(name) ? "asked" : REST.test(name) ? "rest" : "first");

/** Finishes the built page in `folder`; running it again on the same files gives the same digest. */
export async function finish(folder) {
  const contents = await readAll(folder);
  for (const name of contents.keys()) if (name.endsWith(".wasm") && !process.env.CARNET_NAMES) await takeNamesOut(join(folder, name), contents, name);
  await listForms(folder, contents);
  contents.set(PAGE, fill(contents.get(PAGE), digestPlace, "unbuilt"));
  contents.set(WORKER, fill(contents.get(WORKER), listPlace, "null"));

  const names = [...contents.keys()].sort();
  const digest = sha256(names.map((name) => `${sha256(contents.get(name))}  ${name}\n`).join(""));
  contents.set(PAGE, fill(contents.get(PAGE), digestPlace, digest));

  const kept = names.filter((name) => name !== WORKER);
  const files = Object.fromEntries(kept.map((name) => [name, [groupOf(name), Buffer.byteLength(contents.get(name)), sha256(contents.get(name))]]));
  const build = { digest, policy: policyOf(contents.get(PAGE)), files };
  contents.set(WORKER, fill(contents.get(WORKER), listPlace, JSON.stringify(build)));

  for (const name of [PAGE, WORKER]) await writeFile(join(folder, name), contents.get(name));
  return { digest, files: names.length };
}

/** Every form by the name of its file, with its titles; the page need not read all of them to offer them. */
async function listForms(folder, contents) {
  const names = [...contents.keys()].filter((name) => FORM.test(name)).sort();
  const forms = names.map((name) => ({ name: name.match(FORM)[1], ...titlesOf(JSON.parse(contents.get(name))) }));
  const list = Buffer.from(JSON.stringify(forms));
  contents.set(FORMS, list);
  await mkdir(dirname(join(folder, FORMS)), { recursive: true });
  await writeFile(join(folder, FORMS), list);
}

/** By language, as its words and the extension `translation` of FHIR say them. */
function titlesOf(form) {
  const value = (extension, url) => Object.entries(extension.extension.find((one) => one.url === url)).find(([name]) => name.startsWith("value"))[1];
  const translations = (form._title?.extension ?? []).filter(({ url }) => url.endsWith("/translation"));
  const titles = translations.map((one) => [value(one, "lang").split("-")[0], value(one, "content")]);
  return { [(form.language ?? "en").split("-")[0]]: form.title, ...Object.fromEntries(titles) };
}

async function takeNamesOut(path, contents, name) {
  const bare = withoutNames(contents.get(name));
  if (bare.length === contents.get(name).length) return;
  contents.set(name, bare);
  await writeFile(path, bare);
}

/** A module without its section "name". */
export function withoutNames(module) {
  const kept = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const from = at;
    const isCustom = module[at] === 0;
    let size;
    [size, at] = number(module, at + 1);
    const [length, text] = number(module, at);
    const isName = isCustom && module.toString("latin1", text, text + length) === "name";
    at += size;
    if (!isName) kept.push(module.subarray(from, at));
  }
  return Buffer.concat(kept);
}

/** A number in LEB128 and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

async function readAll(folder) {
  const contents = new Map();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    contents.set(path.slice(folder.length + 1).replaceAll("\\", "/"), await readFile(path));
  }
  return contents;
}

/** The text with the one place that matches filled in. */
function fill(bytes, place, value) {
  const text = bytes.toString();
  if ([...text.matchAll(place)].length !== 1) throw new Error(`expected exactly one place for ${place}`);
  return text.replace(place, () => value);
}
