//! References, versions, nesting, and whose resource it is.

use carnet::chart::kinds::*;
use carnet::chart::statement::{Standing, StatementRef};
use carnet::transfer::fhir::{Received, Tally};
use serde_json::{Value as Json, json};

use crate::tools::{BLOB, all, bundle, file, import, is_verbatim};

#[test]
fn medicines_are_named_through_references_of_every_form() {
    let medication =
        json!({ "resourceType": "Medication", "id": "m", "code": { "text": "Aspirin 100 mg" } });
    let entry = |url: Option<&str>, resource: &Json| match url {
        Some(url) => json!({ "fullUrl": url, "resource": resource }),
        None => json!({ "resource": resource }),
    };
    let uuid = "urn:uuid:11111111-2222-4333-8444-555555555555";
    let address = "http://example.org/fhir/Medication/m";
    for (full_url, reference) in [
        (None, "Medication/m"),
        (Some(uuid), uuid),
        (Some(uuid), "Medication/m"),
        (Some(address), address),
        (Some(address), "Medication/m"),
        (
            Some(address),
            "http://example.org/fhir/Medication/m/_history/3",
        ),
        (Some("resource:0"), "resource:0"),
        (None, "#inner"),
    ] {
        let order = json!({
            "resourceType": "MedicationRequest", "status": "active", "intent": "order", "medicationReference": { "reference": reference },
            "contained": [{ "resourceType": "Medication", "id": "inner", "code": { "text": "Aspirin 100 mg" } }]
        });
        let bundle = json!({ "resourceType": "Bundle", "type": "transaction", "entry": [entry(full_url, &medication), entry(None, &order)] });
        let imported = file(&bundle).statements(BLOB, 1);
        let ordered = all(&imported).into_iter().any(|statement| {
            matches!(&statement.fact, Fact::Medication(MedicationEvent::Ordered(line)) if line.name.text == "Aspirin 100 mg")
        });
        assert!(ordered, "{reference}");
    }
}

#[test]
fn another_servers_number_is_another_resource() {
    let bundle = json!({ "resourceType": "Bundle", "entry": [
        { "fullUrl": "http://here.example/Medication/1", "resource": { "resourceType": "Medication", "id": "1", "code": { "text": "Aspirin" } } },
        { "resource": { "resourceType": "MedicationRequest", "status": "active", "intent": "order",
            "medicationReference": { "reference": "http://there.example/Medication/1", "display": "Warfarin" } } },
    ]});
    let imported = file(&bundle).statements(BLOB, 1);
    let ordered = all(&imported)
        .into_iter()
        .find_map(|statement| match &statement.fact {
            Fact::Medication(MedicationEvent::Ordered(line)) => Some(line.name.text.clone()),
            _ => None,
        });
    assert_eq!(ordered.as_deref(), Some("Warfarin"));
}

/// What an order in an entry of its own is called, in a file with these products.
fn ordered(products: &[Json], order_url: Option<&str>, reference: Json) -> Option<String> {
    let order = json!({ "resourceType": "MedicationRequest", "status": "active", "intent": "order",
        "medicationReference": reference });
    let mut entries = products.to_vec();
    entries.push(match order_url {
        Some(url) => json!({ "fullUrl": url, "resource": order }),
        None => json!({ "resource": order }),
    });
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
    let imported = file(&bundle).statements(BLOB, 1);
    all(&imported)
        .into_iter()
        .find_map(|statement| match &statement.fact {
            Fact::Medication(MedicationEvent::Ordered(line)) => Some(line.name.text.clone()),
            _ => None,
        })
}

#[test]
fn of_two_servers_with_one_number_each_order_names_its_own() {
    let product = |server: &str, name: &str| {
        json!({ "fullUrl": format!("{server}/Medication/88"),
            "resource": { "resourceType": "Medication", "id": "88", "code": { "text": name } } })
    };
    let products = [
        product("https://one.example/fhir", "Heparin"),
        product("https://two.example/fhir", "Insulin"),
    ];
    let named = |from: Option<&str>, reference: &str| {
        ordered(&products, from, json!({ "reference": reference })).unwrap_or_default()
    };
    for (from, reference, name) in [
        (
            None,
            "https://one.example/fhir/Medication/88/_history/3",
            "Heparin",
        ),
        (None, "HTTPS://Two.Example/fhir/Medication/88", "Insulin"),
        (
            Some("https://one.example/fhir/MedicationRequest/1"),
            "Medication/88",
            "Heparin",
        ),
        (
            Some("https://two.example/fhir/MedicationRequest/1/_history/2"),
            "Medication/88/_history/1",
            "Insulin",
        ),
        // Nothing tells which of the two, or it is a third one's.
        (None, "Medication/88", ""),
        (
            Some("https://three.example/fhir/MedicationRequest/1"),
            "Medication/88",
            "",
        ),
        (None, "https://three.example/fhir/Medication/88", ""),
    ] {
        assert_eq!(named(from, reference), name, "{reference} from {from:?}");
    }
}

