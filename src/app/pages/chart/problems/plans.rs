//! A problem's plans and medicines, and closing them.

use leptos::prelude::*;

use super::line::medicine_line;
use crate::app::i18n::*;
use crate::app::kinds::{due, medicine_words, plan_part_word};
use crate::app::pages::chart::checked::{check_in_list, coverage_of_list, marks};
use crate::app::pages::chart::kept_form::KeptFormButton;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::summary::is_late;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::EntryId;
use crate::chart::draft::{ClosePlanForm, StopForm};
use crate::chart::kinds::PlanPart;
use crate::chart::statement::{Standing, StatementId};
use crate::reading::view::{Known, MedicationRow, PlanRow};

#[component]
pub fn Plans(plans: Vec<PlanRow>, medicines: Vec<MedicationRow>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let nothing = plans.is_empty() && medicines.is_empty();
    let of = |part| {
        let plans: Vec<PlanRow> = plans
            .iter()
            .filter(|plan| plan.item.part == part)
            .cloned()
            .collect();
        plans
    };
    let has_medicine = !medicines.is_empty();
    let listed = medicines.clone();
    let compared = move || {
        let told = chart.banner(|banner| coverage_of_list(say, &listed, &banner.allergies));
        told.map(|told| view! { <p class="not-checked">{marks(told)}</p> })
    };
    let medicines = medicines
        .into_iter()
        .map(|row| view! { <Medicine row/> })
        .collect_view();
    let group = |part| {
        let plans = of(part);
        (!plans.is_empty()).then(|| view! { <Group part plans/> })
    };
    view! {
        <h3 class="problem-part">{t!(i18n, kinds.plan.plan)}</h3>
        {nothing.then(|| view! { <Empty words=move || t_string!(i18n, chart.summary.no_plans)/> })}
        {group(PlanPart::Tests)}
        {group(PlanPart::Treatment)}
        {has_medicine.then(|| view! {
            <div class="plan-group">
                <h4>{t!(i18n, chart.summary.medicines)}</h4>
                {compared}
                <ul class="acts-list">{medicines}</ul>
            </div>
        })}
        {group(PlanPart::Teaching)}
    }
}

#[component]
fn Group(part: PlanPart, plans: Vec<PlanRow>) -> impl IntoView {
    let say = use_say();
    let lines = plans
        .into_iter()
        .map(|plan| view! { <Plan plan/> })
        .collect_view();
    view! {
        <div class="plan-group">
            <h4>{move || plan_part_word(say, part)}</h4>
            <ul class="acts-list">{lines}</ul>
        </div>
    }
}

fn plan_state(say: Say, plan: &PlanRow) -> String {
    let i18n = say.0;
    match &plan.closed {
        Some((done, when, words)) => {
            let day = say.when_day(when);
            let state = if *done {
                t_string!(i18n, kinds.plan.done_on, day = day)
            } else {
                t_string!(i18n, kinds.plan.dropped_on, day = day)
            };
            if words.is_empty() {
                state
            } else {
                say.labelled(&state, words)
            }
        }
        None if plan.item.due.is_known() => {
            t_string!(i18n, kinds.plan.open_due, due = due(say, &plan.item.due))
        }
        None => t_string!(i18n, kinds.plan.open).to_string(),
    }
}

#[component]
fn Plan(plan: PlanRow) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let (id, text, open) = (plan.id, plan.item.text.clone(), plan.closed.is_none());
    let says = text.clone();
    let source = Route::Chart(chart.id, ChartPart::Entry(id.entry)).href();
    let late = is_late(&plan).then(|| {
        view! { " " <Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.plan.late)/> }
    });
    view! {
        <li class="acts-line">
            <a class="acts-words" href=source>
                <span><span translate="no">{text}</span> {late}</span>
                <span class="row-aside">{move || plan_state(say, &plan)}</span>
            </a>
            {open.then(|| view! {
                <KeptFormButton
                    label=move || t_string!(i18n, kinds.plan.close)
                    says=move || t_string!(i18n, kinds.plan.close_which, plan = says.clone())
                    kind=ButtonKind::Plain
                    blank=ClosePlanForm { plan: id, done: None, words: String::new() }
                />
            })}
        </li>
    }
}

#[component]
fn Medicine(row: MedicationRow) -> impl IntoView {
    let say = use_say();
    let chart = use_chart();
    let id = row.id;
    let taken = is_taken(&row);
    let says = medicine_words(say, &row.line);
    let source = Route::Chart(chart.id, ChartPart::Entry(id.entry)).href();
    let checked = row.clone();
    let told = move || {
        let told = chart.banner(|banner| check_in_list(say, &checked, &[], &banner.allergies));
        told.map(marks)
    };
    view! {
        <li class="acts-line">
            <a class="acts-words" href=source>
                {move || medicine_line(say, &row)}
                {told}
            </a>
            {taken.then(|| view! { <StopButton id says/> })}
        </li>
    }
}

#[component]
fn StopButton(
    id: StatementId,
    /// The medicine, for who does not see it beside the button.
    says: String,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <KeptFormButton
            label=move || t_string!(i18n, kinds.medication.stop)
            says=move || t_string!(i18n, kinds.medication.stop_which, medicine = says.clone())
            kind=ButtonKind::Plain
            blank=StopForm { medicine: id, reason: String::new() }
        />
    }
}

fn is_taken(row: &MedicationRow) -> bool {
    row.stopped.is_none() && row.standing == Standing::Stands
}

/// The medicines an entry told of that are taken to this day, each with the way to stop it.
#[component]
pub fn TakenSince(entry: EntryId) -> impl IntoView {
    let say = use_say();
    let chart = use_chart();
    let rows = Memo::new(move |_| {
        let of_entry = |rows: &Vec<MedicationRow>| {
            let rows = rows.iter().filter(|row| row.id.entry == entry);
            rows.filter(|row| is_taken(row)).cloned().collect()
        };
        chart
            .summary(|summary| match &summary.medicines {
                Known::Facts(rows) => of_entry(rows),
                _ => Vec::new(),
            })
            .unwrap_or_default()
    });
    let line = move |row: MedicationRow| {
        let id = row.id;
        let says = medicine_words(say, &row.line);
        view! {
            <li class="acts-line">
                <span class="acts-words">{move || medicine_line(say, &row)}</span>
                <StopButton id says/>
            </li>
        }
    };
    move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            view! {
                <div class="plan-group">
                    <h2>{t_string!(say.0, chart.summary.medicines)}</h2>
                    <ul class="acts-list">{rows.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}
