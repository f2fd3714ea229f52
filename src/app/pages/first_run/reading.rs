//! What a file says of one person, read before there is a vault: the few things that matter first, then every entry.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::statement::{no_fact_word, or_unnamed, standing_words};
use crate::app::pages::chart::{allergy_words, medicine_line, number_words};
use crate::app::pages::someone::PersonWords;
use crate::app::pages::transfer::told;
use crate::app::platform::engine::Work;
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::facts::ProblemStatus;
use crate::chart::statement::Standing;
use crate::engine::protocol::{Failure, Reply, Request};
use crate::reading::view::{ChartView, HistoryFilter, Known, PersonRow, VisitGroup};

#[component]
pub(super) fn Reading(person: PersonRow) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = person.chart;
    let work = Work::new();
    let view = RwSignal::new(None::<ChartView>);
    let groups = RwSignal::new(Vec::<VisitGroup>::new());
    let next = RwSignal::new(None::<u32>);
    let failure = RwSignal::new(None::<Failure>);
    let read_on = move |from: u32| {
        leptos::task::spawn_local(async move {
            let filter = HistoryFilter::default();
            let request = Request::History {
                chart,
                filter,
                from,
            };
            match app.ask_with(work, request).await {
                Ok(Reply::History(page)) => {
                    next.try_set(page.next);
                    groups.try_update(|groups| groups.extend(page.groups));
                }
                Ok(_) => {}
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    };
    leptos::task::spawn_local(async move {
        match app.ask_with(work, Request::OpenChart(chart)).await {
            Ok(Reply::Chart(read)) => {
                view.try_set(Some(*read));
                read_on(0);
            }
            Ok(_) => {}
            Err(why) => {
                failure.try_set(Some(why));
            }
        }
    });
    view! {
        <Panel title=move || t_string!(i18n, vault.glance.first)>
            <p><PersonWords person/></p>
            {move || view.get().map(|view| first_things(say, view))}
        </Panel>
        {move || failure.get().map(|why| view! {
            <Message tone=Tone::Alert><p>{move || say.failure(&why)}</p></Message>
        })}
        <Panel title=move || t_string!(i18n, vault.glance.entries)>
            {move || groups.get().into_iter().map(|group| visit(say, group)).collect_view()}
            <Working work/>
            {move || next.get().map(|from| view! {
                <p class="show-more">
                    <Button label=move || t_string!(i18n, ui.show_more) on_press=move || read_on(from)/>
                </p>
            })}
        </Panel>
    }
}

/// Allergies, active problems, medicines: what a summary begins with. "Not asked" and "none" stay apart.
fn first_things(say: Say, view: ChartView) -> impl IntoView {
    let i18n = say.0;
    let allergies = match view.banner.allergies {
        Known::NotAsked => {
            view! { <Mark tone=Tone::NotKnown words=t_string!(i18n, chart.allergy.not_asked)/> }
                .into_any()
        }
        Known::Answered(answer, when) => {
            format!("{} ({})", no_fact_word(say, answer), say.when_day(&when)).into_any()
        }
        Known::Facts(rows) => rows
            .into_iter()
            .map(|row| view! { <p><Mark tone=Tone::Alert words=allergy_words(say, &row)/></p> })
            .collect_view()
            .into_any(),
    };
    let active = view.summary.problems.into_iter();
    let problems: Vec<_> = active
        .filter(|row| row.status == ProblemStatus::Active)
        .map(|row| {
            let number = number_words(&row);
            // What is ruled out or not certain never reads as plain.
            let standing = standing_words(say, row.standing, row.status_words.as_deref());
            let standing = standing.filter(|_| row.standing != Standing::Stands);
            let in_error = row
                .in_error
                .then(|| t_string!(i18n, chart.problem.in_error));
            view! {
                <p>
                    {standing.map(|words| view! { <Mark tone=Tone::NotKnown words/> " " })}
                    {in_error.map(|words| view! { <Mark tone=Tone::NotKnown words/> " " })}
                    {number} " "
                    <span translate="no">{or_unnamed(say, &row.words)}</span>
                </p>
            }
        })
        .collect();
    let problems = if problems.is_empty() {
        t_string!(i18n, chart.summary.no_problems).into_any()
    } else {
        problems.collect_view().into_any()
    };
    let medicines = match view.summary.medicines {
        Known::NotAsked => t_string!(i18n, chart.summary.medicines_not_asked).into_any(),
        Known::Answered(answer, when) => t_string!(
            i18n,
            chart.summary.medicines_answered,
            answer = no_fact_word(say, answer),
            day = say.when_day(&when)
        )
        .into_any(),
        Known::Facts(rows) => rows
            .into_iter()
            .map(|row| view! { <p>{medicine_line(say, &row)}</p> })
            .collect_view()
            .into_any(),
    };
    view! {
        <Lines>
            <Line name=move || t_string!(i18n, chart.question.allergies)><span>{allergies}</span></Line>
            <Line name=move || t_string!(i18n, chart.summary.problems)><span>{problems}</span></Line>
            <Line name=move || t_string!(i18n, chart.summary.medicines)><span>{medicines}</span></Line>
        </Lines>
    }
}

fn visit(say: Say, group: VisitGroup) -> impl IntoView {
    let day = match &group.visit {
        Some(visit) => say.when_day(&visit.when),
        None => say.when_day(&group.day),
    };
    let entries = group.entries.into_iter();
    let entries = entries
        .map(|entry| view! { <li class="entry">{told(say, entry)}</li> })
        .collect_view();
    view! {
        <section class="visit">
            <h3 class="visit-head">{day}</h3>
            <ul class="arriving">{entries}</ul>
        </section>
    }
}
