//! What a stranger's bundle may do: add what they say beside what stands, and nothing else.

use std::rc::Rc;
use std::time::Instant;

use super::bundles::{add, export, open, words};
use super::mallory::{Mallory, text};
use super::whole::{check_now, with_a_paper};
use super::*;
use crate::base::{BlobId, Compartment, Digest, VaultId};
use crate::chart::kinds::*;
use crate::chart::limits;
use crate::chart::statement::Statement;
use crate::chart::testing::facts::amending;
use crate::chart::when::When;
use crate::reading::view::EntryView;
use crate::transfer::bundle;

fn says(device: &mut Device, chart: ChartId, words: &str) -> bool {
    format!("{:?}", device.history(chart)).contains(words)
}

fn own_log(device: &Device) -> ChartId {
    device.engine.session.as_ref().expect("open").own_log()
}

/// How many people the list holds.
fn people(device: &Device) -> usize {
    let session = device.engine.session.as_ref().expect("open");
    session.list.people().count()
}

fn exports(device: &mut Device) -> ExportLog {
    device.ask(ask::Exports { from: 0 }).expect("exports")
}

fn device() -> (Device, ChartId) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    (device, chart)
}

#[test]
fn what_a_stranger_says_is_shown_before_it_is_added_and_stands_after() {
    let (mut device, chart) = device();
    // Also one who calls the chart's id their vault's: it is no vault's own log for that.
    for vault in [VaultId([9; 16]), VaultId(chart.0)] {
        let mallory = Mallory::of(vault.0[0] | 1, vault);
        let words = format!("planted by {vault}");
        let file = mallory.says(chart, vec![text(&words)]);
        let preview = open(&mut device, &file).expect("opened");
        assert_eq!((preview.charts.len(), preview.charts[0].new), (1, 1));
        assert_eq!(add(&mut device, &file), 1);
        assert!(says(&mut device, chart, &words));
    }
}

#[test]
fn the_vaults_own_log_takes_entries_of_its_own_people_only_and_what_is_left_out_is_said() {
    let (mut device, chart) = device();
    let plan = ExportPlan {
        scope: Scope::Charts,
        charts: vec![chart],
        purpose: ExportFor::AnotherClinic,
        recipient: "Site Beta".into(),
    };
    let made = device.ask(ask::Export {
        plan,
        passphrase: words(),
    });
    let file = made.expect("exported");
    let leaves = ask::RecordExport(file.record.clone());
    device.ask(leaves).expect("recorded");
    let own = own_log(&device);
    let mallory = Mallory::of(9, VaultId(own.0));
    let forged = Fact::Export(ExportRecord::Checked(file.record.digest));
    let forged = Statement::new(When::Unknown, forged);
    let entry = mallory.entry(own, Compartment::CUSTODY, 9, vec![forged]);
    let bad = mallory.bundle(vec![(own, vec![entry])], Vec::new(), Vec::new());
    let preview = open(&mut device, &bad).expect("opened");
    assert!(preview.charts.is_empty());
    let because = LeftOutBecause::NotOfThisVault;
    assert_eq!(
        preview.left_out,
        [LeftOut {
            because,
            entries: 1
        }]
    );
    assert_eq!((preview.credentials, preview.signers.len()), (0, 0));
    let listed = device.ask(ask::ListArriving {
        which: Arriving::LeftOut,
        chart: None,
        from: 0,
    });
    assert!(matches!(listed, Ok(list) if list.rows.len() == 1));
    assert_eq!(add(&mut device, &bad), 0);
    device.restart();
    device.unlock().expect("opened");
    assert!(exports(&mut device).rows[0].checked.is_none());
}

#[test]
fn the_vaults_own_entries_come_back_into_its_log() {
    let (mut device, chart) = device();
    let copy = export(&mut device, Scope::WholeVault, vec![]);
    let checked = device.ask(ask::CheckExport {
        file: copy,
        passphrase: words(),
    });
    checked.expect("checked");
    let later = export(&mut device, Scope::WholeVault, vec![]);
    let preview = open(&mut device, &later).expect("opened");
    let log = LogPreview {
        ours: true,
        new: 0,
        known: 1,
    };
    assert_eq!((preview.charts.len(), &preview.logs[..]), (1, &[log][..]));
    assert_eq!(preview.left_out, []);
    assert_eq!(preview.charts[0].person.chart, chart);
}

