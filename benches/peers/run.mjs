// Measures Carnet and other stores that run in a browser, each in the same Chromium with the same made-up people.
//   node benches/peers/run.mjs [--sizes 1000,10000] [--runs 5,3] [--peers ours,sqlite] [--workloads W1,W2]
//                              [--backends leveldb,sqlite] [--long 5000] [--lengths 10,100,1000,5000] [--out FOLDER] [--quick]
// docs/benchmark.md says what is measured and how. CARNET_DIST is the folder of the built page (dist unless told);
// CARNET_TRIPS=1 prints what the page asked its engine while it was timed, as the question's number and milliseconds.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Carnet } from "./carnet.mjs";
import { host } from "./host.mjs";
import { InPage } from "./in-page.mjs";
import { plotted } from "./plot.mjs";
import { quickly, tabled } from "./report.mjs";
import { WORKLOADS, measured, measuredLengths } from "./workloads.mjs";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const OURS = "ours";
const LIMIT = "limit-signed";
const RUNS = { 1000: 5, 10_000: 3, 50_000: 1 };
const QUICK = { sizes: "100", runs: "1", peers: "limit-signed,ours", workloads: "W1,W3,W4,W5,W6,W7", long: "0", lengths: "0" };
/** The quick slice ends by then, with what it has; closing the browser takes a few seconds more. */
const QUICK_SECONDS = 110;

const { values: told } = parseArgs({
  options: {
    sizes: { type: "string" }, runs: { type: "string" }, peers: { type: "string" }, workloads: { type: "string" },
    backends: { type: "string" }, long: { type: "string" }, lengths: { type: "string" }, out: { type: "string" }, quick: { type: "boolean" },
  },
});
const over = told.quick ? endOf(QUICK_SECONDS) : new Promise(() => {});
const settings = told.quick ? { ...QUICK, ...told } : told;
const sizes = numbers(settings.sizes ?? "1000,10000,50000");
/** Of charts of these many entries ours and the limit beside it are measured, as often as with the fewest people. */
const lengths = numbers(settings.lengths ?? "10,100,1000,5000");
const OF_LENGTHS = [LIMIT, OURS];
const lengthRuns = settings.runs ? numbers(settings.runs)[0] : 3;
const runs = Object.fromEntries(sizes.map((size, nth) => [size, settings.runs ? numbers(settings.runs)[nth] ?? numbers(settings.runs).at(-1) : RUNS[size] ?? 1]));
const peers = settings.peers?.split(",") ?? [OURS, ...(await inThisFolder())];
const workloads = settings.workloads?.split(",") ?? WORKLOADS;
/** Unless told, Chromium's other back end too at one size. */
const backendsAt = (people) => settings.backends?.split(",") ?? (people === 10_000 ? ["leveldb", "sqlite"] : ["leveldb"]);
const longRecords = Number(settings.long ?? 5000);
const out = settings.out ?? "test-results/bench-peers";

const abouts = Object.fromEntries(peers.map((peer) => [peer, aboutOf(peer)]));
const served = await host(Object.fromEntries(Object.entries(abouts).filter(([peer]) => peer !== OURS)));
/** What a store did not finish on a back end, with fewer people. */
const unfinished = new Map();
const results = { machine: machine(), long: longRecords, workloads, abouts, runs: [], lengths: [], broken: Object.fromEntries(served.broken) };
for (const [peer, why] of served.broken) console.error(`${peer} cannot be bundled and is left out: ${why}`);

for (const people of sizes) {
  for (const backend of backendsAt(people)) {
    for (let run = 0; run < runs[people]; run += 1) {
      const there = peers.filter((peer) => !served.broken.has(peer));
      // There and back again, so that nobody always comes after the same one.
      for (const peer of run % 2 ? there.reverse() : there) await oneRun({ peer, people, run, backend });
    }
  }
}
for (let run = 0; lengths.length > 0 && run < lengthRuns; run += 1) {
  const there = OF_LENGTHS.filter((peer) => peers.includes(peer) && !served.broken.has(peer));
  for (const peer of run % 2 ? there.reverse() : there) await oneRunOfLengths({ peer, run });
}
await served.stop();
results.machine.loadAfter = loadavg()[0];

if (settings.quick) {
  console.log(quickly(results, OURS, LIMIT));
  // What was broken off still waits for its browser.
  process.exit();
} else {
  await write();
  console.log(`The table, every figure and the plot: ${out}`);
}

// --- what is done --------------------------------------------------------------------------------------------------

