//! Opening a problem, saying it in new words, its status, merging and taking a merge back.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::line::problem_title;
use super::{open_to_writing, problem_rows};
use crate::app::i18n::*;
use crate::app::kinds::status_word;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::act::ActForm;
use crate::app::pages::chart::lack::{Lack, Lacking, required};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{DateDraft, Form};
use crate::chart::kinds::ProblemStatus;
use crate::chart::statement::StatementId;
use crate::chart::when::When;
use crate::engine::protocol::ChartAct;
use crate::reading::view::ProblemRow;

/// A problem is opened with one of these; that it is over is said afterwards, with its date.
pub const OPENING: [ProblemStatus; 2] = [ProblemStatus::Active, ProblemStatus::Inactive];
const ALL: [ProblemStatus; 3] = [
    ProblemStatus::Active,
    ProblemStatus::Inactive,
    ProblemStatus::Resolved,
];

pub fn status_options(say: Say, statuses: &[ProblemStatus]) -> Vec<(ProblemStatus, TextProp)> {
    let options = statuses.iter().copied();
    options
        .map(|status| (status, (move || status_word(say, status)).into()))
        .collect()
}

const WORDS: &str = "problem-words";
/// The day of the date a form asks for.
const DATE: &str = "problem-date-day";

fn title_words(say: Say, words: RwSignal<String>) -> Result<String, Lack> {
    required(WORDS, words, t_string!(say.0, errors.missing_problem_words))
}

/// Nothing is signed while what was typed is no date.
fn date_typed(say: Say, typed: RwSignal<DateDraft>) -> Result<When, Lack> {
    typed
        .with_untracked(DateDraft::read)
        .map_err(|why| Lack::at(DATE, say.not_a_date(why)))
}

#[component]
pub fn NewProblem(
    words: String,
    status: Option<ProblemStatus>,
    onset: DateDraft,
    close: Callback<()>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let words = RwSignal::new(words);
    let status = RwSignal::new(status);
    let onset = RwSignal::new(onset);
    let form = move |()| Form::Problem {
        words: words.get(),
        status: status.get(),
        onset: onset.get(),
    };
    let lacking = Lacking::default();
    let act = move |()| {
        Ok(ChartAct::OpenProblem {
            words: title_words(say, words)?,
            status: status.get_untracked().unwrap_or(ProblemStatus::Active),
            onset: date_typed(say, onset)?,
        })
    };
    view! {
        <ActForm act form lacking on_done=close>
            <Field
                id=WORDS
                label=move || t_string!(i18n, kinds.problem.words)
                hint=move || t_string!(i18n, kinds.problem.words_hint)
                value=words
                error=lacking.at(WORDS)
            />
            <Choice
                id="problem-status"
                legend=move || t_string!(i18n, kinds.problem.status.status)
                value=status
                options=status_options(say, &OPENING)
            />
            <p class="hint">{t!(i18n, kinds.problem.status.meaning)}</p>
            <DateParts
                id="problem-date"
                legend=move || t_string!(i18n, kinds.problem.onset)
                value=onset
                error=lacking.at(DATE)
            />
        </ActForm>
    }
}

#[component]
pub fn Restate(problem: StatementId, words: String, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let words = RwSignal::new(words);
    let form = move |()| Form::Restate {
        problem,
        words: words.get(),
    };
    let rows = problem_rows();
    let old = move || {
        let rows = rows.value.get().unwrap_or_default();
        let row = rows.into_iter().find(|row| row.id == problem);
        row.map(|row| t_string!(i18n, kinds.problem.restate_hint, words = row.words))
    };
    let lacking = Lacking::default();
    let act = move |()| {
        let words = title_words(say, words)?;
        Ok(ChartAct::Restate { problem, words })
    };
    view! {
        <ActForm act form lacking on_done=close>
            <Field
                id=WORDS
                label=move || t_string!(i18n, kinds.problem.new_words)
                value=words
                error=lacking.at(WORDS)
            />
            <p class="hint">{old}</p>
        </ActForm>
    }
}

#[component]
pub fn SetStatus(
    problem: StatementId,
    status: Option<ProblemStatus>,
    on: DateDraft,
    close: Callback<()>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let status = RwSignal::new(status);
    let on = RwSignal::new(on);
    let form = move |()| Form::Status {
        problem,
        status: status.get(),
        on: on.get(),
    };
    let lacking = Lacking::default();
    let act = move |()| {
        let status = status.get_untracked().unwrap_or(ProblemStatus::Active);
        let on = date_typed(say, on)?;
        if status == ProblemStatus::Resolved && !on.is_known() {
            return Err(Lack::at(
                DATE,
                t_string!(i18n, kinds.problem.status.resolved_when),
            ));
        }
        Ok(ChartAct::SetStatus {
            problem,
            status,
            on,
        })
    };
    view! {
        <ActForm act form lacking on_done=close>
            <AboutStatement id=problem/>
            <Choice
                id="problem-status"
                legend=move || t_string!(i18n, kinds.problem.status.status)
                value=status
                options=status_options(say, &ALL)
            />
            <p class="hint">{t!(i18n, kinds.problem.status.meaning)}</p>
            <DateParts
                id="problem-date"
                legend=move || t_string!(i18n, kinds.problem.status.from)
                value=on
                error=lacking.at(DATE)
            />
        </ActForm>
    }
}

const INTO: &str = "merge-into";

/// Into another problem, or into the one whose number is the same.
#[component]
pub fn Merge(row: ProblemRow, into: Option<StatementId>, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let problem = row.id;
    let title = problem_title(say, &row);
    let chosen = RwSignal::new(into);
    let rows = problem_rows();
    let others = move || {
        let open = open_to_writing(&rows.value.get().unwrap_or_default());
        open.into_iter().filter(move |row| row.id != problem)
    };
    let lacking = Lacking::default();
    let act = move |()| match chosen.get_untracked() {
        Some(into) => Ok(ChartAct::Merge { problem, into }),
        None => Err(Lack::at(INTO, t_string!(i18n, kinds.problem.merge_which))),
    };
    view! {
        <ActForm act lacking on_done=close>
            <p>{move || t_string!(i18n, kinds.problem.merge_hint, problem = title.clone())}</p>
            {move || {
                let none: (Option<StatementId>, TextProp) =
                    (None, (move || t_string!(i18n, kinds.problem.choose)).into());
                let rows = others().map(|row| (Some(row.id), TextProp::from(problem_title(say, &row))));
                let options = std::iter::once(none).chain(rows).collect::<Vec<_>>();
                view! {
                    <Select
                        id=INTO
                        label=move || t_string!(i18n, kinds.problem.into)
                        value=chosen
                        options
                        error=lacking.at(INTO)
                    />
                }
            }}
        </ActForm>
    }
}

#[component]
pub fn Unmerge(id: StatementId, close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let act = move |()| Ok(ChartAct::Unmerge { problem: id });
    view! {
        <ActForm act on_done=close>
            <p>{t!(i18n, kinds.problem.unmerge_hint)}</p>
        </ActForm>
    }
}
