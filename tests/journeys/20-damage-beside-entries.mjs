import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { begin, goesHome, makeVault, takeIn, writeNote } from "./driver/clinic.mjs";
import { damageRow, rowsOf } from "./driver/device.mjs";
import { digestOfChart, fileOf, withoutSavePicker } from "./driver/files.mjs";
import { lockByReload, unlockTo } from "./driver/gate.mjs";

export const title = "stored rows that are no entries are damaged: a draft, a paper, the list, the keys, the journal, the settings; each says what it means, and the rest opens";
export const sizes = ["phone"];
export const timeout = 480;

const DRAFT = "This draft of yours cannot be read: its sealed bytes are damaged. Nothing that was signed is lost. Discard it, and write the words anew.";
const PAPER = "This entry cannot be read here: its stored bytes are damaged. The other entries open. Another device or file may still hold it.";
const KEYS = "The keys of some charts cannot be read, so those charts cannot be read or written on this device. Nothing was removed. To go on with them, import a copy that has them on another device, or here after erasing.";
const SETTINGS =
  "The settings of this device could not be read: it has no name and no place now, and new chart numbers begin anew. The charts are as they were. Name the place before you sign.";
const SOME_UNREADABLE = /^Entries that cannot be read here: \d+\. The other \d+ open\. Another device or file may still hold them\.$/;

const LETTER = "To whom it may concern.";
const WHOSE = { within: "Whose chart this is" };

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const other = await person(carnet, { family: "Essai", given: "Undecimus", age: "61" }, "the note of another");
  const chart = await person(carnet, { family: "Testa", given: "Decima" }, "the first note");
  await filePaper(carnet, chart);

  await oneDraft(carnet, chart);
  await onePaper(carnet, chart);
  await theList(carnet, chart);
  await oneCopyOfTheKeys(carnet, chart);
  await bothCopiesOfTheKeys(carnet, chart);
  await theJournal(carnet, chart, other);
  await theSettings(carnet, chart);
}

async function person(carnet, who, says) {
  await carnet.go("#/");
  await takeIn(carnet, who);
  const chart = new URL(carnet.page.url()).hash;
  await writeNote(carnet, { problem: "Cough, 2 weeks", says });
  return chart;
}

async function filePaper(carnet, chart) {
  await carnet.go(`${chart}/documents`);
  await carnet.give("Choose the file", await fileOf("letter.txt", LETTER));
  await carnet.see(/^letter\.txt, /);
  await carnet.type("What it is", "referral letter");
  await carnet.press("Sign");
  await carnet.see(/, text, /);
}

/** Closes the vault, flips a bit in each of these rows and opens it again, where it was left. A bit flipped twice is as it was. */
async function flip(carnet, table, keys) {
  assert.ok(keys.length > 0, `rows of ${table}`);
  await lockByReload(carnet);
  for (const key of keys) await damageRow(carnet, table, key);
  await unlockTo(carnet, "Main pages", { role: "navigation" });
}

/** The chart opens with its note, and says of nothing that it cannot be read. */
async function whole(carnet, chart, says = "the first note") {
  await carnet.go("#/more");
  await carnet.see("More", { role: "heading" });
  await carnet.go(`${chart}/history`);
  await carnet.see(/^\d+ (of \d+ shown|entr)/);
  await carnet.see(says);
  await carnet.notSee(/cannot be read|^Unreadable/);
}

/** It stands among the drafts as one that cannot be read, and can be thrown away; another opens with its words. */
async function oneDraft(carnet, chart) {
  await carnet.go(chart);
  await goesHome(carnet);
  await carnet.press("Open a visit");
  await carnet.type("Why the person came", "words that stay");
  await carnet.see(/^Draft saved/, { within: "Open a visit" });
  const kept = await rowsOf(carnet, "drafts");
  await carnet.key("Escape");
  await carnet.press("Add an allergy");
  await carnet.type("Substance", "words that are lost");
  await carnet.see(/^Draft saved/, { within: "Add an allergy" });
  await carnet.key("Escape");
  const lost = (await rowsOf(carnet, "drafts")).filter((key) => !kept.includes(key));
  assert.equal(lost.length, 1, "one draft more");
  await carnet.go("#/");
  await flip(carnet, "drafts", lost);

  await carnet.see("Unfinished (2)");
  await unfinished(carnet, /cannot be read/);
  await carnet.see(DRAFT);
  await carnet.axe("a draft that cannot be read");
  await carnet.press("Discard this draft");
  await carnet.see("Unfinished (1)");
  await unfinished(carnet, /Testa/);
  await carnet.see("Open a visit", { role: "heading" });
  await carnet.holds("Why the person came", "words that stay");
  await carnet.press("Sign");
  await carnet.see("words that stay");
}

