import assert from "node:assert/strict";

export const title = "a browser that lacks something says what and what to do, in the reader's language";
export const online = true;
export const sizes = ["phone", "laptop"];
export const timeout = 120;

const WITHOUT = {
  WebAssembly: () => delete globalThis.WebAssembly,
  Worker: () => delete globalThis.Worker,
  storage: () => (StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("refused", "SecurityError"))),
};

export default async function (carnet) {
  await explains(carnet, WITHOUT.WebAssembly, "does not run WebAssembly");
  await explains(carnet, WITHOUT.Worker, "too old for Carnet");
  await explains(carnet, WITHOUT.storage, "may be a private window");
  const french = await explains(carnet, WITHOUT.storage, "fenêtre privée", { locale: "fr-FR" });
  assert.ok(!(await french.words()).includes("private window"));

  const noScripts = await carnet.another({ scripts: false });
  await noScripts.open();
  const words = await noScripts.words();
  assert.match(words, /scripts are switched off/);
  assert.match(words, /les scripts sont désactivés/);
  assert.doesNotMatch(words, /Opening/);
}

async function explains(carnet, without, words, settings) {
  const device = await carnet.another(settings);
  await device.context.addInitScript(without);
  await device.open();
  await device.see(words);
  await device.notSee("Opening.");
  await device.axe(`the explanation “${words}”`);
  await device.screenshot(`04-${words.replaceAll(/\W+/g, "-")}`);
  return device;
}
