//! What a file says of one person, read before there is a vault: the few things that matter first, then every entry. What
//! the engine adds to hold it in memory (a number, the file itself, who signs) is not of the file and is not shown.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::checked::{check_in_list, coverage_of_list, marks};
use crate::app::pages::chart::{
    Flag, ProblemWords, allergy_words, flags_beside_allergies, medicine_line,
};
use crate::app::pages::someone::PersonWords;
use crate::app::pages::transfer::{told, told_unsigned};
use crate::app::state::{Loaded, Say, use_say};
use crate::app::ui::*;
use crate::chart::kinds::{Citation, Demographic, Fact, ProblemStatus};
use crate::engine::protocol::ask;
use crate::reading::view::{
    AllergyRow, ChartView, Content, EntryView, HistoryFilter, HistoryPage, Known, MedicationRow,
    PersonRow, ProblemRow, StatementView, VisitGroup,
};

#[component]
pub(super) fn Reading(
    person: PersonRow,
    /// Its entries were signed by those who wrote them: a bundle, not another system's file.
    signed: bool,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = person.chart;
    let opened = Loaded::nothing();
    let page = Loaded::nothing();
    let groups = RwSignal::new(Vec::<VisitGroup>::new());
    let next = RwSignal::new(None::<u32>);
    let read_on = move |from: u32| {
        let filter = HistoryFilter::default();
        let question = ask::History {
            chart,
            filter,
            from,
        };
        page.ask_then(question, move |page: &HistoryPage| {
            next.try_set(page.next);
            let arrived = page.groups.iter().cloned();
            let arrived = arrived.filter_map(|group| of_file(group, signed));
            groups.try_update(|groups| groups.extend(arrived));
        });
    };
    opened.ask_then(ask::OpenChart(chart), move |_| read_on(0));
    let failure = move || opened.failure.get().or_else(|| page.failure.get());
    view! {
        <Panel title=move || t_string!(i18n, vault.glance.first)>
            <p><PersonWords person/></p>
            {move || opened.value.get().map(|view| first_things(say, view))}
        </Panel>
        {move || failure().map(|why| view! {
            <Message tone=Tone::Alert><p>{move || say.failure(&why)}</p></Message>
        })}
        <Panel title=move || t_string!(i18n, vault.glance.entries)>
            {move || groups.get().into_iter().map(|group| visit(say, group, signed)).collect_view()}
            <Working work=opened.work/>
            <Working work=page.work/>
            {move || next.get().map(|from| view! {
                <p class="show-more">
                    <Button label=move || t_string!(i18n, ui.show_more) on_press=move || read_on(from)/>
                </p>
            })}
        </Panel>
    }
}

/// What must be seen; then allergies, active problems, medicines: what a summary begins with.
fn first_things(say: Say, view: ChartView) -> impl IntoView {
    let i18n = say.0;
    let flags = flags_beside_allergies(say, &view.banner).into_iter();
    let checked = view.banner.allergies.clone();
    let flags = flags.map(|Flag { tone, words, .. }| view! { <p><Mark tone words/></p> });
    view! {
        {flags.collect_view()}
        <Lines>
            <Line name=move || t_string!(i18n, kinds.answer.question.allergies)>
                <div>{allergies(say, view.banner.allergies)}</div>
            </Line>
            <Line name=move || t_string!(i18n, chart.summary.problems)>
                <div>{problems(say, view.summary.problems)}</div>
            </Line>
            <Line name=move || t_string!(i18n, chart.summary.medicines)>
                <div>{medicines(say, view.summary.medicines, checked)}</div>
            </Line>
        </Lines>
    }
}

/// "Not asked" and "none" stay apart.
fn allergies(say: Say, known: Known<AllergyRow>) -> AnyView {
    match known {
        Known::NotAsked => {
            view! { <Mark tone=Tone::NotKnown words=t_string!(say.0, kinds.allergy.not_asked)/> }
                .into_any()
        }
        Known::Answered(answer, when) => format!(
            "{} ({})",
            crate::app::pages::chart::no_fact_word(say, answer),
            say.when_day(&when)
        )
        .into_any(),
        Known::Facts(rows) => rows
            .into_iter()
            .map(|row| view! { <p><Mark tone=Tone::Alert words=allergy_words(say, &row)/></p> })
            .collect_view()
            .into_any(),
    }
}

fn problems(say: Say, rows: Vec<ProblemRow>) -> AnyView {
    let is_active = |row: &ProblemRow| row.status == ProblemStatus::Active;
    let active: Vec<_> = rows
        .into_iter()
        .filter(is_active)
        .map(|row| view! { <p><ProblemWords row short=true/></p> })
        .collect();
    if active.is_empty() {
        t_string!(say.0, chart.summary.no_problems).into_any()
    } else {
        active.collect_view().into_any()
    }
}

/// What is not taken now, what was taken before and what is only doubted stand among the entries: "none" would deny them.
fn medicines(say: Say, known: Known<MedicationRow>, allergies: Known<AllergyRow>) -> AnyView {
    let i18n = say.0;
    match known {
        Known::Answered(answer, when) => t_string!(
            i18n,
            chart.summary.medicines_answered,
            answer = crate::app::pages::chart::no_fact_word(say, answer),
            day = say.when_day(&when)
        )
        .into_any(),
        Known::Facts(rows) if !rows.is_empty() => {
            let compared = marks(coverage_of_list(say, &rows, &allergies));
            let lines = rows.iter().map(|row| {
                let told = marks(check_in_list(say, row, &rows, &allergies));
                view! { <p>{medicine_line(say, row)} {told}</p> }
            });
            view! {
                <p>{compared}</p>
                {lines.collect_view()}
            }
            .into_any()
        }
        Known::Facts(_) | Known::NotAsked => {
            view! { <Mark tone=Tone::NotKnown words=t_string!(i18n, vault.glance.no_medicine_now)/> }
                .into_any()
        }
    }
}

/// What of a group stands in the file; `None` where all of it was added to hold the file.
fn of_file(mut group: VisitGroup, signed: bool) -> Option<VisitGroup> {
    if signed {
        return Some(group);
    }
    for entry in &mut group.entries {
        if let EntryView::Read { statements, .. } = entry {
            statements.retain(|statement| !is_of_the_holding(statement));
        }
    }
    let says_nothing = |entry: &EntryView| matches!(entry, EntryView::Read { statements, .. } if statements.is_empty());
    group.entries.retain(|entry| !says_nothing(entry));
    (!group.entries.is_empty()).then_some(group)
}

/// The chart number, and that the file is kept: true only once there is a vault.
fn is_of_the_holding(statement: &StatementView) -> bool {
    let Content::Statement(statement) = &statement.content else {
        return false;
    };
    matches!(
        statement.fact,
        Fact::Demographic(Demographic::ChartNumber(_)) | Fact::Citation(Citation::File(_))
    )
}

fn visit(say: Say, group: VisitGroup, signed: bool) -> impl IntoView {
    let day = match &group.visit {
        Some(visit) => say.when_day(&visit.when),
        None => say.when_day(&group.day),
    };
    let words = move |entry| {
        if signed {
            told(say, entry)
        } else {
            told_unsigned(say, entry)
        }
    };
    let entries = group.entries.into_iter();
    let entries = entries
        .map(|entry| view! { <li class="entry">{words(entry)}</li> })
        .collect_view();
    view! {
        <section class="visit">
            <h3 class="visit-head">{day}</h3>
            <ul class="arriving">{entries}</ul>
        </section>
    }
}
