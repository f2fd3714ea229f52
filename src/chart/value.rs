//! What was measured: a number with its unit, words, a code, or why there is none.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::concept::Concept;
use crate::terms::parse_decimal;

/// Decimal text exactly as written, and its unit (UCUM where there is one).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Quantity {
    #[n(0)]
    pub value: String,
    #[n(1)]
    pub unit: String,
}

/// What was found: a quantity, words, a code, or why there is none.
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

/// Between what values of healthy people lie, as the laboratory says: decimal text in the unit of the value beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct ReferenceRange {
    #[n(0)]
    pub low: Option<String>,
    #[n(1)]
    pub high: Option<String>,
}

/// Where a value lies beside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    Below,
    Above,
}

impl ReferenceRange {
    /// `None` for a value within the range, and for one that is no number.
    pub fn outside(&self, value: &str) -> Option<Outside> {
        let bound = |bound: &Option<String>| bound.as_deref().and_then(parse_decimal);
        let value = parse_decimal(value)?;
        if bound(&self.low).is_some_and(|low| value < low) {
            return Some(Outside::Below);
        }
        bound(&self.high)
            .is_some_and(|high| value > high)
            .then_some(Outside::Above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_outside_of_its_range_only_where_both_are_numbers() {
        let range = |low: &str, high: &str| ReferenceRange {
            low: Some(low.to_owned()).filter(|low| !low.is_empty()),
            high: Some(high.to_owned()).filter(|high| !high.is_empty()),
        };
        for (value, low, high, wanted) in [
            ("9.8", "12", "16", Some(Outside::Below)),
            ("12", "12", "16", None),
            ("16.0", "12", "16", None),
            ("16.1", "12", "16", Some(Outside::Above)),
            ("0.5", "", "0.3", Some(Outside::Above)),
            ("0.2", "", "0.3", None),
            ("3", "4", "", Some(Outside::Below)),
            ("100", "12", "", None),
            ("positive", "12", "16", None),
            ("9", "about 12", "", None),
        ] {
            assert_eq!(range(low, high).outside(value), wanted, "{value}");
        }
    }
}
