// Carnet, the built page driven as a person would, with the same verbs as the stores of `peers/`. What is timed are the
// messages between the page and its engine: from a question's leaving to its answer, so that neither the hands of the
// benchmark nor drawing are in it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { begin, makeVault, unlock, PASSPHRASE } from "../../tests/journeys/driver/clinic.mjs";
import { chooseFile, digestOfChart, fileOf, passOnPassphrase, typePassphrase, withoutSavePicker } from "../../tests/journeys/driver/files.mjs";
import { Device, Host } from "../../tests/journeys/driver/carnet.mjs";
import { LONG, chosen, furtherNote, people, person, searches } from "./page/people.js";
import { FILE_PASSPHRASE, bundleOf, shown } from "./carnet-bundle.mjs";
import { prepared } from "./workloads.mjs";
import { backendArguments, bytesKept, memoryOf, readableIn, takenAwayAtExit } from "./browser.mjs";

/** A file holds at most so many people; more come as several files. */
const MOST = 10_000;
const LONGEST = 1_800_000;
/** As many rounds as a file has that Carnet writes itself. */
const ROUNDS = 220_000;
const MANY = /^Today/;

export class Carnet {
  static about = {
    name: "Carnet",
    packages: [],
    signed: true,
    signatures: "Ed25519, one an act and compartment, chained, each verified when it comes in",
    encryption: "AES-256-GCM, a key a chart and compartment",
    durability: "strict",
    search: "its own: an index in the engine, forgiving of misspelling",
  };

  /** How often each thing is done: hands take longer than calls. */
  most = { opened: 200, appended: 12 };
  /** How often a vault is unlocked for one figure, the least of which it is. */
  unlocks = 3;
  longest = 0;
  files = [];
  offered = ["search", "export", "import"];

  static async start({ backend, quick }) {
    const carnet = new Carnet();
    if (quick) Object.assign(carnet, { most: { opened: 30, appended: 5 }, unlocks: 1 });
    carnet.host = await Host.start({ folder: process.env.CARNET_DIST || "dist" });
    carnet.host.args = backendArguments(backend);
    carnet.device = await carnet.fresh();
    return carnet;
  }

  /** A device with an empty vault, made. */
  async fresh() {
    const device = new Device(this.host, { size: "laptop", online: true });
    device.profile = await mkdtemp(join(tmpdir(), "carnet-bench-"));
    takenAwayAtExit(device.profile);
    await device.launch();
    await this.readied(device);
    await device.open();
    await makeVault(device);
    await begin(device);
    return device;
  }

  async readied(device) {
    device.context.setDefaultTimeout(120_000);
    await device.context.addInitScript(timeQuestions);
    await withoutSavePicker(device);
  }

  /** The vault is made already; what its keys cost is measured before anybody is in it. */
  async open() {
    const empty = [];
    for (let time = 0; time < this.unlocks; time += 1) {
      await this.locked();
      empty.push((await this.unlocked()).ms);
    }
    this.keys = Math.min(...empty);
    // What a file's passphrase costs: the same one person, with as many rounds as written and with the fewest that are read.
    const one = people(LONG + 1, 1);
    const costs = [];
    for (const rounds of [1000, ROUNDS]) costs.push(await this.readOnly(this.device, await this.fileOf(bundleOf(one, { rounds }))));
    this.rounds = Math.max(0, costs[1] - costs[0]);
  }

  async bulkImport(count) {
    // What loading the page and making a vault took is no workload.
    await this.begin();
    let ms = 0;
    for (let from = 0; from < count; from += MOST) ms += await this.importOf(people(from, Math.min(MOST, count - from)));
    return ms;
  }

  async addLong(records, nth = LONG) {
    await this.importOf([person(nth, records)], { apart: true });
  }

  /** Takes people in by a file made of them; gives the engine's milliseconds, reading and adding. */
  async importOf(all, how) {
    const [bundle, path] = await prepared(this, async () => {
      const made = bundleOf(all, how);
      return [made, await this.fileOf(made)];
    });
    const { ms, charts } = await this.takeIn(this.device, path, FILE_PASSPHRASE);
    if (charts !== bundle.charts) throw new Error(`${charts} charts were added instead of ${bundle.charts}`);
    await rm(path);
    this.digests = new Map([...(this.digests ?? []), ...bundle.digests]);
    return ms;
  }

