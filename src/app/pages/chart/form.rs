//! A small form that was begun and left, as a page of its own: found under *Unfinished*, or come back to after a lock.

use leptos::prelude::*;

use super::allergy::AddAllergy;
use super::amend::Amending;
use super::documents::FileOne;
use super::kept_form::Begun;
use super::open::use_chart;
use super::problems::{ClosePlan, NewProblem, Restate, SetStatus, Stop};
use super::take_out::TakeOut;
use super::visit::OpenVisit;
use crate::app::i18n::*;
use crate::app::pages::drafts::form_title;
use crate::app::platform::focus;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::base::{DraftId, Stamp};
use crate::chart::draft::{Draft, Form};
use crate::engine::protocol::{Failure, WriteFailure};

/// The fields of a form with what was typed into them.
pub fn fields(form: Form, close: Callback<()>) -> AnyView {
    match form {
        Form::Visit { reason } => view! { <OpenVisit reason close/> }.into_any(),
        Form::Allergy {
            substance,
            reaction,
            severity,
        } => view! { <AddAllergy substance reaction severity close/> }.into_any(),
        Form::Problem {
            words,
            status,
            onset,
        } => view! { <NewProblem words status onset close/> }.into_any(),
        Form::Restate { problem, words } => view! { <Restate problem words close/> }.into_any(),
        Form::Status {
            problem,
            status,
            on,
        } => view! { <SetStatus problem status on close/> }.into_any(),
        Form::ClosePlan { plan, done, words } => {
            view! { <ClosePlan plan done words close/> }.into_any()
        }
        Form::StopMedicine { medicine, reason } => {
            view! { <Stop medicine reason close/> }.into_any()
        }
        Form::Amend(ref amend) => {
            let target = amend.target;
            view! { <Amending form target close/> }.into_any()
        }
        Form::Paper { title, chosen } => view! { <FileOne title lost=chosen close/> }.into_any(),
        Form::Who(ref who) => {
            let target = who.target;
            view! { <Amending form target close/> }.into_any()
        }
        Form::TakeOut { entry, reason } => view! { <TakeOut entry reason close/> }.into_any(),
    }
}

/// Where one sees what the form changed.
fn page_of(form: &Form) -> ChartPart {
    match form {
        Form::Visit { .. }
        | Form::Allergy { .. }
        | Form::ClosePlan { .. }
        | Form::StopMedicine { .. } => ChartPart::Summary,
        Form::Problem { .. } => ChartPart::Problems,
        Form::Restate { problem, .. } | Form::Status { problem, .. } => {
            ChartPart::Problem(Some(*problem))
        }
        Form::Amend(amend) => ChartPart::Entry(amend.target),
        Form::Paper { .. } => ChartPart::Documents,
        Form::Who(who) => ChartPart::Entry(who.target),
        Form::TakeOut { entry, .. } => ChartPart::Entry(*entry),
    }
}

#[component]
pub fn FormPage(draft: DraftId) -> impl IntoView {
    let app = use_app();
    let chart = use_chart();
    let begun = RwSignal::new(None::<(Form, Stamp)>);
    let failure = RwSignal::new(None::<Failure>);
    leptos::task::spawn_local(async move {
        match app.load_draft(draft).await {
            Ok(kept) => match kept.draft {
                Draft::Form(typed) => {
                    begun.try_set(Some((typed.form, kept.saved)));
                    focus::return_to(kept.cursor);
                }
                Draft::Note(_) => app.replace(Route::Chart(chart.id, ChartPart::Note(draft))),
                Draft::Intake(_) => app.replace(Route::Intake(draft)),
                Draft::Search(_) => app.replace(Route::Find),
                Draft::Questions(_) => {
                    app.replace(Route::Chart(chart.id, ChartPart::Questions(draft)));
                }
            },
            // It is told, and can be discarded, in one place.
            Err(Failure::Write(WriteFailure::DraftDamaged)) => app.replace(Route::Intake(draft)),
            Err(why) => {
                failure.try_set(Some(why));
            }
        }
    });
    move || match begun.get() {
        Some((form, saved)) => view! { <BegunForm id=draft form saved/> }.into_any(),
        None => match failure.get() {
            Some(why) => view! { <NoForm why/> }.into_any(),
            None => ().into_any(),
        },
    }
}

#[component]
fn BegunForm(id: DraftId, form: Form, saved: Stamp) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let to = Route::Chart(chart.id, page_of(&form));
    let close = Callback::new(move |()| app.replace(to));
    let titled = form.clone();
    provide_context(Begun {
        id,
        saved: Some(saved),
        blank: None,
    });
    let aside = ViewFn::from(move || {
        view! { <Button label=move || t_string!(i18n, common.later) on_press=move || close.run(())/> }
    });
    view! {
        <Page title=move || form_title(say, &titled) aside>
            {fields(form, close)}
        </Page>
    }
}

/// It was signed or thrown away meanwhile, or is someone else's.
#[component]
fn NoForm(why: Failure) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let to = Route::Chart(chart.id, ChartPart::Summary);
    view! {
        <Page title=move || t_string!(i18n, common.draft.draft)>
            <Message tone=Tone::Alert><p>{move || say.failure(&why)}</p></Message>
            <Actions><ButtonLink label=move || t_string!(i18n, chart.tabs.summary) to/></Actions>
        </Page>
    }
}
