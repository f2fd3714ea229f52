//! Words under S, O, A or P, and why the person came.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// Which part of a note it is: the reason, S, O, A or P.
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
