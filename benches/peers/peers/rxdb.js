// RxDB on its free storage (Dexie) with its free encryption (crypto-js).
import { createRxDatabase } from "rxdb/plugins/core";
import { wrappedKeyEncryptionCryptoJsStorage } from "rxdb/plugins/encryption-crypto-js";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { rowOf } from "../page/people.js";

export const about = {
  name: "RxDB",
  packages: ["rxdb", "rxjs"],
  signed: false,
  signatures: "none",
  encryption: "AES-256-CBC without authentication (crypto-js), a field at a time; ids stay readable",
  durability: "strict: chromeTransactionDurability of its Dexie",
  search: "none over sealed fields",
  notOffered: { search: true, export: true, import: true },
};

const BATCH = 5000;
const id = { type: "string", maxLength: 40 };
const PEOPLE = { version: 0, primaryKey: "id", type: "object", properties: { id, row: { type: "array" } }, required: ["id", "row"], encrypted: ["row"] };
const RECORDS = {
  version: 0, primaryKey: "id", type: "object", properties: { id, person: id, record: { type: "object" } },
  required: ["id", "person", "record"], indexes: ["person"], encrypted: ["record"],
};

async function opened(name, key) {
  const storage = wrappedKeyEncryptionCryptoJsStorage({ storage: getRxStorageDexie({ chromeTransactionDurability: "strict" }) });
  const password = Array.from(key, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const database = await createRxDatabase({ name, storage, password, multiInstance: false, eventReduce: false, closeDuplicates: true });
  await database.addCollections({ people: { schema: PEOPLE }, records: { schema: RECORDS } });
  return new Store(database);
}

export const open = opened;
export async function openAndUnlock(name, key) {
  const store = await opened(name, key);
  store.rows = (await store.database.people.find().exec()).map(({ row }) => plain(row));
  return store;
}

class Store {
  constructor(database) {
    Object.assign(this, { database, rows: [] });
  }

  async bulkImport(charts) {
    const records = charts.flatMap((chart) => chart.records.map((one) => ({ id: one.id, person: chart.id, record: one })));
    for (let from = 0; from < records.length; from += BATCH) await inserted(this.database.records, records.slice(from, from + BATCH));
    for (let from = 0; from < charts.length; from += BATCH) {
      await inserted(this.database.people, charts.slice(from, from + BATCH).map((chart) => ({ id: chart.id, row: rowOf(chart) })));
    }
    this.rows.push(...charts.map(rowOf));
    return charts.length;
  }

  list() {
    return { count: this.rows.length, first: this.rows.slice(0, 50) };
  }

  async openOneChart(person) {
    const found = await this.database.records.find({ selector: { person } }).exec();
    return found.map((one) => plain(one.toJSON().record));
  }

  async append(person, record) {
    await this.database.records.insert({ id: record.id, person, record });
  }

  async close() {
    await this.database.close();
  }
}

async function inserted(collection, documents) {
  const { error } = await collection.bulkInsert(documents);
  if (error.length) throw new Error(`${error.length} documents were refused`);
}

/** A copy that can be sent to the page: what RxDB gives is guarded. */
const plain = (value) => structuredClone(value);
