import assert from "node:assert/strict";
import { openEntry } from "./driver/chart.mjs";
import { begin, goesHome, makeVault, takeIn, unlock, untilSealed } from "./driver/clinic.mjs";
import { kill } from "./driver/device.mjs";
import { chooseCode, seeCovered, seeLocked, typeCode } from "./driver/gate.mjs";
import { note } from "./driver/sample.mjs";

export const title = "words typed into a small form outlive Esc, a lock, a cover and a killed page, and are signed once";
export const sizes = ["phone", "laptop"];
export const timeout = 300;

const ADDED = "slept well since, eats again";
const CODE = "271828";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Quinta" });
  const chart = new URL(carnet.page.url()).hash;
  await note(carnet, { problem: "Cough, 2 weeks", says: "no fever" });

  await escape(carnet, chart);
  await locked(carnet, chart);
  await covered(carnet, chart);
  await killed(carnet, chart);
  await emptied(carnet, chart);
  await thrownAway(carnet, chart);
  await aboutWhatIsNotSo(carnet, chart);
}

/** Esc closes the layer; the words come back with it, stand among the drafts, and are gone from there once signed. */
async function escape(carnet, chart) {
  await openEntry(carnet, chart, "no fever");
  await carnet.press("Add to it");
  await carnet.type("Words to add", ADDED);
  await carnet.key("Escape");
  await carnet.notSee("Addendum", { role: "dialog" });
  await carnet.press("Add to it");
  await carnet.see(/^Draft saved/, { within: "Addendum" });
  await carnet.holds("Words to add", ADDED);
  await carnet.key("Escape");

  await unfinished(carnet, 1);
  await carnet.see("Addendum", { role: "heading" });
  await carnet.holds("Words to add", ADDED);
  const wider = await carnet.page.locator("main select").evaluate((list) => list.offsetWidth - list.closest(".form").clientWidth);
  assert.ok(wider <= 0, `a list is ${wider} px wider than its form`);
  await carnet.axe("an addendum that was begun before");
  await carnet.screenshot("45-begun-before");
  await carnet.type("Reason", "told at the door");
  await carnet.press("Sign");
  await carnet.see(/^Added \d+\s\w+\s\d{4}/);
  await carnet.see(ADDED);
  await carnet.go("#/");
  await carnet.see(/^Today/, { role: "heading" });
  await carnet.notSee(/^Unfinished/);
}

/** A lock in the middle of a word: after opening one stands at the words, in a page of their own. */
async function locked(carnet, chart) {
  await carnet.go(chart);
  await carnet.press("Add an allergy");
  await carnet.type("Substance", "penicil");
  await carnet.key("F8");
  await seeLocked(carnet);
  await unlock(carnet);
  await carnet.see("Add an allergy", { role: "heading" });
  await carnet.holds("Substance", "penicil");
  await carnet.type("Substance", "penicillin");
  await carnet.choose("Who says so", "Told");
  await carnet.press("Sign");
  await carnet.see(/penicillin/, { within: "Whose chart this is" });
}

async function covered(carnet, chart) {
  await carnet.press("Cover");
  await chooseCode(carnet, CODE);
  await typeCode(carnet, CODE);
  await carnet.go(`${chart}/problems`);
  await carnet.press("New problem");
  await carnet.type("What the problem is", "Anaemia");
  await carnet.type("Year", "2024");
  await carnet.key("F8");
  await seeCovered(carnet);
  await typeCode(carnet, CODE);
  await carnet.see("New problem", { role: "heading" });
  await carnet.holds("What the problem is", "Anaemia");
  await carnet.holds("Year", "2024");
  await carnet.press("Sign");
  await carnet.see(/Anaemia/);
}

/** Two seconds after the last letter the words are sealed, whatever happens to the page then. */
async function killed(carnet, chart) {
  await carnet.go(chart);
  await goesHome(carnet);
  await carnet.press("Open a visit");
  await carnet.type("Why the person came", "cough again");
  await untilSealed(carnet);
  await kill(carnet);
  await carnet.open("#/");
  await unlock(carnet);
  await unfinished(carnet, 1);
  await carnet.see("Open a visit", { role: "heading" });
  await carnet.holds("Why the person came", "cough again");
  await carnet.press("Sign");
  await carnet.see("cough again");
}

/** What was typed and taken out again is no draft. */
async function emptied(carnet, chart) {
  await carnet.go(chart);
  await carnet.press("Open a visit");
  await carnet.type("Why the person came", "x");
  await carnet.see(/^Draft saved/, { within: "Open a visit" });
  await carnet.type("Why the person came", "");
  await carnet.key("Escape");
  await carnet.notSee("Open a visit", { role: "dialog" });
  await carnet.go("#/");
  await carnet.see(/^Today/, { role: "heading" });
  await carnet.notSee(/^Unfinished/);
}

async function thrownAway(carnet, chart) {
  await carnet.go(chart);
  await carnet.press("Open a visit");
  await carnet.type("Why the person came", "not this one");
  await carnet.see(/^Draft saved/, { within: "Open a visit" });
  await carnet.press("Discard this draft");
  await carnet.axe("a form asked to be thrown away");
  await carnet.press("Keep the draft");
  await carnet.press("Discard this draft");
  await carnet.press("Discard");
  await carnet.notSee("Open a visit", { role: "dialog" });
  await carnet.press("Open a visit");
  await carnet.holds("Why the person came", "");
  await carnet.key("Escape");
  await carnet.go("#/");
  await carnet.see(/^Today/, { role: "heading" });
  await carnet.notSee(/^Unfinished/);
}

/** What the form is about is marked as an error meanwhile: the form says so, and nothing is signed about it. */
async function aboutWhatIsNotSo(carnet, chart) {
  await openEntry(carnet, chart, "no fever");
  await carnet.press("Correct");
  await carnet.type("Words that stand instead", "a little fever");
  await carnet.type("Reason", "misheard");
  await carnet.key("Enter");
  await carnet.see("Correction", { role: "dialog" });
  await carnet.key("Escape");
  await carnet.notSee("Correction", { role: "dialog" });
  await carnet.press("Entered in error");
  await carnet.see(/no fever/, { within: "Entered in error" });
  await carnet.type("Reason", "wrong person");
  await carnet.press("Sign");
  await carnet.see(/^Entered in error, said/);
  await unfinished(carnet, 1);
  await carnet.see("Correction", { role: "heading" });
  await carnet.press("Sign");
  await carnet.see(/^What this is about was corrected or marked as entered in error meanwhile/);
  await carnet.press("Discard this draft");
  await carnet.press("Discard");
  await carnet.notSee("Correction", { role: "heading" });
  await carnet.go("#/");
  await carnet.see(/^Today/, { role: "heading" });
  await carnet.notSee(/^Unfinished/);
}

/** Today names so many drafts; the first is gone to. */
async function unfinished(carnet, count) {
  await carnet.go("#/");
  await carnet.see(`Unfinished (${count})`);
  await carnet.scope(/^Unfinished/).getByRole("link", { name: /Testa/ }).first().click();
}
