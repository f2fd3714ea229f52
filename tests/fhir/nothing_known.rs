//! "No known…" is an answer, and only where it stands.

use carnet::chart::kinds::*;
use carnet::chart::statement::Standing;
use serde_json::json;

use crate::standing::code;
use crate::tools::statement_of;
#[test]
fn nothing_known_becomes_an_answer() {
    let snomed = "http://snomed.info/sct";
    let ips = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
    for (resource, question, answer) in [
        (
            json!({ "resourceType": "AllergyIntolerance", "code": code(snomed, "716186003") }),
            Question::Allergies,
            NoFact::None,
        ),
        (
            json!({ "resourceType": "AllergyIntolerance", "code": code(ips, "no-known-allergies") }),
            Question::Allergies,
            NoFact::None,
        ),
        (
            json!({ "resourceType": "AllergyIntolerance", "code": { "text": "NKA" } }),
            Question::Allergies,
            NoFact::None,
        ),
        (
            json!({ "resourceType": "AllergyIntolerance", "code": code(ips, "no-allergy-info") }),
            Question::Allergies,
            NoFact::NotKnown,
        ),
        (
            json!({ "resourceType": "MedicationStatement", "status": "active", "medicationCodeableConcept": code(ips, "no-known-medications") }),
            Question::Medicines,
            NoFact::None,
        ),
        (
            json!({ "resourceType": "Condition", "code": code(ips, "no-known-problems") }),
            Question::Illnesses,
            NoFact::None,
        ),
        (
            json!({ "resourceType": "Procedure", "status": "completed", "code": code(ips, "no-known-procedures") }),
            Question::Operations,
            NoFact::None,
        ),
        (
            json!({ "resourceType": "Immunization", "status": "not-done", "vaccineCode": code(ips, "no-immunization-info") }),
            Question::Immunizations,
            NoFact::NotKnown,
        ),
    ] {
        let statement = statement_of(resource);
        assert_eq!(statement.fact, Fact::Answer(Answered { question, answer }));
    }
}

#[test]
fn none_known_that_is_taken_back_does_not_stand() {
    let statement = statement_of(json!({
        "resourceType": "AllergyIntolerance", "code": { "text": "No known allergies" },
        "verificationStatus": code("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "entered-in-error")
    }));
    assert_eq!(statement.standing, Standing::ErrorAtSource);
}
