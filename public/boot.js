// Starts the page. Looks first whether the browser has what Carnet needs and says what is lacking instead of
// leaving a blank page; then runs the program that the build named on this script's element, and last makes the
// page available offline.

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

/** Shows one explanation in the reader's language (all of them, where none is theirs). */
function explain(lack, detail) {
  const language = (navigator.language || "").slice(0, 2);
  const section = boot.querySelector(`[data-lack="${lack}"]`);
  const known = section.querySelector(`[lang="${CSS.escape(language)}"]`) !== null;
  for (const text of section.querySelectorAll("[lang]")) text.hidden = known && text.lang !== language;
  section.hidden = false;
  boot.querySelector("#boot-opening").hidden = true;
  boot.querySelector("#boot-lacking").hidden = false;
  if (detail) {
    const line = boot.querySelector("#boot-detail");
    line.textContent = detail;
    line.hidden = false;
  }
  if (!boot.isConnected) document.body.prepend(boot);
}

/** Another tab may take a new version while this page is still opening: the files it was asking for are then gone. */
function beginAgain() {
  location.reload();
}

async function start() {
  boot.querySelector("#boot-opening").hidden = false;
  const lack = await lacking();
  if (lack) return explain(lack);
  const workers = navigator.serviceWorker;
  if (workers && workers.controller) workers.addEventListener("controllerchange", beginAgain);
  try {
    const app = await import(new URL(element.dataset.app, document.baseURI));
    await app.default({ module_or_path: new URL(element.dataset.wasm, document.baseURI) });
    boot.remove();
  } catch (error) {
    console.error(error);
    return explain("program", String(error));
  }
  if (workers) {
    // From here on the program minds new versions: it puts drafts away first.
    workers.removeEventListener("controllerchange", beginAgain);
    // What a refused registration means for the user is said on the storage page, which asks the browser itself.
    workers.register("./sw.js", { scope: "./", updateViaCache: "none" }).catch((error) => {
      console.warn("not available offline:", error.message);
    });
  }
}

start();
