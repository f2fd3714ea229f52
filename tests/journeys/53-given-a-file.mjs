import assert from "node:assert/strict";
import { begin, makeVault, takeIn } from "./driver/clinic.mjs";
import { exportChart, typePassphrase, withoutSavePicker } from "./driver/files.mjs";

export const title = "a file somebody was given is read before there is a vault, nothing of it is kept, and keeping it asks for no passphrase twice";
export const sizes = ["phone", "laptop"];
export const timeout = 300;

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Quinta" });
  const [path, words] = await exportChart(carnet);

  const other = await carnet.another();
  await other.open();
  await reads(other, path, words);
  await keepsNothing(other);
  await reads(other, path, words);
  await other.axe("a file that is read before there is a vault");
  await other.screenshot("53-read");
  await keeps(other);
}

/** From the doors to what the file holds. */
async function reads(carnet, path, words) {
  await carnet.press(/^I was given a file/);
  await carnet.see("A file you were given", { role: "heading" });
  await carnet.give("Choose a file", path);
  await typePassphrase(carnet, words);
  await carnet.see(/Testa/, { timeout: 60_000 });
  await carnet.see("Entries, the newest first");
  await carnet.see("Nothing of this file is kept. Leaving this page forgets it.");
}

async function keepsNothing(carnet) {
  const kept = await carnet.page.evaluate(async () => {
    const rows = (await indexedDB.databases()).map(
      ({ name }) =>
        new Promise((counted, failed) => {
          const request = indexedDB.open(name);
          request.onerror = failed;
          request.onsuccess = async () => {
            const database = request.result;
            const names = [...database.objectStoreNames];
            let rows = 0;
            for (const table of names) {
              const count = database.transaction(table).objectStore(table).count();
              rows += await new Promise((done) => (count.onsuccess = () => done(count.result)));
            }
            database.close();
            counted(rows);
          };
        }),
    );
    return (await Promise.all(rows)).reduce((sum, one) => sum + one, 0);
  });
  assert.equal(kept, 0, "no row is on the device");
  await carnet.act("go back by the browser", () => carnet.page.goBack());
  await carnet.see(/^For a clinic/);
}

async function keeps(carnet) {
  await carnet.press("Keep this on this device");
  await carnet.see("You and this device", { role: "heading" });
  await carnet.press("Back");
  await carnet.see("Entries, the newest first", { timeout: 60_000 });
  await makeVault(carnet, { door: "Keep this on this device", name: "Tertia Testa", device: "Tablet 2" });
  await carnet.press(/^(Go to Today|Begin|Start|To Today|Today)/, { nth: 0 });
  // The preview, at once: the words that opened the file were not asked for again.
  await carnet.see("People in this file", { timeout: 60_000 });
  await carnet.press(/^Add \d+ entr/);
  await carnet.see(/Testa/, { timeout: 60_000 });
}
