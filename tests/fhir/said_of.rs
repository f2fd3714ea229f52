//! Of whom something is said, and all that is said: relatives, products, courses that ended, times that are no dates.

use carnet::chart::kinds::*;
use carnet::chart::statement::Standing;
use carnet::chart::value::Value;
use carnet::chart::when::When;
use serde_json::{Value as Json, json};

use crate::tools::{all, bundle, file, import, statement_of, statements_of};

fn relative(with: Json) -> Json {
    let mut relative = json!({
        "resourceType": "FamilyMemberHistory", "status": "completed", "relationship": { "text": "father" }
    });
    for (key, value) in with.as_object().expect("an object") {
        relative[key] = value.clone();
    }
    relative
}

#[test]
fn a_relatives_none_is_not_the_persons_and_no_answer_for_the_family() {
    let none = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "160245001", "display": "No current problems" }] });
    for said in [
        relative(json!({ "condition": [{ "code": none }] })),
        relative(json!({ "condition": [{ "code": { "text": "Unknown" } }] })),
        relative(json!({ "status": "health-unknown" })),
    ] {
        let statement = statement_of(said.clone());
        let Fact::Observation(Observation {
            value: Value::Concept(words),
            ..
        }) = &statement.fact
        else {
            panic!("{said}: {statement:?}");
        };
        assert!(words.text.starts_with("father: "), "{words:?}");
    }
}

