// What raw IndexedDB and WebCrypto allow, written by hand for nothing but these measures: each chart one sealed segment, what
// is appended a sealed row of its own, the list in sealed pages. The signed one adds one Ed25519 signature an act, made and
// verified. Nothing here could be a medical record: no chain, no history, no index, one key for everything.
import { rowOf, tokensOf, wordsOf } from "../page/people.js";

const PAGE = 1000;
const BATCH = 1000;
const PIECE = 1 << 20;
const SIGNATURE = 64;
const { subtle } = crypto;
const bytesOf = (text) => new TextEncoder().encode(text);
const textOf = (bytes) => new TextDecoder().decode(bytes);

export const limit = (signed) => ({
  open: async (name, key) => {
    const store = await opened(name, key, signed);
    store.signer = signed ? await subtle.generateKey("Ed25519", true, ["sign", "verify"]) : null;
    if (signed) {
      const [secret, open] = await Promise.all([subtle.exportKey("pkcs8", store.signer.privateKey), subtle.exportKey("raw", store.signer.publicKey)]);
      await store.write("meta", [["signer", await store.sealed("signer", joined([new Uint8Array(open), new Uint8Array(secret)]))]]);
    }
    return store;
  },
  openAndUnlock: async (name, key) => {
    const store = await opened(name, key, signed);
    await store.unlock();
    return store;
  },
});

async function opened(name, key, signed) {
  const database = await new Promise((done, failed) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => ["segments", "log", "list", "meta"].forEach((table) => request.result.createObjectStore(table));
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  return new Store(database, await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]), signed);
}

class Store {
  constructor(database, key, signed) {
    Object.assign(this, { database, key, signed, rows: [], words: [], pages: 0, appended: 0 });
  }

  async bulkImport(charts) {
    await this.put(charts.map((chart) => ({ id: chart.id, row: rowOf(chart), content: bytesOf(JSON.stringify(chart.records)) })));
    return charts.length;
  }

  /** Signs and seals batch after batch, while the one before is written; the last transaction is strict and so makes all durable. */
  async put(charts, { verified = false } = {}) {
    let writing = Promise.resolve();
    for (let from = 0; from < charts.length; from += BATCH) {
      const batch = charts.slice(from, from + BATCH);
      const segments = await Promise.all(
        batch.map(async ({ id, content }) => [id, await this.sealed(id, verified ? content : await this.signedBy(content))]),
      );
      await writing;
      writing = this.write("segments", segments, "relaxed");
    }
    await writing;
    const rows = charts.map(({ row }) => row);
    const pages = [];
    for (let from = 0; from < rows.length; from += PAGE) {
      const number = (this.pages += 1);
      pages.push([number, await this.sealed(`list ${number}`, bytesOf(JSON.stringify(rows.slice(from, from + PAGE))))]);
    }
    await this.write("list", pages);
    this.hold(rows);
  }

  async unlock() {
    const [sealed, keys, signer] = await this.read(["list", "meta"], (list, meta) => [list.getAll(), list.getAllKeys(), meta.get("signer")]);
    const pages = await Promise.all(sealed.map((page, nth) => this.unsealed(`list ${keys[nth]}`, page)));
    for (const page of pages) this.hold(JSON.parse(textOf(page)));
    this.pages = keys.at(-1) ?? 0;
    if (!this.signed) return;
    const pair = await this.unsealed("signer", signer);
    const [publicKey, privateKey] = await Promise.all([
      subtle.importKey("raw", pair.slice(0, 32), "Ed25519", true, ["verify"]),
      subtle.importKey("pkcs8", pair.slice(32), "Ed25519", true, ["sign"]),
    ]);
    this.signer = { publicKey, privateKey };
  }

  hold(rows) {
    for (const row of rows) {
      this.rows.push(row);
      this.words.push(wordsOf(row));
    }
  }

  list() {
    return { count: this.rows.length, first: this.rows.slice(0, 50) };
  }

  async openOneChart(id) {
    const [segment, log] = await this.read(["segments", "log"], (segments, log) => [segments.get(id), log.getAll(within(id))]);
    const content = await this.unsealed(id, segment);
    const records = JSON.parse(textOf(content.subarray(this.before)));
    for (const row of log) records.push(JSON.parse(textOf((await this.unsealed(`${id} log`, row)).subarray(this.before))));
    return records;
  }

  search(typed) {
    const tokens = tokensOf(typed);
    const found = [];
    let count = 0;
    for (const [nth, words] of this.words.entries()) {
      if (!tokens.every((token) => words.includes(token))) continue;
      if ((count += 1) <= 50) found.push(this.rows[nth]);
    }
    return { count, found };
  }

  async append(id, record) {
    const content = await this.signedBy(bytesOf(JSON.stringify(record)));
    await this.write("log", [[`${id}/${record.at.toString(36)}/${record.id}`, await this.sealed(`${id} log`, content)]]);
  }

