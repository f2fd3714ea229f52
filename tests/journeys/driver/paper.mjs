// What a page prints: the sheets of the PDF that Chromium makes of it.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
let told = false;

/** How many sheets the page takes, and the text of each where this machine can read PDF (pdftotext of poppler-utils). */
export async function printed(carnet, format = "A4") {
  const pdf = await carnet.act(`print on ${format}`, () => carnet.page.pdf({ format }));
  const count = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  return { count, sheets: await texts(pdf) };
}

async function texts(pdf) {
  const folder = await mkdtemp(join(tmpdir(), "carnet-paper-"));
  try {
    await writeFile(join(folder, "print.pdf"), pdf);
    const { stdout } = await run("pdftotext", ["-layout", join(folder, "print.pdf"), "-"]);
    // Every sheet ends with a form feed. Spaces are where the layout is, not what is said.
    return stdout.split("\f").slice(0, -1).map((sheet) => sheet.replace(/[\u2066-\u2069\u202a-\u202e]/g, "").replace(/\s+/g, " "));
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    if (!told) console.log("SKIPPED the words on paper: there is no pdftotext here (poppler-utils)");
    told = true;
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
