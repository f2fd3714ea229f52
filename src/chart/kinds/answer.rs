//! A question answered without a fact: none, not known, declined.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::numbered::numbered;
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};

use super::Fact;
pub use crate::chart::question::Question;
use crate::chart::statement::Statement;

numbered! {
    /// An answer that is no fact by itself. "Not asked" is written as nothing at all.
    pub enum NoFact {
        /// "None": asked, and there is none.
        0 None,
        1 NotKnown,
        2 Declined,
    }
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
    /// What was answered, where it was "yes".
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

    /// Whether anything was answered.
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
        let mut complaints = Complaints::default();
        let denies = (self.question, self.answer) == (Question::Allergies, NoFact::None);
        if let Some(known) = around.chart.known_allergy().filter(|_| denies) {
            let substance = known.text;
            complaints.push(FormField::Words, Why::AllergyRecorded { substance });
        }
        Ok(complaints.none_or(vec![around.now(Fact::Answer(*self))])?)
    }
}
