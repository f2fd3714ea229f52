//! The chart in ten seconds: allergies, active problems, medicines, last vitals, open plans, last visit, what is missing.

mod data_base;
mod results;
mod room;
mod visit;

use crate::base::InOrder;
use leptos::prelude::*;

use super::allergy::AllergyPanel;
use super::checked::{check_in_list, coverage_of_list, marks};
use super::contested::{Contested, value_marks};
use super::kept_form::KeptFormButton;
use super::note::start_note;
use super::open::{OpenChart, use_chart};
use super::problems::{ProblemLine, medicine_line, numbers, said_otherwise, stranger};
use super::questions::MoreQuestions;
use super::readable::{Nothing, Readable};
use super::values::small_values;
use crate::app::i18n::*;
use crate::app::kinds::{
    answered_words, due, observation_value, plan_part_word, question_word, reason_words,
    value_before, vital_name,
};
use crate::app::pages::drafts::DraftsOf;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::EntryId;
use crate::chart::draft::{ArrivalForm, Form, VisitForm};
use crate::chart::kinds::{ProblemStatus, Question, Station};
use crate::chart::when::When;
use crate::reading::view::{Known, MedicationRow, PlanRow, VisitRow, VitalRow};
use crate::terms::vitals::Vital;
use data_base::DataBases;
use results::TestsPanel;
pub use results::waiting_words;
use room::RowsShown;
use visit::VisitLines;

#[component]
pub fn SummaryPage() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let id = chart.id;
    let shown = Memo::new(move |_| {
        let wide = app.wide.get();
        let view = chart.view.value;
        view.with(|view| view.as_ref().map(|view| room::shown(say, view, wide)))
            .unwrap_or_default()
    });
    view! {
        <Page title=move || t_string!(i18n, chart.tabs.summary) title_hidden=true wide=true>
            <Readable chart/>
            <VisitLines chart/>
            // Three columns of a laptop, read one after the other; one under the other on a phone.
            <div class="summary">
                <div class="summary-column">
                    <AllergyPanel/>
                    <ProblemsPanel chart shown/>
                </div>
                <div class="summary-column">
                    <MedicinesPanel chart shown/>
                    <VitalsPanel chart shown/>
                </div>
                <div class="summary-column">
                    <TestsPanel chart/>
                    <PlansPanel chart shown/>
                    <VisitPanel chart/>
                </div>
            </div>
            <div class="summary-foot">
                <NotWhole chart/>
                <Elsewhere chart/>
                <ButtonLink label=move || t_string!(i18n, chart.print.open) to=Route::Chart(id, ChartPart::Print)/>
            </div>
            // On a laptop the same button stands beside the tabs.
            {move || (!app.wide.get()).then(|| view! {
                <div class="under-thumb">
                    <Button
                        label=move || t_string!(i18n, chart.write_note)
                        kind=ButtonKind::Primary
                        on_press=move || start_note(app, say, id, None)
                    />
                </div>
            })}
        </Page>
    }
}

#[component]
fn ProblemsPanel(chart: OpenChart, shown: Memo<RowsShown>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = move || {
        chart
            .summary(|summary| summary.problems.clone())
            .unwrap_or_default()
    };
    let count = move |status| rows().iter().filter(|row| row.status == status).count();
    let quiet_ones = move || {
        let (inactive, resolved) = (
            count(ProblemStatus::Inactive),
            count(ProblemStatus::Resolved),
        );
        (inactive + resolved > 0).then(|| {
            let words = t_string!(
                i18n,
                chart.summary.quiet_problems,
                inactive = inactive,
                resolved = resolved
            );
            let to = Route::Chart(chart.id, ChartPart::Problems).href();
            view! { <a class="panel-aside" href=to>{words}</a> }
        })
    };
    view! {
        <Panel
            title=move || t_string!(i18n, chart.summary.problems)
            aside=ViewFn::from(quiet_ones)
        >
            {move || {
                let mut active: Vec<_> = rows()
                    .into_iter()
                    .filter(|row| row.status == ProblemStatus::Active)
                    .enumerate()
                    .collect();
                if active.is_empty() {
                    return view! { <Nothing chart words=move || t_string!(i18n, chart.summary.no_problems)/> }.into_any();
                }
                // Those that press most, each at the place of its number.
                active.order_by_key(|(_, row)| row.number);
                let most = shown.get().problems;
                let pressing: Vec<bool> = active.iter().map(|(nth, _)| *nth < most).collect();
                let rows: Vec<_> = active.into_iter().map(|(_, row)| row).collect();
                view! {
                    <Shortened
                        says=move || t_string!(i18n, chart.summary.problems)
                        rows
                        first=move |place: usize| pressing[place]
                        open=chart.unfolded.problems
                        draw=|row| view! { <ProblemLine row short=true/> }.into_any()
                    />
                }
                .into_any()
            }}
        </Panel>
    }
}

