import { settles } from "./driver/chart.mjs";
import { begin, makeVault, takeIn, unlock } from "./driver/clinic.mjs";
import { fileOf } from "./driver/files.mjs";
import { lockByReload } from "./driver/gate.mjs";

export const title = "a paper is looked at before it is signed and where its entry is read; its name outlives a page that dies; an empty file is none";
export const timeout = 120;

const ONE_PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await takeIn(carnet, { family: "Testa", given: "Sesta" });
  const chart = new URL(carnet.page.url()).hash;
  await carnet.go(`${chart}/documents`);
  await carnet.see("No papers or pictures in this chart.");
  await carnet.give("Choose the file", await fileOf("empty.txt", ""));
  await carnet.see("This file is empty, so nothing was signed. Choose another, or take the picture again.");
  await settles(carnet, "see nothing to sign", () => carnet.pressable("Sign").allInnerTexts(), []);

  await carnet.give("Choose the file", await fileOf("wrong.png", ONE_PIXEL));
  await carnet.see(/^wrong\.png, /);
  await carnet.see("wrong.png", { role: "img" });
  await carnet.give("Another file", await fileOf("odd.png", ONE_PIXEL.subarray(0, 20)));
  await carnet.see(/^This browser cannot show it\./);
  await carnet.give("Another file", await fileOf("letter.txt", "To whom it may concern."));
  await carnet.see(/^letter\.txt, /);
  await carnet.notSee(/^wrong\.png/);
  await carnet.see("You sign as Prima Testa, nurse, at Site Alpha.");
  await carnet.axe("a paper before it is signed");
  await carnet.screenshot("46-before-signing");
  await carnet.press("Sign");
  await carnet.see("Write what it is.");
  await carnet.type("What it is", "referral letter");
  await carnet.press("Sign");
  await carnet.see("referral letter");
  await carnet.see(/, text, /);
  await carnet.notSee(/^letter\.txt/);

  // No ending, and so no type from the browser: the bytes say what it is.
  await carnet.type("What it is", "a scan");
  await carnet.see(/Draft saved/);
  await lockByReload(carnet);
  await unlock(carnet);
  await carnet.until("find the name again", () => carnet.field("What it is").inputValue(), (name) => name === "a scan");
  await carnet.give("Choose the file", await fileOf("scan", ONE_PIXEL));
  await carnet.see("scan", { role: "img" });
  await carnet.press("Sign");
  await carnet.see(/, picture, /);
  await carnet.press(/a scan/);
  await carnet.see("a scan", { role: "img" });
  await carnet.screenshot("46-entry-of-a-paper");
}
