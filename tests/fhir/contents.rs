//! What the parts of a resource become: values, dates, papers, people, words.

use carnet::base::{Digest, Stamp};
use carnet::chart::kinds::*;
use carnet::chart::statement::Standing;
use carnet::chart::value::{Quantity, ReferenceRange, Value};
use carnet::chart::when::When;
use serde_json::{Value as Json, json};

use crate::tools::{BLOB, all, import, statement_of, statements_of};

#[test]
fn numbers_and_bounds_stay_as_written() {
    let read = |value: &str| {
        let text = format!(
            r#"{{"resourceType":"Bundle","entry":[{{"resource":{{"resourceType":"Observation","status":"final","code":{{"text":"CRP"}},"valueQuantity":{value}}}}}]}}"#
        );
        let file = carnet::transfer::fhir::read(text.as_bytes()).expect("a Bundle");
        match &file.statements(BLOB, 1).clinical[0].statement.fact {
            Fact::Observation(observation) => observation.value.clone(),
            other => panic!("{other:?}"),
        }
    };
    let quantity = |value: &str| {
        Value::Quantity(Quantity {
            value: value.to_owned(),
            unit: "mg/L".to_owned(),
        })
    };
    assert_eq!(read(r#"{"value":1.10,"unit":"mg/L"}"#), quantity("1.10"));
    assert_eq!(read(r#"{"value":100,"unit":"mg/L"}"#), quantity("100"));
    assert_eq!(
        read(r#"{"value":0.000000000000000000010,"unit":"mg/L"}"#),
        quantity("0.000000000000000000010")
    );
    assert_eq!(
        read(r#"{"value":5.0,"comparator":"<","unit":"mg/L"}"#),
        Value::Text("<5.0 mg/L".to_owned())
    );
    assert!(matches!(read(r#"{"unit":"mg/L"}"#), Value::Text(_)));
    assert!(matches!(read("{}"), Value::Absent(_)));
}

#[test]
fn a_blood_pressure_keeps_both_numbers() {
    let text = r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation","status":"final",
        "code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},"effectiveDateTime":"2020-01-02T03:04:05.678+05:30",
        "component":[{"code":{"text":"Systolic"},"valueQuantity":{"value":120.0,"unit":"mmHg"}},
                     {"code":{"text":"Diastolic"},"dataAbsentReason":{"text":"not heard"}}]}}]}"#;
    let file = carnet::transfer::fhir::read(text.as_bytes()).expect("a Bundle");
    let imported = file.statements(BLOB, 1);
    let statement = &imported.clinical[0].statement;
    assert_eq!(
        statement.when,
        When::Moment(Stamp {
            ms: 1_577_914_445_678,
            offset: 330
        })
    );
    let Fact::Observation(observation) = &statement.fact else {
        panic!("{statement:?}")
    };
    assert_eq!(
        (observation.kind, &observation.value),
        (ObservationKind::Vital, &Value::Components)
    );
    let systolic = Value::Quantity(Quantity {
        value: "120.0".to_owned(),
        unit: "mmHg".to_owned(),
    });
    assert_eq!(observation.components[0].value, systolic);
    assert_eq!(
        observation.components[1].value,
        Value::Absent("not heard".to_owned())
    );
}

#[test]
fn a_missing_value_says_why() {
    let statement = statement_of(json!({
        "resourceType": "Observation", "status": "final", "code": { "text": "Weight" }, "dataAbsentReason": { "text": "refused" }
    }));
    assert!(
        matches!(statement.fact, Fact::Observation(Observation { value: Value::Absent(why), .. }) if why == "refused")
    );
}

#[test]
fn inline_attachments_become_papers() {
    let imported = import(&[
        json!({
            "resourceType": "DocumentReference", "status": "current", "date": "2020-05-06T07:08:09Z",
            "content": [{ "attachment": { "contentType": "text/plain", "data": "aGVs\nbG8=", "title": "Letter" } }]
        }),
        json!({
            "resourceType": "DocumentReference", "status": "superseded", "type": { "text": "Old letter" },
            "content": [{ "attachment": { "url": "Binary/b" } }]
        }),
        json!({ "resourceType": "Binary", "id": "b", "contentType": "application/pdf", "data": "JVBERg" }),
        json!({
            "resourceType": "DocumentReference", "status": "current", "type": { "text": "Far away" },
            "content": [{ "attachment": { "url": "http://example.org/letter.pdf" } }, { "attachment": { "data": "***" } }]
        }),
    ]);
    let papers: Vec<(&str, &[u8], u32, Standing)> = imported
        .papers
        .iter()
        .map(|paper| {
            (
                paper.title.as_str(),
                paper.bytes.as_slice(),
                paper.position,
                paper.standing,
            )
        })
        .collect();
    let wanted: Vec<(&str, &[u8], u32, Standing)> = vec![
        ("Letter", b"hello", 0, Standing::Stands),
        ("Old letter", b"%PDF", 1, Standing::Over),
    ];
    assert_eq!(papers, wanted);
    let filed = imported.papers[0].filed(BLOB, Digest([1; 32]), 1).statement;
    assert!(
        matches!(filed.fact, Fact::Document(document) if document.bytes == 5 && document.media_type == "text/plain")
    );
    let kept: Vec<_> = all(&imported)
        .into_iter()
        .filter_map(|statement| match &statement.fact {
            Fact::Citation(Citation::Verbatim(_, _, words, because)) => {
                Some((words.as_str(), *because))
            }
            _ => None,
        })
        .collect();
    assert_eq!(kept.len(), 2);
    let (words, because) = kept[1];
    assert!(words.contains("Far away"), "{words}");
    assert_eq!(because, Some(KeptBecause::ContentElsewhere));
}

#[test]
fn a_patient_becomes_its_items() {
    let statements = statements_of(json!({
        "resourceType": "Patient", "gender": "other", "birthDate": "1980-05", "deceasedDateTime": "2020",
        "name": [{ "use": "old", "family": "Vetera" }, { "use": "official", "family": "Testa", "given": ["Prima", "Quarta"], "text": "प्रीमा" }],
        "telecom": [{ "system": "phone", "value": "tel:+100" }, { "system": "phone", "value": "+200", "use": "old" }],
        "address": [{ "line": ["Camp 3"], "city": "Testopolis" }],
        "communication": [{ "language": { "text": "French" } }],
        "contact": [{ "name": { "text": "Testa, Secunda" }, "relationship": [{ "text": "mother" }], "telecom": [{ "value": "+300" }] }],
        "identifier": [{ "system": "urn:number", "value": "42" }, { "system": "urn:number", "value": "42" }, { "system": "urn:empty" }]
    }));
    let items: Vec<Demographic> = statements
        .iter()
        .map(|statement| match &statement.fact {
            Fact::Demographic(item) => item.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    let name = |usage, family: &str, given: &str| {
        Demographic::Name(PersonName {
            usage,
            family: family.to_owned(),
            given: given.to_owned(),
        })
    };
    let kin = NextOfKin {
        name: "Testa, Secunda".to_owned(),
        relation: "mother".to_owned(),
        phone: "+300".to_owned(),
    };
    let number = Identifier {
        system: "urn:number".to_owned(),
        value: "42".to_owned(),
    };
    let wanted = vec![
        name(NameUse::Usual, "Testa", "Prima Quarta"),
        name(NameUse::Other, "प्रीमा", ""),
        name(NameUse::Other, "Vetera", ""),
        Demographic::Sex(Sex::NotKnown),
        Demographic::Gender("other".to_owned()),
        Demographic::Birth(Birth::Date(When::Month(1980, 5))),
        Demographic::Died(When::Year(2020)),
        Demographic::Place("Camp 3, Testopolis".to_owned()),
        Demographic::Phone("+200".to_owned()),
        Demographic::Phone("+100".to_owned()),
        Demographic::Language("French".to_owned()),
        Demographic::NextOfKin(kin),
        Demographic::Identifier(number),
    ];
    assert_eq!(items, wanted);
    assert_eq!(
        statements[8].standing,
        Standing::Over,
        "the old telephone number"
    );
}

#[test]
fn family_plans_and_refusals_keep_their_sense() {
    let family = statements_of(json!({
        "resourceType": "FamilyMemberHistory", "status": "completed", "relationship": { "text": "mother" },
        "condition": [{ "code": { "text": "Diabetes" } }, { "code": { "text": "Stroke" }, "outcome": { "text": "died" } }]
    }));
    let said: Vec<String> = family
        .iter()
        .map(|statement| match &statement.fact {
            Fact::History(item) => format!("{}: {}", item.relative, item.what.text),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(said, ["mother: Diabetes", "mother: Stroke, died"]);

    let plan = statement_of(json!({
        "resourceType": "CarePlan", "status": "active", "intent": "plan", "title": "Asthma",
        "activity": [{ "detail": { "status": "not-started", "doNotPerform": true, "code": { "text": "Smoking" } } }]
    }));
    assert_eq!(plan.standing, Standing::DoNotPerform);

    let refusal = statement_of(json!({
        "resourceType": "Consent", "status": "active", "category": [{ "text": "Directive" }],
        "provision": { "type": "deny", "code": [{ "text": "Transfusion" }] }
    }));
    assert!(
        matches!(refusal.fact, Fact::Directive(directive) if directive.words == "Directive; deny: Transfusion")
    );
}

#[test]
fn what_cannot_be_read_is_kept_and_says_so() {
    for resource in [
        json!({ "resourceType": "Patient" }),
        json!({ "resourceType": "Procedure", "note": [{ "text": "?" }] }),
        json!({ "resourceType": "Observation", "code": { "coding": [{}] } }),
    ] {
        let statement = statement_of(resource.clone());
        assert!(
            matches!(
                &statement.fact,
                Fact::Citation(Citation::Verbatim(_, _, _, Some(_)))
            ),
            "{resource}: {statement:?}"
        );
    }
    let nameless = statement_of(json!({ "type": "?" }));
    assert!(
        matches!(nameless.fact, Fact::Citation(Citation::Verbatim(_, kind, ..)) if kind.is_empty())
    );
}

/// How bad and how dangerous are kept as the codes they came as: the page says them in its reader's language.
#[test]
fn the_danger_of_an_allergy_is_kept_as_its_code() {
    let of = |criticality: &str| {
        let statement = statement_of(json!({
            "resourceType": "AllergyIntolerance",
            "code": { "text": "Peanut" },
            "criticality": criticality,
            "reaction": [{ "severity": "mild" }, { "severity": "severe" }]
        }));
        match statement.fact {
            Fact::Allergy(allergy) => (allergy.severity, allergy.criticality),
            other => panic!("an allergy: {other:?}"),
        }
    };
    let severe = || "severe".to_owned();
    assert_eq!(of("high"), (severe(), Some(Criticality::High)));
    assert_eq!(of("low"), (severe(), Some(Criticality::Low)));
    let not_known = Some(Criticality::UnableToAssess);
    assert_eq!(of("unable-to-assess"), (severe(), not_known));
    assert_eq!(of("terrible"), (severe(), None));
}

#[test]
fn a_resource_longer_than_a_statement_is_kept_whole() {
    let long = "x".repeat(3000);
    let codings: Vec<Json> = (0..16)
        .map(|n| json!({ "system": long, "code": format!("{n}{long}"), "display": long }))
        .collect();
    let component = json!({ "code": { "coding": codings.clone() }, "valueCodeableConcept": { "coding": codings } });
    let components = vec![component; 40];
    let statement = statement_of(json!({
        "resourceType": "Observation", "status": "final", "code": { "text": "Everything" }, "component": components
    }));
    assert!(matches!(
        statement.fact,
        Fact::Citation(Citation::Verbatim(_, _, _, Some(KeptBecause::TooLong)))
    ));
}

/// A range is read as numbers only where it is one, for everybody, in the unit of the value.
#[test]
fn a_range_is_read_as_numbers_where_it_is_one() {
    let quantity = |value: f64, unit: &str| json!({ "value": value, "unit": unit });
    let of = |ranges: Json| {
        let statement = statement_of(json!({
            "resourceType": "Observation", "status": "final", "code": { "text": "Haemoglobin" },
            "valueQuantity": quantity(9.8, "g/dL"), "referenceRange": ranges,
        }));
        match statement.fact {
            Fact::Observation(observation) => observation.reference,
            other => panic!("{other:?}"),
        }
    };
    let both = ReferenceRange {
        low: Some("12.5".to_owned()),
        high: Some("16.5".to_owned()),
    };
    let low = json!({ "low": quantity(12.5, "g/dL") });
    assert_eq!(
        of(json!([{ "low": quantity(12.5, "g/dL"), "high": quantity(16.5, "g/dL") }])),
        Some(both)
    );
    assert_eq!(of(json!([low])).and_then(|range| range.high), None);
    for others in [
        json!([low, low]),
        json!([{ "low": quantity(125.0, "g/L") }]),
        json!([{ "low": quantity(12.5, "g/dL"), "age": { "low": quantity(18.0, "a") } }]),
        json!([{ "low": quantity(12.5, "g/dL"), "text": "women" }]),
        json!([{ "text": "12 to 16" }]),
        json!([]),
    ] {
        assert_eq!(of(others.clone()), None, "{others}");
    }
}

#[test]
fn a_report_names_its_specimen() {
    let report = |specimen: Json| json!({ "resourceType": "DiagnosticReport", "status": "final", "code": { "text": "Salts" }, "conclusion": "low", "specimen": specimen });
    let blood = json!({ "resourceType": "Specimen", "id": "s", "type": { "text": "Blood" } });
    let followed = report(json!([{ "reference": "Specimen/s" }]));
    let named = report(json!([{ "display": "Venous blood" }]));
    for (file, wanted) in [
        (vec![blood, followed], Some("Blood")),
        (vec![named], Some("Venous blood")),
        (vec![report(json!([]))], None),
    ] {
        let imported = import(&file);
        let reports = all(&imported)
            .into_iter()
            .filter_map(|one| match &one.fact {
                Fact::Report(report) => Some(report),
                _ => None,
            });
        let specimens: Vec<Option<&str>> = reports
            .map(|report| report.specimen.as_ref().map(|of| of.text.as_str()))
            .collect();
        assert_eq!(specimens, [wanted]);
    }
}
