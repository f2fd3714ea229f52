// A walk through every page, dialog and form of a filled clinic, in either language and at any size: at each stop
// `look(name)` is called. Nothing is signed on the way.
import { form, go } from "./tour.mjs";
import { intake, note } from "./writing.mjs";

/** `tour` is { carnet, charts, t, look }: the charts of `fillClinic`, the words of `wordsOf`. */
export async function everywhere(tour) {
  for (const part of [desk, lists, settings, chart, entry, problems, note, intake, transfer, layers]) await part(tour);
}

async function desk(tour) {
  const { carnet, t, look } = tour;
  await go(tour, "#/", new RegExp(`^${t("common.today")}`));
  await go(tour, "#/waiting", new RegExp(`^${t("common.today")}`));
  await go(tour, "#/find", t("people.find.page"));
  await carnet.type(t("people.find.label"), "t");
  await carnet.see(t("people.find.title"), { role: "list" });
  await look("people found");
  await carnet.type(t("people.find.label"), "xxxxxxxx");
  await carnet.see(t("people.find.no_match"));
  await look("nobody found");
  await carnet.type(t("people.find.label"), "");
  await go(tour, "#/write", t("common.write"));
  await go(tour, "#/more", t("common.more"));
}

async function lists(tour) {
  const { carnet, t, look } = tour;
  const names = { register: "register", due: "due", missed: "missed", lost: "lost", open: "left_open" };
  for (const [list, name] of Object.entries(names)) await go(tour, `#/lists/${list}`, t(`lists.names.${name}`), `the list ${list}`);
  await go(tour, "#/lists/register", t("lists.names.register"), "the register");
  await carnet.press(t("lists.csv.button"));
  await carnet.see(t("lists.csv.title"), { role: "dialog" });
  await look("saving a list");
  await carnet.key("Escape");
}

async function settings(tour) {
  const { carnet, t, look } = tour;
  // A laptop shows the first part beside the list.
  await go(tour, "#/settings", t(carnet.settings.size === "laptop" ? "settings.people" : "common.settings"));
  for (const part of ["people", "clinic", "security", "look", "units", "storage", "language", "forms", "about"]) await go(tour, `#/settings/${part}`, t(`settings.${part}`));
  await go(tour, "#/settings/people", t("settings.people"));
  await carnet.press(t("settings.add_person"));
  await carnet.see(t("settings.their_name"));
  await look("adding a person");
  await go(tour, "#/settings/storage", t("settings.storage"));
  await carnet.press(t("vault.rescue.erase"));
  await carnet.see(t("vault.rescue.erase_title"), { role: "dialog" });
  await look("erasing everything");
  await carnet.key("Escape");
}

async function chart(tour) {
  const { charts, t, carnet, look } = tour;
  const all = Object.entries(charts);
  for (const [name, fragment] of all) await go(tour, fragment, t("chart.tabs.summary"), `summary of ${name}`);
  const parts = { problems: "chart.tabs.problems", history: "chart.tabs.history", documents: "chart.tabs.documents", other: "chart.tabs.other", identity: "chart.identity.title", print: "chart.print.title" };
  for (const [part, key] of Object.entries(parts)) await go(tour, `${charts.main}/${part}`, t(key), part);
  await go(tour, `${charts.main}/medicines`, t("kinds.medication.list"), "the list of medicines");
  await form(tour, t("kinds.medication.prescribe"));
  await form(tour, t("kinds.medication.still_so"));
  for (const key of ["give", "change", "hold"]) await form(tour, t.like(`kinds.medication.${key}_which`), t(`kinds.medication.${key}`));
  await go(tour, `${charts.main}/plots/0`, t("plots.vitals"), "plots of the vital signs");
  await carnet.page.locator(".plot-table > summary").first().click();
  await look("the table of a plot");
  await go(tour, `${charts.double}/identity`, t("chart.identity.title"), "identity with a long name");
  await go(tour, `${charts.unknown}/identity`, t("chart.identity.title"), "identity of someone unknown");
  await form(tour, t("kinds.allergy.add"));
  await go(tour, `${charts.double}/identity`, t("chart.identity.title"), "identity with an allergy");
  await form(tour, t.like("kinds.allergy.add_to_which"), t("kinds.allergy.add_to"));
  await form(tour, t.like("kinds.allergy.refute_which"), t("kinds.allergy.refute"));
  await go(tour, charts.baby, t("chart.tabs.summary"), "summary with no problem");
  await carnet.go(`${charts.main}/history`);
  await carnet.choose(t("chart.history.show"), t("chart.history.vaccines"));
  await carnet.see(t("chart.history.none_pass"));
  await look("a history with nothing to show");
  await carnet.press(t("chart.history.show_all"));
}