#[component]
fn MedicinesPanel(chart: OpenChart, shown: Memo<RowsShown>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let known = move || chart.summary(|summary| summary.medicines.clone());
    let list = move |known: Known<MedicationRow>| {
        match known {
        Known::NotAsked => view! {
            <Nothing chart missing=true words=move || t_string!(i18n, chart.summary.medicines_not_asked)/>
        }
        .into_any(),
        Known::Answered(answer, when) => {
            let words = answered_words(say, Question::Medicines, answer, &when);
            view! { <p class="quiet-text">{words}</p> }.into_any()
        }
        Known::Facts(rows) => {
            let none_now = !rows.iter().any(is_taken);
            let most = shown.get().medicines;
            let all = rows.clone();
            let allergies = chart.banner(|banner| banner.allergies.clone());
            let draw = move |row: MedicationRow| {
                let to = source(chart, row.id.entry);
                let told = allergies.iter().flat_map(|known| check_in_list(say, &row, &all, known));
                let told = marks(told.collect());
                view! { <Row to>{medicine_line(say, &row)} {told}</Row> }.into_any()
            };
            view! {
                {none_now.then(|| view! { <p class="quiet-text">{t_string!(i18n, chart.summary.no_medicine_now)}</p> })}
                <Shortened
                    says=move || t_string!(i18n, chart.summary.medicines)
                    rows
                    first=move |place| place < most
                    open=chart.unfolded.medicines
                    draw
                />
            }
            .into_any()
        }
    }
    };
    let compared = move || {
        let Some(Known::Facts(rows)) = known() else {
            return None;
        };
        let told = chart.banner(|banner| coverage_of_list(say, &rows, &banner.allergies));
        told.map(|told| view! { <p class="not-checked">{marks(told)}</p> })
    };
    view! {
        <Panel
            title=move || t_string!(i18n, chart.summary.medicines)
            aside=ViewFn::from(move || {
                let to = Route::Chart(chart.id, ChartPart::Medicines).href();
                view! { <a class="panel-aside" href=to>{t!(i18n, kinds.medication.all)}</a> }
            })
        >
            {compared}
            <Contested question=Question::Medicines/>
            {move || known().map(list)}
        </Panel>
    }
}

pub fn is_taken(row: &MedicationRow) -> bool {
    row.stopped.is_none() && row.course.held.is_none() && row.standing.may_be_so()
}

/// A line of the summary opens the entry it comes from.
fn source(chart: OpenChart, entry: EntryId) -> Route {
    Route::Chart(chart.id, ChartPart::Entry(entry))
}

#[component]
fn VitalsPanel(chart: OpenChart, shown: Memo<RowsShown>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let rows = move || {
        chart
            .summary(|summary| summary.vitals.clone())
            .unwrap_or_default()
    };
    let latest = move || newest(&rows()).map(|when| say.when(&when));
    view! {
        <Panel
            title=move || t_string!(i18n, chart.summary.vitals)
            aside=ViewFn::from(move || view! { <span class="panel-aside">{latest}</span> })
        >
            {move || {
                let rows = rows();
                if rows.is_empty() {
                    return view! { <Nothing chart words=move || t_string!(i18n, chart.summary.no_vitals)/> }.into_any();
                }
                let newest = newest(&rows).and_then(|when| when.first_day());
                let most = shown.get().vitals;
                let draw = move |row: VitalRow| {
                    let small = small_values(row.last.iter());
                    // A line of values opens them all; where there is none, the last one opens its entry.
                    let to = match draws_a_line(&small) {
                        true => Route::Chart(chart.id, ChartPart::Plots(row.vital)),
                        false => source(chart, row.now.0.entry),
                    };
                    let other_day = row.now.2.first_day() != newest;
                    let id = format!("vital-{}", row.vital as u8);
                    view! {
                        <Row to id>{vital_line(say, &row, other_day)} <SmallLine values=small/></Row>
                    }
                    .into_any()
                };
                view! {
                    <div class="summary-vitals">
                        <Shortened
                            says=move || t_string!(i18n, chart.summary.vitals)
                            rows
                            first=move |place| place < most
                            open=chart.unfolded.vitals
                            draw
                        />
                    </div>
                    <p class="panel-foot quiet-text">{t!(i18n, chart.summary.no_ranges)}</p>
                }
                .into_any()
            }}
        </Panel>
    }
}

