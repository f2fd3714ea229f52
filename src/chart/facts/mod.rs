//! What a statement can say, one module per part of the chart.

use super::statement::StatementRef;

mod amendment;
mod care;
mod clinical;
mod identity;
mod problem;

pub use amendment::*;
pub use care::*;
pub use clinical::*;
pub use identity::*;
pub use problem::*;

use serde::{Deserialize, Serialize};

use crate::base::Compartment;

/// One fact. The number is its kind on the wire and never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    Demographic(Demographic),
    Problem(ProblemEvent),
    Section(Section),
    Observation(Observation),
    Plan(PlanEvent),
    Report(Report),
    Medication(MedicationEvent),
    Immunization(Immunization),
    Directive(Directive),
    Document(Document),
    Visit(VisitEvent),
    Amendment(Amendment),
    Citation(Citation),
    Allergy(Allergy),
    History(HistoryItem),
    Procedure(Procedure),
    Answer(Answered),
    PersonLink(PersonLink),
    Notice(Notice),
    Export(ExportRecord),
    Confirmation(Confirmation),
}

impl Fact {
    pub fn kind(&self) -> u32 {
        match self {
            Self::Demographic(_) => 1,
            Self::Problem(_) => 2,
            Self::Section(_) => 3,
            Self::Observation(_) => 4,
            Self::Plan(_) => 5,
            Self::Report(_) => 6,
            Self::Medication(_) => 7,
            Self::Immunization(_) => 8,
            Self::Directive(_) => 9,
            Self::Document(_) => 10,
            Self::Visit(_) => 11,
            Self::Amendment(_) => 12,
            Self::Citation(_) => 13,
            Self::Allergy(_) => 14,
            Self::History(_) => 15,
            Self::Procedure(_) => 16,
            Self::Answer(_) => 17,
            Self::PersonLink(_) => 18,
            Self::Notice(_) => 19,
            Self::Export(_) => 20,
            Self::Confirmation(_) => 21,
        }
    }

    /// The compartment an entry must belong to for this fact to stand in it. Amendments stand beside what they amend.
    pub fn compartment(&self) -> Option<Compartment> {
        match self {
            Self::Demographic(_) | Self::Visit(_) | Self::PersonLink(_) | Self::Notice(_) => {
                Some(Compartment::IDENTITY)
            }
            Self::Answer(answered) => Some(answered.question.compartment()),
            Self::Export(_) | Self::Confirmation(_) => Some(Compartment::CUSTODY),
            Self::Amendment(_) => None,
            _ => Some(Compartment::CLINICAL),
        }
    }

    /// The paper, picture or file whose bytes lie beside the log; a photo of the person is one too.
    pub fn document(&self) -> Option<&Document> {
        match self {
            Self::Document(document)
            | Self::Citation(Citation::File(document))
            | Self::Demographic(Demographic::Photo(document)) => Some(document),
            _ => None,
        }
    }
}
