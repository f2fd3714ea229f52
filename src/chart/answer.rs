//! The five answers: blank never means "no".

use serde::{Deserialize, Serialize};

use super::facts::NoFact;

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
