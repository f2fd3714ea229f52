// The page of the benchmark: starts a store's worker, times the round trips of its requests and watches its own thread.
// Everything is driven from outside through `bench`.
let worker;
let turn = 0;
const waiting = new Map();
const seen = { longest: 0 };
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
}).observe({ type: "longtask", buffered: true });

globalThis.bench = {
  start: (peer) =>
    new Promise((ready, failed) => {
      worker = new Worker(`/${peer}.js`, { type: "module" });
      worker.onerror = (event) => failed(new Error(`the worker: ${event.message}`));
      worker.onmessage = ({ data }) => {
        if (data.ready) return ready();
        if (data.broken) return failed(new Error(data.broken));
        const { done, failed } = waiting.get(data.turn);
        waiting.delete(data.turn);
        if (data.failure) failed(new Error(data.failure));
        else done(data.answer);
      };
    }),
  ask,
  /** The answer, and the milliseconds from asking to it. */
  timed,
  /** Asks one after the other; gives the milliseconds of each. */
  each: async (verb, all) => {
    const ms = [];
    for (const args of all) ms.push((await timed(verb, ...args)).ms);
    return ms;
  },
  longest: () => seen.longest,
  /** What loading the page and the store's program took is no workload. */
  begin: () => void (seen.longest = 0),
};

function ask(verb, ...args) {
  return new Promise((done, failed) => {
    waiting.set((turn += 1), { done, failed });
    worker.postMessage({ turn, verb, args });
  });
}

async function timed(verb, ...args) {
  const from = performance.now();
  const answer = await ask(verb, ...args);
  return { ms: performance.now() - from, answer };
}
