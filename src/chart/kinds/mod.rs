//! What a statement can say: every kind has one file here, with its fields as they are on the wire.
//!
//! The list below names them all. Codec, history, review, print and import are made from it in their own rooms, each of
//! which has a file of the same name for the kind; `tests/kinds.rs` holds that they do.

pub mod acknowledgement;
pub mod allergy;
pub mod amendment;
pub mod answer;
pub mod citation;
pub mod confirmation;
pub mod demographic;
pub mod directive;
pub mod document;
pub mod export;
pub mod history;
pub mod immunization;
pub mod medication;
pub mod notice;
pub mod observation;
pub mod order;
pub mod person_link;
pub mod plan;
pub mod problem;
pub mod procedure;
pub mod questionnaire;
pub mod report;
pub mod response;
pub mod section;
pub mod visit;

pub use acknowledgement::*;
pub use allergy::*;
pub use amendment::*;
pub use answer::*;
pub use citation::*;
pub use confirmation::*;
pub use demographic::*;
pub use directive::*;
pub use document::*;
pub use export::*;
pub use history::*;
pub use immunization::*;
pub use medication::*;
pub use notice::*;
pub use observation::*;
pub use order::*;
pub use person_link::*;
pub use plan::*;
pub use problem::*;
pub use procedure::*;
pub use questionnaire::*;
pub use report::*;
pub use response::*;
pub use section::*;
pub use visit::*;

use serde::{Deserialize, Serialize};

use super::cbor::to_bytes;
use crate::base::{Compartment, EntryId};

/// Calls a macro with every kind: its number on the wire, which never changes and is never used again; its name, which is
/// also that of its file in every room; the variant of [`Fact`] and the type of its content; and the compartment that an
/// entry must belong to for it to stand there.
macro_rules! with_every_kind {
    ($then:ident) => {
        $then! {
            1 demographic Demographic(Demographic) identity,
            2 problem Problem(ProblemEvent) clinical,
            3 section Section(Section) clinical,
            4 observation Observation(Observation) clinical,
            5 plan Plan(PlanEvent) clinical,
            6 report Report(Report) clinical,
            7 medication Medication(MedicationEvent) clinical,
            8 immunization Immunization(Immunization) clinical,
            9 directive Directive(Directive) clinical,
            10 document Document(Document) clinical,
            11 visit Visit(VisitEvent) identity,
            12 amendment Amendment(Amendment) of_its_target,
            13 citation Citation(Citation) clinical,
            14 allergy Allergy(Allergy) clinical,
            15 history History(HistoryItem) clinical,
            16 procedure Procedure(Procedure) clinical,
            17 answer Answer(Answered) of_its_question,
            18 person_link PersonLink(PersonLink) identity,
            19 notice Notice(Notice) identity,
            20 export Export(ExportRecord) custody,
            21 confirmation Confirmation(Confirmation) custody,
            22 questionnaire Questionnaire(QuestionnaireEvent) custody,
            23 response Response(Response) clinical,
            24 order Order(OrderEvent) clinical,
            25 acknowledgement Acknowledgement(Acknowledgement) clinical
        }
    };
}

pub(crate) use with_every_kind;

macro_rules! compartment {
    (identity) => {
        Some(Compartment::IDENTITY)
    };
    (clinical) => {
        Some(Compartment::CLINICAL)
    };
    (custody) => {
        Some(Compartment::CUSTODY)
    };
    (of_its_target) => {
        None
    };
    (of_its_question) => {
        None
    };
}

macro_rules! define {
    ($($number:literal $name:ident $variant:ident($content:ty) $compartment:ident),*) => {
        /// A kind of statement.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $($variant),*
        }

        /// One fact, of one of the kinds.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Fact {
            $($variant($content)),*
        }

        impl Kind {
            /// Every kind this version knows, by its number on the wire.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The kind on the wire.
            pub fn number(self) -> u32 {
                match self { $(Self::$variant => $number),* }
            }

            /// The name of its file in every room, and of its words in every language.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($name)),* }
            }

            /// The compartment of all of its statements; `None` where each says it itself.
            fn compartment(self) -> Option<Compartment> {
                match self { $(Self::$variant => compartment!($compartment)),* }
            }
        }

        impl Fact {
            /// Which kind it is of, whatever it says.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$variant(_) => Kind::$variant),* }
            }

            /// The content map.
            pub(super) fn to_cbor(&self) -> Vec<u8> {
                match self { $(Self::$variant(content) => to_bytes(content)),* }
            }

            /// `None` for a kind or a content that this version does not know.
            pub(super) fn of_cbor(kind: u32, content: &[u8]) -> Option<Self> {
                match kind {
                    $($number => minicbor::decode(content).ok().map(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}
with_every_kind!(define);

impl Fact {
    /// The compartment an entry must belong to for this fact to stand in it. Amendments stand beside what they amend.
    pub fn compartment(&self) -> Option<Compartment> {
        match self {
            Self::Answer(answered) => Some(answered.question.compartment()),
            _ => self.kind().compartment(),
        }
    }

    /// Entries it points at: what it ends, replaces or amends. `None` stands for the entry it is in.
    pub fn points_at(&self) -> impl Iterator<Item = Option<EntryId>> {
        let tests = match self {
            Self::Acknowledgement(seen) => seen.results.as_slice(),
            _ => &[],
        };
        let medicine = match self {
            Self::Medication(event) => event.about(),
            _ => None,
        };
        let (one, other, amended) = match self {
            Self::Problem(ProblemEvent::Merged(one, other)) => (Some(one), Some(other), None),
            Self::Problem(
                ProblemEvent::Restated(one, _)
                | ProblemEvent::Status(one, _)
                | ProblemEvent::Unmerged(one),
            )
            | Self::Plan(PlanEvent::Closed(one, ..)) => (Some(one), None, None),
            Self::Visit(event) => (event.visit(), None, None),
            Self::Order(event) => (event.order(), None, None),
            Self::Report(report) => (report.order.as_ref(), None, None),
            Self::Acknowledgement(seen) => (Some(&seen.of), None, None),
            Self::Questionnaire(QuestionnaireEvent::Ended(form)) => (Some(form), None, None),
            Self::Amendment(amendment) => (None, None, Some(amendment)),
            _ => (None, None, None),
        };
        let instead = amended.into_iter().flat_map(|amendment| &amendment.instead);
        let references = one.into_iter().chain(other).chain(instead).chain(tests);
        let references = references.map(|reference| reference.entry);
        let references = references.chain(medicine.map(|medicine| medicine.entry));
        references.chain(amended.map(|amendment| amendment.target.entry))
    }

    /// The paper, picture or file whose bytes lie beside the log; a photo of the person is one too.
    pub fn document(&self) -> Option<&Document> {
        match self {
            Self::Document(document)
            | Self::Citation(Citation::File(document))
            | Self::Demographic(Demographic::Photo(document)) => Some(document),
            Self::Response(response) => response.document(),
            _ => None,
        }
    }
}
