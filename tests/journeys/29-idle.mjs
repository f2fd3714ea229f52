import assert from "node:assert/strict";
import { settles } from "./driver/chart.mjs";
import { begin, makeVault, takeIn } from "./driver/clinic.mjs";
import { chooseFile, fileOf } from "./driver/files.mjs";
import { COVERED, HIDDEN, LOCKED, chooseCode, holdsNothingOf, leaveAlone, seeCovered, seeHidden, seeLocked, typeCode, unlockTo } from "./driver/gate.mjs";

export const title = "nobody touches the device: it covers and locks itself after the times that the settings say, and not before";
export const sizes = ["phone"];
export const timeout = 240;

const CODE = "161803";
const BANNER = { within: "Whose chart this is" };

export default async function (carnet) {
  // The page's own clock, so that minutes pass at once. It runs on by itself between the jumps.
  await carnet.page.clock.install();
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Sexta" });
  const chart = new URL(carnet.page.url()).hash;

  await workUnderWay(carnet);
  await carnet.go(chart);
  await carnet.see(/Testa/, BANNER);
  await withoutCode(carnet, chart);
  await codeFromMore(carnet);
  await afterTwoMinutes(carnet, chart);
  await otherTimes(carnet, chart);
  await eightHours(carnet);
}

/** A long import needs nobody's hand: the time counts from its end. */
async function workUnderWay(carnet) {
  const subject = { reference: "Patient/p" };
  const person = { resourceType: "Patient", id: "p", name: [{ family: "Testa", given: ["Longa"] }], gender: "male", birthDate: "1980" };
  const noted = [...Array(6000).keys()].map((n) => ({
    resourceType: "Observation",
    id: `o${n}`,
    status: "final",
    subject,
    code: { text: `Made-up measure ${n}` },
    valueQuantity: { value: n, unit: "u" },
  }));
  const file = { resourceType: "Bundle", type: "collection", entry: [person, ...noted].map((resource) => ({ resource })) };
  await chooseFile(carnet, await fileOf("long.json", JSON.stringify(file)));
  await carnet.see(/6.?001 read =/, { timeout: 60_000 });
  await carnet.press(/^Add [\d\s,.]+ items/);
  await leaveAlone(carnet, "12:00");
  await carnet.see(/Longa/, { ...BANNER, timeout: 120_000 });
  await staysOpen(carnet);
  await leaveAlone(carnet, "02:15");
  await seeHidden(carnet);
  await carnet.press("Show the page again");
}

/** Nothing is shown then, but whoever touches the page sees it again; so it locks after ten minutes and says so. */
async function withoutCode(carnet, chart) {
  await leaveAlone(carnet, "01:15");
  await staysOpen(carnet);
  await leaveAlone(carnet, "01:00");
  await seeHidden(carnet);
  assert.deepEqual(await seenAnywhere(carnet), ["hidden-page"], "something shines through");
  await carnet.axe("hidden without a short code");
  await carnet.press("Show the page again");
  await carnet.see(/Testa/, BANNER);
  assert.equal(new URL(carnet.page.url()).hash, chart);
  await leaveAlone(carnet, "09:15");
  await seeHidden(carnet);
  await leaveAlone(carnet, "01:00");
  await seeLocked(carnet);
  await holdsNothingOf(carnet, ["Testa", "Sexta"]);
  await unlockTo(carnet, /Testa/, BANNER);
  assert.equal(new URL(carnet.page.url()).hash, chart);
}

/** What lies on top at a grid of points over the whole window. */
const seenAnywhere = (carnet) =>
  carnet.page.evaluate(() => {
    const at = (size) => [...Array(20).keys()].map((step) => ((step + 0.5) * size) / 20);
    const top = (x, y) => document.elementFromPoint(x, y)?.closest("dialog")?.className ?? "the page";
    return [...new Set(at(innerWidth).flatMap((x) => at(innerHeight).map((y) => top(x, y))))];
  });

