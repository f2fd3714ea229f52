// Starts the page. Looks first whether the browser has what Carnet needs and says what is lacking instead of
// leaving a blank page. At a first visit it then lets the service worker fetch the program and shows how far that is, also
// after the connection was lost; where no service worker can be had, the browser fetches it as any page. Last it runs the
// program that the build named on this script's element.

const element = document.querySelector("script[data-app]");
const boot = document.getElementById("boot");

/** The first thing this browser lacks, by the name its explanation has in index.html, or null. */
async function lacking() {
  if (!window.isSecureContext || !crypto.subtle) return "insecure";
  if (typeof WebAssembly !== "object") return "wasm";
  if (typeof Worker !== "function" || !("locks" in navigator) || !("randomUUID" in crypto)) return "old";
  return (await keepsNothing()) ? "storage" : null;
}

/** Whether storage is refused outright, as in some private windows and where site data is blocked. */
async function keepsNothing() {
  try {
    if (!window.indexedDB) return true;
    // A browser that knows the private file system but refuses it will forget everything else as well.
    if (navigator.storage && navigator.storage.getDirectory) await navigator.storage.getDirectory();
    return false;
  } catch {
    return true;
  }
}

/** Shows one part of the page in the reader's language (in all of them, where none is theirs). */
function showOwn(part) {
  const language = (navigator.language || "").slice(0, 2);
  const known = part.querySelector(`[lang="${CSS.escape(language)}"]`) !== null;
  for (const text of part.querySelectorAll("[lang]")) text.hidden = known && text.lang !== language;
  part.hidden = false;
}

/** Shows one explanation. */
function explain(lack, detail) {
  showOwn(boot.querySelector(`[data-lack="${lack}"]`));
  boot.querySelector("#boot-opening").hidden = true;
  boot.querySelector("#boot-loading").hidden = true;
  boot.querySelector("#boot-lacking").hidden = false;
  if (detail) {
    const line = boot.querySelector("#boot-detail");
    line.textContent = detail;
    line.hidden = false;
  }
  if (!boot.isConnected) document.body.prepend(boot);
}

let isBeginningAgain = false;

/** Another tab may take a new version while this page is still opening: the files it was asking for are then gone. */
function beginAgain() {
  isBeginningAgain = true;
  location.reload();
}

/** Whether the worker keeps another version than this page is of: it took over before this script could hear of it. */
function keepsOtherVersion({ controller }) {
  // Another copy of Carnet above this one in the same origin is not this page's worker.
  if (!controller || controller.scriptURL !== new URL("./sw.js", document.baseURI).href) return false;
  const ours = document.querySelector('meta[name="carnet-build"]').content;
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data.digest !== ours);
    setTimeout(() => done(false), 2000);
    controller.postMessage({ type: "status" }, [port2]);
  });
}

/** How far the first load is, in megabytes as they are when unpacked. */
function showProgress(kept, of) {
  const loading = boot.querySelector("#boot-loading");
  if (loading.hidden) showOwn(loading);
  boot.querySelector("#boot-opening").hidden = true;
  boot.querySelector("#boot-broken").hidden = true;
  const bar = loading.querySelector("progress");
  bar.max = of;
  bar.value = kept;
  for (const text of loading.querySelectorAll("[data-bytes]")) {
    const megabytes = (bytes) => (bytes / 1e6).toLocaleString(text.closest("[lang]").lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    text.textContent = megabytes({ kept, of }[text.dataset.bytes]);
  }
}

const PAUSES = [1, 2, 5, 10, 30];

/** Until the connection is back, or for a while: browsers do not know of every connection that they have. */
function pause(seconds) {
  return new Promise((done) => {
    addEventListener("online", done, { once: true });
    setTimeout(done, seconds * 1000);
  });
}

/** Lets the service worker keep what the first screen needs, through lost connections. Comes back when the worker serves
 *  this page, or when no worker will. */
async function keepFirst(workers) {
  let lasting = false;
  const hear = ({ data }) => {
    if (data.type === "progress") showProgress(data.kept, data.of);
    if (data.type === "broken") lasting = data.lasting;
  };
  workers.addEventListener("message", hear);
  workers.startMessages();
  for (let tries = 0; ; tries += 1) {
    const taken = await tryToKeep(workers);
    if (taken || lasting) break;
    const broken = boot.querySelector("#boot-broken");
    showOwn(broken);
    await pause(PAUSES[Math.min(tries, PAUSES.length - 1)]);
  }
  workers.removeEventListener("message", hear);
}

/** Whether the matter is settled: the worker serves this page, or none will. False: what it fetched did not all arrive. */
async function tryToKeep(workers) {
  let registration;
  try {
    registration = await register(workers);
  } catch (error) {
    console.warn("not available offline:", error.message);
    // Browsers that allow no worker have other names for it than for a script that did not arrive.
    return error.name !== "TypeError" || (await reachesHost());
  }
  const worker = registration.installing;
  // One that is there already and does not serve this page was passed by on purpose, by loading anew past every cache.
  if (workers.controller || registration.active || !worker) return true;
  const serves = new Promise((done) => workers.addEventListener("controllerchange", () => done(true), { once: true }));
  const ended = new Promise((done) => {
    // What it said last is heard first.
    const look = () => worker.state === "redundant" && setTimeout(() => done(false), 100);
    worker.addEventListener("statechange", look);
    look();
  });
  return Promise.race([serves, ended]);
}

const reachesHost = () => fetch("./sw.js", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);

const register = (workers) => workers.register("./sw.js", { scope: "./", updateViaCache: "none" });

async function start() {
  boot.querySelector("#boot-opening").hidden = false;
  const workers = navigator.serviceWorker;
  const served = Boolean(workers && workers.controller);
  if (served) workers.addEventListener("controllerchange", beginAgain);
  const lack = await lacking();
  if (lack) return explain(lack);
  if (workers && !served) {
    await keepFirst(workers);
    if (workers.controller) workers.addEventListener("controllerchange", beginAgain);
  }
  try {
    const [app, program] = await Promise.all([
      import(new URL(element.dataset.app, document.baseURI)),
      fetch(new URL(element.dataset.wasm, document.baseURI)),
    ]);
    await app.default({ module_or_path: program });
    boot.remove();
  } catch (error) {
    if (isBeginningAgain) return;
    if (workers && (await keepsOtherVersion(workers))) return beginAgain();
    console.error(error);
    return explain("program", String(error));
  }
  if (!workers) return;
  // From here on the program minds new versions: it puts drafts away first.
  workers.removeEventListener("controllerchange", beginAgain);
  if (workers.controller) workers.controller.postMessage({ type: "keep" });
  // Looks for a new version. What a refused registration means for the user is said on the storage page, which asks the
  // browser itself.
  if (served) register(workers).catch((error) => console.warn("not available offline:", error.message));
}

start();
