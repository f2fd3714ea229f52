// A small clinic to look at: made-up people, one of them with a chart of some length. For screenshots.
import { begin, makeVault } from "./clinic.mjs";

const DAY = 24 * 60 * 60 * 1000;

/** Day, month as a number and year of so many days from now, for the fields of a date. */
export function daysFromNow(days) {
  const date = new Date(Date.now() + days * DAY);
  return { day: String(date.getDate()), month: date.getMonth() + 1, year: String(date.getFullYear()) };
}

/** Fills a vault that does not exist yet, in English on a laptop. Gives the fragment of each chart by a short name. */
export async function fillClinic(carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const charts = {};
  charts.child = await takeIn(carnet, { family: "Essai", given: "Quarto", sex: "Male", age: "8", reason: "earache since yesterday" });
  charts.double = await takeIn(carnet, {
    family: "Provatestabellini-Esempiolungo", given: "Maria Immacolata Teresa Benedetta", age: "61", reason: "sore knee, cannot climb stairs",
    more: async () => {
      await yes(carnet, "intake-allergy-answer");
      await carnet.type("Substance", "Acetylsalicylic acid");
      await carnet.type("Reaction", "swollen face and lips");
    },
  });
  charts.script = await takeIn(carnet, {
    family: "Zkouška", given: "Řehořka", age: "45", reason: "repeat of tablets",
    more: async () => {
      await carnet.press("Other name or script");
      await carnet.type("Family name 2", "تجربة");
      await carnet.type("Given name 2", "ريحانة");
    },
  });
  charts.baby = await takeIn(carnet, { offer: "Baby of", given: "Essai", sex: "Female", age: "3", unit: "weeks", reason: "feeds badly, 2 days" });
  charts.unknown = await takeIn(carnet, { offer: "Unknown man", sex: "Male", age: "30", about: true, reason: "found by the road, wound of the left arm" });
  charts.second = await takeIn(carnet, { family: "Testa", given: "Seconda", age: "33", place: "Camp B", reason: "vaccination" });
  charts.main = await takeIn(carnet, {
    family: "Testa", given: "Prima", age: "34", place: "Camp B", reason: "headache, 3 days",
    more: async () => {
      await yes(carnet, "intake-allergy-answer");
      await carnet.type("Substance", "Penicillin");
      await carnet.type("Reaction", "rash");
      await carnet.type("Weight", "62");
    },
  });
  await fillChart(carnet);
  return charts;
}

/** What a year with one person leaves behind. Begins and ends in the chart. */
async function fillChart(carnet) {
  await note(carnet, {
    problem: "Raised reading of blood pressure", since: "2021",
    says: "Headache in the morning, no visual trouble.", finds: "Heart sounds normal, no oedema.", thinks: "High for the second time.",
    vitals: { Upper: "172", lower: "98", Pulse: "90", Temperature: "37.0", Breaths: "16", Oxygen: "98", Weight: "62" },
    more: async () => {
      await carnet.press("Test");
      await carnet.type("Tests", "Repeat blood pressure, both arms");
      await date(carnet, "Due by", daysFromNow(14));
      await carnet.press("Teaching");
      await carnet.type("Teaching", "Less salt; come back at once with chest pain");
      await carnet.press("Medicine");
      const medicine = { Name: "Amlodipine", Strength: "5 mg", Dose: "1 tablet", "By which way": "by mouth", "How often": "once daily", "How long": "4 weeks" };
      for (const [label, words] of Object.entries(medicine)) await carnet.type(label, words);
    },
  });
  await note(carnet, { problem: "Cough, 2 weeks", says: "Dry cough, worse at night. No blood, no weight loss.", finds: "Chest clear.", plan: "Come back in one week if it goes on." });
  await note(carnet, { problem: "Asthma as a child", status: "inactive", says: "No attack since 2009." });
  await note(carnet, { problem: "Broken left wrist", since: "2024", says: "No pain now, full strength." });
  await restate(carnet, "Raised reading of blood pressure", "High blood pressure");
  await resolve(carnet, "Broken left wrist");
  await note(carnet, {
    known: "#1 High blood pressure", says: "No headache any more.", finds: "No oedema.", thinks: "Not controlled yet.", plan: "Repeat in two weeks, then decide on the dose.",
    vitals: { Upper: "168", lower: "94", Pulse: "88", Temperature: "37.1", Weight: "61" },
  });
  await amend(carnet, "Correct", { "Words that stand instead": "Headache in the evening, no visual trouble.", Reason: "misheard" });
  await note(carnet, {
    known: "#2 Cough, 2 weeks", says: "Cough began after the cold night of the outreach.",
    more: async () => {
      await carnet.page.getByText("This happened earlier and is written late").click();
      await date(carnet, "When it happened", daysFromNow(-20));
      await carnet.type("Why it is written now", "paper of the outreach day");
    },
  });
}

