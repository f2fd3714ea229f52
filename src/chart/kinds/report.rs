//! A report over several results.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::concept::Concept;

/// A report over several results (FHIR DiagnosticReport).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Report {
    #[n(0)]
    pub what: Concept,
    #[n(1)]
    pub conclusion: String,
    /// Names of the results in the same file.
    #[n(2)]
    pub results: Vec<String>,
}
