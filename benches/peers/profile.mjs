// Where the engine's time goes: Carnet alone does workloads of the benchmark, and what its worker runs meanwhile is sampled.
//   node benches/peers/profile.mjs [W3,W6] [--people 1000] [--long 5000] [--opened 200] [--appended 12] [--top 25] [--every 250]
//                                  [--out FOLDER]
// Prints, for the questions of the workload, time by function, and how much of it the engine only waited. W3L opens a long chart
// and W5L appends to it. With a folder each becomes NAME.txt there, and NAME.cpuprofile for the tools of the browser.
// Functions have names in a page that was built by `CARNET_NAMES=1 scripts/build.sh`. CARNET_DIST is its folder (dist unless told).
import { writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Carnet } from "./carnet.mjs";
import { LONG, chosen, person } from "./page/people.js";
import { Recording, described } from "./recording.mjs";

const number = (unless) => ({ type: "string", default: String(unless) });
const { values: told, positionals } = parseArgs({
  allowPositionals: true,
  options: { people: number(1000), long: number(5000), opened: number(200), appended: number(12), top: number(25), every: number(250), out: { type: "string" } },
});
const [people, long, opened, appended, top, every] = ["people", "long", "opened", "appended", "top", "every"].map((name) => Number(told[name]));
const wanted = (positionals[0] ?? "W3").split(",");
const wants = (...names) => names.some((name) => wanted.includes(name));
if (told.out) await mkdir(told.out, { recursive: true });

const carnet = await Carnet.start({ backend: "leveldb" });
// What passphrases cost is in a profile under the names of their functions, so nothing is taken off.
Object.assign(carnet, { keys: 0, rounds: 0 });
try {
  await sampled("W1", `a bundle of ${people} people read and added`, ["OpenFile", "AddFile"], () => carnet.bulkImport(people));
  await carnet.close();
  await carnet.reopened();
  await sampled("W2", `unlocked in a new browser, ${people} people; Argon2id is in it`, ["Unlock", "Today"], () => carnet.unlocked());
  if (wants("W3")) {
    const ids = chosen(people, opened).map((nth) => person(nth).id);
    await sampled("W3", `${opened} charts of ten records opened, ${people} people`, ["OpenChart"], () => carnet.opened(ids));
  }
  if (wants("W5")) await sampled("W5", `${appended} notes signed, ${people} people`, ["Sign"], () => carnet.append(chosen(people, 1)[0], appended));
  if (wants("W6", "W7")) await sampled("W6", `everything exported, ${people} people; 220 000 rounds of PBKDF2 are in it`, ["Export"], () => carnet.export());
  if (wants("W3L", "W5L")) {
    await carnet.addLong(long);
    await carnet.close();
    await carnet.reopened();
    await carnet.unlocked();
    const { id } = person(LONG, 1);
    for (const time of ["the first time", "again"]) {
      await sampled("W3L", `a chart of ${long} entries opened ${time}, ${people} people`, ["OpenChart"], () => carnet.opened([id]), time === "again" ? "W3L-again" : "W3L");
    }
    if (wants("W5L")) await sampled("W5L", `${appended} notes signed in a chart of ${long} entries`, ["Sign"], () => carnet.append(LONG, appended));
  }
  if (wants("W7")) {
    await carnet.close();
    carnet.device = await carnet.fresh();
    const takenIn = () => carnet.takeIn(carnet.device, carnet.exported, carnet.passphrase);
    await sampled("W7", `that file into an empty vault, ${people} people; 220 000 rounds of PBKDF2 are in it`, ["OpenFile", "AddFile"], takenIn);
  }
} finally {
  await carnet.end();
}

/** Does this work, and samples it where the workload is one of those wanted. `about`: the questions that are looked at. */
async function sampled(workload, what, about, work, name = workload) {
  if (!wants(workload)) return work();
  const recording = await Recording.begin(carnet.device, every);
  await work();
  const taken = await recording.end();
  const text = `${name}: ${what}; load ${loadavg()[0].toFixed(1)}, a sample each ${every} µs\n\n${described(taken, about, top)}\n`;
  if (!told.out) return console.log(text);
  writeFileSync(join(told.out, `${name}.txt`), text);
  writeFileSync(join(told.out, `${name}.cpuprofile`), JSON.stringify(taken.profile));
  console.log(`${name}: ${join(told.out, `${name}.txt`)}`);
}
