// What is done and read in an open chart.

/** One press signs, and the form goes away. */
export async function signed(carnet, form) {
  await carnet.press("Sign", { within: form });
  await carnet.notSee(form, { role: "dialog" });
}

/** Waits until the texts that `read` gives are these, in this order unless told: each a whole text, spaces apart, or a
 *  pattern. */
export async function settles(carnet, what, read, wanted, { ordered = true } = {}) {
  const is = (text, one) => (one instanceof RegExp ? one.test(text) : text === one);
  const texts = async () => (await read()).map((text) => text.replace(/\s+/g, " ").trim());
  const stand = (texts) => {
    const found = (one, at) => (ordered ? is(texts[at], one) : texts.some((text) => is(text, one)));
    return texts.length === wanted.length && wanted.every(found);
  };
  await carnet.until(`${what}: ${wanted.join(", ") || "nothing"}`, texts, stand);
}

/** From the history of a chart, by its address, to the entry in which these words stand. */
export async function openEntry(carnet, chart, words) {
  await carnet.go(`${chart}/history`);
  await carnet.see(words);
  const entry = carnet.page.getByRole("article").filter({ hasText: words }).first();
  await entry.getByRole("link").first().click();
  await carnet.see("A signed entry never changes. What you add stands beside it, with your name.");
}
