//! Prescribing a medicine: its name from the table, what it meets, how it is taken, how much is given out.

use leptos::prelude::*;

use super::{all_the_same_words, amount_words, medicine_words};
use crate::app::i18n::*;
use crate::app::kinds::allergy::capitalised;
use crate::app::pages::chart::abbreviations::{Abbreviations, left_id};
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::checked::{Compared, Told, hit_words, marks, unknown_of};
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::problems::{ProblemSelect, problem_rows};
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{FormField, PrescribeForm};
use crate::chart::kinds::{AllTheSame, AnsweredHit, HitAnswer, MedicationLine};
use crate::engine::protocol::ask;
use crate::reading::medicine_check::{Hits, hits};
use crate::reading::view::{AllergyRow, Known, MedicationRow};
use crate::terms::medicines::{TableRow, suggest};

const NAME: &str = "medicine-name";
const FREQUENCY: &str = "medicine-frequency";
const AMOUNT: &str = "medicine-amount";
const WHY: &str = "medicine-why";
/// Names that are offered at once.
const OFFERED: usize = 8;
/// Lines of before that are offered at once.
const BEFORE: usize = 4;

/// The form that prescribes a medicine, or one of the list otherwise.
pub fn prescribe(draft: PrescribeForm, close: Callback<()>) -> AnyView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let changes = draft.changes;
    let typed = Typed::new(draft);
    let known = Signal::derive(move || chart.newest_banner(|banner| banner.allergies.clone()));
    let name = typed.part(|form| &form.name, |form| &mut form.name);
    let offered = Signal::derive(move || {
        let language = say.language();
        let rows = suggest(&name.get(), language, usize::MAX).into_iter();
        // Nobody is given a class.
        let rows = rows.filter(|row| matches!(row, TableRow::Ingredient(_)));
        let names = rows
            .take(OFFERED)
            .map(|row| capitalised(row.name(language)));
        names.collect::<Vec<_>>()
    });
    let counted = Memo::new(move |_| typed.draft.with(PrescribeForm::counted));
    let counted_words = move || match counted.get() {
        Some(amount) => t_string!(
            i18n,
            kinds.medication.counted,
            amount = amount_words(&amount)
        ),
        None => t_string!(i18n, kinds.medication.not_counted).to_string(),
    };
    let left = typed.part(|form| &form.left, |form| &mut form.left);
    let misread = move |at: u32, id: &'static str, text: Bind<String>| {
        let error = typed.error(FormField::Misread(at), left_id(id, 0));
        view! { <Abbreviations text field=id left error/> }
    };
    let strength = typed.part(|form| &form.strength, |form| &mut form.strength);
    let form = typed.part(|form| &form.form, |form| &mut form.form);
    let dose = typed.part(|form| &form.dose, |form| &mut form.dose);
    let route = typed.part(|form| &form.route, |form| &mut form.route);
    let frequency = typed.part(|form| &form.frequency, |form| &mut form.frequency);
    let duration = typed.part(|form| &form.duration, |form| &mut form.duration);
    let met = met_of(typed, known);
    view! {
        <SmallForm kept=typed.keep() close>
            {changes.map(|medicine| view! { <AboutStatement id=medicine/> })}
            <Combobox
                id=NAME
                label=move || t_string!(i18n, kinds.medication.name)
                value=name
                options=offered
                error=typed.error(FormField::Words, NAME)
            />
            {misread(0, NAME, name)}
            <Before typed/>
            <Unknown typed/>
            <Met typed met/>
            <Compared known/>
            <div class="prescription">
                <Field id="medicine-strength" label=move || t_string!(i18n, kinds.medication.strength) value=strength/>
                <Field
                    id="medicine-form"
                    label=move || t_string!(i18n, kinds.medication.form)
                    hint=move || t_string!(i18n, kinds.medication.form_hint)
                    value=form
                />
                <Field id="medicine-dose" label=move || t_string!(i18n, kinds.medication.dose) value=dose/>
                <Field id="medicine-route" label=move || t_string!(i18n, kinds.medication.route) value=route/>
                <Field
                    id=FREQUENCY
                    label=move || t_string!(i18n, kinds.medication.frequency)
                    value=frequency
                    error=typed.error(FormField::Frequency, FREQUENCY)
                />
                <Field id="medicine-duration" label=move || t_string!(i18n, kinds.medication.duration) value=duration/>
            </div>
            {misread(1, "medicine-strength", strength)}
            {misread(2, "medicine-form", form)}
            {misread(3, "medicine-dose", dose)}
            {misread(4, "medicine-route", route)}
            {misread(5, FREQUENCY, frequency)}
            {misread(6, "medicine-duration", duration)}
            <div class="field-pair">
                <Field
                    id=AMOUNT
                    label=move || t_string!(i18n, kinds.medication.amount)
                    value=typed.part(|form| &form.amount, |form| &mut form.amount)
                    error=typed.error(FormField::Amount, AMOUNT)
                />
                <Field
                    id="medicine-unit"
                    label=move || t_string!(i18n, kinds.medication.unit)
                    value=typed.part(|form| &form.unit, |form| &mut form.unit)
                />
            </div>
            <p class="hint" aria-live="polite">{counted_words}</p>
            {match changes {
                Some(_) => view! {
                    <Field
                        id=WHY
                        label=move || t_string!(i18n, kinds.amendment.reason)
                        value=typed.part(|form| &form.reason, |form| &mut form.reason)
                        error=typed.error(FormField::Reason, WHY)
                    />
                }
                .into_any(),
                None => view! {
                    <ProblemSelect
                        id="medicine-problem"
                        rows=problem_rows()
                        label=move || t_string!(i18n, kinds.medication.for_problem)
                        none=|i18n| t_string!(i18n, kinds.medication.no_problem)
                        value=typed.part(|form| &form.problem, |form| &mut form.problem)
                    />
                }
                .into_any(),
            }}
            <ToSign typed met/>
        </SmallForm>
    }
    .into_any()
}

