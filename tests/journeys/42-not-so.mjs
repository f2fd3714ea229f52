import assert from "node:assert/strict";
import { begin, makeVault } from "./driver/clinic.mjs";
import { chooseFile, fileOf } from "./driver/files.mjs";

export const title = "what another system's file says is not so, not done, stopped or an error never shows as the fact, and is found with its word";
export const sizes = ["phone", "laptop"];
export const timeout = 180;

const subject = { reference: "Patient/p" };
const patient = subject;
const day = "2020-06-02";
const coded = (text, code, system = "http://snomed.info/sct") => ({ text, ...(code && { coding: [{ system, code, display: text }] }) });
const status = (code) => ({ coding: [{ code }] });
const allergy = (name, verification) => ({ resourceType: "AllergyIntolerance", patient, code: coded(name), recordedDate: day, clinicalStatus: status("active"), verificationStatus: status(verification) });
const condition = (name, verification, rest) => ({ resourceType: "Condition", subject, code: coded(name), onsetDateTime: day, clinicalStatus: status("active"), verificationStatus: status(verification), ...rest });
const order = (name, rest) => ({ resourceType: "MedicationRequest", subject, intent: "order", status: "active", authoredOn: day, medicationCodeableConcept: coded(name), ...rest });
const takes = (name, said) => ({ resourceType: "MedicationStatement", subject, status: said, effectiveDateTime: day, medicationCodeableConcept: coded(name) });
const weight = (value, said) => ({ resourceType: "Observation", subject, status: said, effectiveDateTime: day, code: coded("Body weight", "29463-7", "http://loinc.org"), valueQuantity: { value, unit: "kg", system: "http://unitsofmeasure.org", code: "kg" } });
const vaccine = (name, said) => ({ resourceType: "Immunization", patient, status: said, occurrenceDateTime: day, vaccineCode: coded(name) });
const done = (name, said) => ({ resourceType: "Procedure", subject, status: said, performedDateTime: day, code: coded(name) });

const visit = (name, said) => ({ resourceType: "Encounter", subject, status: said, class: { code: "AMB" }, type: [coded(name)], period: { start: day } });
const plan = (name, said) => ({ resourceType: "CarePlan", subject, status: said, intent: "plan", title: name, created: day });
const report = (name, said) => ({ resourceType: "DiagnosticReport", subject, status: said, effectiveDateTime: day, code: coded(name) });
const relative = (name, said) => ({ resourceType: "FamilyMemberHistory", patient, status: said, date: day, relationship: coded("aunt"), condition: [{ code: coded(name) }] });
const letter = (name, said) => ({ resourceType: "DocumentReference", subject, status: said, date: `${day}T08:00:00Z`, content: [{ attachment: { contentType: "text/plain", data: "aGVsbG8=", title: name } }] });
const consent = (name, said) => ({ resourceType: "Consent", patient, status: said, dateTime: day, scope: coded("Treatment"), category: [coded(name)] });
const LETTER = "Erroneous letter";

/** What is so: each must stand on the summary. */
const SO = [
  [allergy("Madeupicillin", "confirmed"), "Madeupicillin"],
  [condition("Made-up cough", "confirmed"), "Made-up cough"],
  [order("Veramed 5 mg"), "Veramed 5 mg"],
  [weight(61.5, "final"), "61.5 kg"],
];
/** What is not: its name, and the word it may be shown with. None may stand on the summary or on its print. */
const NOT_SO = [
  [allergy("Refutacillin", "refuted"), "Refutacillin", /Refuted/],
  [allergy("Erroricillin", "entered-in-error"), "Erroricillin", /in error/],
  [condition("Refutitis", "refuted"), "Refutitis", /Refuted/],
  [condition("Erroritis", "entered-in-error"), "Erroritis", /in error/],
  [order("Vetamed", { doNotPerform: true }), "Vetamed", /Do not/],
  [order("Stopamed", { status: "stopped" }), "Stopamed", /Stopped/],
  [order("Cancelamed", { status: "cancelled" }), "Cancelamed", /Cancelled/],
  [takes("Nevermed", "not-taken"), "Nevermed", /Not /],
  [takes("Erroramed", "entered-in-error"), "Erroramed", /in error/],
  [weight(99, "cancelled"), "99 kg", /Cancelled/],
  [weight(98, "entered-in-error"), "98 kg", /in error/],
  [vaccine("Neverdose", "not-done"), "Neverdose", /Not done/],
  [done("Neverectomy", "not-done"), "Neverectomy", /Not done/],
  [visit("Nevervisit", "cancelled"), "Nevervisit", /Cancelled/],
  [plan("Neverplan", "revoked"), "Neverplan", /Cancelled/],
  [report("Neverreport", "cancelled"), "Neverreport", /Cancelled/],
  [relative("Erroroma", "entered-in-error"), "Erroroma", /in error/],
  [letter(LETTER, "entered-in-error"), LETTER, /in error/],
  [consent("Neverconsent", "rejected"), "Neverconsent", /Refuted/],
];

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);

  const everything = [...SO, ...NOT_SO].map(([resource]) => resource);
  await add(carnet, "Undecima", everything);
  for (const [, name] of SO) await carnet.see(name);
  await nowhere(carnet, "the summary");
  const chart = new URL(carnet.page.url()).hash;
  await carnet.go(`${chart}/print`);
  await carnet.see("Print of the summary", { role: "heading" });
  await carnet.see("Veramed 5 mg");
  await nowhere(carnet, "the print");
  await carnet.go(`${chart}/history`);
  await carnet.see("History", { role: "heading" });
  // What files say is one line a year until it is opened.
  const years = carnet.page.locator(".elsewhere-year > summary");
  await carnet.act("see the folded years", () => years.first().waitFor());
  for (const year of await years.all()) await year.click();
  for (const [, name, word] of NOT_SO) await withItsWord(carnet, name, word);
  await carnet.go(`${chart}/documents`);
  await carnet.see("Documents", { role: "heading" });
  await carnet.see(LETTER);
  await withItsWord(carnet, LETTER, /in error/);

  await saidNone(carnet);
  await saidWithCare(carnet);
}

