// PouchDB on its newer IndexedDB adapter with crypto-pouch: a document a record, and one for each row of the list.
import PouchDB from "pouchdb-core";
import indexeddb from "pouchdb-adapter-indexeddb";
import cryptoPouch from "crypto-pouch";
import { rowOf } from "../page/people.js";

export const about = {
  name: "PouchDB",
  packages: ["pouchdb-core", "pouchdb-adapter-indexeddb", "crypto-pouch"],
  signed: false,
  signatures: "none",
  encryption: "XSalsa20-Poly1305 (tweetnacl), a document at a time; ids stay readable",
  durability: "relaxed: its transactions name none",
  search: "none over sealed documents",
  notOffered: { search: true, export: true, import: true },
};

PouchDB.plugin(indexeddb).plugin(cryptoPouch);
const BATCH = 5000;

/** Its key comes of Argon2id over a passphrase: the run's random 256 bits with the least work it takes, so that none is timed. */
async function opened(name, key, create) {
  const database = new PouchDB(name, { adapter: "indexeddb", auto_compaction: true, revs_limit: 1 });
  if (create) {
    const salt = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
    const exportString = btoa(JSON.stringify([salt, { saltLength: 16, memorySize: 8, iterations: 1, parallelism: 1 }]));
    await database.put({ _id: "_local/crypto", exportString });
  }
  await database.crypto(Array.from(key, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  const store = new Store(database);
  if (!create) await store.readList();
  return store;
}

export const open = (name, key) => opened(name, key, true);
export const openAndUnlock = (name, key) => opened(name, key, false);

class Store {
  constructor(database) {
    Object.assign(this, { database, rows: [] });
  }

  async bulkImport(charts) {
    const documents = [];
    for (const chart of charts) {
      documents.push({ _id: `person/${chart.id}`, row: rowOf(chart) });
      for (const [nth, one] of chart.records.entries()) documents.push({ _id: `record/${chart.id}/${String(nth).padStart(6, "0")}`, record: one });
    }
    for (let from = 0; from < documents.length; from += BATCH) {
      const answers = await this.database.bulkDocs(documents.slice(from, from + BATCH));
      const refused = answers.find(({ error }) => error);
      if (refused) throw new Error(refused.message ?? refused.name);
    }
    this.rows.push(...charts.map(rowOf));
    return charts.length;
  }

  async readList() {
    this.rows = (await this.within("person/")).map(({ row }) => row);
  }

  async within(prefix) {
    const { rows } = await this.database.allDocs({ include_docs: true, startkey: prefix, endkey: `${prefix}\ufff0` });
    return rows.map(({ doc }) => doc);
  }

  list() {
    return { count: this.rows.length, first: this.rows.slice(0, 50) };
  }

  async openOneChart(id) {
    return (await this.within(`record/${id}/`)).map(({ record }) => record);
  }

  async append(id, record) {
    await this.database.put({ _id: `record/${id}/${record.at}-${record.id}`, record });
  }

  close() {
    return this.database.close();
  }
}
