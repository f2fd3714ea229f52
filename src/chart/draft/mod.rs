//! What is being written and not yet signed. A draft may be anything; `check` turns it into statements or says what is missing.

pub mod check;
mod complaint;
mod date;
mod form;
mod intake;
mod intake_check;
mod intake_so_far;
mod line;
mod note;
mod note_check;
mod past;
mod placeholder;
mod stored;
mod time;

pub use super::kinds::{
    AllergyDraft, AllergyForm, AmendForm, ArrivalForm, BirthDraft, CancelOrderForm, ClosePlanForm,
    CollectForm, EndVisitForm, GiveForm, HoldForm, LinkForm, LookedAtForm, MergeForm, PaperFile,
    PaperForm, PrescribeForm, ProblemForm, RefuteForm, ResponseForm, RestartForm, RestateForm,
    ResultForm, StatusForm, StillSoForm, StopForm, TakeOutForm, TestsForm, UnmergeForm, VisitForm,
    VisitStepForm, WhoForm,
};
pub use complaint::*;
pub use date::{DateDraft, NotADate};
pub use form::{
    Around, ChartSoFar, Form, FormDraft, Hit, OrderSoFar, SmallForm, Unsignable, VisitSoFar,
};
pub use intake::*;
pub use intake_check::{CheckedIntake, IntakeContext};
pub use note::*;
pub use note_check::{NoteContext, pressure_words};
pub use placeholder::{is_placeholder, without_placeholder};
pub(super) use time::{at_time, time_of_day};

use serde::{Deserialize, Serialize};
use stored::Stored;

use crate::base::{ChartId, DraftId, Stamp};

/// What somebody began to write, of every kind there is. Its place is its number in sealed drafts.
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
    /// The chart it belongs to; `None` for somebody who has none yet.
    pub fn chart(&self) -> Option<ChartId> {
        match self {
            Self::Intake(intake) | Self::Questions(intake) => intake.chart,
            Self::Note(note) => Some(note.chart),
            Self::Form(form) => Some(form.chart),
            Self::Search(_) => None,
        }
    }

    /// When it was begun.
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
    /// When it was last sealed.
    pub saved: Stamp,
    pub draft: Draft,
    /// Where the cursor was, in the page's own words.
    pub cursor: String,
}
