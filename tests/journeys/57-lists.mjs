import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { settles } from "./driver/chart.mjs";
import { begin, makeVault } from "./driver/clinic.mjs";
import { withoutSavePicker } from "./driver/files.mjs";
import { register } from "./driver/intake.mjs";
import { date, daysFromNow, note } from "./driver/sample.mjs";

export const title = "the lists of a clinic: the register of a day and what is due are counted, filtered, put in order, saved as CSV, printed, and open their people";
export const sizes = ["phone", "laptop"];
export const timeout = 300;

const FORMULA = '=HYPERLINK("x"), cough';

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await carnet.go("#/lists/due");
  await carnet.see(/^No follow-up is due by \d+.\w+.\d{4}\. Counted from 0 charts\.$/);
  await carnet.axe("an empty list");

  const { chart } = await register(carnet, { family: "Testa", given: "Prima", reason: FORMULA, phone: "+237 600 000 000" });
  await planned(carnet, "High blood pressure", "Repeat blood pressure", -3);
  await register(carnet, { family: "Prova", given: "Secondo", sex: "Male", age: "3", reason: "fever" });
  await planned(carnet, "Fever", "Weigh again", 5);
  await register(carnet, { family: "Exemplo", given: "Terceira", age: "61", reason: "sore knee" });
  await planned(carnet, "Sore knee", "Look at the knee", -20);

  await toLists(carnet);
  await theRegister(carnet);
  await filtered(carnet);
  await sorted(carnet);
  await savedAsCsv(carnet);
  await onPaper(carnet);
  await whatIsDue(carnet, chart);
  await theOthers(carnet);
  await written(carnet);
}

/** That a list left is written in the vault's own log, with how many charts and which list. */
async function written(carnet) {
  await carnet.go("#/settings/storage");
  await carnet.see(/^3 charts, a list, not encrypted: Register$/);
}

const wide = (carnet) => carnet.settings.size === "laptop";

/** A note with something to be done so many days from now. */
async function planned(carnet, problem, test, days) {
  await note(carnet, {
    problem, says: "as told",
    more: async () => {
      await carnet.press("Test");
      await carnet.type("Tests", test);
      await date(carnet, "Due by", daysFromNow(days));
    },
  });
}

/** By two keys on a laptop, by *More* on a phone. */
async function toLists(carnet) {
  if (wide(carnet)) {
    await carnet.go("#/");
    await carnet.see(/^Today/, { role: "heading" });
    await carnet.key("g l");
  } else {
    await carnet.go("#/more");
    await carnet.press("Lists", { role: "link" });
  }
  await carnet.see("Register", { role: "heading" });
}

/** The names on the lines, from the first on. */
const names = (carnet) => carnet.page.locator("[data-row] .family").filter({ visible: true }).allInnerTexts();
const lines = (carnet, what, wanted) => settles(carnet, what, () => names(carnet), wanted);

