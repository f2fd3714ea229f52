import assert from "node:assert/strict";
import { settles, signed } from "./driver/chart.mjs";
import { begin, makeVault } from "./driver/clinic.mjs";
import { smallTargets } from "./driver/hands.mjs";
import { register } from "./driver/intake.mjs";
import { yes } from "./driver/sample.mjs";

export const title = "a medicine is prescribed by keyboard from two letters, asks before it is signed beside an allergy, is counted, given out, held, started again, changed and stopped; each is asked about at once; what was said of it is folded under its line";
export const sizes = ["laptop", "phone"];
export const timeout = 300;

const FORM = "Prescribe a medicine";
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
  await prescribedByKeyboard(carnet, chart);
  await unknownName(carnet, chart);
  await givenOut(carnet);
  await heldAndChanged(carnet);
  await askedAtOnce(carnet);
  await carnet.go(chart);
  await carnet.see("Medicines now");
  await carnet.axe("a summary after medicines were changed");
  await carnet.go(`${chart}/print`);
  await carnet.see(/Signed all the same\. Penicillin: It was taken since without harm/);
  await carnet.screenshot("66-print");
}

/** From two letters to the press, without a pointer: the list by arrows, the reason by arrows, Sign. */
async function prescribedByKeyboard(carnet, chart) {
  await carnet.go(`${chart}/medicines`);
  await carnet.see("Medicines", { role: "heading" });
  await carnet.axe("a list without medicines");
  await carnet.press(FORM);
  await carnet.see(FORM, { role: "dialog" });
  await carnet.press("Sign", { within: FORM });
  await carnet.see("Write the medicine’s name.");
  await carnet.see("Write how often. Without it this cannot be signed.");
  await carnet.type("Name", "am", { within: FORM });
  await carnet.page.getByRole("option", { name: "Amoxicillin", exact: true }).waitFor();
  if (carnet.settings.size === "phone") assert.deepEqual(await smallTargets(carnet), [], "targets of less than 44 px");
  await carnet.axe("names that are offered");
  await carnet.screenshot("66-offered");
  await carnet.type("Name", "amox", { within: FORM });
  await carnet.key("ArrowDown Enter");
  await carnet.holds("Name", "Amoxicillin", { within: FORM });
  await carnet.see(MET);
  await carnet.type("Strength", "500 mg", { within: FORM });
  await carnet.type("Form", "capsule", { within: FORM });
  await carnet.type("Dose", "500 mg", { within: FORM });
  await carnet.type("By which way", "by mouth", { within: FORM });
  await carnet.type("How often", "qd", { within: FORM });
  await carnet.see("“qd” is often misread.");
  await carnet.type("How long", "5 days", { within: FORM });
  await carnet.press("Sign", { within: FORM });
  await carnet.see("Say why it is signed all the same, or choose another medicine.");
  await carnet.see("“qd” is often misread. Write it out, or say why it is left.");
  await carnet.screenshot("66-met");
  await carnet.type("How often", "3 times daily", { within: FORM });
  await carnet.see(/^Counted: 15.capsules$/);
  await carnet.choose("All the same, because", "It was taken since without harm");
  await carnet.axe("a medicine that is prescribed beside an allergy");
  await signed(carnet, FORM);
  await carnet.see(/Amoxicillin.500.mg.capsule, 500.mg, by mouth, 3 times daily, 5 days, 15.capsules/, { role: "link" });
  await carnet.see("Signed all the same. Penicillin: It was taken since without harm");
  await carnet.see(MET);
  await carnet.screenshot("66-list");
}

/** What the table does not hold is signed, and says that it was not checked. */
async function unknownName(carnet) {
  await carnet.press(FORM);
  await carnet.type("Name", "Mirazol", { within: FORM });
  await carnet.see(/^Not checked: none of the 4\d\d medicines of the table, version 1\.$/);
  await carnet.type("How often", "daily", { within: FORM });
  await signed(carnet, FORM);
  await carnet.see(/^Not checked when it was signed: not in the table of medicines, version 1\.$/);
}

async function givenOut(carnet) {
  await carnet.press(/^Give out Amoxicillin/);
  await carnet.see("Give out", { role: "dialog" });
  await carnet.press("Sign", { within: "Give out" });
  await carnet.see("Say whether it was given.");
  await carnet.choose("Was it given?", "Given");
  await carnet.holds("Quantity to give out", "15", { within: "Give out" });
  await carnet.type("From where", "shelf B", { within: "Give out" });
  await carnet.axe("giving out");
  await signed(carnet, "Give out");
  await carnet.see(/^Given out .*: 15.capsules, from shelf B$/);
}

async function heldAndChanged(carnet) {
  await carnet.press(/^Hold Amoxicillin/);
  await carnet.type("Reason", "vomits", { within: "Hold" });
  await signed(carnet, "Hold");
  await carnet.see(/^On hold since .*: vomits$/);
  assert.equal(await carnet.pressable(/^Give out Amoxicillin/).count(), 0, "what is held is not given out");
  await carnet.press(/^Start Amoxicillin.* again$/);
  await signed(carnet, "Start again");
  await carnet.notSee(/^On hold since/);
  await carnet.press(/^Change Amoxicillin/);
  await carnet.holds("How long", "5 days", { within: "Change" });
  await carnet.type("How long", "7 days", { within: "Change" });
  await carnet.type("Quantity to give out", "", { within: "Change" });
  await carnet.see(/^Counted: 21.capsules$/);
  await carnet.type("Reason", "not well yet", { within: "Change" });
  await carnet.choose("All the same, because", "It was taken since without harm");
  await signed(carnet, "Change");
  await carnet.see(/^was Amoxicillin.*5 days, 15.capsules$/);
  await carnet.page.getByText("Not taken any more (1)").click();
  await carnet.see(/^Changed .*: not well yet$/);
  await carnet.page.getByText("What was said of it (4)").click();
  await carnet.see(/^Medicine on hold: .*vomits/);
  await carnet.axe("a list of medicines, unfolded");
  await carnet.screenshot("66-history");
}

/** One page, one act: one otherwise, the rest by one press. */
async function askedAtOnce(carnet) {
  const form = "Still so?";
  await carnet.press(form, { role: "button" });
  await carnet.see(form, { role: "dialog" });
  await carnet.press("Sign", { within: form });
  const second = carnet.page.locator("#still-so-1-1");
  await second.check({ force: true });
  await carnet.type("How, or why", "only when she thinks of it", { within: form });
  await carnet.press("The rest: still so (1)");
  await carnet.axe("asking of each medicine");
  await carnet.screenshot("66-still-so");
  await signed(carnet, form);
  const told = carnet.page.locator(".medicine-row p").filter({ hasText: /Taken (as prescribed|otherwise)/ });
  await settles(carnet, "what was told", () => told.allInnerTexts(), [/Taken as prescribed$/, /Taken otherwise: only when she thinks of it$/], { ordered: false });
}
