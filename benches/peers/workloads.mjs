// What is asked of a store in one run, and which figures come of it. A store is `in-page.mjs` or `carnet.mjs`: ten verbs.
import { LONG, chosen, person } from "./page/people.js";

/** Longer in one workload, and the store did not finish it there, nor with more people. */
export const LONGEST = 180_000;
const OPENED = 200;
const APPENDED = 100;
const OTHERS = 5;

/** Every figure, in the order of the table: the workload it belongs to, what it says, its unit. */
export const FIGURES = {
  import: { workload: "W1", says: "bulk import to durable", unit: "ms" },
  unlock: { workload: "W2", says: "open and unlock to a usable list, no KDF", unit: "ms" },
  chart: { workload: "W3", says: "open one chart, p50", unit: "ms" },
  chart95: { workload: "W3", says: "open one chart, p95", unit: "ms" },
  longFirst: { workload: "W3", says: "open a long chart, the first time", unit: "ms" },
  longAgain: { workload: "W3", says: "open a long chart, again", unit: "ms" },
  letterFirst: { workload: "W4", says: "search, the first letter after opening", unit: "ms" },
  letter95: { workload: "W4", says: "search keystroke, p95", unit: "ms" },
  letterWorst: { workload: "W4", says: "search keystroke, worst", unit: "ms" },
  append: { workload: "W5", says: "append one record, p50", unit: "ms" },
  append95: { workload: "W5", says: "append one record, p95", unit: "ms" },
  export: { workload: "W6", says: "export everything as one sealed file", unit: "ms" },
  exported: { workload: "W6", says: "size of that file", unit: "MB" },
  reimport: { workload: "W7", says: "import that file into an empty store", unit: "ms" },
  beside: { workload: "W7", says: "import a fifth more people beside everyone", unit: "ms" },
  disk: { workload: "W8", says: "bytes on disk after the import", unit: "MB" },
  task: { workload: "W9", says: "longest task on the UI thread", unit: "ms" },
  memory: { workload: "W9", says: "memory, unlocked", unit: "MB" },
  peak: { workload: "W9", says: "memory, most while importing", unit: "MB" },
};
export const WORKLOADS = [...new Set(Object.values(FIGURES).map(({ workload }) => workload))];

/** How long a chart was when something was measured in it. */
export const LENGTHS = {
  longFirst: { workload: "W3", says: "open a chart, the first time", unit: "ms" },
  longAgain: { workload: "W3", says: "open it again", unit: "ms" },
  append: { workload: "W5", says: "append one record to it, p50", unit: "ms" },
};
/** Beside how many people charts of several lengths stand. */
const FEW = 100;

/** One run of one store. Fills `figures`, and `outcome` with a word for each workload that lacks one; what was measured before
 *  something went wrong stays. */
