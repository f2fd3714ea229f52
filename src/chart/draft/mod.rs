//! What is being written and not yet signed. A draft may be anything; `check` turns it into statements or says what is missing.

pub mod check;
mod date;
mod form;
mod intake;
mod intake_check;
mod intake_so_far;
mod line;
mod note;
mod note_check;
mod placeholder;
mod stored;
mod time;

pub use date::{DateDraft, NotADate};
pub use form::{AmendForm, Form, FormDraft, WhoAnswer, WhoForm};
pub use intake::*;
pub use intake_check::{CheckedIntake, IntakeContext};
pub use note::*;
pub use note_check::{NoteContext, medicines_at, plans_at, pressure_words};
pub use placeholder::{is_placeholder, without_placeholder};
pub use time::time_of_day;

use serde::{Deserialize, Serialize};
use stored::Stored;

use crate::base::{ChartId, DraftId, Stamp};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub enum Draft {
    Intake(Box<IntakeDraft>),
    Note(Box<NoteDraft>),
    Form(Box<FormDraft>),
    /// What an intake asks, asked later of someone who has a chart. It opens no visit.
    Questions(Box<IntakeDraft>),
    /// What is typed to find somebody. It is in no list of drafts.
    Search(Box<SearchDraft>),
}

/// The words of a search, and the field they stand in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchDraft {
    pub started: Stamp,
    pub field: String,
    pub text: String,
}

impl Draft {
    pub fn chart(&self) -> Option<ChartId> {
        match self {
            Self::Intake(intake) | Self::Questions(intake) => intake.chart,
            Self::Note(note) => Some(note.chart),
            Self::Form(form) => Some(form.chart),
            Self::Search(_) => None,
        }
    }

    pub fn started(&self) -> Stamp {
        match self {
            Self::Intake(intake) | Self::Questions(intake) => intake.started,
            Self::Note(note) => note.started,
            Self::Form(form) => form.started,
            Self::Search(search) => search.started,
        }
    }
}

/// A draft as it is kept: who may see it is its author alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    pub id: DraftId,
    pub started: Stamp,
    pub saved: Stamp,
    pub draft: Draft,
    /// Where the cursor was, in the page's own words.
    pub cursor: String,
}

/// Something a draft still needs before it can be signed; the page shows it beside the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Missing {
    #[error("a name, or that it is not known")]
    Name,
    #[error("the sex, or that it is not known")]
    Sex,
    #[error("an age or a birth date, or that it is not known")]
    Age,
    #[error("an age in whole figures, at most {most}")]
    AgeNumber { most: u16 },
    #[error("a birth date that is not in the future and not longer ago than anyone lives")]
    BirthDate,
    #[error("a date of the calendar that is not in the future")]
    Date { field: String },
    #[error("a time of day, of a day that is known, not in the future; or none")]
    Time,
    #[error("a date of the calendar, or none")]
    NotADate { field: String },
    #[error("a number: {text:?} is none")]
    Number { field: String, text: String },
    #[error("to be looked at again: {value} {unit} is unlikely")]
    Unlikely {
        field: String,
        value: String,
        unit: String,
    },
    #[error("both values of the blood pressure, or neither")]
    BothPressures,
    #[error("words after \"yes\"")]
    Which { field: String },
    #[error("anything written at all")]
    Anything,
    #[error("a comma between family name and given name")]
    NameComma,
    #[error("a reason")]
    Reason,
    #[error("a title for the new problem")]
    ProblemWords,
    #[error("fewer words: an entry holds at most one mebibyte")]
    Shorter,
    /// A line of a list holds words, but not in the field that says what they are about.
    #[error("what line {line} of {field} is about")]
    WhatOf { field: String, line: u32 },
}
