import assert from "node:assert/strict";
import { begin, makeVault, takeIn, writeNote } from "./driver/clinic.mjs";
import { digestOfChart, exportChart, readBundle, withoutSavePicker } from "./driver/files.mjs";

export const title = "a chart goes to another device, is written on there and comes back with a visit; both then show the same digest";
export const sizes = ["phone"];
export const timeout = 300;

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Nona" });
  const [there, wordsThere] = await exportChart(carnet);

  const other = await carnet.another();
  await withoutSavePicker(other);
  await other.open();
  await makeVault(other, { door: /^I was given a file/, name: "Tertia Testa", device: "Tablet 2" });
  await other.press("Begin");
  await readBundle(other, there, wordsThere);
  await other.press(/^Add \d+ entr/);
  await other.see(/Testa/, { within: "Whose chart this is" });
  await other.press("Open a visit");
  await other.type("Why the person came", "cough since the journey", { within: "Open a visit" });
  await other.press("Sign", { within: "Open a visit" });
  await other.notSee("Open a visit", { role: "dialog" });
  await writeNote(other, { problem: "Sore throat, 3 days", says: "pain when swallowing" });
  await other.see("Sore throat, 3 days");
  const [back, wordsBack] = await exportChart(other);

  await readBundle(carnet, back, wordsBack);
  await carnet.press(/^Add \d+ entr/);
  await carnet.see(/Testa/, { within: "Whose chart this is" });
  await carnet.see("Sore throat, 3 days");
  const home = new URL(carnet.page.url()).hash;
  await carnet.press("History", { nth: 0 });
  await carnet.see(/cough since the journey/);
  await carnet.go(home);
  const digest = await digestOfChart(carnet);
  assert.match(digest, /^[0-9A-F-]{9,}$/);
  await other.go("#/find");
  await other.type("Name, number, phone or place", "Testa");
  await other.page.getByRole("main").getByRole("link", { name: /Testa/ }).first().click();
  await other.see(/Testa/, { within: "Whose chart this is" });
  assert.equal(await digestOfChart(other), digest);

  await readBundle(carnet, back, wordsBack);
  await carnet.see("Every entry of this file that can be read is already here.");
  await carnet.press(/^Add to this device/);
  await carnet.see("Nothing was added: every entry of the file was already here.");
  assert.equal(await digestOfChart(carnet), digest);
}
