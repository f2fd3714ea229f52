import { addPerson, begin, makeVault, PASSPHRASE, switchTo, takeIn, unlock, writeNote } from "./driver/clinic.mjs";
import { seeCovered, typeCode } from "./driver/gate.mjs";

export const title = "people who share a device come back with six figures, to the same chart, until one lock or five wrong codes";
export const timeout = 300;

const THEIRS = "another sentence for the second person";
const CODE = "246801";
const SWITCH = /Someone else works now/;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Octava" });
  const chart = new URL(carnet.page.url()).hash;
  await addPerson(carnet, THEIRS);
  await turnedOn(carnet);

  await carnet.go(chart);
  await carnet.press("Switch", { nth: 0 });
  await carnet.type("Six figures to come back with", CODE);
  await carnet.type("Your own passphrase, once", PASSPHRASE);
  await carnet.axe("choosing six figures");
  await carnet.press("Use these figures");
  await carnet.notSee("Six figures to come back with");
  await carnet.type("Passphrase of who works now", THEIRS);
  await carnet.press("Switch", { within: SWITCH });
  await carnet.notSee("Someone else works now");
  await writeNote(carnet, { problem: "Headache, 1 day", says: "since this morning" });

  await carnet.go(chart);
  await comesBack(carnet);
  await carnet.go("#/");
  await carnet.see(/Prima Testa, nurse/);

  await fiveWrong(carnet);
  await locked(carnet);
}

async function turnedOn(carnet) {
  await carnet.go("#/settings/clinic");
  await carnet.page.getByRole("checkbox", { name: "People take turns with six figures" }).check();
  await carnet.press("Save");
  await carnet.see("Saved for everyone who opens this vault.");
}

/** Two presses and six figures; the chart stays open. */
async function comesBack(carnet) {
  const open = new URL(carnet.page.url()).hash;
  await carnet.press("Switch", { nth: 0 });
  await carnet.press("Prima Testa, nurse");
  const began = Date.now();
  await carnet.type("Short code", CODE);
  await carnet.axe("coming back with six figures");
  await carnet.press("Switch", { within: "Worked here before" });
  await carnet.notSee("Someone else works now");
  const ms = Date.now() - began;
  if (ms > 5_000) throw new Error(`coming back took ${ms} ms`);
  if (new URL(carnet.page.url()).hash !== open) throw new Error("the chart that was open is not");
  await carnet.see("Headache, 1 day");
}

async function fiveWrong(carnet) {
  await switchTo(carnet, THEIRS);
  await carnet.press("Switch", { nth: 0 });
  await carnet.press("Prima Testa, nurse");
  for (const left of [4, 3, 2, 1]) {
    await carnet.type("Short code", "000000");
    await carnet.press("Switch", { within: "Worked here before" });
    await carnet.see(`That is not the code. Tries left: ${left}. Drafts are saved.`);
  }
  await carnet.type("Short code", "000000");
  await carnet.press("Switch", { within: "Worked here before" });
  await carnet.see("The short code opens no more. Drafts are saved. Open it with the passphrase.");
}

/** Who had six figures has none after a lock. */
async function locked(carnet) {
  await carnet.type("Six figures to come back with", CODE);
  await carnet.type("Your own passphrase, once", THEIRS);
  await carnet.press("Use these figures");
  await carnet.notSee("Six figures to come back with");
  await carnet.key("Escape");
  await switchTo(carnet, PASSPHRASE);
  await carnet.press("Switch", { nth: 0 });
  await carnet.see("Secunda Testa, midwife");
  await carnet.key("Escape");
  await carnet.press("Lock");
  await unlock(carnet);
  await carnet.press("Switch", { nth: 0 });
  await carnet.see("Someone else works now");
  await carnet.notSee("Worked here before");
  // Who comes back by passphrase keeps the figures that cover the page.
  await carnet.type("Six figures to come back with", CODE);
  await carnet.type("Your own passphrase, once", PASSPHRASE);
  await carnet.press("Use these figures");
  await carnet.notSee("Six figures to come back with");
  await carnet.key("Escape");
  await switchTo(carnet, THEIRS);
  await switchTo(carnet, PASSPHRASE);
  await carnet.press("Cover", { nth: 0 });
  await seeCovered(carnet);
  await typeCode(carnet, CODE);
  await carnet.see(/^Today/, { role: "heading" });
}
