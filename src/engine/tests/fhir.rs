use std::io::Write;

use super::*;
use crate::chart::kinds::AmendmentKind;
use crate::reading::view::{EntryView, Known};

const FILE: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
 {"resource":{"resourceType":"Patient","id":"p","name":[{"family":"Testa","given":["Fhirina"]}],"gender":"female","birthDate":"1990"}},
 {"resource":{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"},"code":{"text":"Asthma"},
   "clinicalStatus":{"coding":[{"code":"active"}]},"onsetDateTime":"2015-03"}},
 {"resource":{"resourceType":"Condition","id":"d","subject":{"reference":"Patient/p"},"code":{"text":"Leprosy"},
   "verificationStatus":{"coding":[{"code":"refuted"}]}}},
 {"resource":{"resourceType":"Claim","id":"x","patient":{"reference":"Patient/p"}}}]}"#;

fn open(device: &mut Device, file: &[u8]) -> Result<FhirPreview, Failure> {
    let request = ask::OpenFile {
        file: file.to_vec(),
        passphrase: None,
    };
    match device.ask(request)? {
        Preview::Fhir(preview) => Ok(*preview),
        other => panic!("not FHIR: {other:?}"),
    }
}

#[test]
fn a_fhir_file_becomes_a_chart_once() {
    let mut device = Device::new(1);
    device.make_vault();
    let preview = open(&mut device, FILE.as_bytes()).expect("read");
    let sum = |rows: &[(String, u32)]| rows.iter().map(|(_, n)| n).sum::<u32>();
    assert_eq!(
        preview.resources,
        sum(&preview.as_statements) + sum(&preview.verbatim)
    );
    let Added { charts, .. } = device.ask(ask::AddFile { into: None }).expect("added");
    let view = device.chart(charts[0]);
    assert_eq!(view.banner.person.given, "Fhirina");
    assert_eq!(view.verbatim, 1);
    let active: Vec<_> = view
        .summary
        .problems
        .iter()
        .map(|row| row.words.as_str())
        .collect();
    assert!(active.contains(&"Asthma"));
    assert!(
        open(&mut device, FILE.as_bytes())
            .expect("read again")
            .already_here
    );
    let again = device
        .ask(ask::AddFile { into: None })
        .expect("nothing new");
    assert_eq!(again.entries, 0);
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(device.search("fhirina"), charts);
}

#[test]
fn a_file_of_another_kind_is_not_called_damaged_json() {
    let mut device = Device::new(1);
    device.make_vault();
    for (file, wanted) in [
        ("", FileFailure::NoBytes),
        ("  \n", FileFailure::NoBytes),
        (
            "Only a letter to nobody.",
            FileFailure::NotRead(ForeignKind::Text),
        ),
        ("%PDF-1.7", FileFailure::NotRead(ForeignKind::Pdf)),
    ] {
        let error = open(&mut device, file.as_bytes()).err();
        assert_eq!(error, Some(Failure::File(wanted)), "{file:?}");
    }
    let error = open(&mut device, b"\xEF\xBB\xBF\n{").err();
    assert_eq!(error, Some(Failure::File(FileFailure::Truncated)));
}

#[test]
fn a_full_device_takes_no_chart_number() {
    let mut device = Device::new(1);
    device.make_vault();
    open(&mut device, FILE.as_bytes()).expect("read");
    device.disk.trouble_after(
        0,
        crate::store::memory::Fault::Refuse(crate::store::StoreError::Full),
    );
    let full = device.ask(ask::AddFile { into: None }).err();
    assert_eq!(full, Some(Failure::Storage(StorageTrouble::Full)));
    let Added { charts, .. } = device
        .ask(ask::AddFile { into: None })
        .expect("added when there was room");
    let number = device.chart(charts[0]).banner.person.number;
    assert!(number.contains("-0001-"), "{number}");
}

#[test]
fn without_a_patient_a_chart_is_chosen() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let file = br#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Condition","code":{"text":"Cough"}}}]}"#;
    open(&mut device, file).expect("read");
    assert_eq!(
        device.ask(ask::AddFile { into: None }).err(),
        Some(FileFailure::NeedsChart.into())
    );
    assert!(matches!(
        device.ask(ask::AddFile { into: Some(chart) }),
        Ok(Added { .. })
    ));
}

