//! The small forms by name, each with its fields and its page; and a form that was begun and left, as a page of its own: found
//! under *Unfinished*, or come back to after a lock.

use leptos::prelude::*;

use super::kept_form::Begun;
use super::open::use_chart;
use crate::app::i18n::*;
use crate::app::kinds::allergy::form::add_allergy;
use crate::app::kinds::amendment::form::{amend, correct_who};
use crate::app::kinds::amendment::take_out::take_out;
use crate::app::kinds::answer::form::answer;
use crate::app::kinds::document::form::file_one;
use crate::app::kinds::medication::form::stop;
use crate::app::kinds::person_link::form::link;
use crate::app::kinds::plan::form::close_plan;
use crate::app::kinds::problem::form::{merge, new_problem, restate, set_status, unmerge};
use crate::app::kinds::report::form::write_report;
use crate::app::kinds::visit::form::open_visit;
use crate::app::platform::focus;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::{DraftId, Stamp};
use crate::chart::draft::{Draft, Form};
use crate::chart::kinds::AmendmentKind;
use crate::engine::protocol::{Failure, WriteFailure};

/// The list of small forms: the fields, what stands over them as a layer and as a page, and where one sees what was signed.
macro_rules! forms {
    ($($name:ident: $fields:path, |$say:pat_param, $titled:pat_param| $title:expr, |$draft:pat_param| $page:expr;)*) => {
        /// The fields of a form with what was typed into them.
        pub fn fields(form: Form, close: Callback<()>) -> AnyView {
            match form {
                $(Form::$name(draft) => $fields(draft, close),)*
            }
        }

        /// What stands over a form, as a layer and as a page.
        pub fn title(say: Say, form: &Form) -> &'static str {
            let i18n = say.0;
            match form {
                $(Form::$name(draft) => {
                    let ($say, $titled) = (i18n, draft);
                    $title
                })*
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
    Visit: open_visit, |i18n, _| t_string!(i18n, kinds.visit.open), |_| ChartPart::Summary;
    Allergy: add_allergy, |i18n, _| t_string!(i18n, kinds.allergy.add), |_| ChartPart::Summary;
    Problem: new_problem, |i18n, _| t_string!(i18n, kinds.problem.new), |_| ChartPart::Problems;
    Restate: restate, |i18n, _| t_string!(i18n, kinds.problem.restate), |form| ChartPart::Problem(Some(form.problem));
    Status: set_status, |i18n, _| t_string!(i18n, kinds.problem.set_status), |form| ChartPart::Problem(Some(form.problem));
    ClosePlan: close_plan, |i18n, _| t_string!(i18n, kinds.plan.close), |_| ChartPart::Summary;
    StopMedicine: stop, |i18n, _| t_string!(i18n, kinds.medication.stop), |_| ChartPart::Summary;
    Amend: amend, |i18n, form| amendment_title(i18n, form.kind), |form| ChartPart::Entry(form.target);
    Who: correct_who, |i18n, _| t_string!(i18n, kinds.amendment.correction), |form| ChartPart::Entry(form.target);
    TakeOut: take_out, |i18n, _| t_string!(i18n, chart.take_out.begin), |form| ChartPart::Entry(form.entry);
    Paper: file_one, |i18n, _| t_string!(i18n, kinds.document.file_one), |_| ChartPart::Documents;
    Merge: merge, |i18n, _| t_string!(i18n, kinds.problem.merge), |form| ChartPart::Problem(Some(form.problem));
    Unmerge: unmerge, |i18n, _| t_string!(i18n, kinds.problem.unmerge), |form| ChartPart::Problem(Some(form.problem));
    Answer: answer, |i18n, _| t_string!(i18n, kinds.allergy.none), |_| ChartPart::Summary;
    Link: link, |i18n, form| link_title(i18n, form.same), |_| ChartPart::Identity;
    Report: write_report, |i18n, _| t_string!(i18n, kinds.report.write), |_| ChartPart::History;
}

fn amendment_title(i18n: Texts, kind: AmendmentKind) -> &'static str {
    match kind {
        AmendmentKind::Addendum | AmendmentKind::LateEntry => {
            t_string!(i18n, kinds.amendment.addendum)
        }
        AmendmentKind::Correction => t_string!(i18n, kinds.amendment.correction),
        AmendmentKind::EnteredInError => t_string!(i18n, kinds.amendment.in_error),
    }
}

fn link_title(i18n: Texts, same: bool) -> &'static str {
    match same {
        true => t_string!(i18n, kinds.person_link.another),
        false => t_string!(i18n, kinds.person_link.not_the_same),
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
