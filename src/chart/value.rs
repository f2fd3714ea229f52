//! What was measured: a number with its unit, words, a code, or why there is none.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::concept::Concept;

/// Decimal text exactly as written, and its unit (UCUM where there is one).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Quantity {
    #[n(0)]
    pub value: String,
    #[n(1)]
    pub unit: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Value {
    #[n(0)]
    Quantity(#[n(0)] Quantity),
    #[n(1)]
    Text(#[n(0)] String),
    #[n(2)]
    Concept(#[n(0)] Concept),
    /// The value is missing for the stated reason; empty where none is stated.
    #[n(3)]
    Absent(#[n(0)] String),
    /// The value is in the components.
    #[n(4)]
    Components,
    /// Yes or no.
    #[n(5)]
    Boolean(#[n(0)] bool),
}
