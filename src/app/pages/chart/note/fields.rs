//! Parts of the draft as fields read and write them.

use leptos::prelude::*;

use crate::app::kinds::vital_name;
pub use crate::app::note_fields::section_id;
use crate::app::note_fields::vital_of;
use crate::app::platform::device;
use crate::app::state::Say;
use crate::app::ui::Bind;
use crate::chart::draft::{Missing, NoteContext, NoteDraft, UnderProblem};
use crate::chart::kinds::Birth;
use crate::chart::when::When;
use crate::terms::vitals::Vital;

/// What every part of the editor shares. Copied freely.
#[derive(Clone, Copy)]
pub struct Editing {
    pub draft: RwSignal<NoteDraft>,
    /// What the last review found missing, shown beside the fields until they change.
    pub missing: RwSignal<Vec<Missing>>,
}

impl Editing {
    /// A part of what is written under the problem at a place.
    pub fn under<T>(
        &self,
        place: usize,
        get: impl Fn(&UnderProblem) -> T + Send + Sync + 'static,
        set: impl Fn(&mut UnderProblem, T) + Send + Sync + 'static,
    ) -> Bind<T>
    where
        T: Clone + Default + PartialEq + Send + Sync + 'static,
    {
        Bind::part(
            self.draft,
            move |draft| draft.under.get(place).map(&get).unwrap_or_default(),
            move |draft, value| {
                if let Some(under) = draft.under.get_mut(place) {
                    set(under, value);
                }
            },
        )
    }

    pub fn change(&self, place: usize, change: impl FnOnce(&mut UnderProblem)) {
        self.draft.update(|draft| {
            if let Some(under) = draft.under.get_mut(place) {
                change(under);
            }
        });
    }

    /// That a line of a list does not say what it is about.
    pub fn line_error(
        &self,
        say: crate::app::state::Say,
        field: String,
        at: usize,
    ) -> Signal<Option<String>> {
        self.error(say, move |missing| {
            matches!(missing, Missing::WhatOf { field: of, line } if *of == field && *line as usize == at)
        })
    }

    /// Something was written: what was found missing and is mended is no longer said. Nothing new is complained of
    /// before the next review.
    pub fn recheck(&self, birth: Birth) {
        if self.missing.with_untracked(Vec::is_empty) {
            return;
        }
        let now = device::now();
        let context = NoteContext {
            now: When::Moment(now),
            today: now.day(),
            next_number: 1,
            birth,
        };
        let checked = self.draft.with_untracked(|draft| draft.check(&context));
        let still = checked.err().unwrap_or_default();
        self.missing
            .update(|missing| missing.retain(|one| still.contains(one)));
    }

    /// Review was asked for and found this number unlikely: it is asked about although one still is in the field.
    pub fn asks_about(&self, vital: Vital) -> bool {
        let unlikely =
            |one: &Missing| matches!(one, Missing::Unlikely { .. }) && vital_of(one) == Some(vital);
        self.missing.with(|missing| missing.iter().any(unlikely))
    }

    /// What is missing of this kind, as a sentence.
    pub fn error(
        &self,
        say: Say,
        is: impl Fn(&Missing) -> bool + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        let missing = self.missing;
        Signal::derive(move || {
            let found = missing.with(|missing| missing.iter().find(|one| is(one)).cloned());
            found.map(|one| say.missing(&one))
        })
    }
}

/// S, O, A, P: the order Alt+Down goes through.
pub const SECTIONS: [char; 4] = ['s', 'o', 'a', 'p'];

/// A complaint by itself, away from its field: a number is named.
pub fn complaint(say: Say, missing: &Missing) -> String {
    let words = say.missing(missing);
    match vital_of(missing) {
        Some(vital) => say.labelled(vital_name(say, vital), &words),
        None => words,
    }
}
