// What a person can do with Carnet, in about a dozen verbs. Journeys speak only these, and find things as people do:
// by the role and the name a screen reader would say. Every verb waits for what it names and fails with its name.
//
// Beside the verbs it watches, and the runner fails the journey on any of it: an error in the console or the page,
// a breach of the content security policy, a request to any address but the page's own.
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { serve } from "../../../scripts/serve.mjs";
import { launchProfile } from "./chromium.mjs";

export const SIZES = {
  phone: { width: 360, height: 740 },
  tablet: { width: 768, height: 1024 },
  laptop: { width: 1440, height: 900 },
};

const RESULTS = "test-results";
const WAIT = 10_000;
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pressable = ["button", "link", "tab", "menuitem", "checkbox", "radio", "option"];

/** Runs in the page: does a service worker serve it, and does that have every file? */
async function kept() {
  const worker = navigator.serviceWorker?.controller;
  if (worker?.state !== "activated") return false;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((done) => (port1.onmessage = (event) => done(event.data)));
  worker.postMessage({ type: "status" }, [port2]);
  return (await answer).missing === 0;
}

/** One host of the page. `offline` stops it, `online` starts it again at the same address. With a `name` it is
 *  reached under that name over plain http, as by a browser on another machine. */
export class Host {
  static async start({ name, ...options }) {
    const host = new Host();
    host.options = options;
    host.server = await serve(options);
    host.url = host.server.url;
    if (name) host.url = host.url.replace("127.0.0.1", name);
    host.args = name ? [`--host-resolver-rules=MAP ${name} 127.0.0.1`] : [];
    return host;
  }
  async stop() {
    await this.server?.stop();
    this.server = null;
  }
  async restart() {
    if (!this.server) this.server = await serve({ ...this.options, port: Number(new URL(this.url).port) });
  }
}

/** One browser with its own profile on disk: one device. */
export class Device {
  constructor(host, settings) {
    this.host = host;
    this.settings = settings;
    this.troubles = [];
    this.expected = [];
    this.others = [];
  }

  static async start(host, settings) {
    const device = new Device(host, settings);
    device.profile = await mkdtemp(join(tmpdir(), "carnet-profile-"));
    await device.launch();
    return device;
  }

  async launch() {
    const { size, locale = "en-GB", scheme = "light", scripts = true } = this.settings;
    this.context = await launchProfile(this.profile, this.host.args, {
      javaScriptEnabled: scripts,
      viewport: SIZES[size],
      hasTouch: size !== "laptop",
      isMobile: size === "phone",
      locale,
      colorScheme: scheme,
      reducedMotion: "reduce",
      acceptDownloads: true,
    });
    this.context.setDefaultTimeout(WAIT);
    this.context.on("page", (page) => this.watch(page));
    this.context.on("request", (request) => this.watchRequest(request));
    await this.context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    this.watch(this.page);
  }

  watch(page) {
    if (page.watched) return;
    page.watched = true;
    page.on("console", (message) => message.type() === "error" && this.trouble(`console: ${message.text()} (${message.location().url})`));
    page.on("pageerror", (error) => this.trouble(`page error: ${error.stack ?? error}`));
    page.on("crash", () => this.trouble("the page crashed"));
  }

  watchRequest(request) {
    const url = new URL(request.url());
    if (["blob:", "data:", "about:", "chrome:"].includes(url.protocol)) return;
    if (!request.url().startsWith(this.host.url)) this.trouble(`request to another address: ${request.url()}`);
  }

  trouble(text) {
    if (!this.expected.some((pattern) => pattern.test(text))) this.troubles.push(text);
  }

  /** Errors that this journey provokes on purpose, as a regular expression over "console: …" or "page error: …". */
  expectTrouble(pattern) {
    this.expected.push(pattern);
  }

  // --- going about -------------------------------------------------------------------------------------------------

  /** Loads the page at a fragment ("", "#/today"). After its first load a device works without the server, unless the
   *  journey says `online`. */
  async open(fragment = "") {
    const url = this.host.url + fragment;
    if (this.settings.online || this.loaded) return this.page.url() === url ? this.reload() : this.page.goto(url);
    this.loaded = true;
    await this.online();
    await this.page.goto(url);
    await this.keptOnDevice();
    await this.offline();
  }

