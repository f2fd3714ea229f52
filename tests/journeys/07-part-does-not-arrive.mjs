import assert from "node:assert/strict";
import { makeVault, unlock } from "./driver/clinic.mjs";

export const title = "the pages behind the lock are fetched when the first screen stands; while they cannot be had that is said, and another try brings them";
export const sizes = ["phone", "laptop"];
export const online = true;
export const timeout = 180;

const PART = /^part-.*\.wasm$/;
const MISSING = /The pages of the records were not loaded\. Nothing is lost/;

// What the host sent of the part, and whether its connection breaks before anything of it arrives.
const part = { broken: true, sent: 0 };

export const host = {
  watch({ path }) {
    if (!PART.test(path)) return;
    part.sent += 1;
    if (part.broken) return 0;
  },
};

export default async function (carnet) {
  Object.assign(part, { broken: true, sent: 0 });
  carnet.expectTrouble(/ERR_|Failed to (load|fetch)|part-inside/);

  // The doors need nothing of it; what is read of a file does.
  await carnet.open();
  await carnet.press(/^I was given a file/);
  await carnet.see(MISSING, { timeout: 30_000 });
  await carnet.axe("a part that did not arrive, before there is a vault");
  part.broken = false;
  await carnet.press("Do it again");
  await carnet.see(/^Choose a file/, { timeout: 30_000 });

  // Another device makes a vault without it. What was typed is there when the pages come.
  part.broken = true;
  const other = await carnet.another();
  other.expectTrouble(/ERR_|Failed to (load|fetch)|part-inside/);
  await other.open();
  await makeVault(other);
  await other.press(/^(Go to Today|Begin|Start|To Today|Today)/, { nth: 0 });
  await other.see("A part of Carnet did not arrive", { role: "heading" });
  await other.see(MISSING);
  await other.axe("a part that did not arrive");
  await other.screenshot("07-did-not-arrive");
  await other.press("Do it again");
  await other.see(MISSING, { timeout: 30_000 });
  part.broken = false;
  const before = part.sent;
  await other.press("Do it again");
  await other.see(/^Today/, { role: "heading", timeout: 30_000 });
  assert.equal(part.sent, before + 1, "it was asked for once more");

  // From here on it is kept with the rest.
  await other.keptOnDevice();
  await other.offline();
  await other.reload();
  await unlock(other);
  await other.see(/^Today/, { role: "heading" });
}
