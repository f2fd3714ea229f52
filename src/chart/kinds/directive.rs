//! What the person wants done, or not, when they cannot say so.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// What somebody wishes to be done, or not done, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Directive {
    #[n(0)]
    pub words: String,
    /// Where the paper is, who holds it.
    #[n(1)]
    pub held_by: String,
}
