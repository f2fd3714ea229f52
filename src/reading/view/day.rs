//! Today and what is unfinished.

use serde::{Deserialize, Serialize};

use super::PersonRow;
use crate::base::{ChartId, DraftId, Stamp};
use crate::chart::draft::Form;
use crate::chart::statement::Statement;

/// A draft in the list of what is unfinished. `person` is `None` where it is about nobody of the list, as a new intake
/// is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    pub id: DraftId,
    pub person: Option<PersonRow>,
    pub kind: DraftKind,
    /// `None`: it cannot be read.
    pub saved: Option<Stamp>,
}

/// What is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftKind {
    /// With the name as typed so far.
    Intake { name: String },
    /// With the numbers of its problems.
    Note { chart: ChartId, problems: Vec<u32> },
    /// With the statement it is about, where it is about one that is here.
    Form {
        chart: ChartId,
        form: Box<Form>,
        about: Option<Box<Statement>>,
    },
    /// Questions asked of someone who has a chart.
    Questions { chart: ChartId },
    /// Its sealed bytes are damaged. It can be discarded.
    Unreadable,
}

/// Someone who was seen here today: since when, and why they came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenRow {
    pub person: PersonRow,
    pub at: Stamp,
    pub reason: String,
    /// A note was signed that day.
    pub signed_note: bool,
    /// The user has an unsigned draft about them, small forms not counted.
    pub draft: bool,
}

/// Work of this site that waits, as far as the patient list alone tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForYou {
    /// People of whom something is due.
    pub due: u32,
    /// People of whom something was missed.
    pub missed: u32,
    /// Visits that were left open.
    pub left_open: u32,
    /// People with a result nobody has looked at.
    pub results: u32,
    /// People with an order that is late.
    pub orders: u32,
    /// In a family's vault, which has no lists: the first of those of whom something is or was due.
    pub family: Vec<PersonRow>,
}

/// The first page after opening: who works here, whom they saw, and what is not signed or not copied yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    pub now: Stamp,
    pub site: String,
    pub name: String,
    pub role: String,
    pub drafts: Vec<DraftRow>,
    pub for_you: ForYou,
    /// Newest first.
    pub seen: Vec<SeenRow>,
    /// How many of those seen here today have a signed note of today.
    pub notes_signed: u32,
    /// The device's clock stands behind the last signed entry.
    pub clock_behind: Option<Stamp>,
    /// Entries that stand in no checked copy.
    pub only_here: u32,
    /// When a copy was last read again and found whole; `None`: never.
    pub last_checked_copy: Option<Stamp>,
}
