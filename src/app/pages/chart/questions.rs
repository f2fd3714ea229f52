//! What an intake asks, asked later: by someone else, on another day, of someone who was in a hurry.

use leptos::prelude::*;

use super::open::{OpenChart, use_chart};
use crate::app::i18n::*;
use crate::app::pages::drafts::draft_route;
use crate::app::pages::register::{Intake, Later};
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, use_app};
use crate::app::ui::*;
use crate::base::DraftId;
use crate::reading::view::DraftKind;

/// Goes to the questions; to those begun before, where there are any.
#[component]
pub fn MoreQuestions() -> impl IntoView {
    let i18n = use_i18n();
    let (app, chart) = (use_app(), use_chart());
    let ask = move || app.go(begun_before(app, chart).unwrap_or_else(|| fresh(chart)));
    view! { <Button label=move || t_string!(i18n, people.questions.title) on_press=ask/> }
}

fn fresh(chart: OpenChart) -> Route {
    Route::Chart(chart.id, ChartPart::Questions(device::new_draft_id()))
}

fn begun_before(app: App, chart: OpenChart) -> Option<Route> {
    let of_this = DraftKind::Questions { chart: chart.id };
    app.drafts.with_untracked(|drafts| {
        let begun = drafts.iter().find(|draft| draft.kind == of_this);
        begun.map(draft_route)
    })
}

#[component]
pub fn QuestionsPage(draft: DraftId) -> impl IntoView {
    let chart = use_chart();
    // As they are when one comes; what is signed here leads away.
    let later = untrack(|| {
        let person = chart.banner(|banner| banner.person.clone())?;
        let not_asked = chart.summary(|summary| summary.not_asked.clone())?;
        Some(Later { person, not_asked })
    });
    later.map(|later| view! { <Intake id=draft later/> })
}
