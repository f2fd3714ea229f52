import assert from "node:assert/strict";
import { PASSPHRASE, begin, makeVault, takeIn, unlock } from "./driver/clinic.mjs";
import { moveClock } from "./driver/device.mjs";
import { holdsNothingOf, seeLocked } from "./driver/gate.mjs";

export const title = "wrong passphrases wait longer and longer, also after a reload, never more than 30 seconds, and never erase; the recovery words open too";
export const sizes = ["phone"];
export const timeout = 240;

const WRONG = "That passphrase did not open the records. Check capitals and the keyboard language. Nothing is lost.";
// One code in sixteen that is written down wrong is a code all the same, of another vault.
const NO_CODE_OF_THIS = /^(These twelve words are not a recovery code: one of them is mistyped|These words open another vault, not this one\.)/;
const BANNER = { within: "Whose chart this is", timeout: 30_000 };

export default async function (carnet) {
  // The page's own clock, so that its seconds of waiting pass at once where that is asked for.
  await carnet.page.clock.install();
  await carnet.open();
  const words = await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Septima" });
  await carnet.reload();

  await capitals(carnet);
  await waits(carnet);
  await recoveryWords(carnet, words);
}

/** A passphrase in capitals is another passphrase; the page says what the keyboard does. */
async function capitals(carnet) {
  await seeLocked(carnet);
  await carnet.notSee("Capitals are locked on this keyboard.");
  // No key of a test's keyboard can be locked, so the page is told of one.
  await carnet.field("Passphrase").evaluate((field) =>
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "A", modifierCapsLock: true, bubbles: true })),
  );
  await carnet.see("Capitals are locked on this keyboard.");
  await carnet.type("Passphrase", PASSPHRASE.toUpperCase());
  await carnet.notSee("Capitals are locked on this keyboard.");
  const shownAs = (type) => carnet.until(`find the passphrase as ${type}`, () => carnet.field("Passphrase").getAttribute("type"), (is) => is === type);
  await shownAs("password");
  await carnet.press("show");
  await shownAs("text");
  await carnet.press("hide");
  await carnet.press("Open");
  await carnet.see(WRONG, { timeout: 30_000 });
}

/** 0, 0, 0, 2, 5, 10 and then always 30 seconds; one wrong try was made already. */
async function waits(carnet) {
  await wrongTry(carnet);
  await canTryAgain(carnet);
  await wrongTryWaits(carnet, 2, 1);
  await canTryAgain(carnet);
  await wrongTryWaits(carnet, 5, 1);
  await canTryAgain(carnet);
  await wrongTryWaits(carnet, 10, 6);
  await pass(carnet, 11);
  await canTryAgain(carnet);

  // Half a minute is long enough to load the page again in, on any machine.
  await wrongTryWaits(carnet, 30, 16);
  await carnet.reload();
  await seeLocked(carnet);
  within(await counted(carnet), 30, 1);
  await carnet.axe("waiting for the next try");
  // Enter is no way around it.
  await carnet.type("Passphrase", PASSPHRASE);
  await carnet.key("Enter");
  await pass(carnet, 31);
  await canTryAgain(carnet);

  await wrongTryWaits(carnet, 30, 16);
  await pass(carnet, 31);
  await canTryAgain(carnet);
  await holdsNothingOf(carnet, ["Testa", "Septima"]);
  await unlock(carnet);
  await carnet.see(/Testa/, BANNER);
}

async function wrongTry(carnet) {
  await unlock(carnet, "this opens nothing at all");
  await carnet.see(WRONG, { timeout: 30_000 });
  // The next try can be typed at once.
  const isFocused = () => carnet.field("Passphrase").evaluate((field) => field === document.activeElement);
  await carnet.until("find the focus in the passphrase", isFocused, Boolean);
}

/** The button is watched from before the try on: on a slow machine two seconds are over before one comes to look. */
async function wrongTryWaits(carnet, seconds, atLeast) {
  const [waiting] = await Promise.all([counted(carnet), wrongTry(carnet)]);
  within(waiting, seconds, atLeast);
}

/** What the button first counts, and whether it can be pressed meanwhile. */
async function counted(carnet) {
  const counts = () => {
    const said = [...document.querySelectorAll("button")].map((button) => [button, button.innerText.trim().match(/^Open in (\d+) s$/)]);
    const [button, words] = said.find(([, words]) => words) ?? [];
    return words && { left: Number(words[1]), off: button.disabled || button.ariaDisabled === "true" };
  };
  const found = () => carnet.page.waitForFunction(counts, null, { polling: 20, timeout: 30_000 });
  return carnet.act("see the button count", async () => (await found()).jsonValue());
}

function within({ left, off }, seconds, atLeast) {
  assert.ok(left <= seconds && left >= atLeast, `${left} seconds where ${atLeast} to ${seconds} are left`);
  assert.ok(off, "it cannot be pressed meanwhile");
}

async function canTryAgain(carnet) {
  await carnet.act("try again", () => carnet.pressable("Open", "button").and(carnet.page.locator(":enabled")).waitFor({ timeout: 30_000 }));
}

/** So many seconds pass at once, for the page and for the engine, which counts by itself. */
async function pass(carnet, seconds) {
  await moveClock(carnet, seconds * 1000, { engineOnly: true });
  await carnet.page.clock.fastForward(seconds * 1000);
}

async function recoveryWords(carnet, words) {
  await carnet.press("More", { within: "Main pages" });
  await carnet.press("Lock all tabs");
  await seeLocked(carnet);
  await carnet.press("Cannot open it? What to do");
  for (const step of ["1. The recovery code", "2. Another device", "3. A file", "4. Begin again"]) await carnet.see(step, { role: "heading" });
  await carnet.press("Use the recovery code", { nth: 0 });

  // Nothing says which word is wrong: only the paper knows.
  const other = words[0] === "zoo" ? "abandon" : "zoo";
  await typeWords(carnet, [other, ...words.slice(1)]);
  await carnet.press("Open");
  await carnet.see(NO_CODE_OF_THIS, { timeout: 30_000 });
  await carnet.axe("unlocking with the recovery words");

  // In capitals, as somebody might have written them down.
  await typeWords(carnet, words.map((word, at) => (at % 2 ? word.toUpperCase() : word[0].toUpperCase() + word.slice(1))));
  await canTryAgain(carnet);
  await carnet.press("Open");
  await carnet.see("More", { role: "heading", timeout: 30_000 });
}

async function typeWords(carnet, words) {
  for (const [at, word] of words.entries()) await carnet.type(`Word ${at + 1}`, word);
}
