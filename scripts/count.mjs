// Counts what ran from the logs of scripts/test.sh and closes with "N passed, N failed".
//   node scripts/count.mjs <folder of logs> [name of a step that failed ...]
// A step that failed without a failing test of its own (a lint, a build) counts as one failure.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, ...broken] = process.argv.slice(2);
const counted = /^(?:test result: \w+\. |journeys: |bundles: )(\d+) passed[;,] (\d+) failed/gm;
let passed = 0;
let failed = 0;

for (const file of readdirSync(folder).sort()) {
  const step = file.replace(/\.log$/, "");
  let here = { passed: 0, failed: 0 };
  for (const [, good, bad] of readFileSync(join(folder, file), "utf8").matchAll(counted)) {
    here.passed += Number(good);
    here.failed += Number(bad);
  }
  if (broken.includes(step) && here.failed === 0) here.failed = 1;
  if (here.passed + here.failed > 0) console.log(`${step.padEnd(12)} ${here.passed} passed, ${here.failed} failed`);
  passed += here.passed;
  failed += here.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || broken.length > 0 || passed === 0 ? 1 : 0);
