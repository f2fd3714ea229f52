// A long life in another system's file: 17 problems, 14 plans, 8 medicines, 6 allergies, and two people whose long names
// differ only at their end. Everyone and everything here is made up.

const DAY = 24 * 60 * 60 * 1000;
const day = (from) => new Date(Date.now() + from * DAY).toISOString().slice(0, 10);
const text = (words) => ({ text: words });
const subject = { reference: "Patient/p" };

export const FAMILY = "Provatestabellini-Esempiolungo";
export const GIVEN = ["Maria", "Immacolata", "Teresa", "Benedetta", "Assunta"];

export const PROBLEMS = [
  "High blood pressure",
  "Diabetes, type 2",
  "Chronic kidney disease, stage 3",
  "Pain of both knees, worse on stairs and in the cold months",
  "Asthma since childhood",
  "Cataract of the right eye",
  "Low iron after the last delivery",
  "Reflux, worse at night",
  "Underactive thyroid",
  "Migraine with visual signs before it",
  "Numbness of the left hand",
  "Chronic back pain after a fall from a ladder",
  "Difficulty sleeping since the move to the camp",
  "Skin ulcer of the left lower leg, slow to heal",
  "Hearing loss of the right ear",
  "Recurrent infection of the bladder",
  "Fear of closed rooms",
];

export const ALLERGIES = [
  ["Madeupicillin", "rash and swelling of the face"],
  ["Testasulfa", "blisters of the mouth"],
  ["Peanut", "could not breathe, needed adrenaline"],
  ["Latex", "itching of both hands"],
  ["Inventamycin", "vomiting"],
  ["Contrast medium for pictures of the kidneys", "fainted"],
];

export const MEDICINES = [
  "Fictilol 5 mg", "Esemprazole 20 mg", "Provaformin 850 mg", "Testastatin 40 mg",
  "Imaginol spray 100 micrograms", "Levofictine 75 micrograms", "Ferrotest 200 mg", "Dolofake 500 mg",
];

export const PLANS = [
  "Repeat blood pressure", "Blood sugar over three months", "Creatinine and potassium", "Referral to the eye clinic",
  "Foot check with the monofilament", "Dressing of the leg every second day", "Hearing test at the district hospital",
  "Iron again in three months", "Urine culture if the burning returns", "Teach the spray with the chamber",
  "Exercises for the back, shown by the physiotherapist", "Thyroid hormone, morning sample",
  "Ask again how the nights are", "Letter to the school about the stairs",
];

/** The file, as text. `last` is the given name that comes last, by which two such people differ. */
export function longChart({ last = "Prima", born = "1961-05-04" } = {}) {
  const vital = (id, code, name, value, unit) => ({
    resourceType: "Observation", id, subject, status: "final", effectiveDateTime: day(-12),
    category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "vital-signs" }] }],
    code: { coding: [{ system: "http://loinc.org", code, display: name }] },
    valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
  });
  const resources = [
    { resourceType: "Patient", id: "p", name: [{ family: FAMILY, given: [...GIVEN, last] }], gender: "female", birthDate: born },
    ...PROBLEMS.map((words, nth) => ({
      resourceType: "Condition", id: `c${nth}`, subject, code: text(words), onsetDateTime: day(-200 * nth - 30),
      clinicalStatus: { coding: [{ code: "active" }] }, verificationStatus: { coding: [{ code: "confirmed" }] },
    })),
    { resourceType: "Condition", id: "quiet", subject, code: text("Broken wrist"), clinicalStatus: { coding: [{ code: "resolved" }] } },
    ...ALLERGIES.map(([substance, reaction], nth) => ({
      resourceType: "AllergyIntolerance", id: `a${nth}`, patient: subject, code: text(substance), recordedDate: day(-900 + nth),
      clinicalStatus: { coding: [{ code: "active" }] }, reaction: [{ manifestation: [text(reaction)] }],
    })),
    ...MEDICINES.map((words, nth) => ({
      resourceType: "MedicationRequest", id: `m${nth}`, subject, status: "active", intent: "order", authoredOn: day(-20 * nth - 2),
      medicationCodeableConcept: text(words), dosageInstruction: [{ text: "one by mouth, once daily" }],
      reasonReference: [{ reference: `Condition/c${nth}` }],
    })),
    ...PLANS.map((words, nth) => ({
      resourceType: "CarePlan", id: `n${nth}`, subject, status: "active", intent: "plan", title: words,
      period: nth < 11 ? { start: day(-60), end: day(nth * 9 - 20) } : { start: day(-60) },
      addresses: [{ reference: `Condition/c${nth}` }],
    })),
    vital("v1", "8867-4", "Heart rate", 88, "/min"),
    vital("v2", "9279-1", "Respiratory rate", 18, "/min"),
    vital("v3", "8310-5", "Body temperature", 37.1, "Cel"),
    vital("v4", "29463-7", "Body weight", 71.5, "kg"),
    vital("v5", "8302-2", "Body height", 158, "cm"),
    vital("v6", "59408-5", "Oxygen saturation", 96, "%"),
  ];
  const entry = resources.map((resource) => ({ fullUrl: `http://example.org/${resource.resourceType}/${resource.id}`, resource }));
  return JSON.stringify({ resourceType: "Bundle", type: "collection", entry });
}
