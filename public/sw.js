// The service worker: keeps one whole version of the page and serves it with or without a network.
//
// It takes the files of the built page, checks each against the SHA-256 the build wrote down, and serves only that version
// until a page asks for the next one. It never talks to another origin. The files come in three groups:
//
//   first   what the first screen needs; the version is installed when it is kept.
//   rest    what is needed offline besides; kept when a page that has started says "keep".
//   asked   what few people need (the passphrase meter); kept from when it was first asked for, also by later versions.
//
// A download that breaks goes on where it broke: files that arrived whole are never fetched again, of a large one what
// arrived is kept in slabs and only what is missing is asked for, where the host answers such requests (206).
//
// A new version is fetched by the browser in the background and then waits. Messages it understands
// (worker.postMessage from the page; answers go to the transferred MessagePort, or to the page that asked):
//
//   { type: "activate" }  to the waiting worker: take over now. Every open page of Carnet then gets a
//                         "controllerchange" event on navigator.serviceWorker and must put its drafts away and reload,
//                         because the files of the old version are gone.
//   { type: "keep" }      keep what is needed offline besides; every page hears { type: "kept" } when all of it is.
//   { type: "ask" }       keep what few people need; answers { type: "asked", kept }: whether all of it is.
//   { type: "status" }    answers { type: "status", digest, files, missing }: the digest of this version (64 hex
//                         characters, as in <meta name="carnet-build">), how many files work without a network needs and
//                         how many of them are not kept on the device. missing === 0 is what "ready to work offline"
//                         means.
//
// Every page hears, while a version is being installed:
//
//   { type: "progress", kept, of }   bytes kept, of all bytes of the group `first`, as they are when unpacked.
//   { type: "broken", lasting }      it did not arrive. `lasting`: another try brings nothing else (a wrong file, no room).
//
// How a page learns of a new version: registration.waiting is set, or "updatefound" and then "statechange" to
// "installed" while navigator.serviceWorker.controller is set. registration.update() looks for one.

"use strict";

// { digest, policy, files: { "path": [group, bytes, "sha256 in hex"] } }; scripts/precache.mjs puts it on this one line.
const BUILD = null;

const SCOPE = new URL(self.registration.scope);
// Several copies of Carnet may live under one origin; each minds only its own caches.
const PREFIX = `carnet ${SCOPE.pathname} `;
const CACHE = PREFIX + BUILD.digest;
const PARTS = `${CACHE} parts`;
const PAGE = "index.html";
// What arrived of a larger file is kept each time so much has come.
const SLAB = 256 * 1024;
// Of a file that the host packs, what is missing is sent unpacked: worth it only where this much stands already.
const WORTH_GOING_ON = 0.75;

const all = Object.keys(BUILD.files);
const groupOf = (path) => BUILD.files[path][0];
const sizeOf = (path) => BUILD.files[path][1];
const inGroups = (...groups) => all.filter((path) => groups.includes(groupOf(path)));
const address = (path) => new URL(path === PAGE ? "./" : path, SCOPE).href;
const KEPT = new Map(all.map((path) => [address(path), path]));
KEPT.set(new URL(PAGE, SCOPE).href, PAGE);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  const type = event.data && event.data.type;
  if (type === "activate") event.waitUntil(self.skipWaiting());
  if (type === "keep") event.waitUntil(keep(inGroups("first", "rest")).then(() => tell({ type: "kept" })));
  const reply = (answer) => (event.ports[0] || event.source).postMessage(answer);
  if (type === "ask") event.waitUntil(keepAsked().then(reply));
  if (type === "status") event.waitUntil(status().then(reply));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== SCOPE.origin) return;
  url.hash = "";
  url.search = "";
  const path = KEPT.get(url.href);
  if (path) event.respondWith(serve(path));
});

