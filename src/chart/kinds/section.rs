//! Words under S, O, A or P, and why the person came.

use crate::base::numbered::numbered;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

numbered! {
    /// Which part of a note it is: the reason, S, O, A or P.
    pub enum Part {
        0 Subjective,
        1 Objective,
        2 Assessment,
        3 Plan,
        /// Why the person came, in their words.
        4 Reason,
    }
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
