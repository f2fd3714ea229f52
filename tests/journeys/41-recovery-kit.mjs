import assert from "node:assert/strict";
import { settles } from "./driver/chart.mjs";
import { begin, listedWords, toRecoveryCode } from "./driver/clinic.mjs";
import { focusIsSomewhere } from "./driver/gate.mjs";

export const title = "the recovery kit: what comes out of the printer, and the code typed back, where a wrong word is said at the word";
export const sizes = ["phone", "laptop"];
export const timeout = 240;

const SENTENCE = "This opens this vault on this device, or a backup file. Without either it opens nothing. Whoever holds it can read everything you can.";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export default async function (carnet) {
  await carnet.open();
  const words = await toRecoveryCode(carnet, { device: "Tablet 7" });
  assert.equal(words.length, 12);
  await carnet.axe("the recovery code");
  await thePaper(carnet, words);

  await carnet.press("I have it on paper");
  // Each is hidden while it is typed back.
  for (const word of words) await carnet.notSee(alone(word));
  await focusIsSomewhere(carnet);
  await rightAndWrongWords(carnet, words);
  await misspelt(carnet, words);
  await lookAgain(carnet, words);
  await theRest(carnet, words);
  await carnet.press("Make the vault");
  await carnet.see("The vault is made and open.", { timeout: 30_000 });
  await begin(carnet);
}

/** A word of the code, alone or behind its number; "age" also stands in "page". */
const alone = (word) => new RegExp(`^\\d*${word}$`);

/** The numbered words, all of them in their order. */
const listed = (carnet, words) => settles(carnet, "read the code", () => listedWords(carnet), words);

/** The words, their picture, the vault's fingerprint, device and date, the address, what it opens: on one sheet. */
async function thePaper(carnet, words) {
  await carnet.page.emulateMedia({ media: "print" });
  await carnet.see("Carnet recovery kit", { role: "heading" });
  await listed(carnet, words);
  await carnet.see("The twelve words as a QR code", { role: "img" });
  await carnet.see(SENTENCE);
  await carnet.see(/^([0-9A-F]{4}-){4}[0-9A-F]{4}$/);
  const now = new Date();
  await carnet.see(`Tablet 7, ${now.getDate()} ${MONTHS[now.getMonth()]} ${now.getFullYear()}`);
  await carnet.see(carnet.host.url);
  for (const button of ["Print", "Back", "I have it on paper"]) {
    await settles(carnet, `print no ${button}`, () => carnet.pressable(button).allInnerTexts(), []);
  }
  assert.doesNotMatch(await carnet.words(), /Testa|Site Alpha/, "the paper does not say whose it is");
  const pdf = (await carnet.page.pdf({ format: "A4" })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, "one sheet");
  await carnet.page.emulateMedia({ media: "screen" });
}

async function rightAndWrongWords(carnet, words) {
  await carnet.type("Word 1", words[0]);
  await carnet.see("1 of 12 right");
  await carnet.until("see that the vault cannot be made yet", () => carnet.pressable("Make the vault").isDisabled(), Boolean);

  // Another word of the list. The right one is not given away.
  await carnet.type("Word 2", words[1] === "zoo" ? "abandon" : "zoo");
  await carnet.see("Not this word.");
  const invalid = () => Promise.all(["Word 1", "Word 2"].map((label) => carnet.field(label).getAttribute("aria-invalid")));
  await carnet.until("find only the second word wrong", invalid, ([first, second]) => first === null && second === "true");
  await carnet.see("1 of 12 right");
  await carnet.notSee(alone(words[1]));
  await carnet.axe("a wrong word of the code");
  await carnet.screenshot("41-wrong-word");

  await carnet.type("Word 2", words[1].toUpperCase());
  await carnet.notSee("Not this word.");
  await carnet.see("2 of 12 right");
}

/** A word of no list, or half of one, is wrong once its field is left. */
async function misspelt(carnet, words) {
  for (const letters of ["zxq", words[1].slice(0, 2)]) {
    await carnet.type("Word 2", letters);
    await carnet.key("Tab");
    await carnet.see("Not this word.");
    await carnet.type("Word 2", words[1]);
    await carnet.notSee("Not this word.");
  }
}

/** Looking at the paper's words again hides them anew; what was typed back stays. */
async function lookAgain(carnet, words) {
  await carnet.press("Show the code again");
  await listed(carnet, words);
  await carnet.press("I have it on paper");
  await carnet.see("2 of 12 right");
}

/** After three letters a word completes itself; Enter takes the first that is offered. */
async function theRest(carnet, words) {
  for (const [at, word] of [...words.entries()].slice(2)) {
    const letters = word.slice(0, 4);
    await carnet.type(`Word ${at + 1}`, letters);
    if (letters !== word) {
      await carnet.see(word, { role: "button" });
      await carnet.key("Enter");
    }
    await carnet.see(`${at + 1} of 12 right`);
  }
}
