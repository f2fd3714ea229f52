// Run by Trunk after it has built the page (Trunk.toml). Over the finished files it
//   1. takes the digest of the whole page and writes it into index.html (<meta name="carnet-build">);
//   2. writes the list of files with their SHA-256, the digest and the policy into sw.js.
// The engine's files keep their names from build to build, so only this digest tells one version from the next.
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { policyOf } from "./policy.mjs";

const folder = process.env.TRUNK_STAGING_DIR || "dist";
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll("\\", "/"))
  .sort();
const contents = new Map();
for (const name of names) contents.set(name, await readFile(join(folder, name)));

const digest = sha256(names.map((name) => `${sha256(contents.get(name))}  ${name}\n`).join(""));

const page = replaceOnce(contents.get("index.html").toString(), 'name="carnet-build" content="unbuilt"', `name="carnet-build" content="${digest}"`);
contents.set("index.html", Buffer.from(page));

const files = Object.fromEntries(names.filter((name) => name !== "sw.js").map((name) => [name, sha256(contents.get(name))]));
const build = { digest, policy: policyOf(page), files };
const worker = replaceOnce(contents.get("sw.js").toString(), "const BUILD = null;", `const BUILD = ${JSON.stringify(build, null, 1)};`);

await writeFile(join(folder, "index.html"), page);
await writeFile(join(folder, "sw.js"), worker);
console.log(`version ${digest.slice(0, 16)}: ${names.length} files`);

function replaceOnce(text, from, to) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`expected exactly one: ${from}`);
  return parts.join(to);
}
