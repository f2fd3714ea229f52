// Two ways of working a page: the keyboard alone, and a thumb alone. Both count what they do, and both fail as soon as
// the focus is nowhere: who works by keyboard or by ear would be lost on the page.

/** Long enough for a page that moves the focus itself, short enough that nobody would press again meanwhile. */
const SETTLES = 2000;
/** No form has more stops than this between two of its questions. */
const STOPS = 40;
/** Smaller than this and a thumb misses. */
export const TARGET = 44;

/** Counts what a pointer does, so that a journey can prove it used none. Begin with it before the page is opened. */
export const watchPointer = (carnet) =>
  carnet.context.addInitScript(() => {
    globalThis.pointed = [];
    for (const kind of ["mousedown", "touchstart"]) {
      addEventListener(kind, (event) => globalThis.pointed.push(kind + " " + event.target?.localName), { capture: true, passive: true });
    }
  });

export const pointed = (carnet) => carnet.page.evaluate(() => globalThis.pointed);

/** Where the focus is: the label, the question it belongs to, and what it holds; `arrives` says what of it is waited for.
 *  Fails if it stays on the body. */
export const focused = (carnet, after, arrives = () => true) =>
  carnet.until(`keep the focus after ${after}`, () => whereFocused(carnet), (at) => at !== null && arrives(at), { timeout: SETTLES });

const whereFocused = (carnet) =>
  carnet.page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const words = (one) => one?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const label = at.getAttribute("aria-label") ?? ([...(at.labels ?? [])].map(words).join(" ") || words(at));
    const kind = at.type === "textarea" ? "text" : (at.type ?? at.localName);
    const value = at.selectedOptions ? words(at.selectedOptions[0]) : (at.value ?? "");
    return { label, kind, group: words(at.closest("fieldset")?.querySelector("legend")), value, checked: at.checked === true };
  });

class Hands {
  constructor(carnet) {
    this.carnet = carnet;
    this.acts = 0;
    this.started = Date.now();
  }

  seconds() {
    return (Date.now() - this.started) / 1000;
  }

  /** Types into what has the focus, which must be a field; a new page puts it there by itself. Letters are not counted:
   *  every way of writing needs them. */
  async write(text, into) {
    const isField = (at) => /^(text|search|password)$/.test(at.kind) && (into ?? at.label) === at.label;
    await focused(this.carnet, `coming to ${into ?? "a field"}`, isField);
    await this.carnet.page.keyboard.type(text);
  }
}

export class Keyboard extends Hands {
  /** Gives where the focus is afterwards; `arrives` says what of it is waited for. */
  async press(keys, arrives) {
    for (const key of keys.split(" ")) {
      await this.carnet.page.keyboard.press(key);
      this.acts += 1;
    }
    return focused(this.carnet, keys, arrives);
  }

  /** Tab until the focus is on this label, of this question or kind where several have the label. */
  async to(label, { group, kind, by = "Tab" } = {}) {
    const passed = [];
    for (let stop = 0; stop < STOPS; stop += 1) {
      const at = await this.press(by);
      if (at.label === label && (group ?? at.group) === at.group && (kind ?? at.kind) === at.kind) return at;
      passed.push(`${at.group} ${at.label}`.trim());
    }
    throw new Error(`could not come to ${label} by ${by}; passed: ${passed.join(", ")}`);
  }
}

export class Thumb extends Hands {
  /** Taps a button or a link. */
  async tap(name) {
    await this.at(name, this.carnet.pressable(name, "button").or(this.carnet.pressable(name, "link")));
  }

  /** Taps a field and types into it. */
  async fill(label, text, options) {
    await this.at(label, this.carnet.field(label, options));
    await this.write(text);
  }

  /** Taps an answer by its words: a radio button of a question, or a box to tick. */
  async answer(words, question) {
    const labels = this.carnet.scope(question).locator("label").filter({ visible: true });
    await this.at(words, labels.filter({ hasText: new RegExp(`^\\s*${words}\\s*$`) }));
  }

  async at(what, target) {
    await this.carnet.act(`tap ${what}`, () => target.first().tap());
    this.acts += 1;
    await focused(this.carnet, `tapping ${what}`);
  }
}

/** What is too small for a thumb among everything that can now be pressed: its words and its size. A radio button or a
 *  box to tick is as large as itself and its words together. */
export const smallTargets = (carnet, least = TARGET) =>
  carnet.page.evaluate((least) => {
    const found = [];
    const seen = (box) => box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > -scrollY;
    for (const one of document.querySelectorAll("button, a[href], input, select, textarea, summary")) {
      if (one.disabled || !one.checkVisibility({ visibilityProperty: true })) continue;
      const ticked = one.type === "radio" || one.type === "checkbox";
      const boxes = [one, ...(ticked ? one.labels : [])].map((part) => part.getBoundingClientRect()).filter(seen);
      if (boxes.length === 0) continue;
      const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
      const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      const words = one.getAttribute("aria-label") ?? (one.labels?.[0]?.textContent || one.textContent).trim();
      // Half a pixel: where a line falls between two, the browser rounds.
      if (Math.min(width, height) < least - 0.5) found.push(`${words}: ${Math.round(width)} by ${Math.round(height)} px`);
    }
    return found;
  }, least);
