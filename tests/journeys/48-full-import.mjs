import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { settles } from "./driver/chart.mjs";
import { begin, makeVault, takeIn, writeNote } from "./driver/clinic.mjs";
import { rowsOf, smallDisk } from "./driver/device.mjs";
import { digestOfChart, fileOf, readBundle, savePassphraseAndFile, withoutSavePicker } from "./driver/files.mjs";

export const title = "the device fills up in the middle of a bundle: the page says so and nothing of it is there; when there is room the same file is added, all of it and once";
export const sizes = ["phone"];
export const timeout = 300;

const FULL = "This device is full, so nothing was written. Signed entries and sealed drafts are safe. Free space on the device, then do it again.";

const PEOPLE = [
  { family: "Testa", given: "Prima", age: "34" },
  { family: "Essai", given: "Quarto", age: "8" },
  { family: "Zkouška", given: "Řehořka", age: "45" },
];
const LOCAL = { family: "Provatestabellini", given: "Ultima", age: "61" };
/** Letters that no compression makes smaller than three quarters. */
const PAPER = randomBytes(3_000_000).toString("base64");
/** Room for every entry of the file and the beginning of its paper, not for the whole. */
const LEFT = 1_500_000;
const ADD = /^Add \d+ entr/;

export default async function (carnet) {
  const disk = await smallDisk(carnet);
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, LOCAL);
  const local = new URL(carnet.page.url()).hash;
  const sent = await fileOfAnotherClinic(await carnet.another());

  const before = { digest: await digestOfChart(carnet), rows: await everyRow(carnet) };
  await refused(carnet, disk, sent);
  assert.deepEqual(await everyRow(carnet), before.rows, "no row more, none less");
  await carnet.go(local);
  assert.equal(await digestOfChart(carnet), before.digest);
  await onTheList(carnet, [LOCAL]);

  // There was room all along for what is smaller, as the first rows of the file are.
  await carnet.go(local);
  await writeNote(carnet, { problem: "Cough, 2 weeks", says: "signed beside a file that found no room" });
  await disk.empty();
  await added(carnet, sent);
  await onTheList(carnet, [LOCAL, ...PEOPLE]);
  await onlyOnce(carnet, sent);
}

/** Three charts, one with a large paper, in one file: gives it with each chart's address and digest. */
async function fileOfAnotherClinic(sender) {
  await withoutSavePicker(sender);
  await sender.open();
  await makeVault(sender, { name: "Tertia Testa", device: "Tablet 2" });
  await begin(sender);
  const charts = [];
  for (const person of PEOPLE) {
    await sender.go("#/");
    await takeIn(sender, person);
    const chart = new URL(sender.page.url()).hash;
    await writeNote(sender, { problem: "Headache, 1 day", says: `told by ${person.given}` });
    if (charts.length === 0) await filePaper(sender, chart);
    charts.push({ ...person, chart, digest: await digestOfChart(sender) });
  }
  await sender.go("#/export");
  await sender.choose("What", "Everything on this device");
  await sender.choose("For", "another clinic");
  await sender.press("Next");
  const [path, passphrase] = await savePassphraseAndFile(sender);
  await sender.see(/^Checked: opens/, { timeout: 60_000 });
  await sender.context.close();
  return { charts, path, passphrase };
}

async function filePaper(carnet, chart) {
  await carnet.go(`${chart}/documents`);
  await carnet.give("Choose the file", await fileOf("scan.txt", PAPER));
  await carnet.see(/^scan\.txt, /);
  await carnet.type("What it is", "referral letter");
  await carnet.press("Sign");
  await carnet.see(/, text, /, { timeout: 30_000 });
}

/** The keys of every row of every table in which something of a file could lie. */
async function everyRow(carnet) {
  const rows = {};
  for (const table of ["log", "blobs", "journal", "keyring", "directory"]) rows[table] = await rowsOf(carnet, table);
  return rows;
}

async function refused(carnet, disk, { path, passphrase }) {
  await readBundle(carnet, path, passphrase);
  await disk.fill(LEFT);
  await carnet.press(ADD);
  await carnet.see(FULL, { timeout: 60_000 });
  await carnet.axe("a bundle on a full device");
  // The file is still open: pressing again is no way around it.
  await carnet.press(ADD);
  await carnet.see(FULL, { timeout: 60_000 });
}

/** Every chart with the digest it has where it came from, and its paper to the last letter. */
async function added(carnet, { path, passphrase, charts }) {
  await readBundle(carnet, path, passphrase);
  await carnet.press(ADD);
  await carnet.see(/^\d+ entries added, in \d charts\.$/, { timeout: 60_000 });
  for (const { family, chart, digest } of charts) {
    await carnet.go(chart);
    await carnet.see(new RegExp(family), { within: "Whose chart this is" });
    assert.equal(await digestOfChart(carnet), digest, family);
  }
  await carnet.go(`${charts[0].chart}/documents`);
  await carnet.see("referral letter");
  const saved = await carnet.saved(() => carnet.press("Save a copy"));
  assert.equal(await readFile(saved, "utf8"), PAPER, "the paper is whole");
}

/** These people are on the list, each once, and nobody else. */
async function onTheList(carnet, people) {
  for (const { family, given } of [LOCAL, ...PEOPLE]) {
    const there = people.some((one) => one.family === family);
    await carnet.go("#/more");
    await carnet.see("More", { role: "heading" });
    await carnet.go("#/find");
    await carnet.type("Name, number, phone or place", family);
    await carnet.see(there ? new RegExp(`${family}, ${given}`) : /^No one matches these letters/);
    const found = carnet.page.getByRole("main").getByRole("link", { name: new RegExp(family) });
    await carnet.until(`find ${family} ${there ? "once" : "nowhere"}`, () => found.count(), (count) => count === (there ? 1 : 0));
  }
}

async function onlyOnce(carnet, { path, passphrase }) {
  const rows = await everyRow(carnet);
  await readBundle(carnet, path, passphrase);
  await carnet.see("Every entry of this file that can be read is already here.");
  await settles(carnet, "see nothing left to add", () => carnet.pressable(ADD).allInnerTexts(), []);
  assert.deepEqual(await everyRow(carnet), rows);
}
