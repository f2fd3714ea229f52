import { begin, goesHome, makeVault, unlock } from "./driver/clinic.mjs";
import { moveClock } from "./driver/device.mjs";
import { focused } from "./driver/hands.mjs";
import { register } from "./driver/intake.mjs";

export const title = "a visit that nobody ended for a day is only ended; beside it one is opened, each has its own line, and no third one is; a family's vault has none of it";
export const timeout = 240;

const DAY = 24 * 60 * 60 * 1000;
const OLD = /^Since .*, cough$/;
const NEW = /^Since .*, fever$/;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const { chart } = await register(carnet, { family: "Testa", given: "Prima", reason: "cough" });
  await carnet.see(OLD);
  await carnet.press("To triage");
  await carnet.see("Testa, Prima waits at Triage now.");
  await carnet.reload();
  await carnet.see("This vault is locked");
  await moveClock(carnet, DAY + 60_000);
  await unlock(carnet);
  await carnet.see("Main pages", { role: "navigation" });
  await leftOpen(carnet, chart);
  await another(carnet, chart);
  await noThird(carnet);
  await theirEnds(carnet);
  await atHome(carnet);
}

/** Nobody waits; Today and the chart say that it was not ended, and offer nothing else of it. */
async function leftOpen(carnet, chart) {
  await carnet.go("#/waiting");
  await carnet.see("No one waits here.");
  await carnet.see("1 visit left open", { role: "link" });
  await carnet.axe("Today with something for who works");
  await carnet.screenshot("59-for-you");
  await carnet.press("1 visit left open", { role: "link" });
  await carnet.see("Visits left open", { role: "heading" });
  await carnet.go(chart);
  await carnet.see(OLD);
  await carnet.see("not ended: Site Alpha, Triage");
  await carnet.see("End the visit", { role: "button" });
  for (const act of ["Take", "To clinician", "Elsewhere"]) await carnet.notSee(act, { role: "button" });
}

/** Two lines, and who is waited for stands on *Waiting* once. */
async function another(carnet) {
  await carnet.press("Open a visit");
  await carnet.type("Why the person came", "fever");
  await carnet.press("Sign", { within: "Open a visit" });
  await carnet.see(NEW);
  await carnet.see(OLD);
  await carnet.axe("two visits that go on");
  await carnet.screenshot("59-two-visits");
  await carnet.key("g w");
  await carnet.press("Take Testa, Prima");
  await carnet.see(/^Triage, with Prima Testa since/);
  await carnet.see("not ended: Site Alpha, Triage");
}

/** The form says which visit goes on, and leads to it. */
async function noThird(carnet) {
  const goesOn = /^A visit goes on here since \d\d:\d\d \(fever\)\. Go on with it, or end it/;
  await carnet.press("Open a visit");
  await carnet.see(goesOn, { within: "Open a visit" });
  await carnet.axe("a form that is not signed beside an open visit");
  await carnet.type("Why the person came", "sore knee");
  await carnet.press("Sign", { within: "Open a visit" });
  const reason = carnet.field("Why the person came");
  await carnet.until("complain at the field", () => reason.getAttribute("aria-invalid"), (invalid) => invalid === "true");
  await carnet.press("To that visit");
  await carnet.notSee("Open a visit", { role: "dialog" });
  await focused(carnet, "going to the visit", (at) => /^Since .*, fever/.test(at.label));
}

async function theirEnds(carnet) {
  await carnet.press("End the visit", { within: OLD });
  await carnet.press("Goes home", { within: "End the visit" });
  await carnet.notSee(OLD);
  await carnet.see(NEW);
  await goesHome(carnet);
  await carnet.notSee(NEW);
}

/** Whatever key or address one comes by. */
async function atHome(carnet) {
  const home = await carnet.another();
  await home.open();
  await makeVault(home, { door: /^For me or my family/ });
  await begin(home);
  for (const there of ["#/waiting", "#/lists", "#/settings/clinic"]) {
    await home.go("#/more");
    await home.see("More", { role: "heading" });
    await home.go(there);
    await home.page.waitForURL((url) => url.hash === "#/");
    await home.see(/^Today/, { role: "heading" });
  }
  await home.go("#/more");
  await home.see("More", { role: "heading" });
  await home.key("g l");
  await home.see(/^Today/, { role: "heading" });
  await home.key("?");
  await home.see("Lists (in a clinic)");
}
