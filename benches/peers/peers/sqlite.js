// SQLite3 Multiple Ciphers on the origin's private files. The list and its words are tables like any other; searching is FTS5.
import sqlite3InitModule from "@evolu/sqlite-wasm";
import { folded, rowOf, tokensOf } from "../page/people.js";

export const about = {
  name: "SQLite3MC",
  packages: ["@evolu/sqlite-wasm"],
  signed: false,
  signatures: "none",
  encryption: "AES-256-CBC with HMAC-SHA512, a page at a time (sqlcipher 4)",
  durability: "strict: synchronous=FULL; OPFS flush",
  search: "its own: FTS5",
};

let pool;
let sqlite3;
/** The cipher's file system over the pool's, which is over the origin's private files. */
const CIPHERS = "multipleciphers-opfs-sahpool";
/** Its key is made of a passphrase: the run's random 256 bits with one round, so that deriving is not timed. */
const uri = (name) => `file:/${name}.db?vfs=${CIPHERS}&cipher=sqlcipher&kdf_iter=1`;

export async function prepare() {
  sqlite3 = await sqlite3InitModule({ print: () => {}, printErr: () => {} });
  pool = await sqlite3.installOpfsSAHPoolVfs({ initialCapacity: 12 });
  sqlite3.capi.sqlite3mc_vfs_create("opfs-sahpool", 0);
}

function opened(name, key) {
  const database = new sqlite3.oo1.DB(uri(name), "c");
  database.exec(`pragma key='${hex(key)}'`);
  database.exec("pragma locking_mode=exclusive; pragma synchronous=full; pragma cache_size=-65536; pragma temp_store=memory");
  const [[mode]] = rows(database, "pragma journal_mode=wal");
  if (mode !== "wal") throw new Error(`its journal is ${mode}`);
  return database;
}

export async function open(name, key) {
  const database = opened(name, key);
  database.exec(`
    create table person(number integer primary key, id text unique, family text, given text, sex text, born integer, place text, phone text);
    create table record(person integer, number integer, body text, primary key(person, number)) without rowid;
    create virtual table word using fts5(words, content='', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
  `);
  return new Store(name, key, database);
}

export const openAndUnlock = async (name, key) => new Store(name, key, opened(name, key));

class Store {
  constructor(name, key, database) {
    Object.assign(this, { name, key, database });
    this.statements = new Map();
  }

  bulkImport(charts) {
    const { database } = this;
    database.exec("begin immediate");
    const person = database.prepare("insert into person values(?,?,?,?,?,?,?,?)");
    const record = database.prepare("insert into record values(?,?,?)");
    const word = database.prepare("insert into word(rowid, words) values(?,?)");
    let number = database.selectValue("select coalesce(max(number), 0) from person");
    for (const chart of charts) {
      number += 1;
      const row = rowOf(chart);
      person.bind([number, ...row]).stepReset();
      for (const [nth, one] of chart.records.entries()) record.bind([number, nth, JSON.stringify(one)]).stepReset();
      word.bind([number, folded([row[1], row[2], row[5], row[6]].join(" "))]).stepReset();
    }
    for (const one of [person, record, word]) one.finalize();
    database.exec("commit");
    return charts.length;
  }

  list() {
    const count = this.database.selectValue("select count(*) from person");
    return { count, first: rows(this.database, "select id, family, given, sex, born, place, phone from person order by number limit 50") };
  }

  openOneChart(id) {
    const select = this.prepared("select body from record where person = (select number from person where id = ?) order by number");
    return this.all(select, [id]).map(([body]) => JSON.parse(body));
  }

  search(typed) {
    const words = tokensOf(typed).map((token) => `"${token.trim().replaceAll('"', "")}"*`).join(" ");
    if (!words) return { count: this.database.selectValue("select count(*) from person"), found: this.list().first };
    const [[count]] = this.all(this.prepared("select count(*) from word where word match ?"), [words]);
    const found = this.all(this.prepared("select id, family, given, sex, born, place, phone from word join person on number = word.rowid where word match ? limit 50"), [words]);
    return { count, found };
  }

  append(id, record) {
    const insert = this.prepared("insert into record select number, (select coalesce(max(r.number), 0) + 1 from record r where r.person = p.number), ? from person p where id = ?");
    insert.bind([JSON.stringify(record), id]).stepReset();
  }

  /** Its file is its bundle: sealed as it lies, once what waits in the log is in it. */
  async export() {
    this.finish();
    this.database.exec("pragma wal_checkpoint(truncate)");
    this.database.close();
    const bytes = await pool.exportFile(`/${this.name}.db`);
    this.database = opened(this.name, this.key);
    return bytes;
  }

  async import(bytes) {
    const { database } = this;
    // The pool itself takes only files that begin as a plain database does.
    sqlite3.capi.sqlite3_js_vfs_create_file("opfs-sahpool", "/incoming.db", bytes);
    database.exec(`attach '${uri("incoming")}' as incoming key '${hex(this.key)}'`);
    const from = database.selectValue("select coalesce(max(number), 0) from person");
    database.exec("begin immediate");
    database.exec(`
      insert into person select number + ${from}, id, family, given, sex, born, place, phone from incoming.person;
      insert into record select person + ${from}, number, body from incoming.record;
    `);
    const word = database.prepare("insert into word(rowid, words) values(?,?)");
    const people = rows(database, "select number, family, given, place, phone from incoming.person");
    for (const [number, ...texts] of people) word.bind([number + from, folded(texts.join(" "))]).stepReset();
    word.finalize();
    database.exec("commit; detach incoming");
    pool.unlink("/incoming.db");
    return people.length;
  }

  close() {
    this.finish();
    this.database.close();
  }

  prepared(sql) {
    if (!this.statements.has(sql)) this.statements.set(sql, this.database.prepare(sql));
    return this.statements.get(sql);
  }

  all(statement, values) {
    const found = [];
    statement.bind(values);
    while (statement.step()) found.push(statement.get([]));
    statement.reset();
    return found;
  }

  finish() {
    for (const statement of this.statements.values()) statement.finalize();
    this.statements.clear();
  }
}

const rows = (database, sql) => database.exec({ sql, rowMode: "array", returnValue: "resultRows" });
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
