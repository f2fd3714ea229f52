import assert from "node:assert/strict";
import { begin, makeVault, takeIn, unlock, writeNote } from "./driver/clinic.mjs";
import { moveClock } from "./driver/device.mjs";

export const title = "the device's clock stands a year back: Today asks before anything else, and what is signed says so";
export const sizes = ["phone"];
export const timeout = 240;

const A_YEAR_BACK = -365 * 24 * 3600 * 1000;
const SENTENCE = /^This device says \d+.\w+.\d{4}, but the last entry was signed on \d+.\w+.\d{4}\. Set the date before you sign\.$/;
const MARK = /The device.s clock was behind/;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Nona" });
  const chart = new URL(carnet.page.url()).hash;
  const thisYear = new Date().getFullYear();

  await carnet.reload();
  await carnet.see("This vault is locked");
  await moveClock(carnet, A_YEAR_BACK);
  await unlock(carnet);
  await carnet.see("Main pages", { role: "navigation" });
  await carnet.go("#/");
  await carnet.see(SENTENCE);
  const asked = await carnet.things(SENTENCE).first().innerText();
  assert.match(asked, new RegExp(`says .*${new Date(Date.now() + A_YEAR_BACK).getFullYear()}, but .*${thisYear}`));
  await carnet.notSee(/Find or register a person/);
  await carnet.axe("the question about the clock");

  // Looking again changes nothing while the clock is wrong; going on is the person's choice.
  await carnet.press("The date is set: look again");
  await carnet.see(SENTENCE);
  await carnet.press("Continue with this date");
  await carnet.see(/Find or register a person/);

  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.choose("For which problem", "New problem");
  await carnet.type("What the problem is", "Cough, 2 weeks");
  await carnet.type("What the person says", "no headache");
  await carnet.press("Review and sign");
  await carnet.see(SENTENCE);
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
  await carnet.press("History", { nth: 0 });
  await carnet.see(MARK);

  // The clock set right again: nothing is asked, and the mark stays with the one entry.
  await carnet.reload();
  await unlock(carnet);
  await carnet.see(MARK);
  await markedOnce(carnet);
  await carnet.go("#/");
  await carnet.see(/Find or register a person/);
  await carnet.go(chart);
  await writeNote(carnet, { problem: "Headache, 1 day", says: "since this morning" });
  await carnet.press("History", { nth: 0 });
  await carnet.see("since this morning");
  await markedOnce(carnet);
}

const markedOnce = (carnet) => carnet.until("see the mark once", () => carnet.things(MARK).count(), (count) => count === 1);
