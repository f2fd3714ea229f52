// Words to be typed, and the search for them in what the browser left on the disk.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** A word of no language for a field: always the same for the same field, and like no other text. */
export function wordFor(field) {
  const bytes = createHash("sha256").update(field).digest();
  const letters = ["bdfgklmnprstvwxz", "aeiouyaeiouyaeio"];
  return [...bytes.subarray(0, 10)].map((byte, at) => letters[at % 2][byte & 15]).join("");
}

/** What base64 makes of the bytes, wherever they stand in what was encoded: as far as they alone decide it. */
function base64Forms(bytes) {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return text.slice([0, 2, 3][before], Math.floor(((before + bytes.length) * 8) / 6));
  });
}

/** Whether a text stands in the bytes as UTF-8 or UTF-16, in any case of its letters, or in base64. */
function searchFor(text) {
  const plain = text.toLowerCase();
  // Few digits also stand in longer numbers and in random ids.
  const alone = /^\d{1,9}$/.test(plain) && new RegExp(`(?<![0-9a-f.])${plain}(?![0-9a-f])`);
  const encoded = [Buffer.from(text), Buffer.from(text, "utf16le")].flatMap(base64Forms);
  return ({ readable, exact }) =>
    readable.some((one) => (alone ? alone.test(one) : one.includes(plain))) || encoded.some((form) => exact.some((one) => one.includes(form)));
}

/** Every place of the folder, names of files included, where one of the texts stands; `texts` by what they were typed into. */
export async function foundIn(folder, texts) {
  const searches = Object.entries(texts).map(([what, text]) => [`${what} (${text})`, searchFor(text)]);
  const found = [];
  let files = 0;
  for await (const path of filesIn(folder)) {
    const name = relative(folder, path);
    const content = await readFile(path).catch(orGone);
    if (!content) continue;
    files += 1;
    const bytes = Buffer.concat([Buffer.from(`${name}\n`), content]);
    const text = bytes.toString("latin1");
    // UTF-16 of these letters is the letters with zeros between.
    const exact = [text, text.replaceAll("\0", "")];
    const readable = exact.map((one) => one.toLowerCase());
    for (const [what, search] of searches) if (search({ readable, exact })) found.push(`${what} in ${name}`);
  }
  return { found, files };
}

/** Every file of a folder and of those in it. Node.js 18 stops at a socket where it is asked for all of them at once. */
async function* filesIn(folder) {
  for (const entry of (await readdir(folder, { withFileTypes: true }).catch(orGone)) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) yield path;
  }
}

/** Of a killed browser a helper may live on for a moment, and remove what it has no use for: what is gone holds nothing. */
function orGone(error) {
  if (error.code !== "ENOENT") throw error;
  return null;
}

/** None of the texts stands anywhere in a browser's whole profile. */
export async function standNowhere(profile, texts) {
  const { found, files } = await foundIn(profile, texts);
  assert.deepEqual(found, []);
  assert.ok(files > 20, "the whole profile was looked through");
}

/** The search finds what it says, in every form of it; else nothing found would mean nothing. */
export async function provesItFinds() {
  const [word, digits] = [wordFor("the search itself"), "004719"];
  const forms = [word, word.toUpperCase()].flatMap((text) => ["utf8", "utf16le", "base64"].map((encoding) => [text, encoding]));
  const files = forms.map(([text, encoding]) => (encoding === "base64" ? Buffer.from(Buffer.from(`xy${text}z`).toString("base64")) : Buffer.from(`xy${text}z`, encoding)));
  // In another case and encoded at once it would be another text.
  const readable = files.filter((_, at) => forms[at].join() !== [word.toUpperCase(), "base64"].join());
  const folder = await mkdtemp(join(tmpdir(), "carnet-planted-"));
  try {
    for (const [at, bytes] of [...readable, Buffer.from(`{"code":"${digits}"}`)].entries()) await writeFile(join(folder, `${at}`), bytes);
    const { found, files: looked } = await foundIn(folder, { word, digits });
    assert.equal(found.length, looked, `found only ${found.join(", ")}`);
    await writeFile(join(folder, "0"), `1${digits}`);
    assert.equal((await foundIn(folder, { digits })).found.length, 1, "a longer number is another");
  } finally {
    await rm(folder, { recursive: true });
  }
}
