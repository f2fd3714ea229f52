import assert from "node:assert/strict";
import { begin, makeVault, takeIn, unlock } from "./driver/clinic.mjs";
import { keepsFile, smallDisk } from "./driver/device.mjs";
import { chooseFile, digestOfChart, exportChart, fileOf, withoutSavePicker } from "./driver/files.mjs";

export const title = "the device is full in the middle of a signature and of an import: no word is lost, both go on when there is room, and a chart can leave meanwhile";
export const sizes = ["phone"];
export const timeout = 360;

const FULL_SIGNING =
  /^This device is full, so the note is not signed yet\. Your words are safe up to \d\d:\d\d\. Free space on the device, then sign again\.$/;
const FULL = "This device is full, so nothing was written. Signed entries and sealed drafts are safe. Free space on the device, then do it again.";
const SAYS = "Worse at night, better when sitting up.";

const FILE = JSON.stringify({
  resourceType: "Bundle",
  type: "collection",
  entry: [{ resource: { resourceType: "Patient", id: "p", name: [{ family: "Testa", given: ["Ultima"] }], gender: "female", birthDate: "1990" } }],
});

export default async function (carnet) {
  const disk = await smallDisk(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Quarta" });
  const chart = new URL(carnet.page.url()).hash;
  const digest = await digestOfChart(carnet);

  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
  await signature(carnet, disk, chart, digest);
  await importing(carnet, disk, chart);
  await handingOver(carnet, disk, chart);
}

async function signature(carnet, disk, chart, digest) {
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", SAYS);
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await disk.fill();
  await carnet.press("Sign");
  await carnet.see(FULL_SIGNING);
  await carnet.axe("a full device");

  // Closing the page loses nothing either; nothing of the note was signed.
  await carnet.reload();
  await unlock(carnet);
  await carnet.see("What the person says");
  await carnet.holds("What the person says", SAYS);
  await carnet.go(chart);
  assert.equal(await digestOfChart(carnet), digest);

  await disk.empty();
  await carnet.go("#/");
  await carnet.see(/^Unfinished/);
  await carnet.page.getByRole("main").getByRole("link", { name: /Testa.*note/ }).first().click();
  await carnet.see("What the person says");
  await carnet.press("Review and sign");
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
  await carnet.press("History", { nth: 0 });
  await carnet.see(SAYS);
  await carnet.go("#/");
  await carnet.see(/^Today/, { role: "heading" });
  await carnet.notSee(/^Unfinished/);
}

async function importing(carnet, disk, chart) {
  await carnet.go(chart);
  const digest = await digestOfChart(carnet);
  await chooseFile(carnet, await fileOf("ultima.json", FILE));
  await carnet.see(/1 read = 1 shown as an entry/);
  await disk.fill();
  await carnet.press(/^Add \d+ item/);
  await carnet.see(FULL);
  await disk.empty();
  await carnet.press(/^Add \d+ item/);
  await carnet.see(/Ultima/, { within: "Whose chart this is" });
  await carnet.go(chart);
  assert.equal(await digestOfChart(carnet), digest);
  await carnet.go("#/find");
  await carnet.type("Name, number, phone or place", "Ultima");
  await carnet.see(/Ultima/);
  const found = carnet.page.getByRole("main").getByRole("link", { name: /Ultima/ });
  await carnet.until("find them added once", () => found.count(), (count) => count === 1);
}

/** A device that can sign no note any more still exports a chart: it keeps a file for that, which it gives up. */
async function handingOver(carnet, disk, chart) {
  const waiting = "Waits for room on the device.";
  await disk.empty();
  await withoutSavePicker(carnet);
  await carnet.reload();
  await unlock(carnet);
  await carnet.notSee("This vault is locked");
  await keepsFile(carnet, "reserve");
  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
  const digest = await digestOfChart(carnet);

  await carnet.go(chart);
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", waiting);
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await disk.brim();
  await carnet.press("Sign");
  await carnet.see(FULL_SIGNING);
  await keepsFile(carnet, "reserve");
  await carnet.reload();
  await unlock(carnet);
  await carnet.see("What the person says");

  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
  await exportChart(carnet);
  await keepsFile(carnet, "reserve", false);
  await carnet.go(chart);
  assert.equal(await digestOfChart(carnet), digest, "the note is not signed");

  await disk.empty();
  await carnet.reload();
  await unlock(carnet);
  await keepsFile(carnet, "reserve");
  await carnet.go("#/");
  await carnet.see(/^Unfinished/);
  await carnet.page.getByRole("main").getByRole("link", { name: /Testa.*note/ }).first().click();
  await carnet.see("What the person says");
  await carnet.press("Review and sign");
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
}