async function theRegister(carnet) {
  await carnet.see(/^Visits opened on \d+.\w+.\d{4}, Site Alpha, 3 charts$/);
  await lines(carnet, "find everyone who came, by the time", ["Testa", "Prova", "Exemplo"]);
  await carnet.see(/#1 High blood pressure/);
  await carnet.see("Prima Testa", { nth: 0 });
  await carnet.see("Not triaged");
  await carnet.screenshot("57-register");
  await carnet.axe("the register");
  await carnet.press("Day before");
  await carnet.see(/^No visit was opened here on \d+.\w+.\d{4}\. Counted from 3 charts\.$/);
  await carnet.press("Today", { nth: 0, within: "Day of the register" });
  await lines(carnet, "find today's again", ["Testa", "Prova", "Exemplo"]);
}

async function unfold(carnet) {
  if (wide(carnet)) return;
  const fold = carnet.page.locator("details.list-filters");
  if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
}

async function filtered(carnet) {
  await unfold(carnet);
  await carnet.choose("Sex", "Male");
  await carnet.see("1 of 3");
  await lines(carnet, "find the one man", ["Prova"]);
  await carnet.choose("Age", "50 y and over");
  await carnet.see("The filters hide all 3 lines.");
  await carnet.axe("filters that hide every line");
  await carnet.press("Take off: Sex: Male");
  await lines(carnet, "find who is over 50", ["Exemplo"]);
  await carnet.press("Take off: Age: 50 y and over");
  await carnet.notSee(/of 3$/);
  await lines(carnet, "find all again", ["Testa", "Prova", "Exemplo"]);
}

async function sorted(carnet) {
  if (wide(carnet)) {
    await carnet.press("Person", { role: "button" });
    await lines(carnet, "find them by name", ["Exemplo", "Prova", "Testa"]);
    // The head that was pressed keeps the focus.
    await carnet.key("Enter");
    await lines(carnet, "find them the other way round", ["Testa", "Prova", "Exemplo"]);
    const head = carnet.page.getByRole("columnheader", { name: "Person" });
    assert.equal(await head.getAttribute("aria-sort"), "descending");
  } else {
    await unfold(carnet);
    await carnet.choose("Sorted by", "Person");
    await lines(carnet, "find them by name", ["Exemplo", "Prova", "Testa"]);
    await carnet.press("Other way round");
  }
  await lines(carnet, "find them the other way round", ["Testa", "Prova", "Exemplo"]);
}

async function savedAsCsv(carnet) {
  await carnet.press("CSV");
  await carnet.see("The file is not encrypted. Whoever has it can read these 3 people.");
  await carnet.axe("what is said before a list is saved");
  const path = await carnet.saved(() => carnet.press("Save the file"));
  assert.match(path, /\d{4}-\d\d-\d\d-register\.csv$/);
  const file = await readFile(path, "utf8");
  assert.ok(file.startsWith("\ufeffDay,Time,Family name,Given name,Sex,Age,Chart number,Reason,Problems,Outcome,Seen by,Triage\r\n"), file);
  const rows = file.trim().split("\r\n").slice(1);
  assert.equal(rows.length, 3);
  assert.match(rows[0], /,Testa,Prima,Female,34.y,[^,]+,"'=HYPERLINK\(""x""\), cough",#1 High blood pressure,/);
  await carnet.see(/^The file of 3 people left this device.s protection\. It is not encrypted\.$/);
  await carnet.press("Close");
}

/** Head and every line; nothing of the screen. */
async function onPaper(carnet) {
  await carnet.page.emulateMedia({ media: "print" });
  await carnet.see("Register", { role: "heading" });
  await carnet.see(/^Visits opened on .*, Site Alpha, 3 charts$/);
  await carnet.see(/^Printed by Prima Testa, nurse, Site Alpha, /);
  await carnet.see(/^Confidential/);
  for (const words of [/^Testa, Prima, F 34.y, /, /^Exemplo, Terceira/, "fever"]) await carnet.see(words);
  await carnet.notSee("CSV");
  await carnet.screenshot("57-register-on-paper");
  await carnet.page.emulateMedia({ media: "screen" });
  await carnet.see("CSV");
}

async function whatIsDue(carnet, chart) {
  await carnet.go("#/lists/due");
  await carnet.see(/^By \d+.\w+.\d{4}, Site Alpha, 3 charts$/);
  await lines(carnet, "find what is due today", ["Testa"]);
  await carnet.see("#1 Repeat blood pressure");
  await carnet.see(wide(carnet) ? "3 days" : "3 days late");
  const call = carnet.page.getByRole("link", { name: "Call +237 600 000 000" });
  assert.equal(await call.getAttribute("href"), "tel:+237600000000");
  await carnet.axe("what is due");
  await carnet.press("A week later");
  await lines(carnet, "find what is due within a week", ["Testa", "Prova"]);

  // The row opens the problem the plan was made for, by keys too; coming back is coming back to it, on the same day.
  await carnet.key("j Enter");
  await carnet.page.waitForURL((url) => url.hash.startsWith(`${chart}/problems/`));
  await carnet.see(/Testa/, { within: "Whose chart this is" });
  await carnet.see(/High blood pressure/, { role: "heading" });
  await carnet.page.goBack();
  await lines(carnet, "find the same list", ["Testa", "Prova"]);
  const onRow = () => carnet.page.evaluate(() => document.activeElement?.closest("[data-row]")?.textContent ?? "on no row");
  await carnet.until("find the focus on the row", onRow, (words) => /Testa/.test(words));
  await carnet.press("Another day");
  await date(carnet, "Due by", daysFromNow(-1));
  await carnet.press("Show");
  await carnet.see("What was due before today stands on today’s list. Write today or a later day.");
  await carnet.press("Another day");
}

async function theOthers(carnet) {
  if (wide(carnet)) {
    await carnet.press("Count the others");
    const counts = carnet.page.getByRole("navigation", { name: "Lists" }).getByRole("link");
    await settles(carnet, "find each list counted", () => counts.allInnerTexts(), ["Register 3", "Follow-up due", "Missed 1", "Lost to follow-up 0", "Results not looked at 0", "Orders without a result 0", "Visits left open 0"]);
    await carnet.press(/^Missed/, { role: "link" });
  } else {
    await carnet.choose("List", "Missed");
  }
  await carnet.see("Missed", { role: "heading" });
  await lines(carnet, "find what was missed", ["Exemplo"]);
  await carnet.go("#/lists/lost");
  await carnet.see("No one is lost to follow-up. Counted from 3 charts.");
  await carnet.go("#/lists/open");
  await carnet.see("No visit was left open. Counted from 3 charts.");
}
