import { begin, makeVault, takeIn, unlock } from "./driver/clinic.mjs";
import { removeKept } from "./driver/device.mjs";
import { lockByReload } from "./driver/gate.mjs";

export const title = "what is asked while the device does what can wait is answered, and not left lying until something else is asked";
export const sizes = ["phone"];

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Prima" });

  // A private file that takes its time: the reserve, which is made again after opening.
  await lockByReload(carnet);
  await removeKept(carnet, "reserve");
  for (const worker of carnet.page.workers()) await worker.evaluate(slowReserve);
  await unlock(carnet);
  await carnet.see(/Testa/, { within: "Whose chart this is" });
  await carnet.page.waitForTimeout(500);
  await carnet.press("History", { nth: 0 });
  await carnet.see(/^Visit/, { timeout: 10_000 });
}

/** Runs in the engine: from now on it takes three seconds until the reserve can be written. */
function slowReserve() {
  const open = FileSystemFileHandle.prototype.createSyncAccessHandle;
  FileSystemFileHandle.prototype.createSyncAccessHandle = async function (...how) {
    if (this.name === "reserve") await new Promise((done) => setTimeout(done, 3000));
    return open.apply(this, how);
  };
}
