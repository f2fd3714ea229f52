import assert from "node:assert/strict";
import { begin, makeVault, unlock } from "./driver/clinic.mjs";
import { chooseFile, fileOf } from "./driver/files.mjs";
import { ALLERGIES, FAMILY, GIVEN, MEDICINES, PLANS, PROBLEMS, longChart } from "./driver/long-chart.mjs";
import { printed } from "./driver/paper.mjs";

export const title = "a long life keeps its summary within one laptop screen and three of a phone; on paper it is whole, and every sheet says whose it is";
export const timeout = 300;

const whole = (last) => `${FAMILY}, ${[...GIVEN, last].join(" ")}`;

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const prima = await add(carnet, "Prima", "1961-05-04");
  await withinTheScreens(carnet);
  await opensInPlace(carnet);
  const seconda = await add(carnet, "Seconda", "1984-11-23");
  await staysApart(carnet, { Prima: prima, Seconda: seconda });
  await onPaper(carnet, prima);
  await anyPageOnPaper(carnet, prima);
  await nothingWhereShut(carnet);
}

/** Adds the long chart of this person; gives its address. */
async function add(carnet, last, born) {
  await chooseFile(carnet, await fileOf(`long-${last}.json`, longChart({ last, born })));
  await carnet.press(/^Add \d+ item/);
  await carnet.see("Summary", { role: "heading", timeout: 60_000 });
  await carnet.see(new RegExp(last), { within: "Whose chart this is" });
  await carnet.see(PROBLEMS[0]);
  return new URL(carnet.page.url()).hash;
}

const height = (carnet) => carnet.page.evaluate(() => document.documentElement.scrollHeight);

async function withinTheScreens(carnet) {
  for (const [size, most] of Object.entries({ laptop: 900, phone: 3 * 740 })) {
    await carnet.size(size);
    await carnet.until(`fit the summary into ${most} px on a ${size}`, () => height(carnet), (tall) => tall <= most);
    await carnet.axe(`the summary of a long life on a ${size}`);
  }
  await carnet.size("laptop");
}

const list = (carnet, name) => carnet.page.getByRole("region", { name });
const rows = (carnet, name) => list(carnet, name).getByRole("listitem").filter({ visible: true });

/** What is counted is one press away, in its place, and the focus stays where it was. */
async function opensInPlace(carnet) {
  for (const [name, all] of Object.entries({ "Problems, active": PROBLEMS, "Open plans": PLANS, "Medicines now": MEDICINES })) {
    const folded = await rows(carnet, name).count();
    assert.ok(folded >= 2 && folded < all.length, `${folded} of ${name} are shown at first`);
    const more = list(carnet, name).getByRole("button", { expanded: false });
    assert.equal(await more.innerText(), `${all.length - folded} more`);
    await more.press("Enter");
    await carnet.until(`see all of ${name}`, () => rows(carnet, name).count(), (count) => count === all.length);
    const fewer = list(carnet, name).getByRole("button", { name: "Show fewer", expanded: true });
    assert.ok(await fewer.evaluate((button) => button === document.activeElement), "the focus stayed on the button");
    await carnet.key("Enter");
    await carnet.until(`see fewer of ${name}`, () => rows(carnet, name).count(), (count) => count === folded);
  }
  // A late plan and what was written about last are among the first.
  await carnet.see(PLANS[0], { within: "Open plans" });
  await carnet.see(MEDICINES[0], { within: "Medicines now" });
}

/** Two people whose long names differ at their end: the end is to be seen at every size, and the whole name is read out. */
async function staysApart(carnet, charts) {
  for (const size of ["phone", "tablet", "laptop"]) {
    await carnet.size(size);
    for (const [last, chart] of Object.entries(charts)) {
      await carnet.go(chart);
      await carnet.until(`see that the name ends with ${last}`, () => carnet.page.evaluate(endOfName), (seen) => seen?.endsWith(last));
      assert.equal(await carnet.page.getByRole("link", { name: whole(last) }).count(), 1, "the name is read out whole");
    }
  }
  // One press away it stands whole.
  await carnet.page.getByRole("link", { name: whole("Seconda") }).click();
  await carnet.until("see the whole name on its own page", () => carnet.page.getByRole("main").innerText(), (words) => words.includes(whole("Seconda")));
}

