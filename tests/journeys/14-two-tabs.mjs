import { begin, makeVault, takeIn, unlock } from "./driver/clinic.mjs";

export const title = "a second tab takes over when asked; the first seals the note being typed, is locked, and no word is lost";
export const timeout = 180;

const SAYS = "Dizzy since the morning, drank little.";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Septima" });
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", SAYS);

  const second = await carnet.newTab();
  await second.see("Carnet is open in another tab", { role: "heading" });
  await second.axe("the second tab");
  await second.press("Use it here");
  await unlock(second);
  await second.see(/^Today/, { role: "heading" });

  await carnet.notSee("What the person says");
  await carnet.see("Carnet is open in another tab");

  await second.see(/^Unfinished/);
  await second.page.getByRole("main").getByRole("link", { name: /Testa/ }).first().click();
  await second.see("What the person says");
  await second.holds("What the person says", SAYS);
}
