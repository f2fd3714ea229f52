import assert from "node:assert/strict";
import { begin, makeVault, takeIn, unlock, untilSealed } from "./driver/clinic.mjs";
import { digestOfPage, lookForUpdate, onItsOwnHost, publish, shows } from "./driver/versions.mjs";

export const title = "a new version waits while a draft is unfinished, is taken under Storage, and no draft is lost on the way";
export const online = true;
export const timeout = 360;

const SAYS = "Cough at night, worse when lying down.";
const WAITS = "An update is ready and waits until drafts are signed or put away.";

export default async function (carnet) {
  const host = await onItsOwnHost(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Quarta" });
  const chart = new URL(carnet.page.url()).hash;
  await carnet.keptOnDevice();
  const first = await digestOfPage(carnet);

  await startNote(carnet, chart);
  const second = await publish(host.folder);
  await lookForUpdate(carnet, "installed");
  await carnet.go("#/settings/storage");
  await carnet.see(WAITS);
  await carnet.until("see that it cannot be taken yet", () => carnet.pressable("Update now").isDisabled(), Boolean);
  assert.equal(await digestOfPage(carnet), first);

  await finishNote(carnet);
  await carnet.go("#/settings/storage");
  await carnet.notSee(WAITS);
  // Above the page and in its own line.
  await carnet.press("Update now", { nth: 1 });
  await shows(carnet, second);
  await unlock(carnet);
  await carnet.go(`${chart}/history`);
  await carnet.see(SAYS);

  // Whoever closes every tab with a draft unfinished gets the next version at the next opening, and the draft.
  await startNote(carnet, chart);
  await carnet.keptOnDevice();
  const third = await publish(host.folder);
  await lookForUpdate(carnet, "installed");
  await carnet.restart();
  await carnet.reload();
  await shows(carnet, third);
  await unlock(carnet);
  await finishNote(carnet);
  await host.remove();
}

async function startNote(carnet, chart) {
  await carnet.go(chart);
  await carnet.see("Summary", { role: "heading" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", SAYS);
  await untilSealed(carnet);
}

/** Opens the one unfinished draft, finds its words in it, and signs it. */
async function finishNote(carnet) {
  await carnet.go("#/");
  await carnet.see(/^Unfinished/);
  await carnet.page.getByRole("main").getByRole("link", { name: /Testa.*note/ }).first().click();
  await carnet.see("What the person says");
  await carnet.holds("What the person says", SAYS);
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
}
