// Writes public/commonest.bin: the 10 000 commonest passwords, as a filter that says of a word whether it is one of them.
// Run by hand when the list should change; the words come from the frequency lists of the crate zxcvbn (MIT), which counts
// them in passwords that were made public.
//
// The filter is a Golomb-coded set: four bytes of how many words (little-endian), one byte of how many bits a remainder has,
// then the sorted places of the words in 0 .. words << bits, each as its distance from the one before: the quotient in ones
// ended by a zero, then the remainder, the highest bit first. A word that is none of them is taken for one once in
// 1 << bits times. src/app/commonest.rs reads it, and has the same function that gives a word its place.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const WORDS = 10_000;
const BITS = 14;

const metadata = JSON.parse(execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], { maxBuffer: 1 << 28 }));
const { manifest_path } = metadata.packages.find(({ name }) => name === "zxcvbn");
const source = await readFile(join(dirname(manifest_path), "src", "frequency_lists.rs"), "utf8");
const words = source.match(/const PASSWORDS: &str = "([^"]+)"/)[1].split(",").slice(0, WORDS);
if (words.length !== WORDS) throw new Error(`only ${words.length} words`);

/** FNV-1a with a last mixing (of MurmurHash3), scaled to the range. */
function placeOf(word) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return Number((BigInt(hash) * BigInt(WORDS << BITS)) >> 32n);
}

const places = [...new Set(words.map(placeOf))].sort((a, b) => a - b);
const bits = [];
let before = 0;
for (const place of places) {
  const distance = place - before;
  before = place;
  for (let ones = distance >>> BITS; ones > 0; ones -= 1) bits.push(1);
  bits.push(0);
  for (let bit = BITS - 1; bit >= 0; bit -= 1) bits.push((distance >>> bit) & 1);
}
const filter = Buffer.alloc(5 + Math.ceil(bits.length / 8));
filter.writeUInt32LE(places.length, 0);
filter.writeUInt8(BITS, 4);
bits.forEach((bit, at) => (filter[5 + (at >> 3)] |= bit << (7 - (at & 7))));
await writeFile("public/commonest.bin", filter);
console.log(`${places.length} places of ${words.length} words in ${filter.length} bytes`);
