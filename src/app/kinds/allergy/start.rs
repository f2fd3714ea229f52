//! Beginning to write an allergy: on a page of its own, or where it was left.

use crate::app::pages::chart::kept_form::begun_before;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Say, Tone};
use crate::base::ChartId;
use crate::chart::draft::{AllergyForm, Draft, FormDraft};
use crate::engine::protocol::{Failure, ask};
use leptos::prelude::untrack;

/// Goes to the form of a new allergy. What is wrong is told above the page.
pub fn start_allergy(app: App, say: Say, chart: ChartId) {
    leptos::task::spawn_local(async move {
        if let Err(failure) = begin(app, chart).await {
            let words = untrack(|| say.failure(&failure));
            app.notices.say(Tone::Alert, words);
        }
    });
}

async fn begin(app: App, chart: ChartId) -> Result<(), Failure> {
    let (begun, form) = begun_before(app, chart, &AllergyForm::default().into());
    if begun.saved.is_none() {
        let draft = FormDraft {
            chart,
            started: device::now(),
            form,
        };
        app.ask(ask::SaveDraft {
            id: begun.id,
            draft: Draft::Form(Box::new(draft)),
            cursor: String::new(),
        })
        .await?;
    }
    app.go(Route::Chart(chart, ChartPart::Form(begun.id)));
    Ok(())
}
