import assert from "node:assert/strict";
import { begin, recoveryCode, unlock } from "./driver/clinic.mjs";
import { provesItFinds, standNowhere, wordFor } from "./driver/canary.mjs";
import { killBrowser } from "./driver/device.mjs";
import { chooseFile, savePassphraseAndFile, withoutSavePicker } from "./driver/files.mjs";
import { chooseCode, seeLocked, typeCode } from "./driver/gate.mjs";
import { Typist, fillIntake } from "./driver/typist.mjs";

export const title = "no word typed into any kind of field, signed or not, stands readable anywhere in the browser's profile, killed or closed";
export const timeout = 300;

const PASSPHRASE = `${wordFor("passphrase")} ${wordFor("the same")}`;
const SLOW = { timeout: 30_000 };

export default async function (carnet) {
  await provesItFinds();
  const typist = new Typist(carnet);
  await withoutSavePicker(carnet);
  await carnet.open();
  await firstRun(carnet, typist);
  await carnet.press(/Find or register a person/);
  await carnet.press("Register a new person");
  await fillIntake(typist);
  await sign(carnet, "What will be permanent");
  await carnet.see(new RegExp(typist.texts["Family name"]), { within: "Whose chart this is" });
  const chart = new URL(carnet.page.url()).hash;
  await signedNote(carnet, typist);
  await correction(carnet, typist);
  await search(carnet, typist);
  await settingsAndCover(carnet, typist);
  await passphrasesThatOpenNothing(carnet, typist);
  await exportAndImport(carnet, typist);
  await carnet.go(chart);
  await carnet.press(/Write a note/, { nth: 0 });
  await typist.fill("What the person says", { as: "a note that nobody signs" });
  assert.ok(typist.seconds >= 20, `only ${typist.seconds} seconds of typing`);

  await killBrowser(carnet);
  await standNowhere(carnet.profile, typist.texts);
  await carnet.launch();
  await carnet.open(`${chart}/history`);
  await unlock(carnet, PASSPHRASE);
  await carnet.see(new RegExp(typist.texts["What you find"]), SLOW);
  // Long enough for the browser to write down what it writes down late: its session, its history, its caches.
  await carnet.page.waitForTimeout(5000);
  await carnet.context.close();
  await standNowhere(carnet.profile, typist.texts);
}

const choose = (carnet, name) => carnet.page.getByRole("radio", { name, exact: true }).check({ force: true });

async function firstRun(carnet, typist) {
  await carnet.press(/^For a clinic/);
  await choose(carnet, "another role");
  await typist.fillAll(["Your name", "Which role", "Place", "Short name for this device"]);
  await carnet.press("Next");
  await choose(carnet, "My own");
  for (const label of ["Your passphrase", "The same again"]) await typist.fill(label, { text: PASSPHRASE });
  await carnet.press("Next");
  const words = await recoveryCode(carnet);
  typist.texts["the recovery code"] = words.slice(0, 3).join(" ");
  await carnet.press("I have it on paper");
  for (const [at, word] of words.entries()) await carnet.type(`Word ${at + 1}`, word);
  await carnet.press("Make the vault");
  await begin(carnet);
}

async function sign(carnet, question) {
  await carnet.press("Review and sign");
  await carnet.see(question);
  await carnet.press("Sign");
}

async function signedNote(carnet, typist) {
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.choose("For which problem", "New problem");
  await typist.fillAll(["What the problem is", "What the person says", "What you find", "What you make of it", "What is planned"]);
  await typist.fillNumber("Pulse", "72");
  for (const plan of ["Test", "Treatment", "Teaching", "Medicine"]) await carnet.press(plan, { role: "button" });
  await typist.fillAll(["Tests", "Treatment", "Teaching"]);
  await typist.fillAll(["Name", "Strength", "Dose", "By which way", "How often", "How long"], { within: "Medicine" });
  await sign(carnet, "What will be permanent");
  await carnet.see("Summary", { role: "heading" });
}

async function correction(carnet, typist) {
  await carnet.press("Problems", { role: "link" });
  await carnet.page.getByRole("link", { name: new RegExp(typist.texts["What the problem is"]) }).first().click();
  await carnet.page.locator("a.entry-head").last().click();
  await carnet.press("Correct");
  await typist.fillAll(["Words that stand instead", "Reason"]);
  await carnet.press("Sign");
  await carnet.notSee("Words that stand instead");
}

async function search(carnet, typist) {
  await carnet.go("#/find");
  await typist.fill("Name, number, phone or place");
  await carnet.see(/^No one matches these letters/);
}

async function settingsAndCover(carnet, typist) {
  await carnet.go("#/settings/people");
  await typist.fillAll(["Place", "Short name for this device"], { within: "Where you work" });
  await carnet.press("Save");
  await carnet.see(/^Saved\. From now on you sign at/);
  typist.texts["the short code"] = "004719";
  await carnet.press("Cover");
  await chooseCode(carnet, typist.texts["the short code"]);
  await typeCode(carnet, typist.texts["the short code"]);
  await carnet.see("Where you work");
}

async function passphrasesThatOpenNothing(carnet, typist) {
  await carnet.press("Switch", { nth: 0 });
  await typist.fill("Passphrase of who works now");
  await carnet.press("Switch", { within: "Someone else works now" });
  await carnet.see(/^That passphrase did not open the records/, SLOW);
  await carnet.key("F8");
  await carnet.press("Lock fully");
  await seeLocked(carnet);
  await typist.fill("Passphrase");
  await carnet.press("show");
  await carnet.press("Open");
  await carnet.see(/^That passphrase did not open the records/, SLOW);
  await unlock(carnet, PASSPHRASE);
  await carnet.see("Where you work", SLOW);
}

async function exportAndImport(carnet, typist) {
  await carnet.go("#/export");
  await choose(carnet, "Everything on this device");
  await choose(carnet, "another clinic");
  await typist.fill("To");
  await carnet.press("Next");
  const [path, words] = await savePassphraseAndFile(carnet);
  typist.texts["the passphrase of a file"] = words.split(" ").slice(0, 3).join(" ");
  await carnet.see(/^Checked: opens/, { timeout: 60_000 });
  await chooseFile(carnet, path);
  await typist.fill("Passphrase of this file");
  await carnet.press("Read the file");
  await carnet.see(/^That passphrase does not open this file/, { timeout: 60_000 });
}
