//! What a statement does to what was said before it, and on which matter.

use crate::base::ChartId;
use crate::chart::kinds::Question;
use crate::chart::statement::StatementId;

/// What has one value at a time: a later statement takes the place of the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    Name,
    Sex,
    Birth,
    Gender,
    Place,
    Phone,
    Language,
    NextOfKin,
    Number,
    Photo,
    Died,
    Notice,
    Link(ChartId),
    Answer(Question),
    Words(StatementId),
    Status(StatementId),
    Merging(StatementId),
    Closing(StatementId),
    Visit(StatementId),
    Collecting(StatementId),
    LookedAt(StatementId),
}

/// What a statement does to what was said before it.
pub enum Bearing {
    /// It is one more: a note, an allergy, a value with its time. It takes nothing's place.
    Adds,
    /// It takes the place of what was said on the matter.
    Replaces(Matter),
    /// It says that nothing more is to be asked or feared, or how this chart and others hang together.
    Closes(Matter),
}

impl Bearing {
    /// The matter that it changes or closes.
    pub fn matter(self) -> Option<Matter> {
        match self {
            Self::Adds => None,
            Self::Replaces(matter) | Self::Closes(matter) => Some(matter),
        }
    }
}

impl Matter {
    /// The statement that is changed, where it is another kind than the change.
    pub fn subject(self) -> Option<StatementId> {
        match self {
            Self::Words(of)
            | Self::Status(of)
            | Self::Merging(of)
            | Self::Closing(of)
            | Self::Visit(of)
            | Self::Collecting(of)
            | Self::LookedAt(of) => Some(of),
            _ => None,
        }
    }

    /// Said of the person as a whole: there need be no earlier value for it to change how they are met.
    pub fn is_about_the_person(self) -> bool {
        matches!(self, Self::Died | Self::Photo)
    }
}
