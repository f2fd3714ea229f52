//! Parts of the draft as fields read and write them.

use leptos::prelude::*;

use crate::app::kinds::vital_name;
use crate::app::platform::device;
use crate::app::state::Say;
use crate::app::ui::{Bind, second_id};
use crate::chart::draft::{
    Complaint, NoteContext, NoteDraft, NoteField, ProblemChoice, UnderField, UnderProblem, Why,
};
use crate::chart::kinds::Birth;
use crate::chart::when::When;
use crate::terms::vitals::Vital;

/// What every part of the editor shares. Copied freely.
#[derive(Clone, Copy)]
pub struct Editing {
    pub draft: RwSignal<NoteDraft>,
    /// What the last review found missing, shown beside the fields until they change.
    pub missing: RwSignal<Vec<Complaint<NoteField>>>,
}

impl Editing {
    /// A part of what is written under the problem at a place.
    pub fn under<T>(
        &self,
        place: usize,
        get: fn(&UnderProblem) -> &T,
        get_mut: fn(&mut UnderProblem) -> &mut T,
    ) -> Bind<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let blank = || UnderProblem::new(ProblemChoice::Unlinked);
        Bind::part(
            self.draft,
            move |draft| match draft.under.get(place) {
                Some(under) => get(under).clone(),
                None => get(&blank()).clone(),
            },
            move |draft, value| {
                if let Some(under) = draft.under.get_mut(place) {
                    *get_mut(under) = value;
                }
            },
        )
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
    pub fn asks_about(&self, place: usize, vital: Vital) -> bool {
        let asks = |one: &Complaint<NoteField>| {
            let of = match one.at {
                NoteField::Under(at, field) if at as usize == place => vital_of(field),
                _ => None,
            };
            matches!(one.why, Why::Unlikely { .. }) && of == Some(vital)
        };
        self.missing.with(|missing| missing.iter().any(asks))
    }

    /// What is wrong with a field, as a sentence. What is only unlikely is asked about in another place.
    pub fn error(&self, say: Say, at: NoteField) -> Signal<Option<String>> {
        let missing = self.missing;
        Signal::derive(move || {
            missing.with(|missing| {
                let is = |one: &&Complaint<NoteField>| {
                    one.at == at && !matches!(one.why, Why::Unlikely { .. })
                };
                missing.iter().find(is).map(|one| say.why(&one.why))
            })
        })
    }

    /// What is wrong with a field under one of the note's problems. `place` counts them from 0.
    pub fn error_under(&self, say: Say, place: usize, field: UnderField) -> Signal<Option<String>> {
        self.error(say, NoteField::Under(place as u32, field))
    }
}

/// The id of a section's box; everything inside the section begins with it.
pub fn section_id(place: usize, section: char) -> String {
    format!("note-{place}-{section}")
}

pub fn vital_id(place: usize, vital: Vital) -> String {
    format!("{}-{vital:?}", section_id(place, 'o'))
}

pub fn plan_id(place: usize, at: usize) -> String {
    format!("{}-plan-{at}", section_id(place, 'p'))
}

pub fn medicine_id(place: usize, at: usize) -> String {
    format!("{}-medicine-{at}", section_id(place, 'p'))
}

/// The element that takes the focus for a field of the note.
pub fn element_of(at: NoteField) -> String {
    match at {
        NoteField::Under(place, field) => element_under(place as usize, field),
        NoteField::LateWhen => "note-late-when-day".into(),
        NoteField::LateTime => "note-late-time".into(),
        NoteField::LateReason => "note-late-reason".into(),
    }
}

fn element_under(place: usize, field: UnderField) -> String {
    match field {
        UnderField::ProblemWords => format!("note-{place}-new"),
        UnderField::Onset => format!("note-{place}-onset-day"),
        UnderField::Subjective => section_id(place, 's'),
        UnderField::Vital(vital) => vital_id(place, vital),
        UnderField::Lower => second_id(&vital_id(place, Vital::BloodPressure)),
        UnderField::LastPeriod => format!("{}-day", vital_id(place, Vital::LastPeriod)),
        UnderField::Plan(at) => plan_id(place, at as usize),
        UnderField::PlanDue(at) => format!("{}-due-day", plan_id(place, at as usize)),
        UnderField::Medicine(at) => format!("{}-name", medicine_id(place, at as usize)),
    }
}

/// The measurement a field holds.
fn vital_of(field: UnderField) -> Option<Vital> {
    match field {
        UnderField::Vital(vital) => Some(vital),
        UnderField::Lower => Some(Vital::BloodPressure),
        _ => None,
    }
}

/// S, O, A, P: the order Alt+Down goes through.
pub const SECTIONS: [char; 4] = ['s', 'o', 'a', 'p'];

/// A complaint by itself, away from its field: a number is named.
pub fn complaint(say: Say, complaint: &Complaint<NoteField>) -> String {
    let words = say.why(&complaint.why);
    let vital = match complaint.at {
        NoteField::Under(_, field) => vital_of(field),
        _ => None,
    };
    match vital {
        Some(vital) => say.labelled(vital_name(say, vital), &words),
        None => words,
    }
}
