// Measures the engine in Chromium with many made-up people, and prints it next to the budgets.
//   node scripts/bench-clinic.mjs FOLDER PASSPHRASE
// FOLDER holds the bundles of examples/make-clinic; they are imported through the page, as a person would.
//
// Times of the engine are round trips of messages between the page and its worker, taken by wrapping `Worker`.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { begin, makeVault, takeIn, unlock } from "../tests/journeys/driver/clinic.mjs";
import { chooseFile, typePassphrase, withoutSavePicker } from "../tests/journeys/driver/files.mjs";
import { Device, Host } from "../tests/journeys/driver/carnet.mjs";

const [folder, passphrase] = process.argv.slice(2);
const BUDGETS = { keystroke: 16, unlock: 300, append: 1.3, memory: 150 };
const NOTES = 12;
const SEARCHES = ["mohamed fatou", "zéliché", "77 123", "ba di ma"];
const LONG = 1_800_000;

const host = await Host.start({ folder: "dist" });
const device = await Device.start(host, { size: "laptop" });
await device.context.addInitScript(timeMessages);
await withoutSavePicker(device);
await device.open();
await makeVault(device);
await begin(device);
await device.keptOnDevice();

const empty = await unlocks(3);
const appended = await appends();
let people = 0;
for (const name of (await readdir(folder)).filter((one) => one.endsWith(".carnet.zip")).sort()) {
  people += await importAll(join(folder, name));
}
const full = await unlocks(3);
// The first letter after opening may find people whose words are not indexed yet; it indexes them.
const [first, ...keystrokes] = await searches();
// A browser begun anew: what the import needed for a while is not counted as what working needs.
await device.restart();
await unlock(device);
await device.see(/^Today/, { role: "heading", timeout: 120_000 });
const memory = await resident();

console.log(`${count(people)} people; the page over Chromium's IndexedDB and private file system, on this machine`);
line("search, the first letter right after opening", first, "ms", BUDGETS.keystroke);
line(`search keystroke, worst of the next ${keystrokes.length}`, worst(keystrokes), "ms", BUDGETS.keystroke);
line("unlock after the KDF (full less empty vault)", middle(full) - middle(empty), "ms", BUDGETS.unlock);
line("signing one note, against raw IndexedDB + WebCrypto", appended.signed / appended.raw, "times", BUDGETS.append);
console.log(`    signed ${appended.signed.toFixed(1)} ms, raw ${appended.raw.toFixed(1)} ms, the middle of ${NOTES}`);
if (memory) line("memory, page and engine, unlocked", memory, "MB", BUDGETS.memory);
await device.close();
await host.stop();

// --- what is measured ----------------------------------------------------------------------------------------------

/** Locks by loading the page again, opens it, and gives the round trips of the unlocking requests. */
async function unlocks(times) {
  const taken = [];
  await device.go("#/");
  for (let time = 0; time < times; time += 1) {
    await device.reload();
    await device.see("This vault is locked");
    await device.page.evaluate(() => (globalThis.trips = []));
    await unlock(device);
    await device.see(/^Today/, { role: "heading", timeout: 120_000 });
    const trips = await device.page.evaluate(() => globalThis.trips);
    // The first that takes long is the one that opens: the KDF is in it.
    taken.push(worst(trips));
  }
  return taken;
}

/** Signs notes through the page and the same number of bytes through the browser's own interfaces. */
async function appends() {
  await takeIn(device, { family: "Testa", given: "Prima" });
  const signed = [];
  for (let note = 0; note < NOTES; note += 1) {
    await device.press(/Write a note/, { nth: 0 });
    await device.type("What the person says", `no headache since the last visit, ${note}`);
    await device.press("Review and sign");
    await device.see("What will be permanent");
    await device.page.evaluate(() => (globalThis.trips = []));
    await device.press("Sign");
    await device.see(/Testa/, { within: "Whose chart this is" });
    await device.page.waitForFunction(() => globalThis.trips.length > 0);
    signed.push((await device.page.evaluate(() => globalThis.trips))[0]);
  }
  const raw = await device.page.evaluate(rawAppends, NOTES);
  return { signed: middle(signed), raw: middle(raw) };
}

