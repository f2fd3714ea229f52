import assert from "node:assert/strict";
import { settles } from "./driver/chart.mjs";
import { begin, makeVault } from "./driver/clinic.mjs";
import { focused, smallTargets } from "./driver/hands.mjs";
import { register } from "./driver/intake.mjs";
import { note } from "./driver/sample.mjs";

export const title = "three blood pressures are a small line, a plot that is gone along by keyboard and read as a table, and a row of their problem's flow sheet; Enter opens the entry";
export const timeout = 300;

const PROBLEM = "Raised reading of blood pressure";
const KNOWN = `#1 ${PROBLEM}`;
const FIRST = { Upper: "172", lower: "98", Weight: "62" };
const SECOND = { Upper: "168", lower: "94" };
const THIRD = { Upper: "138", lower: "88" };

export default async function (carnet) {
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);
  const { chart } = await register(carnet, { family: "Testa", given: "Prima" });
  await note(carnet, { problem: PROBLEM, says: "headache in the morning", vitals: FIRST, more: () => medicine(carnet) });
  await note(carnet, { known: KNOWN, says: "no headache any more", vitals: SECOND });
  await carnet.see(/168\/94\smmHg/);
  assert.equal(await lines(carnet), 0, "two values are no line");
  await note(carnet, { known: KNOWN, says: "sleeps well", vitals: THIRD });
  await carnet.until("find the small line of the pressures", () => lines(carnet), (count) => count === 1);
  await carnet.screenshot("62-small-line");
  await carnet.axe("a summary with a small line");

  await alongThePlot(carnet);
  await inTheTable(carnet);
  await flowSheet(carnet, chart);
  await onAPhone(carnet, chart);
}

async function medicine(carnet) {
  await carnet.press("Medicine");
  await carnet.type("Name", "Amlodipine");
  await carnet.type("Strength", "5 mg");
}

const lines = (carnet) => carnet.page.locator(".summary-vitals .small-line").filter({ visible: true }).count();

/** The value that the plot of the blood pressure stands on, as a screen reader says it. */
const told = (carnet) => carnet.page.locator("[data-plot]").first().getAttribute("aria-valuetext");

const tells = (carnet, what, pattern) => carnet.until(what, () => told(carnet), (words) => pattern.test(words));

/** From the summary by Enter; the plot has the focus at once. */
async function alongThePlot(carnet) {
  await carnet.page.locator("#vital-0").focus();
  await carnet.key("Enter");
  await carnet.see("Vital signs over time", { role: "heading" });
  await focused(carnet, "opening the plot", (at) => /^Blood pressure, 3 values, .* to .*\. Last 138 over 88$/.test(at.label));
  await tells(carnet, "stand on the last value", /138\/88\smmHg$/);
  await carnet.screenshot("62-plots");
  await carnet.axe("plots of the vital signs");
  await carnet.key("ArrowRight");
  await tells(carnet, "stay at the end", /138\/88/);
  await carnet.key("ArrowLeft");
  await tells(carnet, "go to the value before", /168\/94/);
  await carnet.key("Home");
  await tells(carnet, "go to the first value", /172\/98/);
  await carnet.key("ArrowDown");
  await focused(carnet, "ArrowDown", (at) => /^Weight, one value/.test(at.label));
  await carnet.key("ArrowUp");
  await focused(carnet, "ArrowUp", (at) => /^Blood pressure/.test(at.label));
  await carnet.key("Enter");
  await carnet.see("Entry", { role: "heading" });
  await carnet.see("headache in the morning");
  await carnet.page.goBack();
  await carnet.see("Vital signs over time", { role: "heading" });
  await focused(carnet, "Back", (at) => /^Blood pressure/.test(at.label));
}

/** Every value of the drawing stands in a table, the newest first, each leading to its entry. */
async function inTheTable(carnet) {
  await carnet.page.locator(".plot-table > summary").first().click();
  const table = carnet.page.getByRole("table", { name: "Blood pressure" });
  await settles(carnet, "read the table", () => table.locator("tbody td").allInnerTexts(), [/^138\/88\smmHg$/, /^168\/94\smmHg$/, /^172\/98\smmHg$/]);
  await carnet.axe("the table of a plot");
  await table.getByRole("link").nth(1).click();
  await carnet.see("no headache any more");
}

/** A laptop shows plan, flow sheet and notes one under the other; a row opens its plot in its place. */
async function flowSheet(carnet, chart) {
  await carnet.go(`${chart}/problems`);
  await carnet.see(KNOWN, { role: "heading" });
  await carnet.see("Flow sheet", { role: "heading" });
  await carnet.see("Amlodipine 5 mg", { nth: 0 });
  // The small line has the last cell.
  const today = (row) => carnet.page.getByRole("row", { name: row }).locator("td").first().allInnerTexts();
  await settles(carnet, "read the pressures of today", () => today(/^Blood pressure/), ["172/98 168/94 138/88"]);
  await settles(carnet, "read what was given", () => today(/^Given/), ["1"]);
  await carnet.axe("a flow sheet");
  await carnet.page.locator("#flow-0").focus();
  await carnet.key("Enter");
  await carnet.see(/^Blood pressure, 3 values/, { role: "slider" });
  await carnet.key("Tab");
  await focused(carnet, "Tab", (at) => /^Blood pressure, 3 values/.test(at.label));
  await carnet.screenshot("62-flow-sheet");
  await carnet.axe("a flow sheet with a plot");
  await carnet.key("Enter");
  await carnet.see("sleeps well");
}

/** One part at a time; nothing stands out at the side, and everything is large enough for a thumb. */
async function onAPhone(carnet, chart) {
  await carnet.size("phone");
  await carnet.go(`${chart}/problems`);
  await carnet.press(new RegExp(PROBLEM), { role: "link" });
  await carnet.see(KNOWN, { role: "heading" });
  await carnet.see(/Amlodipine/);
  await carnet.notSee("sleeps well");
  await carnet.press(/^Notes 3$/);
  await carnet.see("sleeps well");
  await carnet.press(/^Flow sheet 2$/);
  await carnet.press(/^Blood pressure/, { role: "button" });
  await carnet.see(/^Blood pressure, 3 values/, { role: "slider" });
  await carnet.screenshot("62-flow-sheet");
  await carnet.axe("a flow sheet on a phone");
  assert.deepEqual(await smallTargets(carnet), []);
  const wider = await carnet.page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
  assert.ok(wider <= 0, `the page scrolls sideways by ${wider}`);
}