/** A first version comes with what its first screen needs; a later one with all that the one before it keeps. */
async function install() {
  const isFirst = !self.registration.active;
  try {
    await keep(isFirst ? inGroups("first") : inGroups("first", "rest"), shown);
  } catch (error) {
    await tell({ type: "broken", lasting: !(error instanceof Broken) });
    throw error;
  }
  // The network may be gone for what can be fetched when it is asked for.
  if (!isFirst) await keep(await askedBefore()).catch(() => {});
}

/** Keeps these files; what arrived of some is kept even where others did not. */
async function keep(paths, onBytes = () => {}) {
  const arrived = new Map();
  const of = paths.reduce((sum, path) => sum + sizeOf(path), 0);
  const note = (path, bytes) => {
    arrived.set(path, bytes);
    onBytes([...arrived.values()].reduce((sum, one) => sum + one, 0), of);
  };
  const outcomes = await Promise.allSettled(
    paths.map(async (path) => {
      await keepOne(path, (bytes) => note(path, bytes));
      note(path, sizeOf(path));
    }),
  );
  const failed = outcomes.filter(({ status }) => status === "rejected").map(({ reason }) => reason);
  // What will not go away by itself outweighs a lost connection.
  if (failed.length) throw failed.find((reason) => !(reason instanceof Broken)) ?? failed[0];
}

/** What is being fetched, by path: of a file that is asked for twice at a time, one is fetched. */
const arriving = new Map();

function keepOne(path, onBytes = () => {}) {
  const kept = arriving.get(path) ?? keepAnew(path, onBytes).finally(() => arriving.delete(path));
  arriving.set(path, kept);
  return kept;
}

async function keepAnew(path, onBytes) {
  const cache = await caches.open(CACHE);
  if (await cache.match(address(path))) return;
  const response = (await ofOtherVersion(path)) ?? (await fetchChecked(path, onBytes));
  await cache.put(address(path), response);
}

async function keepAsked() {
  const kept = await keep(inGroups("asked")).then(() => true, () => false);
  return { type: "asked", kept };
}

/** The same file where another version keeps it. */
async function ofOtherVersion(path) {
  for (const name of await otherVersions()) {
    const kept = await (await caches.open(name)).match(address(path));
    const bytes = kept && (await kept.arrayBuffer());
    if (bytes && (await isBuilt(path, bytes))) return answer(bytes, kept.headers.get("Content-Type"));
  }
  return null;
}

/** The files fetched only when they were asked for that another version keeps. */
async function askedBefore() {
  const before = new Set();
  for (const name of await otherVersions()) {
    for (const { url } of await (await caches.open(name)).keys()) before.add(url);
  }
  return inGroups("asked").filter((path) => before.has(address(path)));
}

const otherVersions = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !name.startsWith(CACHE));

/** To every page, also to those that this worker does not serve yet. */
async function tell(message) {
  for (const page of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) page.postMessage(message);
}

let lastShown = 0;
function shown(kept, of) {
  const now = Date.now();
  if (kept < of && now - lastShown < 100) return;
  lastShown = now;
  tell({ type: "progress", kept, of });
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function serve(path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(address(path));
  if (kept) return kept;
  // It has not arrived yet, or the browser dropped it; only the very same bytes may take its place.
  await keepOne(path);
  // It may have been the last that was missing.
  if ((await status()).missing === 0) await tell({ type: "kept" });
  return cache.match(address(path));
}

async function status() {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map((request) => request.url));
  const paths = inGroups("first", "rest");
  const missing = paths.filter((path) => !kept.has(address(path))).length;
  return { type: "status", digest: BUILD.digest, files: paths.length, missing };
}

/** The connection broke: another try may bring the rest. */
class Broken extends Error {}

/** Fetches one file and refuses it unless its bytes are the built ones. What the page loaded a moment ago is asked for
 *  again but not sent again; where the host calls a file unchanged that is not, or what stands of it is of another, it is
 *  fetched past every HTTP cache. */
