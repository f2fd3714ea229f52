// How each cost grows with the people and with the length of a chart, as an SVG: both axes logarithmic, a line a store, its name at the end of its line.
// Readable on light and on dark grounds; drawn with nothing but text.
import { FIGURES, LENGTHS } from "./workloads.mjs";
import { lengthsOf, median, number, valuesAt, valuesOf } from "./report.mjs";

const SHOWN = ["import", "unlock", "chart", "letterWorst", "append", "export", "reimport", "beside", "disk", "memory"];
const COLUMNS = 2;
const PANEL = { width: 480, height: 270, left: 74, right: 118, top: 40, bottom: 34 };
/** Told apart also by those who see few colours: by their lightness, and each line bears its name. */
const COLOURS = ["#d9480f", "#868e96", "#495057", "#1971c2", "#2f9e44", "#9c36b5", "#b8860b", "#0b7285", "#c2255c", "#5f3dc4"];
const BETWEEN_NAMES = 12;

export function plotted(results, ours, backend = "leveldb") {
  const runs = results.runs.filter((run) => run.backend === backend);
  const sizes = [...new Set(runs.map(({ people }) => people))].sort((a, b) => a - b);
  const peers = [...new Set([...runs, ...results.lengths].map(({ peer }) => peer))].sort((a, b) => (a === ours ? -1 : b === ours ? 1 : a < b ? -1 : 1));
  const byPeople = SHOWN.map((figure) => ({
    ...FIGURES[figure], places: sizes, across: "people",
    lines: linesOf(peers, sizes, (peer, people) => valuesOf(results, { peer, people, backend }, figure)),
  }));
  const lengths = lengthsOf(results);
  const byLength = Object.entries(LENGTHS).map(([figure, about]) => ({
    ...about, places: lengths, across: "entries in the chart",
    lines: linesOf(peers, lengths, (peer, entries) => valuesAt(results, { peer, entries }, figure)),
  }));
  const panels = [...byPeople, ...byLength].filter(({ lines }) => lines.length);
  const rows = Math.ceil(panels.length / COLUMNS);
  const [width, height] = [COLUMNS * PANEL.width, Math.max(1, rows) * PANEL.height];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">How each cost grows with the number of people and of entries in a chart, for each store; both axes are logarithmic</title>
<style>
  text { font: 11px system-ui, sans-serif; fill: #212529; }
  .says { font-weight: 600; font-size: 12px; }
  .grid { stroke: #adb5bd; stroke-width: 0.5; }
  .line { fill: none; stroke-width: 1.6; }
  .ours { stroke-width: 3; }
  .limit { stroke-dasharray: 5 3; }
  @media (prefers-color-scheme: dark) { text { fill: #f1f3f5; } .grid { stroke: #5c636a; } .line, circle { filter: brightness(1.45); } }
</style>
${panels.map((panel, nth) => drawn(panel, { ours, peers, x: (nth % COLUMNS) * PANEL.width, y: Math.floor(nth / COLUMNS) * PANEL.height, abouts: results.abouts })).join("\n")}
</svg>
`;
}

/** Each store's medians at the places where it has any. */
function linesOf(peers, places, valuesOf) {
  const lines = peers.map((peer) => {
    const points = places.map((place) => [place, valuesOf(peer, place)]);
    return { peer, points: points.filter(([, values]) => values.length).map(([place, values]) => [place, Math.max(median(values), 0.1)]) };
  });
  return lines.filter(({ points }) => points.length);
}

function drawn({ workload, says, unit, places, across: counted, lines }, { ours, peers, x, y, abouts }) {
  const all = lines.flatMap(({ points }) => points.map(([, value]) => value));
  const [low, high] = [10 ** Math.floor(Math.log10(Math.min(...all))), 10 ** Math.ceil(Math.log10(Math.max(...all) * 1.001))];
  const [first, last] = [places[0], places.at(-1) === places[0] ? places[0] * 10 : places.at(-1)];
  const across = scale([first, last], [PANEL.left, PANEL.width - PANEL.right]);
  const up = scale([low, high], [PANEL.height - PANEL.bottom, PANEL.top]);
  const out = [`<text class="says" x="8" y="18">${workload} ${escaped(says)}, ${unit}</text>`];
  for (let value = low; value <= high * 1.001; value *= 10) {
    out.push(`<path class="grid" d="M${PANEL.left} ${round(up(value))}H${PANEL.width - PANEL.right}"/>`);
    out.push(`<text x="${PANEL.left - 6}" y="${round(up(value) + 4)}" text-anchor="end">${plain(value)}</text>`);
  }
  for (const place of places) {
    out.push(`<path class="grid" d="M${round(across(place))} ${PANEL.top}V${PANEL.height - PANEL.bottom}"/>`);
    out.push(`<text x="${round(across(place))}" y="${PANEL.height - PANEL.bottom + 16}" text-anchor="middle">${number(place)}</text>`);
  }
  out.push(`<text x="${PANEL.width - PANEL.right}" y="${PANEL.height - PANEL.bottom + 29}" text-anchor="end">${counted}</text>`);
  const names = [];
  for (const { peer, points } of lines) {
    const colour = COLOURS[peers.indexOf(peer) % COLOURS.length];
    const place = points.map(([people, value]) => `${round(across(people))} ${round(up(value))}`);
    const kind = peer === ours ? " ours" : peer.startsWith("limit-") ? " limit" : "";
    out.push(`<path class="line${kind}" stroke="${colour}" d="M${place.join("L")}"/>`);
    for (const one of place) out.push(`<circle r="2.4" fill="${colour}" cx="${one.split(" ")[0]}" cy="${one.split(" ")[1]}"/>`);
    const [people, value] = points.at(-1);
    names.push({ name: abouts[peer].name, colour, x: across(people), at: up(value), y: up(value) });
  }
  for (const { name, colour, x: from, at, y: level } of apart(names)) {
    const side = PANEL.width - PANEL.right + 14;
    out.push(`<path class="line" style="stroke-width:0.7" stroke="${colour}" d="M${round(from + 3)} ${round(at)}L${side - 2} ${round(level)}"/>`);
    out.push(`<text x="${side}" y="${round(level + 4)}">${escaped(name)}</text>`);
  }
  return `<g transform="translate(${x} ${y})">${out.join("")}</g>`;
}

/** Names one below the other with room between them, each as near to its line as that allows. */
function apart(names) {
  const sorted = names.sort((a, b) => a.y - b.y);
  for (let nth = 1; nth < sorted.length; nth += 1) sorted[nth].y = Math.max(sorted[nth].y, sorted[nth - 1].y + BETWEEN_NAMES);
  const over = (sorted.at(-1)?.y ?? 0) - (PANEL.height - PANEL.bottom);
  if (over > 0) {
    sorted.at(-1).y -= over;
    for (let nth = sorted.length - 2; nth >= 0; nth -= 1) sorted[nth].y = Math.min(sorted[nth].y, sorted[nth + 1].y - BETWEEN_NAMES);
  }
  return sorted;
}

const scale = ([from, to], [start, end]) => (value) => start + ((Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))) * (end - start);
const round = (value) => Math.round(value * 10) / 10;
const plain = (value) => (value < 1 ? String(Number(value.toPrecision(1))) : number(value).replace(/\.0$/, ""));
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
