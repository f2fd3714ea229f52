import assert from "node:assert/strict";
import { begin, makeVault, takeIn } from "./driver/clinic.mjs";
import { passOnPassphrase } from "./driver/files.mjs";

export const title = "where the browser asks where to save: saying no leaves no export behind; saying where lets Carnet check the file by itself";
export const timeout = 180;

export default async function (carnet) {
  await carnet.context.addInitScript(pretendPicker);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Septima" });

  const before = await entriesOfEverything(carnet);
  await carnet.choose("For", "a copy of this device");
  await carnet.press("Next");
  await passOnPassphrase(carnet);
  await carnet.page.evaluate(() => (globalThis.saysNo = true));
  await carnet.press("Save the file");
  await carnet.see("The file is made but not saved yet. Save it now.", { timeout: 60_000 });
  await carnet.see("Export: the passphrase", { role: "heading" });
  await carnet.press("Back");
  await carnet.see("Export: what, and for whom", { role: "heading" });
  assert.equal(await entriesOfEverything(carnet), before, "what never left is no export");

  await carnet.choose("For", "a copy of this device");
  await carnet.press("Next");
  await passOnPassphrase(carnet);
  await carnet.page.evaluate(() => (globalThis.saysNo = false));
  await carnet.press("Save the file");
  // Making the file may take longer than the browser counts a press; the page then asks for another.
  const done = carnet.things("Export: check the saved file", { role: "heading" });
  const again = carnet.things("The file is made but not saved yet. Save it now.");
  await carnet.act("save the file", () => done.or(again).first().waitFor({ timeout: 60_000 }));
  if (await again.count()) await carnet.press("Save the file");
  await carnet.press("Check the saved file");
  await carnet.see(/^Checked: opens/, { timeout: 60_000 });
  await carnet.axe("a checked export");
  // The export and its check stand in the vault's own log.
  await carnet.until("count two entries more", () => entriesOfEverything(carnet), (entries) => entries === before + 2);
}

/** How many entries a copy of the whole device would hold: the charts' and the vault's own log's. */
async function entriesOfEverything(carnet) {
  await carnet.go("#/more");
  await carnet.see("More", { role: "heading" });
  await carnet.go("#/export");
  await carnet.choose("What", "Everything on this device");
  const size = /^\d+ charts?, (\d+) entr/;
  await carnet.see(size);
  return Number((await carnet.things(size).first().innerText()).match(size)[1]);
}

/** Runs in the page: a save dialog that is answered by `saysNo`, and a disk of one file. */
function pretendPicker() {
  globalThis.showSaveFilePicker = async ({ suggestedName }) => {
    if (globalThis.saysNo) throw new DOMException("The user aborted a request.", "AbortError");
    const parts = [];
    return {
      createWritable: async () => ({ write: async (part) => parts.push(part.slice()), close: async () => {} }),
      getFile: async () => new File(parts, suggestedName),
    };
  };
}
