//! Opening a problem, saying it in new words, its status, merging and taking a merge back.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::kinds::status_word;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::problems::{ProblemSelect, problem_rows, problem_title};
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{
    FormField, MergeForm, ProblemForm, RestateForm, StatusForm, UnmergeForm,
};
use crate::chart::kinds::ProblemStatus;

/// A problem is opened with one of these; that it is over is said afterwards, with its date.
pub const OPENING: [ProblemStatus; 2] = [ProblemStatus::Active, ProblemStatus::Inactive];
const ALL: [ProblemStatus; 3] = [
    ProblemStatus::Active,
    ProblemStatus::Inactive,
    ProblemStatus::Resolved,
];

/// These standings as a choice, in the order given.
pub fn status_options(say: Say, statuses: &[ProblemStatus]) -> Vec<(ProblemStatus, TextProp)> {
    let options = statuses.iter().copied();
    options
        .map(|status| (status, (move || status_word(say, status)).into()))
        .collect()
}

const WORDS: &str = "problem-words";
/// The day of the date a form asks for.
const DATE: &str = "problem-date-day";

/// The form that opens a problem: its words, whether it is active, and when it began.
pub fn new_problem(draft: ProblemForm, close: Callback<()>) -> AnyView {
    let say = use_say();
    let i18n = say.0;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <Field
                id=WORDS
                label=move || t_string!(i18n, kinds.problem.words)
                hint=move || t_string!(i18n, kinds.problem.words_hint)
                value=typed.part(|form| &form.words, |form| &mut form.words)
                error=typed.error(FormField::Words, WORDS)
            />
            <Choice
                id="problem-status"
                legend=move || t_string!(i18n, kinds.problem.status.status)
                value=typed.part(|form| &form.status, |form| &mut form.status)
                options=status_options(say, &OPENING)
            />
            <p class="hint">{t!(i18n, kinds.problem.status.meaning)}</p>
            <DateParts
                id="problem-date"
                legend=move || t_string!(i18n, kinds.problem.onset)
                value=typed.part(|form| &form.onset, |form| &mut form.onset)
                error=typed.error(FormField::Date, DATE)
            />
        </SmallForm>
    }
    .into_any()
}

/// The form that gives a problem other words. Its number stays, and the words it has now are shown below.
pub fn restate(draft: RestateForm, close: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    let problem = draft.problem;
    let typed = Typed::new(draft);
    let rows = problem_rows();
    let old = move || {
        let rows = rows.value.get().unwrap_or_default();
        let row = rows.into_iter().find(|row| row.id == problem);
        row.map(|row| t_string!(i18n, kinds.problem.restate_hint, words = row.words))
    };
    view! {
        <SmallForm kept=typed.keep() close>
            <Field
                id=WORDS
                label=move || t_string!(i18n, kinds.problem.new_words)
                value=typed.part(|form| &form.words, |form| &mut form.words)
                error=typed.error(FormField::Words, WORDS)
            />
            <p class="hint">{old}</p>
        </SmallForm>
    }
    .into_any()
}

/// The form that says a problem is active, inactive or resolved, and from when.
pub fn set_status(draft: StatusForm, close: Callback<()>) -> AnyView {
    let say = use_say();
    let i18n = say.0;
    let problem = draft.problem;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <AboutStatement id=problem/>
            <Choice
                id="problem-status"
                legend=move || t_string!(i18n, kinds.problem.status.status)
                value=typed.part(|form| &form.status, |form| &mut form.status)
                options=status_options(say, &ALL)
            />
            <p class="hint">{t!(i18n, kinds.problem.status.meaning)}</p>
            <DateParts
                id="problem-date"
                legend=move || t_string!(i18n, kinds.problem.status.from)
                value=typed.part(|form| &form.on, |form| &mut form.on)
                error=typed.error(FormField::Date, DATE)
            />
        </SmallForm>
    }
    .into_any()
}

/// Into another problem, or into the one whose number is the same.
pub fn merge(draft: MergeForm, close: Callback<()>) -> AnyView {
    const INTO: &str = "merge-into";
    let say = use_say();
    let i18n = say.0;
    let problem = draft.problem;
    let typed = Typed::new(draft);
    let rows = problem_rows();
    let hint = move || {
        let rows = rows.value.get().unwrap_or_default();
        let row = rows.iter().find(|row| row.id == problem)?;
        let title = problem_title(say, row);
        Some(t_string!(i18n, kinds.problem.merge_hint, problem = title))
    };
    view! {
        <SmallForm kept=typed.keep() close>
            <p>{hint}</p>
            <ProblemSelect
                id=INTO
                rows
                label=move || t_string!(i18n, kinds.problem.into)
                none=|i18n| t_string!(i18n, kinds.problem.choose)
                but=problem
                value=typed.part(|form| &form.into, |form| &mut form.into)
                error=typed.error(FormField::Into, INTO)
            />
        </SmallForm>
    }
    .into_any()
}

/// The form that takes a merge of problems back: nothing is typed, there is only the press.
pub fn unmerge(draft: UnmergeForm, close: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <SmallForm kept=Typed::new(draft).keep() close>
            <p>{t!(i18n, kinds.problem.unmerge_hint)}</p>
        </SmallForm>
    }
    .into_any()
}
