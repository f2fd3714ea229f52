//! What somebody must not be given, and what it did to them.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::base::numbered::numbered;
use crate::chart::concept::Concept;
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{SaidBy, Statement};
use crate::chart::when::When;

/// What somebody reacts to, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Allergy {
    #[n(0)]
    pub substance: Concept,
    #[n(1)]
    pub reaction: String,
    /// How bad it was, in words; FHIR's own code where a file says it by one.
    #[n(2)]
    pub severity: String,
    /// How dangerous the next one could be, where a file says so.
    #[n(3)]
    pub criticality: Option<Criticality>,
}

numbered! {
    /// FHIR's AllergyIntolerance.criticality.
    pub enum Criticality {
        0 Low,
        1 High,
        2 UnableToAssess,
    }
}

/// An allergy as it is typed: a line of an intake, and a small form by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllergyDraft {
    pub substance: String,
    pub reaction: String,
    pub severity: String,
}

impl AllergyDraft {
    /// What the patient tells; nobody asks since when.
    pub fn statement(&self) -> Statement {
        let allergy = Allergy {
            substance: Concept::words(self.substance.trim()),
            reaction: self.reaction.trim().into(),
            severity: self.severity.trim().into(),
            criticality: None,
        };
        Statement::new(When::Unknown, Fact::Allergy(allergy)).said_by(SaidBy::Patient)
    }
}

impl SmallForm for AllergyDraft {
    fn check(&self, _: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        complaints.words(FormField::Substance, &self.substance, Why::Substance);
        Ok(complaints.none_or(vec![self.statement()])?)
    }
}
