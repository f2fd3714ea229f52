//! What was measured or found, with its unit, components and range.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::numbered::numbered;
use crate::chart::concept::{Concept, LOINC};
use crate::chart::value::{Beside, ReferenceRange, Value};
use crate::terms::vitals::Vital;

numbered! {
    /// Which list a finding belongs to.
    pub enum ObservationKind {
        0 Vital,
        1 Laboratory,
        2 Imaging,
        3 Social,
        4 Pregnancy,
        5 BloodGroup,
        6 Other,
    }
}

/// A part of a measurement that has several: the upper and the lower pressure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Component {
    #[n(0)]
    pub what: Concept,
    #[n(1)]
    pub value: Value,
}

/// One measurement or finding, as its source words it.
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
    /// The range as numbers, where it is known as numbers.
    #[n(8)]
    pub reference: Option<ReferenceRange>,
}

impl Observation {
    /// A value with nothing beside it.
    pub fn new(kind: ObservationKind, what: Concept, value: Value) -> Self {
        Self {
            kind,
            what,
            value,
            components: Vec::new(),
            interpretation: None,
            range: None,
            note: None,
            confirmed: None,
            reference: None,
        }
    }

    /// Whether its value lies outside of the range that stands beside it as numbers.
    pub fn is_outside(&self) -> bool {
        let beside = self
            .reference
            .as_ref()
            .map(|range| range.holds(&self.value));
        matches!(beside, Some(Beside::Below | Beside::Above))
    }

    /// The vital sign it measures, by its code of LOINC.
    pub fn vital(&self) -> Option<Vital> {
        let mut loinc = self
            .what
            .codings
            .iter()
            .filter(|coding| coding.system == LOINC);
        loinc.find_map(|coding| Vital::of_loinc(&coding.code))
    }
}
