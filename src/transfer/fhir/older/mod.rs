//! FHIR before R4 (DSTU2, STU3), known by its shape and turned into R4's before anything is read: what was not given, not
//! taken, refuted must say so in the place where it is looked for. What cannot be turned safely refuses the whole file.

mod fields;
mod medicines;
mod others;

use serde_json::Value;

use super::bundle::Resources;
use super::error::{FhirError, Version};
use fields::Fields;

/// A resource that says one thing in the older form and another in R4's, or that has no safe R4 form.
pub struct Unsafe;

type Converted = Result<(), Unsafe>;

/// Turns every resource of an older form into R4's. Says which version the file is, where it is an older one.
pub fn convert(resources: &mut Resources) -> Result<Option<Version>, FhirError> {
    let mut oldest: Option<Version> = None;
    for index in 0..resources.len() {
        let resource = resources.get_mut(index);
        let kind = resource.kind.clone();
        let Value::Object(map) = &mut resource.json else {
            continue;
        };
        let mut fields = Fields::of(map);
        let converted = one(&kind, &mut fields);
        let version = fields.version;
        if converted.is_err() {
            let version = version.or(oldest).unwrap_or(Version::Older);
            return Err(FhirError::Older { version, kind });
        }
        if kind == "MedicationOrder" {
            resource.called = Some(kind);
            resource.kind = "MedicationRequest".to_owned();
        }
        oldest = match (oldest, version) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    Ok(oldest)
}

fn one(kind: &str, fields: &mut Fields<'_>) -> Converted {
    match kind {
        "MedicationPrescription" | "AdverseReaction" | "AdverseReactionRisk" => {
            fields.is(Version::Dstu1);
            Err(Unsafe)
        }
        "Patient" => others::patient(fields),
        "AllergyIntolerance" => others::allergy(fields),
        "Condition" => others::condition(fields),
        "Medication" => medicines::product(fields),
        "MedicationOrder" => medicines::order(fields),
        "MedicationRequest" => medicines::request(fields),
        "MedicationStatement" => medicines::statement(fields),
        "Immunization" => medicines::immunization(fields),
        "Observation" => others::observation(fields),
        "Procedure" => others::procedure(fields),
        "Encounter" => others::encounter(fields),
        "DocumentReference" => others::document(fields),
        "DiagnosticReport" => fields.rename("codedDiagnosis", "conclusionCode"),
        "FamilyMemberHistory" => others::family(fields),
        "CarePlan" => others::plan(fields),
        "Consent" => others::consent(fields),
        _ => Ok(()),
    }
}
