//! Whose record a file is, where more than one person is in it.

use carnet::chart::kinds::{Citation, Fact, KeptBecause};
use carnet::chart::statement::Standing;
use carnet::transfer::fhir::{FhirError, Imported, open, read};
use serde_json::{Value, json};

use crate::tools::{BLOB, all, bundle};

fn patient(id: &str, given: &str) -> Value {
    json!({ "resourceType": "Patient", "id": id, "name": [{ "family": "Testa", "given": [given] }] })
}

fn problem(of: &str, words: &str) -> Value {
    json!({ "resourceType": "Condition", "subject": { "reference": format!("Patient/{of}") }, "code": { "text": words } })
}

fn document(subject: &str, resources: &[Value]) -> Value {
    let composition = json!({ "resourceType": "Composition", "status": "final", "subject": { "reference": subject } });
    let mut document = bundle(&[&[composition], resources].concat());
    document["type"] = json!("document");
    document
}

/// The problems that read as the person's, and why each other Condition is kept.
fn problems(imported: &Imported) -> (Vec<String>, Vec<Option<KeptBecause>>) {
    let shown = imported
        .problems
        .iter()
        .map(|statement| format!("{:?}", statement.fact));
    let kept = all(imported)
        .into_iter()
        .filter_map(|statement| match &statement.fact {
            Fact::Citation(Citation::Verbatim(_, kind, _, because)) if kind == "Condition" => {
                Some(*because)
            }
            _ => None,
        });
    (shown.collect(), kept.collect())
}

#[test]
fn a_document_is_about_the_subject_of_its_composition() {
    let nameless = json!({ "resourceType": "Patient", "id": "n" });
    let file = document(
        "Patient/a",
        &[
            patient("m", "Mother"),
            nameless,
            patient("a", "Prima"),
            problem("m", "Breast cancer"),
            problem("a", "Asthma"),
            problem("n", "Fever"),
        ],
    );
    let read = read(file.to_string().as_bytes()).expect("one person's");
    assert_eq!(
        read.patient()
            .and_then(|one| one.name)
            .map(|name| name.given),
        Some("Prima".to_owned())
    );
    assert_eq!(read.of_others(), 4);
    let (shown, kept) = problems(&read.statements(BLOB, 1));
    assert!(shown.len() == 1 && shown[0].contains("Asthma"), "{shown:?}");
    assert_eq!(kept, [Some(KeptBecause::SomebodyElse); 2]);
}

#[test]
fn a_document_without_its_patient_keeps_others_out() {
    let file = document(
        "Patient/a",
        &[problem("a", "Asthma"), problem("b", "Fever")],
    );
    let read = read(file.to_string().as_bytes()).expect("one person's");
    assert!(read.patient().is_none());
    let (shown, kept) = problems(&read.statements(BLOB, 1));
    assert!(shown.len() == 1 && shown[0].contains("Asthma"), "{shown:?}");
    assert_eq!(kept, [Some(KeptBecause::SomebodyElse)]);
}

#[test]
fn the_one_with_data_is_meant_and_of_two_a_person_says_which() {
    let one = bundle(&[
        patient("a", "Prima"),
        patient("b", "Secunda"),
        problem("b", "Asthma"),
    ]);
    let read_one = read(one.to_string().as_bytes()).expect("one has data");
    assert_eq!(
        read_one
            .patient()
            .and_then(|one| one.name)
            .map(|name| name.given),
        Some("Secunda".to_owned())
    );

    let two = bundle(&[
        patient("a", "Prima"),
        patient("b", "Secunda"),
        problem("b", "Asthma"),
        problem("a", "Epilepsy"),
        json!({ "resourceType": "Condition", "code": { "text": "Whose?" } }),
        json!({ "resourceType": "Claim", "patient": { "reference": "Patient/a" } }),
    ]);
    let bytes = two.to_string();
    assert_eq!(
        read(bytes.as_bytes()).err(),
        Some(FhirError::SeveralPatients(2))
    );
    let opened = open(&[bytes.as_bytes()]).expect("asked");
    assert_eq!(
        opened
            .people()
            .iter()
            .map(|one| one.resources)
            .collect::<Vec<_>>(),
        [2, 2]
    );
    let file = opened.about(1).expect("the second");
    let counts = file.counts();
    assert_eq!(counts.resources(), 6);
    assert_eq!(
        counts.left_out(),
        [
            ("Claim".to_owned(), 1),
            ("Condition".to_owned(), 1),
            ("Patient".to_owned(), 1)
        ]
    );
    let imported = file.statements(BLOB, 1);
    // What the chosen person's own Patient says of them is as certain as the choice.
    for (fact, standing) in all(&imported).iter().map(|one| (&one.fact, one.standing)) {
        assert!(
            !matches!(fact, Fact::Demographic(_)) || standing == Standing::Stands,
            "{fact:?}"
        );
    }
    let words = format!("{:?}", all(&imported));
    assert!(words.contains("Secunda") && words.contains("Asthma") && words.contains("Whose?"));
    assert!(
        !words.contains("Epilepsy") && !words.contains("Prima"),
        "{words}"
    );
    assert!(words.contains("does not say whom it is about"));
    assert!(open(&[bytes.as_bytes()]).expect("asked").about(2).is_err());
}

#[test]
fn the_same_patient_again_is_one_person() {
    let named = json!({ "resourceType": "Patient", "name": [{ "family": "Testa" }] });
    let part = |url: &str, words: &str| {
        json!({ "resourceType": "Bundle", "type": "collection", "entry": [
            { "fullUrl": url, "resource": named },
            { "resource": { "resourceType": "Condition", "subject": { "reference": url }, "code": { "text": words } } }] })
    };
    let both = format!(
        "{}\n{}",
        part("urn:uuid:1", "Asthma"),
        part("urn:uuid:2", "Fever")
    );
    let read = read(both.as_bytes()).expect("one person's");
    let (shown, kept) = problems(&read.statements(BLOB, 1));
    assert_eq!((shown.len(), kept.len()), (2, 0));
    let stands = all(&read.statements(BLOB, 1))
        .iter()
        .all(|one| one.source.name.is_none());
    assert!(stands, "no doubt whose they are");
}
