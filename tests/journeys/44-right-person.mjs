import { begin, makeVault, takeIn } from "./driver/clinic.mjs";
import { chooseFile, fileOf, readBundle, savePassphraseAndFile, typePassphrase, withoutSavePicker } from "./driver/files.mjs";

export const title = "a file of another person goes to a chart only after the two were compared; a copy of the whole device opens with its recovery words";
export const timeout = 300;

const subject = { reference: "Patient/p" };
const OTHER = {
  resourceType: "Bundle",
  type: "collection",
  entry: [
    // No date of the calendar: what is known here stays known.
    { resourceType: "Patient", id: "p", name: [{ family: "Testneg", given: ["Quarta"] }], gender: "female", birthDate: "1990-02-29" },
    {
      resourceType: "Condition", id: "c", subject, code: { text: "Maybe an ulcer" },
      clinicalStatus: { coding: [{ code: "active" }] }, verificationStatus: { coding: [{ code: "provisional" }] },
    },
  ].map((resource) => ({ fullUrl: `http://example.org/${resource.resourceType}/${resource.id}`, resource })),
};

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  const recovery = await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Prima", age: "34" });
  await resemblingPerson(carnet);
  await anotherPersonsFile(carnet);
  await copyOfTheDevice(carnet, recovery);
}

async function anotherPersonsFile(carnet) {
  await chooseFile(carnet, await fileOf("testneg.json", JSON.stringify(OTHER)));
  await carnet.choose("Add to", "another chart that is here");
  const add = carnet.pressable(/^Add \d+ item/);
  await pick(carnet);
  await carnet.see("Testneg, Quarta", { within: "This may be someone you already have" });
  await carnet.press("Someone else");
  // Nothing goes to the chart of someone else.
  await carnet.until("see that nothing can be added", () => add.isDisabled(), Boolean);
  await pick(carnet);
  await carnet.press("It is this person");
  await carnet.see("Chart chosen:");
  await add.click();
  await carnet.see(/34 y/, { within: "Whose chart this is" });
  await carnet.see("Maybe an ulcer");
  await carnet.see("Not confirmed");
}

/** One who resembles the person of the file is offered by name; that alone is no answer. */
async function resemblingPerson(carnet) {
  const almost = structuredClone(OTHER);
  almost.entry[0].resource.name[0] = { family: "Testa", given: ["Prima"] };
  almost.entry[0].resource.birthDate = "1992";
  await chooseFile(carnet, await fileOf("almost.json", JSON.stringify(almost)));
  await carnet.see("Is this person already here?");
  await carnet.choose("Add to", /^Testa, Prima/);
  const add = carnet.pressable(/^Add \d+ item/);
  await carnet.see("Compare the two side by side first.");
  await carnet.until("see that nothing can be added yet", () => add.isDisabled(), Boolean);
  await carnet.press(/^Compare side by side/);
  await carnet.press("Someone else");
  // The answer stands there, and with nobody left a new chart is what remains.
  await carnet.see(/^You said: .* is someone else\.$/);
  await carnet.until("see that it can be added", () => add.isDisabled(), (off) => !off);
  await carnet.press(/^Compare side by side/);
  await carnet.press("It is this person");
  await carnet.until("see that it can be added", () => add.isDisabled(), (off) => !off);
  await carnet.press("Cancel");
}

async function pick(carnet) {
  await carnet.type(/^Find the chart/, "Prima");
  await carnet.press(/Testa, Prima/, { role: "button" });
}

async function copyOfTheDevice(carnet, recovery) {
  await carnet.go("#/more");
  await carnet.see("More", { role: "heading" });
  await carnet.go("#/export");
  await carnet.choose("What", "Everything on this device");
  await carnet.choose("For", "a copy of this device");
  await carnet.press("Next");
  const [path, passphrase] = await savePassphraseAndFile(carnet);

  const other = await carnet.another();
  await other.open();
  await makeVault(other, { name: "Secunda Testa", device: "Tablet 2" });
  await begin(other);
  await chooseFile(other, path);
  await typePassphrase(other, "twelve words of a code that is not the one of this vault");
  await other.see(/^That passphrase does not open this file/, { timeout: 60_000 });
  await readBundle(other, path, recovery.join(" "));
  await readBundle(other, path, passphrase.toUpperCase());
  await other.press(/^Add \d+ entr/);
  await other.see(/Testneg|Testa/, { within: "Whose chart this is" });
}
