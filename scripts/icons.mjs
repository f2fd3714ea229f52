// Draws the PNG icons from public/icons/icon.svg. Run by hand after changing the drawing: node scripts/icons.mjs
import { readFile, writeFile } from "node:fs/promises";
import { launchBrowser } from "../tests/journeys/driver/chromium.mjs";

const folder = new URL("../public/icons/", import.meta.url);
const svg = await readFile(new URL("icon.svg", folder), "utf8");
// A maskable icon bleeds to the edge and keeps its drawing inside the middle 80 %.
const maskable = svg
  .replace(' rx="96"', "")
  .replace('<g fill="none"', '<g transform="translate(51.2 51.2) scale(0.8)" fill="none"');

const browser = await launchBrowser();
const draw = async (name, source, size) => {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${source}`);
  await writeFile(new URL(name, folder), await page.screenshot({ omitBackground: true }));
  await page.close();
};
await draw("icon-192.png", svg, 192);
await draw("icon-512.png", svg, 512);
await draw("maskable-512.png", maskable, 512);
await browser.close();
