//! FHIR before R4: read as what it was meant, or refused whole by its version.

use carnet::chart::kinds::{Criticality, Demographic, Fact, MedicationEvent, ProblemEvent};
use carnet::chart::statement::{Standing, Statement};
use carnet::transfer::fhir::{FhirError, Version, read};
use serde_json::{Value, json};

use crate::tools::{bundle, file, statement_of, statements_of};

fn standing(resource: Value) -> Standing {
    statement_of(resource).standing
}

fn vaccine(with: Value) -> Value {
    let mut vaccine = json!({ "resourceType": "Immunization", "status": "completed", "vaccineCode": { "text": "Measles" } });
    for (key, value) in with.as_object().expect("an object") {
        vaccine[key] = value.clone();
    }
    vaccine
}

#[test]
fn a_vaccine_that_was_not_given_never_reads_as_given() {
    let reason = json!({ "reasonNotGiven": [{ "text": "refused" }] });
    for (with, wanted) in [
        (
            json!({ "wasNotGiven": false, "date": "2014-11-10" }),
            Standing::Stands,
        ),
        (
            json!({ "notGiven": false, "date": "2014-11-10" }),
            Standing::Stands,
        ),
        (json!({ "wasNotGiven": true }), Standing::NotDone),
        (json!({ "notGiven": true }), Standing::NotDone),
        (
            json!({ "notGiven": true, "explanation": reason }),
            Standing::NotDone,
        ),
        (json!({ "wasNotGiven": "true" }), Standing::UnknownStatus),
        (json!({ "wasNotGiven": null }), Standing::UnknownStatus),
        (
            json!({ "wasNotGiven": false, "explanation": reason }),
            Standing::UnknownStatus,
        ),
        (json!({ "explanation": reason }), Standing::UnknownStatus),
        (
            json!({ "wasNotGiven": true, "status": "entered-in-error" }),
            Standing::ErrorAtSource,
        ),
        (
            json!({ "notGiven": false, "vaccinationProtocol": [{ "doseStatus": { "coding": [{ "code": "nocount" }] } }] }),
            Standing::UnknownStatus,
        ),
    ] {
        assert_eq!(standing(vaccine(with.clone())), wanted, "{with}");
    }
    let refused = statement_of(vaccine(
        json!({ "wasNotGiven": true, "explanation": reason }),
    ));
    assert!(
        matches!(&refused.fact, Fact::Immunization(one) if one.reason == "refused"),
        "{refused:?}"
    );
}

#[test]
fn what_says_two_things_at_once_refuses_the_whole_file() {
    for resource in [
        vaccine(json!({ "wasNotGiven": true, "statusReason": { "text": "x" } })),
        vaccine(json!({ "date": "2014", "occurrenceDateTime": "2015" })),
        vaccine(json!({ "wasNotGiven": true, "notGiven": false })),
        json!({ "resourceType": "AllergyIntolerance", "substance": { "text": "Nuts" }, "code": { "text": "Latex" } }),
        json!({ "resourceType": "AllergyIntolerance", "code": { "text": "Nuts" }, "status": "refuted", "clinicalStatus": "active" }),
        json!({ "resourceType": "MedicationStatement", "wasNotTaken": false, "taken": "n", "status": "active" }),
        json!({ "resourceType": "Consent", "status": "active", "except": [{ "type": "deny" }] }),
        json!({ "resourceType": "MedicationPrescription", "status": "active" }),
    ] {
        let kind = resource["resourceType"].clone();
        let error = read(
            bundle(std::slice::from_ref(&resource))
                .to_string()
                .as_bytes(),
        )
        .expect_err("refused");
        assert!(
            matches!(&error, FhirError::Older { kind: named, .. } if *named == kind),
            "{resource}: {error}"
        );
    }
}

#[test]
fn allergies_keep_their_substance_and_their_doubt() {
    let allergy = |status: &str| {
        json!({ "resourceType": "AllergyIntolerance", "substance": { "text": "Ibuprofen" }, "status": status, "criticality": "CRITH",
                "reaction": [{ "manifestation": [{ "text": "wheeze" }], "severity": "severe" }] })
    };
    for (status, wanted) in [
        ("active", Standing::Stands),
        ("confirmed", Standing::Stands),
        ("unconfirmed", Standing::Unconfirmed),
        ("inactive", Standing::Over),
        ("resolved", Standing::Over),
        ("refuted", Standing::Refuted),
        ("entered-in-error", Standing::ErrorAtSource),
        ("nonsense", Standing::UnknownStatus),
    ] {
        let said = statement_of(allergy(status));
        assert_eq!(said.standing, wanted, "{status}");
        let Fact::Allergy(allergy) = said.fact else {
            panic!("an allergy")
        };
        assert_eq!(allergy.substance.text, "Ibuprofen");
        assert_eq!(allergy.criticality, Some(Criticality::High));
        assert_eq!(allergy.reaction, "wheeze");
    }
    let stu3 = |sure: &str| json!({ "resourceType": "AllergyIntolerance", "code": { "text": "Latex" }, "clinicalStatus": "active", "verificationStatus": sure });
    assert_eq!(standing(stu3("confirmed")), Standing::Stands);
    assert_eq!(standing(stu3("refuted")), Standing::Refuted);
}

