//! What goes in comes out, and any damage is noticed.

use std::ops::ControlFlow;

use carnet::base::Digest;
use carnet::chart::cose::{ContentType, open_envelope, seal_envelope};
use carnet::chart::log::Defect;
use carnet::transfer::bundle::{
    Limits, OpenedBundle, ReadError, Scope, Why, WriteError, file_name, read, write,
};
use carnet::vault::jose::{Holder, Recipient};
use futures_lite::future::block_on;
use proptest::prelude::*;

use crate::forge::Parts;
use crate::must_fail::{open, open_with};
use crate::sample::{CHARTS, Clinics, Key, PAPER, PASSPHRASE, Seeded, Writer, at};

const FROZEN: &[u8] = include_bytes!("../vectors/bundle-v1.carnet.zip");

fn assert_is_the_sample(opened: &OpenedBundle) {
    let clinics = Clinics::new();
    assert_eq!(opened.scope, Scope::WholeVault);
    assert_eq!(opened.made, at(60));
    assert_eq!(opened.exporter.credential, clinics.nurse.credential);
    assert_eq!(
        opened.exporter.roots,
        [clinics.administrator.credential.hash()].into()
    );
    assert_eq!(opened.authors.len(), 3);
    assert_eq!((opened.refused_credentials, opened.unreadable()), (0, 0));
    for (chart, log) in opened.charts.iter().zip(&clinics.logs) {
        assert!(chart.whole && chart.digest_matches && chart.log.defects().is_empty());
        assert_eq!(chart.log.digest(), log.digest());
        assert_eq!(chart.log.ordered(), log.ordered());
    }
    let [paper] = &opened.attachments[..] else {
        panic!("one attachment")
    };
    assert!(paper.cited && paper.id == PAPER && paper.bytes == clinics.paper.bytes);
    assert_eq!(opened.lost, []);
}

#[test]
fn what_is_written_is_read() {
    let clinics = Clinics::new();
    let written = clinics.write(&clinics.contents()).expect("a bundle");
    assert_eq!(written.entries, 5);
    let opened = open(&written.bytes).expect("its own bundle");
    assert_eq!(opened.digest, written.digest);
    assert_is_the_sample(&opened);
}

/// Made once and never again: whatever changes, this file opens.
#[test]
fn the_first_bundle_ever_frozen_opens() {
    let opened = open(FROZEN).expect("the frozen bundle");
    assert_is_the_sample(&opened);
    let digests: Vec<String> = opened
        .charts
        .iter()
        .map(|c| c.log.digest().short())
        .collect();
    assert_eq!(
        digests,
        ["A05E-ABAF-7EA4-5EDF-F2A2", "7581-357F-F429-458D-AE52"]
    );
}

#[test]
fn another_passphrase_is_told_from_damage() {
    let error = open_with(FROZEN, "another passphrase", &Limits::default()).err();
    assert_eq!(error, Some(ReadError::WrongKey));
    let spaced = PASSPHRASE.replace(' ', "  ");
    assert!(open_with(FROZEN, &spaced, &Limits::default()).is_ok());
}

#[test]
fn only_openers_that_can_open_are_taken() {
    let clinics = Clinics::new();
    let contents = clinics.contents();
    let mut carry_on = |_, _| ControlFlow::Continue(());
    let made = |to: &[Recipient], progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>| {
        let made = write(
            &contents,
            clinics.exporter(),
            at(60),
            to,
            &mut Seeded(1),
            progress,
        );
        made.err()
    };
    assert!(matches!(
        made(&[], &mut carry_on),
        Some(WriteError::Recipients(_))
    ));
    let many = [Recipient::Passphrase(PASSPHRASE); 17];
    assert!(matches!(
        made(&many, &mut carry_on),
        Some(WriteError::Recipients(_))
    ));
    let mut stop = |_, _| ControlFlow::Break(());
    assert_eq!(made(&many[..1], &mut stop), Some(WriteError::Cancelled));
}

#[test]
fn an_exporter_signs_with_their_own_key() {
    let mut clinics = Clinics::new();
    clinics.nurse.key = crate::sample::Key::new(9);
    let refused = clinics.write(&clinics.contents()).err();
    assert_eq!(refused, Some(WriteError::Exporter));
}

#[test]
fn an_entry_of_another_chart_is_not_written() {
    let clinics = Clinics::new();
    let mut contents = clinics.contents();
    let stray = contents.charts[1].entries[0].clone();
    contents.charts[0].entries.push(stray);
    let refused = clinics.write(&contents).err();
    assert_eq!(refused, Some(WriteError::OtherChart(CHARTS[0])));
}

#[test]
fn a_part_of_a_chart_says_so_and_has_its_own_digest() {
    let clinics = Clinics::new();
    let mut contents = clinics.contents();
    contents.scope = Scope::Charts;
    contents.charts.truncate(1);
    contents.charts[0]
        .entries
        .retain(|entry| entry.header().sequence == 0);
    contents.charts[0].whole = false;
    let opened = open(&clinics.write(&contents).expect("a bundle").bytes).expect("opens");
    assert!(!opened.charts[0].whole && opened.charts[0].digest_matches);
    assert_eq!(opened.charts[0].log.len(), 3);
    assert!(
        !opened.attachments[0].cited,
        "no carried entry names the letter"
    );
}

