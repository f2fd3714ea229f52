import assert from "node:assert/strict";
import { settles } from "./driver/chart.mjs";
import { begin, makeVault } from "./driver/clinic.mjs";
import { lockByReload, unlockTo } from "./driver/gate.mjs";

export const title = "what the browser offers and answers is told as it is: install, asked for once at a press, and whether it keeps the records, whatever it says";
export const sizes = ["phone", "laptop"];
export const timeout = 180;

const YES = "Yes: it keeps these records until you erase them.";
const NO = "No: it may clear these records if space runs out. Install Carnet or use it often, and keep a copy.";
const NOT_SAID = "Not known: it does not say whether it keeps these records. Keep a copy.";

export default async function (carnet) {
  await carnet.context.addInitScript(asAnotherBrowser);
  await carnet.open();
  await firstRun(carnet);
  await kept(carnet);
  await installed(carnet);
}

/** Runs in the page before anything else: the browser answers what `globalThis.browser` holds now. */
function asAnotherBrowser() {
  const browser = { kept: false, willKeep: false, timesAsked: 0, prompts: 0, choose: null };
  globalThis.browser = browser;
  const answers = (name, answer) => Object.defineProperty(StorageManager.prototype, name, { get: () => answer(), configurable: true });
  const promised = (value) => async () => {
    if (value === "fails") throw new TypeError("not now");
    return value;
  };
  answers("persisted", () => (browser.kept === undefined ? undefined : promised(browser.kept)));
  answers("persist", () => async () => {
    browser.timesAsked += 1;
    return (browser.kept = browser.willKeep);
  });
  // This browser may offer it by itself, at a time of its own.
  addEventListener("beforeinstallprompt", (offer) => offer.isTrusted && offer.stopImmediatePropagation());
  globalThis.offerInstall = () => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    offer.prompt = () => {
      browser.prompts += 1;
      return new Promise((answered) => (browser.choose = (outcome) => answered({ outcome, platform: "web" })));
    };
    dispatchEvent(offer);
    return offer.defaultPrevented;
  };
}

const browserSays = (carnet, answers) => carnet.page.evaluate((answers) => Object.assign(globalThis.browser, answers), answers);
const counted = (carnet, what) => carnet.page.evaluate((what) => globalThis.browser[what], what);
const notOffered = (carnet, why) => settles(carnet, `see no Install: ${why}`, () => carnet.pressable("Install", "button").allInnerTexts(), []);

/** The last step says what the browser answered when it was asked, which is once; the offer stands beside it. */
async function firstRun(carnet) {
  await makeVault(carnet);
  await carnet.see(NO);
  assert.equal(await counted(carnet, "timesAsked"), 1);
  await notOffered(carnet, "nothing was offered yet");
  await offered(carnet);
  await carnet.axe("the offer to install at the end of first run");
  await carnet.screenshot("49-offered");
  await pressedOnce(carnet, "dismissed");
  await begin(carnet);
}

/** The browser's own words are held back, and a button stands there instead. */
async function offered(carnet) {
  const heldBack = await carnet.page.evaluate(() => globalThis.offerInstall());
  assert.ok(heldBack, "the browser does not ask by itself");
  await carnet.see("Install", { role: "button" });
}

/** A press shows the browser's question, once; whatever the person chooses there, the button goes. */
async function pressedOnce(carnet, outcome) {
  const before = await counted(carnet, "prompts");
  await carnet.press("Install", { role: "button" });
  await carnet.act("be asked by the browser", () => carnet.page.waitForFunction((before) => globalThis.browser.prompts > before, before));
  await carnet.page.evaluate((outcome) => globalThis.browser.choose(outcome), outcome);
  await carnet.notSee("Install", { role: "button" });
  assert.equal(await counted(carnet, "prompts"), before + 1);
}

/** The page of the storage, read anew. */
async function toStorage(carnet) {
  await carnet.go("#/more");
  await carnet.see("More", { role: "heading" });
  await carnet.go("#/settings/storage");
  await carnet.see("Storage", { role: "heading" });
}

async function kept(carnet) {
  for (const [answer, sentence] of [[true, YES], [false, NO], [undefined, NOT_SAID], ["fails", NOT_SAID]]) {
    await browserSays(carnet, { kept: answer });
    await toStorage(carnet);
    await carnet.see(sentence);
    for (const other of [YES, NO, NOT_SAID]) if (other !== sentence) await carnet.notSee(other);
    // Only a no is asked about again.
    const again = () => carnet.pressable("Ask again").allInnerTexts();
    await settles(carnet, `be asked again after ${answer}`, again, answer === false ? ["Ask again"] : []);
  }
  assert.equal(await counted(carnet, "timesAsked"), 1, "looking is not asking");

  await browserSays(carnet, { kept: false, willKeep: false });
  await toStorage(carnet);
  await carnet.press("Ask again");
  await carnet.act("ask the browser", () => carnet.page.waitForFunction(() => globalThis.browser.timesAsked === 2));
  await carnet.see(NO);
  await browserSays(carnet, { willKeep: true });
  await carnet.press("Ask again");
  await carnet.see(YES);
  await carnet.notSee("Ask again");
  await toStorage(carnet);
  await carnet.see(YES);
  assert.equal(await counted(carnet, "timesAsked"), 3);
}

/** Offered again later, the page of the storage has it; a page that is installed has nothing to offer. */
async function installed(carnet) {
  await toStorage(carnet);
  await notOffered(carnet, "what was dismissed is not offered again by itself");
  await offered(carnet);
  await carnet.axe("the offer to install on the page of the storage");
  await pressedOnce(carnet, "accepted");

  await carnet.context.addInitScript(() => {
    const real = matchMedia;
    globalThis.matchMedia = (query) => real.call(globalThis, query.includes("display-mode: standalone") ? "all" : query);
  });
  await lockByReload(carnet);
  await unlockTo(carnet, "Storage", { role: "heading" });
  assert.ok(await carnet.page.evaluate(() => globalThis.offerInstall()));
  await toStorage(carnet);
  await notOffered(carnet, "it is installed already");
}
