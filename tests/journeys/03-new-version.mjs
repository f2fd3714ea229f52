import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { finish } from "../../scripts/precache.mjs";
import { digestOfPage, lookForUpdate, onItsOwnHost, publish, shows } from "./driver/versions.mjs";

export const title = "a new version waits until the page asks for it; a host with one wrong file changes nothing";
export const online = true;
export const timeout = 180;

export default async function (carnet) {
  const { folder, remove } = await onItsOwnHost(carnet);
  await carnet.open();
  await carnet.keptOnDevice();
  const first = await digestOfPage(carnet);

  // A host that was given a new version, and one file of yet another.
  await publish(folder);
  await appendFile(join(folder, "engine.js"), "\n// altered\n");
  carnet.expectTrouble(/not the file that was built/);
  await lookForUpdate(carnet, "redundant");
  await carnet.reload();
  assert.equal(await digestOfPage(carnet), first);
  assert.equal(await waiting(carnet), false);

  // The same host, put right.
  const { digest: second } = await finish(folder);
  assert.notEqual(second, first);
  await lookForUpdate(carnet, "installed");
  await carnet.reload();
  assert.equal(await digestOfPage(carnet), first, "the new version waits");
  assert.equal(await waiting(carnet), true);

  await settled(carnet);
  await carnet.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).waiting.postMessage({ type: "activate" }));
  await shows(carnet, second);
  await carnet.offline();
  await carnet.reload();
  assert.equal(await digestOfPage(carnet), second);
  await carnet.keptOnDevice();

  // Another tab may take the next version while this page is still opening.
  await carnet.online();
  const third = await publish(folder);
  await lookForUpdate(carnet, "installed");
  await carnet.page.addInitScript(() => {
    // The page is slow to find out what the browser has, and the version is taken in the middle of that: its worker rests.
    const { getDirectory } = StorageManager.prototype;
    StorageManager.prototype.getDirectory = async function () {
      await new Promise((done) => setTimeout(done, 6_000));
      return getDirectory.call(this);
    };
    const take = async () => (await navigator.serviceWorker.getRegistration()).waiting?.postMessage({ type: "activate" });
    setTimeout(take, 3_000);
  });
  await carnet.reload();
  await shows(carnet, third);
  await carnet.see("Carnet");
  await remove();
}

/** A worker that is asked to go in the middle of its work stays until Chromium finds it idle: 30 s later, and never while
 *  a test tool watches it, as here. */
async function settled(carnet) {
  await carnet.page.waitForLoadState("networkidle");
  await carnet.page.waitForTimeout(3_000);
}

const waiting = (carnet) =>
  carnet.page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting));
