// The page's own words in a language, by their keys: for journeys that go the same way in each.
import { readFile, readdir } from "node:fs/promises";

/** `t("kinds.problem.restate")` gives the words; `t.like("kinds.plan.close_which")` a pattern for words with gaps. */
export async function wordsOf(language) {
  const folder = new URL(`../../../locales/${language}/`, import.meta.url);
  const read = async (name) => JSON.parse(await readFile(new URL(`${name}.json`, folder), "utf8"));
  const rooms = { kinds: {} };
  const namesIn = async (of) => (await readdir(of)).filter((file) => file.endsWith(".json")).map((file) => file.replace(".json", ""));
  for (const name of await namesIn(folder)) rooms[name] = await read(name);
  for (const kind of await namesIn(new URL("kinds/", folder))) rooms.kinds[kind] = await read(`kinds/${kind}`);
  const t = (key) => {
    const words = key.split(".").reduce((part, step) => part?.[step], rooms);
    if (typeof words !== "string") throw new Error(`there are no words ${key} in ${language}`);
    return words;
  };
  const plain = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s/g, "\\s");
  t.like = (key) => new RegExp(`^${t(key).split(/\{\{\s*\w+\s*\}\}/).map(plain).join(".*")}$`);
  return t;
}