async function takeIn(carnet, { family, given, offer, sex = "Female", age, unit, about, place, reason, more }) {
  await carnet.open("#/find");
  await carnet.press("Register a new person");
  if (offer) {
    await carnet.page.getByText("Name not known", { exact: true }).click();
    await carnet.press(offer);
  } else await carnet.type("Family name", family);
  if (given) await carnet.type("Given name", given);
  await carnet.page.getByRole("radio", { name: sex, exact: true }).check({ force: true });
  await carnet.type("Age", age);
  if (unit) await carnet.page.locator("select").filter({ hasText: "weeks" }).first().selectOption(unit);
  if (about) await carnet.page.getByText("About", { exact: true }).click();
  if (place) await carnet.type("Camp, village or address", place);
  await carnet.type("Why here today", reason);
  await more?.();
  const other = carnet.pressable(/^Someone else, not/);
  if (await other.count()) await other.first().click();
  await carnet.press("Review and sign");
  await carnet.see(/What will be permanent|This may be someone/);
  if (await other.count()) await other.first().click();
  await carnet.see("What will be permanent");
  await carnet.press("Sign");
  await carnet.page.waitForURL(/#\/chart\/[0-9a-f]+$/);
  return new URL(carnet.page.url()).hash;
}

/** The answer "yes" of a question by its id: several questions have the same words. */
export const yes = (carnet, id) => carnet.page.locator(`#${id}-y`).check({ force: true });

/** Fills a date's three fields. */
export async function date(carnet, legend, { day, month, year }) {
  const group = carnet.page.getByRole("group", { name: legend });
  await group.getByLabel("Day").fill(day);
  await group.getByLabel("Month").selectOption({ index: month });
  await group.getByLabel("Year").fill(year);
}

/** Writes and signs a note for a known problem, a new one or, told neither, none. `more` types what else there is, `before` looks at the review. Ends on the summary. */
export async function note(carnet, { problem, known, status, since, says, finds, thinks, plan, vitals = {}, more, before }) {
  await carnet.press(/Write a note/, { nth: 0 });
  if (known || problem) await carnet.choose("For which problem", known ?? "New problem");
  if (problem) await carnet.type("What the problem is", problem);
  if (status) await carnet.page.getByRole("radio", { name: status }).check({ force: true });
  if (since) await carnet.page.getByRole("group", { name: "Since when" }).getByLabel("Year").fill(since);
  if (says) await carnet.type("What the person says", says);
  for (const [name, value] of Object.entries(vitals)) {
    await carnet.type({ Upper: "Upper pressure", lower: "Lower pressure" }[name] ?? name, value);
  }
  if (finds) await carnet.type("What you find", finds);
  if (thinks) await carnet.type("What you make of it", thinks);
  if (plan) await carnet.type("What is planned", plan);
  await more?.();
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await before?.();
  await carnet.press("Sign");
  // "Signed." may still stand there from the note before.
  await carnet.see("Summary", { role: "heading" });
}

async function openProblem(carnet, words) {
  await carnet.press("Problems", { role: "link" });
  await carnet.page.getByRole("link", { name: words }).first().click();
}

async function restate(carnet, words, now) {
  await openProblem(carnet, words);
  await carnet.press("Restate");
  await carnet.type("New words", now, { within: "Restate" });
  await carnet.press("Sign");
  await carnet.press("Summary", { role: "link" });
}

async function resolve(carnet, words) {
  await openProblem(carnet, words);
  await carnet.press("Change status");
  await carnet.page.getByRole("radio", { name: "resolved" }).check({ force: true });
  await date(carnet, "From", daysFromNow(-100));
  await carnet.press("Sign");
  await carnet.press("Summary", { role: "link" });
}

/** Amends the first note of problem 1. */
async function amend(carnet, button, words) {
  await openProblem(carnet, "High blood pressure");
  await carnet.page.locator("a.entry-head").last().click();
  await carnet.press(button);
  for (const [label, text] of Object.entries(words)) await carnet.type(label, text);
  await carnet.press("Sign");
  await carnet.press("Summary", { role: "link" });
}
