import assert from "node:assert/strict";
import { begin, makeVault, takeIn, unlock, writeNote } from "./driver/clinic.mjs";
import { damageRow, removeKept, rowsOf } from "./driver/device.mjs";
import { lockByReload } from "./driver/gate.mjs";

export const title = "stored rows are damaged: one entry shows as unreadable and the rest opens; the vault opens from its other copy, or says why not";
export const sizes = ["phone"];
export const timeout = 480;

const DAMAGED = "Part of the stored records cannot be read. Your passphrase is not the cause. Do not clear this browser; open the rescue steps.";
const RING =
  "A part of the key that this browser kept is missing. Your passphrase is not the cause and nothing is lost. Open with the twelve words of the recovery code.";

export default async function (carnet) {
  await carnet.open();
  const words = await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Decima" });
  const chart = new URL(carnet.page.url()).hash.replace("#/chart/", "");
  await writeNote(carnet, { problem: "Cough, 2 weeks", says: "the first note" });
  await writeNote(carnet, { problem: "Headache, 1 day", says: "the second note" });

  await oneEntry(carnet, chart);
  await foundAtRest(carnet);
  await carnet.go(`#/chart/${chart}`);
  await oneCopyOfTheVault(carnet);
  await ringSecret(carnet, words);
  await bothCopiesOfTheVault(carnet);
}

async function oneEntry(carnet, chart) {
  await lockByReload(carnet);
  const rows = (await rowsOf(carnet, "log")).filter((key) => key.startsWith(`0002.${chart}.`));
  assert.ok(rows.length >= 2, "a row for each note");
  await damageRow(carnet, "log", rows[0]);
  await unlock(carnet);
  await carnet.see(/Entries that cannot be read here: 1\. The other \d+ open\. Another device or file may still hold them\./);
  await carnet.see("Headache, 1 day");
  await carnet.press("History", { nth: 0 });
  await carnet.see(/^Unreadable entry, .+, place \d+ in this chart/);
  await carnet.see("the second note");
  await carnet.notSee("the first note");
  await carnet.axe("a history with an unreadable entry");
}

/** Nobody asks, and nobody touches the page: the charts are verified one after the other. */
async function foundAtRest(carnet) {
  await carnet.see(/^Carnet found entries that can no longer be read/, { timeout: 30_000 });
  await carnet.go("#/settings/storage");
  await carnet.see(/Not checked yet\. Found since while nobody used this device, .+: \d+\./);
}

const copies = async (carnet, copy) => (await rowsOf(carnet, "meta")).filter((key) => key.endsWith(`.${copy}`) && /^(vault|user)/.test(key));

/** The vault's and its people's rows stand twice. */
async function oneCopyOfTheVault(carnet) {
  await lockByReload(carnet);
  const first = await copies(carnet, 0);
  assert.equal(first.length, 2, first.join());
  for (const key of first) await damageRow(carnet, "meta", key);
  await lockByReload(carnet);
  await unlock(carnet);
  await carnet.see(/Testa/);
}

async function ringSecret(carnet, words) {
  await lockByReload(carnet);
  await removeKept(carnet, "ring-");
  await carnet.type("Passphrase", "a sentence for trying things out");
  await carnet.press("Open");
  await carnet.see(RING, { timeout: 60_000 });
  await carnet.notSee(/That passphrase did not open/);
  await carnet.press("Use the recovery code");
  for (const [at, word] of words.entries()) await carnet.type(`Word ${at + 1}`, word);
  await carnet.act("wait for the next try", () => carnet.pressable("Open").and(carnet.page.locator(":enabled")).waitFor({ timeout: 60_000 }));
  await carnet.press("Open");
  await carnet.see(/Testa/, { timeout: 60_000 });
  // From now on the passphrase opens again.
  await lockByReload(carnet);
  await unlock(carnet);
  await carnet.see(/Testa/, { timeout: 60_000 });
}

async function bothCopiesOfTheVault(carnet) {
  await lockByReload(carnet);
  for (const copy of [0, 1]) for (const key of await copies(carnet, copy)) await damageRow(carnet, "meta", key);
  await carnet.reload();
  await carnet.see(DAMAGED);
  await carnet.see("2. Another device", { role: "heading" });
  await carnet.notSee(/That passphrase did not open/);
  // A passphrase could not help.
  await carnet.until("be asked for no passphrase", () => carnet.field("Passphrase").count(), (count) => count === 0);
  await carnet.axe("a damaged vault");
}
