import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { PASSPHRASE, begin, makeVault, takeIn, unlock, untilSealed } from "./driver/clinic.mjs";

export const title = "no word that was typed, signed or not, stands readable anywhere in the browser's profile";
export const timeout = 240;

// Words of no language, each typed into one place.
const WORDS = {
  passphrase: PASSPHRASE,
  myself: "Mydrolvex",
  device: "Fjarbsteld",
  family: "Zqvaroth",
  given: "Wexildun",
  place: "Xobgarnif",
  phone: "0190771364552",
  reason: "Quvermalst",
  allergy: "Jyptorzine",
  problem: "Kwozambrel",
  subjective: "Vuxnadrig",
  objective: "Gyqterbolm",
  assessment: "Hazfwolink",
  plan: "Pyxdrumeth",
  medicine: "Bwavozicin",
  unsigned: "Tjuxgalmerd",
};

export default async function (carnet) {
  await carnet.open();
  const recovery = await makeVault(carnet, { name: WORDS.myself, device: WORDS.device });
  WORDS.recovery = recovery.slice(0, 3).join(" ");
  await begin(carnet);
  await takeIn(carnet, { family: WORDS.family, given: WORDS.given, more: answerMore });
  await signedNote(carnet);
  await carnet.see(WORDS.problem);
  await unsignedNote(carnet);
  await lookAround(carnet);
  // Long enough for the browser to write down what it writes down late: its session, its history, its caches.
  await carnet.page.waitForTimeout(5000);
  await carnet.context.close();
  assert.deepEqual(await foundIn(carnet.profile), []);

  // What was typed is there all the same, for whoever has the passphrase.
  await carnet.launch();
  await carnet.open();
  await unlock(carnet);
  await carnet.see(new RegExp(WORDS.family));
}

async function answerMore(carnet) {
  await carnet.type("Camp, village or address", WORDS.place);
  await carnet.type("Phone", WORDS.phone);
  await carnet.type("Why here today", WORDS.reason);
  await carnet.scope("Allergies").getByRole("radio", { name: /^Yes/ }).check({ force: true });
  await carnet.type("Substance", WORDS.allergy);
}

async function signedNote(carnet) {
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.choose("For which problem", "New problem");
  await carnet.type("What the problem is", WORDS.problem);
  await carnet.type("What the person says", WORDS.subjective);
  await carnet.type("What you find", WORDS.objective);
  await carnet.type("What you make of it", WORDS.assessment);
  await carnet.type("What is planned", WORDS.plan);
  await carnet.press("Medicine");
  await carnet.type("Name", WORDS.medicine, { within: "Medicine" });
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  await carnet.press("Sign");
}

async function unsignedNote(carnet) {
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", WORDS.unsigned);
  await untilSealed(carnet);
}

/** Goes where names and words are shown and searched for, so that the browser might keep them. */
async function lookAround(carnet) {
  await carnet.open("#/find");
  await carnet.type("Name, number, phone or place", WORDS.family.slice(0, 6));
  await carnet.see(new RegExp(WORDS.family));
  await carnet.page.getByRole("main").getByRole("link", { name: new RegExp(WORDS.family) }).first().click();
  await carnet.press("History", { nth: 0 });
  await carnet.see(new RegExp(WORDS.objective));
}

/** Every place of the profile where a word stands as UTF-8 or UTF-16, in any case of its letters. */
async function foundIn(profile) {
  const found = [];
  let files = 0;
  for (const name of await readdir(profile, { recursive: true })) {
    const path = join(profile, name);
    if (!(await stat(path).catch(() => null))?.isFile()) continue;
    files += 1;
    const bytes = await readFile(path);
    const texts = [bytes.toString("latin1"), bytes.filter((byte) => byte !== 0).toString("latin1")].map((text) => text.toLowerCase());
    for (const [what, word] of Object.entries(WORDS)) {
      if (texts.some((text) => text.includes(word.toLowerCase()))) found.push(`${what} (${word}) in ${relative(profile, path)}`);
    }
  }
  assert.ok(files > 20, "the whole profile was looked through");
  return found;
}
