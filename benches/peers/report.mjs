// The figures as a Markdown table: medians, spreads, and how many times each other one ours is.
import { FIGURES, LENGTHS } from "./workloads.mjs";

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};

/** All values of a figure for a store at a size, over its runs. */
export function valuesOf(results, { peer, people, backend = "leveldb" }, figure) {
  return runsOf(results, { peer, people, backend }).map(({ figures }) => figures[figure]).filter((value) => value !== undefined && value !== null);
}

/** The same of charts of so many entries. */
export function valuesAt(results, { peer, entries }, figure) {
  return pointsOf(results, { peer, entries }).map(({ figures }) => figures[figure]).filter((value) => value !== undefined && value !== null);
}

const pointsOf = (results, { peer, entries }) =>
  results.lengths.filter((run) => run.peer === peer).flatMap(({ points }) => points.filter((point) => point.entries === entries));

export const lengthsOf = (results) => [...new Set(results.lengths.flatMap(({ points }) => points.map(({ entries }) => entries)))].sort((a, b) => a - b);

const runsOf = (results, { peer, people, backend }) =>
  results.runs.filter((run) => run.peer === peer && run.people === people && run.backend === backend);

export function tabled(results, ours) {
  const { machine } = results;
  const peers = [...new Set(results.runs.map(({ peer }) => peer))].sort((a, b) => order(a, ours) - order(b, ours));
  const lines = [
    "# Measured",
    "",
    `${machine.date}; ${machine.processors}, ${machine.memory}, ${machine.system}, ${machine.browser ?? "Chromium"}; ${loads(results)}.`,
    "Medians, with the least and the most in brackets where there were several runs. docs/benchmark.md says what was done.",
    "",
  ];
  for (const backend of [...new Set(results.runs.map((run) => run.backend))]) {
    for (const people of [...new Set(results.runs.filter((run) => run.backend === backend).map((run) => run.people))].sort((a, b) => a - b)) {
      lines.push(...section(results, { people, backend, peers, ours }), "");
    }
  }
  if (results.lengths.length) lines.push(...byLength(results, ours), "");
  for (const [peer, why] of Object.entries(results.broken)) lines.push(`- ${results.abouts[peer].name} could not be bundled: ${why}`);
  return `${lines.join("\n").trim()}\n`;
}

/** How busy the machine was: before everything, as each run began, after everything. */
function loads({ machine, runs, lengths }) {
  const each = [...runs, ...lengths].map(({ load }) => load);
  const during = each.length ? `, ${Math.min(...each).toFixed(1)} to ${Math.max(...each).toFixed(1)} as each run began` : "";
  return `load ${machine.loadBefore.toFixed(1)} before${during}${machine.loadAfter === undefined ? "" : `, ${machine.loadAfter.toFixed(1)} after`}`;
}

/** A row for each length of a chart; each figure for every store that was measured, and ours as so many times the other. */
function byLength(results, ours) {
  const peers = [...new Set(results.lengths.map(({ peer }) => peer))].sort((a, b) => order(a, ours) - order(b, ours));
  const other = peers.find((peer) => peer !== ours);
  const compared = peers.includes(ours) && other;
  const times = Math.max(...peers.map((peer) => results.lengths.filter((run) => run.peer === peer).length));
  const columns = Object.entries(LENGTHS).flatMap(([figure, { workload, says }]) => [
    ...peers.map((peer) => [`${workload} ${says}: ${results.abouts[peer].name}`, (entries) => cellAt(results, { peer, entries }, figure)]),
    ...(compared ? [["×", (entries) => ratioOf(valuesAt(results, { peer: ours, entries }, figure), valuesAt(results, { peer: other, entries }, figure))]] : []),
  ]);
  return [
    `## By the length of a chart, ${times} run${times > 1 ? "s" : ""}`,
    "",
    `| entries, milliseconds | ${columns.map(([title]) => title).join(" | ")} |`,
    `|${"---|".repeat(columns.length + 1)}`,
    ...lengthsOf(results).map((entries) => `| ${whole(entries)} | ${columns.map(([, cell]) => cell(entries)).join(" | ")} |`),
    "",
    ...results.lengths.filter(({ failed }) => failed).map(({ peer, run, failed }) => `- ${results.abouts[peer].name}, run ${run + 1}, failed: ${failed.split("\n")[0]}`),
  ];
}

function cellAt(results, which, figure) {
  const values = valuesAt(results, which, figure);
  if (values.length) return spread(values);
  return pointsOf(results, which).map(({ outcome }) => outcome[LENGTHS[figure].workload]).find(Boolean) ?? "failed";
}

