// What a page's engine runs while something is done: its worker sampled through the browser's own protocol, and the samples told
// by function, for the time in which certain questions of the page were under way.
import { readFileSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";

const QUESTIONS = new URL("../../src/engine/protocol/ask.rs", import.meta.url);
/** Names of samples in which neither wasm nor JavaScript ran. */
const WAITING = ["(program)", "(idle)", "(root)"];
/** A branch of the tree that is smaller than so much of the whole is left out. */
const SMALLEST_BRANCH = 0.015;

export class Recording {
  /** Begins to sample the engine of this device's page, every so many microseconds. */
  static async begin(device, every) {
    const recording = new Recording();
    Object.assign(recording, { device, turn: 0, waiting: new Map() });
    recording.session = await device.context.newCDPSession(device.page);
    const engine = new Promise((found) => {
      recording.session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
        if (targetInfo.type === "worker" && targetInfo.url.includes("engine")) found(sessionId);
      });
    });
    recording.session.on("Target.receivedMessageFromTarget", ({ message }) => recording.heard(JSON.parse(message)));
    await recording.session.send("Performance.enable");
    // Not flattened: Playwright hands on only messages of sessions that it opened itself.
    await recording.session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    recording.engine = await engine;
    recording.from = await device.page.evaluate(() => globalThis.asked.trips.length);
    await recording.ask("Profiler.enable");
    await recording.ask("Profiler.setSamplingInterval", { interval: every });
    recording.threads = await recording.threadsOfWorkers();
    await recording.ask("Profiler.start");
    return recording;
  }

  /** Ends it; gives the profile, the questions answered meanwhile (their times as those of the samples) and the processor's time. */
  async end() {
    const { profile } = await this.ask("Profiler.stop");
    const { metrics } = await this.session.send("Performance.getMetrics");
    const origin = metrics.find(({ name }) => name === "NavigationStart").value * 1e6;
    const trips = await this.device.page.evaluate((from) => globalThis.asked.trips.slice(from), this.from);
    const processor = mostUsed(this.threads, await this.threadsOfWorkers());
    await this.session.detach();
    const names = questions();
    return { profile, processor, trips: trips.map(({ verb, from, to }) => ({ verb: names[verb] ?? String(verb), from: origin + from * 1000, to: origin + to * 1000 })) };
  }

  ask(method, params = {}) {
    const id = (this.turn += 1);
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      this.session.send("Target.sendMessageToTarget", { sessionId: this.engine, message: JSON.stringify({ id, method, params }) }).catch(failed);
    });
  }

  heard({ id, result, error }) {
    const asked = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) asked?.failed(new Error(error.message));
    else asked?.done(result);
  }

  /** Nanoseconds that each thread of a worker was on a processor, and that it waited for one. Linux tells; elsewhere none. */
  async threadsOfWorkers() {
    const browser = await this.device.context.browser().newBrowserCDPSession();
    const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
    await browser.detach();
    const threads = new Map();
    for (const { id } of processInfo.filter(({ type }) => type === "renderer")) {
      for (const thread of await readdir(`/proc/${id}/task`).catch(() => [])) {
        const folder = `/proc/${id}/task/${thread}`;
        if (!(await readFile(`${folder}/comm`, "utf8").catch(() => "")).startsWith("DedicatedWorker")) continue;
        const [on, queued] = (await readFile(`${folder}/schedstat`, "utf8").catch(() => "0 0")).split(" ").map(Number);
        threads.set(thread, { on, queued });
      }
    }
    return threads;
  }
}

function mostUsed(before, after) {
  const used = [...after].map(([thread, { on, queued }]) => ({ on: on - (before.get(thread)?.on ?? 0), queued: queued - (before.get(thread)?.queued ?? 0) }));
  return used.sort((a, b) => b.on - a.on)[0] ?? null;
}

/** The names of the questions, by their numbers. */
function questions() {
  const list = readFileSync(QUESTIONS, "utf8").match(/^questions! \{([\s\S]*?)^\}/m)?.[1] ?? "";
  return [...list.replace(/^\s*\/\/.*$/gm, "").matchAll(/([A-Z]\w*) ?(?:\([^)]*\)|\{[^}]*\}) -> /g)].map(([, name]) => name);
}

// --- the samples, told ---------------------------------------------------------------------------------------------

