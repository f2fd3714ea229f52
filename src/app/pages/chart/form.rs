//! The small forms by name, each with its fields and its page; and a form that was begun and left, as a page of its own: found
//! under *Unfinished*, or come back to after a lock.

use leptos::prelude::*;

use super::form_title::title;
use super::kept_form::Begun;
use super::open::use_chart;
use crate::app::i18n::*;
use crate::app::kinds::acknowledgement::form::look_and_plan;
use crate::app::kinds::allergy::form::add_allergy;
use crate::app::kinds::allergy::refuting::refute_allergy;
use crate::app::kinds::allergy::writing::write_allergy;
use crate::app::kinds::amendment::form::{amend, correct_who};
use crate::app::kinds::amendment::take_out::take_out;
use crate::app::kinds::answer::form::answer;
use crate::app::kinds::document::form::file_one;
use crate::app::kinds::medication::form::{hold, restart, stop};
use crate::app::kinds::medication::give::give;
use crate::app::kinds::medication::prescribe::prescribe;
use crate::app::kinds::medication::still_so::still_so;
use crate::app::kinds::order::form::{cancel_order, collect, order_tests};
use crate::app::kinds::person_link::form::link;
use crate::app::kinds::plan::form::close_plan;
use crate::app::kinds::problem::form::{merge, new_problem, restate, set_status, unmerge};
use crate::app::kinds::report::form::write_report;
use crate::app::kinds::report::result::enter_result;
use crate::app::kinds::response::form::fill_in;
use crate::app::kinds::visit::form::{arrive, end_visit, open_visit, step};
use crate::app::platform::focus;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::base::DraftId;
use crate::chart::draft::{AllergyForm, Draft, Form};
use crate::engine::protocol::{Failure, WriteFailure};

/// The list of small forms: the fields, and where one sees what was signed.
macro_rules! forms {
    ($($name:ident: $fields:path, |$draft:pat_param| $page:expr;)*) => {
        /// The fields of a form with what was typed into them.
        pub fn fields(form: Form, close: Callback<()>) -> AnyView {
            match form {
                $(Form::$name(draft) => $fields(draft, close),)*
            }
        }

        /// Where one sees what the form changed.
        fn page_of(form: &Form) -> ChartPart {
            match form {
                $(Form::$name(draft) => {
                    let $draft = draft;
                    $page
                })*
            }
        }
    };
}

forms! {
    Visit: open_visit, |_| ChartPart::Summary;
    Allergy: add_allergy, |_| ChartPart::Summary;
    Problem: new_problem, |_| ChartPart::Problems;
    Restate: restate, |form| ChartPart::Problem(Some(form.problem));
    Status: set_status, |form| ChartPart::Problem(Some(form.problem));
    ClosePlan: close_plan, |_| ChartPart::Summary;
    StopMedicine: stop, |_| ChartPart::Summary;
    Amend: amend, |form| ChartPart::Entry(form.target);
    Who: correct_who, |form| ChartPart::Entry(form.target);
    TakeOut: take_out, |form| ChartPart::Entry(form.entry);
    Paper: file_one, |_| ChartPart::Documents;
    Merge: merge, |form| ChartPart::Problem(Some(form.problem));
    Unmerge: unmerge, |form| ChartPart::Problem(Some(form.problem));
    Answer: answer, |_| ChartPart::Summary;
    Link: link, |_| ChartPart::Identity;
    Report: write_report, |_| ChartPart::History;
    Arrival: arrive, |_| ChartPart::Summary;
    VisitStep: step, |_| ChartPart::Summary;
    EndVisit: end_visit, |_| ChartPart::Summary;
    Response: fill_in, |_| ChartPart::Summary;
    NewAllergy: write_allergy, |_| ChartPart::Summary;
    RefuteAllergy: refute_allergy, |_| ChartPart::Summary;
    Prescribe: prescribe, |_| ChartPart::Medicines;
    Hold: hold, |_| ChartPart::Medicines;
    Restart: restart, |_| ChartPart::Medicines;
    StillSo: still_so, |_| ChartPart::Medicines;
    Give: give, |_| ChartPart::Medicines;
    Tests: order_tests, |_| ChartPart::Results;
    Collect: collect, |_| ChartPart::Results;
    CancelOrder: cancel_order, |_| ChartPart::Results;
    Result: enter_result, |_| ChartPart::Results;
    LookedAt: look_and_plan, |_| ChartPart::Results;
}

#[component]
pub fn FormPage(draft: DraftId) -> impl IntoView {
    let app = use_app();
    let chart = use_chart();
    let begun = RwSignal::new(None::<(Form, Begun)>);
    let failure = RwSignal::new(None::<Failure>);
    leptos::task::spawn_local(async move {
        match app.load_draft(draft).await {
            Ok(kept) => match kept.draft {
                Draft::Form(typed) => {
                    focus::return_to(kept.cursor.clone());
                    let kept = Begun {
                        id: draft,
                        saved: Some(kept.saved),
                        blank: blank_of(&typed.form),
                        cursor: kept.cursor,
                    };
                    begun.try_set(Some((typed.form, kept)));
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
        // It is a page of its own.
        Some((form @ Form::Response(_), kept)) => {
            provide_context(kept);
            fields(form, Callback::new(|()| ()))
        }
        Some((form, kept)) => view! { <BegunForm form kept/> }.into_any(),
        None => match failure.get() {
            Some(why) => view! { <NoForm why/> }.into_any(),
            None => ().into_any(),
        },
    }
}

/// What a form that begins on a page of its own is with nothing typed in it: left so, there is no draft of it.
fn blank_of(form: &Form) -> Option<Form> {
    match form {
        Form::NewAllergy(AllergyForm { revises: None, .. }) => Some(AllergyForm::default().into()),
        _ => None,
    }
}

#[component]
fn BegunForm(form: Form, kept: Begun) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let to = Route::Chart(chart.id, page_of(&form));
    let close = Callback::new(move |()| app.replace(to));
    let titled = form.clone();
    provide_context(kept);
    let aside = ViewFn::from(move || {
        view! { <Button label=move || t_string!(i18n, common.later) on_press=move || close.run(())/> }
    });
    view! {
        <Page title=move || title(say, &titled) aside>
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
