import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { policyOf } from "../../scripts/policy.mjs";

export const title = "under a sub-path of a host that sends no headers, the page works offline and has its policy";
export const online = true;
export const host = { base: "/clinics/north/", headers: false };

export default async function (carnet) {
  await carnet.open();
  await carnet.page.locator("#boot").waitFor({ state: "detached" });
  await carnet.keptOnDevice();
  await carnet.offline();
  await carnet.reload();
  await carnet.page.locator("#boot").waitFor({ state: "detached" });

  // The engine's scope takes its policy from the response alone: the service worker supplies it.
  const policy = policyOf(await readFile(`${process.env.CARNET_DIST || "dist"}/index.html`, "utf8"));
  for (const path of ["./", "engine_loader.js"]) {
    const sent = await carnet.page.evaluate(async (one) => (await fetch(one)).headers.get("Content-Security-Policy"), path);
    assert.equal(sent, policy, path);
  }
  carnet.expectTrouble(/example\.org/);
  const elsewhere = await carnet.page.evaluate(() => fetch("https://example.org/").then(() => "reached", () => "refused"));
  assert.equal(elsewhere, "refused");
}