/** A recording as text: what was asked, how much was waited, and time by function for the questions it is `about`. */
export function described({ profile, trips, processor }, about, top) {
  const looked = trips.filter(({ verb }) => about.includes(verb));
  const counted = counts(profile, looked);
  const { total, waited } = counted;
  const share = (part) => `${((part / total) * 100).toFixed(1)} %`.padStart(7);
  const line = (part, words) => `${ms(part)} ${share(part)}  ${words}`;
  const listed = (sums) => [...sums].sort(([, a], [, b]) => b - a);
  const collected = counted.self.get("(garbage collector)") ?? 0;
  const lines = [
    "What the page asked, times and milliseconds of the round trips:",
    ...asked(trips).map(([verb, { times, sum, all }]) => `  ${verb.padEnd(18)} ${String(times).padStart(5)} ×, together ${ms(sum).trim()}, middle ${ms(all[Math.floor(all.length / 2)]).trim()}, longest ${ms(all.at(-1)).trim()}`),
    "",
    `Looked at: ${about.join(", ")}. Milliseconds and part of their ${ms(total).trim()}:`,
    line(waited, "neither wasm nor JavaScript runs: waiting for IndexedDB, WebCrypto or the browser"),
    line(total - waited - collected, "wasm and JavaScript; on a busy machine, waiting for a processor in the midst of them"),
    line(collected, "the collector of garbage"),
  ];
  if (processor) lines.push(`In the whole recording the worker was on a processor for ${ms(processor.on / 1000).trim()} ms and waited for one for ${ms(processor.queued / 1000).trim()} ms.`);
  const parts = [
    ["Self, by crate", listed(counted.crates).slice(0, top)],
    [`Self, the first ${top}`, listed(counted.self).slice(0, top)],
    [`With all it calls, the first ${2 * top} of our own functions`, listed(counted.inclusive).filter(([name]) => isOurs(name)).slice(0, 2 * top)],
    [`With all it calls, the first ${top} of others`, listed(counted.inclusive).filter(([name]) => !isOurs(name) && !name.startsWith("(")).slice(0, top)],
  ];
  for (const [title, rows] of parts) lines.push("", `${title}:`, ...rows.map(([name, part]) => line(part, name)));
  lines.push("", "Our own functions as they call each other:", ...branches(counted.tree, total));
  return lines.join("\n");
}

const ms = (microseconds) => (microseconds / 1000).toFixed(1).padStart(9);

function asked(trips) {
  const sums = new Map();
  for (const { verb, from, to } of trips) {
    const one = sums.get(verb) ?? { times: 0, sum: 0, all: [] };
    sums.set(verb, { times: one.times + 1, sum: one.sum + to - from, all: [...one.all, to - from].sort((a, b) => a - b) });
  }
  return [...sums].sort(([, a], [, b]) => b.sum - a.sum);
}

/** Microseconds by function, by crate and as a tree, of the samples that lie within these trips. */
function counts(profile, trips) {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  for (const node of profile.nodes) for (const child of node.children ?? []) nodes.get(child).parent = node.id;
  const stacks = new Map();
  const stackOf = (id) => {
    if (!stacks.has(id)) {
      const stack = [];
      for (let node = nodes.get(id); node; node = nodes.get(node.parent)) stack.unshift(nameOf(node.callFrame));
      stacks.set(id, stack);
    }
    return stacks.get(id);
  };
  const counted = { total: 0, waited: 0, self: new Map(), inclusive: new Map(), crates: new Map(), tree: { part: 0, below: new Map() } };
  const add = (sums, name, part) => sums.set(name, (sums.get(name) ?? 0) + part);
  const within = trips.sort((a, b) => a.from - b.from);
  let at = profile.startTime;
  let next = 0;
  for (const [nth, id] of profile.samples.entries()) {
    at += profile.timeDeltas[nth];
    const until = at + (profile.timeDeltas[nth + 1] ?? 0);
    while (next < within.length && within[next].to <= at) next += 1;
    const part = next < within.length ? Math.min(until, within[next].to) - Math.max(at, within[next].from) : 0;
    if (part <= 0) continue;
    const stack = stackOf(id);
    const last = stack.at(-1);
    counted.total += part;
    if (WAITING.includes(last)) counted.waited += part;
    add(counted.self, last, part);
    add(counted.crates, crateOf(last), part);
    for (const name of new Set(stack)) add(counted.inclusive, name, part);
    let branch = counted.tree;
    for (const name of stack.filter((name, nth) => isOurs(name) && name !== stack[nth - 1])) {
      if (!branch.below.has(name)) branch.below.set(name, { part: 0, below: new Map() });
      branch = branch.below.get(name);
      branch.part += part;
    }
  }
  return counted;
}

function branches({ below }, total, depth = 0) {
  return [...below].filter(([, { part }]) => part / total > SMALLEST_BRANCH).sort(([, a], [, b]) => b.part - a.part)
    .flatMap(([name, branch]) => [`${ms(branch.part)} ${"  ".repeat(depth)}${name}`, ...branches(branch, total, depth + 1)]);
}

/** A function of wasm as Rust writes it, less its hash; one of JavaScript with its file. */
function nameOf({ functionName, url, lineNumber }) {
  const name = functionName.replace(/::h[0-9a-f]{16}/g, "").replace(/\[[0-9a-f]{8,16}\]/g, "");
  if (!url || url.startsWith("wasm:") || url.endsWith(".wasm") || name.startsWith("(")) return name;
  return `${name || "(nameless)"} ${url.split("/").at(-1)}:${lineNumber + 1}`;
}

const isOurs = (name) => crateOf(name) === "carnet";

function crateOf(name) {
  if (/\.js:\d+$/.test(name)) return "JavaScript";
  return name.startsWith("(") ? name : name.match(/^[<&\s]*(?:dyn |mut )?(\w+)(?:::|$)/)?.[1] ?? "wasm";
}
