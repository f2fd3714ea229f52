// The page's own words in a language, by their keys: for journeys that go the same way in each.
import { readFile } from "node:fs/promises";

/** `t("chart.problem.restate")` gives the words; `t.like("chart.plan.close_which")` a pattern for words with gaps. */
export async function wordsOf(language) {
  const rooms = {};
  const room = async (name) => (rooms[name] ??= JSON.parse(await readFile(new URL(`../../../locales/${language}/${name}.json`, import.meta.url), "utf8")));
  for (const name of ["chart", "common", "people", "settings", "transfer", "ui", "vault"]) await room(name);
  const t = (key) => {
    const words = key.split(".").reduce((part, step) => part?.[step], rooms);
    if (typeof words !== "string") throw new Error(`there are no words ${key} in ${language}`);
    return words;
  };
  const plain = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s/g, "\\s");
  t.like = (key) => new RegExp(`^${t(key).split(/\{\{\s*\w+\s*\}\}/).map(plain).join(".*")}$`);
  return t;
}