/// What the medicine meets of what is on the page: the engine asks its own chart again when it is signed.
fn met_of(
    typed: Typed<PrescribeForm>,
    known: Signal<Option<Known<AllergyRow>>>,
) -> Memo<Vec<Hits>> {
    let chart = use_chart();
    let line = Memo::new(move |_| {
        typed.draft.with(|form| MedicationLine {
            name: form.line().name,
            ..MedicationLine::default()
        })
    });
    let changes = typed.draft.with_untracked(|form| form.changes);
    Memo::new(move |_| {
        let allergies = match known.get() {
            Some(Known::Facts(rows)) => rows,
            _ => Vec::new(),
        };
        let medicines: Vec<MedicationRow> = chart
            .summary(|summary| match &summary.medicines {
                Known::Facts(rows) => rows.clone(),
                _ => Vec::new(),
            })
            .unwrap_or_default();
        line.with(|line| hits(line, &allergies, &medicines, changes))
    })
}

/// The same medicine as it was prescribed before, each line filled in by one press.
#[component]
fn Before(typed: Typed<PrescribeForm>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let list = chart.load(move || ask::MedicineList(chart.id));
    let name = Memo::new(move |_| typed.draft.with(|form| form.name.trim().to_lowercase()));
    let changes = typed.draft.with_untracked(|form| form.changes);
    let lines = Memo::new(move |_| {
        let list = list.value.get().unwrap_or_default();
        let name = name.get();
        let lines = list.into_iter().map(|history| history.row);
        let lines = lines.filter(|row| row.line.name.text.trim().to_lowercase() == name);
        let mut lines: Vec<MedicationLine> = lines.rev().map(|row| row.line).collect();
        lines.retain(|line| !line.frequency.is_empty() && changes.is_none() && !name.is_empty());
        lines.dedup_by(|one, other| PrescribeForm::again(one) == PrescribeForm::again(other));
        lines.truncate(BEFORE);
        lines
    });
    let fill = move |line: &MedicationLine| {
        typed.draft.update(|form| {
            let problem = form.problem;
            *form = PrescribeForm {
                problem,
                ..PrescribeForm::again(line)
            };
        });
    };
    let buttons = move || {
        let lines = lines.get().into_iter().map(|line| {
            let words = medicine_words(say, &line);
            view! {
                <Button
                    label=move || t_string!(i18n, kinds.medication.as_before, medicine = words.clone())
                    on_press=move || fill(&line)
                />
            }
        });
        lines.collect_view()
    };
    move || (!lines.with(Vec::is_empty)).then(|| view! { <div class="panel-acts">{buttons}</div> })
}

/// That the table does not hold the name.
#[component]
fn Unknown(typed: Typed<PrescribeForm>) -> impl IntoView {
    let say = use_say();
    let told = Memo::new(move |_| {
        let line = typed.draft.with(PrescribeForm::line);
        unknown_of(say, &line).into_iter().collect::<Vec<Told>>()
    });
    view! { <div aria-live="polite">{move || marks(told.get())}</div> }
}

/// Each thing the medicine meets: what, another medicine, or why it is signed all the same.
#[component]
fn Met(typed: Typed<PrescribeForm>, met: Memo<Vec<Hits>>) -> impl IntoView {
    let key = |met: &Hits| {
        let hit = met.to_sign();
        (hit.about, hit.kind)
    };
    view! {
        <For each=move || met.get() key let:one>
            <OneMet typed one/>
        </For>
    }
}

