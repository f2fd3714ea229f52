import assert from "node:assert/strict";

export const title = "the page opens, and opens again with the server stopped, also after the browser was closed";
export const online = true;
export const sizes = ["phone", "tablet", "laptop"];

export default async function (carnet) {
  await carnet.open();
  await opened(carnet);
  await carnet.axe("the first page");

  await carnet.keptOnDevice();
  await carnet.offline();
  await carnet.reload();
  await opened(carnet);
  await carnet.restart();
  await opened(carnet);
  await carnet.axe("the first page, offline");
  await carnet.screenshot("01-first-page");
}

/** The program runs: the words that stand in its place until then are gone, and the explanation never came. */
async function opened(carnet) {
  await carnet.page.locator("#boot").waitFor({ state: "detached" });
  await carnet.see(/./, { role: "heading" });
  assert.equal(await carnet.page.title(), "Carnet");
}
