//! The pages of one chart: banner, summary, problems, medicines, notes, history, papers.

pub mod abbreviations;
pub mod about;
mod allergy;
mod banner;
pub mod checked;
mod contested;
mod documents;
mod entry;
mod filled;
mod flag;
pub mod form;
mod form_button;
pub mod form_title;
mod history;
mod identity;
pub mod kept_form;
mod medicines;
mod note;
pub mod open;
mod other;
mod other_charts;
mod photo;
mod print;
pub mod problems;
mod questions;
mod readable;
pub mod remove_line;
mod results;
mod review;
pub mod small_form;
pub mod statement;
mod summary;
mod values;
mod writing;

pub use crate::app::kinds::no_fact_word;
pub use banner::{allergy_words, flags_beside_allergies};
pub use flag::Flag;
pub use note::{last_value, start_note};
pub use open::{OpenChart, use_chart};
pub use problems::{ProblemWords, medicine_line};
pub use review::ReviewPage;

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::trouble::Trouble;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::chart::statement::StatementId;

/// Every page whose address begins with a chart. Reads the address itself; the chart is opened once and stays open while
/// one goes about in it.
#[component]
pub fn ChartPages() -> impl IntoView {
    let app = use_app();
    let chart = Memo::new(move |before: Option<&Option<ChartId>>| {
        app.route.get().chart().or(before.copied().flatten())
    });
    let part = Memo::new(move |before: Option<&ChartPart>| match app.route.get() {
        Route::Chart(_, part) => part,
        _ => before.copied().unwrap_or_default(),
    });
    move || {
        chart
            .get()
            .map(|id| view! { <OneChart id part=part.into()/> })
    }
}

#[component]
fn OneChart(id: ChartId, part: Signal<ChartPart>) -> impl IntoView {
    let app = use_app();
    let say = use_say();
    let chart = OpenChart::open(id);
    provide_context(chart);
    provide_context(kept_form::AnyForm(form::fields));
    provide_context(history::Paging::of(chart));
    BannerSlot::fill(move || view! { <banner::Banner chart/> });
    Effect::new(move |_| app.person.set(chart.banner(|banner| banner.person.clone())));
    on_cleanup(move || {
        app.person.try_set(None);
    });
    banner::focus_when_opened(chart);
    on_command(move |command| {
        let to = match command {
            Command::GoSummary => ChartPart::Summary,
            Command::GoProblems => ChartPart::Problems,
            Command::GoHistory => ChartPart::History,
            Command::GoMedicines => ChartPart::Medicines,
            Command::GoResults => ChartPart::Results,
            Command::New
                if !matches!(
                    part.get_untracked(),
                    ChartPart::Note(_) | ChartPart::Form(_)
                ) =>
            {
                start_note(app, say, id, problem_of(chart, part.get_untracked()));
                return true;
            }
            _ => return false,
        };
        app.go(Route::Chart(id, to));
        true
    });
    let opened = move || chart.view.value.with(Option::is_some);
    // On a laptop list and page of a problem are one picture that stays while one goes through the numbers.
    let shown = Memo::new(move |_| match part.get() {
        ChartPart::Problem(_) if app.wide.get() => ChartPart::Problems,
        other => other,
    });
    let opened = Memo::new(move |_| opened());
    let tabs_shown = move || {
        !matches!(
            part.get(),
            ChartPart::Note(_) | ChartPart::Form(_) | ChartPart::Write | ChartPart::Print
        )
    };
    view! {
        {move || tabs_shown().then(|| view! { <ChartTabs id part/> })}
        <Trouble failure=chart.view.failure/>
        {move || (!opened.get()).then(|| view! { <Working work=chart.view.work/> })}
        {move || opened.get().then(|| view! { <Part shown=shown.get() part/> })}
    }
}

