//! Something done to the person.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::concept::Concept;
use crate::chart::when::When;

/// Something that was done to the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Procedure {
    #[n(0)]
    pub what: Concept,
    #[n(1)]
    pub reason: String,
    #[n(2)]
    pub ended: When,
}
