//! FHIR and the kinds of statements: one file for each kind, with the types of resources that become it.

mod allergy;
mod demographic;
mod directive;
mod document;
mod history;
mod immunization;
mod medication;
mod observation;
mod plan;
mod problem;
mod procedure;
mod report;
mod visit;

use super::mapping::{Mapped, Reading};
use super::standing::of_other_type;
use crate::chart::kinds::Kind;
use crate::chart::statement::Standing;

pub use demographic::{PatientSummary, summary as patient_summary};
pub use medication::product_standing;

/// A type of resource that becomes statements.
pub struct ResourceType {
    /// As `resourceType` has it.
    pub name: &'static str,
    /// What is read of a resource that stands.
    pub read: fn(&Reading<'_>) -> Mapped,
    /// How it stands by its own status: what a reference to it may be taken for.
    standing: fn(&Reading<'_>) -> Standing,
}

/// Every kind that has resources, with their types. The kinds that have none, and why, stand in `tests/kinds.rs`.
const TYPES: &[(Kind, &[ResourceType])] = &[
    (Kind::Demographic, demographic::TYPES),
    (Kind::Problem, problem::TYPES),
    (Kind::Observation, observation::TYPES),
    (Kind::Plan, plan::TYPES),
    (Kind::Report, report::TYPES),
    (Kind::Medication, medication::TYPES),
    (Kind::Immunization, immunization::TYPES),
    (Kind::Directive, directive::TYPES),
    (Kind::Document, document::TYPES),
    (Kind::Visit, visit::TYPES),
    (Kind::Allergy, allergy::TYPES),
    (Kind::History, history::TYPES),
    (Kind::Procedure, procedure::TYPES),
];

/// The reader for a type; `None` for types that are kept verbatim.
pub fn of(name: &str) -> Option<&'static ResourceType> {
    let mut types = TYPES.iter().flat_map(|(_, types)| types.iter());
    types.find(|one| one.name == name)
}

/// How a resource stands by its own status.
pub fn standing(reading: &Reading<'_>) -> Standing {
    match of(&reading.resource().kind) {
        Some(known) => (known.standing)(reading),
        None => of_other_type(reading.node()),
    }
}
