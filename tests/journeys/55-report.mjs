import { settles } from "./driver/chart.mjs";
import { begin, makeVault, unlock, untilSealed } from "./driver/clinic.mjs";
import { lockByReload } from "./driver/gate.mjs";
import { register } from "./driver/intake.mjs";
import { note } from "./driver/sample.mjs";

export const title = "a report is written with its results and their ranges, outlives a lock, says what it lacks, reads under its problem, is corrected and stands on paper";
export const timeout = 180;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await register(carnet, { family: "Testa", given: "Prima" });
  await note(carnet, { problem: "Tired for weeks", says: "no strength" });

  await carnet.press("Problems", { role: "link" });
  await carnet.press("Write a report", { role: "button" });
  await carnet.press("Sign");
  await carnet.see("Write what was examined.");
  await carnet.see("Write a result or a conclusion.");
  await carnet.axe("a report that lacks everything");
  await carnet.type("Test or examination", "Full blood count");
  await carnet.type("Specimen", "Blood");
  await result(carnet, 1, { what: "Haemoglobin", value: "9.8", unit: "g/dL", low: "12", high: "sixteen" });
  await carnet.press("Sign");
  await carnet.see(/sixteen/, { nth: 0 });
  await result(carnet, 1, { high: "16" });
  await carnet.press("Add a result");
  await result(carnet, 2, { what: "Malaria test", value: "positive" });
  await settles(carnet, "find the problem chosen", () => carnet.field("For the problem").locator("option:checked").allInnerTexts(), ["#1 Tired for weeks"]);
  await untilSealed(carnet);
  await carnet.see(/Draft saved/);

  await lockByReload(carnet);
  await unlock(carnet);
  await carnet.press("Problems", { role: "link" });
  await carnet.press("Write a report", { role: "button" });
  await carnet.until("find the report again", () => carnet.field("Test or examination").inputValue(), (what) => what === "Full blood count");
  await carnet.type("Conclusion", "Anaemia");
  await carnet.screenshot("55-report-before-signing");
  await carnet.press("Sign");
  await settles(carnet, "see the form go", () => carnet.pressable("Sign").allInnerTexts(), []);

  await carnet.press("Problems", { role: "link" });
  await carnet.press(/Tired for weeks/, { nth: 0 });
  await carnet.see("Full blood count");
  await carnet.see(/of Blood/);
  await carnet.see("Anaemia");
  await carnet.see(/9\.8\sg\/dL/);
  await carnet.see(/below the range 12 to 16\sg\/dL/);
  await carnet.see("positive");
  await carnet.screenshot("55-report-on-its-problem");
  await amended(carnet);
  await corrected(carnet);
  await found(carnet);
  await onPaper(carnet);
}

/** Words are added beside it; the report stays as it was signed. */
async function amended(carnet) {
  await carnet.page.getByRole("article").filter({ hasText: "Full blood count" }).getByRole("link").first().click();
  await carnet.see("Entry", { role: "heading" });
  await carnet.press("Add to it");
  await carnet.type("Words to add", "sample was late");
  await carnet.type("Reason", "told on the phone");
  await carnet.press("Sign", { within: "Addendum" });
  await carnet.notSee("Addendum", { role: "dialog" });
  await carnet.see("sample was late");
}

/** Another conclusion stands in place of the first; the results stay where they were signed, and are still its results. */
async function corrected(carnet) {
  await carnet.press("Correct");
  await carnet.see("Anaemia", { within: "Correction" });
  await carnet.type("Words that stand instead", "Low haemoglobin, cause not known");
  await carnet.type("Reason", "said too much");
  await carnet.press("Sign", { within: "Correction" });
  await carnet.notSee("Correction", { role: "dialog" });
  await carnet.see("Low haemoglobin, cause not known");
  await carnet.see(/below the range 12 to 16\sg\/dL/);
}

/** The print of the summary tells the report as it stands now, with each result, its unit and its range. */
async function onPaper(carnet) {
  await carnet.press("Summary", { role: "link" });
  await carnet.press("Print the summary");
  await carnet.see("Last reports", { role: "heading" });
  const report = /Full blood count.*of Blood.*Low haemoglobin, cause not known/;
  const results = [/Haemoglobin.*9\.8\sg\/dL.*below the range 12 to 16\sg\/dL/, /Malaria test.*positive/];
  for (const words of [report, ...results]) await carnet.see(words);
  await carnet.screenshot("55-report-on-paper");
}

/** Among the results of the history, with what was added. */
async function found(carnet) {
  await carnet.press("History", { role: "link" });
  await carnet.choose("Show", "Results");
  await carnet.see("Full blood count");
  await carnet.see("sample was late");
  await carnet.screenshot("55-report-in-the-history");
}

/** Types into the fields of one result. */
async function result(carnet, n, fields) {
  const labels = { what: "What was measured", value: "Value", unit: "Unit", low: "Range from", high: "Range to" };
  const line = carnet.page.locator(".results .result").nth(n - 1);
  for (const [field, text] of Object.entries(fields)) await line.getByLabel(labels[field], { exact: true }).fill(text);
}
