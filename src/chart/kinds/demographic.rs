//! Who the person is: one item at a time.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::ChartId;
use crate::chart::kinds::document::Document;
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
    Photo(#[n(0)] Document),
    #[n(11)]
    Died(#[n(0)] When),
    /// "Someone else": this person was compared with that chart and is not the same.
    #[n(12)]
    NotTheSameAs(#[n(0)] ChartId),
}
