//! What something is: words and codes.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// The code system LOINC, as codings name it.
pub const LOINC: &str = "http://loinc.org";

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

impl Coding {
    /// The "system" of a reference that led nowhere: its code is the reference as written.
    pub const REFERENCE: &str = "http://hl7.org/fhir/Reference";

    /// What stands for a thing that a file only refers to, where the reference leads to nothing in the file. `written`
    /// is the reference, letter for letter.
    pub fn reference(written: String) -> Self {
        Self {
            system: Self::REFERENCE.to_owned(),
            code: written,
            display: String::new(),
        }
    }
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
    /// Words alone, without a code: whatever a person typed, and what a file says in text only.
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            codings: Vec::new(),
        }
    }

    /// A thing by its code of LOINC, in the words of that code set.
    pub fn loinc((code, display): (&str, &str)) -> Self {
        let coding = Coding {
            system: LOINC.to_owned(),
            code: code.to_owned(),
            display: display.to_owned(),
        };
        Self {
            text: display.to_owned(),
            codings: vec![coding],
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