  /** Goes to a fragment as by a link of the page: nothing is loaded again, so nothing locks. */
  async go(fragment) {
    await this.page.evaluate((there) => (location.hash = there), fragment);
  }

  async reload() {
    await this.page.reload();
  }

  /** Waits until everything the page needs is kept on the device, so that it may be taken offline. */
  async keptOnDevice() {
    await this.act("keep the page on the device", async () => {
      const until = Date.now() + 60_000;
      while (!(await this.page.evaluate(kept))) {
        if (Date.now() > until) throw new Error("the service worker has not taken over");
        await this.page.waitForTimeout(50);
      }
      await this.page.waitForLoadState("networkidle");
    });
  }

  /** Stops the server; every device is then offline. */
  async offline() {
    await this.host.stop();
  }

  async online() {
    await this.host.restart();
  }

  /** Closes the browser as a person does and opens it again on the same profile. */
  async restart(fragment = "") {
    await this.context.close();
    await this.launch();
    await this.open(fragment);
  }

  /** A second tab of the same browser; `this.page` stays the first. Gives a Device that shares profile and watching. */
  async newTab(fragment = "") {
    const tab = Object.create(this);
    tab.page = await this.context.newPage();
    this.watch(tab.page);
    await tab.open(fragment);
    return tab;
  }

  /** Another device at the same address, with an empty profile. */
  async another(settings = {}) {
    const device = await Device.start(this.host, { ...this.settings, ...settings });
    this.others.push(device);
    return device;
  }

  async size(name) {
    await this.page.setViewportSize(SIZES[name]);
    this.settings.size = name;
    // The page is told of its width with the next picture that is drawn of it.
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }

  // --- acting ------------------------------------------------------------------------------------------------------

  /** What can be pressed under this name: a button, link, tab, menu item, checkbox, radio button or option. */
  pressable(name, role) {
    const roles = role ? [role] : pressable;
    const found = roles.map((one) => this.page.getByRole(one, { name, exact: typeof name === "string" }));
    return found.reduce((all, one) => all.or(one)).filter({ visible: true });
  }

  /** A field under its label. `within` names the group, region or dialog it stands in. */
  field(label, { within } = {}) {
    const labelled = this.scope(within).getByLabel(label, { exact: typeof label === "string" });
    const written = this.page.locator("input:not([type=radio]):not([type=checkbox]), textarea, select");
    return labelled.and(written).filter({ visible: true });
  }

  scope(name) {
    if (!name) return this.page;
    const roles = ["group", "radiogroup", "region", "dialog", "article", "listitem", "row", "form", "navigation"];
    return roles.map((role) => this.page.getByRole(role, { name })).reduce((all, one) => all.or(one)).first();
  }

  /** Presses what has this name; `role` where several kinds have it, `nth` where several stand there. */
  async press(name, { role, nth, within } = {}) {
    let target = this.pressable(name, role);
    if (within) target = this.scope(within).locator(target);
    if (nth !== undefined) target = target.nth(nth);
    await this.act(`press ${name}`, () => target.click());
  }

  /** Types into the field with this label, key by key, replacing what stands there; `delay` is the milliseconds between keys. */
  async type(label, text, options) {
    await this.act(`type into ${label}`, async () => {
      const field = this.field(label, options);
      await field.click();
      await field.selectText().catch(() => {});
      if (text === "") await this.page.keyboard.press("Delete");
      else await this.page.keyboard.type(text, { delay: options?.delay });
    });
  }

  /** Chooses an answer: a radio button in a group, an option of a list, or a checkbox by itself. */
  async choose(question, answer, { within } = {}) {
    await this.act(`choose ${answer} for ${question}`, async () => {
      const scope = this.scope(within);
      const exact = typeof answer === "string";
      const list = scope.getByRole("combobox", { name: question });
      const radio = this.scope(question).getByRole("radio", { name: answer, exact });
      await list.or(radio).first().waitFor();
      if (await list.count()) return list.first().selectOption({ label: answer });
      await radio.first().check({ force: true });
    });
  }

  /** Keys as pressed: "Tab", "Control+Enter", "/". */
  async key(keys) {
    for (const one of keys.split(" ")) await this.page.keyboard.press(one);
  }

