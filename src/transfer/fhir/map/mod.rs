//! One function per type of resource that becomes statements.

mod allergies;
mod care;
mod documents;
mod dosage;
mod family;
mod medicines;
mod observations;
mod patient;
mod problems;
mod procedures;

use super::mapping::{Mapped, Reading};
use super::standing::of_other_type;
use crate::chart::statement::Standing;

pub use medicines::product_standing;
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

/// How a resource stands by its own status: what a reference to it may be taken for.
pub fn standing(reading: &Reading<'_>) -> Standing {
    match reading.resource().kind.as_str() {
        "Patient" => patient::standing(reading.node()),
        "Condition" => problems::standing(reading),
        "AllergyIntolerance" => allergies::standing(reading),
        "Medication" => medicines::product_standing(reading.node()),
        "MedicationStatement" => medicines::statement_standing(reading),
        "MedicationRequest" => medicines::request_standing(reading),
        "Immunization" => procedures::immunization_standing(reading),
        "Procedure" => procedures::procedure_standing(reading),
        "Observation" => observations::standing(reading),
        "DiagnosticReport" => documents::report_standing(reading),
        "DocumentReference" => documents::standing(reading),
        "FamilyMemberHistory" => family::standing(reading),
        "Encounter" => care::encounter_standing(reading),
        "CarePlan" => care::plan_standing(reading),
        "Consent" => care::consent_standing(reading),
        _ => of_other_type(reading.node()),
    }
}
