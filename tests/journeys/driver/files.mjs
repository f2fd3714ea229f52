// Charts and copies as files: what is pressed to make one and to take one in.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The browser's own save dialog cannot be pressed from here; without it the file goes to the downloads. */
export async function withoutSavePicker(carnet) {
  await carnet.context.addInitScript(() => {
    delete globalThis.showSaveFilePicker;
    delete Window.prototype.showSaveFilePicker;
  });
}

/** Writes a file for the person to choose; gives its path. */
export async function fileOf(name, bytes) {
  const folder = join("test-results", "files");
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** The page of the open chart that says who it is about. */
export async function toIdentity(carnet) {
  const chart = new URL(carnet.page.url()).hash.match(/^#\/chart\/[^/]+/)[0];
  await carnet.go(`${chart}/identity`);
  await carnet.see("Digest");
}

/** The digest of the open chart, and how many entries it covers. */
export async function digestOfChart(carnet) {
  await toIdentity(carnet);
  const value = carnet.page.getByRole("main").getByText("Digest", { exact: true }).locator("xpath=following::dd[1]");
  return carnet.act("read the digest", async () => (await value.innerText()).trim());
}

/** Exports the open chart for another clinic: gives the file's path and its passphrase. Checks the saved file. */
export async function exportChart(carnet) {
  await toIdentity(carnet);
  await carnet.press("Export this chart");
  await carnet.choose("For", "another clinic");
  await carnet.press("Next");
  const saved = await savePassphraseAndFile(carnet);
  await carnet.see(/^Checked: opens/, { timeout: 60_000 });
  return saved;
}

/** From the page of the passphrase to the checked file: gives the file's path and its passphrase. */
export async function savePassphraseAndFile(carnet) {
  const passphrase = await passOnPassphrase(carnet);
  const path = await carnet.saved(() => carnet.press("Save the file"));
  await carnet.give("Check the saved file", path);
  return [path, passphrase];
}

/** Reads the passphrase and says that it was passed on. */
export async function passOnPassphrase(carnet) {
  await carnet.see(/Say this passphrase/);
  const words = carnet.page.getByRole("main").getByRole("status").filter({ hasText: /^\s*(\S+\s+){6}\S+\s*$/ });
  const passphrase = await carnet.act("read the passphrase", async () => (await words.innerText()).replace(/\s+/g, " ").trim());
  assert.equal(passphrase.split(" ").length, 7);
  await carnet.page.getByText("I have passed it on", { exact: true }).click();
  return passphrase;
}

/** Begins a new import with this file. */
export async function chooseFile(carnet, path) {
  // Another page first: an import that is under way is left by leaving its page.
  await carnet.go("#/more");
  await carnet.see("More", { role: "heading" });
  await carnet.go("#/import");
  await carnet.see("Import", { role: "heading" });
  await carnet.give("Choose a file", path);
}

/** Reads a bundle as far as its preview. */
export async function readBundle(carnet, path, passphrase) {
  await chooseFile(carnet, path);
  await typePassphrase(carnet, passphrase);
  await carnet.see("Import: what the file holds", { role: "heading", timeout: 60_000 });
}

export async function typePassphrase(carnet, passphrase) {
  await carnet.type("Passphrase of this file", passphrase);
  await carnet.press("Read the file");
}
