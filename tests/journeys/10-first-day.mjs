import assert from "node:assert/strict";
import { begin, keepForPython, makeVault, takeIn, unlock, writeNote } from "./driver/clinic.mjs";
import { savePassphraseAndFile, withoutSavePicker } from "./driver/files.mjs";

export const title = "a first day: a vault, a person, a note; offline after the browser was closed; the chart goes to another browser";
export const sizes = ["phone", "tablet", "laptop"];
export const timeout = 480;

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await carnet.axe("the last step of first run");
  await begin(carnet);
  await carnet.see("No one has been seen here today.");
  await carnet.axe("an empty day");

  await takeIn(carnet, { family: "Testa", given: "Seconda" });
  await carnet.axe("a new chart");
  await writeNote(carnet, { problem: "Cough, 2 weeks", says: "no headache" });
  await carnet.see("Cough, 2 weeks");
  await carnet.screenshot("10-chart");

  await carnet.keptOnDevice();
  await carnet.offline();
  await carnet.restart();
  await unlock(carnet);
  await carnet.see(/^Today/, { role: "heading" });
  await carnet.see(/Testa/);
  await carnet.screenshot("10-today");
  await carnet.axe("Today");

  const [path, passphrase] = await exportEverything(carnet);
  assert.doesNotMatch(path, /Testa|Seconda/);
  await keepForPython(path, passphrase);

  await carnet.online();
  const other = await carnet.another();
  await other.open();
  await makeVault(other, { door: /^I was given a file/, name: "Tertia Testa", device: "Tablet 2" });
  await other.press("Begin");
  await importFile(other, path, passphrase);
  await other.see(/Testa/);
  await other.see("Cough, 2 weeks");
}

async function exportEverything(carnet) {
  await withoutSavePicker(carnet);
  await carnet.reload();
  await unlock(carnet);
  await carnet.press("More");
  await carnet.press("Export a chart or a copy");
  await carnet.page.getByRole("radio", { name: "Everything on this device" }).check({ force: true });
  await carnet.page.getByRole("radio", { name: "a copy of this device" }).check({ force: true });
  await carnet.axe("export, what");
  await carnet.press("Next");
  await carnet.see(/Say this passphrase/);
  await carnet.axe("export, passphrase");
  const saved = await savePassphraseAndFile(carnet);
  await carnet.see(/^Checked: opens/, { timeout: 60_000 });
  return saved;
}

async function importFile(carnet, path, passphrase) {
  await carnet.see("Import", { role: "heading" });
  await carnet.give("Choose a file", path);
  await carnet.type("Passphrase of this file", passphrase);
  await carnet.press("Read the file");
  await carnet.see("nothing is saved yet", { timeout: 60_000 });
  await carnet.axe("the import's preview");
  await carnet.press(/^Add \d+ entr/);
}