async function importAll(path) {
  const bytes = (await readFile(path)).length;
  await device.go("#/import");
  const started = Date.now();
  await chooseFile(device, path);
  await typePassphrase(device, passphrase);
  await device.see("Import: what the file holds", { role: "heading", timeout: LONG });
  const read = Date.now();
  await device.press(/^Add [\d\s,.\u202f\u00a0]+ entr/);
  await device.see(/entr(y|ies) added/, { timeout: LONG });
  const added = Date.now();
  const words = await device.things(/entr(y|ies) added/).first().innerText();
  const charts = Number(words.match(/in ([\d\s,.\u202f\u00a0]+) chart/)[1].replace(/\D/g, ""));
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
  console.log(`    import: ${count(charts)} charts, ${(bytes / 1e6).toFixed(1)} MB: read in ${seconds(read - started)}, added in ${seconds(added - read)}`);
  return charts;
}

/** Types each search letter by letter; gives the engine's time for each letter. */
async function searches() {
  const taken = [];
  await device.go("#/find");
  const field = device.field("Name, number, phone or place");
  for (const words of SEARCHES) {
    await field.fill("");
    await device.page.waitForTimeout(300);
    for (const letter of words) {
      await device.page.evaluate(() => (globalThis.trips = []));
      await device.page.keyboard.type(letter);
      await device.page.waitForFunction(() => globalThis.trips.length > 0);
      taken.push((await device.page.evaluate(() => globalThis.trips))[0]);
    }
  }
  return taken;
}

/** Megabytes that only the process of page and engine has (not the browser's own code, which it shares); Linux tells them. */
async function resident() {
  const browser = await device.context.browser()?.newBrowserCDPSession() ?? (await device.context.newCDPSession(device.page));
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo").catch(() => ({ processInfo: [] }));
  const sizes = [];
  for (const { type, id } of processInfo.filter((one) => one.type === "renderer")) {
    const parts = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
    const own = [...parts.matchAll(/^(?:Private_Dirty|SwapPss):\s+(\d+)/gm)];
    sizes.push(own.reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0) / 1000);
  }
  return sizes.length ? Math.max(...sizes) : null;
}

// --- in the page ---------------------------------------------------------------------------------------------------

/** Wraps `Worker` so that the time from each request to the next answer is kept in `trips`. */
function timeMessages() {
  globalThis.trips = [];
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    constructor(...args) {
      super(...args);
      this.asked = [];
      this.addEventListener("message", (event) => {
        // Progress is told in a few bytes while a request is worked on; it ends no trip.
        if (this.asked.length && event.data.byteLength !== undefined && event.data[0] === 1) {
          globalThis.trips.push(performance.now() - this.asked.shift());
        }
      });
    }
    postMessage(...args) {
      this.asked.push(performance.now());
      super.postMessage(...args);
    }
  };
}

/** The least that signing a note could cost: sign, encrypt and store its bytes durably, with nothing around it. */
async function rawAppends(times) {
  const database = await new Promise((done, failed) => {
    const opening = indexedDB.open("carnet-bench-raw", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("log");
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error);
  });
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const signer = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const taken = [];
  for (let time = 0; time < times; time += 1) {
    const entry = crypto.getRandomValues(new Uint8Array(900));
    const started = performance.now();
    await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, signer.privateKey, entry);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, entry);
    await new Promise((done, failed) => {
      const transaction = database.transaction("log", "readwrite", { durability: "strict" });
      transaction.objectStore("log").add(new Uint8Array(sealed), [time, crypto.randomUUID()]);
      transaction.oncomplete = done;
      transaction.onabort = () => failed(transaction.error);
    });
    taken.push(performance.now() - started);
  }
  database.close();
  indexedDB.deleteDatabase("carnet-bench-raw");
  return taken;
}

// --- printing ------------------------------------------------------------------------------------------------------

function worst(numbers) {
  return Math.max(...numbers);
}

function middle(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function count(number) {
  return number.toLocaleString("en").replaceAll(",", " ");
}

function line(what, value, unit, budget) {
  const verdict = value <= budget ? "met" : "not met";
  const shown = unit === "times" ? value.toFixed(2) : Math.round(value * 10) / 10;
  console.log(`${what.padEnd(54)}${`${shown} ${unit}`.padStart(14)}   budget ${budget} ${unit}: ${verdict}`);
}
