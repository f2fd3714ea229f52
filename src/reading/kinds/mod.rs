//! What every kind of statement says of itself to the readings, one file each.

pub(super) mod acknowledgement;
pub(super) mod allergy;
mod amendment;
pub(super) mod answer;
mod citation;
mod confirmation;
pub(super) mod demographic;
mod directive;
mod document;
mod export;
mod history;
mod immunization;
pub(super) mod medication;
pub(super) mod notice;
pub(super) mod observation;
pub(super) mod order;
pub(super) mod person_link;
pub(super) mod plan;
pub(super) mod problem;
mod procedure;
mod questionnaire;
pub(super) mod report;
pub(super) mod response;
mod section;
pub(super) mod visit;

mod bearing;

pub use bearing::{Bearing, Matter};

use std::borrow::Cow;

use crate::base::EntryId;
use crate::chart::kinds::{Fact, Question, with_every_kind};
use crate::chart::statement::StatementRef;
use crate::reading::view::HistoryKind;

/// What a reading asks of a kind; what most kinds answer is given here.
pub trait Reads {
    /// The question it answers.
    fn question(&self) -> Option<Question> {
        None
    }

    /// What it does to what was said before it. `this` is the entry it stands in.
    fn bearing(&self, _this: EntryId) -> Bearing {
        Bearing::Adds
    }

    /// The list of the history it is found in.
    fn list(&self) -> Option<HistoryKind> {
        None
    }

    /// It can only have happened: of a time to come it is said by mistake.
    fn has_happened(&self) -> bool {
        false
    }

    /// The statement of before that it ends or says something of, and beside which it has its place: a plan closed, a medicine
    /// stopped or given out.
    fn is_about(&self) -> Option<StatementRef> {
        None
    }

    /// Its words, where it changes another statement and has some.
    fn words_of_change(&self) -> Cow<'_, str> {
        "".into()
    }
}

/// The content of a fact, as what answers when it is read.
pub fn reads(fact: &Fact) -> &dyn Reads {
    macro_rules! every {
        ($($number:literal $name:ident $variant:ident($content:ty) $compartment:ident),*) => {
            match fact { $(Fact::$variant(content) => content),* }
        };
    }
    with_every_kind!(every)
}
