// Runs one store in a dedicated worker and answers the page's requests. What a store is, docs/benchmark.md says;
// its people are made here before anything is timed.
import { RECORDS, digestOf, furtherNote, people, person } from "./people.js";

export function serve(peer) {
  let held = [];
  let stores = new Map();
  const store = (name) => stores.get(name) ?? fail(`no store ${name} is open`);
  const files = new Map();

  const answers = {
    about: () => peer.about,
    /** Makes people, so that making them is not timed. */
    make: (from, count) => void (held = people(from, count)),
    makeLong: (records, nth) => void (held = [person(nth, records)]),
    create: async (name, key) => void stores.set(name, await peer.open(name, Uint8Array.from(key))),
    bulkImport: (name) => store(name).bulkImport(held),
    forget: () => void (held = []),
    openAndUnlock: async (name, key) => {
      const opened = await peer.openAndUnlock(name, Uint8Array.from(key));
      stores.set(name, opened);
      return opened.list();
    },
    list: (name) => store(name).list(),
    openOneChart: (name, id) => store(name).openOneChart(id),
    append: (name, id, nth, turn) => store(name).append(id, furtherNote(nth, turn)),
    search: (name, typed) => store(name).search(typed),
    export: async (name) => {
      const bytes = await store(name).export();
      files.set(name, bytes);
      return bytes.byteLength;
    },
    import: (name, from) => store(name).import(files.get(from)),
    drop: (name) => void files.delete(name),
    close: async (name) => {
      await store(name).close();
      stores.delete(name);
    },
    /** Opens these people's charts and compares every one with what was made. Gives the ids of those that differ. */
    check: async (name, numbers, records = RECORDS) => {
      const wrong = [];
      for (const nth of numbers) {
        const made = person(nth, records);
        const read = await store(name).openOneChart(made.id);
        const same = (await digestOf(read)) === (await digestOf(made.records));
        if (!same) wrong.push(made.id);
      }
      return wrong;
    },
    /** The same for one person to whom notes were appended in these turns. */
    checkAppended: async (name, nth, turns, records = RECORDS) => {
      const made = person(nth, records);
      const read = await store(name).openOneChart(made.id);
      return (await digestOf(read)) === (await digestOf([...made.records, ...turns.map((turn) => furtherNote(nth, turn))]));
    },
    offers: () => ["search", "export", "import"].filter((verb) => !peer.about.notOffered?.[verb]),
  };

  addEventListener("message", async ({ data: { turn, verb, args } }) => {
    try {
      postMessage({ turn, answer: await answers[verb](...args) });
    } catch (error) {
      postMessage({ turn, failure: `${verb}: ${error?.stack ?? error?.message ?? JSON.stringify(error)}` });
    }
  });
  // What stands ready before a passphrase is typed, in any application: programs and their memory, nothing of what is stored.
  Promise.resolve(peer.prepare?.()).then(() => postMessage({ ready: true }), (error) => postMessage({ broken: String(error?.stack ?? error) }));
}

function fail(why) {
  throw new Error(why);
}
