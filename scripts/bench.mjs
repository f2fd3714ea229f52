// Measures in Chromium how the built page starts with the server stopped, and prints it next to the budgets.
import { Device, Host } from "../tests/journeys/driver/carnet.mjs";

const RUNS = 5;
const BUDGETS = { start: 1000, task: 50, slowTask: 200 };

const host = await Host.start({ folder: "dist" });
const device = await Device.start(host, { size: "phone" });
await device.open();
await device.keptOnDevice();
await device.offline();

const starts = [];
for (let run = 0; run < RUNS; run += 1) starts.push(await coldStart(1));
const slow = await coldStart(4);
await device.close();

const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
line("offline cold start to the first screen", middle(starts.map((one) => one.ready)), BUDGETS.start);
line("longest task after first paint", middle(starts.map((one) => one.longest)), BUDGETS.task);
line("longest task after first paint, 4 times slower", slow.longest, BUDGETS.slowTask);

/** Closes the browser, opens it again and times the page, with the processor slowed down by `throttle`. */
async function coldStart(throttle) {
  await device.context.close();
  await device.launch();
  if (throttle > 1) {
    const session = await device.context.newCDPSession(device.page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  }
  await device.context.addInitScript(() => {
    globalThis.measured = { longest: 0 };
    const watch = (type, each) =>
      new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
    watch("paint", (entry) => (globalThis.measured.paint ??= entry.startTime));
    watch("longtask", (entry) => {
      if (entry.startTime < (globalThis.measured.paint ?? Infinity)) return;
      globalThis.measured.longest = Math.max(globalThis.measured.longest, entry.duration);
    });
    new MutationObserver((_, observer) => {
      if (!document.body || document.getElementById("boot")) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (globalThis.measured.ready = performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
  await device.open();
  await device.page.waitForFunction(() => globalThis.measured.ready);
  await device.page.waitForTimeout(500);
  return device.page.evaluate(() => globalThis.measured);
}

function line(what, milliseconds, budget) {
  const verdict = milliseconds <= budget ? "met" : "not met";
  console.log(`${what.padEnd(48)}${`${Math.round(milliseconds)} ms`.padStart(10)}   budget ${budget} ms: ${verdict}`);
}
