import assert from "node:assert/strict";
import { settles, signed } from "./driver/chart.mjs";
import { begin, makeVault } from "./driver/clinic.mjs";
import { focused, smallTargets } from "./driver/hands.mjs";
import { register } from "./driver/intake.mjs";
import { note } from "./driver/sample.mjs";

export const title = "an allergy is written in seven presses from the table of medicines; what is taken now is stopped with it or left with a reason; none known is one press of the banner's page, refused beside an allergy; lines are added to and said not to be so, and stay struck";
export const sizes = ["phone", "laptop"];
export const timeout = 300;

const LONG = "Acetylsalicylic acid with codeine and caffeine, effervescent, of the district hospital";
const ARABIC = "حساسية من البنسلين";
const banner = { within: "Whose chart this is" };

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const { chart } = await register(carnet, { family: "Testa", given: "Prima" });

  await noneKnown(carnet, chart);
  await sevenPresses(carnet, chart);
  await refusedBeside(carnet, chart);
  await note(carnet, { problem: "Pain of the knee", says: "worse", more: async () => {
    await carnet.press("Medicine");
    await carnet.type("Name", "Ibuprofen 400 mg");
  } });
  await stoppedWithIt(carnet, chart);
  await byKeyboard(carnet, chart);
  await addedTo(carnet, chart);
  await notSo(carnet, chart);
  await worstFirst(carnet, chart);
}

/** From the banner's mark: the banner, then the button. */
async function noneKnown(carnet, chart) {
  await carnet.go(chart);
  await carnet.see(/Allergies: not asked/, banner);
  await carnet.page.locator(".banner-open").click();
  await carnet.press("None known");
  await carnet.see(/^None known, signed/);
  await carnet.see(/Allergies: none known/, banner);
}

/** Write, Allergy, the class, a reaction, how bad, who says so, Sign. */
async function sevenPresses(carnet, chart) {
  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
  await carnet.press("Write", { nth: 0 });
  await carnet.press("Allergy");
  await carnet.see("Add an allergy", { role: "heading" });
  await carnet.axe("an allergy that is written");
  await carnet.type("Substance", "xyzin");
  await carnet.see("Not checked against medicines: not in the table.");
  await carnet.type("Substance", "peni");
  await carnet.notSee("Not checked against medicines: not in the table.");
  const first = carnet.page.locator("#allergy-suggestions button").first();
  await settles(carnet, "the class first", async () => [await first.innerText()], ["Penicillins, class"]);
  if (carnet.settings.size === "phone") assert.deepEqual(await smallTargets(carnet), [], "targets of less than 44 px");
  await carnet.screenshot("64-suggested");
  await carnet.press("Penicillins, class");
  await carnet.holds("Substance", "Penicillins");
  await focused(carnet, "choosing from the table", (at) => /Rash/.test(at.label));
  await tick(carnet, "Rash");
  await carnet.choose("How bad", "Severe");
  await carnet.press("Sign");
  await carnet.see("Choose who says so: seen here, told, or on paper.");
  await carnet.choose("Who says so", "Told");
  await carnet.screenshot("64-filled");
  await carnet.press("Sign");
  await carnet.see(/Penicillins: rash, severe/, banner);
}

const tick = (carnet, name) => carnet.page.getByRole("checkbox", { name, exact: true }).check({ force: true });

/** Beside an allergy *none known* is not offered. */
async function refusedBeside(carnet, chart) {
  await carnet.go(`${chart}/identity`);
  await carnet.see(/Penicillins: rash, severe/, { within: "Allergies" });
  await carnet.notSee("None known", { role: "button" });
  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
}

async function stoppedWithIt(carnet, chart) {
  await carnet.go(chart);
  await carnet.press("Write", { nth: 0 });
  await carnet.press("Allergy");
  await carnet.type("Substance", "aspi");
  await carnet.press("Acetylsalicylic acid");
  await carnet.see(/^Takes now: Ibuprofen 400 mg/);
  await carnet.see(/^The same class: anti-inflammatory/);
  await tick(carnet, "Swelling");
  await carnet.choose("Who says so", "Seen here");
  await carnet.press("Sign");
  await carnet.see("This medicine meets the allergy. Stop it, or leave it and write why.");
  await carnet.axe("an allergy that meets a medicine");
  await carnet.screenshot("64-takes-now");
  await carnet.choose(/^What becomes of Ibuprofen/, "Leave it");
  await carnet.press("Sign");
  await carnet.see("Write why this medicine goes on.");
  await carnet.choose(/^What becomes of Ibuprofen/, "Stop it");
  await carnet.press("Sign");
  await carnet.see(/Acetylsalicylic acid: swelling/, { within: "Allergies" });
  await carnet.see(/Stopped .*Allergy: Acetylsalicylic acid/);
}

