import assert from "node:assert/strict";
import { begin, makeVault, unlock } from "./driver/clinic.mjs";
import { fileOf, savePassphraseAndFile, withoutSavePicker } from "./driver/files.mjs";

export const title = "a chart of very long lists prints whole; its export is listed; each number of a preview opens its entries; Esc leads to the history";
export const sizes = ["phone"];
export const timeout = 300;

const PROBLEMS = 60;
const WORDS = "with a good many words about it, where it hurts and since when and what was tried before, so that the line is longer than the paper is wide";

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const chart = await addLongChart(carnet);

  assert.ok((await pagesOfPrint(carnet, chart)) > 1);
  await escOnAFirstPage(carnet, chart);

  const [path, passphrase] = await exportChart(carnet, chart);
  await carnet.go("#/settings/storage");
  await carnet.see(/^1 chart, for another clinic: Site Beta$/);
  await carnet.see(/Testa, Longa/);
  await carnet.see(/Checked/);
  await carnet.axe("the list of exports");

  await carnet.online();
  const other = await carnet.another();
  await other.open();
  await makeVault(other, { door: /^I was given a file/, name: "Tertia Testa", device: "Tablet 2" });
  await other.press("Begin");
  await other.give("Choose a file", path);
  await other.type("Passphrase of this file", passphrase);
  await other.press("Read the file");
  await other.press(/^New entries: \d+$/, { nth: 0 });
  await other.see(/Prima Testa, nurse/, { within: /^New entries/ });
  await other.see(/Problem number 7 with/, { within: /^New entries/ });
  await other.axe("the entries behind a number");
  await other.key("Escape");
  await other.see(/^Add \d+ entr/);
}

/** Another system's record, since writing sixty problems by hand takes an hour. Gives the fragment of its chart. */
async function addLongChart(carnet) {
  const subject = { reference: "Patient/p" };
  const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));
  const resources = [
    { resourceType: "Patient", id: "p", name: [{ family: "Testa", given: ["Longa"] }], gender: "female", birthDate: "1990-02-03" },
    ...many(PROBLEMS, (at) => ({
      resourceType: "Condition", id: `c${at}`, subject, code: { text: `Problem number ${at} ${WORDS}` },
      clinicalStatus: { coding: [{ code: "active" }] },
    })),
    ...many(20, (at) => ({ resourceType: "AllergyIntolerance", id: `a${at}`, patient: subject, code: { text: `Madeupicillin ${at} ${WORDS}` } })),
    ...many(30, (at) => ({
      resourceType: "MedicationStatement", id: `m${at}`, status: "active", subject,
      medicationCodeableConcept: { text: `Madeuprol ${at}` }, dosage: [{ text: `twice daily ${WORDS}` }],
    })),
  ];
  const entry = resources.map((resource) => ({ fullUrl: `http://example.org/${resource.resourceType}/${resource.id}`, resource }));
  await carnet.go("#/import");
  await carnet.give("Choose a file", await fileOf("long.json", JSON.stringify({ resourceType: "Bundle", type: "collection", entry })));
  await carnet.press(/^Add \d+ item/);
  await carnet.see(/Testa/, { within: "Whose chart this is" });
  return new URL(carnet.page.url()).hash;
}

async function pagesOfPrint(carnet, chart) {
  await carnet.go(`${chart}/print`);
  // Nothing is left out: it takes as many sheets as it takes.
  const problems = carnet.page.getByRole("article").locator("section").filter({ hasText: "Problems" });
  const shown = () => problems.getByText(/^#\d+ Problem number/).count();
  await carnet.until("count every problem", shown, (count) => count === PROBLEMS);
  const pdf = await carnet.page.pdf({ format: "A4" });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
}

/** The address of an entry opened by itself: there is no page before it to go back to. */
async function escOnAFirstPage(carnet, chart) {
  await carnet.go(`${chart}/problems`);
  await carnet.see(/Problem number 1 /);
  await carnet.go(`${chart}/history`);
  const link = carnet.page.locator(`a[href^="${chart}/entry/"]`).first();
  const entry = await link.getAttribute("href");
  const first = await carnet.newTab(entry);
  await first.press("Use it here");
  await unlock(first);
  await first.see("Entry", { role: "heading" });
  await first.key("Escape");
  await first.see("History", { role: "heading" });
  assert.equal(new URL(first.page.url()).hash, `${chart}/history`);
  await first.page.close();
  await carnet.press("Use it here").catch(() => carnet.reload());
  await unlock(carnet);
}

async function exportChart(carnet, chart) {
  await carnet.go(chart.replace("#/chart", "#/export"));
  await carnet.page.getByRole("radio", { name: "another clinic" }).check({ force: true });
  await carnet.type("To", "Site Beta");
  await carnet.press("Next");
  await carnet.see(/Say this passphrase/);
  const saved = await savePassphraseAndFile(carnet);
  await carnet.see(/^Checked: opens/, { timeout: 60_000 });
  return saved;
}