#[test]
fn a_product_named_none_says_nothing_of_the_person() {
    let none = json!({ "coding": [{ "system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "code": "no-known-medications" }] });
    let product = json!({ "resourceType": "Medication", "id": "m", "code": none });
    let taken = json!({
        "resourceType": "MedicationStatement", "status": "entered-in-error", "medicationReference": { "reference": "Medication/m" }
    });
    let imported = import(&[product, taken]);
    let answers: Vec<Standing> = all(&imported)
        .into_iter()
        .filter(|statement| matches!(statement.fact, Fact::Answer(_)))
        .map(|statement| statement.standing)
        .collect();
    assert_eq!(answers, [Standing::ErrorAtSource]);
}

#[test]
fn of_a_relative_everything_is_kept() {
    let statements = statements_of(relative(json!({
        "deceasedAge": { "value": 71, "unit": "years" }, "note": [{ "text": "told by the aunt" }],
        "condition": [
            { "code": { "text": "Stroke" }, "onsetAge": { "value": 52, "unit": "years" }, "note": [{ "text": "left side" }] },
            { "code": { "text": "Gout" }, "onsetString": "young" }
        ]
    })));
    let items: Vec<&HistoryItem> = statements
        .iter()
        .map(|statement| match &statement.fact {
            Fact::History(item) => item,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(items[0].onset.as_deref(), Some("52 years"));
    assert_eq!(
        items[0].note.as_deref(),
        Some("left side\ntold by the aunt")
    );
    assert_eq!(items[1].onset.as_deref(), Some("young"));
    assert_eq!(items[1].note, None);
    assert!(
        items
            .iter()
            .all(|item| item.died.as_deref() == Some("71 years"))
    );
    let only_dead = statement_of(relative(json!({ "deceasedBoolean": true })));
    assert!(matches!(only_dead.fact, Fact::History(item) if item.died.as_deref() == Some("")));
}

#[test]
fn times_that_are_no_dates_are_kept_in_words() {
    let kind = |kind: &str| json!({ "resourceType": kind, "status": "completed", "code": { "text": "Nuts" }, "vaccineCode": { "text": "Measles" } });
    for (of, key, value, wanted) in [
        (
            "Procedure",
            "performedString",
            json!("last spring"),
            "last spring",
        ),
        (
            "Procedure",
            "performedAge",
            json!({ "value": 7, "unit": "years" }),
            "7 years",
        ),
        (
            "Immunization",
            "occurrenceString",
            json!("as a child"),
            "as a child",
        ),
        (
            "AllergyIntolerance",
            "onsetString",
            json!("in childhood"),
            "in childhood",
        ),
        (
            "AllergyIntolerance",
            "onsetAge",
            json!({ "value": 3, "unit": "a" }),
            "3 a",
        ),
    ] {
        let mut resource = kind(of);
        resource[key] = value;
        let said = statement_of(resource).time_words;
        assert_eq!(said.as_deref(), Some(wanted), "{of} {key}");
    }
}

#[test]
fn the_end_of_a_course_is_a_date_and_that_of_a_prescription_is_another() {
    let taken = statement_of(json!({
        "resourceType": "MedicationStatement", "status": "active", "medicationCodeableConcept": { "text": "Aspirin" },
        "effectivePeriod": { "start": "2019-12", "end": "2020-01-01" }
    }));
    let Fact::Medication(MedicationEvent::Taking(line)) = taken.fact else {
        panic!("a medicine taken")
    };
    assert_eq!(line.until, Some(When::Day(2020, 1, 1)));
    let ordered = statement_of(json!({
        "resourceType": "MedicationRequest", "status": "active", "intent": "order", "medicationCodeableConcept": { "text": "Aspirin" },
        "dispenseRequest": { "validityPeriod": { "end": "2020-01-01" } }
    }));
    let Fact::Medication(MedicationEvent::Ordered(line)) = ordered.fact else {
        panic!("a medicine ordered")
    };
    assert_eq!(
        (line.until, line.dispense_until),
        (None, Some(When::Day(2020, 1, 1)))
    );
}

#[test]
fn several_dosages_stay_apart() {
    let ordered = statement_of(json!({
        "resourceType": "MedicationRequest", "status": "active", "intent": "order", "medicationCodeableConcept": { "text": "Prednisone" },
        "dosageInstruction": [
            { "text": "first week", "doseAndRate": [{ "doseQuantity": { "value": 40, "unit": "mg" } }] },
            { "text": "then", "doseAndRate": [{ "doseQuantity": { "value": 20, "unit": "mg" } }] }
        ]
    }));
    let Fact::Medication(MedicationEvent::Ordered(line)) = ordered.fact else {
        panic!("a medicine ordered")
    };
    let doses: Vec<(&str, &str)> = line
        .dosages
        .iter()
        .flatten()
        .map(|dosage| (dosage.dose.as_str(), dosage.words.as_str()))
        .collect();
    assert_eq!(doses, [("40 mg", "first week"), ("20 mg", "then")]);
}

#[test]
fn a_patient_no_longer_in_use_is_said_with_care() {
    let patient = |with: Json| {
        let mut patient = json!({ "resourceType": "Patient", "name": [{ "family": "Testa" }] });
        for (key, value) in with.as_object().expect("an object") {
            patient[key] = value.clone();
        }
        patient
    };
    for (with, wanted) in [
        (json!({}), Standing::Stands),
        (json!({ "active": true }), Standing::Stands),
        (json!({ "active": false }), Standing::UnknownStatus),
        (json!({ "active": "false" }), Standing::UnknownStatus),
        (
            json!({ "link": [{ "type": "replaces" }, { "type": "seealso" }] }),
            Standing::Stands,
        ),
        (
            json!({ "link": [{ "type": "seealso" }, { "type": "replaced-by" }] }),
            Standing::UnknownStatus,
        ),
    ] {
        let said = patient(with.clone());
        assert_eq!(statement_of(said.clone()).standing, wanted, "{with}");
        let summary = file(&bundle(&[said])).patient().expect("a Patient");
        assert_eq!(summary.in_use, wanted == Standing::Stands, "{with}");
    }
}

#[test]
fn yes_and_no_are_no_words_of_one_language() {
    for said in [true, false] {
        let statement = statement_of(json!({
            "resourceType": "Observation", "status": "final", "code": { "text": "Smokes" }, "valueBoolean": said
        }));
        assert!(
            matches!(statement.fact, Fact::Observation(Observation { value: Value::Boolean(value), .. }) if value == said)
        );
    }
}