export async function measured(store, { people, wanted, unfinished, longRecords, figures, outcome, longest = LONGEST }) {
  const wants = (workload) => wanted.includes(workload);
  /** Did it end in time? What goes on after it did not goes on in a new browser. */
  const step = async (workload, work, { goesOn = true } = {}) => {
    if (!unfinished.has(workload) && !outcome[workload]) {
      if (await finished(store, work, longest)) return true;
      await store.abandon();
      if (goesOn) await store.openAndUnlock();
    }
    outcome[workload] = "DNF";
    return false;
  };
  const isMeasured = (workload) => Object.keys(figures).some((name) => FIGURES[name].workload === workload);
  /** Without this one nothing that follows can be measured. */
  const needed = async (workload, work) => {
    if (await step(workload, work, { goesOn: false })) return true;
    for (const other of wanted) if (other === "W9" || !isMeasured(other)) outcome[other] ??= "DNF";
    return false;
  };

  await store.open();
  for (const [verb, workload] of [["search", "W4"], ["export", "W6"], ["import", "W7"]]) {
    if (!store.offers(verb)) outcome[workload] = "not offered";
  }
  try {
    const sampling = wants("W9") ? sampled(store) : null;
    const imported = await needed("W1", async () => (figures.import = await store.bulkImport(people)));
    const peak = await sampling?.stop();
    if (!imported) return;
    if (sampling) figures.peak = peak;
    await store.close();
    // Everybody seals: a name or a note that can be read on the disk is no figure but a failure.
    const { records: [{ family }, { text }] } = person(0);
    const readable = await store.readable([family, text.slice(0, 24)]);
    if (readable) throw new Error(`"${readable}" can be read on the disk`);
    if (wants("W8")) figures.disk = (await store.bytesOnDisk()) / 1e6;

    if (wants("W3") && longRecords) {
      await store.openAndUnlock();
      await store.addLong(longRecords);
      await store.close();
    }
    const unlocked = await needed("W2", async () => {
      const { ms, count } = await store.openAndUnlock();
      figures.unlock = ms;
      const all = people + (wants("W3") && longRecords ? 1 : 0);
      if (count !== all) throw new Error(`${count} people on the list instead of ${all}`);
    });
    if (!unlocked) return;
    if (wants("W4") && store.offers("search")) {
      await step("W4", async () => {
        const [first, ...letters] = await store.search(people);
        figures.letterFirst = first;
        figures.letter95 = percentile(letters, 0.95);
        figures.letterWorst = Math.max(...letters);
      });
      if (!outcome.W4 && !(await store.finds(Math.floor(people / 3)))) throw new Error("the search does not find somebody who is there");
    }
    if (wants("W9")) figures.memory = await store.memory();
    if (wants("W3")) {
      const opened = await step("W3", async () => {
        const charts = await store.openOneChart(chosen(people, store.most?.opened ?? OPENED));
        figures.chart = percentile(charts, 0.5);
        figures.chart95 = percentile(charts, 0.95);
        if (longRecords) [figures.longFirst, figures.longAgain] = await store.openLong();
      });
      if (opened && longRecords) await store.checkLong(longRecords);
    }
    await store.check(people, 200);
    if (wants("W5")) {
      const turns = store.most?.appended ?? APPENDED;
      const [nth] = chosen(people, 1);
      const appended = await step("W5", async () => {
        const all = await store.append(nth, turns);
        figures.append = percentile(all, 0.5);
        figures.append95 = percentile(all, 0.95);
      });
      if (appended) await store.checkAppended(nth, turns);
    }
    let exported = false;
    if ((wants("W6") || wants("W7")) && store.offers("export")) {
      exported = await step("W6", async () => {
        const { ms, bytes } = await store.export();
        figures.export = ms;
        figures.exported = bytes / 1e6;
      });
    }
    if (wants("W7") && store.offers("import")) {
      // Without its own file there is none to take in.
      if (!exported) outcome.W7 = "DNF";
      await step("W7", async () => (figures.reimport = await store.import(people)));
      await step("W7", async () => (figures.beside = await store.importBeside(people, Math.ceil(people / OTHERS))));
    }
    await store.close();
    if (wants("W9")) figures.task = store.longest;
  } finally {
    for (const [name, { workload }] of Object.entries(FIGURES)) {
      if (!wants(workload)) delete figures[name];
    }
    for (const workload of Object.keys(outcome)) if (!wants(workload)) delete outcome[workload];
  }
}

/** Charts of these many entries beside a few people, each opened for the first time after a new beginning, opened again and
 *  appended to. Fills `points` with an object for each length. */
export async function measuredLengths(store, { lengths, points, longest = LONGEST }) {
  const chart = (nth) => LONG + 100 + nth;
  // Unlocking is no figure here.
  store.unlocks = 1;
  await store.open();
  await store.bulkImport(FEW);
  for (const [nth, entries] of lengths.entries()) await store.addLong(entries, chart(nth));
  await store.close();
  await store.openAndUnlock();
  const turns = store.most?.appended ?? APPENDED;
  for (const [nth, entries] of lengths.entries()) {
    const point = { entries, figures: {}, outcome: {} };
    points.push(point);
    const step = async (workload, work, check) => {
      if (await finished(store, work, longest)) return check();
      point.outcome[workload] = "DNF";
      await store.abandon();
      await store.openAndUnlock();
    };
    const opened = async () => {
      [point.figures.longFirst, point.figures.longAgain] = await store.openLong(chart(nth));
    };
    const appended = async () => {
      point.figures.append = percentile(await store.append(chart(nth), turns), 0.5);
    };
    await step("W3", opened, () => store.checkLong(entries, chart(nth)));
    await step("W5", appended, () => store.checkAppended(chart(nth), turns, entries));
  }
  await store.close();
}

/** Did this work end in time? What a store is `preparing` (people made, files written) is not counted. What is left running
 *  ends with its browser. */
async function finished(store, work, longest) {
  const every = 250;
  let counted = 0;
  let timer;
  const late = new Promise((done) => {
    timer = setInterval(() => {
      if (!store.preparing) counted += every;
      if (counted > longest) done(false);
    }, every);
  });
  const working = work().then(() => true);
  working.catch(() => {});
  return Promise.race([working, late]).finally(() => clearInterval(timer));
}

/** Has a store prepare something, which no figure and no limit of time counts. */
export async function prepared(store, work) {
  store.preparing = true;
  try {
    return await work();
  } finally {
    store.preparing = false;
  }
}

/** Looks at the memory twice a second until told to stop; gives the most it saw. */
function sampled(store) {
  let most = null;
  let going = true;
  const looking = (async () => {
    while (going) {
      const now = await store.memory().catch(() => null);
      if (now !== null) most = Math.max(most ?? 0, now);
      await new Promise((done) => setTimeout(done, 500));
    }
  })();
  return { stop: async () => { going = false; await looking; return most; } };
}

export function percentile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
