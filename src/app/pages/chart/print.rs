//! The summary on one sheet of paper: who, allergies, problems, medicines, last vitals, plans; who printed it and when.

use leptos::prelude::*;

use super::banner::allergy_words;
use super::open::{OpenChart, use_chart};
use super::problems::{medicine_line, problem_title};
use super::statement::{birth_words, no_fact_word, question_word, standing_word};
use super::summary::{Readable, plan_line, vital_line};
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::facts::{Birth, ProblemStatus};
use crate::reading::view::{Banner, ChartView, Known};

#[component]
pub fn PrintPage() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let back = Route::Chart(chart.id, ChartPart::Summary);
    view! {
        <Page title=move || t_string!(i18n, chart.print.title)>
            <div class="no-print">
                <p class="hint">{t!(i18n, chart.print.hint)}</p>
                <Actions>
                    <ButtonLink label=move || t_string!(i18n, common.back) to=back/>
                    <Button
                        label=move || t_string!(i18n, common.print)
                        kind=ButtonKind::Primary
                        icon=Icon::Print
                        on_press=device::print
                    />
                </Actions>
            </div>
            <Sheet chart/>
        </Page>
    }
}

#[component]
fn Sheet(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let printed = move || {
        let who = app.session.with(|session| {
            session
                .as_ref()
                .map(|s| (s.name.clone(), say.role(&s.role), s.site.clone()))
        });
        let (name, role, site) = who.unwrap_or_default();
        let now = say.moment(device::now());
        t_string!(
            i18n,
            chart.print.printed,
            name = name,
            role = role,
            site = site,
            now = now
        )
    };
    view! {
        <article class="sheet" translate="no">
            {move || chart.view.value.with(|view| view.as_ref().map(|view| sheet(say, chart, view)))}
            <footer class="sheet-foot">
                <p>{printed}</p>
                <p>{t!(i18n, chart.print.not_whole)}</p>
            </footer>
        </article>
    }
}

fn sheet(say: Say, chart: OpenChart, view: &ChartView) -> impl IntoView + use<> {
    let i18n = say.0;
    let ChartView {
        banner, summary, ..
    } = view;
    let allergies = allergies(say, banner);
    let problems = summary.problems.iter().map(|row| {
        let state = (row.status != ProblemStatus::Active)
            .then(|| format!(" ({})", super::problems::status_since(say, row)));
        let since = if row.onset.is_known() {
            row.onset
        } else {
            row.since
        };
        let since = t_string!(i18n, chart.fact.since, day = say.when_day(&since));
        let doubt =
            standing_word(say, row.standing).map(|word| view! { <strong>{word}</strong> " " });
        view! { <li>{doubt} {problem_title(row)} {state} ", " {since}</li> }
    });
    let problems = problems.collect_view();
    let medicines = match &summary.medicines {
        Known::NotAsked => {
            view! { <p>{t_string!(i18n, chart.summary.medicines_not_asked)}</p> }.into_any()
        }
        Known::Answered(answer, when) => {
            let words = t_string!(
                i18n,
                chart.summary.medicines_answered,
                answer = no_fact_word(say, *answer),
                day = say.when_day(when)
            );
            view! { <p>{words}</p> }.into_any()
        }
        Known::Facts(rows) => {
            let rows = rows
                .iter()
                .map(|row| view! { <li>{medicine_line(say, row)}</li> });
            view! { <ul>{rows.collect_view()}</ul> }.into_any()
        }
    };
    let vitals = summary
        .vitals
        .iter()
        .map(|row| view! { <li>{vital_line(say, row, true)}</li> });
    let vitals = vitals.collect_view();
    let plans = summary
        .plans
        .iter()
        .map(|row| view! { <li>{plan_line(say, row)}</li> });
    let plans = plans.collect_view();
    let missing: Vec<&str> = summary
        .not_asked
        .iter()
        .map(|q| question_word(say, *q))
        .collect();
    let missing = missing.join(", ");
    view! {
        {who(say, banner)}
        <Readable chart/>
        <section><h3>{t_string!(i18n, chart.question.allergies)}</h3>{allergies}</section>
        <section>
            <h3>{t_string!(i18n, chart.summary.problems_all)}</h3>
            {summary.problems.is_empty().then(|| t_string!(i18n, chart.summary.no_problems))}
            <ul>{problems}</ul>
        </section>
        <section>
            <h3>{t_string!(i18n, chart.summary.medicines)}</h3>
            <p class="not-checked">{t_string!(i18n, chart.not_checked)}</p>
            {medicines}
        </section>
        <section>
            <h3>{t_string!(i18n, chart.summary.vitals)}</h3>
            {summary.vitals.is_empty().then(|| t_string!(i18n, chart.summary.no_vitals))}
            <ul>{vitals}</ul>
            <p>{t_string!(i18n, chart.summary.no_ranges)}</p>
        </section>
        <section>
            <h3>{t_string!(i18n, chart.summary.plans)}</h3>
            {summary.plans.is_empty().then(|| t_string!(i18n, chart.summary.no_plans))}
            <ul>{plans}</ul>
        </section>
        {(!missing.is_empty()).then(|| view! {
            <section><h3>{t_string!(i18n, chart.print.not_asked)}</h3><p>{missing}</p></section>
        })}
    }
}

fn who(say: Say, banner: &Banner) -> impl IntoView + use<> {
    let i18n = say.0;
    let person = &banner.person;
    let sex = person.sex.map(|sex| say.sex(sex));
    // An age that was told already stands beside.
    let born = matches!(person.birth, Birth::Date(_)).then(|| {
        t_string!(
            i18n,
            chart.print.born,
            birth = birth_words(say, &person.birth)
        )
    });
    let doubt = person
        .placeholder
        .then(|| t_string!(i18n, chart.banner.not_confirmed));
    let pregnant = banner.pregnant.as_ref().map(|(words, when)| {
        t_string!(
            i18n,
            chart.print.pregnant,
            words = words.clone(),
            day = say.when_day(when)
        )
    });
    let died = banner
        .died
        .as_ref()
        .map(|when| t_string!(i18n, chart.banner.died, day = say.when_day(when)));
    let facts = [
        sex.map(str::to_string),
        Some(say.age(&person.birth)),
        born,
        Some(person.number.clone()).filter(|number| !number.is_empty()),
        Some(person.place.clone()).filter(|place| !place.is_empty()),
        doubt.map(str::to_string),
        pregnant,
        died,
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    view! {
        <h2 class="sheet-name">{say.name(person)}</h2>
        <p>{facts.join(" · ")}</p>
    }
}

fn allergies(say: Say, banner: &Banner) -> impl IntoView + use<> {
    let i18n = say.0;
    match &banner.allergies {
        Known::NotAsked => {
            view! { <p><strong>{t_string!(i18n, chart.allergy.not_asked)}</strong></p> }.into_any()
        }
        Known::Answered(answer, when) => {
            let words = format!("{}, {}", no_fact_word(say, *answer), say.when_day(when));
            view! { <p>{words}</p> }.into_any()
        }
        Known::Facts(rows) => {
            let rows = rows.iter().map(|row| {
                view! { <li><strong>{allergy_words(say, row)}</strong> ", " {say.when_day(&row.when)}</li> }
            });
            view! { <ul>{rows.collect_view()}</ul> }.into_any()
        }
    }
}
