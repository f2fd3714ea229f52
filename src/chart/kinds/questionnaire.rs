//! A form of the clinic's own is put in use, or ended. Said in the vault's own log: forms are of a vault, not of a chart.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Station;
use crate::base::Digest;
use crate::base::numbered::numbered;
use crate::chart::statement::StatementRef;

numbered! {
    /// Of whom a form is the data base: what a clinic always asks them.
    pub enum DataBaseOf {
        0 Adults,
        1 Children,
        2 Pregnant,
    }
}

impl DataBaseOf {
    /// Whole years from which somebody is asked as an adult: WHO counts people under 15 as children.
    pub const ADULT_YEARS: u32 = 15;
}

/// A form as it was put in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct FormInUse {
    /// The Questionnaire (FHIR R4, JSON), byte for byte as it was added.
    #[n(0)]
    pub file: String,
    /// SHA-256 of the file: what is filled in names it.
    #[n(1)]
    pub digest: Digest,
    /// Where it is filled in first; none means anywhere.
    #[n(2)]
    pub stations: Vec<Station>,
    /// Whose data base it is, where it is one.
    #[n(3)]
    pub data_base_of: Option<DataBaseOf>,
}

/// What became of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum QuestionnaireEvent {
    /// From now on it can be filled in. It takes the place of an earlier version of the same canonical address.
    #[n(0)]
    PutInUse(#[n(0)] FormInUse),
    /// Nobody begins it any more. What was filled in, and what is being filled in, stays.
    #[n(1)]
    Ended(#[n(0)] StatementRef),
}
