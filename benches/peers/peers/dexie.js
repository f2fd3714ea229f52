// Dexie with dexie-encrypted, the only sealing of Dexie there is; it is from 2020 and takes Dexie 3 only.
import Dexie from "dexie";
import { NON_INDEXED_FIELDS, applyEncryptionMiddleware } from "dexie-encrypted";
import { rowOf } from "../page/people.js";

export const about = {
  name: "Dexie",
  packages: ["dexie", "dexie-encrypted"],
  signed: false,
  signatures: "none",
  encryption: "XSalsa20-Poly1305 (tweetnacl), a row at a time; ids stay readable",
  durability: "strict: chromeTransactionDurability",
  search: "none over sealed fields",
  notOffered: { search: true, export: true, import: true },
};

async function opened(name, key) {
  const database = new Dexie(name, { chromeTransactionDurability: "strict" });
  applyEncryptionMiddleware(database, key, { people: NON_INDEXED_FIELDS, records: NON_INDEXED_FIELDS }, () => {
    throw new Error("the key is another one");
  });
  database.version(1).stores({ people: "id", records: "id, person" });
  await database.open();
  return new Store(database);
}

export const open = opened;
export async function openAndUnlock(name, key) {
  const store = await opened(name, key);
  store.rows = (await store.database.people.toArray()).map(({ row }) => row);
  return store;
}

class Store {
  constructor(database) {
    Object.assign(this, { database, rows: [] });
  }

  async bulkImport(charts) {
    const { people, records } = this.database;
    await this.database.transaction("rw", people, records, async () => {
      await records.bulkAdd(charts.flatMap((chart) => chart.records.map((one) => ({ id: one.id, person: chart.id, record: one }))));
      await people.bulkAdd(charts.map((chart) => ({ id: chart.id, row: rowOf(chart) })));
    });
    this.rows.push(...charts.map(rowOf));
    return charts.length;
  }

  list() {
    return { count: this.rows.length, first: this.rows.slice(0, 50) };
  }

  async openOneChart(id) {
    return (await this.database.records.where("person").equals(id).toArray()).map(({ record }) => record);
  }

  async append(id, record) {
    await this.database.records.add({ id: record.id, person: id, record });
  }

  close() {
    this.database.close();
  }
}