#[test]
fn medicines_are_ordered_taken_or_not() {
    let order = statement_of(json!({
        "resourceType": "MedicationOrder", "id": "m", "status": "active", "dateWritten": "2016-02-03",
        "medicationCodeableConcept": { "text": "Metformin 850 mg" },
        "dosageInstruction": [{ "text": "with food", "doseQuantity": { "value": 1, "unit": "tablet" },
            "timing": { "repeat": { "frequency": 2, "period": 1, "periodUnits": "d" } } }]
    }));
    assert_eq!(order.standing, Standing::Stands);
    assert_eq!(
        order.source.file.as_ref().map(|place| place.name.as_str()),
        Some("MedicationOrder/m")
    );
    let Fact::Medication(MedicationEvent::Ordered(line)) = &order.fact else {
        panic!("{order:?}")
    };
    assert_eq!(
        (line.name.text.as_str(), line.dose.as_str()),
        ("Metformin 850 mg", "1 tablet")
    );
    assert!(line.timing.is_some());
    for (with, wanted) in [
        (json!({ "wasNotTaken": true }), Standing::NotDone),
        (json!({ "wasNotTaken": false }), Standing::Stands),
        (json!({ "taken": "y" }), Standing::Stands),
        (json!({ "taken": "n" }), Standing::NotDone),
        (json!({ "taken": "unk" }), Standing::UnknownStatus),
        (
            json!({ "reasonNotTaken": [{ "text": "cost" }] }),
            Standing::UnknownStatus,
        ),
    ] {
        let mut taken = json!({ "resourceType": "MedicationStatement", "status": "active", "medicationCodeableConcept": { "text": "Atorvastatin" } });
        for (key, value) in with.as_object().expect("an object") {
            taken[key] = value.clone();
        }
        assert_eq!(standing(taken), wanted, "{with}");
    }
}

#[test]
fn problems_acts_and_people_of_older_files() {
    let problem = |with: Value| {
        let mut problem = json!({ "resourceType": "Condition", "code": { "text": "HIV" }, "clinicalStatus": "active" });
        problem["verificationStatus"] = with;
        standing(problem)
    };
    assert_eq!(problem(json!("confirmed")), Standing::Stands);
    assert_eq!(problem(json!("entered-in-error")), Standing::ErrorAtSource);
    assert_eq!(problem(json!("unknown")), Standing::UnknownStatus);
    let act = |with: Value| {
        let mut act = json!({ "resourceType": "Procedure", "status": "completed", "code": { "text": "Suture" } });
        for (key, value) in with.as_object().expect("an object") {
            act[key] = value.clone();
        }
        standing(act)
    };
    assert_eq!(act(json!({ "notPerformed": true })), Standing::NotDone);
    assert_eq!(
        act(json!({ "notDone": true, "notDoneReason": { "text": "x" } })),
        Standing::NotDone
    );
    assert_eq!(act(json!({ "notDone": false })), Standing::Stands);
    assert_eq!(act(json!({ "status": "aborted" })), Standing::Stopped);
    let named = statements_of(
        json!({ "resourceType": "Patient", "name": [{ "family": ["Testa", "Prima"], "given": ["Secunda"] }] }),
    );
    assert!(named.iter().any(|said| matches!(&said.fact, Fact::Demographic(Demographic::Name(name)) if name.family == "Testa Prima")));
    let visit = statement_of(
        json!({ "resourceType": "Encounter", "status": "finished", "class": "inpatient", "reason": [{ "text": "fever" }] }),
    );
    assert!(
        format!("{:?}", visit.fact).contains("inpatient")
            && format!("{:?}", visit.fact).contains("fever")
    );
    let result = statement_of(
        json!({ "resourceType": "Observation", "status": "final", "code": { "text": "Hb" }, "comments": "by hand", "valueString": "x" }),
    );
    assert!(format!("{:?}", result.fact).contains("by hand"));
}

/// Of a whole export of a telephone: made up here, of the shape that such exports have.
#[test]
fn a_file_says_which_older_form_it_has() {
    let old = file(&bundle(&[
        json!({ "resourceType": "Patient", "id": "a", "name": [{ "family": ["Testa"] }] }),
        json!({ "resourceType": "Condition", "patient": { "reference": "Patient/a" }, "code": { "text": "Asthma" }, "clinicalStatus": "active" }),
        json!({ "resourceType": "DiagnosticOrder", "status": "requested" }),
    ]));
    assert_eq!(old.older(), Some(Version::Dstu2));
    let said: Vec<Statement> = crate::tools::all(&old.statements(crate::tools::BLOB, 1))
        .into_iter()
        .cloned()
        .collect();
    assert!(said.iter().any(|one| matches!(&one.fact, Fact::Problem(ProblemEvent::Opened(problem)) if problem.words == "Asthma")));
    assert_eq!(
        file(&bundle(&[
            json!({ "resourceType": "Condition", "code": { "text": "Asthma" } })
        ]))
        .older(),
        None
    );
}
