import assert from "node:assert/strict";
import { begin, makeVault } from "./driver/clinic.mjs";
import { focused } from "./driver/hands.mjs";
import { register } from "./driver/intake.mjs";
import { note, yes } from "./driver/sample.mjs";

export const title = "a medicine that meets an allergy says so while it is typed, before it is signed, on the summary and on paper; what the table does not hold says so; a misread abbreviation is written out by one press";
export const sizes = ["laptop", "phone"];
export const timeout = 240;

const MET = /Allergy, Penicillin: rash\. The same class: penicillins\./;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const { chart } = await register(carnet, {
    family: "Testa",
    given: "Prima",
    more: async () => {
      await yes(carnet, "intake-allergy-answer");
      await carnet.type("Substance", "Penicillin");
      await carnet.type("Reaction", "rash");
    },
  });
  await note(carnet, { problem: "Cough, 2 weeks", says: "fever at night", more: () => whileTyping(carnet), before: () => beforeSigning(carnet) });
  await carnet.see(MET);
  await carnet.see("Checked: medicines 1 of 1, allergies 1 of 1.");
  await carnet.axe("a summary with a medicine that meets an allergy");
  await carnet.screenshot("63-summary");

  await note(carnet, { known: "#1 Cough, 2 weeks", says: "no better", more: () => second(carnet) });
  await carnet.see(/^Twice: also takes Amoxicillin.*penicillins/);
  await carnet.go(`${chart}/print`);
  await carnet.see(MET);
  await carnet.screenshot("63-print");
}

/** Each line stands under the name as soon as it is typed; nothing is taken out of the field. */
async function whileTyping(carnet) {
  await carnet.press("Medicine");
  await carnet.type("Name", "Mirazol");
  await carnet.see(/^Not checked: none of the 4\d\d medicines of the table, version 1\.$/);
  await carnet.type("Name", "Ibuprofen 400 mg");
  await carnet.notSee(/^Not checked: none of/);
  await carnet.notSee(MET);
  await carnet.type("Name", "Amoxicillin");
  await carnet.see(MET);
  await carnet.type("Strength", "500.0 mg");
  await carnet.press("Write “500”");
  await carnet.holds("Strength", "500 mg");
  await carnet.type("How often", "QD");
  await carnet.see("“QD” is often misread.");
  await carnet.axe("a medicine that meets an allergy, and an abbreviation");
  await carnet.screenshot("63-typing");
  await carnet.press("Write “daily”");
  await carnet.holds("How often", "daily");
  await focused(carnet, "writing it out", (at) => /How often/.test(at.label));
  assert.equal(await carnet.page.getByText("is often misread").count(), 0);
}

async function beforeSigning(carnet) {
  await carnet.see(/^Amoxicillin.*Allergy, Penicillin: rash\. The same class: penicillins\.$/);
  await carnet.see(/^Allergies: Penicillin: rash$/);
  await carnet.screenshot("63-review");
}

async function second(carnet) {
  await carnet.press("Medicine");
  await carnet.type("Name", "Ampicillin");
}
