import assert from "node:assert/strict";
import { settles } from "./driver/chart.mjs";
import { begin, makeVault, takeIn } from "./driver/clinic.mjs";
import { digestOfChart, toIdentity } from "./driver/files.mjs";
import { focusIsSomewhere } from "./driver/gate.mjs";

export const title = "two charts here are one person's: linked from either one after comparing, seen from both, taken apart again";
export const sizes = ["phone", "laptop"];
export const timeout = 180;

const ANOTHER = "Another chart of this person";
const NONE = "No other chart is linked to this one.";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Prima" });
  const first = new URL(carnet.page.url()).hash;
  await carnet.go("#/");
  await takeIn(carnet, { family: "Testa", given: "Altera" });
  const second = new URL(carnet.page.url()).hash;

  await link(carnet);
  await seeTheOther(carnet, first);
  await takeApart(carnet, second);
}

/** Nothing is signed by finding the other one, and the chart itself is not offered. */
async function link(carnet) {
  const digest = await digestOfChart(carnet);
  await toIdentity(carnet);
  await carnet.see(NONE);
  await carnet.press(ANOTHER);
  await carnet.type(/^Find the other chart/, "Testa");
  const found = carnet.page.getByRole("dialog").getByRole("button", { name: /^Testa/ });
  await settles(carnet, "find the other one only", () => found.allInnerTexts(), [/^Testa, Prima/]);
  await found.click();
  await carnet.see("The other chart", { role: "columnheader" });
  await focusIsSomewhere(carnet);
  await carnet.axe("two charts beside each other");
  await carnet.press("Look for someone else");
  await focusIsSomewhere(carnet);
  await carnet.type(/^Find the other chart/, "Testa");
  await found.click();
  await carnet.press("Sign");
  await carnet.see(/^Signed, \d\d:\d\d\.$/);
  await carnet.see("Not the same person");
  await carnet.axe("a linked chart");
  // It is an entry.
  await carnet.until("read another digest", () => digestOfChart(carnet), (now) => now !== digest);
}

/** The other chart leads back, though nobody wrote there. */
async function seeTheOther(carnet, first) {
  await carnet.press(/^Testa, Prima/, { role: "link" });
  await carnet.see("Summary", { role: "heading" });
  assert.equal(new URL(carnet.page.url()).hash, first);
  await toIdentity(carnet);
  await carnet.see(/^Testa, Altera/, { role: "link" });
}

async function takeApart(carnet, second) {
  await carnet.press("Not the same person");
  await carnet.see("You sign that the two charts are of two people. Neither then leads to the other.");
  await carnet.press("Sign");
  await carnet.see(NONE);
  await carnet.go(second);
  await carnet.see(/Testa, Altera/, { within: "Whose chart this is" });
  await toIdentity(carnet);
  await carnet.see(NONE);
}
