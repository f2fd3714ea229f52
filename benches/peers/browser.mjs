// One Chromium on one profile: started, looked at from outside, ended, its files counted.
import { rmSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchProfile } from "../../tests/journeys/driver/chromium.mjs";

const SQLITE_BACKEND = ["--enable-features=IdbSqliteBackingStore,IdbSqliteOnDiskRollout"];
/** Where Chromium keeps what a page stores: databases, private files, local storage. */
const KEPT = ["IndexedDB", "File System", "Local Storage", "WebStorage"];

/** What a benchmark that is broken off leaves on the disk is taken away as it ends. */
const folders = new Set();
process.on("exit", () => {
  for (const folder of folders) {
    // A browser that is only just ending may still write there.
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    } catch (error) {
      console.error(`${folder} is left behind: ${error.message}`);
    }
  }
});
export const takenAwayAtExit = (folder) => folders.add(folder);

export class Profile {
  static async fresh(backend) {
    const profile = new Profile();
    profile.folder = await mkdtemp(join(tmpdir(), "carnet-bench-"));
    takenAwayAtExit(profile.folder);
    profile.args = backendArguments(backend);
    return profile;
  }

  /** Starts the browser with one page at this address. */
  async open(url) {
    [this.context, this.page] = await this.launched().catch(() => this.launched());
    this.page.on("crash", () => (this.crashed = true));
    await this.page.goto(url);
    return this.page;
  }

  /** A browser that a busy machine does not start in time is started once more: nothing has been measured by then. */
  async launched() {
    const context = await launchProfile(this.folder, this.args, {});
    try {
      return [context, context.pages()[0] ?? (await context.newPage())];
    } catch (error) {
      await context.close().catch(() => {});
      throw error;
    }
  }

  async close() {
    this.sampling = false;
    await this.context?.close().catch(() => {});
    this.context = null;
  }

  async remove() {
    await this.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  bytesOnDisk() {
    return bytesKept(this.folder);
  }

  readable(words) {
    return readableIn(this.folder, words);
  }

  memory() {
    return memoryOf(this.context, this.page);
  }
}

/** What Chromium is told so that IndexedDB lies in the back end of this name. */
export const backendArguments = (backend) => (backend === "sqlite" ? SQLITE_BACKEND : []);

/** Bytes of everything the page stores, the browser of this profile being closed. */
export async function bytesKept(folder) {
  let sum = 0;
  for (const kept of KEPT) sum += await bytesIn(join(folder, "Default", kept));
  return sum;
}

/** Can one of these words be read in the files in which the page stores, as UTF-8 or as UTF-16? The first that can. */
export async function readableIn(folder, words) {
  const sought = words.flatMap((word) => ["utf8", "utf16le"].map((code) => [word, Buffer.from(word, code)]));
  for (const kept of KEPT) {
    for (const path of await filesIn(join(folder, "Default", kept))) {
      const bytes = await readFile(path);
      const found = sought.find(([, written]) => bytes.includes(written));
      if (found) return found[0];
    }
  }
  return null;
}

/** Megabytes only the page and its workers have; Linux tells them, elsewhere this gives null. */
export async function memoryOf(context, page) {
  const session = (await context.browser()?.newBrowserCDPSession()) ?? (await context.newCDPSession(page));
  const { processInfo } = await session.send("SystemInfo.getProcessInfo").catch(() => ({ processInfo: [] }));
  await session.detach().catch(() => {});
  const sizes = [];
  for (const { id } of processInfo.filter(({ type }) => type === "renderer")) {
    const parts = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
    const own = [...parts.matchAll(/^(?:Private_Dirty|SwapPss):\s+(\d+)/gm)];
    sizes.push(own.reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0) / 1000);
  }
  return sizes.length ? Math.max(...sizes) : null;
}

async function bytesIn(folder) {
  const sizes = await Promise.all((await filesIn(folder)).map(async (path) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function filesIn(folder) {
  const found = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return found.filter((one) => one.isFile()).map((one) => join(one.parentPath ?? one.path, one.name));
}
