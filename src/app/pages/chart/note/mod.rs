//! Writing a note: S, O, A, P under one or more problems, kept sealed while it is typed, reviewed once, signed once.

mod beside;
mod editor;
mod fields;
mod late;
mod medicines;
mod plans;
mod problems;
mod review;
mod under;
mod vital;
mod vitals;

pub use vital::last_value;

use leptos::prelude::*;

use super::open::use_chart;
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::{ChartId, DraftId};
use crate::chart::draft::{Draft, KeptDraft, NoteDraft, ProblemChoice, UnderProblem};
use crate::chart::statement::{SaidBy, StatementId};
use crate::engine::protocol::{Failure, WriteFailure, ask};

/// Begins a note on a problem, or on #0 until a problem is chosen, and goes to it.
pub fn start_note(app: App, say: Say, chart: ChartId, problem: Option<StatementId>) {
    let id = device::new_draft_id();
    let choice = problem.map_or(ProblemChoice::Unlinked, ProblemChoice::Known);
    let draft = NoteDraft {
        chart,
        started: device::now(),
        late: None,
        said_by: SaidBy::Patient,
        under: vec![UnderProblem::new(choice)],
    };
    leptos::task::spawn_local(async move {
        let request = ask::SaveDraft {
            id,
            draft: Draft::Note(Box::new(draft)),
            cursor: String::new(),
        };
        if let Err(failure) = app.ask(request).await {
            // Where a draft cannot even be begun, the reason stands above the page.
            let words = untrack(|| say.failure(&failure));
            return app.notices.say(Tone::Alert, words);
        }
        app.go(Route::Chart(chart, ChartPart::Note(id)));
    });
}

#[component]
pub fn NotePage(draft: DraftId) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let loaded = RwSignal::new(None::<Result<KeptDraft, Failure>>);
    leptos::task::spawn_local(async move {
        let kept = app.load_draft(draft).await;
        loaded.try_set(Some(kept));
    });
    move || match loaded.get() {
        None => ().into_any(),
        Some(Ok(kept)) => match kept.draft {
            Draft::Note(note) => view! {
                <editor::Editor id=draft note=*note saved=kept.saved cursor=kept.cursor/>
            }
            .into_any(),
            Draft::Intake(_) | Draft::Questions(_) => {
                app.replace(Route::Intake(draft));
                ().into_any()
            }
            Draft::Search(_) => {
                app.replace(Route::Find);
                ().into_any()
            }
            Draft::Form(form) => {
                app.replace(Route::Chart(form.chart, ChartPart::Form(draft)));
                ().into_any()
            }
        },
        // It is told, and can be discarded, in one place.
        Some(Err(Failure::Write(WriteFailure::DraftDamaged))) => {
            app.replace(Route::Intake(draft));
            ().into_any()
        }
        Some(Err(failure)) => {
            let to = Route::Chart(chart.id, ChartPart::Summary);
            view! {
                <Page title=move || t_string!(i18n, chart.note.title)>
                    <Message tone=Tone::Alert><p>{say.failure(&failure)}</p></Message>
                    <ButtonLink label=move || t_string!(i18n, chart.tabs.summary) to/>
                </Page>
            }
            .into_any()
        }
    }
}