#[component]
fn OneMet(typed: Typed<PrescribeForm>, one: Hits) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let hit = one.to_sign();
    let (about, kind) = (hit.about, hit.kind);
    let one_hit = StoredValue::new(hit);
    let words = move || hit_words(say, &one);
    let name = move || typed.draft.with(|form| form.name.trim().to_owned());
    let answers = typed.part(|form| &form.answered, |form| &mut form.answered);
    let answered = move || {
        typed
            .draft
            .with(|form| form.answer_to(&one_hit.get_value()).cloned())
    };
    let answer = move |answer: HitAnswer, words: String| {
        let mut all = answers.get_untracked();
        all.retain(|answer| (answer.about, answer.hit) != (about, kind));
        all.push(AnsweredHit {
            name: untrack(name),
            about,
            hit: kind,
            answer,
            words,
        });
        answers.set(all);
    };
    let chosen = Bind::new(
        move || answered().map(|answered| answered.answer),
        move |chosen: Option<HitAnswer>| {
            let words = untrack(answered).map(|answered| answered.words);
            if let Some(chosen) = chosen {
                answer(chosen, words.unwrap_or_default());
            }
        },
    );
    let in_words = Bind::new(
        move || {
            answered()
                .map(|answered| answered.words)
                .unwrap_or_default()
        },
        move |words| {
            let chosen = untrack(answered).map(|answered| answered.answer);
            let chosen = chosen.unwrap_or(HitAnswer::AllTheSame(AllTheSame::InWords));
            answer(chosen, words);
        },
    );
    let another = move || {
        typed.draft.update(|form| form.name = String::new());
        focus_soon(NAME);
    };
    let id = format!("hit-{about}");
    let error = typed.error(FormField::Hit(about), format!("{id}-0"));
    let first = match kind.is_another_medicine() {
        true => vec![
            HitAnswer::StopOther,
            HitAnswer::AllTheSame(AllTheSame::BothMeant),
        ],
        false => [AllTheSame::TakenSince, AllTheSame::NothingElse]
            .map(HitAnswer::AllTheSame)
            .into(),
    };
    let all = [AllTheSame::RecordWrong, AllTheSame::InWords].map(HitAnswer::AllTheSame);
    let all = first.into_iter().chain(all);
    let options = all.map(|answer| (answer, (move || answer_words(say, answer)).into()));
    let needs_words = Memo::new(move |_| {
        let needs = [
            HitAnswer::StopOther,
            HitAnswer::AllTheSame(AllTheSame::InWords),
        ];
        chosen.get().is_some_and(|chosen| needs.contains(&chosen))
    });
    let source = Route::Chart(chart.id, ChartPart::Entry(about.entry));
    let words_id = format!("{id}-words");
    view! {
        <div class="met">
            <Message tone=Tone::Alert><p>{words}</p></Message>
            <div class="panel-acts">
                <Button label=move || t_string!(i18n, kinds.medication.another) on_press=another/>
                <ButtonLink label=move || t_string!(i18n, kinds.medication.open_entry) to=source kind=ButtonKind::Plain/>
            </div>
            <Choice
                id
                legend=move || t_string!(i18n, kinds.medication.all_the_same)
                value=chosen
                error
                stacked=true
                options=options.collect()
            />
            {move || needs_words.get().then(|| view! {
                <Field
                    id=words_id.clone()
                    label=move || t_string!(i18n, kinds.medication.reason_words)
                    value=in_words
                />
            })}
        </div>
    }
}

fn answer_words(say: Say, answer: HitAnswer) -> &'static str {
    match answer {
        HitAnswer::AllTheSame(reason) => all_the_same_words(say, reason),
        HitAnswer::StopOther => t_string!(say.0, kinds.medication.stop_other),
    }
}

/// The line as it will be signed, with what it meets: looked at once more before the press.
#[component]
fn ToSign(typed: Typed<PrescribeForm>, met: Memo<Vec<Hits>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let words = Memo::new(move |_| {
        typed.draft.with(|form| {
            let mut line = form.line();
            line.quantity = form.quantity();
            medicine_words(say, &line)
        })
    });
    let told = move || {
        let told = met.get().into_iter().map(|met| Told {
            tone: Tone::Alert,
            words: hit_words(say, &met),
        });
        marks(told.collect())
    };
    move || {
        (!words.with(String::is_empty)).then(|| {
            view! {
                <section class="to-sign" aria-label=move || t_string!(i18n, kinds.medication.will_be_signed)>
                    <p class="quiet-text">{t!(i18n, kinds.medication.will_be_signed)}</p>
                    <p translate="no">{move || words.get()}</p>
                    <p>{told}</p>
                </section>
            }
        })
    }
}
