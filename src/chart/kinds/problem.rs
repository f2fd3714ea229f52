//! A problem of the numbered list: opened, restated, of another status, merged.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::concept::Coding;
use crate::chart::statement::StatementRef;
use crate::chart::when::When;

/// Active: needs care or looking into now. Inactive: still true, quiet now. Resolved: over, dated.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode,
)]
#[cbor(index_only)]
pub enum ProblemStatus {
    #[n(0)]
    Active,
    #[n(1)]
    Inactive,
    #[n(2)]
    Resolved,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct ProblemOpened {
    /// What the author wrote; never changes, never reused.
    #[n(0)]
    pub number: u32,
    #[n(1)]
    pub words: String,
    #[n(2)]
    pub codings: Vec<Coding>,
    #[n(3)]
    pub status: ProblemStatus,
    #[n(4)]
    pub onset: When,
    /// When it was over, for one that is opened resolved.
    #[n(5)]
    pub ended: When,
}

/// An event in a problem's life. The opening statement is the problem's identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum ProblemEvent {
    #[n(0)]
    Opened(#[n(0)] ProblemOpened),
    /// The same problem in new words: shown with an arrow and the date.
    #[n(1)]
    Restated(#[n(0)] StatementRef, #[n(1)] String),
    /// A new status, from the statement's own time.
    #[n(2)]
    Status(#[n(0)] StatementRef, #[n(1)] ProblemStatus),
    /// Shown as "see #n" from now on.
    #[n(3)]
    Merged(#[n(0)] StatementRef, #[n(1)] StatementRef),
    #[n(4)]
    Unmerged(#[n(0)] StatementRef),
}
