// A store that is a module of `peers/`, run in a worker of the page and asked through it. The same ten verbs as `carnet.mjs`.
import { chosen, person, LONG, searches } from "./page/people.js";
import { Profile } from "./browser.mjs";
import { prepared } from "./workloads.mjs";

/** 256 bits; deriving them from a passphrase is not measured. */
const KEY = Array.from({ length: 32 }, (_, nth) => (nth * 37 + 11) % 256);

export class InPage {
  static async start({ peer, url, backend }) {
    const store = new InPage();
    Object.assign(store, { peer, url, longest: 0 });
    store.profile = await Profile.fresh(backend);
    return store;
  }

  /** A browser on this run's profile, with the store's program started and nothing open. */
  async browser() {
    this.page = await this.profile.open(this.url);
    await this.page.waitForFunction(() => globalThis.bench);
    await this.page.evaluate((peer) => bench.start(peer), this.peer);
    this.offered = await this.ask("offers");
    await this.page.evaluate(() => bench.begin());
  }

  /** Ends what is still running, with its browser. */
  async abandon() {
    await this.profile.close();
  }

  async ended() {
    this.longest = Math.max(this.longest, await this.page.evaluate(() => bench.longest()));
    await this.profile.close();
  }

  ask(verb, ...args) {
    return this.page.evaluate(([verb, args]) => bench.ask(verb, ...args), [verb, args]);
  }
  timed(verb, ...args) {
    return this.page.evaluate(([verb, args]) => bench.timed(verb, ...args), [verb, args]);
  }
  each(verb, all) {
    return this.page.evaluate(([verb, all]) => bench.each(verb, all), [verb, all]);
  }

  offers(verb) {
    return this.offered.includes(verb);
  }

  /** A new, empty store in a new browser. */
  async open() {
    await this.browser();
    await this.ask("create", "main", KEY);
  }

  /** Takes in so many people; gives the milliseconds. */
  async bulkImport(people) {
    await prepared(this, () => this.ask("make", 0, people));
    const { ms } = await this.timed("bulkImport", "main");
    await this.ask("forget");
    return ms;
  }

  /** One more chart, a long one, of this person. */
  async addLong(records, nth = LONG) {
    await this.ask("makeLong", records, nth);
    await this.ask("bulkImport", "main");
    await this.ask("forget");
  }

  async close() {
    await this.ask("close", "main");
    await this.ended();
  }

  bytesOnDisk() {
    return this.profile.bytesOnDisk();
  }

  readable(words) {
    return this.profile.readable(words);
  }

  memory() {
    return this.profile.memory();
  }

  /** A new browser on what is stored: opens it and gives the milliseconds to the list and how many stand on it. */
  async openAndUnlock() {
    await this.browser();
    const { ms, answer } = await this.timed("openAndUnlock", "main", KEY);
    return { ms, count: answer.count };
  }

  openOneChart(numbers) {
    return this.each("openOneChart", numbers.map((nth) => ["main", person(nth).id]));
  }

  async openLong(nth = LONG) {
    const { id } = person(nth, 1);
    return this.each("openOneChart", [["main", id], ["main", id]]);
  }

  /** Types each search letter by letter; gives the milliseconds of each. */
  search(people) {
    const letters = searches(people).flatMap((typed) => Array.from(typed, (_, at) => ["main", typed.slice(0, at + 1)]));
    return this.each("search", letters);
  }

  /** What a search for somebody's whole names finds, and whether that somebody is among it. */
  async finds(nth) {
    const { id, records: [{ family, given }] } = person(nth);
    const { found } = await this.ask("search", "main", `${family} ${given}`);
    return found.some(([one]) => one === id);
  }

  append(nth, turns) {
    const { id } = person(nth, 1);
    return this.each("append", Array.from({ length: turns }, (_, turn) => ["main", id, nth, turn]));
  }

  /** Everything as one sealed file; gives the milliseconds and the bytes. */
  async export() {
    const { ms, answer } = await this.timed("export", "main");
    return { ms, bytes: answer };
  }

  /** That file into an empty store. */
  async import(people) {
    await this.ask("create", "second", KEY);
    const { ms } = await this.timed("import", "second", "main");
    await this.holds("second", people);
    await this.ask("close", "second");
    await this.ask("drop", "main");
    return ms;
  }

  /** A file of others beside everyone who is there. */
  async importBeside(people, others) {
    await prepared(this, async () => {
      await this.ask("create", "others", KEY);
      await this.ask("make", people, others);
      await this.ask("bulkImport", "others");
      await this.ask("forget");
      await this.ask("export", "others");
      await this.ask("close", "others");
    });
    const { count: before } = await this.ask("list", "main");
    const { ms } = await this.timed("import", "main", "others");
    const { count } = await this.ask("list", "main");
    if (count !== before + others) throw new Error(`${count} people after ${others} were added to ${before}`);
    const wrong = await this.ask("check", "main", chosen(others, 20).map((nth) => people + nth));
    if (wrong.length) throw new Error(`${wrong.length} of 20 charts taken in beside others are not as they were made`);
    return ms;
  }

  async holds(name, people) {
    const { count } = await this.ask("list", name);
    if (count < people) throw new Error(`${count} people instead of ${people}`);
  }

  /** Reads charts back and compares every record by a digest. */
  async check(people, charts) {
    const numbers = charts >= people ? Array.from({ length: people }, (_, nth) => nth) : chosen(people, charts);
    const wrong = await this.ask("check", "main", numbers);
    if (wrong.length) throw new Error(`${wrong.length} of ${numbers.length} charts are not as they were made, ${wrong[0]} first`);
    return numbers.length;
  }

  async checkLong(records, nth = LONG) {
    const wrong = await this.ask("check", "main", [nth], records);
    if (wrong.length) throw new Error("the long chart is not as it was made");
  }

  async checkAppended(nth, turns, records) {
    const all = Array.from({ length: turns }, (_, turn) => turn);
    if (!(await this.ask("checkAppended", "main", nth, all, records))) throw new Error("what was appended is not there");
  }

  async end() {
    await this.profile.remove();
  }
}
