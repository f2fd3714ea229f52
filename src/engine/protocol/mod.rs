//! The typed messages between page and engine. Same build on both sides, so the encoding (postcard) need not describe itself.

pub mod ask;
mod bytes;
mod failure;
mod forms;
mod transfer;
mod vault;

pub use ask::{Ask, Reply, Request};
pub use bytes::*;
pub use failure::*;
pub use forms::*;
pub use transfer::*;
pub use vault::*;

use serde::{Deserialize, Serialize};

use crate::base::{ChartId, DraftId, EntryId, Stamp};
use crate::chart::draft::Lacks;
use crate::chart::kinds;
use crate::reading::view::{AllergyRow, KeptResource, Known, Resembling, StatementView};

/// Numbers a request; its reply, progress and cancellation carry the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ticket(pub u32);

/// What the page sends to the engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToEngine {
    Ask(Ticket, Box<Request>),
    /// Asks for the request of this number to stop; it then answers `Failure::Cancelled`, or what it had done already.
    Cancel(Ticket),
}

/// What the engine sends to the page. Every question is answered once; progress may come before its answer.
#[derive(Clone, Serialize, Deserialize)]
pub enum FromEngine {
    /// The engine has started and read which vault there is.
    Ready(VaultState),
    Answer(Ticket, Box<Result<Reply, Failure>>),
    Progress(Ticket, Progress),
}

/// What is being counted and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub step: Step,
    pub done: u32,
    /// How many there are in all; the bar is full when `done` reaches it.
    pub of: u32,
}

/// What a long request is doing, or what of it is being counted. Each has its words beside the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Deriving a key from a passphrase, and what follows: nothing can be counted.
    Opening,
    Reading,
    Checking,
    Writing,
    Entries,
    Charts,
    Parts,
    Resources,
}

/// What will be permanent, shown once before signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub draft: DraftId,
    /// As they will read in the chart.
    pub statements: Vec<StatementView>,
    /// What keeps it from being signed; the statements are empty then.
    pub lacks: Option<Lacks>,
    /// For an intake: questions that neither it nor the chart answers.
    pub not_asked: Vec<kinds::Question>,
    /// For an intake: other charts that may be the same person's.
    pub resembling: Vec<Resembling>,
    /// Those of the chart with those that would be signed: read beside a medicine, which nothing checks against them.
    pub allergies: Known<AllergyRow>,
    /// Text that is linked to no problem and goes to #0.
    pub unlinked: bool,
    /// The device's clock stands behind the last signed entry.
    pub clock_behind: Option<Stamp>,
}

/// Where what was signed stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub chart: ChartId,
    /// The entry of the general record, where the act made several.
    pub entry: EntryId,
}

/// Resources kept as received: one page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerbatimPage {
    pub items: Vec<KeptResource>,
    /// Of all pages.
    pub total: u32,
}

/// A resource as indented JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerbatimText {
    pub text: String,
    /// It is not cut off.
    pub whole: bool,
}

/// What *Check now* read and found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub charts: u32,
    /// Entries that were read, of all charts.
    pub entries: u32,
    /// Entries that cannot be read, or whose signature or place does not hold.
    pub unreadable: u32,
    pub lost: LostPapers,
    pub at: Stamp,
}

/// What verifying one more chart found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedNext {
    /// Unreadable or unproven entries that were not known.
    pub found: u32,
    /// There may be charts left to verify.
    pub left: bool,
}
