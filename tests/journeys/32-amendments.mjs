import { settles } from "./driver/chart.mjs";
import { begin, makeVault } from "./driver/clinic.mjs";
import { register } from "./driver/intake.mjs";
import { date, daysFromNow, note } from "./driver/sample.mjs";

export const title = "what was signed is added to, corrected, marked as an error, written late: each with its reason, the old words one tap away";
export const timeout = 240;

const COUGH = "#1 Cough, 2 weeks";

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  await register(carnet, { family: "Testa", given: "Prima" });
  await note(carnet, { problem: "Cough, 2 weeks", says: "no fever", finds: "chest clear" });
  await note(carnet, { known: COUGH, says: "wrong person, dizzy" });

  await addendum(carnet);
  await correction(carnet);
  await inError(carnet);
  await lateEntry(carnet);
  await inHistory(carnet);
}

/** Words are added beside what stands; both stay. */
async function addendum(carnet) {
  await openEntry(carnet, "no fever");
  await carnet.see("A signed entry never changes. What you add stands beside it, with your name.");
  await carnet.press("Add to it");
  await carnet.see("You sign as Prima Testa, nurse, at Site Alpha.", { within: "Addendum" });
  await carnet.press("Sign");
  await carnet.see("Write something before you sign.", { within: "Addendum" });
  await carnet.type("Words to add", "a runny nose too");
  await carnet.press("Sign");
  await carnet.see("Write the reason.", { within: "Addendum" });
  await carnet.axe("an addendum without its reason");
  await carnet.type("Reason", "said at the door");
  await signed(carnet, "Addendum");
  await carnet.see("a runny nose too");
  await carnet.see(/^Added \d+\s\w+\s\d{4}, \d\d:\d\d, Site Alpha\. Prima Testa, nurse\.$/);
  await carnet.see(/no fever/);
}

/** New words stand; the old ones are one tap away, struck through, with who, when and why. */
async function correction(carnet) {
  await carnet.press("Correct");
  await carnet.choose("Which part", "S: no fever (The person says)");
  await carnet.see("What stands now; it stays readable:");
  await carnet.type("Words that stand instead", "fever since yesterday");
  await carnet.press("Sign");
  await carnet.see("Write the reason.", { within: "Correction" });
  await carnet.type("Reason", "misheard");
  await signed(carnet, "Correction");
  await carnet.see(/^Corrected \d+\s\w+\s\d{4}$/);
  await carnet.see("fever since yesterday");
  await oldWords(carnet, "no fever", /Site Alpha\. Prima Testa, nurse\. Reason: misheard/);
}

/** Marked as an error the words do not stand any more, and are still one tap away. */
async function inError(carnet) {
  await openEntry(carnet, "wrong person, dizzy");
  await carnet.press("Entered in error");
  await carnet.press("Sign");
  await carnet.see("Write the reason.", { within: "Entered in error" });
  await carnet.type("Reason", "belongs to another chart");
  await signed(carnet, "Entered in error");
  await carnet.see(/^Entered in error, said \d+\s\w+\s\d{4}$/);
  await oldWords(carnet, "wrong person, dizzy", /Reason: belongs to another chart/);
  // What does not stand cannot be corrected.
  await settles(carnet, "see no Correct", () => carnet.pressable("Correct").allInnerTexts(), []);
}

/** Something of three weeks ago, written today: a reason and a day are needed, and it stands where it happened. */
async function lateEntry(carnet) {
  await carnet.press("Summary", { role: "link" });
  await note(carnet, {
    known: COUGH, says: "coughed all night",
    more: async () => {
      await carnet.page.getByText("This happened earlier and is written late").click();
      await carnet.press("Review and sign");
      await carnet.see(/Write the reason\./);
      await carnet.act("find the focus in what is missing", () => carnet.page.waitForFunction(() => /^note-/.test(document.activeElement?.id ?? "")));
      await date(carnet, "When it happened", daysFromNow(-20));
      await carnet.type("Why it is written now", "paper of the outreach day");
    },
  });
}

/** Newest first by when it happened; each mark stands in front of its entry; the corrected words are the valid ones. */
async function inHistory(carnet) {
  await carnet.press("History", { role: "link" });
  await carnet.see("7 entries");
  const late = /Late entry, recorded \d+\s\w+\s\d{4}, \d\d:\d\d: paper of the outreach day/;
  const order = [/Entered in error/, /Correction/, /Addendum/, /Entered in error, said/, /fever since yesterday/, /Identity/, late];
  await settles(carnet, "read the entries in their order", () => carnet.page.getByRole("article").allInnerTexts(), order);
  await carnet.see(longDay(-20), { role: "heading" });
  await carnet.axe("a history with every kind of amendment");
  await carnet.screenshot("32-history");
}

/** "2 Nov 2026", as the page writes a day. */
function longDay(days) {
  const { day, month, year } = daysFromNow(days);
  return new RegExp(`^${day}\\s${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]}\\s${year}$`);
}

/** From the problem's page to the entry in which these words stand. */
async function openEntry(carnet, words) {
  await carnet.press("Problems", { role: "link" });
  await carnet.see("Written under this problem");
  await carnet.page.getByRole("article").filter({ hasText: words }).getByRole("link").first().click();
  await carnet.see("Entry", { role: "heading" });
}

/** One press signs, and the form goes away. */
async function signed(carnet, form) {
  await carnet.press("Sign", { within: form });
  await carnet.notSee(form, { role: "dialog" });
}

/** The old words cannot be seen until they are asked for; then they are struck through, with who and why. */
async function oldWords(carnet, words, why) {
  // The old words are folded away.
  await carnet.notSee(words);
  await carnet.page.getByText("Old words: show").first().click();
  await carnet.act("see the old words struck through", () => carnet.page.getByRole("deletion").filter({ hasText: words }).waitFor());
  await carnet.see(why);
}
