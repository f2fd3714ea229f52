import { begin, makeVault, takeIn, unlock, untilSealed } from "./driver/clinic.mjs";

export const title = "the page is gone in the middle of a note; after unlocking, every word stands under Unfinished";
export const timeout = 180;

const SAYS = "Cough at night, worse when lying down. No fever; nobody else at home coughs.";
const FOUND = "Chest clear on both sides, breathing without effort.";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Quarta" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", SAYS);
  await carnet.type("What you find", FOUND);
  await untilSealed(carnet);

  // Loading the page again ends the worker and the keys it holds.
  await carnet.reload();
  await unlock(carnet);
  await carnet.open("#/");
  await carnet.see(/^Unfinished/);
  await carnet.page.getByRole("main").getByRole("link", { name: /Testa/ }).first().click();
  await carnet.see("What the person says");
  await carnet.holds("What the person says", SAYS);
  await carnet.holds("What you find", FOUND);
  // A second note, left by the browser's own Back, stands on the summary of its chart at once.
  await carnet.go(new URL(carnet.page.url()).hash.match(/^#\/chart\/[^/]+/)[0]);
  await carnet.see("Unsigned draft");
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", "Sleeps badly.");
  await carnet.page.goBack();
  await carnet.see("Summary", { role: "heading" });
  await carnet.act("see both drafts", () => carnet.things("Unsigned draft").nth(1).waitFor());
}
