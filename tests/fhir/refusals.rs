//! Files that must fail, each named after its defect, and how they fail.

use carnet::transfer::fhir::{FhirError, MAX_BYTES, MAX_DEPTH, read};

fn refused(name: &str) -> FhirError {
    let path = format!("{}/tests/must-fail/fhir/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("the file is in the repository");
    read(&bytes).expect_err("the file must be refused")
}

#[test]
fn each_defect_has_its_own_reason() {
    assert_eq!(
        refused("half-a-bundle.json"),
        FhirError::CutOff { line: 14 }
    );
    assert!(matches!(
        refused("not-json.json"),
        FhirError::NotJson { line: 4, .. }
    ));
    assert_eq!(refused("empty-file.json"), FhirError::EmptyFile);
    assert_eq!(
        refused("a-second-document-cut-off.json"),
        FhirError::CutOff { line: 2 }
    );
    assert_eq!(refused("not-fhir.json"), FhirError::NoResourceType);
    assert_eq!(refused("a-list.json"), FhirError::NotAnObject);
    assert_eq!(
        refused("a-single-questionnaire.json"),
        FhirError::NotABundle("Questionnaire".to_owned())
    );
    assert_eq!(
        refused("two-subjects-without-patient.json"),
        FhirError::SeveralPatients(2)
    );
    assert_eq!(
        refused("deep-nesting.json"),
        FhirError::TooDeep { limit: MAX_DEPTH }
    );
    assert_eq!(refused("no-entries.json"), FhirError::Empty);
    assert_eq!(
        refused("entries-not-a-list.json"),
        FhirError::EntriesNotAList
    );
    assert_eq!(
        refused("an-entry-that-is-a-word.json"),
        FhirError::BadEntry { place: 1 }
    );
    assert_eq!(
        refused("a-resource-that-is-a-list.json"),
        FhirError::BadEntry { place: 0 }
    );
}

#[test]
fn every_must_fail_file_is_refused() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/must-fail/fhir");
    let files: Vec<_> = std::fs::read_dir(folder)
        .expect("as written in the test")
        .map(|file| file.expect("as written in the test").path())
        .collect();
    assert!(files.len() >= 13);
    for path in files {
        assert!(
            read(&std::fs::read(&path).expect("as written in the test")).is_err(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_file_too_large_is_refused_before_it_is_parsed() {
    let bytes = vec![b'['; MAX_BYTES + 1];
    assert!(matches!(read(&bytes), Err(FhirError::TooLarge { .. })));
}

#[test]
fn every_cut_of_a_bundle_is_refused() {
    let whole = br#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Condition","code":{"text":"Cough"}}}]}"#;
    assert!(read(whole).is_ok());
    for end in 0..whole.len() {
        assert!(read(&whole[..end]).is_err(), "cut at {end}");
    }
}
