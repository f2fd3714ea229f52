//! How an item of who the person is is read.

use std::borrow::Cow;

use super::{Bearing, Matter, Reads};
use crate::base::EntryId;
use crate::chart::kinds::{Demographic, NameUse, Question};
use crate::reading::view::HistoryKind;

impl Reads for Demographic {
    fn question(&self) -> Option<Question> {
        Some(match self {
            Self::Name(name) if name.usage == NameUse::Other => Question::OtherName,
            Self::Gender(_) => Question::Gender,
            Self::Place(_) => Question::Place,
            Self::Phone(_) => Question::Phone,
            Self::Language(_) => Question::Language,
            Self::NextOfKin(_) => Question::NextOfKin,
            Self::Photo(_) => Question::Photo,
            _ => return None,
        })
    }

    fn bearing(&self, _this: EntryId) -> Bearing {
        Bearing::Replaces(match self {
            Self::Name(_) => Matter::Name,
            Self::Sex(_) => Matter::Sex,
            Self::Birth(_) => Matter::Birth,
            Self::Gender(_) => Matter::Gender,
            Self::Place(_) => Matter::Place,
            Self::Phone(_) => Matter::Phone,
            Self::Language(_) => Matter::Language,
            Self::NextOfKin(_) => Matter::NextOfKin,
            Self::ChartNumber(_) => Matter::Number,
            Self::Photo(_) => Matter::Photo,
            Self::Died(_) => Matter::Died,
            // Numbers of other offices stand beside each other.
            Self::Identifier(_) | Self::NotTheSameAs(_) => return Bearing::Adds,
        })
    }

    fn list(&self) -> Option<HistoryKind> {
        matches!(self, Self::Photo(_)).then_some(HistoryKind::Papers)
    }

    fn words_of_change(&self) -> Cow<'_, str> {
        match self {
            Self::Gender(words)
            | Self::Place(words)
            | Self::Phone(words)
            | Self::Language(words) => words.into(),
            Self::Name(name) => format!("{} {}", name.given, name.family).into(),
            Self::NextOfKin(kin) => (&kin.name).into(),
            _ => "".into(),
        }
    }
}
