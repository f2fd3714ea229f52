import assert from "node:assert/strict";
import { begin, makeVault, takeIn, unlock, untilSealed } from "./driver/clinic.mjs";
import { kill } from "./driver/device.mjs";
import { digestOfChart, exportChart, readBundle, withoutSavePicker } from "./driver/files.mjs";

export const title = "the page is killed while typing, while signing and while importing: no word older than two seconds is lost, afterwards it is all there or none of it, and an unsigned draft is still there";
export const sizes = ["phone"];
export const timeout = 600;

const SAYS = "Worse at night, better when sitting up.";

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Quarta" });
  const chart = new URL(carnet.page.url()).hash;

  await whileTyping(carnet, chart);
  // The page dies at three moments: at the press, when the engine has been asked, and when the answer may be on its way.
  for (const [at, moment] of [pressed, asked, answered].entries()) await whileSigning(carnet, chart, `${at + 1}. ${SAYS}`, moment);

  await carnet.go(chart);
  const digest = await digestOfChart(carnet);
  const [path, passphrase] = await exportChart(carnet);
  const other = await carnet.another();
  await other.open();
  await makeVault(other, { name: "Tertia Testa", device: "Tablet 2" });
  await begin(other);
  for (const moment of [pressed, asked, answered]) await whileImporting(other, path, passphrase, moment);
  await other.go("#/");
  await readBundle(other, path, passphrase);
  await other.press(/^Add (\d+ entr|to this device)/);
  await other.see(/Testa/, { within: "Whose chart this is" });
  assert.equal(await digestOfChart(other), digest);
}

const pressed = async () => {};
/** One turn of the page's own work later: its request has left. */
const asked = (carnet) => carnet.page.evaluate(() => new Promise((done) => setTimeout(done)));
/** When the engine answers something it was asked after it. */
const answered = (carnet) => Promise.all(carnet.page.workers().map((worker) => worker.evaluate(() => new Promise((done) => setTimeout(done, 20)))));

/** What was typed is sealed within two seconds; a killed page seals nothing more on its way out. */
async function whileTyping(carnet, chart) {
  const says = `0. ${SAYS}`;
  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", says);
  await untilSealed(carnet);
  await killAndOpen(carnet);
  await carnet.go("#/");
  await carnet.see(/Find or register a person/);
  await signTheDraft(carnet, says);
}

async function whileSigning(carnet, chart, says, moment) {
  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", says);
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.press("Sign");
  await moment(carnet);
  await killAndOpen(carnet);

  await carnet.go(`${chart}/history`);
  await carnet.see(/^\d+ (of \d+ shown|entr)/);
  const signed = await carnet.things(says).count();
  await carnet.go("#/");
  await carnet.see(/Find or register a person/);
  const drafts = carnet.page.getByRole("main").getByRole("link", { name: /Testa.*note/ });
  const found = async () => ({ signed, kept: await drafts.count() });
  const { kept } = await carnet.until("find it signed once or kept once", found, ({ signed, kept }) => signed + kept === 1);
  if (kept) await signTheDraft(carnet, says);
}

async function signTheDraft(carnet, says) {
  await carnet.page.getByRole("main").getByRole("link", { name: /Testa.*note/ }).first().click();
  await carnet.see("What the person says");
  await carnet.holds("What the person says", says);
  await carnet.press("Review and sign");
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
}

async function whileImporting(carnet, path, passphrase, moment) {
  await carnet.go("#/");
  await readBundle(carnet, path, passphrase);
  await carnet.press(/^Add (\d+ entr|to this device)/);
  await moment(carnet);
  await killAndOpen(carnet);
  await carnet.go("#/find");
  await carnet.type("Name, number, phone or place", "Testa");
  const found = carnet.page.getByRole("main").getByRole("link", { name: /Testa/ });
  await carnet.act("find the person, or nobody", () => found.or(carnet.things(/No one matches these letters/)).first().waitFor());
  if (!(await found.count())) return;
  await found.first().click();
  await carnet.see(/Testa/, { within: "Whose chart this is" });
  await carnet.see("Summary", { role: "heading" });
  // All of it or nothing.
  await carnet.notSee(/cannot be read here/);
}

async function killAndOpen(carnet) {
  await kill(carnet);
  await carnet.open();
  await unlock(carnet);
  await carnet.see("Main pages", { role: "navigation" });
}
