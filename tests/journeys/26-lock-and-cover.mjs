import assert from "node:assert/strict";
import { begin, makeVault, takeIn } from "./driver/clinic.mjs";
import { chooseCode, cursorStands, holdsNothingOf, placeCursor, seeCovered, seeLocked, typeCode, unlockTo } from "./driver/gate.mjs";

export const title = "locked and covered at a touch: no word is lost, none stays in the page, and one comes back to the same place";
export const timeout = 240;

const SAYS = "Cough at night, worse when lying down.";
const FIELD = "What the person says";
const CODE = "271828";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Quinta" });
  const words = ["Testa", "Quinta", "Cough", "nurse", "Site Alpha", "Tablet 1", await numberOfChart(carnet)];

  await carnet.press(/Write a note/, { nth: 0 });
  await lockByKey(carnet, words);
  await lockEveryTab(carnet, words);
  await codeInSettings(carnet);
  await coverByKeyAndButton(carnet, words);
  await fiveWrongCodes(carnet);
  await coveredPageLocks(carnet);
}

async function numberOfChart(carnet) {
  const numbers = async () => (await carnet.scope("Whose chart this is").innerText()).match(/[0-9A-Z]{5}-\d{4}-[0-9A-Z*]/);
  const [number] = await carnet.until("find the chart's number in the banner", numbers, Boolean);
  return number;
}

/** F8 inside the field, right after the last letter: nothing waits for the two seconds of a draft. */
async function lockByKey(carnet, words) {
  await carnet.type(FIELD, SAYS);
  await placeCursor(carnet, FIELD, 5);
  const note = carnet.page.url();
  await carnet.key("F8");
  await seeLocked(carnet);
  await holdsNothingOf(carnet, words);
  await carnet.axe("the locked page");

  await unlockTo(carnet, FIELD);
  assert.equal(carnet.page.url(), note);
  await carnet.holds(FIELD, SAYS);
  await cursorStands(carnet, FIELD, 5);
}

/** *Lock* locks at once too, and no tab is open afterwards: whichever goes on asks for the passphrase. */
async function lockEveryTab(carnet, words) {
  const second = await carnet.newTab();
  await second.see("Carnet is open in another tab", { role: "heading" });
  await carnet.page.bringToFront();
  const more = `${SAYS} Two weeks now.`;
  await carnet.type(FIELD, more);
  await placeCursor(carnet, FIELD, 9);
  await carnet.press("Lock");
  await seeLocked(carnet);
  await holdsNothingOf(carnet, words);
  await holdsNothingOf(second, words);

  await second.page.bringToFront();
  await second.press("Use it here");
  await seeLocked(second);
  await second.page.close();
  await carnet.page.bringToFront();
  await carnet.see("Carnet is open in another tab", { role: "heading" });
  await carnet.press("Use it here");
  await unlockTo(carnet, FIELD);
  await carnet.holds(FIELD, more);
  await cursorStands(carnet, FIELD, 9);
}

/** Six figures and nothing else, from the settings, which say what holds. */
async function codeInSettings(carnet) {
  const note = new URL(carnet.page.url()).hash;
  await carnet.go("#/settings/security");
  await carnet.see(/^No short code is set since the vault was opened/);
  await carnet.press("Cover the page");
  await carnet.see("Cover with a short code", { role: "dialog" });
  await carnet.see(/^Choose six figures\./);
  await carnet.type("Short code", `${CODE.slice(0, 5)}x`);
  await carnet.holds("Short code", CODE.slice(0, 5));
  // Five figures and a letter cover nothing.
  await carnet.until("see that they cannot cover", () => carnet.pressable("Cover now").isDisabled(), Boolean);
  await carnet.axe("choosing a short code");
  await chooseCode(carnet, CODE);
  await carnet.axe("the covered page");
  await carnet.screenshot("26-covered");
  await typeCode(carnet, CODE);
  await carnet.see(/^A short code is set\./);
  await carnet.go(note);
  await carnet.see(FIELD);
}

async function coverByKeyAndButton(carnet, words) {
  const more = `${SAYS} Three weeks now.`;
  await carnet.type(FIELD, more);
  await placeCursor(carnet, FIELD, 7);
  const note = carnet.page.url();
  await carnet.key("F8");
  await seeCovered(carnet);
  await holdsNothingOf(carnet, words);
  await typeCode(carnet, CODE);
  await carnet.see(FIELD);
  assert.equal(carnet.page.url(), note);
  await carnet.holds(FIELD, more);
  await cursorStands(carnet, FIELD, 7);

  await carnet.press("Cover");
  await seeCovered(carnet);
  await holdsNothingOf(carnet, words);
  await typeCode(carnet, CODE);
  await carnet.see(FIELD);
  await cursorStands(carnet, FIELD, 7);
}

/** The fifth wrong code locks; the code is then gone too. */
async function fiveWrongCodes(carnet) {
  await carnet.key("F8");
  for (const left of [4, 3, 2, 1]) {
    await typeCode(carnet, `00000${left}`);
    await carnet.see(`That is not the code. Tries left: ${left}. Drafts are saved.`);
  }
  await typeCode(carnet, "000000");
  await seeLocked(carnet);
  await carnet.see("Five codes were wrong, so the vault is locked. Drafts are saved. Open it with the passphrase.");
  await unlockTo(carnet, FIELD);
  await placeCursor(carnet, FIELD, 3);
  await carnet.press("Cover");
  await chooseCode(carnet, "314159");
  await typeCode(carnet, "314159");
  await cursorStands(carnet, FIELD, 3);
  await carnet.press("Cover");
  await seeCovered(carnet);
}

/** From behind the cover: *Lock fully*, and a page that is loaded again. */
async function coveredPageLocks(carnet) {
  await carnet.press("Lock fully");
  await seeLocked(carnet);
  await unlockTo(carnet, FIELD);
  await carnet.press("Cover");
  await chooseCode(carnet, CODE);
  await carnet.reload();
  await seeLocked(carnet);
}