fn newest(rows: &[VitalRow]) -> Option<When> {
    rows.iter().map(|row| row.now.2).max_by_key(When::sort_key)
}

/// Name, value, the value before, and the day where it is not the newest one's.
pub fn vital_line(say: Say, row: &VitalRow, with_day: bool) -> impl IntoView + use<> {
    let i18n = say.0;
    let (_, observation, when) = &row.now;
    let value = match row.vital {
        Vital::LastPeriod => say.when_day(when),
        _ => observation_value(say, observation),
    };
    let before = row.before.as_ref().map(|(before, day)| {
        let value = match row.vital {
            Vital::LastPeriod => say.when_day(day),
            _ => value_before(say, before, observation),
        };
        t_string!(i18n, chart.summary.was, value = value)
    });
    let day = with_day.then(|| say.when_day(when));
    let marks = value_marks(say, row);
    let aside: Vec<String> = day.into_iter().chain(before).chain(marks).collect();
    view! {
        <span class="vital">
            <span class="vital-name">{vital_name(say, row.vital)}</span>
            <span class="vital-now" translate="no">{value}</span>
            <span class="vital-before">{aside.join(", ")}</span>
        </span>
    }
}

#[component]
fn PlansPanel(chart: OpenChart, shown: Memo<RowsShown>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    view! {
        <Panel title=move || t_string!(i18n, chart.summary.plans)>
            {move || {
                let plans = chart.summary(|summary| summary.plans.clone()).unwrap_or_default();
                if plans.is_empty() {
                    return view! { <Nothing chart words=move || t_string!(i18n, chart.summary.no_plans)/> }.into_any();
                }
                let most = shown.get().plans;
                let draw = move |plan: PlanRow| {
                    let to = source(chart, plan.id.entry);
                    view! { <Row to>{plan_line(say, &plan)}</Row> }.into_any()
                };
                view! {
                    <Shortened
                        says=move || t_string!(i18n, chart.summary.plans)
                        rows=plans
                        first=move |place| place < most
                        open=chart.unfolded.plans
                        draw
                    />
                }
                .into_any()
            }}
        </Panel>
    }
}

/// "#1 Tests: repeat blood pressure, by 26 Mar 2026".
pub fn plan_line(say: Say, plan: &PlanRow) -> impl IntoView + use<> {
    let due = plan.item.due.is_known().then(|| due(say, &plan.item.due));
    let part = plan_part_word(say, plan.item.part);
    view! {
        <span class="row-main">
            <span class="row-number">{numbers(&plan.problems)}</span>
            " " <span class="row-kind">{part}</span> " "
            <span translate="no">{plan.item.text.clone()}</span>
            {late_mark(say, plan)}
            {plan.otherwise.then(said_otherwise)}
            {stranger(plan.trust)}
        </span>
        " "
        <span class="row-aside">{due}</span>
    }
}

/// An open plan whose day is over.
pub fn is_late(plan: &PlanRow) -> bool {
    plan.closed.is_none() && plan.item.due.is_past(device::now())
}

/// The mark of a late plan: its day is over, and nobody said whether it was done.
pub fn late_mark(say: Say, plan: &PlanRow) -> Option<impl IntoView + use<>> {
    is_late(plan)
        .then(|| view! { " " <Mark tone=Tone::NotKnown words=t_string!(say.0, kinds.plan.late)/> })
}

