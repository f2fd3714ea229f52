// Covering and locking, and coming back to where one was.
import assert from "node:assert/strict";
import { unlock } from "./clinic.mjs";

export const COVERED = /^Covered at \d\d:\d\d\. Drafts are saved\.$/;
export const HIDDEN = /^Hidden at \d\d:\d\d\. Drafts are saved\.$/;
export const LOCKED = "This vault is locked";

/** Opening and what stands behind it takes seconds, on a busy machine many. */
const PATIENCE = 30_000;

/** Waits until the page is covered, hidden because there is no short code, or fully locked. */
export const seeHidden = (carnet) => carnet.see(HIDDEN, { role: "heading" });
export const seeCovered = (carnet) => carnet.see(COVERED, { role: "heading" });
export const seeLocked = (carnet) => carnet.see(LOCKED, { role: "heading" });

/** Closes the vault by loading the page again: whoever then reads the rows reads them from the disk. */
export async function lockByReload(carnet) {
  await carnet.reload();
  await seeLocked(carnet);
}

/** Opens the vault and waits until the page left behind is there again, by something on it. */
export async function unlockTo(carnet, what, options = {}) {
  await unlock(carnet);
  await carnet.see(what, { timeout: PATIENCE, ...options });
}

/** Chooses a short code in the dialog that the first *Cover* opens, and covers with it. */
export async function chooseCode(carnet, code) {
  await carnet.see("Cover with a short code", { role: "dialog" });
  await carnet.type("Short code", code);
  await carnet.press("Cover now");
  await seeCovered(carnet);
}

export async function typeCode(carnet, code) {
  await seeCovered(carnet);
  await carnet.type("Short code", code);
  await carnet.press("Uncover");
}

/** Puts the cursor behind so many characters of a field. */
export async function placeCursor(carnet, label, at) {
  await carnet.act(`put the cursor into ${label}`, async () => {
    await carnet.field(label).click();
    await carnet.key("Control+Home");
    for (let step = 0; step < at; step += 1) await carnet.page.keyboard.press("ArrowRight");
  });
}

/** Waits until the field is typed in again, behind so many characters. */
export async function cursorStands(carnet, label, at) {
  const place = () => carnet.field(label).evaluate((field) => (field === document.activeElement ? field.selectionStart : "elsewhere"));
  await carnet.until(`find the cursor of ${label} at ${at}`, place, (stands) => stands === at, { timeout: PATIENCE });
}

/** Fails if one of these words stands anywhere in the page: seen or not, in a field, in its title, address or stores. */
export async function holdsNothingOf(carnet, words) {
  const everything = await carnet.page.evaluate(() => {
    const fields = [...document.querySelectorAll("input, textarea, select")].map((field) => field.value);
    const kept = [localStorage, sessionStorage, history.state].map((store) => JSON.stringify(store));
    return [document.documentElement.outerHTML, document.title, location.href, ...fields, ...kept].join("\n").toLowerCase();
  });
  assert.deepEqual(words.filter((word) => everything.includes(word.toLowerCase())), [], "words that still stand in the page");
}

/** Nobody touches the device for so long ("02:30", "08:00:00"). The page's clock must have been installed before it was opened. */
export async function leaveAlone(carnet, time) {
  await carnet.page.clock.fastForward(time);
  // The page looks at the time every second.
  await carnet.page.clock.runFor(1100);
}

/** Whoever uses the keyboard goes on from where the focus is. What the page draws anew may take the focus with it for a
 *  moment; for good it may not. */
export async function focusIsSomewhere(carnet) {
  const at = () => carnet.page.evaluate(() => document.activeElement?.localName ?? null);
  await carnet.until("find the focus somewhere", at, (name) => name !== null && name !== "body");
}
