import { begin, makeVault } from "./driver/clinic.mjs";
import { settles, signed } from "./driver/chart.mjs";
import { register } from "./driver/intake.mjs";
import { date, daysFromNow, note } from "./driver/sample.mjs";

export const title = "the numbered problem list: restated, merged, resolved, inactive; each problem's page holds exactly its notes, #0 the rest";
export const timeout = 240;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await register(carnet, { family: "Testa", given: "Prima" });
  await note(carnet, { problem: "Cough, 2 weeks", says: "dry cough" });
  await note(carnet, { problem: "Sore knee", since: "2024", says: "since a fall" });
  await note(carnet, { problem: "Knee pain", status: "inactive", says: "on stairs" });
  await unlinked(carnet);
  await underTwo(carnet);

  await carnet.press("Problems", { role: "link" });
  await listed(carnet, ["1 Cough, 2 weeks active", "2 Sore knee active", "3 Knee pain inactive", "#0 Health maintenance and the data base"]);
  await exactly(carnet, /^1/, "#1 Cough, 2 weeks", [/both today/, /dry cough/]);
  await exactly(carnet, /^2/, "#2 Sore knee", [/knee swollen/, /since a fall/]);
  await exactly(carnet, /^3/, "#3 Knee pain", [/on stairs/]);
  await exactly(carnet, /^#0/, "#0 Health maintenance and the data base", [/came to say thanks/]);
  await carnet.axe("#0");

  await restate(carnet);
  await notMe(carnet);
  await merge(carnet);
  await resolve(carnet);
}

/** What is linked to no problem goes to #0, and the review says so before it is signed. */
async function unlinked(carnet) {
  await carnet.press(/Write a note/, { nth: 0 });
  await carnet.type("What the person says", "came to say thanks");
  await carnet.press("Review and sign");
  await carnet.see("No problem is chosen: this goes to #0, health maintenance and the data base.");
  await carnet.see("Nothing is written under O, A, P.");
  await carnet.press("Sign");
  await carnet.see("Summary", { role: "heading" });
}

/** One note for two problems: each page shows its part and only that. */
async function underTwo(carnet) {
  await note(carnet, {
    known: "#1 Cough, 2 weeks", says: "both today",
    more: async () => {
      await carnet.choose("For which problem", "#2 Sore knee");
      // The page puts the focus where the next words belong.
      await carnet.act("come to the second problem's words", () => carnet.page.waitForFunction(() => document.activeElement?.value === ""));
      await carnet.page.keyboard.type("knee swollen");
    },
  });
}

/** The new words stand, with an arrow to the old ones and their date. */
async function restate(carnet) {
  await openProblem(carnet, /^1/, "#1 Cough, 2 weeks");
  await carnet.press("Restate");
  await carnet.see("Now: Cough, 2 weeks. The old words stay readable with their date.", { within: "Restate" });
  await carnet.type("New words", "Bronchitis");
  await signed(carnet, "Restate");
  await carnet.see("#1 Bronchitis", { role: "heading" });
  await carnet.see(/^← Cough, 2 weeks, \d+\s\w+\s\d{4}$/);
  await exactly(carnet, /^1/, "#1 Bronchitis", [/Problem in new words\s*Bronchitis/, /both today/, /dry cough/]);
}

/** Who signs stands beside the button; someone else can take over, and what was typed waits for whoever typed it. */
async function notMe(carnet) {
  await carnet.press("Restate");
  await carnet.type("New words", "Pneumonia");
  await carnet.see(/^You sign as Prima Testa, nurse, at Site Alpha\./, { within: "Restate" });
  await carnet.press("Not you?", { within: "Restate" });
  await carnet.see("Someone else works now", { role: "dialog" });
  await carnet.key("Escape");
  await carnet.notSee("Someone else works now", { role: "dialog" });
  await carnet.notSee("Restate", { role: "dialog" });
  await carnet.press("Restate");
  await carnet.holds("New words", "Pneumonia");
  await carnet.press("Discard this draft", { within: "Restate" });
  await carnet.press("Discard", { within: "Restate" });
  await carnet.notSee("Restate", { role: "dialog" });
  await carnet.see("#1 Bronchitis", { role: "heading" });
}

/** A merged problem keeps its number and its page, and says where to look; the merge can be taken back. */
async function merge(carnet) {
  await openProblem(carnet, /^2/, "#2 Sore knee");
  await carnet.press("Merge");
  await carnet.press("Sign", { within: "Merge" });
  await carnet.see("Choose the problem to merge into.", { within: "Merge" });
  await carnet.choose("Merge into", "#3 Knee pain");
  await signed(carnet, "Merge");
  await listed(carnet, [/^1 Bronchitis active/, "3 Knee pain inactive", "2 Sore knee see #3", /^#0/]);
  await exactly(carnet, /^2/, "#2 Sore knee", [/Problem merged/, /knee swollen/, /since a fall/]);
  await carnet.press("Take the merge back");
  await signed(carnet, "Take the merge back");
  await listed(carnet, [/^1 Bronchitis active/, "2 Sore knee active", "3 Knee pain inactive", /^#0/]);
}

/** Resolved needs its date; what is over stands last. */
async function resolve(carnet) {
  await openProblem(carnet, /^1/, "#1 Bronchitis");
  await carnet.press("Change status");
  await carnet.choose("Status", "resolved");
  await date(carnet, "From", { day: "", month: 0, year: "" });
  await carnet.press("Sign", { within: "Change status" });
  await carnet.see("Write when it was resolved.", { within: "Change status" });
  await date(carnet, "From", { ...daysFromNow(-30), day: "" });
  await signed(carnet, "Change status");
  await listed(carnet, ["2 Sore knee active", "3 Knee pain inactive", /^1 Bronchitis resolved \w+ \d{4} ← Cough/, /^#0/]);
  await carnet.press("Summary", { role: "link" });
  await carnet.see("Inactive 1, resolved 1");
}

const rows = (carnet) => carnet.page.getByRole("list", { name: "Problems" }).getByRole("link");

/** The list as it reads, from the top. */
async function listed(carnet, lines) {
  await settles(carnet, "read the list of problems", () => rows(carnet).allInnerTexts(), lines);
}

async function openProblem(carnet, row, heading) {
  await rows(carnet).filter({ hasText: row }).click();
  await carnet.see(heading, { role: "heading" });
}

/** These entries stand on a problem's page, from the top, and no other. */
async function exactly(carnet, row, heading, entries) {
  await openProblem(carnet, row, heading);
  await settles(carnet, `read the page of ${heading}`, () => carnet.page.getByRole("article").allInnerTexts(), entries);
}
