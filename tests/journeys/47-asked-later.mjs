import { begin, goesHome, makeVault, takeIn } from "./driver/clinic.mjs";
import { focusIsSomewhere } from "./driver/gate.mjs";
import { toIdentity } from "./driver/files.mjs";

export const title = "what an intake left out is asked later, in the chart; a small form says at its field what it lacks, and that it was signed";
export const sizes = ["phone", "laptop"];
export const timeout = 240;

const QUESTIONS = "More questions";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Sexta" });
  const chart = new URL(carnet.page.url()).hash;
  await begun(carnet, chart);
  await answered(carnet, chart);
  await lacking(carnet, chart);
}

/** What is answered and left stands among the drafts of the chart, and opens again there. */
async function begun(carnet, chart) {
  await carnet.page.getByText(/^Not asked: \d+$/).first().click();
  await carnet.press(QUESTIONS);
  await carnet.see(QUESTIONS, { role: "heading" });
  await carnet.see(/Testa/, { within: "Whose chart this is" });
  await carnet.notSee("Sex", { role: "radiogroup" });
  await carnet.axe("the questions asked later");
  await carnet.screenshot("47-more-questions");
  await carnet.choose("Allergies", "Yes, which");
  await carnet.type("Substance", "Penicillin");
  await carnet.press("Later");
  await carnet.see("Last visit");
  await carnet.page.getByRole("main").getByRole("link", { name: QUESTIONS }).first().click();
  await carnet.see(QUESTIONS, { role: "heading" });
  await carnet.holds("Substance", "Penicillin");
}

/** A medicine that meets an allergy says so before it is signed; what the chart knows is not called "not asked". */
async function answered(carnet, chart) {
  await carnet.type("Phone", "0700 000 006");
  await carnet.choose("Medicines taken now", "Yes, which");
  await carnet.type("Name of the medicine", "Amoxicillin");
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.see(/^Amoxicillin: Allergy, Penicillin.*The same class: penicillins\.$/);
  await carnet.see(/^Checked against the allergies, by ingredient and class\./);
  await carnet.see(/^Allergies: Penicillin/);
  await carnet.notSee(/^Allergies: not asked. Ask before/);
  await carnet.axe("the review of questions asked later");
  await carnet.press("Sign");
  await carnet.see(/Penicillin/, { within: "Whose chart this is" });
  await toIdentity(carnet);
  await carnet.see("0700 000 006");
  await carnet.press(QUESTIONS);
  await carnet.see(/^Asked before or seldom asked: \d+$/);
  await carnet.notSee("Phone", { role: "textbox" });
  await carnet.go(chart);
}

/** Nothing is signed without its reason: the field says so and has the focus; once it is there, signing says so. */
async function lacking(carnet, chart) {
  await carnet.go(chart);
  await goesHome(carnet);
  await carnet.press("Open a visit");
  await carnet.press("Sign");
  const reason = carnet.field("Why the person came");
  await carnet.see("Write the reason.", { within: "Open a visit" });
  const state = () => reason.evaluate((field) => ({ invalid: field.getAttribute("aria-invalid"), focused: field === document.activeElement }));
  await carnet.until("come to the field that lacks something", state, ({ invalid, focused }) => invalid === "true" && focused);
  await carnet.type("Why the person came", "cough");
  await carnet.until("find nothing wrong with it", state, ({ invalid }) => invalid === null);
  await carnet.press("Sign");
  await carnet.see(/^Signed, \d\d:\d\d\.$/);
  await focusIsSomewhere(carnet);
}
