import { begin, codeWords, makeVault, takeIn, unlock, writeNote } from "./driver/clinic.mjs";

export const title = "a second person is added to the vault, takes the device over and writes in their own name";
export const timeout = 240;

const THEIRS = "another sentence for the second person";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Octava" });
  const chart = new URL(carnet.page.url()).hash;

  await addPerson(carnet);
  await carnet.press("Switch", { nth: 0 });
  await carnet.see("Someone else works now");
  await carnet.type("Passphrase of who works now", THEIRS);
  await carnet.press("Switch", { within: /Someone else works now/ });
  await carnet.notSee("Someone else works now");

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

async function addPerson(carnet) {
  await carnet.open("#/settings/people");
  await carnet.see(/Prima Testa/);
  await carnet.press("Add a person");
  await carnet.type("Their name", "Secunda Testa");
  await carnet.page.getByRole("radio", { name: "midwife" }).check({ force: true });
  await carnet.page.getByRole("radio", { name: "My own" }).check({ force: true });
  await carnet.type("Your passphrase", THEIRS);
  await carnet.type("The same again", THEIRS);
  await carnet.press("Next");
  await carnet.see("These words are theirs");
  await carnet.axe("another person's recovery words");
  const words = await codeWords(carnet);
  await carnet.press("I have it on paper");
  for (const [at, word] of words.entries()) await carnet.type(`Word ${at + 1}`, word);
  await carnet.press("Add a person");
  await carnet.see(/Secunda Testa/);
}
