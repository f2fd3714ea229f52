// The stops of a walk (everywhere.mjs) where something is written: a note, an intake. Nothing is signed.
import { form } from "./tour.mjs";

export async function note(tour) {
  const { carnet, charts, t, look } = tour;
  await carnet.go(charts.main);
  await carnet.see(t("chart.tabs.summary"), { role: "heading" });
  await form(tour, t("kinds.visit.open"));
  await carnet.press(new RegExp(`^${t("chart.write_note")}`), { nth: 0 });
  await carnet.see(t("chart.note.title"), { role: "heading" });
  await look("a new note");
  await carnet.choose(t("chart.note.under"), "#1 High blood pressure");
  await carnet.choose(t("chart.note.under"), t("chart.note.new_problem"));
  for (const key of ["plan.add_test", "plan.add_teaching", "medication.add"]) await carnet.press(t(`kinds.${key}`), { nth: 0 });
  await carnet.page.getByText(t("chart.note.late"), { exact: true }).click();
  await carnet.page.getByLabel(t("kinds.observation.vital.temperature"), { exact: true }).first().fill("49");
  await carnet.page.getByLabel(t("kinds.section.subjective"), { exact: true }).first().fill("…");
  await look("a note with everything opened");
  await carnet.press(t("chart.note.review"));
  await look("a note that lacks something");
  await carnet.press(t("common.draft.discard"));
  await carnet.see(t("common.draft.discard"), { role: "dialog" });
  await look("discarding a note");
  await carnet.press(t("common.discard"), { within: t("common.draft.discard") });
  await carnet.see(t("chart.tabs.summary"), { role: "heading" });
  await carnet.press(new RegExp(`^${t("chart.write_note")}`), { nth: 0 });
  await carnet.page.getByLabel(t("kinds.section.subjective"), { exact: true }).first().fill("…");
  await carnet.press(t("chart.note.review"));
  await carnet.see(t("chart.sign.review"), { role: "heading" });
  await look("the review of a note");
}

export async function intake(tour) {
  const { carnet, t, look } = tour;
  await newPerson(tour);
  await look("an empty intake");
  await carnet.press(t("people.intake.review"));
  await carnet.see(t.like("people.intake.missing_count_other"));
  await look("an intake that lacks everything");
  await unfold(tour);
  await carnet.page.getByText(t("people.intake.name_not_known"), { exact: true }).click();
  for (const yes of await carnet.page.getByRole("radio", { name: new RegExp(`^(${t("ui.yes_which")}|${t("ui.yes")})$`) }).all()) await yes.press("Space");
  await carnet.type(t("people.intake.weight"), "620");
  await carnet.type(t("people.intake.family_name"), "Testa");
  await look("an intake with every question opened");
  await carnet.press(t("common.draft.discard"));
  await carnet.see(t("common.draft.discard"), { role: "dialog" });
  await look("discarding an intake");
  await carnet.press(t("common.discard"), { within: t("common.draft.discard") });
  await carnet.see(t("people.today.find_or_register"));

  await newPerson(tour);
  await carnet.type(t("people.intake.family_name"), "Testa");
  await carnet.type(t("people.intake.given_name"), "Prima");
  await carnet.choose(t("people.intake.sex"), t("common.sex.female"));
  await carnet.page.getByText(t("people.intake.birth_date"), { exact: true }).click();
  await look("an intake with a birth date");
  await carnet.page.getByRole("group", { name: t("people.intake.age_or_birth") }).getByText(t("people.intake.age"), { exact: true }).click();
  await carnet.type(t("people.intake.age"), "34");
  if (carnet.settings.size === "phone") await carnet.press(t("people.intake.review"));
  await carnet.see(t("people.compare.title"));
  await look("a comparison");
  await carnet.press(new RegExp(`^${t("people.compare.someone_else")}.*Prima`), { role: "button" });
  if (carnet.settings.size !== "phone") await carnet.press(t("people.intake.review"));
  await carnet.see(t("chart.sign.review"));
  await look("the review of an intake");
}

async function newPerson({ carnet, t }) {
  await carnet.go("#/find");
  await carnet.press(t("people.find.register"));
  await carnet.see(t("people.new_person"), { role: "heading" });
}

async function unfold({ carnet, t }) {
  const fold = carnet.pressable(t.like("people.intake.more_questions"));
  if (await fold.count()) await fold.click();
}
