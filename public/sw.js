// The service worker: keeps one whole version of the page and serves it with or without a network.
//
// It takes every file of the built page at once, checks each against the SHA-256 the build wrote down, and serves
// only that version until a page asks for the next one. It never talks to another origin.
//
// A new version is fetched by the browser in the background and then waits. Messages it understands
// (worker.postMessage from the page; answers go to the transferred MessagePort, or to the page that asked):
//
//   { type: "activate" }  to the waiting worker: take over now. Every open page of Carnet then gets a
//                         "controllerchange" event on navigator.serviceWorker and must put its drafts away and reload,
//                         because the files of the old version are gone.
//   { type: "status" }    answers { type: "status", digest, files, missing }: the digest of this version (64 hex
//                         characters, as in <meta name="carnet-build">), how many files it has and how many of them
//                         are not kept on the device. missing === 0 is what "ready to work offline" means.
//
// How a page learns of a new version: registration.waiting is set, or "updatefound" and then "statechange" to
// "installed" while navigator.serviceWorker.controller is set. registration.update() looks for one.

"use strict";

// { digest, policy, files: { "path": "sha256 in hex" } }; scripts/precache.mjs puts it on this one line.
const BUILD = null;

const SCOPE = new URL(self.registration.scope);
// Several copies of Carnet may live under one origin; each minds only its own caches.
const PREFIX = `carnet ${SCOPE.pathname} `;
const CACHE = PREFIX + BUILD.digest;
const PAGE = "index.html";

const address = (path) => new URL(path === PAGE ? "./" : path, SCOPE).href;
const KEPT = new Map(Object.keys(BUILD.files).map((path) => [address(path), path]));
KEPT.set(new URL(PAGE, SCOPE).href, PAGE);

self.addEventListener("install", (event) => event.waitUntil(keepEverything()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  const type = event.data && event.data.type;
  if (type === "activate") event.waitUntil(self.skipWaiting());
  if (type === "status") event.waitUntil(status().then((answer) => (event.ports[0] || event.source).postMessage(answer)));
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

async function keepEverything() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(BUILD.files).map(async (path) => cache.put(address(path), await fetchChecked(path))));
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
  // The browser dropped this file; only the very same bytes may take its place.
  const fresh = await fetchChecked(path);
  await cache.put(address(path), fresh.clone());
  return fresh;
}

async function status() {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map((request) => request.url));
  const paths = Object.keys(BUILD.files);
  const missing = paths.filter((path) => !kept.has(address(path))).length;
  return { type: "status", digest: BUILD.digest, files: paths.length, missing };
}

/** Fetches one file and refuses it unless its bytes are the built ones. What the page loaded a moment ago is asked for
 *  again but not sent again; where the host calls a file unchanged that is not, it is fetched past every HTTP cache. */
async function fetchChecked(path) {
  let { response, bytes, built } = await fetched(path, "no-cache");
  if (!built) ({ response, bytes, built } = await fetched(path, "no-store"));
  if (!built) throw new Error(`${path}: not the file that was built`);
  // A fresh response: a redirected one may not answer a navigation, and hosts that cannot send the policy as a
  // header get it here, for the page and for the engine's own scope, which no <meta> reaches.
  const headers = new Headers({
    "Content-Type": response.headers.get("Content-Type") || "application/octet-stream",
    "Content-Security-Policy": BUILD.policy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  });
  return new Response(bytes, { status: 200, headers });
}

async function fetched(path, cache) {
  const response = await fetch(address(path), { cache, credentials: "same-origin" });
  if (!response.ok) throw new Error(`${path}: the host answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  return { response, bytes, built: (await sha256(bytes)) === BUILD.files[path] };
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
