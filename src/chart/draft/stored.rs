//! Drafts as they lie on devices. What an earlier version wrote is read by every later one, so a kind of draft whose fields
//! change gets a new place here and keeps its old one for reading.

use serde::{Deserialize, Serialize};

use super::date::DateDraft;
use super::form::FormDraft;
use super::intake::IntakeDraft;
use super::note::{LateDraft, NoteDraft, UnderProblem};
use super::{Draft, SearchDraft};
use crate::base::{ChartId, Stamp};
use crate::chart::statement::SaidBy;

/// The order is the format: kinds are added at the end and never taken away.
#[derive(Serialize, Deserialize)]
pub(super) enum Stored {
    Intake(Box<IntakeDraft>),
    /// Read, never written: a late entry had no time of day.
    FirstNote(Box<FirstNote>),
    Form(Box<FormDraft>),
    Questions(Box<IntakeDraft>),
    Note(Box<NoteDraft>),
    Search(Box<SearchDraft>),
}

#[derive(Serialize, Deserialize)]
pub(super) struct FirstNote {
    chart: ChartId,
    started: Stamp,
    late: Option<FirstLate>,
    said_by: SaidBy,
    under: Vec<UnderProblem>,
}

#[derive(Serialize, Deserialize)]
struct FirstLate {
    when: DateDraft,
    reason: String,
}

impl From<Draft> for Stored {
    fn from(draft: Draft) -> Self {
        match draft {
            Draft::Intake(intake) => Self::Intake(intake),
            Draft::Note(note) => Self::Note(note),
            Draft::Form(form) => Self::Form(form),
            Draft::Questions(intake) => Self::Questions(intake),
            Draft::Search(search) => Self::Search(search),
        }
    }
}

impl From<Stored> for Draft {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Intake(intake) => Self::Intake(intake),
            Stored::FirstNote(note) => Self::Note(Box::new((*note).into())),
            Stored::Form(form) => Self::Form(form),
            Stored::Questions(intake) => Self::Questions(intake),
            Stored::Note(note) => Self::Note(note),
            Stored::Search(search) => Self::Search(search),
        }
    }
}

impl From<FirstNote> for NoteDraft {
    fn from(note: FirstNote) -> Self {
        let late = note.late.map(|late| LateDraft {
            when: late.when,
            time: String::new(),
            reason: late.reason,
        });
        Self {
            chart: note.chart,
            started: note.started,
            late,
            said_by: note.said_by,
            under: note.under,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::draft::ProblemChoice;

    fn note(time: &str) -> NoteDraft {
        let mut under = UnderProblem::new(ProblemChoice::Unlinked);
        under.subjective = "slept".into();
        NoteDraft {
            chart: ChartId([1; 16]),
            started: Stamp {
                ms: 1_795_000_000_000,
                offset: 60,
            },
            late: Some(LateDraft {
                when: DateDraft {
                    day: "3".into(),
                    month: 2,
                    year: "2026".into(),
                },
                time: time.into(),
                reason: "flat".into(),
            }),
            said_by: SaidBy::Patient,
            under: vec![under],
        }
    }

    /// Never regenerated: a note as the first version sealed it.
    #[test]
    fn the_first_format_of_a_note_is_read() {
        let read: Draft = postcard::from_bytes(FIRST_NOTE).expect("a note");
        assert_eq!(read, Draft::Note(Box::new(note(""))));
    }

    const FIRST_NOTE: &[u8] = b"\x01\
        \x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\
        \x80\xf8\xb2\xe5\xbdhx\
        \x01\x013\x02\x042026\x04flat\
        \x01\x01\x00\x05slept\x00\x00\x00\x00\x00\x00";

    #[test]
    fn a_note_comes_back_as_it_was_kept() {
        let draft = Draft::Note(Box::new(note("14:05")));
        let bytes = postcard::to_allocvec(&draft).expect("into memory");
        assert_eq!(postcard::from_bytes(&bytes), Ok(draft));
    }
}