/// Stores entries in the vault's own log as an earlier build took them: from anyone.
fn plant(
    device: &mut Device,
    entries: Vec<Rc<crate::chart::entry::Entry>>,
    credentials: Vec<Vec<u8>>,
) {
    let own = own_log(device);
    let addition = crate::engine::keeping::save::Addition {
        credentials,
        ..crate::engine::keeping::save::Addition::of(own, entries)
    };
    block_on(device.engine.save(vec![addition], Vec::new())).expect("stored");
}

#[test]
fn what_a_stranger_once_planted_in_the_own_log_neither_costs_nor_counts() {
    const MANY: usize = 300;
    let (mut device, _) = device();
    let own = own_log(&device);
    let (one, mut other) = (
        Mallory::of(9, VaultId(own.0)),
        Mallory::of(10, VaultId(own.0)),
    );
    other.now += 1000;
    let target = one.entry(
        own,
        Compartment::CLINICAL,
        9,
        (0..MANY).map(|_| text("x")).collect(),
    );
    let amendment = amending(AmendmentKind::EnteredInError, &target, None, Vec::new());
    let amend = || Statement::new(When::Unknown, amendment.clone());
    let taking_back = other.entry(
        own,
        Compartment::CLINICAL,
        10,
        (0..MANY).map(|_| amend()).collect(),
    );
    let confirms = Fact::Confirmation(Confirmation {
        vault: one.vault,
        fingerprint: one.credential.hash(),
    });
    let confirms = one.entry(
        own,
        Compartment::CUSTODY,
        8,
        vec![Statement::new(When::Unknown, confirms)],
    );
    let proofs = vec![
        one.credential.bytes().to_vec(),
        other.credential.bytes().to_vec(),
    ];
    plant(&mut device, vec![target, taking_back, confirms], proofs);
    device.restart();
    let start = Instant::now();
    device.unlock().expect("opened");
    eprintln!("unlocking takes {:?}", start.elapsed());
    assert!(
        device
            .engine
            .session
            .as_ref()
            .expect("open")
            .confirmed
            .is_empty()
    );
    assert_eq!(exports(&mut device).total, 0);
    assert_eq!(people(&device), 1, "its log is nobody's chart");
}

fn document_of(device: &mut Device, chart: ChartId) -> Document {
    let page = device.history(chart);
    let views = page.groups.into_iter().flat_map(|group| group.entries);
    let statements = views.flat_map(|view| match view {
        EntryView::Read { statements, .. } => statements,
        EntryView::Unreadable { .. } => Vec::new(),
    });
    let mut documents = statements.filter_map(|view| view.statement()?.fact.document().cloned());
    documents.next().expect("a paper")
}

fn read(device: &mut Device, chart: ChartId, document: &Document) -> Result<Vec<u8>, Failure> {
    let document = document.clone();
    device.ask(ask::ReadBlob { chart, document })
}

fn forged(blob: BlobId, bytes: &[u8]) -> Document {
    Document {
        title: "Letter".into(),
        media_type: "text/plain".into(),
        blob,
        bytes: bytes.len() as u64,
        digest: Digest(<sha2::Sha256 as sha2::Digest>::digest(bytes).into()),
        chunks: 1,
    }
}

