//! A file of another system that went into the wrong chart: taken back by one act, and taken by the right one.

use super::bundles::add as add_bundle;
use super::mallory::Mallory;
use super::*;
use crate::base::{BlobId, Compartment, Digest};
use crate::chart::kinds::{AmendmentKind, Citation, Document, Fact};
use crate::chart::statement::Statement;
use crate::chart::when::When;
use crate::reading::view::{EntryView, Known};

const FILE: &[u8] = br#"{"resourceType":"Bundle","type":"collection","entry":[
 {"resource":{"resourceType":"Condition","id":"c","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"Malaria"}}},
 {"resource":{"resourceType":"AllergyIntolerance","id":"a","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"Penicillin"}}}]}"#;

const WITH_A_PERSON: &[u8] = br#"{"resourceType":"Bundle","type":"collection","entry":[
 {"resource":{"resourceType":"Patient","id":"p","name":[{"family":"Aliena","given":["Persona"]}],"gender":"male","birthDate":"1961"}},
 {"resource":{"resourceType":"Condition","id":"c","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"Malaria"}}}]}"#;

const WITH_A_REPORT: &[u8] = br#"{"resourceType":"Bundle","type":"collection","entry":[
 {"resource":{"resourceType":"DiagnosticReport","id":"d","status":"final","code":{"text":"Blood count"},"conclusion":"Anaemia"}}]}"#;

fn two_people() -> (Device, ChartId, ChartId) {
    let mut device = Device::new(1);
    device.make_vault();
    let (wrong, right) = (
        device.take_in("Testa", "Prima"),
        device.take_in("Altera", "Secunda"),
    );
    (device, wrong, right)
}

fn preview(device: &mut Device, file: &[u8]) -> FhirPreview {
    let request = ask::OpenFile {
        file: file.to_vec(),
        passphrase: None,
    };
    match device.ask(request) {
        Ok(Preview::Fhir(preview)) => *preview,
        other => panic!("not FHIR: {other:?}"),
    }
}

/// Opens the file and adds it. Gives the charts and how many entries were added.
fn add(device: &mut Device, file: &[u8], into: Option<ChartId>) -> (Vec<ChartId>, u32) {
    preview(device, file);
    {
        let Added { charts, entries } = device.ask(ask::AddFile { into }).expect("added");
        (charts, entries)
    }
}

fn problems(device: &mut Device, chart: ChartId) -> Vec<String> {
    let rows = device.chart(chart).summary.problems;
    rows.into_iter().map(|row| row.words).collect()
}

fn take_out(device: &mut Device, chart: ChartId, file: &[u8]) -> Result<EntryId, Failure> {
    let entry = preview(device, file).added.expect("added before").entry;
    let reason = "wrong person".into();
    act(device, chart, TakeOutForm { entry, reason })
}

#[test]
fn one_act_takes_back_what_came_with_a_file_and_the_right_chart_takes_it() {
    let (mut device, wrong, right) = two_people();
    add(&mut device, FILE, Some(wrong));
    let added = preview(&mut device, FILE).added.expect("added before");
    assert_eq!(added.person.chart, wrong);
    assert_eq!(
        (
            added.came.statements,
            added.came.later,
            added.came.nothing_else
        ),
        (3, 0, false)
    );
    device.note(wrong, "ours");
    take_out(&mut device, wrong, FILE).expect("taken out");
    let view = device.chart(wrong);
    assert!(matches!(view.banner.allergies, Known::NotAsked));
    assert!(problems(&mut device, wrong).is_empty());
    assert!(format!("{:?}", device.history(wrong)).contains("ours"));
    let again = preview(&mut device, FILE);
    assert!(!again.already_here && again.added.is_none());
    let (charts, entries) = add(&mut device, FILE, Some(right));
    assert!(charts == [right] && entries > 0);
    assert_eq!(problems(&mut device, right), ["Malaria"]);
    assert_eq!(
        preview(&mut device, FILE)
            .added
            .map(|added| added.person.chart),
        Some(right)
    );
    device.restart();
    device.unlock().expect("opened");
    assert!(problems(&mut device, wrong).is_empty());
    assert_eq!(problems(&mut device, right), ["Malaria"]);
}

#[test]
fn who_the_file_says_somebody_is_goes_too_and_the_rest_of_the_chart_stays() {
    let (mut device, wrong, _) = two_people();
    add(&mut device, WITH_A_PERSON, Some(wrong));
    take_out(&mut device, wrong, WITH_A_PERSON).expect("taken out");
    let person = device.chart(wrong).banner.person;
    assert_eq!(
        (person.family.as_str(), person.given.as_str()),
        ("Testa", "Prima")
    );
    assert!(problems(&mut device, wrong).is_empty());
    assert_eq!(device.search("aliena"), []);
}

#[test]
fn a_chart_that_a_file_began_keeps_its_number() {
    let (mut device, _, right) = two_people();
    let (charts, _) = add(&mut device, WITH_A_PERSON, None);
    let number = device.chart(charts[0]).banner.person.number;
    let added = preview(&mut device, WITH_A_PERSON).added.expect("added");
    assert!(added.came.nothing_else);
    take_out(&mut device, charts[0], WITH_A_PERSON).expect("taken out");
    let person = device.chart(charts[0]).banner.person;
    assert_eq!((person.number, person.family), (number, String::new()));
    assert!(add(&mut device, WITH_A_PERSON, Some(right)).1 > 0);
}

/// Other words stand in the place of what came with the file, in an entry of their own, and are of the same other person.
#[test]
fn what_was_corrected_since_is_taken_back_too() {
    let (mut device, wrong, _) = two_people();
    add(&mut device, WITH_A_REPORT, Some(wrong));
    let came = device.chart(wrong).summary.reports;
    let correction = AmendForm {
        words: "Iron is low".into(),
        reason: "another range".into(),
        ..AmendForm::blank(
            came[0].id.entry,
            AmendmentKind::Correction,
            Some(came[0].id.index),
        )
    };
    act(&mut device, wrong, correction).expect("corrected");
    let corrected = device.chart(wrong).summary.reports;
    assert_eq!((corrected.len(), corrected[0].when), (1, came[0].when));
    take_out(&mut device, wrong, WITH_A_REPORT).expect("taken out");
    assert_eq!(device.chart(wrong).summary.reports, []);
}

#[test]
fn what_was_marked_one_by_one_is_taken_back_too() {
    let (mut device, wrong, right) = two_people();
    add(&mut device, FILE, Some(wrong));
    let page = device.history(wrong);
    let views = page.groups.iter().flat_map(|group| &group.entries);
    let came = views.filter_map(|view| match view {
        EntryView::Read { id, statements, .. }
            if ["Malaria", "Penicillin", "fhir+json"]
                .iter()
                .any(|words| format!("{statements:?}").contains(words)) =>
        {
            Some(*id)
        }
        _ => None,
    });
    let came: std::collections::BTreeSet<_> = came.collect();
    for target in came {
        let mark = AmendForm {
            target,
            index: None,
            kind: AmendmentKind::EnteredInError,
            reason: "wrong person".into(),
            words: String::new(),
        };
        act(&mut device, wrong, mark).expect("marked");
    }
    let (charts, entries) = add(&mut device, FILE, Some(right));
    assert!(charts == [right] && entries > 0);
    assert_eq!(problems(&mut device, right), ["Malaria"]);
}

#[test]
fn the_same_file_goes_into_a_chart_once_while_it_stands() {
    let (mut device, wrong, right) = two_people();
    assert!(add(&mut device, FILE, Some(wrong)).1 > 0);
    assert_eq!(add(&mut device, FILE, Some(wrong)), (vec![wrong], 0));
    assert!(add(&mut device, FILE, Some(right)).1 > 0);
    take_out(&mut device, wrong, FILE).expect("taken out");
    assert!(
        add(&mut device, FILE, Some(wrong)).1 > 0,
        "an error in error"
    );
}

#[test]
fn taking_out_asks_for_a_reason_a_file_and_something_left() {
    let (mut device, wrong, _) = two_people();
    let own = device.history(wrong).groups[0]
        .entries
        .iter()
        .find_map(|view| match view {
            EntryView::Read { id, .. } => Some(*id),
            _ => None,
        });
    let out = |entry, reason: &str| TakeOutForm {
        entry,
        reason: reason.into(),
    };
    let own = own.expect("the intake");
    let refused = act(&mut device, wrong, out(own, "wrong person"));
    assert_eq!(refused, Err(WriteFailure::NoStatement.into()));
    add(&mut device, FILE, Some(wrong));
    let entry = preview(&mut device, FILE).added.expect("added").entry;
    assert!(act(&mut device, wrong, out(entry, "  ")).is_err());
    act(&mut device, wrong, out(entry, "wrong person")).expect("taken out");
    let again = act(&mut device, wrong, out(entry, "wrong person"));
    assert_eq!(again, Err(WriteFailure::Revoked.into()));
}

#[test]
fn a_stranger_who_names_a_file_keeps_nobody_from_adding_it() {
    let (mut device, wrong, right) = two_people();
    let document = Document {
        title: String::new(),
        media_type: "application/fhir+json".into(),
        blob: BlobId([7; 16]),
        bytes: FILE.len() as u64,
        digest: Digest(<sha2::Sha256 as sha2::Digest>::digest(FILE).into()),
        chunks: 1,
    };
    let cites = Statement::new(When::Unknown, Fact::Citation(Citation::File(document)));
    let mallory = Mallory::new(9);
    let entry = mallory.entry(wrong, Compartment::CLINICAL, 9, vec![cites]);
    let file = mallory.bundle(vec![(wrong, vec![entry])], Vec::new(), Vec::new());
    assert_eq!(add_bundle(&mut device, &file), 1);
    assert!(!preview(&mut device, FILE).already_here);
    for chart in [wrong, right] {
        let (charts, entries) = add(&mut device, FILE, Some(chart));
        assert!(charts == [chart] && entries > 0);
    }
}
