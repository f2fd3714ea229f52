import assert from "node:assert/strict";
import { everywhere } from "./driver/everywhere.mjs";
import { smallTargets } from "./driver/hands.mjs";
import { fillClinic } from "./driver/sample.mjs";
import { wordsOf } from "./driver/words.mjs";

export const title = "axe finds nothing on any page, dialog or form, on a phone and a laptop, in light and dark, in English and French; no page scrolls sideways";
export const timeout = 600;

export default async function (carnet) {
  await lookEverywhere(carnet, await fillClinic(carnet));
}

/** With the vault open and filled; leaves it locked and in French. */
export async function lookEverywhere(carnet, charts) {
  const found = [];
  const english = await wordsOf("en");
  await carnet.go("#/settings/look");
  await carnet.choose(english("settings.theme"), english("settings.as_device"));
  await walk(carnet, charts, "phone", english, found);

  await carnet.size("laptop");
  await carnet.go("#/settings/language");
  await carnet.choose(english("vault.language"), "Français");
  const french = await wordsOf("fr");
  await walk(carnet, charts, "laptop", french, found);
  await locked(carnet, french, found);
  assert.deepEqual(found, []);
}

/** The page that names nobody, and what to do when it does not open. */
async function locked(carnet, t, found) {
  await carnet.press(t("common.lock"));
  const stops = [[t("vault.locked")], [t("vault.use_words"), t("vault.words_hint")], [t("vault.use_passphrase"), t("vault.passphrase")], [t("vault.cannot_open_it"), t("vault.rescue.title")]];
  for (const [words, then] of stops) {
    if (then) await carnet.press(words);
    await carnet.see(then ?? words);
    for (const size of ["phone", "laptop"]) {
      await carnet.size(size);
      await lookAt(carnet, `${size}: ${words}`, found);
    }
  }
}

async function walk(carnet, charts, size, t, found) {
  await carnet.size(size);
  let stops = 0;
  const look = async (name) => {
    stops += 1;
    await lookAt(carnet, `${size}, ${t("vault.language")}: ${name}`, found);
  };
  await everywhere({ carnet, charts, t, look });
  assert.ok(stops > 70, `${stops} stops are the whole walk`);
}

/** Everything in light, what is seen in the dark, nothing at the side, and on a phone nothing too small for a thumb. What is wrong is gathered, so that one run
 *  names all of it. */
async function lookAt(carnet, where, found) {
  const say = (error) => found.push(error.message);
  await carnet.axe(where).catch(say);
  await carnet.page.emulateMedia({ colorScheme: "dark" });
  await carnet.axe(`${where}, dark`, { runOnly: ["color-contrast"] }).catch(say);
  await carnet.page.emulateMedia({ colorScheme: "light" });
  await sideways(carnet, where).catch(say);
  if (where.startsWith("phone")) found.push(...(await smallTargets(carnet)).map((small) => `${where}: ${small}`));
}

/** Nothing stands out at the side of the page or of an open dialog. */
async function sideways(carnet, where) {
  const over = await carnet.page.evaluate(() => {
    const boxes = [document.scrollingElement, ...document.querySelectorAll("dialog[open]")];
    return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));
  });
  if (over > 0) throw new Error(`${where} scrolls ${over} px sideways`);
}
