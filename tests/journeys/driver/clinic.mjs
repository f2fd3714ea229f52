// What the people of a clinic do, made of the driver's verbs. Everyone here is evidently made up.
import { mkdir, copyFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

export const PASSPHRASE = "a sentence for trying things out";

/** First run to the end: gives the twelve words. The passphrase is `PASSPHRASE` unless told. */
export async function makeVault(carnet, answers) {
  const words = await toRecoveryCode(carnet, answers);
  await carnet.press("I have it on paper");
  for (const [at, word] of words.entries()) await carnet.type(`Word ${at + 1}`, word);
  await carnet.press("Make the vault");
  await carnet.see("The vault is made and open.", { timeout: 30_000 });
  return words;
}

/** First run as far as the page that shows the recovery code: gives its words. */
export async function toRecoveryCode(carnet, { door = /^For a clinic/, name = "Prima Testa", device = "Tablet 1", passphrase = PASSPHRASE } = {}) {
  await carnet.press(door);
  // Whoever was given a file may read it first; here the vault is made at once.
  if (String(door).includes("given a file")) await carnet.press("Make a vault first");
  await carnet.type("Your name", name);
  const role = carnet.page.getByRole("radio", { name: "nurse" });
  if (await role.count()) await role.check({ force: true });
  if (await carnet.field("Place").count()) await carnet.type("Place", "Site Alpha");
  await carnet.type("Short name for this device", device);
  await carnet.press("Next");
  await carnet.page.getByRole("radio", { name: "My own" }).check({ force: true });
  await carnet.type("Your passphrase", passphrase);
  await carnet.type("The same again", passphrase);
  await carnet.press("Next");
  return recoveryCode(carnet);
}

/** The words of the recovery code, once its page shows. */
export async function recoveryCode(carnet) {
  await carnet.see("The recovery code", { role: "heading" });
  return codeWords(carnet);
}

/** The twelve words of a recovery code, whatever else is listed on the page. */
export const codeWords = (carnet) =>
  carnet.until("read twelve words", async () => (await listedWords(carnet)).filter((word) => /^[\p{Ll}\p{M}]+$/u.test(word)), (words) => words.length === 12);

/** The words of the numbered list that is to be seen, on the screen or on paper. */
export async function listedWords(carnet) {
  const lines = await carnet.page.getByRole("main").getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.replace(/^\d+\s*/, "").trim());
}

/** The last step of first run, which says what the browser answered. */
export async function begin(carnet) {
  await carnet.press(/^(Go to Today|Begin|Start|To Today|Today)/, { nth: 0 });
  await carnet.see(/^Today/, { role: "heading" });
}

export async function unlock(carnet, passphrase = PASSPHRASE) {
  await carnet.see("This vault is locked");
  await carnet.type("Passphrase", passphrase);
  await carnet.press("Open");
}

/** Takes someone in with the three things that must be answered, and whatever `more` fills in. */
export async function takeIn(carnet, { family, given, age = "34", more } = {}) {
  await carnet.press(/Find or register a person/);
  await carnet.press("Register a new person");
  await carnet.type("Family name", family);
  await carnet.type("Given name", given);
  await carnet.page.getByRole("radio", { name: /^Female$/i }).check({ force: true });
  await carnet.type("Age", age);
  await more?.(carnet);
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.press("Sign");
  await carnet.see(new RegExp(family), { within: "Whose chart this is" });
}

/** Writes a note for a new problem and signs it. */
export async function writeNote(carnet, { problem, says }) {
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.choose("For which problem", "New problem");
  await carnet.type("What the problem is", problem);
  await carnet.type("What the person says", says);
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.press("Sign");
  // The words of the note stand on the page of the review already; only the chart's own page says that it is signed.
  await carnet.see("Summary", { role: "heading" });
}

/** The visit that goes on ends, and they go home; another can then be opened. Begins and ends in the chart. */
export async function goesHome(carnet) {
  await carnet.press("End the visit");
  await carnet.press("Goes home", { within: "End the visit" });
  await carnet.notSee("End the visit");
}

/** What is typed is sealed within two seconds: that long, and a little for the last key to arrive. The line "Draft saved"
 *  alone may still speak of the words before. */
export const untilSealed = (carnet) => carnet.page.waitForTimeout(2200);

/** Keeps an exported file and its passphrase where the Python reader looks for it. */
export async function keepForPython(path, passphrase) {
  const folder = join("test-results", "bundles");
  await mkdir(folder, { recursive: true });
  const kept = join(folder, basename(path));
  await copyFile(path, kept);
  await writeFile(`${kept}.passphrase`, passphrase);
}

/** Adds Secunda Testa, a midwife, to the vault; ends under the settings. */
export async function addPerson(carnet, passphrase) {
  await carnet.open("#/settings/people");
  await carnet.see(/Prima Testa/);
  await carnet.press("Add a person");
  await carnet.type("Their name", "Secunda Testa");
  await carnet.page.getByRole("radio", { name: "midwife" }).check({ force: true });
  await carnet.page.getByRole("radio", { name: "My own" }).check({ force: true });
  await carnet.type("Your passphrase", passphrase);
  await carnet.type("The same again", passphrase);
  await carnet.press("Next");
  await carnet.see("These words are theirs");
  await carnet.axe("another person's recovery words");
  const words = await codeWords(carnet);
  await carnet.press("I have it on paper");
  for (const [at, word] of words.entries()) await carnet.type(`Word ${at + 1}`, word);
  await carnet.press("Add a person");
  await carnet.see(/Secunda Testa/);
}

/** Somebody else of the vault works from now on. */
export async function switchTo(carnet, passphrase) {
  await carnet.press("Switch", { nth: 0 });
  await carnet.see("Someone else works now");
  await carnet.type("Passphrase of who works now", passphrase);
  await carnet.press("Switch", { within: /Someone else works now/ });
  await carnet.notSee("Someone else works now");
}