async function codeFromMore(carnet) {
  await carnet.press("More", { within: "Main pages" });
  await carnet.press("Cover the page");
  await chooseCode(carnet, CODE);
  await typeCode(carnet, CODE);
  await carnet.see("More", { role: "heading" });
}

async function afterTwoMinutes(carnet, chart) {
  await carnet.go(chart);
  await carnet.see(/Testa/, BANNER);
  await leaveAlone(carnet, "01:15");
  await staysOpen(carnet);
  // A touch counts from the beginning.
  await carnet.scope("Whose chart this is").getByText(/Testa/).first().dispatchEvent("pointerdown");
  await leaveAlone(carnet, "01:15");
  await staysOpen(carnet);
  await leaveAlone(carnet, "01:00");
  await seeCovered(carnet);
  await holdsNothingOf(carnet, ["Testa", "Sexta"]);
  await typeCode(carnet, CODE);
  await carnet.see(/Testa/, BANNER);
  assert.equal(new URL(carnet.page.url()).hash, chart);
}

/** Both times are the person's choice, and stay it when the vault is opened again. */
async function otherTimes(carnet, chart) {
  await choose(carnet, { "Cover after": "5 min without a touch", "Lock after": "15 min without a touch" });
  await leaveAlone(carnet, "04:15");
  await staysOpen(carnet);
  await leaveAlone(carnet, "01:00");
  await seeCovered(carnet);
  await leaveAlone(carnet, "09:00");
  await seeCovered(carnet);
  await leaveAlone(carnet, "01:30");
  await seeLocked(carnet);

  await unlockTo(carnet, "Cover and lock");
  await settles(carnet, "read the times", () => times(carnet), ["5 min without a touch", "15 min without a touch"]);
  await choose(carnet, { "Cover after": "never" });
  await carnet.reload();
  await unlockTo(carnet, "Cover and lock");
  await settles(carnet, "read the times", () => times(carnet), ["never", "15 min without a touch"]);
  await carnet.go(chart);
  await carnet.see(/Testa/, BANNER);
  await leaveAlone(carnet, "14:15");
  await staysOpen(carnet);
  await leaveAlone(carnet, "01:00");
  await seeLocked(carnet);
  await unlockTo(carnet, /Testa/, BANNER);
}

/** The longest that a covered page stays so. */
async function eightHours(carnet) {
  await choose(carnet, { "Cover after": "2 min without a touch", "Lock after": "8 h without a touch" });
  await codeFromMore(carnet);
  await leaveAlone(carnet, "03:00");
  await seeCovered(carnet);
  await leaveAlone(carnet, "07:50:00");
  await seeCovered(carnet);
  await leaveAlone(carnet, "00:15:00");
  await seeLocked(carnet);
}

/** One right after the other: the second builds on the first, though the engine has not answered yet. */
async function choose(carnet, times) {
  await toTimes(carnet);
  for (const [what, time] of Object.entries(times)) await carnet.choose(what, time);
  // The engine answers in turn: once it has counted what is kept, it has kept the times.
  await carnet.go("#/settings/storage");
  await carnet.see(/^Records .*, papers .*, drafts /);
  await toTimes(carnet);
  for (const [what, time] of Object.entries(times)) assert.equal(await chosen(carnet, what), time);
}

async function toTimes(carnet) {
  await carnet.go("#/settings/security");
  await carnet.see("Cover and lock", { role: "heading" });
}

const chosen = (carnet, label) => carnet.field(label).locator("option:checked").innerText();
const times = (carnet) => Promise.all(["Cover after", "Lock after"].map((label) => chosen(carnet, label)));

async function staysOpen(carnet) {
  await carnet.see("Main pages", { role: "navigation" });
  for (const words of [COVERED, HIDDEN, LOCKED]) assert.equal(await carnet.things(words).count(), 0, `${words} too early`);
}
