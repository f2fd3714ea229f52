//! What is to be done for a problem, and that it was done or dropped.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::statement::StatementRef;
use crate::chart::when::When;

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
