import { addPerson, begin, makeVault, switchTo, takeIn, unlock, writeNote } from "./driver/clinic.mjs";

export const title = "a second person is added to the vault, takes the device over and writes in their own name";
export const timeout = 240;

const THEIRS = "another sentence for the second person";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Octava" });
  const chart = new URL(carnet.page.url()).hash;

  await addPerson(carnet, THEIRS);
  await switchTo(carnet, THEIRS);

  await carnet.open(chart);
  await writeNote(carnet, { problem: "Headache, 1 day", says: "since this morning" });
  await carnet.see("Headache, 1 day");
  await carnet.press("History");
  await carnet.see(/Secunda Testa/);
  await carnet.see(/Prima Testa/);

  await carnet.reload();
  await unlock(carnet, THEIRS);
  await carnet.open("#/");
  await carnet.see(/Secunda Testa, midwife/);
}