#[test]
fn bytes_that_a_stranger_brings_under_our_papers_id_stand_beside_it() {
    let (mut device, chart, blob) = with_a_paper();
    let other = device.take_in("Altera", "Secunda");
    let ours = document_of(&mut device, chart);
    let whole = read(&mut device, chart, &ours).expect("whole");
    let mallory = Mallory::new(9);
    let theirs = forged(blob, b"forged");
    for into in [chart, other] {
        let citing = Statement::new(When::Unknown, Fact::Document(theirs.clone()));
        let entry = mallory.entry(into, Compartment::CLINICAL, 9, vec![citing]);
        let first = mallory.bundle(
            vec![(into, vec![Rc::clone(&entry)])],
            Vec::new(),
            Vec::new(),
        );
        let bytes = b"forged".to_vec();
        let attached = vec![bundle::Attachment { id: blob, bytes }];
        let with = mallory.bundle(vec![(into, vec![entry])], Vec::new(), attached);
        assert_eq!(add(&mut device, &first), 1);
        assert!(read(&mut device, into, &theirs).is_err());
        let preview = open(&mut device, &with).expect("opened");
        assert_eq!((preview.charts[0].new, preview.papers), (0, 1));
        assert_eq!(add(&mut device, &with), 0);
        assert!(read(&mut device, chart, &ours) == Ok(whole.clone()));
        assert_eq!(read(&mut device, into, &theirs), Ok(b"forged".to_vec()));
        assert_eq!(
            open(&mut device, &with).expect("opened").papers,
            0,
            "it is here"
        );
    }
    assert_eq!(check_now(&mut device), (0, super::whole::WHOLE));
    device.restart();
    device.unlock().expect("opened");
    assert!(
        read(&mut device, chart, &ours) == Ok(whole.clone()),
        "no check sweeps it away"
    );
    assert_eq!(read(&mut device, other, &theirs), Ok(b"forged".to_vec()));

    // Both travel.
    let copy = export(&mut device, Scope::WholeVault, vec![]);
    let checked = device.ask(ask::CheckExport {
        file: copy.clone(),
        passphrase: words(),
    });
    assert!(matches!(checked, Ok(ReadBack { .. })), "{checked:?}");
    let mut there = Device::new(2);
    there.make_vault();
    assert!(add(&mut there, &copy) > 0);
    assert!(read(&mut there, chart, &ours) == Ok(whole));
    assert_eq!(read(&mut there, other, &theirs), Ok(b"forged".to_vec()));
}

#[test]
fn a_damaged_copy_is_retired_only_once_another_is_whole() {
    let (mut here, chart, _) = with_a_paper();
    let file = export(&mut here, Scope::Charts, vec![chart]);
    let mut there = Device::new(2);
    there.make_vault();
    add(&mut there, &file);
    let document = document_of(&mut there, chart);
    let papers = |device: &Device| {
        let rows = device.disk.rows().into_iter();
        let keys = rows.filter(|(table, ..)| *table == crate::store::Table::Blobs);
        keys.map(|(_, key, _)| key).collect::<Vec<_>>()
    };
    let first = papers(&there);
    for key in &first {
        let key = crate::store::Key::parse(crate::store::Table::Blobs, key).expect("a key");
        super::whole::flip(&there, key);
    }
    assert!(read(&mut there, chart, &document).is_err());
    check_now(&mut there);
    assert_eq!(papers(&there), first, "nothing else is whole");
    add(&mut there, &file);
    assert_eq!(papers(&there).len(), 2 * first.len());
    assert!(read(&mut there, chart, &document).is_ok());
    assert_eq!(check_now(&mut there), (0, super::whole::WHOLE));
    assert_eq!(papers(&there).len(), first.len());
    assert!(read(&mut there, chart, &document).is_ok());
}

#[test]
fn long_names_are_left_out_by_name_and_never_close_the_vault() {
    let (mut device, chart) = device();
    let mallory = Mallory::new(9);
    let named = |chart: ChartId, feed: u8, letters: usize| {
        let name = PersonName {
            usage: NameUse::Other,
            family: format!("{feed}").repeat(letters),
            given: String::new(),
        };
        let name = Fact::Demographic(Demographic::Name(name));
        mallory.entry(
            chart,
            Compartment::IDENTITY,
            feed,
            vec![Statement::new(When::Unknown, name)],
        )
    };
    let their = ChartId([70; 16]);
    let mut entries: Vec<_> = (0..40).map(|feed| named(their, feed, 200_000)).collect();
    // What is not too long for one is too long for a list by its number.
    entries.extend((40..200).map(|feed| named(their, feed, limits::NAME / 3)));
    let file = mallory.bundle(vec![(their, entries)], Vec::new(), Vec::new());
    let preview = open(&mut device, &file).expect("opened");
    let because = LeftOutBecause::Beyond(Limit::Name);
    assert_eq!(
        preview.left_out,
        [LeftOut {
            because,
            entries: 40
        }]
    );
    assert_eq!(preview.charts[0].new, 160);
    assert_eq!(add(&mut device, &file), 160);
    let row = device.engine.session.as_ref().expect("open").list.kept[&their]
        .row
        .clone();
    let row = postcard::to_allocvec(&*row.expect("a person")).expect("bytes");
    assert!(row.len() < 3000, "{}", row.len());
    for n in 0..410 {
        let reason = format!("visit {n}");
        act(&mut device, chart, VisitForm { reason }).expect("signed");
    }
    device.restart();
    device.unlock().expect("opened");
    let session = device.engine.session.as_ref().expect("open");
    assert_eq!(session.list.deltas, 0, "and the pages were written");
}