  async takeIn(device, path, passphrase) {
    const read = await this.readOnly(device, path, passphrase);
    const { ms, result } = await this.during(device, async () => {
      await device.press(/^Add ([\d\s,.\u202f\u00a0]+ entr|to this device)/);
      const said = device.things(/entr(y|ies) added/);
      const chart = device.things(/.+/, { within: "Whose chart this is" });
      await said.or(chart).first().waitFor({ timeout: LONGEST });
      return (await said.count()) ? said.first().innerText() : "in 1 chart";
    });
    const charts = Number(result.match(/in ([\d\s,.\u202f\u00a0]+) chart/)?.[1].replace(/\D/g, ""));
    return { ms: read + ms, charts };
  }

  async readOnly(device, path, passphrase = FILE_PASSPHRASE) {
    await chooseFile(device, path);
    const { ms } = await this.during(device, async () => {
      await typePassphrase(device, passphrase);
      await device.see("Import: what the file holds", { role: "heading", timeout: LONGEST });
    });
    return ms;
  }

  async fileOf({ bytes }) {
    this.made = (this.made ?? 0) + 1;
    const path = await fileOf(`bench-${process.pid}-${this.made}.carnet.zip`, bytes);
    this.files.push(path);
    return path;
  }

  async close() {
    this.longest = Math.max(this.longest, await this.device.page.evaluate(() => globalThis.asked.longest));
    await this.device.context.close();
  }

  /** Ends what is still running, with its browser. */
  async abandon() {
    for (const device of [this.device, this.other]) await device?.context.close().catch(() => {});
  }

  begin() {
    return this.device.page.evaluate(() => void (globalThis.asked.longest = 0));
  }

  bytesOnDisk() {
    return bytesKept(this.device.profile);
  }

  readable(words) {
    return readableIn(this.device.profile, words);
  }

  memory() {
    return memoryOf(this.device.context, this.device.page);
  }

  async locked() {
    await this.device.go("#/");
    await this.device.reload();
    await this.device.see("This vault is locked");
  }

  unlocked() {
    return this.during(this.device, async () => {
      await unlock(this.device, PASSPHRASE);
      await this.device.see(MANY, { role: "heading", timeout: 600_000 });
    });
  }

  /** A new browser on the profile: to the list, less what an empty vault takes, which is the passphrase's cost. That cost is much the
   *  larger part, so each is the least of three: the same work, and what else the machine did only adds. */
  async openAndUnlock() {
    await this.reopened();
    const times = [(await this.unlocked()).ms];
    while (times.length < this.unlocks) {
      await this.locked();
      times.push((await this.unlocked()).ms);
    }
    return { ms: Math.max(0, Math.min(...times) - this.keys), count: (await this.held()).charts };
  }

  async reopened() {
    const { device } = this;
    await device.launch();
    await this.readied(device);
    await device.open();
    await device.see("This vault is locked");
    await this.begin();
  }

  /** How many charts and entries there are, as the page of exports says. */
  async held() {
    await this.device.go("#/more");
    await this.device.see("More", { role: "heading" });
    await this.device.go("#/export");
    await this.device.choose("What", "Everything on this device");
    const size = /^([\d\s,.\u202f\u00a0]+) charts?, ([\d\s,.\u202f\u00a0]+) entr/;
    await this.device.see(size, { timeout: 60_000 });
    const words = await this.device.things(size).first().innerText();
    const [charts, entries] = words.match(size).slice(1).map((number) => Number(number.replace(/\D/g, "")));
    return { charts, entries };
  }

  async openOneChart(numbers) {
    return this.opened(numbers.map((nth) => person(nth).id));
  }

  async openLong(nth = LONG) {
    const { id } = person(nth, 1);
    return this.opened([id, id]);
  }

  /** Goes to each chart and then away; gives the engine's milliseconds until it has answered everything that is asked for it. Nobody
   *  looks at the page meanwhile: looking takes the time of its thread. */
  opened(ids) {
    return this.device.page.evaluate(async (ids) => {
      const ms = [];
      for (const id of ids) {
        location.hash = "#/more";
        await globalThis.asked.quiet(0);
        const from = globalThis.asked.trips.length;
        location.hash = `#/chart/${id}`;
        await globalThis.asked.quiet(from + 1);
        ms.push(globalThis.asked.between(from));
      }
      return ms;
    }, ids);
  }

