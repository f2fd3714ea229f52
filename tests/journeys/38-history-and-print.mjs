import assert from "node:assert/strict";
import { begin, makeVault } from "./driver/clinic.mjs";
import { settles } from "./driver/chart.mjs";
import { register } from "./driver/intake.mjs";
import { date, daysFromNow, note } from "./driver/sample.mjs";

export const title = "the history narrows by kind, problem and year and says how much it hides; the summary prints on one page";
export const timeout = 240;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await register(carnet, { family: "Testa", given: "Prima", reason: "headache, 3 days", more: () => allergy(carnet) });
  await fullNote(carnet);
  await note(carnet, { problem: "Cough, 2 weeks", says: "dry cough" });
  await lastYear(carnet);
  await filters(carnet);
  await onOnePage(carnet);
}

async function allergy(carnet) {
  await carnet.choose("Allergies", "Yes, which");
  await carnet.type("Substance", "Penicillin");
  await carnet.type("Reaction", "rash");
}

/** Measurements, a test, a teaching and a medicine under one problem. */
async function fullNote(carnet) {
  await note(carnet, {
    problem: "High blood pressure", since: "2021", says: "headache in the morning", thinks: "not controlled",
    vitals: { Upper: "172", lower: "98", Pulse: "90" },
    more: async () => {
      await carnet.press("Test");
      await carnet.type("Tests", "Repeat blood pressure");
      await date(carnet, "Due by", daysFromNow(14));
      await carnet.press("Medicine");
      const medicine = { Name: "Amlodipine", Strength: "5 mg", Dose: "1 tablet", "By which way": "by mouth", "How often": "once daily", "How long": "4 weeks" };
      for (const [label, words] of Object.entries(medicine)) await carnet.type(label, words);
    },
  });
}

/** Written late, so that there are two years to choose from. */
async function lastYear(carnet) {
  await note(carnet, {
    known: "#1 High blood pressure", says: "dizzy on the road",
    more: async () => {
      await carnet.page.getByText("This happened earlier and is written late").click();
      await date(carnet, "When it happened", daysFromNow(-400));
      await carnet.type("Why it is written now", "told today");
    },
  });
}

const INTAKE = /Testa, Prima/;
const HEALTH = /Penicillin/;
const FULL = /headache in the morning/;
const COUGH = /dry cough/;
const LATE = /dizzy on the road/;

async function filters(carnet) {
  await carnet.press("History", { role: "link" });
  const all = [COUGH, FULL, HEALTH, INTAKE, LATE];
  await shows(carnet, all, "5 entries");
  await settles(carnet, "see no Show all", () => carnet.pressable("Show all").allInnerTexts(), []);
  // Of an entry only what passes is shown.
  const kinds = { Notes: [COUGH, FULL, /headache, 3 days/, LATE], Vitals: [/172\/98/], Results: [], Medicines: [/Amlodipine/], Vaccines: [], Papers: [] };
  for (const [kind, entries] of Object.entries(kinds)) {
    await carnet.choose("Show", kind);
    await shows(carnet, entries, `${entries.length} of 5 shown`);
    if (!entries.length) await carnet.see("No entry passes this filter.");
  }
  await carnet.choose("Show", "All");
  await carnet.choose("Problem", "#1 High blood pressure (active)");
  await shows(carnet, [FULL, LATE], "2 of 5 shown");
  await carnet.choose("Problem", "#2 Cough, 2 weeks (active)");
  await shows(carnet, [COUGH], "1 of 5 shown");
  await carnet.press("Show all");
  await shows(carnet, all, "5 entries");
  const year = daysFromNow(-400).year;
  await carnet.press(year);
  await shows(carnet, [LATE], "1 of 5 shown");
  // On a phone the same filters are lists; what was chosen stays.
  await carnet.size("phone");
  await shows(carnet, [LATE], "1 of 5 shown");
  await carnet.choose("Year", "All");
  await carnet.choose("Show", "Vitals");
  await shows(carnet, [/172\/98/], "1 of 5 shown");
  await carnet.axe("the history's filters on a phone");
  await carnet.size("laptop");
  await carnet.press("Show all");
  await shows(carnet, all, "5 entries");
}

/** These entries and no other, and the line that says how much is hidden. The two entries of an intake are signed in the
 *  same moment and stand in either order. */
async function shows(carnet, entries, count) {
  await settles(carnet, `see ${count}`, () => carnet.page.getByRole("article").allInnerTexts(), entries, { ordered: false });
  await carnet.see(count);
}

const missing = (patterns, words) => patterns.filter((one) => !one.test(words)).map(String);

/** The print holds who, what is dangerous and what is known, says what it is not, and is one sheet. */
async function onOnePage(carnet) {
  await carnet.press("Summary", { role: "link" });
  await carnet.press("Print the summary");
  await carnet.see(/^It leaves this device’s protection once it is on paper\./);
  await carnet.page.emulateMedia({ media: "print" });
  const paper = () => carnet.words();
  const on = [INTAKE, /Penicillin.*rash/, /High blood pressure/, /Cough, 2 weeks/, /Amlodipine/, /Checked: medicines 1 of 1, allergies 1 of 1\./, /172\/98/, /Repeat blood pressure/, /Printed by Prima Testa, nurse, Site Alpha/, /A summary, not the whole chart\./];
  const off = [/It leaves this device/, /\bToday\b/, /Write a note/, /Switch/];
  await settles(carnet, "miss nothing on the sheet", async () => missing(on, await paper()), []);
  await settles(carnet, "print only the sheet", async () => missing(off, await paper()), off.map(String));
  for (const format of ["A4", "Letter"]) {
    const pdf = (await carnet.page.pdf({ format })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, `one page of ${format}`);
  }
  await carnet.page.emulateMedia({ media: null });
}