#[test]
fn a_draft_is_not_put_in_the_place_of_another_persons() {
    let (mut device, chart) = device();
    let draft = intake("Testa", "Prima", device.clock.now());
    let theirs = device.save_draft(Draft::Intake(Box::new(draft.clone())));
    let plan = PersonPlan {
        name: "Secundus Testa".into(),
        role: "doctor".into(),
        passphrase: "another long passphrase".into(),
    };
    device.ask(ask::PreparePerson(plan)).expect("prepared");
    device.ask(ask::AddPerson).expect("added");
    let switch = |device: &mut Device, passphrase: &str| {
        let passphrase = passphrase.into();
        device.ask(ask::Switch { passphrase }).expect("switched");
    };
    switch(&mut device, "another long passphrase");
    let save = ask::SaveDraft {
        id: theirs,
        draft: Draft::Intake(Box::new(intake("Altera", "Secunda", device.clock.now()))),
        cursor: String::new(),
    };
    let refused = device.ask(save).err();
    assert_eq!(refused, Some(Failure::Write(WriteFailure::DraftOfAnother)));
    switch(&mut device, PASSPHRASE);
    let kept = device.ask(ask::LoadDraft(theirs));
    assert!(matches!(kept, Ok(kept) if kept.draft == Draft::Intake(Box::new(draft))));
    let _ = chart;
}

#[test]
fn the_log_of_another_vault_is_nobody() {
    let mut there = Device::new(2);
    there.make_vault();
    there.take_in("Testa", "Prima");
    let copy = export(&mut there, Scope::WholeVault, vec![]);
    let checked = there.ask(ask::CheckExport {
        file: copy,
        passphrase: words(),
    });
    checked.expect("checked");
    let copy = export(&mut there, Scope::WholeVault, vec![]);
    let mut here = Device::new(1);
    here.make_vault();
    let preview = open(&mut here, &copy).expect("opened");
    let log = LogPreview {
        ours: false,
        new: 1,
        known: 0,
    };
    assert_eq!((preview.charts.len(), &preview.logs[..]), (1, &[log][..]));
    assert!(add(&mut here, &copy) > 1);
    assert_eq!(people(&here), 1);
    here.restart();
    here.unlock().expect("opened");
    assert_eq!(people(&here), 1);
    let again = open(&mut here, &copy).expect("opened");
    assert_eq!(
        (again.logs[0].new, again.logs[0].known),
        (0, 1),
        "and is kept"
    );
}

#[test]
fn a_stranger_makes_no_chart_of_ours_say_that_entries_are_missing() {
    let (mut device, chart) = device();
    let mallory = Mallory::new(9);
    let mut header = mallory.header(chart, Compartment::CLINICAL, 9);
    header.seen = (0..200u8).map(|n| EntryId([n; 32])).collect();
    let seen = mallory.sign(header, vec![text("names many")]);
    let mut header = mallory.header(chart, Compartment::CLINICAL, 8);
    (header.sequence, header.previous) = (5, Some(EntryId([201; 32])));
    let follows = mallory.sign(header, vec![text("follows one")]);
    let file = mallory.bundle(vec![(chart, vec![seen, follows])], Vec::new(), Vec::new());
    assert_eq!(add(&mut device, &file), 2);
    assert_eq!(device.chart(chart).banner.unreadable, 0);
    assert_eq!(check_now(&mut device).0, 0);
    let page = device.history(chart);
    let views = page.groups.iter().flat_map(|group| &group.entries);
    let gaps = views.filter(|view| matches!(view, EntryView::Unreadable { .. }));
    assert!(
        gaps.count() <= 1,
        "what they say of their own stands beside it"
    );
    assert!(says(&mut device, chart, "names many") && says(&mut device, chart, "follows one"));
}
