import assert from "node:assert/strict";
import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finish } from "../../scripts/precache.mjs";

export const title = "a new version waits until the page asks for it; a host with one wrong file changes nothing";

export default async function (carnet) {
  const folder = await mkdtemp(join(tmpdir(), "carnet-host-"));
  await cp("dist", folder, { recursive: true });
  await carnet.offline();
  carnet.host.options = { ...carnet.host.options, folder };
  await carnet.online();

  await carnet.open();
  await carnet.keptOnDevice();
  const first = await digest(carnet);

  // A host that was given one file of another version.
  await appendFile(join(folder, "engine.js"), "\n// altered\n");
  await appendFile(join(folder, "sw.js"), "\n// altered\n");
  carnet.expectTrouble(/not the file that was built/);
  await lookForUpdate(carnet, "redundant");
  await carnet.reload();
  assert.equal(await digest(carnet), first);
  assert.equal(await waiting(carnet), false);

  // The same host, put right.
  const { digest: second } = await finish(folder);
  assert.notEqual(second, first);
  await lookForUpdate(carnet, "installed");
  await carnet.reload();
  assert.equal(await digest(carnet), first, "the new version waits");
  assert.equal(await waiting(carnet), true);

  await carnet.page.evaluate(async () => {
    const changed = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    const registration = await navigator.serviceWorker.getRegistration();
    registration.waiting.postMessage({ type: "activate" });
    await changed;
  });
  await carnet.offline();
  await carnet.reload();
  assert.equal(await digest(carnet), second);
  await carnet.keptOnDevice();
  await rm(folder, { recursive: true });
}

const digest = (carnet) => carnet.page.locator('meta[name="carnet-build"]').getAttribute("content");

const waiting = (carnet) =>
  carnet.page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting));

/** Asks the browser to look for a new version and waits until what it found has come to `state`. */
const lookForUpdate = (carnet, state) =>
  carnet.page.evaluate(async (wanted) => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise((done) => registration.addEventListener("updatefound", () => done(registration.installing), { once: true }));
    await registration.update().catch(() => {});
    const worker = await found;
    while (worker.state !== wanted) await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
  }, state);