#[test]
fn what_a_newer_version_wrote_travels_on() {
    let clinics = Clinics::new();
    let log = &clinics.logs[0];
    let entry = clinics.nurse.sign(
        clinics
            .nurse
            .header(log, carnet::base::Compartment::CLINICAL, 50),
        crate::sample::words("from later"),
    );
    let envelope = open_envelope(ContentType::Entry, entry.bytes()).expect("an entry");
    let mut payload = envelope.payload.to_vec();
    // The format number is the payload's first value: {0: {0: 1, …
    assert_eq!(payload[..5], [0xa2, 0x00, 0xb0, 0x00, 0x01]);
    payload[4] = 2;
    let carried = |unread: &[u8]| {
        let mut contents = clinics.contents();
        contents.charts[0].unread.push(unread.to_vec());
        let opened = open(&clinics.write(&contents).expect("a bundle").bytes).expect("opens");
        let chart = &opened.charts[0];
        assert!(chart.digest_matches);
        assert_eq!(opened.unexplained().count(), 0, "the exporter said so");
        (chart.unreadable[0].why, chart.unreadable[0].bytes.clone())
    };
    let newer = seal_envelope(ContentType::Entry, payload.clone(), &clinics.nurse.key);
    assert_eq!(carried(&newer), (Why::Newer(2), newer.clone()));

    // It will be trusted by a version that reads it: so it is kept only if it is signed by someone the file proves.
    let mut unsigned = newer;
    *unsigned.last_mut().expect("bytes") ^= 1;
    assert_eq!(carried(&unsigned).0, Why::Signature);
    let by_nobody = seal_envelope(ContentType::Entry, payload, &Key::new(8));
    assert_eq!(carried(&by_nobody).0, Why::Author);
}

#[test]
fn a_defect_the_exporter_signed_for_is_kept_and_named() {
    let clinics = Clinics::new();
    let mut log = clinics.logs[0].clone();
    let clinical = carnet::base::Compartment::CLINICAL;
    let mut skipping = clinics.nurse.header(&log, clinical, 50);
    skipping.sequence += 3;
    let skips = clinics.nurse.sign(skipping, crate::sample::words("skips"));
    log.join(skips.clone()).expect("the same chart");
    let mut contents = clinics.contents();
    contents.charts[0].entries = log.ordered();
    let opened = open(&clinics.write(&contents).expect("a bundle").bytes).expect("opens");
    let chart = &opened.charts[0];
    assert!(chart.digest_matches && chart.unreadable.is_empty());
    assert_eq!(chart.log.digest(), log.digest());
    assert_eq!(
        chart.log.defects(),
        [Defect::WrongNumber { entry: skips.id() }]
    );
}

#[test]
fn a_credential_no_administrator_signed_opens_nothing_of_its_author() {
    let clinics = Clinics::new();
    let mut log = clinics.logs[0].clone();
    let let_in_by_nobody = Writer::new(5, 0xa1, "doctor", Some(&clinics.nurse));
    let clinical = carnet::base::Compartment::CLINICAL;
    let_in_by_nobody.write(&mut log, clinical, 50, crate::sample::words("added"));
    let mut contents = clinics.contents();
    contents.charts[0].entries = log.ordered();
    contents
        .credentials
        .push(let_in_by_nobody.credential.bytes().to_vec());
    let opened = open(&clinics.write(&contents).expect("a bundle").bytes).expect("opens");
    assert_eq!((opened.refused_credentials, opened.unreadable()), (1, 1));
    assert_eq!(
        opened.charts[0].unreadable[0].why,
        carnet::transfer::bundle::Why::Author
    );
    assert!(!opened.charts[0].digest_matches);
}

#[test]
fn parts_that_are_not_listed_are_ignored() {
    let mut parts = Parts::of(FROZEN);
    parts.0.push(("notes/added.txt".into(), b"added".to_vec()));
    parts.remove("README.txt");
    assert_is_the_sample(&open(&parts.zip()).expect("opens"));
    let deflated = parts.zip_with(zip::CompressionMethod::Deflated);
    assert_is_the_sample(&open(&deflated).expect("zipped again by another program"));
}

#[test]
fn opening_tells_how_far_it_is_and_can_be_stopped() {
    let mut last = 0;
    let mut watch = |done: u64, of: u64| {
        assert!(last <= done && done <= of, "{last} {done} {of}");
        last = done;
        ControlFlow::Continue(())
    };
    let holder = Holder::Passphrase(PASSPHRASE);
    block_on(read(FROZEN, holder, &Limits::default(), &mut watch)).expect("opens");
    assert_eq!(last, 2 * FROZEN.len() as u64);
    let stop = &mut |_: u64, _: u64| ControlFlow::Break(());
    let error = block_on(read(FROZEN, holder, &Limits::default(), stop)).err();
    assert_eq!(error, Some(ReadError::Cancelled));
}

#[test]
fn a_file_name_names_nobody() {
    let name = file_name(at(0), Digest([0x4f; 32]));
    assert_eq!(name, "2026-11-21-4F4F4F4F.carnet.zip");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A changed bit is noticed, or stood where nothing is read (the ZIP's dates, `README.txt`).
    #[test]
    fn a_flipped_bit_never_changes_what_is_read(at in 0..FROZEN.len() * 8) {
        let mut bytes = FROZEN.to_vec();
        bytes[at / 8] ^= 1 << (at % 8);
        if let Ok(opened) = open(&bytes) {
            assert_is_the_sample(&opened);
        }
    }

    #[test]
    fn a_file_cut_off_anywhere_is_refused(at in 0..FROZEN.len()) {
        prop_assert!(open(&FROZEN[..at]).is_err());
    }
}
