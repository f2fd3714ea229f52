import assert from "node:assert/strict";
import { openEntry, signed } from "./driver/chart.mjs";
import { begin, codeWords, goesHome, makeVault, PASSPHRASE, takeIn, unlock } from "./driver/clinic.mjs";
import { standNowhere, wordFor } from "./driver/canary.mjs";
import { killBrowser } from "./driver/device.mjs";
import { chooseFile, fileOf } from "./driver/files.mjs";
import { date, daysFromNow } from "./driver/sample.mjs";
import { Typist, fillAnswers } from "./driver/typist.mjs";

export const title = "no word typed into a form of the chart, a search, a paper's name or the form of another person stands readable in the browser's profile, killed or closed";
export const timeout = 300;

const SLOW = { timeout: 30_000 };

export default async function (carnet) {
  const typist = new Typist(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Prima" });
  const chart = new URL(carnet.page.url()).hash;
  for (const part of [questionsAskedLater, whoTheyAre, smallForms, lateNote, underTheProblem, aboutTheNote, paper]) await part(typist, chart);
  for (const part of [anotherPerson, passphraseToChange, chartsToChoose]) await part(typist);
  await unsigned(typist, chart);
  assert.ok(typist.seconds >= 20, `only ${typist.seconds} seconds of typing`);

  await killBrowser(carnet);
  await standNowhere(carnet.profile, typist.texts);
  await carnet.launch();
  await carnet.open(`${chart}/history`);
  await unlock(carnet, PASSPHRASE);
  await carnet.see(typist.texts["Words to add"], SLOW);
  // Long enough for the browser to write down what it writes down late: its session, its history, its caches.
  await carnet.page.waitForTimeout(5000);
  await carnet.context.close();
  await standNowhere(carnet.profile, typist.texts);
}

async function questionsAskedLater(typist, chart) {
  const { carnet } = typist;
  await carnet.go(`${chart}/identity`);
  await carnet.press("More questions");
  await carnet.see("More questions", { role: "heading" });
  await fillAnswers(typist);
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.press("Sign");
  await carnet.see("Last visit");
}

/** Another name in place of the one that was signed, and other next of kin. */
async function whoTheyAre(typist, chart) {
  const { carnet } = typist;
  const name = ["the corrected family name", "the corrected given name"];
  for (const part of name) typist.texts[part] = wordFor(part);
  await openEntry(carnet, chart, "Testa, Prima");
  await carnet.press("Correct");
  await choosePart(carnet, /Testa, Prima/);
  await typist.fill("Words that stand instead", { as: "the corrected name", text: name.map(wordFor).join(", ") });
  await typist.fill("Reason", { as: "the reason of another name" });
  await signed(carnet, "Correction");

  await openEntry(carnet, chart, typist.texts["Name of the next of kin of Next of kin"]);
  await carnet.press("Correct");
  await choosePart(carnet, new RegExp(typist.texts["Name of the next of kin of Next of kin"]));
  await typist.fillAll(["Name of the next of kin", "Relation", "Reason"], { within: "Correction" });
  await typist.fill("Phone", { within: "Correction", text: "0390771364774" });
  await signed(carnet, "Correction");
}

async function choosePart(carnet, words) {
  await carnet.act(`choose ${words}`, async () => {
    const list = carnet.field("Which part");
    await list.selectOption({ label: await list.locator("option").filter({ hasText: words }).first().innerText() });
  });
}

async function smallForms(typist, chart) {
  const { carnet } = typist;
  await carnet.go(chart);
  await goesHome(carnet);
  await inForm(typist, "Open a visit", ["Why the person came"]);
  await carnet.press("Add an allergy", { role: "button", nth: 0 });
  await typist.fillAll(["Substance", "Another reaction, in words"], { within: "Add an allergy" });
  await carnet.choose("Who says so", "Told");
  await signed(carnet, "Add an allergy");
  await carnet.go(`${chart}/problems`);
  await inForm(typist, "New problem", ["What the problem is"]);
}

/** Opens a form, fills it in and signs it. */
async function inForm(typist, form, labels, button = form) {
  await typist.carnet.press(button, { role: "button", nth: 0 });
  await typist.fillAll(labels, { within: form });
  await signed(typist.carnet, form);
}

const PROBLEM = "the problem of a late note";
const SAYS = "what the person said in a late note";

async function lateNote(typist, chart) {
  const { carnet } = typist;
  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.choose("For which problem", "New problem");
  await typist.fill("What the problem is", { as: PROBLEM });
  await typist.fill("What the person says", { as: SAYS });
  await carnet.press("Test", { role: "button" });
  await typist.fill("Tests");
  await carnet.press("Medicine", { role: "button" });
  await typist.fill("Name", { within: "Medicine" });
  await carnet.page.getByText("This happened earlier and is written late").click();
  await date(carnet, "When it happened", daysFromNow(-20));
  await typist.fill("Why it is written now");
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
}

/** What is pressed on the problem's own page: its plan ends, its medicine is stopped, it gets other words. */
async function underTheProblem(typist, chart) {
  const { carnet } = typist;
  await carnet.go(`${chart}/problems`);
  await carnet.page.getByRole("link", { name: new RegExp(typist.texts[PROBLEM]) }).first().click();
  await carnet.press(/^Close plan: /);
  await carnet.choose("How it ended", "Done");
  await typist.fill("Result or reason", { within: "Close plan" });
  await signed(carnet, "Close plan");
  await inForm(typist, "Stop", ["Reason"], /^Stop /);
  await inForm(typist, "Restate", ["New words"]);
}

async function aboutTheNote(typist, chart) {
  const { carnet } = typist;
  await openEntry(carnet, chart, typist.texts[SAYS]);
  await carnet.press("Add to it");
  await typist.fill("Words to add");
  await typist.fill("Reason", { within: "Addendum" });
  await signed(carnet, "Addendum");
  await inForm(typist, "Entered in error", ["Reason"]);
}

/** Its name, the words in it, and the name its file had. */
async function paper(typist, chart) {
  const { carnet } = typist;
  const [file, words] = ["the name of a paper's file", "the words in a paper"];
  for (const text of [file, words]) typist.texts[text] = wordFor(text);
  await carnet.go(`${chart}/documents`);
  await typist.fill("What it is");
  await carnet.give("Choose the file", await fileOf(`${wordFor(file)}.txt`, wordFor(words)));
  await carnet.see(new RegExp(`^${wordFor(file)}\\.txt`));
  await carnet.press("Sign");
  await carnet.see(/, text, /);
}

/** Someone else of this vault: their name, role, passphrase and words. */
async function anotherPerson(typist) {
  const { carnet } = typist;
  await carnet.go("#/settings/people");
  await carnet.press("Add a person");
  await carnet.page.getByRole("radio", { name: "another role" }).check({ force: true });
  await typist.fillAll(["Their name", "Which role"]);
  await ownPassphrase(typist, "the passphrase of another person");
  await carnet.press("Next");
  await carnet.see("These words are theirs", SLOW);
  const words = await codeWords(carnet);
  typist.texts["the recovery code of another person"] = words.slice(0, 3).join(" ");
  await carnet.press("I have it on paper");
  for (const [at, word] of words.entries()) await carnet.type(`Word ${at + 1}`, word);
  await carnet.press("Add a person");
  await carnet.see(typist.texts["Their name"]);
}

async function ownPassphrase(typist, as) {
  await typist.carnet.page.getByRole("radio", { name: "My own" }).check({ force: true });
  const text = `${wordFor(as)} ${wordFor(`${as}, its second word`)}`;
  for (const label of ["Your passphrase", "The same again"]) await typist.fill(label, { as, text });
}

/** Both passphrases of a change that is refused stay in their fields. */
async function passphraseToChange(typist) {
  const { carnet } = typist;
  await carnet.go("#/settings/security");
  await carnet.press("Change the passphrase", { role: "button" });
  await typist.fill("The present passphrase");
  await ownPassphrase(typist, "a passphrase to change to");
  await carnet.press("Change the passphrase", { role: "button" });
  await carnet.see(/^That passphrase did not open the records/, SLOW);
}

/** Where a chart is looked for by name: to be exported, and to take in a file that names nobody. */
async function chartsToChoose(typist) {
  const { carnet } = typist;
  await carnet.go("#/export");
  await carnet.choose("What", "Charts you choose");
  await typist.fill("Add a person: name, number, phone or place");
  await carnet.see(/^No one matches these letters/);
  const told = "what a file of another system tells";
  typist.texts[told] = wordFor(told);
  const resource = { resourceType: "Condition", id: "n", code: { text: wordFor(told) } };
  await chooseFile(carnet, await fileOf("nobody.json", JSON.stringify({ resourceType: "Bundle", type: "collection", entry: [{ resource }] })));
  await typist.fill("Find the chart: name, number, phone or place");
  await carnet.see(/^No one matches these letters/);
}

/** A form that was begun and left, and another that stands open when the browser dies. */
async function unsigned(typist, chart) {
  const { carnet } = typist;
  await carnet.go(chart);
  await carnet.press("Open a visit");
  await typist.fill("Why the person came", { as: "the reason of a visit that nobody signs" });
  await carnet.see(/^Draft saved/, { within: "Open a visit" });
  await carnet.key("Escape");
  await carnet.notSee("Open a visit", { role: "dialog" });
  await carnet.press("Add an allergy");
  await typist.fill("Substance", { as: "an allergy that nobody signs" });
}
