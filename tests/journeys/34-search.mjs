import { settles } from "./driver/chart.mjs";
import { begin, makeVault } from "./driver/clinic.mjs";
import { register } from "./driver/intake.mjs";

export const title = "people are found from the first letter, by name, number, phone and place, whatever the accents, script or spelling";
export const timeout = 180;

const BOX = "Name, number, phone or place";
const PEOPLE = [
  { family: "Testabelle", given: "Prima", place: "Camp Beta", phone: "+990 01 23 45 67" },
  { family: "Testà", given: "Secunda", place: "Village Gamma", phone: "0990 765 4321" },
  { family: "Zkouška", given: "Řehořka", place: "Camp Beta", other: ["تجربة", "ريحانة"] },
  { family: "Проба", given: "Тертия", place: "Camp Delta" },
  { family: "Muhammadou", given: "Altera", place: "Village Gamma" },
];

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const numbers = {};
  for (const person of PEOPLE) numbers[person.given] = await register(carnet, person);

  await carnet.press("Find", { nth: 0 });
  await carnet.see("People are listed from the first letter.");
  await byName(carnet, numbers);
  await byNumber(carnet, numbers);
  await byPhoneAndPlace(carnet);
  await inOrder(carnet);
  await nobody(carnet);
}

/** The first letter lists; every letter counts; nothing else does. */
async function byName(carnet, numbers) {
  // تجربة begins with a t too. Where all chart numbers here happen to begin with it, everyone is found.
  const all = numbers.Prima.number.startsWith("T");
  await finds(carnet, "t", all ? PEOPLE.map((person) => person.family) : ["Testabelle", "Testà", "Проба", "Zkouška"]);
  await finds(carnet, "testabell", ["Testabelle"]);
  // Accents, both ways.
  await finds(carnet, "testa sec", ["Testà"]);
  await finds(carnet, "zkouska", ["Zkouška"]);
  await finds(carnet, "ŘEHOŘKA", ["Zkouška"]);
  // Scripts: in their own letters, and in Latin ones.
  await finds(carnet, "تجربة", ["Zkouška"]);
  await finds(carnet, "проба", ["Проба"]);
  await finds(carnet, "proba", ["Проба"]);
  // Spelling and sound; family and given name swapped.
  await finds(carnet, "mohamadu", ["Muhammadou"]);
  await finds(carnet, "prima testabele", ["Testabelle"]);
}

/** A chart's number: whole, without its hyphens, and its running part as people say it. */
async function byNumber(carnet, numbers) {
  const { number } = numbers.Secunda;
  for (const typed of [number, number.toLowerCase(), number.replaceAll("-", ""), number.split("-")[1]]) await finds(carnet, typed, ["Testà"]);
  await finds(carnet, number.split("-")[0], PEOPLE.map((person) => person.family));
}

async function byPhoneAndPlace(carnet) {
  await finds(carnet, "0123456", ["Testabelle"]);
  await finds(carnet, "+990 01 23", ["Testabelle"]);
  await finds(carnet, "765 43 21", ["Testà"]);
  await finds(carnet, "camp beta", ["Testabelle", "Zkouška"]);
  await finds(carnet, "gama", ["Testà", "Muhammadou"]);
  // A place and a name together narrow.
  await finds(carnet, "beta zko", ["Zkouška"]);
  await finds(carnet, "delta zko", []);
}

/** The whole name stands before a name that only begins so, whoever was here last; what matched is marked. */
async function inOrder(carnet) {
  await finds(carnet, "testa", ["Testà", "Testabelle"], { ordered: true });
  await settles(carnet, "see what matched", () => found(carnet).locator("mark").allInnerTexts(), ["Testà", "Testa"]);
  await finds(carnet, "muhammadou", ["Muhammadou"]);
  // Arrows walk from the field through the rows; Enter opens the one there is.
  await carnet.key("Enter");
  await carnet.see(/Muhammadou, Altera/, { within: "Whose chart this is" });
  await carnet.press("Find", { nth: 0 });
  // Coming back finds what was typed.
  await carnet.holds(BOX, "muhammadou");
}

/** What was typed in vain begins the form for a new person. */
async function nobody(carnet) {
  await finds(carnet, "Esempiolungo", []);
  await carnet.see("No one matches these letters. Try fewer letters, another spelling or the place, or register a new person.");
  await carnet.axe("nobody found");
  await carnet.press("Register a new person");
  await carnet.see("New person", { role: "heading" });
  await carnet.act("find the name in the form", () => carnet.page.waitForFunction(() => document.activeElement?.labels?.[0]?.textContent === "Given name"));
  await carnet.holds("Family name", "Esempiolungo");
}

const found = (carnet) => carnet.page.getByRole("list", { name: "People found" }).getByRole("listitem");

/** Waits until just these people stand there for what is typed, by their family names. The box is emptied first and the
 *  words come at once, so that what stands there was found by them and not by what was typed before. */
async function finds(carnet, typed, families, { ordered = false } = {}) {
  await carnet.type(BOX, "");
  await carnet.see("People are listed from the first letter.");
  await carnet.page.keyboard.insertText(typed);
  await settles(carnet, `find by ${typed}`, () => found(carnet).locator(".family").allInnerTexts(), families, { ordered });
  if (families.length) await carnet.see(families.length === 1 ? "1 person" : `${families.length} people`);
  else await carnet.see(/^No one matches these letters\./);
}
