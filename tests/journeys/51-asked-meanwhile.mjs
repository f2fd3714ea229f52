import { begin, makeVault, takeIn, unlock } from "./driver/clinic.mjs";
import { keepsFile, removeKept } from "./driver/device.mjs";
import { lockByReload } from "./driver/gate.mjs";

export const title = "what is asked while the device does what can wait is answered, and not left lying until something else is asked";
export const sizes = ["phone"];

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Prima" });

  // A private file that takes its time: the reserve, which is made again after opening.
  await keepsFile(carnet, "reserve");
  await lockByReload(carnet);
  await removeKept(carnet, "reserve");
  for (const worker of carnet.page.workers()) await worker.evaluate(slowReserve);
  await unlock(carnet);
  await carnet.see(/Testa/, { within: "Whose chart this is" });
  const begun = () => Promise.all(carnet.page.workers().map((worker) => worker.evaluate(() => globalThis.reserveBegun === true)));
  await carnet.until("find the reserve being made", begun, (workers) => workers.includes(true));
  await carnet.press("History", { nth: 0 });
  await carnet.see(/^Visit/, { timeout: 10_000 });
}

/** Runs in the engine: from now on it takes three seconds until the reserve can be written. */
function slowReserve() {
  const open = FileSystemFileHandle.prototype.createSyncAccessHandle;
  FileSystemFileHandle.prototype.createSyncAccessHandle = async function (...how) {
    if (this.name === "reserve") {
      globalThis.reserveBegun = true;
      await new Promise((done) => setTimeout(done, 3000));
    }
    return open.apply(this, how);
  };
}