/** What may be so shows with that said; each value with its own day; half a blood pressure makes no page wider. */
async function saidWithCare(carnet) {
  const loinc = (text, code) => coded(text, code, "http://loinc.org");
  const pressure = {
    resourceType: "Observation", subject, status: "final", effectiveDateTime: day, code: loinc("Blood pressure", "85354-9"),
    component: [
      { code: loinc("Systolic blood pressure", "8480-6"), valueQuantity: { value: 140, unit: "mmHg", system: "http://unitsofmeasure.org", code: "mm[Hg]" } },
      { code: loinc("Diastolic blood pressure", "8462-4"), dataAbsentReason: status("unknown") },
    ],
  };
  const evening = { ...weight(61.5, "final"), effectiveDateTime: "2020-06-01T23:30:00-11:00" };
  await add(carnet, "Tertia", [condition("Provisionalitis", "provisional"), evening, pressure]);
  const problem = carnet.page.getByRole("main").getByRole("link", { name: /Provisionalitis/ });
  assert.match(await carnet.act("read the problem", () => problem.innerText()), /^1\s+.?\s*Not confirmed\s+Provisionalitis/);
  const vitals = await carnet.scope(/^Last vitals/).innerText();
  assert.match(vitals, /1\s+Jun\s+2020/);
  assert.match(vitals, /2\s+Jun\s+2020/);
  const wider = await carnet.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 0, `the page scrolls sideways by ${wider} px`);
}

/** "No known allergies" is an answer, and names no allergy. */
async function saidNone(carnet) {
  const none = allergy("No known allergies", "confirmed");
  none.code = coded("No known allergies", "716186003");
  await add(carnet, "Secundus", [none], { gender: "male", birthDate: "1961-07" });
  await carnet.see(/Allergies: none known/, { within: "Whose chart this is" });
  await carnet.notSee(/^No known allergies/);
}

async function add(carnet, given, resources, who = { gender: "female", birthDate: "1990-02-03" }) {
  const person = { resourceType: "Patient", name: [{ family: "Testa", given: [given] }], ...who };
  const named = [person, ...resources].map((resource, at) => ({ ...resource, id: at ? `r${at}` : "p" }));
  const entry = named.map((resource) => ({ fullUrl: `http://example.org/${resource.resourceType}/${resource.id}`, resource }));
  const path = await fileOf(`not-so-${given}.json`, JSON.stringify({ resourceType: "Bundle", type: "collection", entry }));
  await chooseFile(carnet, path);
  await carnet.press(/^Add \d+ items/);
  await carnet.see(new RegExp(given), { within: "Whose chart this is" });
  await carnet.see("Summary", { role: "heading" });
}

async function nowhere(carnet, where) {
  const words = await carnet.words();
  for (const [, name] of NOT_SO) assert.ok(!words.includes(name), `${name} stands on ${where}`);
}

/** One turn of the wheel further down, from the end to the beginning again, unless the line is drawn: how often it is. */
async function comesNear(carnet, line) {
  const count = await line.count();
  if (count > 0) return count;
  const atEnd = await carnet.page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 1);
  await (atEnd ? carnet.page.evaluate(() => scrollTo(0, 0)) : carnet.page.mouse.wheel(0, 400));
  return 0;
}

/** The history draws only what is near the screen, the papers all at once: goes down until the line shows, which must begin with the word. */
async function withItsWord(carnet, name, word) {
  const line = carnet.page.getByRole("main").locator("li, p, dd, .statement").filter({ hasText: name }).last();
  await carnet.act(`find ${name}`, async () => {
    await carnet.page.evaluate(() => scrollTo(0, 0));
    await carnet.until("scroll to it", () => comesNear(carnet, line), (count) => count > 0, { timeout: 30_000 });
    const [before] = (await line.innerText()).split(name);
    assert.match(before, word, `${name} stands without its word before it`);
  });
}
