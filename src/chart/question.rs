//! The questions that know the five answers: yes, none, not asked, not known, declined.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::Compartment;

/// A question of the data base, by its number on the wire.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cbor(index_only)]
pub enum Question {
    #[n(0)]
    Gender,
    #[n(1)]
    Place,
    #[n(2)]
    Phone,
    #[n(3)]
    Language,
    #[n(4)]
    NextOfKin,
    #[n(5)]
    Photo,
    #[n(6)]
    Reason,
    #[n(7)]
    Allergies,
    #[n(8)]
    Pregnancy,
    #[n(9)]
    Breastfeeding,
    #[n(10)]
    Medicines,
    #[n(11)]
    Weight,
    #[n(12)]
    Height,
    #[n(13)]
    BloodGroup,
    #[n(14)]
    Illnesses,
    #[n(15)]
    Operations,
    #[n(16)]
    Family,
    #[n(17)]
    Social,
    #[n(18)]
    Immunizations,
    #[n(19)]
    Directives,
    #[n(20)]
    OtherName,
}

impl Question {
    pub const ALL: [Self; 21] = [
        Self::Gender,
        Self::Place,
        Self::Phone,
        Self::Language,
        Self::NextOfKin,
        Self::Photo,
        Self::Reason,
        Self::Allergies,
        Self::Pregnancy,
        Self::Breastfeeding,
        Self::Medicines,
        Self::Weight,
        Self::Height,
        Self::BloodGroup,
        Self::Illnesses,
        Self::Operations,
        Self::Family,
        Self::Social,
        Self::Immunizations,
        Self::Directives,
        Self::OtherName,
    ];

    /// Where its answer stands.
    pub fn compartment(self) -> Compartment {
        match self {
            Self::Gender
            | Self::Place
            | Self::Phone
            | Self::Language
            | Self::NextOfKin
            | Self::Photo
            | Self::OtherName => Compartment::IDENTITY,
            _ => Compartment::CLINICAL,
        }
    }
}
