//! What is not so, not yet so or not known never reads as the plain fact.

use carnet::chart::kinds::*;
use carnet::chart::statement::{SaidBy, Standing};
use carnet::chart::when::When;
use serde_json::{Value as Json, json};

use crate::tools::{import, is_verbatim, statement_of, statements_of};

const VERIFICATION: &str = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";

pub fn code(system: &str, code: &str) -> Json {
    json!({ "coding": [{ "system": system, "code": code }] })
}

fn condition(clinical: &str, verification: &str) -> Json {
    json!({
        "resourceType": "Condition", "id": "c", "code": { "text": "Asthma" },
        "clinicalStatus": code(CLINICAL, clinical), "verificationStatus": code(VERIFICATION, verification),
        "onsetDateTime": "2015", "recordedDate": "2016-10"
    })
}

/// Whether any statement of the resource stands as the plain fact.
fn stands(resource: Json) -> bool {
    statements_of(resource)
        .iter()
        .any(|statement| statement.standing == Standing::Stands && !is_verbatim(statement))
}

#[test]
fn conditions_keep_their_standing_and_their_numbers() {
    let imported = import(&[
        condition("active", "confirmed"),
        json!({ "resourceType": "Condition", "code": { "text": "Measles" }, "verificationStatus": code(VERIFICATION, "refuted") }),
        json!({ "resourceType": "Condition", "code": { "text": "No known problems" } }),
        json!({
            "resourceType": "Condition", "code": { "text": "Fracture" }, "clinicalStatus": code(CLINICAL, "resolved"),
            "abatementDateTime": "2001-02-03", "category": [{ "coding": [{ "code": "encounter-diagnosis" }] }]
        }),
    ]);
    let opened: Vec<(u32, ProblemStatus, Standing, When)> = imported
        .problems
        .iter()
        .map(|statement| match &statement.fact {
            Fact::Problem(ProblemEvent::Opened(opened)) => (
                opened.number,
                opened.status,
                statement.standing,
                opened.ended,
            ),
            other => panic!("{other:?}"),
        })
        .collect();
    let wanted = vec![
        (1, ProblemStatus::Active, Standing::Stands, When::Unknown),
        (2, ProblemStatus::Active, Standing::Refuted, When::Unknown),
        (
            3,
            ProblemStatus::Resolved,
            Standing::Stands,
            When::Day(2001, 2, 3),
        ),
    ];
    assert_eq!(opened, wanted);
    let answer = Answered {
        question: Question::Illnesses,
        answer: NoFact::None,
    };
    assert_eq!(imported.clinical[0].statement.fact, Fact::Answer(answer));
}

#[test]
fn a_condition_keeps_both_its_dates() {
    let statement = statement_of(condition("active", "confirmed"));
    assert_eq!(statement.when, When::Month(2016, 10));
    assert!(
        matches!(statement.fact, Fact::Problem(ProblemEvent::Opened(opened)) if opened.onset == When::Year(2015))
    );
    assert_eq!(statement.source.said_by, SaidBy::File);
    assert_eq!(statement.source.file.expect("a place").name, "Condition/c");
}

#[test]
fn what_is_not_so_never_stands() {
    for (clinical, verification) in [
        ("active", "refuted"),
        ("active", "entered-in-error"),
        ("active", "unconfirmed"),
        ("odd", "confirmed"),
        ("active", "odd"),
    ] {
        assert!(
            !stands(condition(clinical, verification)),
            "{clinical} {verification}"
        );
    }
    let medicine = json!({ "text": "Aspirin" });
    let statuses: [(&str, &str, &[&str]); 9] = [
        (
            "MedicationStatement",
            "medicationCodeableConcept",
            &[
                "completed",
                "entered-in-error",
                "intended",
                "stopped",
                "on-hold",
                "unknown",
                "not-taken",
                "odd",
            ],
        ),
        (
            "MedicationRequest",
            "medicationCodeableConcept",
            &[
                "on-hold",
                "cancelled",
                "completed",
                "entered-in-error",
                "stopped",
                "draft",
                "unknown",
                "odd",
            ],
        ),
        (
            "Immunization",
            "vaccineCode",
            &["entered-in-error", "not-done", "odd"],
        ),
        (
            "Procedure",
            "code",
            &[
                "preparation",
                "not-done",
                "on-hold",
                "stopped",
                "entered-in-error",
                "unknown",
                "odd",
            ],
        ),
        (
            "Observation",
            "code",
            &[
                "registered",
                "preliminary",
                "cancelled",
                "entered-in-error",
                "unknown",
                "odd",
            ],
        ),
        (
            "DiagnosticReport",
            "code",
            &[
                "registered",
                "partial",
                "preliminary",
                "cancelled",
                "entered-in-error",
                "unknown",
                "odd",
            ],
        ),
        (
            "Encounter",
            "type",
            &["planned", "cancelled", "entered-in-error", "unknown", "odd"],
        ),
        (
            "CarePlan",
            "category",
            &[
                "draft",
                "on-hold",
                "revoked",
                "completed",
                "entered-in-error",
                "unknown",
                "odd",
            ],
        ),
        (
            "Consent",
            "category",
            &[
                "draft",
                "proposed",
                "rejected",
                "inactive",
                "entered-in-error",
                "odd",
            ],
        ),
    ];
    for (kind, key, codes) in statuses {
        let good = json!({ "resourceType": kind, key: medicine, "intent": "order" });
        for status in codes {
            let mut resource = good.clone();
            resource["status"] = json!(status);
            assert!(!stands(resource), "{kind} {status}");
        }
        assert!(!stands(good), "{kind} without its required status");
    }
}

