import { begin, makeVault } from "./driver/clinic.mjs";
import { settles, signed } from "./driver/chart.mjs";
import { focused } from "./driver/hands.mjs";
import { register } from "./driver/intake.mjs";
import { date, daysFromNow, note } from "./driver/sample.mjs";

export const title = "the focus is never lost: after a form is signed, and when a button takes itself away; a date that is none is not signed as another";
export const sizes = ["laptop", "phone"];
export const timeout = 240;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await register(carnet, { family: "Testa", given: "Prima" });
  await note(carnet, { problem: "Cough, 2 weeks", says: "dry cough" });
  await note(carnet, { problem: "Sore knee", says: "since a fall" });

  await problemForms(carnet);
  await noOtherDate(carnet);
  await entryForms(carnet);
  await buttonsThatGoAway(carnet);
  await leftWhileTyping(carnet);
}

async function openProblem(carnet, words) {
  await carnet.press("Problems", { role: "link" });
  await carnet.page.getByRole("link", { name: words }).first().click();
  await carnet.see(words, { role: "heading" });
}

async function problemForms(carnet) {
  await openProblem(carnet, /Cough/);
  await carnet.press("Restate");
  await carnet.type("New words", "Bronchitis");
  await signed(carnet, "Restate");
  await carnet.see("#1 Bronchitis", { role: "heading" });
  await focused(carnet, "restating");
  await carnet.press("Change status");
  await carnet.choose("Status", "inactive");
  await signed(carnet, "Change status");
  await carnet.see(/^inactive since/);
  await focused(carnet, "changing the status");
  await carnet.press("Merge");
  await carnet.choose("Merge into", "#2 Sore knee");
  await signed(carnet, "Merge");
  await carnet.see("Take the merge back");
  await focused(carnet, "merging");
  await carnet.press("Take the merge back");
  await signed(carnet, "Take the merge back");
  await carnet.see("Change status");
  await focused(carnet, "taking a merge back");
}

/** What stands in the fields is what is signed, or nothing is. */
async function noOtherDate(carnet) {
  await carnet.press("Change status");
  await carnet.choose("Status", "resolved");
  await date(carnet, "From", { ...daysFromNow(-30), day: "31", month: 2 });
  await carnet.press("Sign", { within: "Change status" });
  await carnet.see("That month has no such day.", { within: "Change status" });
  await carnet.see("Change status", { role: "dialog" });
  await date(carnet, "From", { ...daysFromNow(-30), year: "" });
  await carnet.press("Sign", { within: "Change status" });
  await carnet.see("Write the year with four figures.", { within: "Change status" });
  await carnet.see("Change status", { role: "dialog" });
  await carnet.key("Escape");
  await carnet.notSee("Change status", { role: "dialog" });
  await carnet.see(/^inactive since/);
}

async function entryForms(carnet) {
  await carnet.page.getByRole("article").filter({ hasText: "dry cough" }).getByRole("link").first().click();
  await carnet.see("Entry", { role: "heading" });
  for (const [button, form, words] of [["Add to it", "Addendum", "Words to add"], ["Correct", "Correction", "Words that stand instead"], ["Entered in error", "Entered in error"]]) {
    // What stands instead of corrected words has buttons of its own; those of the entry come last.
    await carnet.press(button, { nth: -1 });
    if (words) await carnet.type(words, `words of ${form}`);
    await carnet.type("Reason", "misheard");
    await signed(carnet, form);
    await carnet.see(words ? `words of ${form}` : /^Entered in error, said/);
    await focused(carnet, form);
  }
}

async function buttonsThatGoAway(carnet) {
  await carnet.press("History", { role: "link" });
  await carnet.choose("Problem", "#2 Sore knee (active)");
  await carnet.see(/^\d+ of \d+ shown$/);
  await carnet.press("Show all");
  await settles(carnet, "see no Show all", () => carnet.pressable("Show all").allInnerTexts(), []);
  await focused(carnet, "Show all");
  await carnet.press("Summary", { role: "link" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.choose("For which problem", "New problem");
  await carnet.press("Not for this problem");
  await focused(carnet, "Not for this problem");
}

/** Back, with the cursor still in a field: the page goes on, and what was typed waits as a draft. */
async function leftWhileTyping(carnet) {
  await carnet.type("Pulse", "90");
  await carnet.page.goBack();
  await carnet.see("Summary", { role: "heading" });
  await carnet.go("#/find");
  await carnet.press("Register a new person");
  await carnet.type("Family name", "Testa");
  await carnet.type("Given name", "Altera");
  await carnet.page.goBack();
  await carnet.see("Find", { role: "heading" });
  await carnet.go("#/");
  await carnet.see(/^Unfinished/);
  await carnet.see(/Testa, Altera/);
}