#[test]
fn identifiers_and_letters_of_any_size_name_a_product() {
    let product = json!({ "fullUrl": "urn:uuid:abcdefab-0000-4000-8000-0000000000aa",
        "resource": { "resourceType": "Medication", "id": "abcdefab-0000-4000-8000-0000000000aa", "code": { "text": "Lithium" },
            "identifier": [{ "system": "urn:numbers", "value": "7" }] } });
    for reference in [
        json!({ "reference": "urn:uuid:ABCDEFAB-0000-4000-8000-0000000000AA" }),
        json!({ "reference": "URN:UUID:abcdefab-0000-4000-8000-0000000000AA" }),
        json!({ "identifier": { "system": "urn:numbers", "value": "7" } }),
        json!({ "type": "Medication", "identifier": { "system": "urn:numbers", "value": "7" } }),
        json!({ "reference": "Medication?identifier=urn:numbers|7" }),
    ] {
        let named = ordered(std::slice::from_ref(&product), None, reference.clone());
        assert_eq!(named.as_deref(), Some("Lithium"), "{reference}");
    }
    let other =
        json!({ "type": "Device", "identifier": { "system": "urn:numbers", "value": "7" } });
    assert_eq!(ordered(&[product], None, other).unwrap_or_default(), "");
}

#[test]
fn statements_are_filed_under_their_problems_wherever_entries_are_cut() {
    let imported = import(&[
        json!({
            "resourceType": "MedicationRequest", "status": "active", "intent": "order", "medicationCodeableConcept": { "text": "Salbutamol" },
            "reasonReference": [{ "reference": "Condition/two" }, { "reference": "Condition/two" }, { "reference": "Observation/x" }]
        }),
        json!({ "resourceType": "Condition", "id": "one", "code": { "text": "Gout" } }),
        json!({ "resourceType": "Condition", "id": "two", "code": { "text": "Asthma" } }),
    ]);
    assert_eq!(imported.problems.len(), 2);
    assert_eq!(imported.clinical[0].problems, vec![1]);
    let placed = imported.clinical[0]
        .clone()
        .place(|problem| StatementRef::here(problem + 10));
    assert_eq!(placed.problems, vec![StatementRef::here(11)]);
}

#[test]
fn older_and_deleted_versions_are_not_read() {
    let version = |id: &str, version: &str, status: &str| json!({ "resourceType": "Procedure", "id": id, "meta": { "versionId": version }, "status": status, "code": { "text": id } });
    let bundle = json!({ "resourceType": "Bundle", "type": "history", "entry": [
        { "resource": version("a", "2", "entered-in-error") },
        { "resource": version("a", "1", "completed") },
        { "request": { "method": "DELETE", "url": "Procedure/b" } },
        { "resource": version("b", "1", "completed") },
    ]});
    let file = file(&bundle);
    let imported = file.statements(BLOB, 1);
    assert!(
        !all(&imported)
            .into_iter()
            .any(|statement| !is_verbatim(statement) && statement.standing == Standing::Stands)
    );
    assert_eq!(
        file.counts().by_type["Procedure"],
        Tally {
            statements: 1,
            verbatim: 2,
            ..Tally::default()
        }
    );
    assert_eq!(file.counts().empty_entries, 1);
}

#[test]
fn nested_bundles_and_contained_resources_are_counted_and_read() {
    let result = json!({ "resourceType": "Observation", "id": "r", "status": "final", "code": { "text": "Sodium" } });
    let report = json!({
        "resourceType": "DiagnosticReport", "status": "preliminary", "code": { "text": "Salts" }, "result": [{ "reference": "#r" }],
        "contained": [result, { "resourceType": "Specimen", "id": "s" }]
    });
    let inner = bundle(&[report, json!({ "resourceType": "Claim" })]);
    let bundle = bundle(&[
        json!({ "resourceType": "Patient", "name": [{ "text": "Testa, Prima" }] }),
        inner,
    ]);
    let file = file(&bundle);
    let counts = file.counts();
    assert_eq!(counts.resources(), 4);
    assert_eq!(
        counts.by_type["Bundle"],
        Tally {
            statements: 0,
            verbatim: 1,
            ..Tally::default()
        }
    );
    assert_eq!(
        counts.contained["Observation"],
        Tally {
            statements: 1,
            verbatim: 0,
            ..Tally::default()
        }
    );
    assert_eq!(
        counts.contained["Specimen"],
        Tally {
            statements: 0,
            verbatim: 1,
            ..Tally::default()
        }
    );
    let imported = file.statements(BLOB, 1);
    let sodium = all(&imported)
        .into_iter()
        .find(|statement| matches!(statement.fact, Fact::Observation(_)));
    let sodium = sodium.expect("the contained result is shown");
    assert_eq!(
        sodium.standing,
        Standing::Unconfirmed,
        "no firmer than the report it is in"
    );
    assert_eq!(sodium.source.file.as_ref().expect("a place").position, 2);
    let received = Received::of(bundle.to_string().as_bytes()).expect("it was read");
    assert!(received.text(2).expect("the report").contains("Sodium"));
}

#[test]
fn what_is_about_somebody_else_is_not_this_persons() {
    let patient = json!({ "resourceType": "Patient", "id": "1", "name": [{ "family": "Testa" }] });
    let about = |reference: &str| {
        let observed = json!({
            "resourceType": "Observation", "status": "final", "code": { "text": "Fever" }, "subject": { "reference": reference }
        });
        let imported = import(&[
            patient.clone(),
            observed,
            json!({ "resourceType": "Device", "id": "d" }),
        ]);
        all(&imported)
            .into_iter()
            .find(|statement| matches!(statement.fact, Fact::Observation(_)))
            .map(|statement| statement.standing)
    };
    assert_eq!(about("Patient/1"), Some(Standing::Stands));
    assert_eq!(about("Patient/2"), Some(Standing::Unconfirmed));
    assert_eq!(about("Device/d"), None);
    assert_eq!(about("Group/7"), None);
}