  /** One file: pieces of about a megabyte, each sealed under a key of the file, which stands sealed before them. */
  async export() {
    const fileKey = crypto.getRandomValues(new Uint8Array(32));
    const file = await subtle.importKey("raw", fileKey, "AES-GCM", false, ["encrypt"]);
    const open = this.signed ? new Uint8Array(await subtle.exportKey("raw", this.signer.publicKey)) : new Uint8Array(0);
    const out = [framed(await this.sealed("file", joined([fileKey, open])))];
    const rows = new Map(this.rows.map((row) => [row[0], row]));
    const ids = [...rows.keys()].sort();
    let sealing = [];
    let piece = [];
    let size = 0;
    const close = () => {
      sealing.push(sealedWith(file, "piece", joined(piece)));
      [piece, size] = [[], 0];
    };
    for (let from = 0; from < ids.length; from += BATCH) {
      const part = ids.slice(from, from + BATCH);
      const range = IDBKeyRange.bound(part[0], part.at(-1));
      const logRange = IDBKeyRange.bound(part[0], `${part.at(-1)}0`);
      const [keys, segments, logKeys, log] = await this.read(["segments", "log"], (segments, log) =>
        [segments.getAllKeys(range), segments.getAll(range), log.getAllKeys(logRange), log.getAll(logRange)]);
      const more = new Map();
      const opened = await Promise.all(log.map((row, nth) => this.unsealed(`${logKeys[nth].slice(0, 32)} log`, row)));
      for (const [nth, row] of opened.entries()) {
        const id = logKeys[nth].slice(0, 32);
        more.set(id, [...(more.get(id) ?? []), bytesOf(logKeys[nth]), row]);
      }
      const contents = await Promise.all(segments.map((segment, nth) => this.unsealed(keys[nth], segment)));
      for (const [nth, id] of keys.entries()) {
        const chart = framed(joined([bytesOf(JSON.stringify(rows.get(id))), contents[nth], ...(more.get(id) ?? [])].map(framed)));
        piece.push(chart);
        if ((size += chart.length) >= PIECE) close();
      }
    }
    if (size) close();
    for (const one of await Promise.all(sealing)) out.push(framed(one));
    return joined(out);
  }

  async import(bytes) {
    const [head, ...pieces] = frames(bytes);
    const keys = await this.unsealed("file", head);
    const file = await subtle.importKey("raw", keys.slice(0, 32), "AES-GCM", false, ["decrypt"]);
    const author = this.signed ? await subtle.importKey("raw", keys.slice(32), "Ed25519", true, ["verify"]) : null;
    const log = [];
    const charts = [];
    for (const piece of pieces) {
      const opened = await unsealedWith(file, "piece", piece);
      await Promise.all(frames(opened).map(async (chart) => {
        const [row, content, ...more] = frames(chart);
        const values = JSON.parse(textOf(row));
        const id = values[0];
        await this.verified(author, content);
        for (let nth = 0; nth < more.length; nth += 2) {
          await this.verified(author, more[nth + 1]);
          log.push([textOf(more[nth]), await this.sealed(`${id} log`, more[nth + 1])]);
        }
        charts.push({ id, row: values, content });
      }));
    }
    if (log.length) await this.write("log", log, "relaxed");
    await this.put(charts, { verified: true });
    return charts.length;
  }

  close() {
    this.database.close();
  }

  // --- sealing and signing -----------------------------------------------------------------------------------------

  get before() {
    return this.signed ? SIGNATURE : 0;
  }

  sealed(place, content) {
    return sealedWith(this.key, place, content);
  }

  unsealed(place, sealed) {
    return unsealedWith(this.key, place, sealed);
  }

  /** The content after the signature that was made of it and verified; the content alone where nothing is signed. */
  async signedBy(content) {
    if (!this.signed) return content;
    const signature = new Uint8Array(await subtle.sign("Ed25519", this.signer.privateKey, content));
    const whole = joined([signature, content]);
    await this.verified(this.signer.publicKey, whole);
    return whole;
  }

  async verified(author, content) {
    if (!this.signed) return;
    if (!(await subtle.verify("Ed25519", author, content.subarray(0, SIGNATURE), content.subarray(SIGNATURE)))) throw new Error("a signature is not its author's");
  }

  // --- rows --------------------------------------------------------------------------------------------------------

  write(table, rows, durability = "strict") {
    return new Promise((done, failed) => {
      const transaction = this.database.transaction(table, "readwrite", { durability });
      const store = transaction.objectStore(table);
      for (const [key, value] of rows) store.put(value, key);
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error);
      transaction.commit();
    });
  }

  read(tables, requests) {
    return new Promise((done, failed) => {
      const transaction = this.database.transaction(tables, "readonly");
      const asked = requests(...tables.map((table) => transaction.objectStore(table)));
      transaction.oncomplete = () => done(asked.map((request) => request.result));
      transaction.onabort = () => failed(transaction.error);
    });
  }
}

const within = (id) => IDBKeyRange.bound(`${id}/`, `${id}0`, false, true);

async function sealedWith(key, place, content) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytesOf(place) }, key, content);
  return joined([iv, new Uint8Array(sealed)]);
}

async function unsealedWith(key, place, sealed) {
  const iv = sealed.subarray(0, 12);
  return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytesOf(place) }, key, sealed.subarray(12)));
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Its length before it. */
function framed(part) {
  const whole = new Uint8Array(4 + part.length);
  new DataView(whole.buffer).setUint32(0, part.length);
  whole.set(part, 4);
  return whole;
}

function frames(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [];
  for (let at = 0; at < bytes.length; ) {
    const length = view.getUint32(at);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts;
}