/** Runs in the page: the end of the name in the banner, if all of it can be seen. */
function endOfName() {
  const tail = document.querySelector(".banner .long-name-tail");
  if (!tail) return null;
  const { right, bottom, left, width } = tail.getBoundingClientRect();
  const banner = tail.closest(".banner").getBoundingClientRect();
  const seen = width > 0 && left >= banner.left && right <= banner.right && bottom <= banner.bottom && tail.scrollWidth <= tail.clientWidth + 1;
  return seen ? tail.textContent : null;
}

/** The summary on paper: all of it, on every sheet its name and number, and no sheet that is blank. */
async function onPaper(carnet, chart) {
  await carnet.size("laptop");
  await carnet.go(`${chart}/print`);
  await carnet.see("Print of the summary", { role: "heading" });
  await carnet.until("see the sheet", () => carnet.page.getByRole("main").innerText(), (words) => words.includes(ALLERGIES[0][0]));
  for (const format of ["A4", "Letter", "A5"]) {
    const { count, sheets } = await printed(carnet, format);
    assert.ok(count >= 1 && count <= (format === "A5" ? 6 : 3), `${count} sheets of ${format}`);
    if (!sheets) continue;
    numbered(sheets, count, whole("Prima"));
    const all = sheets.join(" ");
    for (const words of [...ALLERGIES.map(([substance]) => substance), ...PROBLEMS, ...PLANS]) assert.ok(all.includes(words), `${words} on ${format}`);
    for (const words of MEDICINES) assert.ok(all.includes(words), `${words} on ${format}`);
    assert.doesNotMatch(all, /\bmore\b/, "nothing is counted instead of printed");
    assert.match(all, /Printed by Prima Testa, nurse, Site Alpha/);
    assert.doesNotMatch(all, /Write a note|Switch/);
  }
}

/** Whose it is at the head and "Page 2 of 3" at the foot of each, and something between. */
function numbered(sheets, count, who) {
  assert.equal(sheets.length, count);
  for (const [nth, sheet] of sheets.entries()) {
    assert.ok(sheet.includes(`Page ${nth + 1} of ${count}`), `sheet ${nth + 1} says so: ${sheet}`);
    assert.ok(sheet.includes(who), `sheet ${nth + 1} says whose it is: ${sheet}`);
    assert.ok(sheet.length > who.length + 80, `sheet ${nth + 1} is not blank: ${sheet}`);
  }
}

/** Whatever page the browser prints says whose chart or which page it is, by whom and when; in dark it is not dark. */
async function anyPageOnPaper(carnet, chart) {
  const pages = { summary: [chart, PROBLEMS[16], whole("Prima")], problems: [`${chart}/problems`, PROBLEMS[16], whole("Prima")], history: [`${chart}/history`, "entries", whole("Prima")], today: ["#/", "Today", "Today"] };
  await carnet.go("#/settings/look");
  await carnet.page.getByRole("radio", { name: "Dark" }).check({ force: true });
  for (const [name, [address, words, who]] of Object.entries(pages)) {
    await carnet.go(address);
    await carnet.see(name === "today" ? /^Today/ : "Whose chart this is", { role: name === "today" ? "heading" : "region" });
    await carnet.until(`see the page ${name}`, () => carnet.words(), (all) => all.includes(name === "summary" ? PROBLEMS[0] : words));
    const { count, sheets } = await printed(carnet);
    assert.ok(count >= 1, name);
    if (!sheets) continue;
    numbered(sheets, count, who);
    assert.ok(sheets.join(" ").includes(words), `${words} on the paper of ${name}`);
    assert.match(sheets[0], /Printed by Prima Testa, nurse, Site Alpha, \d+ \w+ \d{4}, \d\d:\d\d/);
  }
  await carnet.page.emulateMedia({ media: "print" });
  const colours = () => carnet.page.evaluate(() => [document.documentElement, document.body].map((one) => getComputedStyle(one)).flatMap((style) => [style.backgroundColor, style.color]));
  await carnet.until("print nothing dark", colours, ([ground, ink, , text]) => ground === "rgb(255, 255, 255)" && ink === "rgb(0, 0, 0)" && text === ink);
  await carnet.page.emulateMedia({ media: null });
}

/** A page that is locked prints that, and nothing else. */
async function nothingWhereShut(carnet) {
  await carnet.reload();
  await carnet.see("This vault is locked");
  const { count, sheets } = await printed(carnet);
  assert.equal(count, 1);
  if (sheets) assert.match(sheets[0], /^\s*This page was locked or covered when it was printed, so nothing of the records is on it\. Open it, then print again\.\s*$/);
  await unlock(carnet);
  await carnet.see(/^Today/, { role: "heading" });
}