  /** Does `action` and gives the path of the file the browser then saved, under test-results/files. */
  async saved(action) {
    const [download] = await Promise.all([this.page.waitForEvent("download", { timeout: 60_000 }), action()]);
    const folder = join(RESULTS, "files");
    await mkdir(folder, { recursive: true });
    const path = join(folder, basename(download.suggestedFilename()));
    await download.saveAs(path);
    return path;
  }

  /** Gives a file to the button that asks for one, or to the file field with this label. */
  async give(name, path) {
    await this.act(`give a file to ${name}`, async () => {
      const field = this.page.locator("input[type=file]").and(this.page.getByLabel(name));
      if (await field.count()) return field.first().setInputFiles(path);
      const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), this.press(name)]);
      await chooser.setFiles(path);
    });
  }

  // --- looking -----------------------------------------------------------------------------------------------------

  things(what, { role, within } = {}) {
    const scope = this.scope(within);
    const found = role ? scope.getByRole(role, { name: what }) : scope.getByText(what);
    return found.filter({ visible: true });
  }

  /** Waits until a text (or a thing of a role with that name) can be seen. */
  async see(what, options = {}) {
    await this.act(`see ${what}`, () => this.things(what, options).first().waitFor({ timeout: options.timeout ?? WAIT }));
  }

  /** Waits until it can be seen nowhere. */
  async notSee(what, options = {}) {
    await this.until(`not see ${what}`, () => this.things(what, options).count(), (count) => count === 0);
  }

  /** Waits until what `read` gives is as it should be, by `holds`, and gives it; fails with what it gave last. Whatever the
   *  page brings about by itself is looked at so, and never once. */
  async until(what, read, holds, { timeout = WAIT } = {}) {
    return this.act(what, async () => {
      const end = Date.now() + timeout;
      for (;;) {
        const last = await read();
        if (holds(last)) return last;
        if (Date.now() > end) throw new Error(`last seen: ${JSON.stringify(last)}`);
        await this.page.waitForTimeout(50);
      }
    });
  }

  /** The words of the whole page, as a person could select them. */
  async words() {
    return this.page.locator("body").innerText();
  }

  async valueOf(label, options) {
    return this.field(label, options).inputValue();
  }

  /** Waits until the field with this label holds this and nothing else. */
  async holds(label, value, options) {
    await this.until(`find "${value}" in ${label}`, () => this.valueOf(label, options), (held) => held === value);
  }

  async screenshot(name) {
    await mkdir(join(RESULTS, "screens"), { recursive: true });
    const path = join(RESULTS, "screens", `${name}-${this.settings.size}.png`);
    await this.page.screenshot({ path, fullPage: false });
    return path;
  }

  /** Fails if axe finds anything wrong with the page as it now stands; `options` are axe's own. */
  async axe(where = this.page.url(), options = {}) {
    if (!(await this.page.evaluate(() => Boolean(globalThis.axe)))) await this.page.evaluate(axeSource);
    const { violations } = await this.page.evaluate((options) => globalThis.axe.run(document, { resultTypes: ["violations"], ...options }), options);
    if (violations.length === 0) return;
    const lines = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `  ${id}: ${help}: ${node.target.join(" ")}`));
    throw new Error(`axe finds on ${where}:\n${lines.join("\n")}`);
  }

  // --- the end -----------------------------------------------------------------------------------------------------

  async act(what, action) {
    try {
      return await action();
    } catch (error) {
      throw new Error(`could not ${what}: ${error.message}`, { cause: error });
    }
  }

  /** What went wrong unseen, on this device and on those started from it. */
  allTroubles() {
    return [...this.troubles, ...this.others.flatMap((other) => other.allTroubles())];
  }

  /** Writes what every device shows into test-results, for a journey that failed. */
  async leaveEvidence(name) {
    await mkdir(RESULTS, { recursive: true });
    for (const [number, device] of [this, ...this.others].entries()) {
      const stem = join(RESULTS, `failed-${name}${number ? `-device${number + 1}` : ""}`);
      await device.page.screenshot({ path: `${stem}.png`, timeout: 5000 }).catch(() => {});
      const words = await device.page.locator("body").ariaSnapshot({ timeout: 5000 }).catch(() => "");
      await writeFile(`${stem}.txt`, `${device.page.url()}\n\n${words}\n`);
    }
  }

  async close() {
    for (const other of this.others) await other.close();
    await this.context.close().catch(() => {});
    await rm(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