async function fetchChecked(path, onBytes = () => {}) {
  let { bytes, type } = await fetched(path, await partsOf(path), "no-cache", onBytes);
  if (!(await isBuilt(path, bytes))) {
    await dropParts(path);
    ({ bytes, type } = await fetched(path, nothing(), "no-store", onBytes));
  }
  await dropParts(path);
  if (!(await isBuilt(path, bytes))) throw new Error(`${path}: not the file that was built`);
  return answer(bytes, type);
}

/** A fresh response: a redirected one may not answer a navigation, and hosts that cannot send the policy as a header get it
 *  here, for the page and for the engine's own scope, which no <meta> reaches. */
function answer(bytes, type) {
  const headers = new Headers({
    "Content-Type": type || "application/octet-stream",
    "Content-Security-Policy": BUILD.policy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  });
  return new Response(bytes, { status: 200, headers });
}

/** The bytes of a file, after those that stand already where the host goes on from there. */
async function fetched(path, stands, cache, onBytes) {
  const going = stands.length > 0;
  const options = going ? { cache: "no-store", headers: { Range: `bytes=${stands.length}-` } } : { cache };
  const response = await fetch(address(path), { credentials: "same-origin", ...options }).catch((error) => {
    throw new Broken(`${path}: ${error.message}`);
  });
  // A host that is overloaded may not be so the next time.
  if (response.status >= 500 || response.status === 429) throw new Broken(`${path}: the host answered ${response.status}`);
  if (!response.ok) throw new Error(`${path}: the host answered ${response.status}`);
  const goesOn = response.status === 206 && (response.headers.get("Content-Range") || "").startsWith(`bytes ${stands.length}-`);
  if (response.status === 206 && !goesOn) throw new Error(`${path}: the host answered with another part`);
  const pieces = goesOn ? stands.pieces : [];
  const bytes = await read(path, response, pieces, onBytes);
  return { bytes, type: response.headers.get("Content-Type") };
}

/** Reads a response to its end; of a larger file what has come is kept from time to time, and when it breaks. */
async function read(path, response, pieces, onBytes) {
  const encoded = response.headers.has("Content-Encoding");
  const reader = response.body.getReader();
  let length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  let waiting = [];
  const settle = async () => {
    if (waiting.length === 0 || sizeOf(path) <= SLAB) return;
    const slab = new Blob(waiting);
    waiting = [];
    await keepPart(path, length - slab.size, slab, encoded);
  };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      waiting.push(value);
      length += value.length;
      onBytes(length);
      if (waiting.reduce((sum, piece) => sum + piece.length, 0) >= SLAB) await settle();
    }
  } catch (error) {
    await settle();
    throw new Broken(`${path}: ${error.message}`);
  }
  return new Blob(pieces).arrayBuffer();
}

const partAddress = (path, from) => `${address(path)}?from=${from}`;
const nothing = () => ({ length: 0, pieces: [] });

async function keepPart(path, from, slab, encoded) {
  const parts = await caches.open(PARTS);
  await parts.put(partAddress(path, from), new Response(slab, { headers: encoded ? { "X-Packed": "1" } : {} }));
}

/** What stands of a file that did not arrive whole, from its beginning. */
async function partsOf(path) {
  const stands = nothing();
  const parts = await caches.open(PARTS);
  let packed = false;
  for (;;) {
    const slab = await parts.match(partAddress(path, stands.length));
    if (!slab) break;
    packed ||= slab.headers.has("X-Packed");
    const piece = new Uint8Array(await slab.arrayBuffer());
    if (piece.length === 0) break;
    stands.pieces.push(piece);
    stands.length += piece.length;
  }
  const goesOn = stands.length < sizeOf(path) && (!packed || stands.length > WORTH_GOING_ON * sizeOf(path));
  return goesOn ? stands : nothing();
}

async function dropParts(path) {
  const parts = await caches.open(PARTS);
  for (const request of await parts.keys()) {
    if (request.url.startsWith(`${address(path)}?from=`)) await parts.delete(request);
  }
}

const isBuilt = async (path, bytes) => (await sha256(bytes)) === BUILD.files[path][2];

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