/// Every sample Bundle goes in, whatever its size; the chart opens.
#[test]
fn every_sample_bundle_is_taken_in() {
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let root = std::env::var_os("CARNET_DATA").map_or(beside, Into::into);
    if !root.is_dir() {
        // Past the capture of a passing test's words: a skip is to be seen.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED every_sample_bundle_is_taken_in: no sample records at {} (CARNET_DATA names another folder)",
            root.display()
        );
        return;
    }
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let (mut added, mut refused) = (0, 0);
    let folders = std::fs::read_dir(&root)
        .expect("a folder")
        .flatten()
        .filter(|entry| entry.path().is_dir());
    for file in folders.flat_map(|folder| {
        std::fs::read_dir(folder.path())
            .expect("a folder")
            .flatten()
    }) {
        let bytes = std::fs::read(file.path()).expect("a file");
        match open(&mut device, &bytes) {
            Ok(preview) => {
                let into = preview.person.is_none().then_some(chart);
                let charts = device.ask(ask::AddFile { into }).expect("added").charts;
                assert_eq!(
                    device.chart(charts[0]).banner.unreadable,
                    0,
                    "{:?}",
                    file.path()
                );
                added += 1;
            }
            Err(Failure::File(_)) => refused += 1,
            Err(other) => panic!("{:?}: {other:?}", file.path()),
        }
    }
    assert_eq!((added, refused > 0), (22, true));
}

#[test]
fn a_correction_of_a_refuted_allergy_leaves_it_refuted() {
    const REFUTED: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
 {"resource":{"resourceType":"Patient","id":"p","name":[{"family":"Testa","given":["Fhirina"]}],"gender":"female"}},
 {"resource":{"resourceType":"AllergyIntolerance","id":"a","patient":{"reference":"Patient/p"},"code":{"text":"Latx"},
   "verificationStatus":{"coding":[{"code":"refuted"}]}}}]}"#;
    let mut device = Device::new(1);
    device.make_vault();
    open(&mut device, REFUTED.as_bytes()).expect("read");
    let Added { charts, .. } = device.ask(ask::AddFile { into: None }).expect("added");
    let chart = charts[0];
    let not_asked = |device: &mut Device| device.chart(chart).banner.allergies == Known::NotAsked;
    assert!(not_asked(&mut device));
    let page = device.history(chart);
    let entries = page.groups.iter().flat_map(|group| &group.entries);
    let statements = entries.flat_map(|entry| match entry {
        EntryView::Read { statements, .. } => statements.as_slice(),
        _ => &[],
    });
    let mut allergies = statements.filter(|view| format!("{:?}", view.content).contains("Latx"));
    let id = allergies.next().expect("the allergy").id;
    let corrected = AmendForm {
        target: id.entry,
        index: Some(id.index),
        kind: AmendmentKind::Correction,
        reason: "spelling".into(),
        words: "Latex".into(),
    };
    act(&mut device, chart, corrected).expect("corrected");
    assert!(not_asked(&mut device));
}

#[test]
fn what_is_kept_word_for_word_can_be_read_where_it_is_cited() {
    let mut device = Device::new(1);
    device.make_vault();
    open(&mut device, FILE.as_bytes()).expect("read");
    let Added { charts, .. } = device.ask(ask::AddFile { into: None }).expect("added");
    let chart = charts[0];
    let page = device.ask(ask::Verbatim { chart, from: 0 });
    let VerbatimPage { items, total } = page.expect("what is kept as received");
    assert_eq!(total, 1);
    assert_eq!(items[0].kind, "Claim");
    let cited_by = items[0].id;
    let text = device.ask(ask::ReadVerbatim { chart, cited_by });
    let VerbatimText { text, whole } = text.expect("its text");
    assert!(whole);
    let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(read["id"], "x");
    assert_eq!(read["patient"]["reference"], "Patient/p");
    // A statement that cites no resource.
    let cited_by = crate::chart::statement::StatementId {
        index: 999,
        ..cited_by
    };
    assert!(matches!(
        device.ask(ask::ReadVerbatim { chart, cited_by }),
        Err(Failure::Write(WriteFailure::NoStatement))
    ));
}
