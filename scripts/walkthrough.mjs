// Walks through Carnet as the README tells it, step by step, and draws a picture of each: docs/screenshots/walk-*.png.
//   node scripts/walkthrough.mjs
// A step that is not as told stops it. Everyone in the pictures is made up.
import { mkdir } from "node:fs/promises";
import { Device, Host } from "../tests/journeys/driver/carnet.mjs";
import { begin, makeVault, recoveryCode, unlock } from "../tests/journeys/driver/clinic.mjs";
import { passOnPassphrase, readBundle, withoutSavePicker } from "../tests/journeys/driver/files.mjs";

const OUT = "docs/screenshots";

async function draw(carnet, name) {
  await carnet.page.mouse.move(0, 0);
  await carnet.page.waitForTimeout(800);
  await carnet.page.evaluate(() => document.activeElement?.matches("a, h1, h2") && document.activeElement.blur());
  await carnet.page.screenshot({ path: `${OUT}/walk-${name}.png` });
  console.log(`${OUT}/walk-${name}.png`);
}

/** Steps 1 to 3; gives the generated passphrase. */
async function firstRun(carnet) {
  await carnet.see(/^For a clinic/);
  await draw(carnet, "1-doors");
  await carnet.press(/^For a clinic/);
  await carnet.type("Your name", "Prima Testa");
  await carnet.page.getByRole("radio", { name: "nurse" }).check({ force: true });
  await carnet.type("Place", "Site Alpha");
  await carnet.type("Short name for this device", "Tablet 1");
  await carnet.press("Next");
  await carnet.see("A passphrase for this device", { role: "heading" });
  const shown = carnet.page.getByRole("main").locator("output");
  await carnet.act("see the words", () => shown.filter({ hasText: /\p{L}/u }).waitFor());
  const passphrase = (await shown.innerText()).replace(/\s+/g, " ").trim();
  await draw(carnet, "2-passphrase");
  await carnet.press("Next");
  const words = await recoveryCode(carnet);
  await draw(carnet, "3-words");
  await carnet.press("I have it on paper");
  for (const [at, word] of words.entries()) await carnet.type(`Word ${at + 1}`, word);
  await carnet.press("Make the vault");
  await begin(carnet);
  return passphrase;
}

async function takeIn(carnet) {
  await carnet.press(/Find or register a person/);
  await carnet.press("Register a new person");
  await carnet.type("Family name", "Testa");
  await carnet.type("Given name", "Seconda");
  await carnet.page.getByRole("radio", { name: /^Female$/i }).check({ force: true });
  await carnet.type("Age", "34");
  await draw(carnet, "4-intake");
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.press("Sign");
  await carnet.see(/Testa/, { within: "Whose chart this is" });
}

async function note(carnet) {
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.choose("For which problem", "New problem");
  await carnet.type("What the problem is", "Cough, 2 weeks");
  await carnet.type("What the person says", "Cough at night, no fever. Nobody else at home coughs.");
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await draw(carnet, "5-sign");
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
}

/** The server is stopped; the page is loaded again, is locked, and opens. */
async function offline(carnet, passphrase) {
  await carnet.keptOnDevice();
  await carnet.offline();
  await carnet.reload();
  await carnet.see("This vault is locked");
  await draw(carnet, "6-locked-offline");
  await unlock(carnet, passphrase);
  await carnet.see("Cough, 2 weeks");
}

/** Gives the file and its passphrase. */
async function exportChart(carnet) {
  await carnet.go("#/more");
  await carnet.press("Export a chart or a copy");
  await carnet.choose("What", "Everything on this device");
  await carnet.choose("For", "another clinic");
  await carnet.press("Next");
  const passphrase = await passOnPassphrase(carnet);
  const path = await carnet.saved(() => carnet.press("Save the file"));
  await carnet.give("Check the saved file", path);
  await carnet.see(/^Checked: opens/, { timeout: 60_000 });
  await draw(carnet, "7-checked");
  return [path, passphrase];
}

async function otherBrowser(carnet, path, passphrase) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet, { door: /^I was given a file/, name: "Tertia Testa", device: "Tablet 2" });
  await carnet.press("Begin");
  await readBundle(carnet, path, passphrase);
  await draw(carnet, "8-preview");
  await carnet.press(/^Add \d+ entr/);
  await carnet.see(/Testa/);
}

const host = await Host.start({ folder: process.env.CARNET_DIST || "dist" });
const carnet = await Device.start(host, { size: "phone", online: true });
try {
  await mkdir(OUT, { recursive: true });
  await withoutSavePicker(carnet);
  await carnet.open();
  const passphrase = await firstRun(carnet);
  await takeIn(carnet);
  await note(carnet);
  await offline(carnet, passphrase);
  const [path, words] = await exportChart(carnet);
  await carnet.online();
  await otherBrowser(await carnet.another(), path, words);
} finally {
  await carnet.close();
  await host.stop();
}
