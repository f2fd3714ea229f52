//! Exactly what was written under one number: plan on top, then entries, the newest first.

use leptos::context::Provider;
use leptos::prelude::*;

use super::about::AboutProblem;
use super::faces::{FaceCounts, Faces, face_word};
use super::line::status_since;
use super::line::{began, problem_title};
use super::plans::Plans;
use crate::app::i18n::*;
use crate::app::kinds::response::start::FillIn;
use crate::app::kinds::{onset_time, standing_words};
use crate::app::pages::chart::entry::EntryCard;
use crate::app::pages::chart::kept_form::KeptFormButton;
use crate::app::pages::chart::note::start_note;
use crate::app::pages::chart::open::{ProblemFace, use_chart};
use crate::app::pages::chart::values::FlowSheetOf;
use crate::app::pages::trouble::Trouble;
use crate::app::platform::device;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::chart::draft::ResultForm;
use crate::chart::draft::{DateDraft, MergeForm, RestateForm, StatusForm, UnmergeForm};
use crate::chart::statement::{Standing, StatementId};
use crate::chart::when::When;
use crate::engine::protocol::ask;
use crate::reading::view::{ProblemPage, ProblemRow};

/// On a phone the problem is a page of its own.
#[component]
pub fn OneProblemPage(id: Option<StatementId>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page title=move || t_string!(i18n, kinds.problem.one) title_hidden=true>
            <OneProblem id/>
        </Page>
    }
}

/// The one before stays until the next is read: the eye keeps its place.
#[component]
pub fn OneProblem(#[prop(into)] id: Signal<Option<StatementId>>) -> impl IntoView {
    let chart = use_chart();
    Effect::new(move |_| chart.problem_shown.set(id.get()));
    on_cleanup(move || {
        chart.problem_shown.try_set(None);
    });
    let page = chart.load(move || ask::ProblemPage(chart.id, id.get()));
    // But not under a sentence that says why the next could not be read.
    let misleads = Memo::new(move |_| {
        let read = |page: &ProblemPage| page.problem.as_ref().map(|row| row.id);
        let other = page
            .value
            .with(|page| page.as_ref().map(read) != Some(id.get()));
        other && page.failure.with(Option::is_some)
    });
    view! {
        <Trouble failure=page.failure/>
        <Working work=page.work/>
        {move || {
            let page = page.value.get().filter(|_| !misleads.get());
            page.map(|page| view! { <Whole page/> })
        }}
    }
}

#[component]
fn Whole(page: ProblemPage) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let chart = use_chart();
    let flow_seen = Signal::derive(move || {
        app.wide.get() || chart.problem_face.get() == ProblemFace::FlowSheet
    });
    let ProblemPage {
        problem,
        plans,
        medicines,
        entries,
        measured,
    } = page;
    let about = AboutProblem(problem.as_ref().map(|row| row.number));
    let id = problem.as_ref().map(|row| row.id);
    let counts = FaceCounts {
        plan: plans.len() + medicines.len(),
        flow_sheet: measured as usize,
        notes: entries.len(),
    };
    let empty = entries.is_empty();
    let cards = move || {
        let entries = entries.clone().into_iter();
        entries
            .map(|view| view! { <EntryCard view chart=chart.id/> })
            .collect_view()
    };
    view! {
        <section class="problem" data-face=move || (measured > 0).then(|| face_word(chart.problem_face.get()))>
            {match problem {
                Some(row) => view! { <Heading row/> }.into_any(),
                None => view! { <Zero/> }.into_any(),
            }}
            {(measured > 0).then(|| view! { <Faces counts/> })}
            <div class="problem-face problem-plan"><Plans plans medicines/></div>
            {(measured > 0).then(|| view! {
                <div class="problem-face problem-flow"><FlowSheetOf problem=id seen=flow_seen/></div>
            })}
            <div class="problem-face problem-notes">
                <h3 class="problem-part">{t!(i18n, kinds.problem.written)}</h3>
                {empty.then(|| view! { <Empty words=move || t_string!(i18n, kinds.problem.nothing_written)/> })}
                <Provider value=about>{cards()}</Provider>
            </div>
        </section>
    }
}

/// #0: health maintenance and the data base.
#[component]
fn Zero() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    view! {
        <div class="problem-head">
            <h2>"#0 " {t!(i18n, kinds.problem.zero)}</h2>
            <div class="panel-acts">
                <Button
                    label=move || t_string!(i18n, chart.write_note)
                    on_press=move || start_note(app, say, chart.id, None)
                />
                <WriteReport problem=None/>
                <FillIn chart=chart.id problem=None/>
            </div>
        </div>
        <p class="hint">{t!(i18n, kinds.problem.zero_hint)}</p>
    }
}