#[component]
fn VisitPanel(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let visit = move || {
        chart
            .summary(|summary| summary.last_visit.clone())
            .flatten()
    };
    let missing = move || {
        chart
            .summary(|summary| summary.not_asked.clone())
            .unwrap_or_default()
    };
    view! {
        <Panel
            title=move || t_string!(i18n, chart.summary.visit)
            aside=ViewFn::from(move || view! { <OpenVisit chart/> })
        >
            {move || match visit() {
                None => view! { <Nothing chart words=move || t_string!(i18n, chart.summary.no_visit)/> }.into_any(),
                Some(visit) => {
                    let to = source(chart, visit.id.entry);
                    view! {
                        <Rows says=move || t_string!(i18n, chart.summary.visit)>
                            <Row to>
                                <span class="row-main" translate="no">{reason_words(say, &visit.reason)}</span>
                                " "
                                <span class="row-aside">{when_and_where(say, &visit)}</span>
                            </Row>
                        </Rows>
                    }
                    .into_any()
                }
            }}
            {move || {
                let missing = missing();
                (!missing.is_empty()).then(|| {
                    let list: Vec<&str> = missing.iter().map(|q| question_word(say, *q)).collect();
                    let words = t_string!(i18n, chart.summary.not_asked, n = missing.len());
                    view! {
                        <details class="not-asked">
                            <summary><Mark tone=Tone::NotKnown words/></summary>
                            <p>{list.join(", ")}</p>
                            <MoreQuestions/>
                        </details>
                    }
                })
            }}
            <DataBases chart/>
            <DraftsOf chart=chart.id/>
        </Panel>
    }
}

/// The way to a new visit: for somebody known who comes, the main act of a clinic while none goes on here.
#[component]
fn OpenVisit(chart: OpenChart) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let in_clinic = Memo::new(move |_| !app.stations().is_empty());
    let main = Memo::new(move |_| {
        let open = chart.summary(|summary| summary.visits.iter().any(|visit| app.is_here(visit)));
        // On a phone the main act of the page stands under the thumb.
        in_clinic.get() && app.wide.get() && open == Some(false)
    });
    move || {
        let blank: Form = if in_clinic.get() {
            let reason = String::new();
            let station = Station::Triage;
            ArrivalForm { reason, station }.into()
        } else {
            VisitForm::default().into()
        };
        let kind = if main.get() {
            ButtonKind::Primary
        } else {
            ButtonKind::Quiet
        };
        view! { <KeptFormButton label=move || t_string!(i18n, kinds.visit.open) kind blank/> }
    }
}

/// "21 Nov 2026, Site Alpha"; a vault of one's own may have no place.
fn when_and_where(say: Say, visit: &VisitRow) -> String {
    let parts = [say.when(&visit.when), visit.site.clone()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Files that were a part of a longer list: what is not here is not known. It leads to the latest of them.
#[component]
fn NotWhole(chart: OpenChart) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let latest = chart.summary(|summary| summary.part_of_more)??;
        let to = source(chart, latest).href();
        Some(view! {
            <p class="not-whole">
                <a href=to><Mark tone=Tone::NotKnown words=move || t_string!(i18n, chart.summary.part_of_more)/></a>
            </p>
        })
    }
}

/// At the foot, on one line: where parts of this chart came from, and when; the newest first.
#[component]
fn Elsewhere(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let sources = move || {
        let from = chart.summary(|summary| summary.from_elsewhere.clone());
        let from = from.unwrap_or_default().into_iter();
        from.map(|(name, when)| {
            t_string!(
                i18n,
                chart.summary.elsewhere,
                name = name,
                day = say.when(&when)
            )
        })
        .collect::<Vec<String>>()
    };
    move || {
        let mut sources = sources().into_iter();
        let words = sources.next()?;
        let others: Vec<String> = sources.collect();
        let newest = view! { <Mark tone=Tone::Note words/> };
        if others.is_empty() {
            return Some(view! { <p class="elsewhere">{newest}</p> }.into_any());
        }
        let more = t_string!(i18n, ui.n_more, n = say.count(others.len() as u32));
        let others = others.into_iter();
        let others = others.map(|words| view! { <li translate="no">{words}</li> });
        Some(
            view! {
                <details class="elsewhere opens">
                    <summary>{newest} <span>{more}</span></summary>
                    <ul>{others.collect_view()}</ul>
                </details>
            }
            .into_any(),
        )
    }
}
