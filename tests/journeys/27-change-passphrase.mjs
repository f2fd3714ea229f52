import assert from "node:assert/strict";
import { PASSPHRASE, begin, makeVault, takeIn, unlock, writeNote } from "./driver/clinic.mjs";
import { focusIsSomewhere, seeLocked } from "./driver/gate.mjs";

export const title = "the passphrase is changed: the old one is refused, the new one opens every record, and so do the same recovery words";
export const timeout = 240;

const NEW = "quite another sentence to open it with";
const GENERATED = /^\s*(\S+\s+){5}\S+\s*$/;
const WRONG = "That passphrase did not open the records. Check capitals and the keyboard language. Nothing is lost.";
const CHANGED = "The passphrase is changed. The old one opens nothing any more.";
const SLOW = { timeout: 30_000 };

export default async function (carnet) {
  await carnet.open();
  const words = await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Octava" });
  const chart = new URL(carnet.page.url()).hash;
  await writeNote(carnet, { problem: "Cough, 2 weeks", says: "the words before the change" });

  await refused(carnet);
  await changeTo(carnet, NEW);
  await writeNoteAfter(carnet, chart);
  await carnet.reload();
  await opensWith(carnet, { old: PASSPHRASE, present: NEW });
  await everythingIsThere(carnet, chart);

  const generated = await byRecoveryWords(carnet, words);
  await carnet.restart();
  await opensWith(carnet, { old: NEW, present: generated });
  await everythingIsThere(carnet, chart);
}

async function toForm(carnet) {
  await carnet.go("#/settings/security");
  await carnet.see(/^No record is rewritten\. The recovery code stays the same\.$/);
  await carnet.press("Change the passphrase", { role: "button" });
  await carnet.see("Prove it is you with");
  await focusIsSomewhere(carnet);
}

async function ownWords(carnet, words) {
  await carnet.page.getByRole("radio", { name: "My own" }).check({ force: true });
  await carnet.type("Your passphrase", words);
  await carnet.type("The same again", words);
}

const change = (carnet) => carnet.press("Change the passphrase", { role: "button" });

/** A wrong passphrase, or none; what was typed for the new one stays. */
async function refused(carnet) {
  await toForm(carnet);
  await carnet.axe("changing the passphrase");
  await ownWords(carnet, NEW);
  await change(carnet);
  await carnet.see(WRONG, SLOW);
  await carnet.type("The present passphrase", "this is not the one");
  await change(carnet);
  await carnet.see(WRONG, SLOW);
  await carnet.holds("Your passphrase", NEW);

  await carnet.press("Cancel");
  await carnet.notSee("Prove it is you with");
  await focusIsSomewhere(carnet);
  await carnet.reload();
  await unlock(carnet);
  await carnet.see("Change the passphrase", { role: "heading", ...SLOW });
}

async function changeTo(carnet, passphrase) {
  await toForm(carnet);
  await ownWords(carnet, passphrase);
  await carnet.type("The present passphrase", PASSPHRASE);
  await change(carnet);
  await carnet.see(CHANGED, SLOW);
  await carnet.notSee("Prove it is you with");
  await focusIsSomewhere(carnet);
}

/** Whoever changed it works on without opening again. */
async function writeNoteAfter(carnet, chart) {
  await carnet.go(chart);
  await carnet.see(/Testa/, { within: "Whose chart this is" });
  await writeNote(carnet, { problem: "Headache, 1 day", says: "the words after the change" });
}

async function opensWith(carnet, { old, present }) {
  await seeLocked(carnet);
  await unlock(carnet, old);
  await carnet.see(WRONG, SLOW);
  await unlock(carnet, present);
  await carnet.see("Main pages", { role: "navigation", ...SLOW });
}

async function everythingIsThere(carnet, chart) {
  await carnet.go(`${chart}/history`);
  await carnet.see("the words before the change", SLOW);
  await carnet.see("the words after the change");
  await carnet.notSee(/cannot be read here/);
}

/** Forgotten: the recovery words prove who it is, and a generated passphrase takes the old one's place. */
async function byRecoveryWords(carnet, words) {
  await toForm(carnet);
  await carnet.page.getByRole("radio", { name: "The recovery code" }).check({ force: true });
  for (const [at, word] of words.entries()) await carnet.type(`Word ${at + 1}`, word);
  const shown = carnet.page.getByRole("main").getByRole("status").filter({ hasText: GENERATED });
  const generated = await carnet.act("read the generated words", async () => (await shown.innerText()).replace(/\s+/g, " ").trim());
  assert.equal(generated.split(" ").length, 6);
  await change(carnet);
  await carnet.see(CHANGED, SLOW);
  return generated;
}
