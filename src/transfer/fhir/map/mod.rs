//! One function per type of resource that becomes statements.

mod allergies;
mod care;
mod documents;
mod family;
mod medicines;
mod observations;
mod patient;
mod problems;
mod procedures;

use super::mapping::{Mapped, Reading};

pub use patient::PatientSummary;
pub use patient::summary as patient_summary;

/// The reader for a type; `None` for types that are kept verbatim.
pub fn of(kind: &str) -> Option<fn(&Reading<'_>) -> Mapped> {
    Some(match kind {
        "Patient" => patient::patient,
        "Condition" => problems::condition,
        "AllergyIntolerance" => allergies::allergy,
        "Medication" => medicines::medication,
        "MedicationStatement" => medicines::statement,
        "MedicationRequest" => medicines::request,
        "Immunization" => procedures::immunization,
        "Procedure" => procedures::procedure,
        "Observation" => observations::observation,
        "DiagnosticReport" => documents::report,
        "DocumentReference" => documents::document,
        "FamilyMemberHistory" => family::history,
        "Encounter" => care::encounter,
        "CarePlan" => care::plan,
        "Consent" => care::consent,
        _ => return None,
    })
}
