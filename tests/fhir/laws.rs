//! Laws over generated Bundles: nothing is lost, nothing panics, nothing taken back stands, everything fits into entries.

use std::collections::BTreeSet;

use carnet::base::EntryId;
use carnet::chart::codec::encode_statement;
use carnet::chart::kinds::{Citation, Fact, ProblemEvent};
use carnet::chart::statement::{Standing, StatementRef};
use carnet::transfer::fhir::read;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::tools::{BLOB, all, bundle, file, is_verbatim};

/// One readable resource of every type, and some that are not modelled.
fn samples() -> Vec<Value> {
    let medicine =
        json!({ "text": "Aspirin", "coding": [{ "system": "http://codes.example", "code": "a" }] });
    let subject = json!({ "reference": "Patient/p" });
    let reason = json!([{ "reference": "Condition/c" }]);
    vec![
        json!({ "resourceType": "Condition", "id": "c", "code": { "text": "Asthma" }, "subject": subject, "severity": { "text": "mild" },
                "clinicalStatus": { "coding": [{ "code": "active" }] }, "onsetDateTime": "2015", "note": [{ "text": "worse at night" }] }),
        json!({ "resourceType": "AllergyIntolerance", "code": { "text": "Nuts" }, "reaction": [{ "manifestation": [{ "text": "rash" }] }] }),
        json!({ "resourceType": "Medication", "id": "m", "code": medicine, "ingredient": [{ "strength": { "numerator": { "value": 1 } } }] }),
        json!({ "resourceType": "MedicationStatement", "status": "active", "medicationReference": { "reference": "Medication/m" } }),
        json!({ "resourceType": "MedicationRequest", "status": "active", "intent": "order", "medicationCodeableConcept": medicine,
                "reasonReference": reason, "dosageInstruction": [{ "text": "daily", "timing": { "repeat": { "frequency": 1 } } }] }),
        json!({ "resourceType": "Immunization", "status": "completed", "vaccineCode": { "text": "Measles" }, "occurrenceDateTime": "2001-02" }),
        json!({ "resourceType": "Procedure", "status": "completed", "code": { "text": "Suture" }, "performedPeriod": { "start": "2001" } }),
        json!({ "resourceType": "Observation", "id": "o", "status": "final", "code": { "text": "Weight" }, "valueQuantity": { "value": 70 },
                "component": [{ "code": { "text": "part" }, "valueString": "x" }], "hasMember": [{ "reference": "Observation/o" }] }),
        json!({ "resourceType": "DiagnosticReport", "status": "final", "code": { "text": "X-ray" }, "result": [{ "reference": "Observation/o" }],
                "presentedForm": [{ "data": "aGVsbG8=", "contentType": "text/plain" }],
                "contained": [{ "resourceType": "Observation", "id": "i", "status": "final", "code": { "text": "Inside" } }] }),
        json!({ "resourceType": "FamilyMemberHistory", "status": "completed", "relationship": { "text": "aunt" }, "condition": [{ "code": { "text": "Stroke" } }] }),
        json!({ "resourceType": "Encounter", "status": "finished", "class": { "code": "AMB" }, "period": { "start": "2001-02-03T04:05:06Z" } }),
        json!({ "resourceType": "CarePlan", "status": "active", "intent": "plan", "title": "Plan", "addresses": reason,
                "activity": [{ "detail": { "status": "not-started", "code": { "text": "Walk" } } }] }),
        json!({ "resourceType": "DocumentReference", "status": "current", "content": [{ "attachment": { "data": "aGVsbG8=" } }] }),
        json!({ "resourceType": "Consent", "status": "active", "category": [{ "text": "Directive" }], "provision": { "type": "permit" } }),
        json!({ "resourceType": "PractitionerRole", "id": "r", "practitioner": { "reference": "PractitionerRole/r" } }),
        json!({ "resourceType": "Claim", "created": "2020" }),
        json!({ "resourceType": "Bundle", "type": "document", "entry": [{ "resource": { "resourceType": "Basic" } }] }),
    ]
}

