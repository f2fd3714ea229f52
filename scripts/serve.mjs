// Serves the built page on this machine only.
//   node scripts/serve.mjs [port, 8080 unless told] [folder, dist unless told]
// The journeys import serve() and stop the server to be offline.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { policyOf } from "./policy.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Starts a server for `folder` under `base` on 127.0.0.1 (port 0 takes a free one).
 *  `headers: false` is a host that sends no headers of its own, as most static hosts; `ranges: false` one that sends files
 *  whole only. `watch({ path, from, length })` hears of every body that is sent and may give how many of its bytes arrive
 *  before the connection breaks.
 *  Gives { url, port, stop() }; stop() also ends open connections. */
export async function serve({ folder = "dist", port = 0, base = "/", headers = true, ranges = true, watch = () => {} } = {}) {
  const root = resolve(folder);
  const policy = policyOf(await readFile(resolve(root, "index.html"), "utf8"));
  const common = headers
    ? {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
      }
    : {};
  const server = createServer(async (request, response) => {
    const answer = (status, head, body) => {
      response.writeHead(status, { "Cache-Control": "no-cache", ...common, ...head });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    if (request.method !== "GET" && request.method !== "HEAD") return answer(405, { Allow: "GET, HEAD" });
    const path = filePath(request.url, base, root);
    if (!path) return answer(404, {}, "Not found\n");
    try {
      const body = await readFile(path);
      const head = { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", "Accept-Ranges": "bytes", ETag: tagOf(body) };
      if (request.headers["if-none-match"] === head.ETag) return answer(304, head);
      const from = ranges ? firstByte(request.headers.range, body.length) : null;
      const part = body.subarray(from ?? 0);
      const arrives = watch({ path: path.slice(root.length + 1), from: from ?? 0, length: body.length }) ?? part.length;
      const whole = { ...head, "Content-Length": part.length };
      if (arrives < part.length) return breakOff(response, { ...common, ...whole }, part.subarray(0, arrives));
      if (from === null) return answer(200, whole, part);
      answer(206, { ...whole, "Content-Range": `bytes ${from}-${body.length - 1}/${body.length}` }, part);
    } catch {
      answer(404, {}, "Not found\n");
    }
  });
  await new Promise((done, failed) => server.once("error", failed).listen(port, "127.0.0.1", done));
  const bound = server.address().port;
  const stop = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${bound}${base}`, port: bound, stop };
}

/** Sends the beginning of a body and, when it had time to be read, ends the connection: a browser that hears of the end drops what
 *  it has not handed on. */
function breakOff(response, head, beginning) {
  if (beginning.length === 0) return response.destroy();
  response.writeHead(200, head);
  response.write(beginning, () => setTimeout(() => response.destroy(), 1000));
}

const tagOf = (body) => `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;

/** Where a download is to go on, or null for all of it: only what a broken one asks for is understood. */
function firstByte(range, length) {
  const from = Number(range?.match(/^bytes=(\d+)-$/)?.[1] ?? NaN);
  return from < length ? from : null;
}

/** The file a request names, or null if it lies outside the folder. */
function filePath(target, base, root) {
  let path;
  try {
    path = decodeURIComponent(new URL(target, "http://127.0.0.1").pathname);
  } catch {
    return null;
  }
  if (!path.startsWith(base) || path.includes("\0")) return null;
  const rest = path.slice(base.length);
  const file = resolve(root, rest === "" || rest.endsWith("/") ? `${rest}index.html` : rest);
  return file.startsWith(root + sep) ? file : null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 8080);
  try {
    const { url } = await serve({ port, folder: process.argv[3] ?? "dist" });
    console.log(`Carnet is at ${url} (Ctrl+C ends it)`);
  } catch (error) {
    console.error(error.code === "EADDRINUSE"
      ? `Port ${port} of 127.0.0.1 is taken by another program. End that one, or choose a port: make serve PORT=8081`
      : `Cannot serve: ${error.message}`);
    process.exit(1);
  }
}
