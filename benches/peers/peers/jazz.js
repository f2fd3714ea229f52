// Jazz: a map a person, its records under their ids in one private transaction; the list in maps of 500 rows, named by a root.
import { LocalNode } from "cojson";
import { WasmCrypto } from "cojson/crypto/WasmCrypto";
import { getIndexedDBStorage, internal_setDatabaseName } from "cojson-storage-indexeddb";
import { keep, kept } from "../page/kept.js";
import { rowOf } from "../page/people.js";

export const about = {
  name: "Jazz",
  packages: ["cojson", "cojson-storage-indexeddb"],
  signed: true,
  signatures: "Ed25519, one a transaction of a session",
  encryption: "XSalsa20 under keys of a group, per transaction; authenticated by the signature",
  durability: "relaxed: its transactions name none",
  search: "none over sealed values",
  notOffered: { search: true, export: true, import: true },
};

const PAGE = 500;
const BATCH = 500;
/** More in one transaction is more than the megabyte Jazz takes. */
const AT_ONCE = 1000;

let crypto;
export async function prepare() {
  crypto = await WasmCrypto.create();
}

async function node(name, secret) {
  internal_setDatabaseName(name);
  const storage = await getIndexedDBStorage();
  const made = new LocalNode(secret, crypto.newRandomSessionID(crypto.getAgentID(secret)), crypto);
  made.setStorage(storage);
  return made;
}

export async function open(name, key) {
  const secret = crypto.newRandomAgentSecret();
  const store = new Store(name, key, await node(name, secret), secret);
  store.group = store.node.createGroup();
  store.root = store.group.createMap({}, null, "private");
  await Promise.all([store.group.core.waitForSync(), store.root.core.waitForSync()]);
  await store.keepRoot();
  return store;
}

export async function openAndUnlock(name, key) {
  const { secret, root, group } = await kept(name, key);
  const store = new Store(name, key, await node(name, secret), secret);
  store.root = await loaded(store.node, root);
  store.group = await loaded(store.node, group);
  const pages = await Promise.all(store.root.keys().map((page) => loaded(store.node, store.root.get(page))));
  for (const page of pages) store.hold(page.get("rows"));
  return store;
}

class Store {
  constructor(name, key, node, secret) {
    Object.assign(this, { name, key, node, secret, rows: [], ids: new Map() });
  }

  keepRoot() {
    return keep(this.name, this.key, { secret: this.secret, root: this.root.id, group: this.group.id });
  }

  async bulkImport(charts) {
    const rows = [];
    for (let from = 0; from < charts.length; from += BATCH) {
      const maps = charts.slice(from, from + BATCH).map((chart) => {
        const map = this.group.createMap(byId(chart.records.slice(0, AT_ONCE)), null, "private");
        for (let more = AT_ONCE; more < chart.records.length; more += AT_ONCE) map.assign(byId(chart.records.slice(more, more + AT_ONCE)), "private");
        rows.push([...rowOf(chart), map.id]);
        return map;
      });
      await Promise.all(maps.map((map) => map.core.waitForSync()));
    }
    const pages = [];
    for (let from = 0; from < rows.length; from += PAGE) {
      const page = this.group.createMap({ rows: rows.slice(from, from + PAGE) }, null, "private");
      this.root.set(page.id, page.id, "private");
      pages.push(page);
    }
    await Promise.all([...pages, this.root].map((map) => map.core.waitForSync()));
    this.hold(rows);
    return charts.length;
  }

  hold(rows) {
    for (const row of rows) {
      this.ids.set(row[0], row.at(-1));
      this.rows.push(row);
    }
  }

  list() {
    return { count: this.rows.length, first: this.rows.slice(0, 50) };
  }

  async openOneChart(id) {
    const map = await loaded(this.node, this.ids.get(id));
    return map.keys().map((one) => map.get(one));
  }

  async append(id, record) {
    const map = await loaded(this.node, this.ids.get(id));
    map.set(record.id, record, "private");
    await map.core.waitForSync();
  }

  async close() {
    await this.node.gracefulShutdown();
  }
}

const byId = (records) => Object.fromEntries(records.map((one) => [one.id, one]));

async function loaded(node, id) {
  const value = await node.load(id);
  if (value === "unavailable") throw new Error(`${id} is not there`);
  // What is long comes in pieces; a chart is open when all of it is there.
  if (value.core.isStreaming()) await value.core.waitForFullStreaming();
  return value;
}
