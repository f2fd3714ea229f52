//! A vaccine given, or not given and why.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::concept::Concept;

/// A vaccine that was given, or that was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Immunization {
    #[n(0)]
    pub vaccine: Concept,
    /// Which dose or how much, in words.
    #[n(1)]
    pub dose: String,
    #[n(2)]
    pub lot: String,
    /// For one not given: why.
    #[n(3)]
    pub reason: String,
}
