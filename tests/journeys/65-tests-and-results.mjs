import assert from "node:assert/strict";
import { settles, signed } from "./driver/chart.mjs";
import { begin, makeVault } from "./driver/clinic.mjs";
import { smallTargets } from "./driver/hands.mjs";
import { register } from "./driver/intake.mjs";
import { note } from "./driver/sample.mjs";

export const title = "tests are ordered, taken, answered from a paper and looked at; a rapid test is one act; what is corrected has to be looked at again; lists, summary and paper tell what waits";
export const sizes = ["laptop", "phone"];
export const timeout = 300;

const ORDER = "Test, image";
const RESULT = "Enter the result";
const AT_ONCE = "Malaria rapid test: Detected";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const { chart } = await register(carnet, { family: "Testa", given: "Prima" });
  await note(carnet, { problem: "Tired for weeks", says: "no strength" });
  await rapid(carnet, chart);
  await ordered(carnet);
  await taken(carnet);
  await entered(carnet);
  await waits(carnet, chart);
  await lookedAt(carnet, chart);
  await correctedSince(carnet, chart);
  await cancelled(carnet, chart);
  await onPaper(carnet, chart);
}

/** Orders and result in one act: choosing an answer is the result, and who orders it has looked at it. */
async function rapid(carnet, chart) {
  await carnet.go(`${chart}/results`);
  await carnet.see("No test ordered.");
  await carnet.see("No result in this chart.");
  await carnet.axe("a chart without tests");
  await carnet.press(ORDER);
  await carnet.press("Sign", { within: ORDER });
  await carnet.see("Write or choose the test or image.");
  await carnet.press("Malaria rapid test");
  await carnet.choose("What the test shows", "Detected");
  if (carnet.settings.size === "phone") assert.deepEqual(await smallTargets(carnet), [], "targets of less than 44 px");
  await carnet.axe("a test that is being ordered");
  await carnet.screenshot("65-ordering");
  await signed(carnet, ORDER);
  await carnet.see(AT_ONCE);
  await carnet.see(/^Looked at \d\d:\d\d by Prima Testa$/);
}

async function ordered(carnet) {
  await carnet.press(ORDER);
  await carnet.type("Another test or image", "Full blood count", { within: ORDER });
  await carnet.press("Add", { within: ORDER });
  await carnet.press("X-ray", { within: ORDER });
  await carnet.type("Part of the body", "Chest", { within: ORDER });
  await signed(carnet, ORDER);
  await carnet.see("Full blood count");
  await carnet.see("X-ray, Chest");
}

async function taken(carnet) {
  await carnet.press("Specimen taken", { nth: 0 });
  await carnet.type("Specimen", "Blood", { within: "Specimen taken" });
  await signed(carnet, "Specimen taken");
  await carnet.see(/^taken \d/);
}

/** From a paper: the lines of the panel are laid out, and what stands on the paper is typed. */
async function entered(carnet) {
  await carnet.press(RESULT, { nth: 0 });
  await carnet.holds("Test or examination", "Full blood count", { within: RESULT });
  await carnet.press("Full blood count", { within: RESULT });
  await carnet.type("Laboratory or place", "District laboratory", { within: RESULT });
  const line = carnet.page.getByRole("group", { name: "Haemoglobin", exact: true });
  await line.getByLabel("Value", { exact: true }).fill("8.2");
  await line.getByLabel("Range from").fill("12");
  await line.getByLabel("Range to").fill("eleven");
  await carnet.press("Sign", { within: RESULT });
  await carnet.see(/eleven/, { nth: 0 });
  await line.getByLabel("Range to").fill("16");
  await carnet.page.getByRole("group", { name: "Platelets", exact: true }).getByLabel("Value", { exact: true }).fill("< 20");
  await carnet.choose("Needs acting on", "Yes");
  await carnet.axe("a result that is being entered");
  await carnet.screenshot("65-entering");
  await signed(carnet, RESULT);
  await carnet.see(/^Full blood count: low Haemoglobin 8\.2\sg\/dL; not judged Platelets < 20/);
  await carnet.screenshot("65-results");
}

/** What nobody looked at stands on the summary and in the clinic's list; so does what is waited for. */
async function waits(carnet, chart) {
  await carnet.go(chart);
  await carnet.see(/Full blood count: low Haemoglobin/);
  await carnet.see("not looked at");
  await carnet.see(/^1 result waited for/);
  await carnet.axe("a summary with results");
  await carnet.screenshot("65-summary");
  await carnet.go("#/lists/results");
  await carnet.see("Results not looked at", { role: "heading" });
  await carnet.see(/Full blood count: low Haemoglobin/);
  await carnet.see("needs acting on");
  await carnet.axe("results not looked at");
  await carnet.screenshot("65-list");
  await carnet.go("#/lists/orders");
  await carnet.see(/X-ray, Chest/);
}

/** The act stands under the whole result, and nowhere else. */
async function lookedAt(carnet, chart) {
  await carnet.go(`${chart}/results`);
  await carnet.see(/^Full blood count: low/);
  assert.equal(await carnet.pressable("Looked at").count(), 0, "nothing is looked at in a list");
  await carnet.page.getByRole("link").filter({ hasText: /Full blood count: low/ }).first().click();
  await carnet.see("Full blood count", { role: "heading" });
  await carnet.see("12–16");
  await carnet.axe("a result");
  await carnet.screenshot("65-whole");
  await carnet.press("Looked at, and plan");
  const form = "Looked at, and plan";
  await carnet.type("What is to be done", "Iron by mouth", { within: form });
  await signed(carnet, form);
  await carnet.go(`${chart}/results`);
  await settles(carnet, "both looked at", () => carnet.page.getByText(/^Looked at \d\d:\d\d by/).allInnerTexts(), [/^Looked at/, /^Looked at/]);
  await carnet.go(chart);
  await carnet.see(/Iron by mouth/);
}

/** A correction says what stood there, and nobody has looked at that. */
async function correctedSince(carnet, chart) {
  await carnet.go(`${chart}/results`);
  await carnet.page.getByRole("link").filter({ hasText: /Full blood count: low/ }).first().click();
  await carnet.press("Correct", { role: "link" });
  await carnet.see("Entry", { role: "heading" });
  await carnet.press("Correct");
  await carnet.see("Correction", { role: "dialog" });
  const parts = carnet.field("Which part", { within: "Correction" });
  const part = await parts.locator("option").filter({ hasText: /8\.2/ }).innerText();
  await carnet.choose("Which part", part, { within: "Correction" });
  await carnet.type("Words that stand instead", "9.2", { within: "Correction" });
  await carnet.type("Reason", "wrong line", { within: "Correction" });
  await signed(carnet, "Correction");
  await carnet.go(`${chart}/results`);
  await carnet.see(/CORRECTED .*: was 8\.2.*, wrong line/);
  await carnet.see("corrected, not looked at again");
  await carnet.screenshot("65-corrected");
}

async function cancelled(carnet, chart) {
  await carnet.go(`${chart}/results`);
  const form = "Not to be done any more";
  await carnet.press(form, { nth: 0 });
  await carnet.press("Sign", { within: form });
  await carnet.type("Reason", "the machine is broken", { within: form });
  await signed(carnet, form);
  await carnet.see(/not to be done any more, .*: the machine is broken/);
  assert.equal(await carnet.pressable(RESULT).count(), 0, "what is cancelled takes no result");
}

async function onPaper(carnet, chart) {
  await carnet.go(`${chart}/print`);
  await carnet.see(/Full blood count/);
  await carnet.screenshot("65-print");
}
