// Bundles each store with its packages and serves it, with the page that measures it, on 127.0.0.1 only.
import { build } from "esbuild";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join } from "node:path";

const FOLDER = import.meta.dirname;
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm" };
const require = createRequire(import.meta.url);

/** Starts the server; gives { url, stop() }. A store that cannot be bundled is told in `broken` by its name. */
export async function host(peers) {
  const files = new Map();
  const broken = new Map();
  files.set("/index.html", await readFile(join(FOLDER, "page/index.html")));
  files.set("/page.js", await readFile(join(FOLDER, "page/page.js")));
  for (const peer of peers) {
    try {
      files.set(`/${peer}.js`, await bundled(peer));
    } catch (error) {
      broken.set(peer, error.errors?.map(({ text }) => text).join("; ") ?? error.message);
    }
  }
  if (peers.includes("sqlite")) {
    const folder = join(require.resolve("@evolu/sqlite-wasm/package.json"), "../sqlite-wasm/jswasm");
    files.set("/sqlite3.wasm", await readFile(join(folder, "sqlite3.wasm")));
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const path = pathname === "/" ? "/index.html" : pathname;
    const body = files.get(path);
    response.writeHead(body ? 200 : 404, { "Content-Type": TYPES[extname(path)] ?? "text/plain", "Cache-Control": "no-store" });
    response.end(body ?? "Not found\n");
  });
  await new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  const stop = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${server.address().port}/`, broken, stop };
}

/** One module: the store, its packages and what answers the page. */
async function bundled(peer) {
  const { outputFiles } = await build({
    stdin: { contents: `import * as peer from "./peers/${peer}.js"; import { serve } from "./page/worker.js"; serve(peer);`, resolveDir: FOLDER },
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
