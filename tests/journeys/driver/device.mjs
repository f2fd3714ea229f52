// What befalls a device: its clock is wrong, its disk is full or damaged, its page is killed.

/** Moves the clock that the page and its engine read, from now until the page is loaded again; `engineOnly` where the
 *  page's clock is moved otherwise. */
export async function moveClock(carnet, ms, { engineOnly = false } = {}) {
  const move = (by) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) {
        given.length ? super(...given) : super(Real.now() + by);
      }
      static now() {
        return Real.now() + by;
      }
    };
  };
  const clocks = [...(engineOnly ? [] : [carnet.page]), ...carnet.page.workers()];
  await carnet.act("move the clock", () => Promise.all(clocks.map((one) => one.evaluate(move, ms))));
}

/** A device with little room, of which `fill` leaves none, whatever is removed, or so many bytes; `brim` leaves none until
 *  something larger than half a MiB is removed; `empty` gives all back. Begin with it before the page is opened. */
export async function smallDisk(carnet) {
  const session = await carnet.context.newCDPSession(carnet.page);
  const origin = new URL(carnet.host.url).origin;
  const room = (quotaSize) => session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
  const used = () => carnet.page.evaluate(async () => (await navigator.storage.estimate()).usage);
  await room(ROOM);
  const fill = async (left = 0) => {
    await room(left ? (await used()) + left : 1);
    // The browser remembers for a while how much room it found last; asking for more than that makes it look again.
    await carnet.act("fill the disk", () => carnet.page.evaluate(askForRoom, ROOM + 1));
  };
  const brim = async () => {
    await fill();
    // A little less than is used, so that it stays full when the browser tidies what it wrote.
    await room((await used()) - BRIM);
  };
  return { empty: () => room(ROOM), fill, brim };
}

const ROOM = 40_000_000;
const BRIM = 512 * 1024;

/** Runs in the page: asks for room in a database of its own until the browser says there is none. */
async function askForRoom(bytes) {
  const opened = indexedDB.open("filling");
  opened.onupgradeneeded = () => opened.result.createObjectStore("filling");
  const database = await new Promise((done, fail) => {
    opened.onsuccess = () => done(opened.result);
    opened.onerror = () => fail(opened.error);
  });
  // Random, since what compresses well takes little room.
  const noise = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536));
  const transaction = database.transaction("filling", "readwrite");
  const ended = new Promise((done) => (transaction.oncomplete = transaction.onabort = () => done(transaction.error?.name)));
  transaction.objectStore("filling").put(noise, 0);
  const why = await ended;
  database.close();
  if (why !== "QuotaExceededError") throw new Error(`there was room: ${why}`);
}

/** The keys of a table of the records as they lie in the browser. */
export async function rowsOf(carnet, table) {
  return carnet.page.evaluate(onTable, { table });
}

/** Flips one bit in the middle of a stored row. */
export async function damageRow(carnet, table, key) {
  await carnet.act(`damage ${table} ${key}`, () => carnet.page.evaluate(onTable, { table, key }));
}

/** Runs in the page: gives a table's keys, or damages the row with this key. */
async function onTable({ table, key }) {
  const finished = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
  const database = await finished(indexedDB.open("carnet"));
  try {
    const store = () => database.transaction(table, "readwrite").objectStore(table);
    if (key === undefined) return await finished(store().getAllKeys());
    const bytes = await finished(store().get(key));
    if (!bytes) throw new Error(`there is no row ${key}`);
    bytes[bytes.length >> 1] ^= 1;
    await finished(store().put(bytes, key));
    return [key];
  } finally {
    database.close();
  }
}

/** Waits until the page keeps a file of this name beside the records, or keeps none. */
export async function keepsFile(carnet, name, kept = true) {
  const there = (name) =>
    navigator.storage
      .getDirectory()
      .then((root) => root.getDirectoryHandle("carnet"))
      .then((folder) => folder.getFileHandle(name))
      .then(() => true, () => false);
  await carnet.until(`${kept ? "find" : "miss"} the file ${name}`, () => carnet.page.evaluate(there, name), (found) => found === kept);
}

/** Removes the files that the page keeps beside the records, whose names begin so. */
export async function removeKept(carnet, beginning) {
  const removed = await carnet.page.evaluate(async (beginning) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("carnet");
    const names = [];
    for await (const name of folder.keys()) if (name.startsWith(beginning)) names.push(name);
    for (const name of names) await folder.removeEntry(name);
    return names;
  }, beginning);
  if (removed.length === 0) throw new Error(`no file begins with ${beginning}`);
}

/** The page ends as when the system kills it: at once, with its engine, and without a word. */
export async function kill(carnet) {
  carnet.expectTrouble(/^the page crashed$/);
  const session = await carnet.context.newCDPSession(carnet.page);
  const crashed = new Promise((done) => carnet.page.once("crash", done));
  // The answer never comes: whoever would give it is gone.
  session.send("Page.crash").catch(() => {});
  await crashed;
  const dead = carnet.page;
  carnet.page = await carnet.context.newPage();
  carnet.watch(carnet.page);
  await dead.close();
}

/** The whole browser ends as when the system kills it or the battery is empty. `carnet.launch()` starts it again. */
export async function killBrowser(carnet) {
  carnet.expectTrouble(/^the page crashed$/);
  const session = await carnet.context.browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const closed = carnet.context.waitForEvent("close");
  process.kill(processInfo.find(({ type }) => type === "browser").id, "SIGKILL");
  await closed;
}
