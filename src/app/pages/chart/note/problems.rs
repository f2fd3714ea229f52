//! Which problems a note is for: chosen from the list, opened here, or none, which is #0 and says so.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::fields::{Editing, section_id};
use crate::app::i18n::*;
use crate::app::kinds::problem::form::{OPENING, status_options};
use crate::app::pages::chart::problems::problem_title;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{DateDraft, ProblemChoice, UnderField, UnderProblem};
use crate::chart::kinds::ProblemStatus;
use crate::chart::statement::StatementId;
use crate::reading::view::ProblemRow;

/// What can be added to the note's problems.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Add {
    Nothing,
    Known(StatementId),
    New,
}

#[component]
pub fn AddProblem(editing: Editing, rows: Signal<Vec<ProblemRow>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    // One for each part of the note, so that the list is made anew, with nothing chosen, after each choice.
    let chosen = Memo::new(move |_| {
        editing.draft.with(|draft| {
            let known = draft.under.iter().map(|under| match under.problem {
                ProblemChoice::Known(id) => Add::Known(id),
                ProblemChoice::New { .. } => Add::New,
                ProblemChoice::Unlinked => Add::Nothing,
            });
            known.collect::<Vec<_>>()
        })
    });
    let add = Bind::new(|| Add::Nothing, move |add| add_to(editing, add));
    move || {
        let taken = chosen.get();
        let rows = rows
            .get()
            .into_iter()
            .filter(|row| !taken.contains(&Add::Known(row.id)));
        let known = rows.map(|row| (Add::Known(row.id), TextProp::from(problem_title(say, &row))));
        let first: TextProp = (move || t_string!(i18n, chart.note.choose_problem)).into();
        let new: TextProp = (move || t_string!(i18n, chart.note.new_problem)).into();
        let options = std::iter::once((Add::Nothing, first))
            .chain(known)
            .chain(std::iter::once((Add::New, new)))
            .collect::<Vec<_>>();
        view! {
            <div class="note-for">
                <Select label=move || t_string!(i18n, chart.note.under) value=add options id="note-for"/>
            </div>
        }
    }
}

/// The first problem takes the place of "none"; what was written there goes with it.
fn add_to(editing: Editing, add: Add) {
    let choice = match add {
        Add::Nothing => return,
        Add::Known(id) => ProblemChoice::Known(id),
        Add::New => ProblemChoice::New {
            words: String::new(),
            status: ProblemStatus::Active,
            onset: DateDraft::default(),
        },
    };
    editing.draft.update(|draft| {
        let unlinked = draft
            .under
            .iter_mut()
            .find(|under| under.problem == ProblemChoice::Unlinked);
        match unlinked {
            Some(under) => under.problem = choice,
            None => draft.under.push(UnderProblem::new(choice)),
        }
    });
    let draft = editing.draft.get_untracked();
    let place = draft
        .under
        .iter()
        .rposition(|under| match (&under.problem, add) {
            (ProblemChoice::Known(id), Add::Known(added)) => *id == added,
            (ProblemChoice::New { .. }, Add::New) => true,
            _ => false,
        });
    if let Some(place) = place {
        let id = match add {
            Add::New => format!("note-{place}-new"),
            _ => section_id(place, 's'),
        };
        focus_soon(id);
    }
}

/// The heading over one problem's sections, with the fields of a problem opened here.
#[component]
pub fn ProblemHeading(
    editing: Editing,
    place: usize,
    rows: Signal<Vec<ProblemRow>>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let choice = editing.under(place, |under| &under.problem, |under| &mut under.problem);
    let is_new = Memo::new(move |_| matches!(choice.get(), ProblemChoice::New { .. }));
    let unlinked = move || choice.get() == ProblemChoice::Unlinked;
    let title = move || match choice.get() {
        ProblemChoice::Unlinked => format!("#0 {}", t_string!(i18n, kinds.problem.zero)),
        ProblemChoice::New { .. } => t_string!(i18n, chart.note.new_problem).to_string(),
        ProblemChoice::Known(id) => rows.with(|rows| {
            let row = rows.iter().find(|row| row.id == id);
            row.map_or_else(String::new, |row| problem_title(say, row))
        }),
    };
    let remove = move || take_away(editing, place);
    view! {
        <div class="note-problem">
            <h2 id=heading_id(place) translate="no">{title}</h2>
            {move || (!unlinked()).then(|| view! {
                <Button
                    label=move || t_string!(i18n, chart.note.not_for_this)
                    kind=ButtonKind::Plain
                    on_press=remove
                />
            })}
        </div>
        {move || unlinked().then(|| view! { <p class="hint">{t!(i18n, chart.note.unlinked)}</p> })}
        {move || is_new.get().then(|| view! { <NewProblem editing place/> })}
    }
}

/// Names the part of the note that is written under this problem.
pub(super) fn heading_id(place: usize) -> String {
    format!("note-{place}-problem")
}

/// What was written stays and becomes #0's; a part without a word goes away.
fn take_away(editing: Editing, place: usize) {
    editing.draft.update(|draft| {
        let several = draft.under.len() > 1;
        let Some(under) = draft.under.get_mut(place) else {
            return;
        };
        under.problem = ProblemChoice::Unlinked;
        if several && *under == UnderProblem::new(ProblemChoice::Unlinked) {
            draft.under.remove(place);
        }
    });
}

#[component]
fn NewProblem(editing: Editing, place: usize) -> impl IntoView {
    let say: Say = use_say();
    let i18n = say.0;
    let choice = editing.under(place, |under| &under.problem, |under| &mut under.problem);
    let new = Bind::new(
        move || match choice.get() {
            ProblemChoice::New {
                words,
                status,
                onset,
            } => (words, Some(status), onset),
            _ => Default::default(),
        },
        move |(words, status, onset)| {
            let is_new = matches!(choice.get_untracked(), ProblemChoice::New { .. });
            if let Some(status) = status.filter(|_| is_new) {
                choice.set(ProblemChoice::New {
                    words,
                    status,
                    onset,
                });
            }
        },
    );
    let no_words = editing.error_under(say, place, UnderField::ProblemWords);
    let no_day = editing.error_under(say, place, UnderField::Onset);
    view! {
        <Field
            label=move || t_string!(i18n, kinds.problem.words)
            hint=move || t_string!(i18n, kinds.problem.words_hint)
            value=new.at(|new| &new.0, |new| &mut new.0)
            error=no_words
            id=format!("note-{place}-new")
        />
        <Choice
            legend=move || t_string!(i18n, kinds.problem.status.status)
            value=new.at(|new| &new.1, |new| &mut new.1)
            options=status_options(say, &OPENING)
            id=format!("note-{place}-status")
        />
        <DateParts
            legend=move || t_string!(i18n, kinds.problem.onset)
            value=new.at(|new| &new.2, |new| &mut new.2)
            error=no_day
            id=format!("note-{place}-onset")
        />
    }
}
