import { settles } from "./driver/chart.mjs";
import { begin, makeVault, unlock, untilSealed } from "./driver/clinic.mjs";
import { fileOf } from "./driver/files.mjs";
import { lockByReload } from "./driver/gate.mjs";
import { register } from "./driver/intake.mjs";

export const title = "a form that is not known whole is refused with reasons; one that is is put in use, filled in by keyboard, mended, signed, and read in its entry";
export const sizes = ["laptop", "phone"];
export const timeout = 240;

const LOINC = "http://loinc.org";
const UCUM = "http://unitsofmeasure.org";
const weight = {
  linkId: "weight",
  type: "quantity",
  text: "Weight",
  required: true,
  code: [{ system: LOINC, code: "29463-7" }],
  extension: [
    { url: "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", valueCoding: { system: UCUM, code: "kg" } },
    { url: "http://hl7.org/fhir/StructureDefinition/maxValue", valueDecimal: 60 },
    { url: "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationExtract", valueBoolean: true },
  ],
};
const yesOrNo = (linkId, text, more) => ({ linkId, type: "boolean", text, ...more });
const form = (items) => ({ resourceType: "Questionnaire", status: "active", url: "https://example.org/forms/child", version: "3", title: "Child visit", item: items });
const CHILD = form([
  {
    linkId: "signs",
    type: "group",
    text: "Danger signs",
    item: [
      yesOrNo("fits", "Convulsions", {
        item: [{ linkId: "long", type: "integer", text: "How many minutes", enableWhen: [{ question: "fits", operator: "=", answerBoolean: true }] }],
      }),
      yesOrNo("drinks", "Cannot drink"),
      yesOrNo("vomits", "Vomits everything"),
      yesOrNo("stiff", "Stiff neck"),
    ],
  },
  {
    linkId: "measures",
    type: "group",
    text: "Measures",
    item: [
      weight,
      {
        linkId: "feeding",
        type: "choice",
        text: "Feeding",
        answerOption: ["Breast milk", "Both", "Other food"].map((display, at) => ({ valueCoding: { system: "https://example.org/feeding", code: `${at}`, display } })),
      },
    ],
  },
]);
const NOT_KNOWN = form([yesOrNo("fits", "Convulsions"), { linkId: "7", type: "time", text: "Since which hour" }]);

const json = (name, form) => fileOf(name, JSON.stringify(form));

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await refused(carnet);
  await putInUse(carnet);

  const { chart } = await register(carnet, { family: "Testa", given: "Prima", age: "3" });
  await filledInByKeyboard(carnet, chart);
  await outlivesALock(carnet);
  await mended(carnet);
  await signedAndRead(carnet);
  await ended(carnet);
}

/** Nothing of it is taken, and each reason says what to write instead. */
async function refused(carnet) {
  await carnet.go("#/settings/forms");
  await carnet.see("No form was added yet.");
  await carnet.axe("no forms");
  await carnet.press("Add a form");
  await carnet.give("Choose a file", await json("time.json", NOT_KNOWN));
  await carnet.see("This form was not added: 1 thing in it is not known to Carnet.");
  await carnet.see("It is a time. Use dateTime.");
  await carnet.notSee("Put in use", { role: "button" });
  await carnet.axe("a form that was refused");
  await carnet.screenshot("60-refused");
  await carnet.press("Choose another");
}

async function putInUse(carnet) {
  await carnet.give("Choose a file", await json("child.json", CHILD));
  await carnet.see("Child visit", { role: "heading" });
  await carnet.see("To try. Nothing of it is kept or signed.");
  await carnet.choose("What is shown of the form", "What charts get");
  await carnet.see(/Weight in kg/);
  await carnet.see("an answer only");
  await carnet.screenshot("60-what-charts-get");
  await carnet.press("Triage", { role: "checkbox" });
  await carnet.axe("a form before it is put in use");
  await carnet.press("Put in use");
  await carnet.see(/Child visit, version 3/);
  await carnet.see(/7 questions, Triage/);
}

/** A question is called up, the rest answered by one press, and nothing is reached by a pointer. */
async function filledInByKeyboard(carnet, chart) {
  await carnet.go(`${chart}/write`);
  await carnet.see(/Child visit/);
  await carnet.axe("what can be written");
  await carnet.screenshot("60-write");
  await carnet.press(/Child visit/, { role: "button" });
  await carnet.see("Child visit, version 3", { role: "heading" });
  await carnet.see("0 of 6");
  await focusOn(carnet, "Convulsions");
  await carnet.key("y");
  await carnet.see("1 more question under Convulsions.");
  await settles(carnet, "keep the focus on Convulsions", async () => [`${await carnet.scope("Convulsions").locator(":focus").count()}`], ["1"]);
  await carnet.type("How many minutes", "6");
  await carnet.see("2 of 7");
  await carnet.press("The rest of this group: no (3)");
  await carnet.see("5 of 7");
  await carnet.choose("Other answer: Feeding", "Declined to say");
  await carnet.see("6 of 7");
  await carnet.axe("a form that is filled in");
  await carnet.screenshot("60-filling-in");
  await focusOn(carnet, "Convulsions");
  await carnet.key("n");
  await carnet.see("Not asked any more: Convulsions is now No. 6 stays in this draft and is not signed.");
  await carnet.key("y");
  await carnet.holds("How many minutes", "6");
}

async function focusOn(carnet, question) {
  await carnet.scope(question).getByRole("radio").first().focus();
}

async function outlivesALock(carnet) {
  await untilSealed(carnet);
  await lockByReload(carnet);
  await unlock(carnet);
  await carnet.see("Child visit, version 3", { role: "heading" });
  await carnet.holds("How many minutes", "6");
}

/** What is needed and what is out of bounds is said at its field and on top, each with a way there. */
async function mended(carnet) {
  await carnet.key("Control+Enter");
  await carnet.see("1 answer needs you.");
  await carnet.type("Weight (needed)", "92");
  await carnet.key("Control+Enter");
  await carnet.see(/92 is more than this form takes \(60\)/);
  await carnet.axe("a form with a complaint");
  await carnet.screenshot("60-complaint");
  await carnet.type("Weight (needed)", "12.4");
  await carnet.notSee("1 answer needs you.");
}

async function signedAndRead(carnet) {
  await carnet.key("Control+Enter");
  await carnet.see("What will be permanent");
  await carnet.see("Answered with one press (3): Cannot drink, Vomits everything, Stiff neck");
  await carnet.see("Danger signs", { role: "heading" });
  await carnet.axe("the review of a form");
  await carnet.screenshot("60-review");
  await carnet.press("Sign");
  await carnet.see("The form is signed.");
  await carnet.see(/12\.4\skg/);
  await carnet.screenshot("60-last-vitals");
  await carnet.press("History", { role: "link" });
  await carnet.see(/7 of 7 answered/);
  await carnet.notSee("Stiff neck");
  await carnet.page.getByRole("article").filter({ hasText: "Child visit" }).getByRole("link").first().click();
  await carnet.see("Entry", { role: "heading" });
  await carnet.see("Stiff neck");
  await carnet.see("declined to say");
  await carnet.see(/Answered with one press \(3\)/);
  await carnet.axe("the entry of a form");
  await carnet.screenshot("60-entry");
}

async function ended(carnet) {
  await carnet.go("#/settings/forms");
  await carnet.press(/Child visit/, { role: "button" });
  await carnet.press("End this form");
  await carnet.press("End this form", { within: "End this form" });
  await carnet.see("ended");
  await carnet.screenshot("60-ended");
}
