// Whoever types a word of its own into every field, at a person's pace, and remembers which stands where.
import { wordFor } from "./canary.mjs";

/** Milliseconds between keys: slow enough for the browser to keep what it would keep. */
const PACE = 35;

export class Typist {
  constructor(carnet) {
    this.carnet = carnet;
    /** What was typed or shown, by the field it stood in. */
    this.texts = {};
    this.letters = 0;
  }

  /** How long the keys alone took. */
  get seconds() {
    return (this.letters * PACE) / 1000;
  }

  /** Types into a field: its own word unless told another text. `as` where another field has the same label. */
  async fill(label, { as, text, ...where } = {}) {
    const name = as ?? (where.within ? `${label} of ${where.within}` : label);
    this.texts[name] = text ?? wordFor(name);
    this.letters += this.texts[name].length;
    await this.carnet.type(label, this.texts[name], { ...where, delay: PACE });
  }

  async fillAll(labels, where) {
    for (const label of labels) await this.fill(label, where);
  }

  /** Where only numbers belong a word can be typed too; it is replaced before it is signed. */
  async fillNumber(label, number, where) {
    await this.fill(label, where);
    await this.carnet.type(label, number, where);
  }

  /** Answers a question with yes, and fills in what it then asks. */
  async answerYes(question, labels) {
    await this.carnet.scope(question).getByRole("radio", { name: /^Yes/ }).check({ force: true });
    await this.fillAll(labels, { within: question });
  }
}

/** Every question of the intake: its fields, and what a yes asks for. */
export async function fillIntake(typist) {
  const { carnet } = typist;
  await carnet.press("Other name or script");
  await carnet.page.getByRole("radio", { name: "Female", exact: true }).check({ force: true });
  await typist.fillNumber("Age", "34");
  await typist.fillAll(["Family name", "Given name", "Family name 2", "Given name 2", "Why here today"]);
  await fillAnswers(typist);
}

/** The questions that are asked at the intake or later, in the chart. */
export async function fillAnswers(typist) {
  await typist.fill("Phone", { text: "0190771364552" });
  for (const [label, value] of [["Weight", "61.5"], ["Height", "168"]]) await typist.fillNumber(label, value);
  await typist.fillAll(["Camp, village or address", "Language", "Gender, in their words"]);
  await typist.fillAll(["Life: home, work, tobacco, alcohol", "Wishes for care (advance directive)"]);
  await typist.answerYes("Next of kin", ["Name of the next of kin", "Relation"]);
  await typist.fill("Phone", { within: "Next of kin", text: "0290771364663" });
  await typist.answerYes("Allergies", ["Substance", "Reaction", "How bad"]);
  await typist.answerYes("Pregnant", ["Weeks, or date expected"]);
  await typist.answerYes("Breastfeeding", ["Age of the child"]);
  await typist.answerYes("Medicines taken now", ["Name of the medicine", "Strength", "Dose", "How it is taken", "How often", "How long"]);
  for (const question of ["Illnesses", "Vaccines"]) await typist.answerYes(question, ["Which"]);
  await typist.answerYes("Illnesses in the family", ["Which", "Relative"]);
  await typist.answerYes("Operations", ["Which"]);
  await typist.fillNumber("Year", "2019", { within: "Operations" });
}
