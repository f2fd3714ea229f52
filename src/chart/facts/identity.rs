//! Who the person is, and the register of their visits.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::{ChartId, Compartment};
use crate::chart::when::When;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum NameUse {
    #[n(0)]
    Usual,
    /// Another name or script of the same person.
    #[n(1)]
    Other,
    /// Given by staff to someone whose name is not known: "Unknown man", "Baby of …".
    #[n(2)]
    Placeholder,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct PersonName {
    #[n(0)]
    pub usage: NameUse,
    #[n(1)]
    pub family: String,
    #[n(2)]
    pub given: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum Sex {
    #[n(0)]
    Female,
    #[n(1)]
    Male,
    #[n(2)]
    Intersex,
    #[n(3)]
    NotKnown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum AgeUnit {
    #[n(0)]
    Days,
    #[n(1)]
    Weeks,
    #[n(2)]
    Months,
    #[n(3)]
    Years,
}

/// A birth date as known, or an age on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Birth {
    #[n(0)]
    NotKnown,
    #[n(1)]
    Date(#[n(0)] When),
    /// So old on that day; `about` when it was guessed.
    #[n(2)]
    Age(#[n(0)] u16, #[n(1)] AgeUnit, #[n(2)] bool, #[n(3)] When),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct NextOfKin {
    #[n(0)]
    pub name: String,
    #[n(1)]
    pub relation: String,
    #[n(2)]
    pub phone: String,
}

/// An identifier given by somebody else: a national number, another system's number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Identifier {
    #[n(0)]
    pub system: String,
    #[n(1)]
    pub value: String,
}

/// One demographic item. A later item of the same kind takes the earlier one's place in the banner; both stay in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Demographic {
    #[n(0)]
    Name(#[n(0)] PersonName),
    #[n(1)]
    Sex(#[n(0)] Sex),
    #[n(2)]
    Birth(#[n(0)] Birth),
    /// Gender in the person's own words.
    #[n(3)]
    Gender(#[n(0)] String),
    #[n(4)]
    Place(#[n(0)] String),
    #[n(5)]
    Phone(#[n(0)] String),
    #[n(6)]
    Language(#[n(0)] String),
    #[n(7)]
    NextOfKin(#[n(0)] NextOfKin),
    /// The number people use: five characters of the installation, a running number, a check character.
    #[n(8)]
    ChartNumber(#[n(0)] String),
    #[n(9)]
    Identifier(#[n(0)] Identifier),
    #[n(10)]
    Photo(#[n(0)] super::Document),
    #[n(11)]
    Died(#[n(0)] When),
    /// "Someone else": this person was compared with that chart and is not the same.
    #[n(12)]
    NotTheSameAs(#[n(0)] ChartId),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum VisitEvent {
    /// A visit begins here; notes that follow belong to it. The reason is in the clinical entry of the same act.
    #[n(0)]
    Opened(#[n(0)] String),
    #[n(1)]
    Closed(#[n(0)] super::StatementRef),
    /// A visit elsewhere, told by another system: kind, reason, end.
    #[n(2)]
    Elsewhere(#[n(0)] String, #[n(1)] String, #[n(2)] When),
}

/// Two charts are one person's (or, later, are not): never automatic, can be undone by another link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct PersonLink {
    #[n(0)]
    pub other: ChartId,
    #[n(1)]
    pub same: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum NoticeAnswer {
    #[n(0)]
    Agrees,
    #[n(1)]
    Declines,
    #[n(2)]
    CouldNotBeAsked,
}

/// The person was told how the record is kept. Care never depends on the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Notice {
    #[n(0)]
    pub answer: NoticeAnswer,
}

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
