import assert from "node:assert/strict";
import { readdir, truncate } from "node:fs/promises";
import { begin, makeVault, takeIn } from "./driver/clinic.mjs";
import { chooseFile, digestOfChart, fileOf } from "./driver/files.mjs";

export const title = "files that are no FHIR bundle about one person, and one of 200 MB, are refused with a reason; nothing is added";
export const sizes = ["phone"];
export const timeout = 240;

/** The files of the Rust tests, each named after its defect. */
const FOLDER = new URL("../must-fail/fhir/", import.meta.url);
const SEVERAL = /^Nothing was added\. This file is about more than one person and does not hold who they are\. Ask for one file for each person\.$/;
const notFhir = (why) => new RegExp(`^Nothing was added\\. This file is JSON, but not FHIR \\(${why}\\)\\. Choose another file\\.$`);
const bad = (place) => new RegExp(`^Nothing was added\\. Entry ${place} of this file is not a FHIR resource\\. Ask for it again\\.$`);
const stops = (line) => new RegExp(`^Nothing was added\\. This file stops being JSON at line ${line}\\. Ask for it again\\.$`);

const REFUSED = {
  "not-json": stops(4),
  "a-second-document-cut-off": /^Nothing was added\. This file ends in the middle: it was cut off on its way\. Ask for it again\.$/,
  "empty-file": /^Nothing was added\. This file is empty: it did not arrive\. Ask for it again, or copy it again and wait until the copy is done\.$/,
  "half-a-bundle": /^Nothing was added\. This file ends in the middle: it was cut off on its way\. Ask for it again\.$/,
  "not-fhir": notFhir("it names no resource type"),
  "a-list": notFhir("it is not an object"),
  "no-entries": notFhir("it holds no resource"),
  "a-single-questionnaire": /^Nothing was added\. This file holds one FHIR Questionnaire, which is nobody’s record\. Ask for the person’s whole record as a FHIR Bundle\.$/,
  "two-subjects-without-patient": SEVERAL,
  "deep-nesting": notFhir("it nests deeper than any record does"),
  "entries-not-a-list": notFhir("its entries are not a list"),
  "an-entry-that-is-a-word": bad(2),
  "a-resource-that-is-a-list": bad(1),
};

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Quinta" });
  const chart = new URL(carnet.page.url()).hash;
  const digest = await digestOfChart(carnet);

  const there = (await readdir(FOLDER)).map((name) => name.replace(".json", "")).sort();
  assert.deepEqual(there, Object.keys(REFUSED).sort());
  for (const [name, sentence] of Object.entries(REFUSED)) {
    await refused(carnet, new URL(`${name}.json`, FOLDER).pathname, sentence);
  }

  const huge = await fileOf("huge.carnet.zip", "PK\x03\x04");
  await truncate(huge, 200_000_000);
  await refused(carnet, huge, /^Nothing was added\. This file is larger than 128 MB, .+\. Ask for it in parts\.$/);
  await truncate(huge, 0);

  await carnet.go(chart);
  assert.equal(await digestOfChart(carnet), digest);
  await carnet.go("#/find");
  await carnet.type("Name, number, phone or place", "Testa");
  await carnet.see(/Quinta/);
  const found = carnet.page.getByRole("main").getByRole("link", { name: /Testa/ });
  await carnet.until("find one person", () => found.count(), (count) => count === 1);
}

async function refused(carnet, path, sentence) {
  await chooseFile(carnet, path);
  await carnet.see(/^Nothing was added\./, { timeout: 60_000 });
  const words = () => carnet.things(/^Nothing was added\./).first().innerText();
  await carnet.until(`refuse ${path} with its sentence`, words, (words) => sentence.test(words.trim()));
}
