import { begin, makeVault, unlock } from "./driver/clinic.mjs";

export const title = "a second tab says that Carnet is open in another and takes over when asked; the first is then locked";
export const timeout = 180;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);

  const second = await carnet.newTab();
  await second.see("Carnet is open in another tab", { role: "heading" });
  await second.axe("the second tab");
  await second.press("Use it here");
  await unlock(second);
  await second.see(/^Today/, { role: "heading" });

  await carnet.notSee(/^Today/, { role: "heading" });
  await carnet.see("Carnet is open in another tab");
}
