//! What was measured: a number with its unit, words, a code, or why there is none.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::numbered::numbered;
use crate::chart::concept::{Coding, Concept};
use crate::terms::{Decimal, parse_decimal};

/// Decimal text exactly as written, and its unit (UCUM where there is one).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Quantity {
    #[n(0)]
    pub value: String,
    #[n(1)]
    pub unit: String,
}

numbered! {
    /// Of which side of the body a picture is.
    pub enum Laterality {
        0 Left,
        1 Right,
        2 Both,
    }
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

numbered! {
    /// What a test for the presence of something showed.
    pub enum Presence {
        0 Detected,
        1 NotDetected,
        /// The test could not be judged.
        2 NotJudged,
    }
}

/// As the value set "Results Presence Absence" of the International Patient Summary of FHIR has them.
const SNOMED: &str = "http://snomed.info/sct";

impl Presence {
    fn code(self) -> (&'static str, &'static str) {
        match self {
            Self::Detected => ("260373001", "Detected"),
            Self::NotDetected => ("260415000", "Not detected"),
            Self::NotJudged => ("419984006", "Inconclusive"),
        }
    }

    /// As a value is signed: a code of SNOMED CT, in its words.
    pub fn concept(self) -> Concept {
        let (code, display) = self.code();
        Concept {
            text: display.to_owned(),
            codings: vec![Coding {
                system: SNOMED.to_owned(),
                code: code.to_owned(),
                display: display.to_owned(),
            }],
        }
    }

    /// What a value says of a presence, by its code.
    pub fn of(value: &Value) -> Option<Self> {
        let Value::Concept(concept) = value else {
            return None;
        };
        let codings = concept.codings.iter();
        let mut codes = codings.filter(|coding| coding.system == SNOMED);
        codes.find_map(|coding| {
            let same = |presence: &Self| presence.code().0 == coding.code;
            Self::ALL.into_iter().find(same)
        })
    }
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

/// How a value compares with its reference range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Beside {
    Within,
    Below,
    Above,
    /// It, or a bound of the range, is nothing that can be compared.
    NotKnown,
}

impl ReferenceRange {
    /// Compares a value with the range. One in words that begins with "<" or ">" is compared as far as that goes:
    /// "<0.5" is below 12, and within a range up to 5.
    pub fn holds(&self, value: &Value) -> Beside {
        let (Some(low), Some(high)) = (read(&self.low), read(&self.high)) else {
            return Beside::NotKnown;
        };
        let below = |number| low.is_some_and(|low| number < low);
        let above = |number| high.is_some_and(|high| number > high);
        match Measured::of(value) {
            Some(Measured::Is(number)) if below(number) => Beside::Below,
            Some(Measured::Is(number)) if above(number) => Beside::Above,
            Some(Measured::Is(_)) => Beside::Within,
            Some(Measured::Less(number)) if low.is_some_and(|low| number <= low) => Beside::Below,
            Some(Measured::Less(number)) if low.is_none() && !above(number) => Beside::Within,
            Some(Measured::More(number)) if high.is_some_and(|high| number >= high) => {
                Beside::Above
            }
            Some(Measured::More(number)) if high.is_none() && !below(number) => Beside::Within,
            Some(Measured::Less(_) | Measured::More(_)) | None => Beside::NotKnown,
        }
    }
}

/// A bound that is there is a number; `None` where it is none.
fn read(bound: &Option<String>) -> Option<Option<Decimal>> {
    match bound {
        Some(text) => parse_decimal(text).map(Some),
        None => Some(None),
    }
}

/// What a value says of a number.
enum Measured {
    Is(Decimal),
    Less(Decimal),
    More(Decimal),
}

impl Measured {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Quantity(quantity) => parse_decimal(&quantity.value).map(Self::Is),
            Value::Text(text) => {
                let (than, number, _) = compared(text)?;
                let number = parse_decimal(number)?;
                Some(match than {
                    Than::Less => Self::Less(number),
                    Than::More => Self::More(number),
                })
            }
            _ => None,
        }
    }
}

/// On which side of a number a value lies of which only that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Than {
    Less,
    More,
}

/// What words say of a number, and its unit: "<0.5 mg/L".
pub fn compared(text: &str) -> Option<(Than, &str, &str)> {
    let text = text.trim();
    let than = match text.chars().next()? {
        '<' | '≤' => Than::Less,
        '>' | '≥' => Than::More,
        _ => return None,
    };
    let number = text.trim_start_matches(['<', '≤', '>', '≥', '=', ' ']);
    let (number, unit) = number
        .split_once(char::is_whitespace)
        .unwrap_or((number, ""));
    Some((than, number, unit.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_lies_beside_its_range_where_both_are_numbers() {
        let range = |low: &str, high: &str| ReferenceRange {
            low: Some(low.to_owned()).filter(|low| !low.is_empty()),
            high: Some(high.to_owned()).filter(|high| !high.is_empty()),
        };
        let number = |value: &str| {
            Value::Quantity(Quantity {
                value: value.into(),
                unit: "g/dL".into(),
            })
        };
        let words = |words: &str| Value::Text(words.into());
        for (value, low, high, wanted) in [
            (number("9.8"), "12", "16", Beside::Below),
            (number("12"), "12", "16", Beside::Within),
            (number("16.0"), "12", "16", Beside::Within),
            (number("16.1"), "12", "16", Beside::Above),
            (number("0.5"), "", "0.3", Beside::Above),
            (number("0.2"), "", "0.3", Beside::Within),
            (number("3"), "4", "", Beside::Below),
            (number("100"), "12", "", Beside::Within),
            (number("9"), "about 12", "", Beside::NotKnown),
            (number("-8"), "-2", "2", Beside::NotKnown),
            (words("positive"), "12", "16", Beside::NotKnown),
            (words("<0.5 mg/L"), "12", "16", Beside::Below),
            (words("< 0.5"), "", "5", Beside::Within),
            (words("<20"), "12", "16", Beside::NotKnown),
            (words("<20"), "", "5", Beside::NotKnown),
            (words(">500"), "30", "400", Beside::Above),
            (words("≥ 500"), "30", "", Beside::Within),
            (words(">5"), "30", "400", Beside::NotKnown),
        ] {
            assert_eq!(
                range(low, high).holds(&value),
                wanted,
                "{value:?} {low} {high}"
            );
        }
    }
}
