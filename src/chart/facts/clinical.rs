//! Measurements, reports, allergies, history: what was found.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::when::When;

/// A code of a published code set, with the display text it came with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Coding {
    #[n(0)]
    pub system: String,
    #[n(1)]
    pub code: String,
    #[n(2)]
    pub display: String,
}

/// What something is: always words, sometimes codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Concept {
    #[n(0)]
    pub text: String,
    #[n(1)]
    pub codings: Vec<Coding>,
}

impl Concept {
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            codings: Vec::new(),
        }
    }

    /// A thing of which its file gives numbers only, or nothing.
    pub fn unnamed(codings: Vec<Coding>) -> Self {
        Self {
            text: String::new(),
            codings,
        }
    }

    /// What the file says of it beyond its name stands under a reference that leads out of the file.
    pub fn is_elsewhere(&self) -> bool {
        self.codings
            .iter()
            .any(|coding| coding.system == Coding::REFERENCE)
    }
}

impl Coding {
    /// The "system" of a reference that led nowhere: its code is the reference as written.
    pub const REFERENCE: &str = "http://hl7.org/fhir/Reference";

    pub fn reference(written: String) -> Self {
        Self {
            system: Self::REFERENCE.to_owned(),
            code: written,
            display: String::new(),
        }
    }
}

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

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode,
)]
#[cbor(index_only)]
pub enum ObservationKind {
    #[n(0)]
    Vital,
    #[n(1)]
    Laboratory,
    #[n(2)]
    Imaging,
    #[n(3)]
    Social,
    #[n(4)]
    Pregnancy,
    #[n(5)]
    BloodGroup,
    #[n(6)]
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Component {
    #[n(0)]
    pub what: Concept,
    #[n(1)]
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Observation {
    #[n(0)]
    pub kind: ObservationKind,
    #[n(1)]
    pub what: Concept,
    #[n(2)]
    pub value: Value,
    #[n(3)]
    pub components: Vec<Component>,
    /// As the source says it: "high", "H", a reference range.
    #[n(4)]
    pub interpretation: Option<String>,
    #[n(5)]
    pub range: Option<String>,
    #[n(6)]
    pub note: Option<String>,
    /// An unlikely value that the writer looked at again and kept.
    #[n(7)]
    pub confirmed: Option<bool>,
}

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

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode,
)]
#[cbor(index_only)]
pub enum Topic {
    #[n(0)]
    Illness,
    #[n(1)]
    Operation,
    #[n(2)]
    Family,
    #[n(3)]
    Social,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct HistoryItem {
    #[n(0)]
    pub topic: Topic,
    #[n(1)]
    pub what: Concept,
    /// For family history: which relative.
    #[n(2)]
    pub relative: String,
    /// When it began, as another system words it: an age, a year.
    #[n(3)]
    pub onset: Option<String>,
    #[n(4)]
    pub note: Option<String>,
    /// The relative died; when or at what age, where a file says so.
    #[n(5)]
    pub died: Option<String>,
}

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
