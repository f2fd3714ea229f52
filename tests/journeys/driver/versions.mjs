// A host that is given new versions of the page, and what a browser makes of them.
import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finish } from "../../../scripts/precache.mjs";

/** Moves the device's host to a copy of the page that may be altered; gives its folder. Remove it with `rm`. */
export async function onItsOwnHost(carnet) {
  const folder = await mkdtemp(join(tmpdir(), "carnet-host-"));
  await cp(process.env.CARNET_DIST || "dist", folder, { recursive: true });
  await carnet.offline();
  carnet.host.options = { ...carnet.host.options, folder };
  await carnet.online();
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** The host gets another version; gives its digest. */
export async function publish(folder) {
  await appendFile(join(folder, "engine.js"), "\n// altered\n");
  return (await finish(folder)).digest;
}

/** The digest of the version that the browser shows. */
export const digestOfPage = (carnet) => carnet.page.locator('meta[name="carnet-build"]').getAttribute("content");

/** Waits until the browser shows this version: the page loads itself again when another one takes over. */
export const shows = (carnet, digest) =>
  carnet.act(`show version ${digest}`, () =>
    carnet.page.locator(`meta[name="carnet-build"][content="${digest}"]`).waitFor({ state: "attached", timeout: 60_000 }),
  );

/** Asks the browser to look for a new version and waits until what it found has come to `state`. The browser looks by itself
 *  too, some time after a page was loaded: what it found is then there already. */
export const lookForUpdate = (carnet, state) =>
  carnet.page.evaluate(async (wanted) => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise((done) => registration.addEventListener("updatefound", () => done(registration.installing), { once: true }));
    await registration.update().catch(() => {});
    const worker = registration.installing ?? registration.waiting ?? (await found);
    while (worker.state !== wanted) await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
  }, state);
