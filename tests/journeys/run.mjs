// Runs the journeys: what people do with Carnet, in a real browser, over the built page in dist/.
//   node tests/journeys/run.mjs [part of a name ...]
//
// A journey is a file NN-name.mjs beside this one with
//   export const title = "what the person does";
//   export const sizes = ["phone", "tablet", "laptop"];      // one run each; laptop alone unless told
//   export const settings = { locale: "fr-FR" };              // optional: locale, scheme ("dark"), scripts (false)
//   export const host = { base: "/a/path/", headers: false };  // optional: how the page is hosted
//   export const online = true;                               // the server stays; else it stops after the first load
//   export const timeout = 120;                               // seconds, 120 unless told
//   export default async function (carnet) { … }             // carnet is a Device of driver/carnet.mjs
// Each run has an empty profile and a server of its own. A screenshot of a failure goes to test-results/.
// With CI set, a journey that fails is run once more: on a busy machine a browser can be slow beyond any patience. One
// that passes only then is told as unsteady, with the reason of its first failure, and named again at the end.
import { access, readdir } from "node:fs/promises";
import { Device, Host } from "./driver/carnet.mjs";

const here = new URL(".", import.meta.url);
const wanted = process.argv.slice(2);
const folder = process.env.CARNET_DIST || "dist";
await access(`${folder}/index.html`).catch(() => {
  console.error(`There is no built page in ${folder}/. Run: make build`);
  process.exit(1);
});

const files = (await readdir(here)).filter((name) => /^\d\d-.*\.mjs$/.test(name)).sort();
const chosen = files.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

let passed = 0;
let failed = 0;
const unsteady = [];
for (const file of chosen) {
  const journey = await import(new URL(file, here));
  for (const size of journey.sizes ?? ["laptop"]) {
    const name = `${file.replace(/\.mjs$/, "")}-${size}`;
    const started = Date.now();
    const first = await run(journey, name, size);
    const again = first && (process.env.CI ? await run(journey, name, size) : first);
    const word = again ? "FAILED" : first ? "again " : "ok    ";
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${word} ${name}: ${journey.title} (${seconds} s)`);
    for (const failure of new Set([first, again])) if (failure) console.log(failure.replace(/^/gm, "         "));
    if (first && !again) unsteady.push(name);
    again ? (failed += 1) : (passed += 1);
  }
}
if (unsteady.length) console.log(`unsteady, passed at the second try: ${unsteady.join(", ")}`);
console.log(`journeys: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

/** Runs one journey at one size; gives the reason it failed, or null. */
async function run(journey, name, size) {
  const host = await Host.start({ folder, ...journey.host });
  let device;
  try {
    device = await Device.start(host, { size, online: journey.online, ...journey.settings });
    await within(journey.timeout ?? 120, journey.default(device));
    const troubles = device.allTroubles();
    if (troubles.length) throw new Error(`unseen by the person:\n${troubles.join("\n")}`);
    return null;
  } catch (error) {
    await device?.leaveEvidence(name);
    const troubles = device?.allTroubles() ?? [];
    return [error.stack ?? String(error), ...troubles].join("\n");
  } finally {
    await device?.close();
    await host.stop();
  }
}

async function within(seconds, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not finished after ${seconds} s`)), seconds * 1000);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
