//! FHIR and the kinds of statements: one file for each kind, with the types of resources that become it.

mod allergy;
mod demographic;
mod directive;
mod document;
mod history;
mod immunization;
mod medication;
mod observation;
mod order;
mod plan;
mod problem;
mod procedure;
mod report;
mod response;
mod visit;

use serde_json::Value as Json;

use super::mapping::{Mapped, Reading};
use super::standing::of_other_type;
use super::writing::Writing;
use crate::chart::kinds::*;
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

/// A kind that FHIR has resources for: from them and to them.
trait InFhir {
    /// The types of resources that become it.
    const TYPES: &'static [ResourceType];

    /// The resource that says it; `None` where R4 has none that says no more and no less.
    fn written(&self, of: &Writing<'_>) -> Option<Json>;
}

/// The list of kinds that have resources. Those that have none, and why, stand in `tests/kinds.rs`.
macro_rules! in_fhir {
    ($($kind:ident($content:ty)),* $(,)?) => {
        const TYPES: &[&[ResourceType]] = &[$(<$content as InFhir>::TYPES),*];

        /// The resource that says what a statement says.
        pub fn written(of: &Writing<'_>) -> Option<Json> {
            match &of.statement.fact {
                $(Fact::$kind(content) => content.written(of),)*
                _ => None,
            }
        }
    };
}

in_fhir! {
    Demographic(Demographic),
    Problem(ProblemEvent),
    Observation(Observation),
    Plan(PlanEvent),
    Report(Report),
    Medication(MedicationEvent),
    Immunization(Immunization),
    Directive(Directive),
    Document(Document),
    Visit(VisitEvent),
    Allergy(Allergy),
    History(HistoryItem),
    Procedure(Procedure),
    Response(Response),
    Order(OrderEvent),
}

/// The reader for a type; `None` for types that are kept verbatim.
pub fn of(name: &str) -> Option<&'static ResourceType> {
    let mut types = TYPES.iter().flat_map(|types| types.iter());
    types.find(|one| one.name == name)
}

/// Whether resources of a type become statements.
pub fn is_read(name: &str) -> bool {
    of(name).is_some()
}

/// How a resource stands by its own status.
pub fn standing(reading: &Reading<'_>) -> Standing {
    match of(&reading.resource().kind) {
        Some(known) => (known.standing)(reading),
        None => of_other_type(reading.node()),
    }
}