/// Things that stand where something else is expected.
fn junk() -> impl Strategy<Value = Value> {
    select(vec![
        Value::Null,
        json!(true),
        json!(-1.50),
        json!(""),
        json!("entered-in-error"),
        json!("#"),
        json!("9999-99-99T99:99:99Z"),
        json!([]),
        json!([[], null, 3, "x"]),
        json!({}),
        json!({ "coding": { "code": 3 } }),
        json!({ "reference": "#" }),
        json!({ "text": "No known allergies" }),
    ])
}

/// A resource with some of its members, at any depth, replaced or taken away. Its type stays.
fn resource() -> impl Strategy<Value = Value> {
    let change = (any::<prop::sample::Index>(), prop::option::of(junk()));
    (select(samples()), prop::collection::vec(change, 0..4)).prop_map(|(mut resource, changes)| {
        for (at, with) in changes {
            let paths = paths(&resource);
            if paths.is_empty() {
                break;
            }
            let (parent, key) = at.get(&paths);
            let Some(Value::Object(map)) = resource.pointer_mut(parent) else {
                continue;
            };
            match with {
                Some(junk) => map.insert(key.clone(), junk),
                None => map.remove(key),
            };
        }
        resource
    })
}

/// Every member of every object, as its object's pointer and its key.
fn paths(value: &Value) -> Vec<(String, String)> {
    fn walk(value: &Value, at: &str, found: &mut Vec<(String, String)>) {
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    if key != "resourceType" && key != "entry" && key != "contained" {
                        found.push((at.to_owned(), key.clone()));
                        walk(inner, &format!("{at}/{key}"), found);
                    }
                }
            }
            Value::Array(items) => {
                for (index, inner) in items.iter().enumerate() {
                    walk(inner, &format!("{at}/{index}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}

fn resources() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(resource(), 1..12)
}

/// Entries of the file and of Bundles in it, counted by other means than the importer's.
fn count(bundle: &Value) -> u32 {
    let entries = bundle["entry"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    entries
        .iter()
        .map(|entry| 1 + count(&entry["resource"]))
        .sum()
}

/// How a file takes a resource back.
#[derive(Clone, Copy, Debug)]
enum TakenBack {
    Ruled,
    Modified,
    InError,
}

fn take_back(resource: &mut Value, how: TakenBack) {
    match how {
        TakenBack::Ruled => resource["implicitRules"] = json!("http://example.org/rules"),
        TakenBack::Modified => {
            resource["modifierExtension"] = json!([{ "url": "http://example.org/not" }]);
        }
        TakenBack::InError => {
            let by_concept = matches!(
                resource["resourceType"].as_str(),
                Some("Condition" | "AllergyIntolerance")
            );
            if by_concept {
                resource["verificationStatus"] =
                    json!({ "coding": [{ "code": "entered-in-error" }] });
            } else {
                resource["status"] = json!("entered-in-error");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_resource_is_counted_once_and_shown_or_cited(resources in resources()) {
        let bundle = bundle(&resources);
        let file = match read(bundle.to_string().as_bytes()) {
            Ok(file) => file,
            // Two subjects can come about by chance; no other refusal can.
            Err(error) => {
                prop_assert!(matches!(error, carnet::transfer::fhir::FhirError::SeveralPatients(_)), "{error}");
                return Ok(());
            }
        };
        let counts = file.counts();
        prop_assert_eq!(counts.resources(), count(&bundle));
        let imported = file.statements(BLOB, 1);
        let mut shown: BTreeSet<u32> = imported.papers.iter().map(|paper| paper.position).collect();
        let mut cited = BTreeSet::new();
        for statement in all(&imported) {
            let position = statement.source.file.as_ref().expect("a place in the file").position;
            if let Fact::Citation(Citation::Verbatim(place, ..)) = &statement.fact {
                prop_assert_eq!(place.position, position);
                prop_assert!(cited.insert(position), "cited twice");
            } else {
                shown.insert(position);
            }
        }
        prop_assert!(shown.is_disjoint(&cited));
        let statements: u32 = counts.as_statements().iter().map(|(_, number)| number).sum();
        let verbatim: u32 = counts.verbatim().iter().map(|(_, number)| number).sum();
        prop_assert_eq!((shown.len() as u32, cited.len() as u32), (statements, verbatim));
    }

    #[test]
    fn problems_are_numbered_in_a_row_and_links_lead_to_them(resources in resources(), first in 1u32..1000) {
        let Ok(file) = read(bundle(&resources).to_string().as_bytes()) else { return Ok(()) };
        let imported = file.statements(BLOB, first);
        for (number, statement) in (first..).zip(&imported.problems) {
            let right = matches!(&statement.fact, Fact::Problem(ProblemEvent::Opened(opened)) if opened.number == number);
            prop_assert!(right, "{statement:?}");
        }
        let linked = imported.clinical.iter().flat_map(|linked| &linked.problems);
        let papers = imported.papers.iter().flat_map(|paper| &paper.problems);
        for problem in linked.chain(papers) {
            prop_assert!((*problem as usize) < imported.problems.len());
        }
    }

    #[test]
    fn nothing_in_error_or_modified_stands(
        resources in resources(),
        how in select(vec![TakenBack::Ruled, TakenBack::Modified, TakenBack::InError])
    ) {
        let mut resources = resources;
        for resource in &mut resources {
            take_back(resource, how);
        }
        let Ok(file) = read(bundle(&resources).to_string().as_bytes()) else { return Ok(()) };
        let imported = file.statements(BLOB, 1);
        for statement in all(&imported) {
            prop_assert!(is_verbatim(statement) || statement.standing != Standing::Stands, "{statement:?}");
        }
        prop_assert!(imported.papers.iter().all(|paper| paper.standing != Standing::Stands));
    }

    #[test]
    fn reading_is_the_same_every_time(resources in resources()) {
        let bytes = bundle(&resources).to_string();
        let once = read(bytes.as_bytes()).map(|file| format!("{:?}", file.statements(BLOB, 3)));
        let twice = read(bytes.as_bytes()).map(|file| format!("{:?}", file.statements(BLOB, 3)));
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn damaged_bytes_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), resources in resources()) {
        let mut bytes = bundle(&resources).to_string().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] = byte;
        if let Ok(file) = read(&bytes) {
            let _ = (file.counts(), file.patient(), file.statements(BLOB, 1));
        }
    }
}

/// A chart of a thousand resources goes into entries of at most 1 MiB, problems first, with every link kept.
#[test]
fn a_long_chart_splits_into_entries() {
    const LIMIT: usize = 1024 * 1024;
    let note = "n".repeat(12_000);
    let mut resources: Vec<Value> = (0..100)
        .map(|n| json!({ "resourceType": "Condition", "id": n.to_string(), "code": { "text": format!("Problem {n}") } }))
        .collect();
    resources.extend((0..900).map(|n| {
        json!({
            "resourceType": "Procedure", "status": "completed", "code": { "text": format!("Act {n}") }, "note": [{ "text": note }],
            "reasonReference": [{ "reference": format!("Condition/{}", n % 100) }]
        })
    }));
    let imported = file(&bundle(&resources)).statements(BLOB, 1);
    assert_eq!(
        (imported.problems.len(), imported.clinical.len()),
        (100, 900)
    );
    let first = EntryId([9; 32]);
    let mut sizes = vec![
        imported
            .problems
            .iter()
            .map(|problem| encode_statement(problem).len())
            .sum::<usize>(),
    ];
    for linked in imported.clinical {
        let wanted = linked.problems.clone();
        let in_first = linked.clone().place(StatementRef::here);
        let size = encode_statement(&in_first).len();
        let later = linked.place(|index| StatementRef {
            entry: Some(first),
            index,
        });
        assert_eq!(
            later.problems.iter().map(|at| at.index).collect::<Vec<_>>(),
            wanted
        );
        match sizes.last_mut() {
            Some(last) if *last + size + 40 < LIMIT => *last += size + 40,
            _ => sizes.push(size + 40),
        }
    }
    assert!(
        sizes.len() > 8 && sizes.iter().all(|size| *size < LIMIT),
        "{sizes:?}"
    );
}
