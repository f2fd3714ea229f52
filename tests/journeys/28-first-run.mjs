import assert from "node:assert/strict";
import { settles } from "./driver/chart.mjs";
import { begin, recoveryCode, unlock } from "./driver/clinic.mjs";

export const title = "first run: what each door asks, a passphrase offered or one's own, and going back keeps every answer until the vault is made";
export const sizes = ["phone", "laptop"];
export const timeout = 240;

const OWN = "seven lamps under a wooden bridge";

export default async function (carnet) {
  await carnet.open();
  await carnet.see("Ready to work offline");
  await family(carnet);
  await file(carnet);
  await clinic(carnet);
  await ownPassphrase(carnet);
  const passphrase = await generatedPassphrase(carnet);
  await makeIt(carnet);

  await carnet.reload();
  await unlock(carnet, passphrase);
  await carnet.see("No one has been seen here today.", { timeout: 30_000 });
  await carnet.see("Site Beta. Prima Testa, health promoter");
}

/** A family has neither role nor place. Nothing is made by going back to the doors. */
async function family(carnet) {
  await carnet.press(/^For me or my family/);
  await carnet.see("You and this device", { role: "heading" });
  await carnet.see("Nothing is made before the last step. Leaving this page keeps nothing.");
  assert.equal(await carnet.page.getByRole("radio").count(), 0);
  assert.equal(await carnet.field("Place").count(), 0);
  await carnet.type("Your name", "Prima Testa");
  await carnet.press("Back");
}

/** Whoever was given a file may work in a clinic, or not. */
async function file(carnet) {
  await carnet.press(/^I was given a file/);
  await carnet.see("A file you were given", { role: "heading" });
  await carnet.press("Make a vault first");
  await carnet.see("nurse", { within: "Role" });
  await carnet.holds("Your name", "Prima Testa");
  await carnet.type("Short name for this device", "Tablet 7");
  await carnet.see("Role and place are for someone who works in a clinic. Both may be left out.");
  await carnet.press("Back");
  await carnet.see("A file you were given", { role: "heading" });
  await carnet.press("Back");
}

async function clinic(carnet) {
  await carnet.press(/^For a clinic/);
  await carnet.press("Next");
  await carnet.see("Choose your role.");
  await carnet.page.getByRole("radio", { name: "another role" }).check({ force: true });
  await carnet.notSee("Choose your role.");
  await carnet.press("Next");
  await carnet.see("Write which role.");
  await carnet.type("Which role", "health promoter");
  await carnet.type("Place", "Site Beta");
  await carnet.axe("you and this device");
  await carnet.press("Next");
  await carnet.see("A passphrase for this device", { role: "heading" });
}

/** The meter comes with its word lists, which take a while, and over the network the first time. */
const meter = (carnet, words) => carnet.see(words, { timeout: 60_000 });

async function ownPassphrase(carnet) {
  await carnet.online();
  await carnet.until("be offered words first", () => carnet.page.getByRole("radio", { name: "Generated words" }).isChecked(), Boolean);
  await carnet.page.getByRole("radio", { name: "My own" }).check({ force: true });
  await carnet.see(/^At least 12 characters, and not to be guessed within hours\./);
  await carnet.type("Your passphrase", "horse table");
  await meter(carnet, "11 of at least 12 characters.");
  await carnet.type("The same again", "horse table");
  await carnet.press("Next");
  await goneTo(carnet, "own-passphrase", "too short");

  await carnet.type("Your passphrase", "password1234");
  await meter(carnet, /^Too weak: someone who copies this disk could guess it within hours\./);
  await carnet.see("This is not the same as above.");
  await carnet.type("The same again", "password1234");
  await carnet.press("Next");
  await goneTo(carnet, "own-passphrase", "long enough, and found at once");

  await carnet.type("Your passphrase", "seven lamps under");
  await meter(carnet, /^(Fair|Strong):/);
  await carnet.press("Next");
  await goneTo(carnet, "own-passphrase-again", "not the same twice");
  await carnet.type("Your passphrase", OWN);
  await meter(carnet, "Strong: guessing it would take longer than a lifetime.");
  await carnet.offline();
  await carnet.type("The same again", OWN);
  await carnet.notSee("This is not the same as above.");
  await carnet.axe("a passphrase of one's own");

  await carnet.press("Back");
  const answers = ["Your name", "Which role", "Place", "Short name for this device"];
  const kept = () => Promise.all(answers.map((label) => carnet.valueOf(label)));
  await settles(carnet, "keep every answer", kept, ["Prima Testa", "health promoter", "Site Beta", "Tablet 7"]);
  await carnet.press("Next");
  await carnet.holds("Your passphrase", OWN);
}

/** The field that lacks something is gone to. */
async function goneTo(carnet, id, why) {
  await carnet.until(`come to the field: ${why}`, () => carnet.page.evaluate(() => document.activeElement?.id ?? null), (at) => at === id);
}

/** Six words, first offered; others on demand. */
async function generatedPassphrase(carnet) {
  await carnet.page.getByRole("radio", { name: "Generated words" }).check({ force: true });
  const shown = carnet.page.getByRole("main").locator("output");
  const read = async () => (await shown.innerText()).replace(/\s+/g, " ").trim();
  const six = (words) => /^(\p{L}+ ){5}\p{L}+$/u.test(words);
  const first = await carnet.until("be offered six words", read, six);
  await carnet.press("New words");
  const passphrase = await carnet.until("be offered other words", read, (words) => six(words) && words !== first);
  await carnet.axe("a generated passphrase");
  await carnet.press("Next");
  return passphrase;
}

/** Back from the code and on again: it is the same code, since no answer changed. */
async function makeIt(carnet) {
  const words = await recoveryCode(carnet);
  await carnet.press("Back");
  await carnet.see("A passphrase for this device", { role: "heading" });
  await carnet.press("Next");
  assert.deepEqual(await recoveryCode(carnet), words);
  // The browser's own Back is a step back as well.
  await carnet.act("go back by the browser", () => carnet.page.goBack());
  await carnet.see("A passphrase for this device", { role: "heading" });
  await carnet.press("Next");
  assert.deepEqual(await recoveryCode(carnet), words);

  await carnet.press("I have it on paper");
  // The whole code at once, as from a scanned QR code.
  await carnet.field("Word 1").click();
  await carnet.page.keyboard.insertText(words.join(" "));
  await carnet.see("12 of 12 right");
  await carnet.press("Make the vault");
  await carnet.see("The vault is made and open.", { timeout: 30_000 });
  await carnet.screenshot("28-ready");
  await begin(carnet);
}
