// Run by Trunk after it has built the page (Trunk.toml), before precache.mjs. Cuts the page's program at the places that
// src/main.rs names, and makes every program small:
//
//   carnet-…_bg.wasm        what the first screen needs;
//   part-<name>-….wasm      what only the function `name` of src/main.rs reaches, fetched by
//   carnet-…_parts.js       the tool's own script, which asks for a part and puts it into the running program.
//
// Trunk has put the whole program through wasm-bindgen and given it its name; here the same linked program is cut first, and
// what is left of it put through wasm-bindgen again.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { finish } from "./precache.mjs";

const run = promisify(execFile);

// Functions in the order of their names: what is made many times over then lies side by side and packs 1 % smaller.
// precache.mjs takes the names out.
const SMALL = [
  "-Oz",
  "--enable-bulk-memory",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-reference-types",
  "--enable-multivalue",
  "-g",
  "--reorder-functions-by-name",
];

// What the tool names its script, and how it asks for a part there.
const SCRIPT = "__wasm_split.js";
const STREAMED = "WebAssembly.instantiateStreaming(src, imports)";
// Hosts that do not know what a program is send it under another type, which is refused where it is streamed.
const WHOLE = "WebAssembly.instantiate(await whole(src), imports)";
const READS_WHOLE = `async function whole(asked) {
    const answer = await asked;
    if (!answer.ok) throw new Error(\`\${answer.url}: the host answered \${answer.status}\`);
    return answer.arrayBuffer();
}
`;

/** Cuts the page's program in the built `folder`; `linked` is what cargo made of it. */
export async function cut(folder, linked) {
  const name = (await readdir(folder)).map((file) => file.match(/^(carnet-[0-9a-f]+)\.js$/)?.[1]).find(Boolean);
  if (!name) throw new Error(`${folder} has no program of the page`);
  const part = (cutName) => `part-${cutName.replace(/^split_/, "")}${name.slice("carnet".length)}.wasm`;
  const work = await mkdtemp(join(tmpdir(), "carnet-parts-"));
  try {
    await run("wasm-split-cli", [linked, work, "--out-name", name]);
    const bound = join(work, "bound");
    await run("wasm-bindgen", ["--target", "web", "--keep-lld-exports", "--no-typescript", "--out-dir", bound, "--out-name", name, join(work, `${name}.wasm`)]);

    const parts = (await readdir(work)).filter((file) => file.endsWith(".wasm") && file !== `${name}.wasm`);
    if (parts.length === 0) throw new Error(`${linked} was not cut: is it linked with --emit-relocs (build.rs), and not stripped (Cargo.toml)?`);
    for (const file of parts) await writeFile(join(folder, part(file.slice(0, -".wasm".length))), await readFile(join(work, file)));

    await writeFile(join(folder, `${name}_bg.wasm`), await readFile(join(bound, `${name}_bg.wasm`)));
    const program = await readFile(join(bound, `${name}.js`), "utf8");
    await writeFile(join(folder, `${name}.js`), replaced(program, `from "./${SCRIPT}"`, () => `from "./${name}_parts.js"`));
    const script = await readFile(join(work, SCRIPT), "utf8");
    const asks = replaced(replaced(script, STREAMED, () => WHOLE), /"\.\/(\w+)\.wasm"/g, (_, file) => `"./${part(file)}"`);
    await writeFile(join(folder, `${name}_parts.js`), asks + READS_WHOLE);
  } finally {
    await rm(work, { recursive: true });
  }
}

/** `text` with every place that matches replaced; without one, the tool writes another script than this was made for. */
function replaced(text, place, by) {
  const made = text.replaceAll(place, by);
  if (made === text) throw new Error(`expected ${place} in what wasm-split-cli or wasm-bindgen wrote`);
  return made;
}

/** Makes every program in `folder` small, as many at a time as there are processors. */
export async function makeSmall(folder) {
  const programs = (await readdir(folder)).filter((file) => file.endsWith(".wasm")).map((file) => join(folder, file));
  const turns = Array.from({ length: availableParallelism() }, async () => {
    for (let one; (one = programs.pop()); ) await run("wasm-opt", [one, "--output", one, ...SMALL]);
  });
  await Promise.all(turns);
}

/** Where cargo puts what it builds. */
async function targetFolder() {
  if (process.env.CARGO_TARGET_DIR) return process.env.CARGO_TARGET_DIR;
  const { stdout } = await run("cargo", ["metadata", "--format-version", "1", "--no-deps", "--offline"]);
  return JSON.parse(stdout).target_directory;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.env.TRUNK_STAGING_DIR || "dist";
  const isRelease = (process.env.TRUNK_PROFILE || "release") === "release";
  await cut(folder, join(await targetFolder(), "wasm32-unknown-unknown", isRelease ? "release" : "debug", "carnet.wasm"));
  if (isRelease) await makeSmall(folder);
  const { digest, files } = await finish(folder);
  console.log(`version ${digest.slice(0, 16)}: ${files} files`);
}
