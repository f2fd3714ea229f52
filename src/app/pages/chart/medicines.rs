//! The list of medicines: what is taken now and what to do about each, what is not taken any more, and what was said of each.

use leptos::prelude::*;

use super::checked::{check_in_list, coverage, marks};
use super::contested::Contested;
use super::kept_form::KeptFormButton;
use super::open::{OpenChart, use_chart};
use super::problems::medicine_line;
use super::readable::Readable;
use crate::app::i18n::*;
use crate::app::kinds::medication::{checked_words, given_out_words, taken_word};
use crate::app::kinds::{answered_words, medicine_words, sentence};
use crate::app::pages::trouble::Trouble;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::course::MedicineSoFar;
use crate::chart::draft::{GiveForm, HoldForm, PrescribeForm, RestartForm, StillSoForm, StopForm};
use crate::chart::kinds::{Question, StillSoLine};
use crate::chart::statement::SaidBy;
use crate::engine::protocol::ask;
use crate::reading::view::{GivenOut, Known, MedicationRow, MedicineEvent, MedicineHistory};

#[component]
pub fn MedicinesPage() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let list = chart.load(move || ask::MedicineList(chart.id));
    let parted = move || {
        let list = list.value.get()?;
        let is_now = |history: &MedicineHistory| {
            matches!(history.so_far, MedicineSoFar::Taken | MedicineSoFar::Held)
        };
        Some(list.into_iter().partition::<Vec<_>, _>(is_now))
    };
    let is_here = Memo::new(move |_| {
        let visits = chart.summary(|summary| summary.visits.clone());
        visits.is_some_and(|visits| visits.iter().any(|visit| app.is_here(visit)))
    });
    let compared = move || {
        let told = chart.banner(|banner| coverage(say, &banner.allergies));
        told.map(|told| view! { <p class="not-checked">{marks(told)}</p> })
    };
    view! {
        <Page title=move || t_string!(i18n, kinds.medication.list)>
            <Readable chart/>
            <Trouble failure=list.failure/>
            <div class="panel-acts">
                {move || parted().map(|(now, _)| {
                    // While somebody is here the list is gone through with them; that is what the page is for then.
                    let asks = is_here.get() && !now.is_empty();
                    let kind = |main| if main { ButtonKind::Primary } else { ButtonKind::Quiet };
                    view! {
                        <AskAll now kind=kind(asks)/>
                        <KeptFormButton
                            label=move || t_string!(i18n, kinds.medication.prescribe)
                            kind=kind(!asks)
                            blank=PrescribeForm::default()
                        />
                    }
                })}
            </div>
            <Contested question=Question::Medicines/>
            {move || parted().map(|(now, before)| view! {
                <Panel title=move || t_string!(i18n, kinds.medication.taken_now)>
                    {compared}
                    <Now now/>
                </Panel>
                <Before before/>
            })}
        </Page>
    }
}

/// Asks of all of them at once whether they are still so.
#[component]
fn AskAll(now: Vec<MedicineHistory>, kind: ButtonKind) -> impl IntoView {
    let i18n = use_i18n();
    let lines = now.iter().map(|history| StillSoLine::of(history.row.id));
    let blank = StillSoForm {
        said_by: SaidBy::Patient,
        lines: lines.collect(),
    };
    (!now.is_empty()).then(|| {
        view! {
            <KeptFormButton label=move || t_string!(i18n, kinds.medication.still_so) kind blank/>
        }
    })
}

#[component]
fn Now(now: Vec<MedicineHistory>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    if now.is_empty() {
        let words = move || {
            let answered = chart.summary(|summary| match &summary.medicines {
                Known::NotAsked => {
                    Some(t_string!(i18n, chart.summary.medicines_not_asked).to_owned())
                }
                Known::Answered(answer, when) => {
                    Some(answered_words(say, Question::Medicines, *answer, when))
                }
                Known::Facts(_) => None,
            });
            let nothing = || t_string!(i18n, kinds.medication.nothing_now).to_owned();
            answered.flatten().unwrap_or_else(nothing)
        };
        return view! { <Empty words/> }.into_any();
    }
    let rows: Vec<MedicationRow> = now.iter().map(|history| history.row.clone()).collect();
    let lines = now.into_iter().map(|history| {
        let rows = rows.clone();
        view! { <Line chart history rows/> }
    });
    view! { <ul class="medicine-list">{lines.collect_view()}</ul> }.into_any()
}

#[component]
fn Before(before: Vec<MedicineHistory>) -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let count = before.len();
    (count > 0).then(|| {
        let lines = before.into_iter().map(|history| {
            view! { <Line chart history rows=Vec::new()/> }
        });
        view! {
            <details class="opens medicines-before">
                <summary>{move || t_string!(i18n, kinds.medication.no_more, n = count)}</summary>
                <ul class="medicine-list">{lines.collect_view()}</ul>
            </details>
        }
    })
}

