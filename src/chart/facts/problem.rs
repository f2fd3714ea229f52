//! The numbered problem list and what is written under it.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::StatementRef;
use super::clinical::Coding;
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

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode,
)]
#[cbor(index_only)]
pub enum Part {
    #[n(0)]
    Subjective,
    #[n(1)]
    Objective,
    #[n(2)]
    Assessment,
    #[n(3)]
    Plan,
    /// Why the person came, in their words.
    #[n(4)]
    Reason,
}

/// Text written under S, O, A or P.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Section {
    #[n(0)]
    pub part: Part,
    #[n(1)]
    pub text: String,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode,
)]
#[cbor(index_only)]
pub enum PlanPart {
    #[n(0)]
    Tests,
    #[n(1)]
    Treatment,
    #[n(2)]
    Teaching,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct PlanItem {
    #[n(0)]
    pub part: PlanPart,
    #[n(1)]
    pub text: String,
    #[n(2)]
    pub due: When,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum PlanEvent {
    #[n(0)]
    Planned(#[n(0)] PlanItem),
    /// Done, or not to be done any more: which, and words.
    #[n(1)]
    Closed(#[n(0)] StatementRef, #[n(1)] bool, #[n(2)] String),
}
