import assert from "node:assert/strict";
import { begin, makeVault } from "./driver/clinic.mjs";
import { settles } from "./driver/chart.mjs";
import { newPerson, register, unfold } from "./driver/intake.mjs";

export const title = "someone who may be here already shows while typing: spelling, sound, swapped names, accents, an age a year off; nothing is joined unasked";
export const sizes = ["laptop", "phone"];
export const timeout = 180;

const PERSON = { family: "Testamara", given: "Fatoumata", sex: "Female", age: "34", place: "Camp Beta" };
/** What is typed, and whether that may be the same person. */
const TYPED = [
  [{}, true],
  [{ family: "Testamarra", given: "Fatumata" }, true],
  [{ family: "Fatoumata", given: "Testamara" }, true],
  [{ family: "Téstàmara", given: "Fâtoumata" }, true],
  [{ age: "33" }, true],
  [{ age: "35" }, true],
  [{ age: "37" }, false],
  [{ sex: "Male", age: "60" }, false],
];
const NOBODY = { family: "Altera", given: "Quinta" };

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const { number, chart } = await register(carnet, PERSON);
  const wide = carnet.settings.size === "laptop";

  const fill = await form(carnet);
  for (const [typed, alike] of wide ? TYPED : []) {
    // From the other answer, so that what is seen is about what is typed now.
    await fill(alike ? NOBODY : {});
    await compared(carnet, alike ? [] : [number]);
    await fill(typed);
    await compared(carnet, alike ? [number] : []);
  }
  await fill(TYPED[1][0]);
  if (!wide) await stepBeforeReview(carnet, number);
  await compared(carnet, [number]);
  await sideBySide(carnet);
  await itIsAndIsNot(carnet, number, chart);
  await someoneElse(carnet, number, wide);
}

/** A new form; gives what fills it in, the names last: only when they stand there is the whole person typed. */
async function form(carnet) {
  await newPerson(carnet);
  await unfold(carnet);
  const stands = {};
  const write = {
    sex: (sex) => carnet.choose("Sex", sex),
    age: (age) => carnet.type("Age", age),
    place: (place) => carnet.type("Camp, village or address", place),
    family: (name) => carnet.type("Family name", name),
    given: (name) => carnet.type("Given name", name),
  };
  return async (typed) => {
    const wanted = { ...PERSON, ...typed };
    for (const field of Object.keys(write)) {
      if (stands[field] !== wanted[field]) await write[field](wanted[field]);
      stands[field] = wanted[field];
    }
  };
}

/** Who is compared, by number. Beside the form it follows the typing. */
const compared = (carnet, numbers) =>
  settles(carnet, `compare with ${numbers.join() || "nobody"}`, () => carnet.page.getByRole("columnheader").filter({ hasText: /\w{5}-\d{4}-\w/ }).allInnerTexts(), numbers);

/** On a phone the comparison is the step before review. */
async function stepBeforeReview(carnet, number) {
  // That there is someone is said; no comparison pushes the form about.
  await carnet.see("1 person looks alike: compare", { role: "button" });
  await settles(carnet, "see no comparison yet", () => carnet.page.getByRole("table").allInnerTexts(), []);
  await carnet.press("Review and sign");
  await carnet.see("This may be someone you already have", { role: "heading" });
}

/** Both stand side by side; what agrees does not say that it differs; nothing is chosen beforehand. */
async function sideBySide(carnet) {
  const rows = (name) => carnet.page.getByRole("row").filter({ has: carnet.page.getByRole("rowheader", { name }) }).allInnerTexts();
  const reads = (what, name, wanted) => settles(carnet, `compare ${what}`, () => rows(name), wanted);
  await reads("the names", /^Name/, [/Testamarra, Fatumata\s+Testamara, Fatoumata/]);
  await reads("sex and age", /^Sex, age/, [/F, 34\sy\s+F, 34\sy/]);
  await reads("the places", /^Place/, [/Camp Beta\s+Camp Beta/]);
  await reads("what agrees", /^(Sex|Place).*\(differs\)/, []);
  await reads("what differs", /^Name.*\(differs\)/, [/Testamarra/]);
  await carnet.axe("a comparison");
  await carnet.screenshot("35-comparison");
}

/** "It is this person" takes what was typed to their chart as a draft, and can be taken back. */
async function itIsAndIsNot(carnet, number, chart) {
  await carnet.press(`It is this person: Testamara, Fatoumata ${number}`);
  await carnet.see(new RegExp(`^This goes to the chart of Testamara, Fatoumata, ${number}\\.`));
  await compared(carnet, []);
  assert.equal(new URL(await carnet.pressable("Open their chart").evaluate((link) => link.href)).hash, chart);
  await carnet.press("It is not this person");
  await carnet.notSee(/^This goes to the chart of/);
  await carnet.holds("Family name", "Testamarra");
  await carnet.holds("Age", "34");
}

/** "Someone else" is kept with the entry and not asked again, neither in the form nor in the review. */
async function someoneElse(carnet, number, wide) {
  if (!wide) await carnet.press("Review and sign");
  await compared(carnet, [number]);
  await carnet.press(`Someone else, not Testamara, Fatoumata ${number}`);
  if (wide) {
    await compared(carnet, []);
    await carnet.type("Given name", "Fatoumata");
    await carnet.press("Review and sign");
  }
  await carnet.see("What will be permanent");
  await carnet.see(/Someone else.*not the same person/, { within: "What will be permanent" });
  await compared(carnet, []);
  await carnet.press("Sign");
  await carnet.see(/Testamarra/, { within: "Whose chart this is" });
  // Two charts: nothing was joined.
  await carnet.go("#/find");
  await carnet.type("Name, number, phone or place", "testamara");
  await carnet.see("2 people");
}