#[component]
fn Line(
    chart: OpenChart,
    history: MedicineHistory,
    /// The list it is one of: another of a kind is named beside it.
    rows: Vec<MedicationRow>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let MedicineHistory {
        row,
        so_far,
        events,
    } = history;
    let to = Route::Chart(chart.id, ChartPart::Entry(row.id.entry)).href();
    let checked = row.clone();
    let told = move || {
        let told = chart.banner(|banner| check_in_list(say, &checked, &rows, &banner.allergies));
        told.map(marks)
    };
    let since = since_words(say, &row);
    let since = since
        .into_iter()
        .map(|words| view! { <p class="quiet-text" translate="no">{words}</p> });
    let count = events.len();
    let events = (count > 0).then(|| {
        let events = events.into_iter().map(|event| event_line(say, event));
        view! {
            <details class="opens medicine-events">
                <summary>{move || t_string!(i18n, kinds.medication.history, n = count)}</summary>
                <ul>{events.collect_view()}</ul>
            </details>
        }
    });
    let acts = row.clone();
    view! {
        <li class="medicine-row">
            <a class="medicine-words" href=to>
                {move || medicine_line(say, &row)}
                {told}
            </a>
            {since.collect_view()}
            <Acts row=acts so_far/>
            {events}
        </li>
    }
}

/// What was there before, what it was signed in spite of, how it was told last, and what was given out last.
fn since_words(say: Say, row: &MedicationRow) -> Vec<String> {
    let i18n = say.0;
    let course = &row.course;
    let was = course.instead_of.as_ref().map(|line| {
        let medicine = medicine_words(say, line);
        t_string!(i18n, kinds.medication.was, medicine = medicine)
    });
    let told = course.told.as_ref().map(|(when, told)| {
        let words = taken_word(say, told.taken);
        let words = match told.words.is_empty() {
            true => words.to_owned(),
            false => say.labelled(words, &told.words),
        };
        let day = say.when_day(when);
        t_string!(i18n, kinds.medication.last_told, day = day, words = words)
    });
    let given = course.given.as_ref().map(|(when, given)| {
        let day = say.when_day(when);
        match given {
            GivenOut::Given(given) => {
                let words = given_out_words(say, given);
                t_string!(i18n, kinds.medication.last_given, day = day, words = words)
            }
            GivenOut::Not(reason) => t_string!(
                i18n,
                kinds.medication.last_not_given,
                day = day,
                words = reason.clone()
            ),
        }
    });
    let mut words: Vec<String> = was.into_iter().collect();
    words.extend(checked_words(say, &row.line));
    words.extend(told);
    words.extend(given);
    words
}

fn event_line(say: Say, event: MedicineEvent) -> impl IntoView {
    let i18n = say.0;
    let words = sentence(say, &event.statement);
    let when = say.moment(event.by.recorded);
    let by = format!("{when}, {}", event.by.author);
    let beside = event.beside.then(|| {
        view! { " " <Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.medication.beside)/> }
    });
    view! {
        <li>
            <span translate="no">{words}</span> {beside} " "
            <span class="quiet-text">{by}</span>
        </li>
    }
}

/// What can be done about a medicine: what fits how it stands.
#[component]
fn Acts(row: MedicationRow, so_far: MedicineSoFar) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let medicine = row.id;
    let name = medicine_words(say, &row.line);
    let of = move |name: &String| name.clone();
    let taken = so_far == MedicineSoFar::Taken;
    let on_list = taken || so_far == MedicineSoFar::Held;
    let again = matches!(so_far, MedicineSoFar::Held | MedicineSoFar::Stopped);
    let quantity = row.line.quantity.clone();
    let given = name.clone();
    let give = taken.then(|| {
        view! {
            <KeptFormButton
                label=move || t_string!(i18n, kinds.medication.give)
                says=move || t_string!(i18n, kinds.medication.give_which, medicine = of(&given))
                blank=GiveForm::of(medicine, quantity.as_ref())
            />
        }
    });
    let changed = name.clone();
    let change = on_list.then(|| {
        view! {
            <KeptFormButton
                label=move || t_string!(i18n, kinds.medication.change)
                says=move || t_string!(i18n, kinds.medication.change_which, medicine = of(&changed))
                kind=ButtonKind::Plain
                blank=PrescribeForm::changing(medicine, &row.line)
            />
        }
    });
    let held = name.clone();
    let hold = taken.then(|| {
        view! {
            <KeptFormButton
                label=move || t_string!(i18n, kinds.medication.hold)
                says=move || t_string!(i18n, kinds.medication.hold_which, medicine = of(&held))
                kind=ButtonKind::Plain
                blank=HoldForm { medicine, reason: String::new() }
            />
        }
    });
    let restarted = name.clone();
    let restart = again.then(|| {
        view! {
            <KeptFormButton
                label=move || t_string!(i18n, kinds.medication.restart)
                says=move || t_string!(i18n, kinds.medication.restart_which, medicine = of(&restarted))
                kind=ButtonKind::Plain
                blank=RestartForm { medicine, words: String::new() }
            />
        }
    });
    let stop = on_list.then(|| {
        view! {
            <KeptFormButton
                label=move || t_string!(i18n, kinds.medication.stop)
                says=move || t_string!(i18n, kinds.medication.stop_which, medicine = of(&name))
                kind=ButtonKind::Plain
                blank=StopForm { medicine, reason: String::new() }
            />
        }
    });
    view! { <div class="panel-acts no-print">{give} {change} {hold} {restart} {stop}</div> }
}