const unfinished = (carnet, name) => carnet.scope(/^Unfinished/).getByRole("link", { name }).first().click();

/** Its entry stands, and says why it cannot be looked at; a check counts it; nothing else is lost. */
async function onePaper(carnet, chart) {
  const rows = await rowsOf(carnet, "blobs");
  await flip(carnet, "blobs", rows);
  await carnet.go(`${chart}/documents`);
  await carnet.see("referral letter");
  await carnet.press("Save a copy");
  await carnet.see(PAPER);
  await carnet.axe("a paper that cannot be read");
  await carnet.go("#/settings/storage");
  await carnet.press("Check now");
  await carnet.see(/unreadable or missing: 1\.$/, { timeout: 30_000 });
  await carnet.see("1 paper is damaged.");
  await carnet.see(/^Checked: .*\. Every entry can be read\.$/);
  await whole(carnet, chart);

  await flip(carnet, "blobs", rows);
  await carnet.go(`${chart}/documents`);
  const saved = await carnet.saved(() => carnet.press("Save a copy"));
  assert.equal(await readFile(saved, "utf8"), LETTER);
}

/** It is made again from the entries, and nobody notices. */
async function theList(carnet, chart) {
  await carnet.go(chart);
  const digest = await digestOfChart(carnet);
  await flip(carnet, "directory", await rowsOf(carnet, "directory"));
  for (const family of ["Testa", "Essai"]) {
    await carnet.go("#/find");
    await carnet.type("Name, number, phone or place", family);
    await carnet.see(new RegExp(family), { role: "link" });
    await carnet.notSee(/could not be searched/);
  }
  await whole(carnet, chart);
  await carnet.go(chart);
  assert.equal(await digestOfChart(carnet), digest);
}

const pages = async (carnet, pattern) => (await rowsOf(carnet, "keyring")).filter((key) => pattern.test(key));

/** Either copy may be lost: the other opens everything and puts it back. */
async function oneCopyOfTheKeys(carnet, chart) {
  for (const copy of [/\.0$/, /\.1$/]) {
    await flip(carnet, "keyring", await pages(carnet, copy));
    await carnet.notSee(KEYS);
    await whole(carnet, chart);
  }
}

/** What these keys sealed cannot be read, and the page says so; who the people are opens, and a new chart can be written. */
async function bothCopiesOfTheKeys(carnet, chart) {
  const clinical = await pages(carnet, /^0002\.a\./);
  assert.equal(clinical.length, 2, clinical.join());
  await carnet.go(chart);
  await flip(carnet, "keyring", clinical);
  await carnet.see(KEYS);
  await carnet.see(/Testa, Decima/, WHOSE);
  await carnet.see(SOME_UNREADABLE);
  await carnet.axe("a chart whose keys are lost");
  const meanwhile = await person(carnet, { family: "Zkouška", given: "Duodecima", age: "45" }, "written meanwhile");

  await flip(carnet, "keyring", clinical);
  await carnet.notSee(KEYS);
  await whole(carnet, chart);
  await whole(carnet, meanwhile, "written meanwhile");
}

/** The row that names what was last written in a chart: what is there is read, and the chart says that something may be missing. */
async function theJournal(carnet, chart, other) {
  await carnet.go(chart);
  await writeNote(carnet, { problem: "Headache, 1 day", says: "the second note" });
  const last = (await rowsOf(carnet, "journal")).filter((key) => key.startsWith("0002.")).at(-1);
  await flip(carnet, "journal", [last]);
  await carnet.see(SOME_UNREADABLE);
  await carnet.press("History", { nth: 0 });
  await carnet.see(/^Unreadable entry, .+, place \d+ in this chart/);
  for (const says of ["the first note", "the second note"]) await carnet.see(says);
  await carnet.axe("a history whose journal is damaged");
  await whole(carnet, other, "the note of another");
  await flip(carnet, "journal", [last]);
  await whole(carnet, chart);
}

/** Where this device is and what it is called is asked for again; the charts are as they were. */
async function theSettings(carnet, chart) {
  const rows = (await rowsOf(carnet, "meta")).filter((key) => key.startsWith("settings."));
  assert.equal(rows.length, 2, rows.join());
  await flip(carnet, "meta", rows);
  await carnet.see(SETTINGS);
  await whole(carnet, chart);
  await carnet.press("Name the place");
  await carnet.type("Place", "Site Alpha");
  await carnet.type("Short name for this device", "Tablet 1");
  await carnet.press("Save");
  await carnet.see("Saved. From now on you sign at Site Alpha.");
  await carnet.notSee(SETTINGS);
}
