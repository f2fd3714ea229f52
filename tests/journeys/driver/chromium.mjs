// How the journeys start Chromium. Another browser gets a file of its own beside this one.
import { chromium } from "playwright-core";

const options = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/** A browser with no profile of its own, for drawing and measuring. */
export const launchBrowser = () => chromium.launch(options);

/** A browser that keeps its profile in `folder`, as a person's does, with more arguments and context settings. */
export const launchProfile = (folder, args, settings) =>
  chromium.launchPersistentContext(folder, { ...options, args: [...options.args, ...args], ...settings });