  async search(count) {
    const ms = [];
    await this.device.go("#/find");
    const field = this.device.field("Name, number, phone or place");
    for (const typed of searches(count)) {
      await field.fill("");
      await this.device.page.waitForTimeout(300);
      for (const letter of typed) {
        const from = await this.device.page.evaluate(() => globalThis.asked.trips.length);
        await this.device.page.keyboard.type(letter);
        // A letter that leaves the words as they were, a space, asks nothing.
        const asked = await this.device.page.evaluate(([from, most]) => globalThis.asked.quiet(from + 1, most), [from, letter === " " ? 300 : 60_000]);
        if (asked) ms.push(await this.device.page.evaluate((from) => globalThis.asked.between(from), from));
      }
    }
    return ms;
  }

  async finds(nth) {
    const { records: [{ family, given }] } = person(nth);
    await this.device.go("#/more");
    await this.device.see("More", { role: "heading" });
    await this.device.go("#/find");
    await this.device.type("Name, number, phone or place", `${family} ${given}`);
    const found = this.device.page.getByRole("main").getByRole("link", { name: new RegExp(`${family}, ${given}`) });
    return found.first().waitFor({ timeout: 30_000 }).then(() => true, () => false);
  }

  /** Writes and signs notes in this person's chart; gives the engine's milliseconds of signing. */
  async append(nth, turns) {
    const { device } = this;
    const ms = [];
    this.before = await this.held();
    await device.go(`#/chart/${person(nth, 1).id}`);
    await device.see("Summary", { role: "heading" });
    for (let turn = 0; turn < turns; turn += 1) {
      await device.press(/Write a note/, { nth: 0 });
      await device.field("What the person says").fill(furtherNote(nth, turn).text);
      await device.press("Review and sign");
      await device.see("What will be permanent");
      const from = await device.page.evaluate(() => globalThis.asked.trips.length);
      await device.press("Sign");
      await device.page.evaluate((from) => globalThis.asked.quiet(from + 1), from);
      await device.see("Summary", { role: "heading" });
      // The first question after the press is the signing; what the chart's page then asks is not.
      ms.push(await device.page.evaluate((from) => globalThis.asked.trips[from].ms, from));
    }
    return ms;
  }

  async export() {
    const { device } = this;
    await device.go("#/more");
    await device.see("More", { role: "heading" });
    await device.go("#/export");
    await device.choose("What", "Everything on this device");
    await device.choose("For", "a copy of this device");
    await device.press("Next");
    this.passphrase = await passOnPassphrase(device);
    const { ms, result } = await this.during(device, async () => {
      const waiting = device.page.waitForEvent("download", { timeout: LONGEST });
      await device.press("Save the file");
      // Making the file may take longer than the browser counts a press; the page then asks for another.
      const again = device.things("The file is made but not saved yet. Save it now.");
      const download = await Promise.race([waiting, again.first().waitFor({ timeout: LONGEST }).then(() => null)]);
      if (download) return download;
      await device.press("Save the file");
      return waiting;
    });
    this.exported = `${device.profile}.carnet.zip`;
    await result.saveAs(this.exported);
    this.files.push(this.exported);
    const { stat } = await import("node:fs/promises");
    return { ms: Math.max(0, ms - this.rounds), bytes: (await stat(this.exported)).size };
  }

  /** Into a new vault, with no other browser beside. */
  async import(count) {
    await this.close();
    this.other = await prepared(this, () => this.fresh());
    try {
      const { ms, charts } = await this.takeIn(this.other, this.exported, this.passphrase);
      if (charts < count) throw new Error(`${charts} charts came back instead of ${count}`);
      return Math.max(0, ms - this.rounds);
    } finally {
      await this.other.close();
    }
  }

  async importBeside(count, others) {
    await prepared(this, async () => {
      await this.reopened();
      await this.unlocked();
    });
    return this.importOf(people(count, others));
  }