#[component]
fn WriteReport(problem: Option<StatementId>) -> impl IntoView {
    let i18n = use_i18n();
    let blank = ResultForm {
        problem,
        ..ResultForm::blank()
    };
    view! { <KeptFormButton label=move || t_string!(i18n, kinds.report.write) blank/> }
}

#[component]
fn Heading(row: ProblemRow) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let title = problem_title(say, &row);
    let row = StoredValue::new(row);
    let state = move || {
        row.with_value(|row| match row.merged_into {
            Some(number) => t_string!(i18n, kinds.problem.see, n = number),
            // Where nobody said whether it is, it does not read as active.
            None if row.standing == Standing::UnknownStatus => began(say, row),
            None => status_since(say, row),
        })
    };
    let onset = move || {
        row.with_value(|row| {
            if row.standing == Standing::UnknownStatus {
                return None;
            }
            let onset = (row.onset.is_known() && row.onset != row.since)
                .then(|| t_string!(i18n, kinds.problem.onset_on, day = say.when(&row.onset)));
            let words = row.onset_words.as_ref();
            onset
                .or_else(|| words.map(|words| onset_time(say, words)))
                .map(|onset| format!(", {onset}"))
        })
    };
    let (standing, in_error) = row.with_value(|row| (row.standing, row.in_error));
    // Since when, of what is not so, would read as if it were.
    let so = standing.may_harm();
    let before = row
        .with_value(|row| row.before.clone())
        .into_iter()
        .map(|(words, until)| {
            let told = move || {
                t_string!(
                    i18n,
                    kinds.problem.was_called,
                    words = words.clone(),
                    day = say.when_day(&until)
                )
            };
            view! { <p class="problem-before" translate="no">{told}</p> }
        });
    let before = before.collect_view();
    view! {
        <div class="problem-head">
            <h2 class:struck=in_error translate="no">{title}</h2>
            <p class="problem-state">
                {in_error.then(|| view! {
                    <Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.problem.in_error)/> " "
                })}
                {(standing != Standing::Stands).then(|| {
                    let said = row.with_value(|row| row.status_words.clone());
                    let words = move || standing_words(say, standing, said.as_deref()).unwrap_or_default();
                    view! { <Mark tone=Tone::NotKnown words/> " " }
                })}
                {so.then(|| view! { {state} {onset} })}
            </p>
        </div>
        {before}
        <SameNumber row/>
        <Acts row/>
    }
}

/// Two devices gave this number while apart: both stay, and can be merged.
#[component]
fn SameNumber(row: StoredValue<ProblemRow>) -> impl IntoView {
    let i18n = use_i18n();
    let (problem, other, merged, number) = row.with_value(|row| {
        (
            row.id,
            row.same_number,
            row.merged_into.is_some(),
            row.number,
        )
    });
    (other.is_some() && !merged).then(|| {
        view! {
            <Message tone=Tone::Note>
                <p>{move || t_string!(i18n, kinds.problem.same_number, n = number)}</p>
                <KeptFormButton
                    label=move || t_string!(i18n, kinds.problem.merge)
                    blank=MergeForm { problem, into: other }
                />
            </Message>
        }
    })
}

#[component]
fn Acts(row: StoredValue<ProblemRow>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let (id, merged) = row.with_value(|row| (row.id, row.merged_into.is_some()));
    if merged {
        return view! {
            <div class="panel-acts">
                <KeptFormButton
                    label=move || t_string!(i18n, kinds.problem.unmerge)
                    blank=UnmergeForm { problem: id }
                />
            </div>
        }
        .into_any();
    }
    let restate = RestateForm {
        problem: id,
        words: row.with_value(|row| row.words.clone()),
    };
    let set_status = StatusForm {
        problem: id,
        status: Some(row.with_value(|row| row.status)),
        on: DateDraft::from(When::day(device::now().day())),
    };
    view! {
        <div class="panel-acts">
            <Button
                label=move || t_string!(i18n, chart.write_note)
                on_press=move || start_note(app, say, chart.id, Some(id))
            />
            <WriteReport problem=Some(id)/>
            <FillIn chart=chart.id problem=Some(id)/>
            <KeptFormButton label=move || t_string!(i18n, kinds.problem.restate) blank=restate/>
            <KeptFormButton label=move || t_string!(i18n, kinds.problem.set_status) blank=set_status/>
            <KeptFormButton
                label=move || t_string!(i18n, kinds.problem.merge)
                blank=MergeForm { problem: id, into: None }
            />
        </div>
    }
    .into_any()
}
