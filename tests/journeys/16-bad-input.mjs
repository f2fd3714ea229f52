import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { begin, makeVault, takeIn, unlock } from "./driver/clinic.mjs";
import { chooseFile, digestOfChart, exportChart, readBundle, typePassphrase, withoutSavePicker } from "./driver/files.mjs";

export const title = "a wrong passphrase and bundles that are cut off, altered or made to harm each get their sentence; nothing is added";
export const sizes = ["phone"];
export const timeout = 420;

/** The files of the Rust tests, each named after its defect. */
const FOLDER = new URL("../must-fail/bundle/", import.meta.url);
const WORDS = "seven plain words that open this file";

const changed = (part) => `Nothing was added. Part ${part} of this file is not what its list says: it was damaged or changed. Ask for it again.`;
const FOREIGN = "Nothing was added. This file is neither a Carnet bundle nor FHIR JSON. Choose another file.";
const TEXT = "Nothing was added. This is plain text, not a record that is read here. Ask for the record as FHIR JSON.";
const CUT_OFF =
  /^Nothing was added\. This file ends in the middle: .+ of about .+ are here\. It was cut off on its way\. Ask for it again, or copy it again and wait until the copy is done\.$/;
const NEWER =
  "Nothing was added. This file was written by a newer version (format 2, this one reads up to 1). Connect once to update, then open it again.";
const BOMB = "Nothing was added. This file unpacks to far more than it says. Do not open it elsewhere; ask for it again.";
const OUTSIDE = "Nothing was added. This file names a part outside itself. Ask for it again from someone you know.";
const COST =
  "Nothing was added. This file asks this device for an unreasonable amount of work before it opens. Ask for one made by Carnet.";

const REFUSED = {
  truncated: CUT_OFF,
  "bit-flipped-part": changed("record/entries-1.jwe"),
  "bit-flipped-directory": changed("ZIP"),
  "not-a-zip": TEXT,
  "foreign-zip": TEXT,
  "foreign-manifest": FOREIGN,
  "zip-bomb": BOMB,
  "zip-bomb-lying-size": changed("manifest.json"),
  "gzip-bomb": BOMB,
  "records-swollen": BOMB,
  "path-up": OUTSIDE,
  "path-absolute": OUTSIDE,
  "path-backslash": OUTSIDE,
  "path-drive": OUTSIDE,
  "name-twice": changed("ZIP"),
  "pbes2-cost-hostile": COST,
  "pbes2-cost-too-low": COST,
  "pbes2-salt-missing": changed("key.jwe"),
  "pbes2-salt-short": COST,
  "newer-format": NEWER,
  "newer-format-key": NEWER,
  "key-missing": changed("key.jwe"),
  "swapped-parts": changed("record/entries-1.jwe"),
  "part-missing": changed("record/entries-1.jwe"),
  "part-unlisted": changed("manifest.json"),
  "manifest-not-json": changed("manifest.json"),
  "exporter-unknown": changed("key.jwe"),
  "digest-mismatch": changed("record"),
};
/** These open, but for one entry: of a chart of the file, or of none. */
const OF_A_CHART = "Unreadable";
const OF_NONE = "Unreadable, of no chart in this file";
const ONE_UNREADABLE = {
  "entry-bad-signature": OF_A_CHART,
  "entry-wrong-chain": OF_A_CHART,
  "entry-unknown-author": OF_A_CHART,
  "entry-wrong-author": OF_A_CHART,
  "entry-other-chart": OF_NONE,
  "entry-malformed": OF_NONE,
};

/** These open, and say what became of a paper that an entry names. */
const WITHOUT_A_PAPER = {
  "paper-missing": /^1 paper is missing\./,
  "paper-altered": /^1 paper is damaged\./,
};

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Quinta" });
  const chart = new URL(carnet.page.url()).hash;
  const [path] = await exportChart(carnet);
  await carnet.go(chart);
  const digest = await digestOfChart(carnet);
  const unchanged = async () => {
    await carnet.go(chart);
    assert.equal(await digestOfChart(carnet), digest);
  };

  await wrongPassphrase(carnet);
  await unchanged();

  const there = (await readdir(FOLDER)).map((name) => name.replace(".carnet.zip", "")).sort();
  assert.deepEqual(there, [...Object.keys(REFUSED), ...Object.keys(ONE_UNREADABLE), ...Object.keys(WITHOUT_A_PAPER)].sort());
  for (const [name, sentence] of Object.entries(REFUSED)) await refused(carnet, name, sentence);
  for (const [name, where] of Object.entries(ONE_UNREADABLE)) await oneUnreadable(carnet, name, where);
  for (const [name, sentence] of Object.entries(WITHOUT_A_PAPER)) {
    await readBundle(carnet, new URL(`${name}.carnet.zip`, FOLDER).pathname, WORDS);
    await carnet.see(sentence);
  }
  await unchanged();

  await chooseFile(carnet, path);
  await typePassphrase(carnet, "one two three four five six seven");
  await carnet.see("That passphrase does not open this file. Nothing was added. Check the words with the person who made it.");
  await unchanged();
  await onlyOnePerson(carnet);
}

async function wrongPassphrase(carnet) {
  await carnet.reload();
  await carnet.see("This vault is locked");
  await carnet.type("Passphrase", "not the sentence of this vault");
  await carnet.press("Open");
  await carnet.see("That passphrase did not open the records. Check capitals and the keyboard language. Nothing is lost.", { timeout: 60_000 });
  await carnet.act("wait for the next try", () => carnet.pressable("Open").and(carnet.page.locator(":enabled")).waitFor({ timeout: 60_000 }));
  await unlock(carnet);
  await carnet.see("Main pages", { role: "navigation" });
}

/** Refused with this sentence, before or after its passphrase was typed. */
async function refused(carnet, name, sentence) {
  await chooseFile(carnet, new URL(`${name}.carnet.zip`, FOLDER).pathname);
  const asked = carnet.field("Passphrase of this file");
  const said = carnet.things(/Nothing was added/);
  await carnet.act(`read ${name}`, () => asked.or(said).first().waitFor({ timeout: 60_000 }));
  if (await asked.count()) await typePassphrase(carnet, WORDS);
  await carnet.act(`refuse ${name}`, () => said.first().waitFor({ timeout: 60_000 }));
  await carnet.until(`refuse ${name} with its sentence`, () => said.first().innerText(), (words) => (sentence instanceof RegExp ? sentence.test(words.trim()) : words.trim() === sentence));
}

async function oneUnreadable(carnet, name, where) {
  await readBundle(carnet, new URL(`${name}.carnet.zip`, FOLDER).pathname, WORDS);
  const count = carnet.page.getByRole("main").getByText(where, { exact: true }).first().locator("xpath=following::dd[1]");
  await carnet.until(`count what is unreadable in ${name}`, () => count.innerText(), (words) => words.trim() === "1");
}

/** Nobody of those files is here. */
async function onlyOnePerson(carnet) {
  await carnet.go("#/find");
  await carnet.type("Name, number, phone or place", "Te");
  await carnet.see(/Quinta/);
  const found = carnet.page.getByRole("main").getByRole("link", { name: /Testa|Te/ });
  await carnet.until("find one person", () => found.count(), (count) => count === 1);
}