/// Types whose status stands elsewhere than under `status`, is left out in most files, or is one of several.
#[test]
fn every_other_status_is_kept_as_well() {
    let paper = |status: &str, of_document: Option<&str>| {
        let mut document = json!({
            "resourceType": "DocumentReference", "status": status,
            "content": [{ "attachment": { "data": "aGVsbG8=", "title": "Letter" } }]
        });
        if let Some(of_document) = of_document {
            document["docStatus"] = json!(of_document);
        }
        let imported = import(&[document]);
        imported.papers[0].standing
    };
    let allergy = |clinical: &str, verification: &str| {
        statement_of(json!({
            "resourceType": "AllergyIntolerance", "code": { "text": "Penicillin" },
            "clinicalStatus": status_code(clinical), "verificationStatus": status_code(verification)
        }))
        .standing
    };
    let family = |status: &str| {
        statement_of(json!({
            "resourceType": "FamilyMemberHistory", "status": status, "relationship": { "text": "aunt" },
            "condition": [{ "code": { "text": "Stroke" } }]
        }))
        .standing
    };
    let product = |status: &str| {
        statement_of(json!({ "resourceType": "Medication", "status": status, "code": { "text": "Aspirin" } })).standing
    };
    let activity = |status: &str| {
        statement_of(json!({
            "resourceType": "CarePlan", "status": "active", "intent": "plan",
            "activity": [{ "detail": { "status": status, "code": { "text": "Walk" } } }]
        }))
        .standing
    };
    for (said, wanted) in [
        (paper("entered-in-error", None), Standing::ErrorAtSource),
        (paper("superseded", None), Standing::Over),
        (paper("odd", None), Standing::UnknownStatus),
        (paper("current", Some("final")), Standing::Stands),
        (paper("current", Some("amended")), Standing::Stands),
        (paper("current", Some("preliminary")), Standing::Unconfirmed),
        (
            paper("current", Some("entered-in-error")),
            Standing::ErrorAtSource,
        ),
        (paper("current", Some("odd")), Standing::UnknownStatus),
        (
            paper("superseded", Some("preliminary")),
            Standing::Unconfirmed,
        ),
        (allergy("active", "confirmed"), Standing::Stands),
        (allergy("active", "unconfirmed"), Standing::Unconfirmed),
        (allergy("inactive", "confirmed"), Standing::Over),
        (allergy("resolved", "confirmed"), Standing::Over),
        (allergy("active", "refuted"), Standing::Refuted),
        (
            allergy("active", "entered-in-error"),
            Standing::ErrorAtSource,
        ),
        (family("completed"), Standing::Stands),
        (family("partial"), Standing::Stands),
        (family("entered-in-error"), Standing::ErrorAtSource),
        (family("health-unknown"), Standing::Unconfirmed),
        (family("odd"), Standing::UnknownStatus),
        (product("active"), Standing::Stands),
        (product("inactive"), Standing::Stands),
        (product("entered-in-error"), Standing::ErrorAtSource),
        (product("odd"), Standing::UnknownStatus),
        (activity("in-progress"), Standing::Stands),
        (activity("cancelled"), Standing::Cancelled),
        (activity("stopped"), Standing::Stopped),
        (activity("on-hold"), Standing::OnHold),
        (activity("completed"), Standing::Over),
        (activity("entered-in-error"), Standing::ErrorAtSource),
        (activity("odd"), Standing::UnknownStatus),
    ] {
        assert_eq!(said, wanted);
    }
}

fn status_code(code: &str) -> Json {
    json!({ "coding": [{ "code": code }] })
}

#[test]
fn good_statuses_stand_until_something_modifies_them() {
    for (kind, key, status) in [
        ("MedicationStatement", "medicationCodeableConcept", "active"),
        ("MedicationRequest", "medicationCodeableConcept", "active"),
        ("Immunization", "vaccineCode", "completed"),
        ("Procedure", "code", "completed"),
        ("Observation", "code", "corrected"),
        ("DiagnosticReport", "code", "final"),
        ("Encounter", "type", "finished"),
        ("CarePlan", "category", "active"),
        ("Consent", "category", "active"),
    ] {
        let good = json!({ "resourceType": kind, key: { "text": "Words" }, "status": status, "intent": "order" });
        assert!(stands(good.clone()), "{kind}");
        let mut modified = good.clone();
        modified["modifierExtension"] =
            json!([{ "url": "http://example.org/not", "valueBoolean": true }]);
        assert!(!stands(modified), "{kind} with a modifier");
        let mut ruled = good.clone();
        ruled["implicitRules"] = json!("http://example.org/rules");
        assert!(!stands(ruled), "{kind} under other rules");
    }
}

#[test]
fn an_order_not_to_give_is_no_order() {
    let mut order = json!({
        "resourceType": "MedicationRequest", "status": "active", "intent": "order", "doNotPerform": true,
        "medicationCodeableConcept": { "text": "Aspirin" }
    });
    assert_eq!(statement_of(order.clone()).standing, Standing::DoNotPerform);
    order["doNotPerform"] = json!(false);
    assert_eq!(statement_of(order.clone()).standing, Standing::Stands);
    order["intent"] = json!("proposal");
    assert_eq!(statement_of(order).standing, Standing::Intended);
}

#[test]
fn subpotent_doses_and_other_subjects_do_not_stand() {
    assert!(!stands(json!({
        "resourceType": "Immunization", "status": "completed", "vaccineCode": { "text": "Measles" }, "isSubpotent": true
    })));
    assert!(!stands(json!({
        "resourceType": "Observation", "status": "final", "code": { "text": "Heart rate" }, "focus": [{ "display": "Fetus" }]
    })));
}