async function oneRun({ peer, people, run, backend }) {
  const known = `${peer} ${backend}`;
  if (!unfinished.has(known)) unfinished.set(known, new Set());
  const [figures, outcome] = [{}, {}];
  const measure = (store) => measured(store, { people, wanted: workloads, unfinished: unfinished.get(known), longRecords, figures, outcome });
  await started({ peer, people, run, backend, figures, outcome }, measure, results.runs, () => short(figures, outcome));
  for (const [workload, word] of Object.entries(outcome)) if (word === "DNF") unfinished.get(known).add(workload);
}

async function oneRunOfLengths({ peer, run }) {
  const points = [];
  const measure = (store) => measuredLengths(store, { lengths, points });
  const told = () => points.map(({ entries, figures, outcome }) => `${entries} entries: ${short(figures, outcome)}`).join("; ");
  await started({ peer, run, backend: "leveldb", points }, measure, results.lengths, told);
}

/** Starts a store of this kind, measures it, keeps what came of it in `runs`, and ends it whatever happened. */
async function started(kept, measure, runs, words) {
  const { peer, backend } = kept;
  const Kind = peer === OURS ? Carnet : InPage;
  const from = Date.now();
  const load = loadavg()[0];
  let store;
  let failed;
  const measuring = async () => {
    store = await Kind.start({ peer, url: served.url, backend, quick: settings.quick });
    await measure(store);
  };
  try {
    await Promise.race([measuring(), over]);
  } catch (error) {
    failed = error;
  } finally {
    await store?.end();
  }
  runs.push({ ...kept, load, ...(failed && { failed: failed.message }) });
  say(kept, from, failed ? `${words()} FAILED ${settings.quick ? failed.message.split("\n")[0] : failed.stack}` : words());
  if (settings.quick) return;
  if (failed) process.exitCode = 1;
  await write();
}

/** The files as far as they are known: a run that is broken off leaves what it had. */
async function write() {
  await mkdir(out, { recursive: true });
  writeFileSync(join(out, "results.json"), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join(out, "table.md"), tabled(results, OURS));
  writeFileSync(join(out, "growth.svg"), plotted(results, OURS));
}

function say({ peer, people, run, backend }, from, words) {
  const seconds = Math.round((Date.now() - from) / 1000);
  console.log(`${people ? `${people} people` : "lengths"}, run ${run + 1}, ${backend === "sqlite" ? "SQLite back end, " : ""}${peer} (${seconds} s): ${words}`);
}

function short(figures, outcome) {
  const shown = Object.entries(figures).map(([name, value]) => `${name} ${value === null ? "unknown" : value.toFixed(value < 10 ? 2 : 0)}`);
  return [...shown, ...Object.entries(outcome).map(([workload, word]) => `${workload} ${word}`)].join(", ");
}

// --- what is known beforehand --------------------------------------------------------------------------------------

/** The stores of `peers/`: every module there that says what it is about. */
async function inThisFolder() {
  const names = (await readdir(join(FOLDER, "peers"))).filter((name) => name.endsWith(".js"));
  return names.filter((name) => readFileSync(join(FOLDER, "peers", name), "utf8").includes("export const about")).map((name) => name.slice(0, -3));
}

function aboutOf(peer) {
  if (peer === OURS) return Carnet.about;
  const source = readFileSync(join(FOLDER, "peers", `${peer}.js`), "utf8");
  const written = source.match(/export const about = (\{[\s\S]*?\n\});/)?.[1];
  if (!written) throw new Error(`there is no store ${peer} in benches/peers/peers`);
  const about = new Function(`return ${written}`)();
  return { ...about, versions: about.packages.map((name) => `${name} ${versionOf(name)}`) };
}

function versionOf(name) {
  const installed = join(FOLDER, "node_modules", name, "package.json");
  return existsSync(installed) ? JSON.parse(readFileSync(installed, "utf8")).version : "not installed";
}

function machine() {
  const [{ model }] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    processors: `${cpus().length} × ${model.trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    browser: versionOfChromium(),
    loadBefore: loadavg()[0],
  };
}

/** Nothing where it does not even say its version; what then becomes of the runs is told by each. */
function versionOfChromium() {
  try {
    return execFileSync(process.env.CHROMIUM || "/usr/bin/chromium", ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim().split(" built ")[0];
  } catch {
    return undefined;
  }
}

/** Fails after so many seconds, and has everything end soon after. */
function endOf(seconds) {
  const late = new Promise((_, failed) => setTimeout(() => failed(new Error(`${seconds} seconds are over; what is missing was not reached`)), 1000 * seconds));
  late.catch(() => {});
  setTimeout(() => process.exit(), 1000 * (seconds + 10)).unref();
  return late;
}

function numbers(list) {
  return list.split(",").map((one) => Number(one.replaceAll("_", ""))).filter(Boolean);
}
