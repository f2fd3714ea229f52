import assert from "node:assert/strict";
import { begin, goesHome, makeVault } from "./driver/clinic.mjs";
import { toIdentity } from "./driver/files.mjs";
import { focused } from "./driver/hands.mjs";
import { newPerson, signIntake } from "./driver/intake.mjs";

export const title = "odd input: names of any script, ten thousand letters, commas, digits and line breaks of others, units switched, 29 February, ages at both ends, a press too many: kept whole, signed once";
export const timeout = 300;

const ARABIC = "\u0645\u062d\u0645\u062f";
const EMOJI = "\u{1F600}";
const LONG = Array.from({ length: 1100 }, (_, at) => `word${1000 + at}`).join(" ").padEnd(10_000, ".");

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  for (const part of [agesAndDates, aChildOf17Months, anyScript, signedOnce, unlikelyOfTheirAge, linesOfOthers, longNote]) await part(carnet);
}

/** A blood pressure upside down and the weight of a child in a grown person: asked once, and kept where it is so. */
async function unlikelyOfTheirAge(carnet) {
  await carnet.see("Summary", { role: "heading" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("Upper pressure", "90");
  await carnet.type("Lower pressure", "140");
  await carnet.type("Weight", "6.15");
  await carnet.press("Review and sign");
  await carnet.see(/90\/140 mmHg\. Keep it, or correct it\?/);
  await carnet.see(/6\.15 kg\. Keep it, or correct it\?/);
  await carnet.type("Lower pressure", "60");
  await carnet.press("Keep it");
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.see(/90\/60\s+mmHg/);
  await carnet.see(/6\.15\s+kg/);
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
  await carnet.see("The note is signed.");
}

/** Each is reviewed and gone back from; nothing is signed until the last. */
async function agesAndDates(carnet) {
  await who(carnet, "Testa", "Quintilla");
  const ages = [["0", "days", "0 d"], ["40", "days", "5 wk"], ["130", "years", "130 y"], ["131", "years"], ["-1", "years"], ["abc", "years"]];
  for (const [number, unit, shown] of ages) {
    await carnet.type("Age", number);
    await carnet.page.locator("#intake-age-unit").selectOption({ label: unit });
    await (shown ? reviewed(carnet, new RegExp(`^${shown} on `)) : refused(carnet));
  }
  await carnet.choose("Age or birth date", "Birth date");
  const dates = [["29", "Feb", "2023"], ["31", "Jun", "1990"], ["1", "Jan", "2999"], ["29", "Feb", "2024", "29 Feb 2024"]];
  for (const [day, month, year, shown] of dates) {
    await carnet.type("Day", day);
    await carnet.choose("Month", month);
    await carnet.type("Year", year);
    await (shown ? reviewed(carnet, shown) : refused(carnet));
  }
  await carnet.type("Weight", "12,5");
  await reviewed(carnet, "12.5 kg");
  await signIntake(carnet, /Testa/);
}

/** Digits of another script, a comma that may be a point, and a unit switched under a number: converted, never relabelled. */
async function aChildOf17Months(carnet) {
  await who(carnet, "Testa", "Octavia");
  await carnet.type("Age", "\u0661\u0667");
  await carnet.page.locator("#intake-age-unit").selectOption({ label: "months" });
  const unit = (label) => carnet.page.locator("#intake-weight-unit").selectOption({ label });
  const weight = (value) => carnet.until(`find the weight ${value}`, () => carnet.field("Weight").inputValue(), (now) => now === value);
  await carnet.type("Weight", "25");
  await carnet.key("Tab");
  await carnet.see(/25 kg\. Keep it, or correct it\?/);
  await unit("lb");
  await weight("55.1");
  await carnet.see("Converted: was 25 kg.");
  await carnet.press("It is 25 lb");
  await weight("25");
  await carnet.notSee(/Keep it, or correct it/);
  await carnet.screenshot("43-unit-switched");
  await unit("kg");
  await weight("11.3");
  await carnet.see("Converted: was 25 lb.");
  await unit("lb");
  await weight("25");
  await carnet.type("Weight", "11,300");
  await carnet.see("Read as 11.3 lb.");
  await carnet.key("Tab");
  await carnet.see(/11\.3 lb\. Keep it, or correct it\?/);
  await unit("kg");
  await carnet.type("Weight", "\u0661\u0661\u066b\u0663");
  await carnet.see("Read as 11.3 kg.");
  await reviewed(carnet, "11.3 kg");
  await signIntake(carnet, /Testa/);
}

/** What a word processor pastes keeps its lines in the field, the review, the entry; controls are not drawn. */
async function linesOfOthers(carnet) {
  await carnet.see("Summary", { role: "heading" });
  await carnet.press(/Write a note/, { nth: 0 });
  const field = carnet.field("What the person says");
  await field.focus();
  await field.evaluate((at, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    if (at.dispatchEvent(paste)) document.execCommand("insertText", false, text);
  }, "line one\u000bline two\u2028line three\u0007");
  assert.equal(await field.inputValue(), "line one\nline two\nline three");
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  const lines = () => carnet.page.getByText(/line one/).last().evaluate((at) => at.innerText);
  await carnet.until("review three lines", lines, (text) => /line one\n+line two\n+line three$/.test(text.trim()));
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
  await carnet.see("The note is signed.");
}

/** A name pasted with a line break in it, from right to left, with a picture among its letters. */
async function anyScript(carnet) {
  await who(carnet, "Testa", "x");
  const given = carnet.field("Given name");
  await given.fill("");
  await given.evaluate((field, text) => document.execCommand("insertText", false, text), `${ARABIC}\n${EMOJI}`);
  assert.doesNotMatch(await given.inputValue(), /\n/);
  await carnet.type("Age", "34");
  await signIntake(carnet, new RegExp(ARABIC));
  await carnet.go("#/find");
  await carnet.type("Name, number, phone or place", ARABIC);
  await carnet.press(new RegExp(ARABIC));
  await carnet.see(new RegExp(EMOJI), { within: "Whose chart this is" });
}

/** Two presses where one was meant sign once. */
async function signedOnce(carnet) {
  const chart = new URL(carnet.page.url()).hash.match(/^#\/chart\/[^/]+/)[0];
  await carnet.go(chart);
  await goesHome(carnet);
  const entries = await signedEntries(carnet);
  await carnet.go(chart);
  await carnet.press("Open a visit");
  await carnet.type("Why the person came", "cough", { within: "Open a visit" });
  await signTwice(carnet, "Open a visit");
  await carnet.notSee("Open a visit", { role: "dialog" });
  await carnet.press("Add an allergy");
  await carnet.type("Substance", "Madeupicillin", { within: "Add an allergy" });
  await carnet.choose("Who says so", "Told", { within: "Add an allergy" });
  await signTwice(carnet, "Add an allergy");
  await carnet.see(/Madeupicillin/, { within: "Whose chart this is" });
  await carnet.until("count two entries more", () => signedEntries(carnet), (count) => count === entries + 2);
  await carnet.go(chart);
}

/** Ten thousand letters come out as they went in. */
async function longNote(carnet) {
  await carnet.see("Summary", { role: "heading" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.field("What the person says").fill(LONG);
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await signTwice(carnet);
  await carnet.see("The note is signed.");
  await carnet.press("History", { nth: 0 });
  await carnet.see(LONG);
}

async function who(carnet, family, given) {
  await newPerson(carnet);
  await carnet.type("Family name", family);
  await carnet.type("Given name", given);
  await carnet.choose("Sex", "Female");
}

async function reviewed(carnet, words) {
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.see(words);
  await carnet.press("Back to the form");
}

/** The form stays, and says what is wrong beside a field. */
async function refused(carnet) {
  await carnet.press("Review and sign");
  await carnet.act("see why not", () => carnet.page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor());
  // What is missing is gone to. Were it taken after all, nothing could be typed into the form next.
  await focused(carnet, "a review that is refused", (at) => at.kind === "text");
  await carnet.notSee("What will be permanent");
}

async function signTwice(carnet, within) {
  await carnet.act("press Sign twice", () => carnet.scope(within).getByRole("button", { name: "Sign", exact: true }).first().dblclick());
}

async function signedEntries(carnet) {
  await toIdentity(carnet);
  const value = carnet.page.getByRole("main").getByText("Signed entries", { exact: true }).locator("xpath=following::dd[1]");
  return Number(await value.innerText());
}
