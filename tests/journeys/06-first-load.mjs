import assert from "node:assert/strict";

export const title = "a first load that breaks off says so and how far it is, goes on where it broke off, and says when everything is kept";
export const online = true;
export const timeout = 180;

const READY = "Ready to work offline";
const PROGRAM = /^(carnet|engine|part)[-_.].*(js|wasm)$/;

// What the host sent, and how it behaves: `breaking` ends the next download of a program in its middle, and from then on the
// host is `broken` and ends every connection at once.
const weak = { sent: [], broken: false, breaking: true };

export const host = {
  watch({ path, from, length }) {
    if (weak.broken) return 0;
    weak.sent.push({ path, from, length });
    if (!weak.breaking || !path.endsWith("_bg.wasm")) return;
    Object.assign(weak, { breaking: false, broken: true });
    return Math.floor(length * 0.6);
  },
};

export default async function (carnet) {
  expectBreaks(carnet);
  await goesOn(carnet, "The connection was lost. What has arrived is kept;", /^Loading Carnet: (\d+\.\d) of (\d+\.\d) MB\.$/);
  await carnet.see(READY);
  for (const [path, sent] of programs()) {
    const wanted = path.endsWith("_bg.wasm") && sent.length > 1 ? 2 : 1;
    assert.equal(sent.length, wanted, `${path} is sent once, or its rest once more`);
    if (wanted === 2) assert.ok(sent[1].from > 0 && sent[1].from <= 0.6 * sent[1].length, `${path} goes on where it broke off, not at ${sent[1].from}`);
  }
  assert.ok([...programs().values()].some((sent) => sent.length === 2), "a program broke off");
  assert.ok(weak.sent.every(({ path }) => !path.startsWith("meter")), "the meter is not asked for");
  await carnet.keptOnDevice();
  await carnet.offline();
  await carnet.reload();
  await carnet.see(READY);

  // A host that sends files whole only, and a reader of French.
  carnet.host.options = { ...carnet.host.options, ranges: false };
  await carnet.online();
  Object.assign(weak, { sent: [], breaking: true });
  const french = await carnet.another({ locale: "fr-FR" });
  expectBreaks(french);
  await goesOn(french, "La connexion est perdue. Ce qui est arrivé est gardé ;", /^Chargement de Carnet : (\d+,\d) sur (\d+,\d) Mo\.$/);
  await french.see("Prêt à travailler hors ligne");
  for (const [path, sent] of programs()) {
    assert.ok(sent.every(({ from }) => from === 0));
    if (!path.endsWith(".wasm")) assert.equal(sent.length, 1, `${path} had arrived`);
  }
}

/** Opens the page over a connection that breaks, sees what is said of it, and lets the connection come back. */
async function goesOn(carnet, lost, loaded) {
  await carnet.open();
  await carnet.see(lost, { timeout: 30_000 });
  const shown = carnet.page.locator("#boot-loaded p:visible");
  const words = await carnet.until("read how far it is", () => shown.innerText(), (words) => loaded.test(words));
  const [kept, of] = words.match(loaded).slice(1).map((number) => Number(number.replace(",", ".")));
  assert.ok(kept > 0 && kept < of, words);
  await carnet.axe("a first load that broke off");
  await carnet.screenshot("06-broken-off");
  weak.broken = false;
  await carnet.page.locator("#boot").waitFor({ state: "detached", timeout: 60_000 });
}

/** What was sent of each file of the two programs. */
function programs() {
  const files = new Map();
  for (const one of weak.sent.filter(({ path }) => PROGRAM.test(path))) files.set(one.path, [...(files.get(one.path) ?? []), one]);
  assert.ok(files.size >= 6, "both programs were sent, and the part behind the lock");
  return files;
}

/** The console tells of every broken connection. */
const expectBreaks = (carnet) => carnet.expectTrouble(/ERR_|Failed to (load|fetch|register)|ServiceWorker/);