#[component]
fn Part(shown: ChartPart, part: Signal<ChartPart>) -> impl IntoView {
    match shown {
        ChartPart::Summary => view! { <summary::SummaryPage/> }.into_any(),
        ChartPart::Problems => {
            let chosen = Signal::derive(move || match part.get() {
                ChartPart::Problem(id) => Some(id),
                _ => None,
            });
            view! { <problems::ProblemsPage chosen/> }.into_any()
        }
        ChartPart::Problem(id) => view! { <problems::OneProblemPage id/> }.into_any(),
        ChartPart::History => view! { <history::HistoryPage/> }.into_any(),
        ChartPart::Medicines => view! { <medicines::MedicinesPage/> }.into_any(),
        ChartPart::Plots(vital) => view! { <values::PlotsPage vital/> }.into_any(),
        ChartPart::Results => view! { <results::ResultsPage/> }.into_any(),
        ChartPart::Result(id) => view! { <results::ResultPage id/> }.into_any(),
        ChartPart::Entry(entry) => view! { <entry::EntryPage entry/> }.into_any(),
        ChartPart::Documents => view! { <documents::DocumentsPage/> }.into_any(),
        ChartPart::Other => view! { <other::OtherPage/> }.into_any(),
        ChartPart::Identity => view! { <identity::IdentityPage/> }.into_any(),
        ChartPart::Write => view! { <writing::WritePage/> }.into_any(),
        ChartPart::Note(draft) => view! { <note::NotePage draft/> }.into_any(),
        ChartPart::Form(draft) => view! { <form::FormPage draft/> }.into_any(),
        ChartPart::Questions(draft) => view! { <questions::QuestionsPage draft/> }.into_any(),
        ChartPart::Print => view! { <print::PrintPage/> }.into_any(),
    }
}

/// A note begun where a problem's page is shown is for that problem.
fn problem_of(chart: OpenChart, part: ChartPart) -> Option<StatementId> {
    match part {
        ChartPart::Problem(problem) => problem,
        // On a laptop the first problem's page stands beside the list.
        ChartPart::Problems => chart.problem_shown.get_untracked(),
        _ => None,
    }
}

/// Summary, Problems, History; on a phone the rest is one tap away under *More*.
#[component]
fn ChartTabs(id: ChartId, part: Signal<ChartPart>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let to = move |part| Route::Chart(id, part);
    let is_here = Callback::new(move |(route,): (Route,)| {
        let Route::Chart(_, tab) = route else {
            return false;
        };
        let wide = app.wide.get();
        match part.get() {
            ChartPart::Problem(_) => tab == ChartPart::Problems,
            ChartPart::Entry(_) => tab == ChartPart::History,
            ChartPart::Plots(_) => tab == ChartPart::Summary,
            // On a phone the summary's panel leads there.
            ChartPart::Medicines if !wide => tab == ChartPart::Summary,
            ChartPart::Result(_) if wide => tab == ChartPart::Results,
            ChartPart::Documents | ChartPart::Other | ChartPart::Results | ChartPart::Result(_)
                if !wide =>
            {
                tab == ChartPart::Identity
            }
            here => tab == here,
        }
    });
    move || {
        let mut tabs: Vec<(leptos::text_prop::TextProp, Route)> = vec![
            (
                (move || t_string!(i18n, chart.tabs.summary)).into(),
                to(ChartPart::Summary),
            ),
            (
                (move || t_string!(i18n, chart.tabs.problems)).into(),
                to(ChartPart::Problems),
            ),
            (
                (move || t_string!(i18n, chart.tabs.history)).into(),
                to(ChartPart::History),
            ),
        ];
        if app.wide.get() {
            tabs.push((
                (move || t_string!(i18n, chart.tabs.medicines)).into(),
                to(ChartPart::Medicines),
            ));
            tabs.push((
                (move || t_string!(i18n, chart.tabs.results)).into(),
                to(ChartPart::Results),
            ));
            tabs.push((
                (move || t_string!(i18n, chart.tabs.documents)).into(),
                to(ChartPart::Documents),
            ));
            tabs.push((
                (move || t_string!(i18n, chart.tabs.other)).into(),
                to(ChartPart::Other),
            ));
        } else {
            tabs.push((
                (move || t_string!(i18n, chart.tabs.more)).into(),
                to(ChartPart::Identity),
            ));
        }
        let aside = ViewFn::from(move || {
            let words = move || t_string!(i18n, chart.write_note);
            let write = move || start_note(app, say, id, problem_of(chart, part.get_untracked()));
            app.wide
                .get()
                .then(|| view! { <Button label=words key_hint="n" on_press=write/> })
        });
        view! { <Tabs says=move || t_string!(i18n, chart.tabs.says) tabs is_here aside/> }
    }
}
