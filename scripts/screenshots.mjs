// Draws the pictures of the README from the built page: docs/screenshots/*.png.
//   node scripts/screenshots.mjs [part of a name ...]
// Everyone in them is made up; the clinic is filled in as a person would, by the verbs of the journeys.
import { mkdir } from "node:fs/promises";
import { Device, Host } from "../tests/journeys/driver/carnet.mjs";
import { unlock } from "../tests/journeys/driver/clinic.mjs";
import { fillClinic } from "../tests/journeys/driver/sample.mjs";

const OUT = "docs/screenshots";

// name, how the page is shown, the way there (the clinic is `charts`).
const PICTURES = [
  ["today-phone", { size: "phone" }, (at) => at("#/")],
  ["intake-laptop", { size: "laptop" }, intake],
  ["summary-laptop", { size: "laptop" }, (at, charts) => at(charts.main)],
  ["summary-phone", { size: "phone" }, (at, charts) => at(charts.main)],
  ["note-phone", { size: "phone" }, note],
  ["problem-laptop-dark", { size: "laptop", look: "Dark" }, problem],
  ["history-phone-dark", { size: "phone", look: "Dark" }, (at, charts) => at(`${charts.main}/history`)],
  ["problem-phone-french", { size: "phone", language: "Français" }, problem],
];

async function intake(at, charts, carnet) {
  await at("#/find");
  await carnet.press("Register a new person");
  await carnet.type("Family name", "Testa");
  await carnet.type("Given name", "Primma");
  await carnet.page.getByRole("radio", { name: "Female" }).check({ force: true });
  await carnet.type("Age", "33");
  await carnet.see("This may be someone you already have");
}

async function note(at, charts, carnet) {
  await at(charts.main);
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.choose("For which problem", "#1 High blood pressure");
  await carnet.type("What the person says", "No headache. Forgot the tablet twice.");
}

async function problem(at, charts, carnet) {
  await at(`${charts.main}/problems`);
  await carnet.page.locator("[data-row]").first().click();
}

/** The same device, opened anew at another size and in other looks. */
async function reopen(carnet, { size, look, language }) {
  await carnet.context.close();
  carnet.settings = { size };
  await carnet.launch();
  await carnet.open();
  await unlock(carnet);
  await carnet.see(/^Today/, { role: "heading" });
  if (look) {
    await carnet.open("#/settings/look");
    await carnet.page.getByRole("radio", { name: look }).check({ force: true });
  }
  if (language) {
    await carnet.open("#/settings/language");
    await carnet.page.getByRole("main").getByRole("combobox").selectOption({ label: language });
  }
}

/** Everything back to light and English, so that the next picture can be drawn. */
async function plain(carnet, { look, language }) {
  if (language) {
    await carnet.open("#/settings/language");
    await carnet.page.getByRole("main").getByRole("combobox").selectOption({ label: "English" });
  }
  if (look) {
    await carnet.open("#/settings/look");
    await carnet.page.getByRole("radio", { name: "Light" }).check({ force: true });
  }
  await carnet.page.waitForTimeout(500);
}

const wanted = process.argv.slice(2);
const host = await Host.start({ folder: process.env.CARNET_DIST || "dist" });
const carnet = await Device.start(host, { size: "laptop" });
try {
  const charts = await fillClinic(carnet);
  await mkdir(OUT, { recursive: true });
  for (const [name, shown, way] of PICTURES) {
    if (wanted.length && !wanted.some((part) => name.includes(part))) continue;
    await reopen(carnet, shown);
    await way((fragment) => carnet.open(fragment), charts, carnet);
    await carnet.page.waitForTimeout(1000);
    await carnet.page.evaluate(() => document.activeElement?.matches("a, h1, h2") && document.activeElement.blur());
    await carnet.page.screenshot({ path: `${OUT}/${name}.png` });
    console.log(`${OUT}/${name}.png`);
    await plain(carnet, shown);
  }
} finally {
  await carnet.close();
  await host.stop();
}
