//! A question answered without a fact: none, not known, declined.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::draft::{Around, SmallForm, Unsignable};

use super::Fact;
use crate::base::Compartment;
use crate::chart::statement::Statement;

/// The questions that know the five answers.
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

/// An answer that is no fact by itself. "Not asked" is written as nothing at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum NoFact {
    /// "None": asked, and there is none.
    #[n(0)]
    None,
    #[n(1)]
    NotKnown,
    #[n(2)]
    Declined,
}

/// A question answered without a fact: "Allergies: none known".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Answered {
    #[n(0)]
    pub question: Question,
    #[n(1)]
    pub answer: NoFact,
}

/// What a person answered to a question, "not asked" included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer<T> {
    #[default]
    NotAsked,
    Yes(T),
    None,
    NotKnown,
    Declined,
}

impl<T> Answer<T> {
    pub fn yes(&self) -> Option<&T> {
        match self {
            Self::Yes(value) => Some(value),
            _ => None,
        }
    }

    /// The answer without a fact; `None` for "yes" and for "not asked".
    pub fn no_fact(&self) -> Option<NoFact> {
        match self {
            Self::Yes(_) | Self::NotAsked => None,
            Self::None => Some(NoFact::None),
            Self::NotKnown => Some(NoFact::NotKnown),
            Self::Declined => Some(NoFact::Declined),
        }
    }

    pub fn is_asked(&self) -> bool {
        !matches!(self, Self::NotAsked)
    }
}

/// A question answered without a fact: "Allergies: none known".
impl SmallForm for Answered {
    fn is_same(&self, other: &Self) -> bool {
        self.question == other.question
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        Ok(vec![around.now(Fact::Answer(*self))])
    }
}
