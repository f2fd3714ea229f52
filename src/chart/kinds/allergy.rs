//! What somebody must not be given, and what it did to them.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::concept::Concept;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Allergy {
    #[n(0)]
    pub substance: Concept,
    #[n(1)]
    pub reaction: String,
    /// How bad it was, in words; FHIR's own code where a file says it by one.
    #[n(2)]
    pub severity: String,
    /// How dangerous the next one could be, where a file says so.
    #[n(3)]
    pub criticality: Option<Criticality>,
}

/// FHIR's AllergyIntolerance.criticality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum Criticality {
    #[n(0)]
    Low,
    #[n(1)]
    High,
    #[n(2)]
    UnableToAssess,
}