/** So many times the other: nothing where one of them is not known. */
function ratioOf(mine, other) {
  if (!mine.length || !other.length || median(other) <= 0) return "";
  return median(mine) > 0 ? `${number(median(mine) / median(other))} ×` : "too little to tell";
}

function section(results, { people, backend, peers, ours }) {
  const there = peers.filter((peer) => runsOf(results, { peer, people, backend }).length);
  const times = Math.max(...there.map((peer) => runsOf(results, { peer, people, backend }).length));
  const wanted = Object.entries(FIGURES).filter(([, { workload }]) => results.workloads.includes(workload));
  const head = (first) => [`| ${[first, ...there.map((peer) => results.abouts[peer].name)].join(" | ")} |`, `|${"---|".repeat(there.length + 1)}`];
  const cell = (peer, figure) => shown(results, { peer, people, backend }, figure);
  const ratio = (peer, figure) => ratioOf(...[ours, peer].map((one) => valuesOf(results, { peer: one, people, backend }, figure)));
  const failed = there.flatMap((peer) => runsOf(results, { peer, people, backend }).filter((run) => run.failed).map(({ run, failed }) => `- ${results.abouts[peer].name}, run ${run + 1}, failed: ${failed.split("\n")[0]}`));
  const lines = [
    `## ${whole(people)} people, ${times} run${times > 1 ? "s" : ""}${backend === "sqlite" ? ", on Chromium's SQLite back end" : ""}`,
    "",
    ...head("milliseconds unless said"),
    ...wanted.map(([figure, { workload, says, unit }]) => `| ${workload} ${says}${unit === "ms" ? "" : `, ${unit}`} | ${there.map((peer) => cell(peer, figure)).join(" | ")} |`),
  ];
  if (there.includes(ours) && there.length > 1) {
    const others = there.filter((peer) => peer !== ours);
    lines.push("", "Ours, as so many times the other (below 1: ours needs less):", "", `| | ${others.map((peer) => results.abouts[peer].name).join(" | ")} |`, `|${"---|".repeat(others.length + 1)}`);
    for (const [figure, { workload, says }] of wanted) {
      const cells = others.map((peer) => ratio(peer, figure));
      if (cells.some(Boolean)) lines.push(`| ${workload} ${says} | ${cells.join(" | ")} |`);
    }
  }
  return failed.length ? [...lines, "", ...failed] : lines;
}

function shown(results, which, figure) {
  const values = valuesOf(results, which, figure);
  if (values.length === 0) {
    const runs = runsOf(results, which);
    const word = runs.map(({ outcome }) => outcome[FIGURES[figure].workload]).find(Boolean);
    if (word) return word;
    if (figure.startsWith("long") && !results.long) return "not asked";
    return runs.every(({ failed }) => failed) ? "failed" : "unknown";
  }
  // Chromium tells no tasks shorter than 50 ms.
  if (figure === "task" && Math.max(...values) === 0) return "< 50";
  return spread(values);
}

/** The median, and where there are several the least and the most. */
const spread = (values) => `${number(median(values))}${values.length > 1 ? ` (${number(Math.min(...values))} to ${number(Math.max(...values))})` : ""}`;

export const number = (value) => (value < 10 ? value.toFixed(value < 1 ? 2 : 1) : whole(value));
const whole = (value) => Math.round(value).toLocaleString("en").replaceAll(",", " ");

const order = (peer, ours) => (peer === ours ? 0 : peer.startsWith("limit-") ? 1 : 2);

/** A few lines for `make test`: ours over the signed limit; a ratio is no promise on a busy machine. */
export function quickly(results, ours, limit) {
  const lines = ["Ours against the signed limit, a small slice (ratios only; nothing here can fail by being slow):"];
  for (const people of [...new Set(results.runs.map((run) => run.people))]) {
    for (const [figure, { workload, says, unit }] of Object.entries(FIGURES)) {
      const [mine, theirs] = [ours, limit].map((peer) => valuesOf(results, { peer, people }, figure));
      if (unit !== "ms" || !mine.length || !theirs.length) continue;
      const ratio = median(mine) > 0 ? `${(median(mine) / median(theirs)).toFixed(1)} ×` : "too little to tell";
      lines.push(`    ${`${workload} ${says}`.padEnd(56)}${ratio.padStart(8)}`);
    }
  }
  for (const { peer, failed } of results.runs.filter((run) => run.failed)) lines.push(`    ${peer}: not all could be measured: ${failed.split("\n")[0]}`);
  return lines.join("\n");
}
