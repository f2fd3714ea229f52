//! Parts of the draft as fields read and write them.

use leptos::prelude::*;

use crate::app::ui::Bind;
use crate::chart::draft::{Missing, NoteDraft, UnderProblem};

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

    /// What is missing of this kind, as a sentence.
    pub fn error(
        &self,
        say: crate::app::state::Say,
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

/// The id of a section's box; everything inside the section begins with it.
pub fn section_id(place: usize, section: char) -> String {
    format!("note-{place}-{section}")
}