  /** Every entry's bytes are in its chart's digest: some charts' digests are compared with those they were made with. */
  async check(count) {
    const numbers = chosen(count, 3);
    for (const nth of numbers) await this.holdsAsMade(person(nth).id);
    return numbers.length;
  }

  checkLong(_, nth = LONG) {
    return this.holdsAsMade(person(nth, 1).id);
  }

  async holdsAsMade(id) {
    await this.device.go(`#/chart/${id}`);
    await this.device.see("Summary", { role: "heading", timeout: 60_000 });
    const [here, made] = [await digestOfChart(this.device), shown(this.digests.get(id))];
    if (here.replace(/[\s-]/g, "") !== made.replaceAll("-", "")) throw new Error(`chart ${id} has the digest ${here} instead of ${made}`);
  }

  async checkAppended(_, turns) {
    const { entries } = await this.held();
    if (entries !== this.before.entries + turns) throw new Error(`${entries} entries after ${turns} notes were signed beside ${this.before.entries}`);
  }

  offers() {
    return true;
  }

  async end() {
    await this.abandon();
    await this.device?.close();
    await this.host.stop();
    for (const path of this.files) await rm(path, { force: true });
  }

  /** Does something and gives how long the engine was asked for something meanwhile, and what the doing gave. */
  async during(device, doing) {
    const from = await device.page.evaluate(() => globalThis.asked.trips.length);
    const result = await doing();
    await device.page.waitForFunction(() => globalThis.asked.waiting.size === 0, null, { timeout: LONGEST });
    if (process.env.CARNET_TRIPS) {
      const trips = await device.page.evaluate((from) => globalThis.asked.trips.slice(from).map(({ verb, ms }) => `${verb}: ${Math.round(ms)}`), from);
      console.log(`    ${doing.toString().split("\n")[1]?.trim()} ${trips.join(", ")}`);
    }
    return { ms: await device.page.evaluate((from) => globalThis.asked.between(from), from), result };
  }
}

/** Runs in the page: keeps when each question left for the engine and when its answer came. A message begins with its kind
 *  (to the engine 0 is a question, from it 1 is an answer) and, for both, the question's number, seven bits a byte. */
function timeQuestions() {
  const asked = { waiting: new Map(), trips: [], longest: 0 };
  globalThis.asked = asked;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) asked.longest = Math.max(asked.longest, duration);
  }).observe({ type: "longtask", buffered: true });
  /** Milliseconds in which at least one of the questions answered since was under way. */
  asked.between = (from) => {
    let [sum, until] = [0, 0];
    for (const trip of asked.trips.slice(from).sort((a, b) => a.from - b.from)) {
      sum += Math.max(0, trip.to - Math.max(trip.from, until));
      until = Math.max(until, trip.to);
    }
    return sum;
  };
  /** Until so many questions are answered and nothing has been asked for a little while: true, or false after so long. */
  asked.quiet = async (trips, most = Infinity) => {
    const end = performance.now() + most;
    for (let still = 0; still < 3; ) {
      if (performance.now() > end) return false;
      await new Promise((done) => setTimeout(done, 15));
      still = asked.trips.length >= trips && asked.waiting.size === 0 ? still + 1 : 0;
    }
    return true;
  };
  const numbersOf = (bytes) => {
    const numbers = [];
    for (let at = 1; numbers.length < 2; ) {
      let [number, seven] = [0, 0];
      do number += (bytes[at] & 127) * 2 ** (7 * seven++); while (bytes[at++] & 128);
      numbers.push(number);
    }
    return numbers;
  };
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    constructor(url, options) {
      super(url, options);
      this.isEngine = String(url).includes("engine");
      if (!this.isEngine) return;
      this.addEventListener("message", ({ data }) => {
        if (data.byteLength === undefined || data[0] !== 1) return;
        const [number] = numbersOf(data);
        const left = asked.waiting.get(number);
        if (!left) return;
        asked.waiting.delete(number);
        const to = performance.now();
        asked.trips.push({ ...left, to, ms: to - left.from });
      });
    }
    postMessage(message, ...rest) {
      if (this.isEngine && message.byteLength !== undefined && message[0] === 0) {
        const [number, verb] = numbersOf(message);
        asked.waiting.set(number, { verb, from: performance.now() });
      }
      super.postMessage(message, ...rest);
    }
  };
}