/** Down into the list from the field, Enter chooses, Space ticks. */
async function byKeyboard(carnet, chart) {
  await carnet.go(chart);
  await carnet.press("Write", { nth: 0 });
  await carnet.press("Allergy");
  await carnet.type("Substance", "codei");
  await carnet.key("Enter");
  await focused(carnet, "Enter in the field", (at) => /Codeine/.test(at.label ?? at.text));
  await carnet.key("Enter");
  await carnet.holds("Substance", "Codeine");
  await carnet.key("Tab Tab Tab Space");
  await settles(carnet, "the vomiting chosen", async () => [String(await carnet.page.getByRole("checkbox", { name: "Vomiting" }).isChecked())], ["true"]);
  await carnet.choose("Who says so", "On paper");
  await carnet.act("unfold the rest", () => carnet.page.getByText("Since when, how sure, of what kind").click());
  await carnet.type("Year", "1890");
  await carnet.press("Sign");
  await carnet.see("This is before the birth. Correct the date.");
  await carnet.type("Year", "2020");
  await carnet.choose("What it is", "Intolerance");
  await carnet.press("Sign");
  await carnet.see(/Codeine: vomiting, intolerance/, { within: "Allergies" });
}

async function addedTo(carnet, chart) {
  await carnet.go(`${chart}/identity`);
  await carnet.press("Add to it: Codeine");
  await tick(carnet, "Rash");
  await carnet.choose("Who says so", "Seen here");
  await carnet.screenshot("64-added-to");
  await signed(carnet, "Add to it");
  await carnet.see(/Codeine: rash, vomiting, intolerance/, { within: "Allergies" });
}

async function notSo(carnet, chart) {
  await carnet.go(`${chart}/identity`);
  await carnet.press("It is not so: Codeine");
  await carnet.press("Sign", { within: "It is not so" });
  await carnet.see("Write the reason.");
  await carnet.type("Reason", "took it twice since, no harm", { within: "It is not so" });
  await signed(carnet, "It is not so");
  await carnet.see("Said not to be so", { role: "heading" });
  await carnet.see(/Not so: took it twice since, no harm/);
  const struck = carnet.page.locator("s").filter({ hasText: "Codeine" });
  await settles(carnet, "it stays, struck", async () => [await struck.first().innerText()], ["Codeine"]);
  await carnet.axe("allergies with one that is not so");
  await carnet.screenshot("64-not-so");
  const words = await carnet.page.locator(".banner").innerText();
  assert.ok(!words.includes("Codeine"), words);
}

/** The most dangerous stands first, long names and Arabic letters keep within 360 px. */
async function worstFirst(carnet, chart) {
  for (const [substance, reaction] of [[LONG, "Rash"], [ARABIC, "Anaphylaxis or collapse"]]) {
    await carnet.go(chart);
    await carnet.press("Write", { nth: 0 });
    await carnet.press("Allergy");
    await carnet.type("Substance", substance);
    await tick(carnet, reaction);
    await carnet.choose("Who says so", "Told");
    await carnet.press("Sign");
    await carnet.see("Summary", { role: "heading" });
  }
  await carnet.see(new RegExp(ARABIC), banner);
  const first = carnet.page.locator(".banner .mark").first();
  await settles(carnet, "the worst first", async () => [String((await first.innerText()).includes(ARABIC))], ["true"]);
  const size = carnet.page.viewportSize();
  await carnet.page.setViewportSize({ width: 360, height: size.height });
  const wider = await carnet.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 0, `the page scrolls sideways by ${wider} px`);
  await carnet.screenshot("64-banner-360");
  await carnet.page.emulateMedia({ colorScheme: "dark" });
  await carnet.screenshot("64-banner-360-dark");
}
