// How a walk through the pages goes from one stop to the next: see everywhere.mjs.

/** To a page by its address; looks at it once its heading stands there and nothing is being read any more. */
export const go = async ({ carnet, look }, fragment, heading, name = fragment.replace(/[0-9a-f]{16,}/g, "…")) => {
  await carnet.go(fragment);
  await carnet.see(heading, { role: "heading" });
  await settled(carnet);
  await look(name);
};

/** Nothing is being read any more. */
const settled = (carnet) => carnet.page.waitForFunction(() => !document.querySelector("[aria-busy=true], progress"), null, { polling: 50 });

/** Opens a form over the page, looks at it, and at what it says when nothing was filled in; leaves it by Escape. */
export async function form({ carnet, t, look }, button, title = button, { sign = true } = {}) {
  const words = typeof title === "string" ? title : undefined;
  await carnet.press(button, { role: "button", nth: 0 });
  await carnet.see(words ?? /./, { role: "dialog" });
  await look(`${words ?? button}, the form`);
  if (sign) {
    await carnet.press(t("chart.sign.sign"), { within: words });
    await look(`${words}, something missing`);
  }
  await carnet.key("Escape");
  await carnet.notSee(words ?? /./, { role: "dialog" });
}