async function entry(tour) {
  const { carnet, charts, t, look } = tour;
  await carnet.go(`${charts.main}/history`);
  const corrected = carnet.page.getByRole("article").filter({ hasText: t("chart.mark.old_words") });
  await corrected.first().locator("summary").first().click();
  await look("old words shown in the history");
  await corrected.first().getByRole("link").first().click();
  await carnet.see(t("chart.entry.title"), { role: "heading" });
  await look("one entry");
  await form(tour, t("kinds.amendment.add"), t("kinds.amendment.addendum"));
  await form(tour, t("kinds.amendment.correct"), t("kinds.amendment.correction"));
  await form(tour, t("kinds.amendment.mark_in_error"), t("kinds.amendment.in_error"));
}

async function problems(tour) {
  const { carnet, charts, t, look } = tour;
  await carnet.go(`${charts.main}/problems`);
  await carnet.see(t("chart.tabs.problems"), { role: "heading" });
  await form(tour, t("kinds.problem.new"));
  await carnet.page.getByRole("link", { name: /High blood pressure/ }).first().click();
  await carnet.see(/#1 High blood pressure/, { role: "heading" });
  await look("one problem");
  const face = carnet.page.locator("#face-flow").filter({ visible: true });
  if (await face.count()) await face.click();
  await carnet.page.locator("#flow-0").click();
  await look("a flow sheet with a plot");
  if (await face.count()) await carnet.page.locator("#face-plan").click();
  for (const key of ["restate", "set_status", "merge"]) await form(tour, t(`kinds.problem.${key}`), undefined, { sign: key === "merge" });
  await form(tour, t.like("kinds.plan.close_which"), t("kinds.plan.close"));
  await form(tour, t.like("kinds.medication.stop_which"), t("kinds.medication.stop"));
  await go(tour, `${charts.main}/problems/0`, /#0/, "problem 0");
}

async function transfer(tour) {
  const { carnet, t, look } = tour;
  await go(tour, "#/import", t("transfer.import.title"));
  await go(tour, tour.charts.main.replace("chart", "export"), t("transfer.export.what_title"), "export of one chart");
  await go(tour, "#/export", t("transfer.export.what_title"));
  await carnet.choose(t("transfer.export.which"), t("transfer.export.whole"));
  await carnet.choose(t("transfer.export.purpose"), t("transfer.export.copy_of_device"));
  await carnet.press(t("common.next"));
  await carnet.see(t("transfer.export.passphrase_title"), { role: "heading" });
  await look("the passphrase of an export");
}

/** What lies over every page. */
async function layers(tour) {
  const { carnet, t, look } = tour;
  await carnet.go("#/more");
  for (const [row, title] of [["vault.switch_row", "vault.switch_title"], ["vault.keys.title", "vault.keys.title"], ["vault.cover_row", "vault.choose_code"]]) {
    await carnet.press(t(row));
    await carnet.see(t(title), { role: "dialog" });
    await look(t(title));
    await carnet.key("Escape");
    await carnet.notSee(t(title), { role: "dialog" });
  }
}
