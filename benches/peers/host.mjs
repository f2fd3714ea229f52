// Bundles each store with its packages and serves it, with the page that measures it, on 127.0.0.1 only.
import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm" };

/** Starts the server; gives { url, stop() }. A store that cannot be bundled is told in `broken` by its name.
 *  Stores without packages of others (the limits) are served as they are, so that they need nothing installed. */
export async function host(abouts) {
  const files = new Map();
  const broken = new Map();
  for (const folder of ["page", "peers"]) {
    for (const name of await readdir(join(FOLDER, folder))) files.set(`/${folder}/${name}`, await readFile(join(FOLDER, folder, name)));
  }
  for (const [peer, { packages }] of Object.entries(abouts)) {
    try {
      files.set(`/${peer}.js`, packages.length ? await bundled(peer) : started("", peer));
    } catch (error) {
      broken.set(peer, error.errors?.map(({ text }) => text).join("; ") ?? error.message);
    }
  }
  if ("sqlite" in abouts && !broken.has("sqlite")) {
    const folder = join(createRequire(import.meta.url).resolve("@evolu/sqlite-wasm/package.json"), "../sqlite-wasm/jswasm");
    files.set("/sqlite3.wasm", await readFile(join(folder, "sqlite3.wasm")));
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const path = pathname === "/" ? "/page/index.html" : pathname;
    const body = files.get(path);
    response.writeHead(body ? 200 : 404, { "Content-Type": TYPES[extname(path)] ?? "text/plain", "Cache-Control": "no-store" });
    response.end(body ?? "Not found\n");
  });
  await new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  const stop = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${server.address().port}/`, broken, stop };
}

const started = (root, peer) => `import * as peer from "${root}/peers/${peer}.js";\nimport { serve } from "${root}/page/worker.js";\nserve(peer);\n`;

/** One module: the store, its packages and what answers the page. */
async function bundled(peer) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    stdin: { contents: started(".", peer), resolveDir: FOLDER },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "chrome120",
    minify: true,
    logLevel: "silent",
    define: { global: "globalThis", "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0].contents;
}
