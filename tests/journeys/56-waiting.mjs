import assert from "node:assert/strict";
import { settles } from "./driver/chart.mjs";
import { addPerson, begin, goesHome, makeVault, PASSPHRASE, switchTo, untilSealed } from "./driver/clinic.mjs";
import { focused } from "./driver/hands.mjs";
import { register } from "./driver/intake.mjs";
import { date, daysFromNow } from "./driver/sample.mjs";

export const title = "two people wait, the red one first; each is taken, sent on and ended by single presses, and a visit that somebody else ended is not written in again";
export const timeout = 300;

const THEIRS = "another sentence for the second person";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await nobody(carnet);
  const cough = await arrives(carnet, { given: "Prima", reason: "cough" });
  await arrives(carnet, { given: "Seconda", reason: "convulsion" });
  await redFirst(carnet);
  await goesThrough(carnet);
  await ownStation(carnet);
  await endedMeanwhile(carnet, cough);
}

async function nobody(carnet) {
  await carnet.key("g w");
  await carnet.see("No one waits here.");
  await carnet.see("Visits of this device only.");
  await carnet.axe("nobody waits");
}

/** From the form of the desk to triage: the next station stands on the page one comes to after signing. */
async function arrives(carnet, { given, reason }) {
  const { chart } = await register(carnet, { family: "Testa", given, reason });
  await carnet.see(new RegExp(`^Since .*, ${reason}$`));
  await carnet.see(/^Registration, with Prima Testa since/);
  await carnet.press("To triage");
  await carnet.see("Visits of this device only.");
  await carnet.see(`Testa, ${given} waits at Triage now.`);
  return chart;
}

const names = (carnet) => carnet.page.locator(".waiting-row a").allInnerTexts();

/** Pressing the tag triages; the line stays where it is until one comes back. */
async function redFirst(carnet) {
  await settles(carnet, "read who came first", () => names(carnet), ["Testa, Prima", "Testa, Seconda"]);
  await carnet.press(/^Not triaged ?, change the triage of Testa, Seconda/);
  await carnet.see("Triage of Testa, Seconda", { role: "dialog" });
  await carnet.axe("the three colours");
  await carnet.press("Red", { within: "Triage of Testa, Seconda" });
  await carnet.see(/^Red ?, change the triage of Testa, Seconda/, { role: "button" });
  assert.deepEqual(await names(carnet), ["Testa, Prima", "Testa, Seconda"]);
  // What is drawn anew has the colour, and its place by it; pressed again it is not signed again.
  await carnet.choose("At", "Triage");
  await settles(carnet, "read the red one first at her station", () => names(carnet), ["Testa, Seconda", "Testa, Prima"]);
  await carnet.press(/^Red ?, change the triage of Testa, Seconda/);
  await carnet.press("Red", { within: "Triage of Testa, Seconda" });
  await carnet.notSee("Triage of Testa, Seconda", { role: "dialog" });
  await carnet.choose("At", "Every station");
  await carnet.see(/^Red ?, change the triage of Testa, Seconda/, { role: "button" });
  await carnet.screenshot("56-waiting");
  await carnet.axe("who waits");
  await carnet.press(/^Seen/, { role: "link" });
  await carnet.see("Seen today (2)");
  await carnet.key("g w");
  await settles(carnet, "read the red one first", () => names(carnet), ["Testa, Seconda", "Testa, Prima"]);
}

/** Taken by keyboard, sent on to the pharmacy, asked to come back. */
async function goesThrough(carnet) {
  await carnet.key("j");
  await focused(carnet, "j", (at) => at.label === "Testa, Seconda");
  await carnet.key("Tab");
  await focused(carnet, "Tab", (at) => at.label === "Take Testa, Seconda");
  // A double press is one act.
  await carnet.key("Enter Enter");
  await carnet.see(/^Triage, with Prima Testa since/);
  await carnet.see(/^Red ?, change the triage of Testa, Seconda/, { role: "button" });
  await carnet.axe("a chart with an open visit");
  await carnet.screenshot("56-taken");
  await carnet.press("To clinician");
  await carnet.choose("At", "Pharmacy");
  await carnet.see("No one waits here. 2 wait at other stations.");
  await carnet.choose("At", "Clinician");
  await carnet.press("Take Testa, Seconda");
  await carnet.see(/^Clinician, with Prima Testa since/);
  await carnet.press("History", { role: "link" });
  await carnet.until("find the two acts of taking her", () => carnet.things(/^Taken here/).count(), (acts) => acts === 2);
  await carnet.until("find one act of triage", () => carnet.things(/^Red/).count(), (acts) => acts === 1);
  await carnet.press("Summary", { role: "link" });
  await carnet.press("To pharmacy");
  // The station one looked at is remembered.
  await carnet.see("No one waits here. 2 wait at other stations.");
  await carnet.choose("At", "Every station");
  await carnet.press("Testa, Seconda", { role: "link" });
  await carnet.press("End the visit");
  await carnet.see("Ends with one press");
  await carnet.axe("ending a visit");
  await carnet.choose(/^Or it ends otherwise/, "Comes back");
  await carnet.press("Sign", { within: "End the visit" });
  await carnet.see("Write the whole date, today’s or a later one.");
  await date(carnet, "Comes back on", daysFromNow(7));
  await carnet.screenshot("56-ending");
  await carnet.press("Sign", { within: "End the visit" });
  await carnet.notSee(/^Since .*, convulsion$/);
}

/** An administrator adds a station, which can be gone to at once. */
async function ownStation(carnet) {
  await carnet.go("#/settings/clinic");
  await carnet.type("Stations of this clinic, one a line", "Dressing room");
  await carnet.type("Days until lost to follow-up", "none");
  await carnet.type("Days until lost to follow-up", "60");
  await carnet.axe("what a clinic is set up with");
  await carnet.press("Save", { nth: 0 });
  await carnet.see("Saved for everyone who opens this vault.");
  await carnet.key("g w");
  await carnet.press("Take Testa, Prima");
  await carnet.press("Elsewhere");
  await carnet.press("Dressing room", { within: "To which station" });
  await carnet.see("Testa, Prima waits at Dressing room now.");
}

/** One begins to end a visit and is called away; somebody else ends it. Then the first comes back to what was begun. */
async function endedMeanwhile(carnet, chart) {
  await carnet.go(chart);
  await carnet.press("End the visit");
  await carnet.choose(/^Or it ends otherwise/, "Referred");
  await carnet.type("To whom", "the hospital");
  await untilSealed(carnet);
  await carnet.key("Escape");
  await carnet.notSee("End the visit", { role: "dialog" });
  await addPerson(carnet, THEIRS);
  await switchTo(carnet, THEIRS);
  await carnet.go(chart);
  await goesHome(carnet);
  await carnet.notSee(/^Since .*, cough$/);
  await switchTo(carnet, PASSPHRASE);
  await carnet.go("#/");
  await carnet.press(/End the visit/, { role: "link", nth: 0 });
  await carnet.press("Sign");
  await carnet.see(/^Secunda Testa ended this visit \(.*\)\. Nothing was written/);
}
