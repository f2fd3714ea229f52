use super::*;
use crate::base::Compartment;
use crate::reading::view::EntryView;
use crate::store::{Key, MetaName, Store as _, Table, Twin};

fn unreadable(device: &mut Device, chart: ChartId) -> usize {
    let page = device.history(chart);
    page.groups
        .iter()
        .flat_map(|g| &g.entries)
        .filter(|view| matches!(view, EntryView::Unreadable { .. }))
        .count()
}

fn with_a_chart() -> (Device, ChartId) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    device.note(chart, "first");
    device.note(chart, "second");
    (device, chart)
}

#[test]
fn a_damaged_row_keeps_its_place_and_the_rest_opens() {
    let (mut device, chart) = with_a_chart();
    let entries = device.chart(chart).banner.entries;
    let key = Key::Log(Compartment::CLINICAL, chart, 0);
    assert!(
        device
            .disk
            .damage(&key, |bytes| *bytes.last_mut().expect("sealed bytes") ^= 1)
    );
    device.restart();
    device.unlock().expect("opened");
    let view = device.chart(chart);
    assert_eq!(
        (view.banner.entries, view.banner.unreadable),
        (entries - 1, 1)
    );
    assert_eq!(unreadable(&mut device, chart), 1);
}

#[test]
fn a_missing_row_is_noticed_by_the_journal() {
    let (mut device, chart) = with_a_chart();
    assert!(
        device
            .disk
            .remove(&Key::Log(Compartment::CLINICAL, chart, 1))
    );
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(device.chart(chart).banner.unreadable, 1);
}

#[test]
fn one_copy_of_the_vaults_rows_may_be_lost_and_is_put_back() {
    let (mut device, chart) = with_a_chart();
    let key = Key::Meta(MetaName::Vault, Twin::First);
    assert!(
        device
            .disk
            .damage(&key, |bytes| bytes.truncate(bytes.len() / 2))
    );
    device.restart();
    device.unlock().expect("the twin opens");
    assert_eq!(device.chart(chart).banner.person.family, "Testa");
    assert!(
        device
            .disk
            .damage(&Key::Meta(MetaName::Vault, Twin::Second), |bytes| bytes
                .clear())
    );
    device.restart();
    device.unlock().expect("the first was repaired");
}

#[test]
fn both_copies_damaged_is_not_called_a_wrong_passphrase() {
    let (mut device, _) = with_a_chart();
    for twin in Twin::BOTH {
        device
            .disk
            .damage(&Key::Meta(MetaName::Vault, twin), |bytes| bytes.truncate(3));
    }
    device.restart();
    assert!(matches!(device.ask(ask::State), Ok(VaultState::Damaged)));
    assert!(matches!(
        device.unlock(),
        Err(Failure::Unlock(UnlockFailure::Damaged))
    ));
}

#[test]
fn a_lost_patient_list_is_made_again_from_the_log() {
    let (mut device, chart) = with_a_chart();
    for number in 0..4 {
        device
            .disk
            .remove(&Key::DirectoryDelta(Compartment::IDENTITY, number));
    }
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(device.search("testa"), [chart]);
    assert_eq!(device.chart(chart).banner.unreadable, 0);
    let commits = device.disk.commits();
    device.note(chart, "after the list was made again");
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(device.search("testa"), [chart]);
    assert!(
        device.disk.commits() <= commits + 3,
        "it is made again once, not at every unlock"
    );
}

#[test]
fn a_full_device_loses_neither_draft_nor_chart() {
    let (mut device, chart) = with_a_chart();
    let entries = device.chart(chart).banner.entries;
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.subjective = "words that must not be lost".into();
    let note = NoteDraft {
        chart,
        started: device.clock.now(),
        late: None,
        said_by: SaidBy::Patient,
        under: vec![under],
    };
    let id = device.save_draft(Draft::Note(Box::new(note)));
    device.disk.trouble_after(
        0,
        crate::store::memory::Fault::Refuse(crate::store::StoreError::Full),
    );
    assert_eq!(
        device.ask(ask::Sign(id)).err(),
        Some(Failure::Storage(StorageTrouble::Full))
    );
    assert_eq!(device.chart(chart).banner.entries, entries);
    device.ask(ask::LoadDraft(id)).expect("done");
    assert!(
        matches!(device.ask(ask::Sign(id)), Ok(Signed { .. })),
        "space was made"
    );
}

#[test]
fn an_older_copy_of_the_disk_is_said_and_not_refused() {
    let (mut device, chart) = with_a_chart();
    let old = device.disk.image();
    device.note(chart, "third");
    device.rest();
    device.disk = old;
    device.restart();
    assert!(device.unlock().expect("opened").older_copy);
    device.rest();
    device.restart();
    assert!(device.unlock().expect("opened").older_copy, "still said");
}

/// Small rows of an older copy wait as well: nothing is written before somebody decided so.
#[test]
fn at_rest_nothing_is_done_to_an_older_copy() {
    let (mut device, chart) = with_a_chart();
    for note in 0..12 {
        device.note(chart, &format!("note {note}"));
    }
    let old = device.disk.image();
    device.note(chart, "one more");
    device.rest();
    device.disk = old;
    let clinical = crate::store::Range::Chart(Compartment::CLINICAL, chart);
    for opening in 0..3 {
        device.restart();
        assert!(device.unlock().expect("opened").older_copy, "{opening}");
        let rows = block_on(device.engine.store.count(&clinical));
        device.rest();
        assert_eq!(block_on(device.engine.store.count(&clinical)), rows);
    }
}

#[test]
fn a_page_closed_right_after_an_act_says_an_older_copy_from_the_next_unlock_on() {
    let (mut device, chart) = with_a_chart();
    let old = device.disk.image();
    device.note(chart, "third");
    device.restart();
    assert!(!device.unlock().expect("opened").older_copy);
    device.rest();
    device.disk = old;
    device.restart();
    assert!(device.unlock().expect("opened").older_copy);
}

#[test]
fn check_now_counts_what_cannot_be_read() {
    let (mut device, chart) = with_a_chart();
    assert_eq!(device.ask(ask::CheckAll).expect("checked").unreadable, 0);
    device
        .disk
        .damage(&Key::Log(Compartment::CLINICAL, chart, 0), |bytes| {
            bytes[40] ^= 1
        });
    assert_eq!(device.ask(ask::CheckAll).expect("checked").unreadable, 1);
}

#[test]
fn wrong_tries_count_beside_a_lost_row() {
    let (mut device, _) = with_a_chart();
    let plan = PersonPlan {
        name: "Secundus Testa".into(),
        role: "doctor".into(),
        passphrase: "another long passphrase".into(),
    };
    let before = device.disk.image();
    device.ask(ask::PreparePerson(plan)).expect("prepared");
    device.ask(ask::AddPerson).expect("added");
    let known: Vec<_> = before.rows().into_iter().map(|(_, key, _)| key).collect();
    let rows = device
        .disk
        .rows()
        .into_iter()
        .map(|(table, key, mut bytes)| {
            if !known.contains(&key) {
                bytes.truncate(3);
            }
            (table, key, bytes)
        });
    device.disk = crate::store::memory::MemoryDisk::holding(rows.collect::<Vec<_>>());
    device.restart();
    for _ in 0..3 {
        let wrong = device.ask(ask::Unlock(Opener::Passphrase(
            "nobody has this one".into(),
        )));
        assert_eq!(wrong.err(), Some(Failure::Unlock(UnlockFailure::Damaged)));
    }
    assert!(matches!(
        device.unlock(),
        Err(Failure::Unlock(UnlockFailure::Wait(1..=2000)))
    ));
}

#[test]
fn a_lost_page_of_keys_is_said_and_no_other_keys_take_its_place() {
    let (mut device, chart) = with_a_chart();
    let page = |twin| Key::KeyringPage(Compartment::CLINICAL, 0, twin);
    let flip = |device: &Device| {
        for twin in Twin::BOTH {
            assert!(device.disk.damage(&page(twin), |bytes| {
                *bytes.last_mut().expect("sealed bytes") ^= 1
            }));
        }
    };
    assert!(!device.unlock().expect("opened").keys_lost);
    flip(&device);
    device.restart();
    assert!(device.unlock().expect("opened").keys_lost);
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.subjective = "words".into();
    let note = NoteDraft {
        chart,
        started: device.clock.now(),
        late: None,
        said_by: SaidBy::Patient,
        under: vec![under],
    };
    let refused = device.sign(Draft::Note(Box::new(note)));
    assert_eq!(refused, Err(WriteFailure::KeysLost.into()));
    let other = device.take_in("Testa", "Another");
    flip(&device);
    device.restart();
    assert!(!device.unlock().expect("opened").keys_lost);
    assert_eq!(device.chart(chart).banner.unreadable, 0);
    assert_eq!(device.chart(other).banner.unreadable, 0);
}

/// Whoever is found by name was searched, whatever else of their chart cannot be read.
#[test]
fn a_search_counts_only_charts_nobody_can_find_by_name() {
    let (mut device, chart) = with_a_chart();
    let other = device.take_in("Testa", "Seconda");
    let not_searched = |device: &mut Device| {
        device.restart();
        device.unlock().expect("opened");
        {
            let found = device
                .ask(ask::Search {
                    text: "testa".into(),
                })
                .expect("search");
            (found.total, found.unreadable)
        }
    };
    let spoil = |device: &mut Device, compartment, chart| {
        let key = Key::Log(compartment, chart, 0);
        assert!(device.disk.damage(&key, |bytes| bytes[40] ^= 1));
        for number in 0..8 {
            let delta = Key::DirectoryDelta(Compartment::IDENTITY, number);
            device.disk.remove(&delta);
        }
    };
    spoil(&mut device, Compartment::CLINICAL, chart);
    assert_eq!(not_searched(&mut device), (2, 0));
    let key = Key::DirectoryPage(Compartment::IDENTITY, 0);
    assert!(device.disk.damage(&key, |bytes| bytes[20] ^= 1));
    let key = Key::Log(Compartment::IDENTITY, other, 0);
    assert!(device.disk.damage(&key, |bytes| bytes[40] ^= 1));
    assert_eq!(not_searched(&mut device), (1, 1));
}

/// The journal's last row of one copy behind the rows of another: each opens, and they do not follow.
#[test]
fn rows_of_two_copies_do_not_follow_each_other() {
    let (mut device, chart) = with_a_chart();
    for note in 0..8 {
        device.note(chart, &format!("on both {note}"));
    }
    let image = device.disk.image();
    device.note(chart, "on the device");
    let ends = |disk: &crate::store::memory::MemoryDisk| {
        let rows = disk.rows().into_iter();
        let journal = rows.filter(|(table, key, _)| {
            *table == Table::Journal
                && matches!(
                    Key::parse(*table, key),
                    Some(Key::Journal(Compartment::CLINICAL, _))
                )
        });
        journal
            .map(|(_, key, bytes)| (key, bytes))
            .collect::<Vec<_>>()
    };
    let device_disk = std::mem::replace(&mut device.disk, image);
    device.restart();
    device.clock.forward(3_600_000);
    device.unlock().expect("the copy opens");
    device.note(chart, "on the copy");
    device.note(chart, "and once more");
    let (here, there) = (ends(&device_disk), ends(&device.disk));
    device.disk = device_disk;
    device.restart();
    // The copy's newest row stands on the device's disk behind the row that was written there.
    assert_eq!(here.len() + 1, there.len());
    let (key, bytes) = there.last().expect("a row").clone();
    let key = Key::parse(Table::Journal, &key).expect("a key");
    let sealed = crate::vault::Sealed::from_stored(bytes);
    let commit = device.engine.store.commit(
        vec![crate::store::Write::Add(key, sealed)],
        crate::store::Durability::Strict,
    );
    block_on(commit).expect("stored");
    device.restart();
    assert!(device.unlock().expect("opened").older_copy);
    device.rest();
    device.restart();
    assert!(device.unlock().expect("opened").older_copy, "still said");
    {
        let Checked { unreadable, .. } = device.ask(ask::CheckAll).expect("checked");
        assert!(unreadable > 0)
    }
}

#[test]
fn a_journal_row_that_is_damaged_or_gone_is_found_by_the_check_and_a_sound_one_is_not() {
    for (lost, found) in [(None, 0), (Some(false), 1), (Some(true), 1)] {
        let (mut device, _) = with_a_chart();
        let key = Key::Journal(Compartment::CLINICAL, 0);
        match lost {
            None => {}
            Some(true) => assert!(device.disk.remove(&key)),
            Some(false) => assert!(device.disk.damage(&key, |bytes| bytes.truncate(3))),
        }
        device.restart();
        assert!(!device.unlock().expect("opened").older_copy);
        {
            let Checked { unreadable, .. } = device.ask(ask::CheckAll).expect("checked");
            assert_eq!(unreadable, found, "{lost:?}")
        }
    }
}

/// How many rows of a chart the journal's last row of a compartment names.
fn named_last(device: &Device, chart: ChartId) -> usize {
    let store = &device.engine.store;
    let last = block_on(store.last(&crate::store::Range::Journal(Compartment::CLINICAL)));
    let Ok(Some((Key::Journal(compartment, number), sealed))) = last else {
        panic!("no journal")
    };
    let place = crate::vault::AssociatedData::Journal {
        compartment,
        number,
    };
    let session = device.engine.session.as_ref().expect("open");
    let row = session.vault.open(&place, &sealed).expect("whole");
    let row = crate::engine::keeping::journal::JournalRow::read(&row).expect("a row");
    let touched = row.touched(chart).expect("touched last");
    touched.named().expect("rows").0.len()
}

/// Seven notes: the journal's rows name four, two and one of their rows.
fn with_seven_notes() -> (Device, ChartId) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    for note in 0..7 {
        device.note(chart, &format!("note {note}"));
    }
    (device, chart)
}

fn seen_after_restart(device: &mut Device, chart: ChartId) -> (u32, u32) {
    device.restart();
    device.unlock().expect("opened");
    let banner = device.chart(chart).banner;
    (banner.entries, banner.unreadable)
}

#[test]
fn a_row_of_the_journal_names_what_is_new_and_the_chart_opens_whole() {
    let (mut device, chart) = with_seven_notes();
    assert_eq!(named_last(&device, chart), 1);
    let entries = device.chart(chart).banner.entries;
    assert_eq!(seen_after_restart(&mut device, chart), (entries, 0));
    device.note(chart, "after a restart");
    assert_eq!(named_last(&device, chart), 8);
    device.note(chart, "and one more");
    assert_eq!(named_last(&device, chart), 1);
    assert_eq!(seen_after_restart(&mut device, chart), (entries + 2, 0));
}

#[test]
fn where_a_row_that_others_go_on_from_is_lost_the_chart_is_read_and_the_next_names_all() {
    let (mut device, chart) = with_seven_notes();
    let entries = device.chart(chart).banner.entries;
    let key = Key::Journal(Compartment::CLINICAL, 3);
    assert!(device.disk.damage(&key, |bytes| bytes[40] ^= 1));
    assert_eq!(seen_after_restart(&mut device, chart), (entries, 0));
    let found = |device: &mut Device| {
        let Checked { unreadable, .. } = device.ask(ask::CheckAll).expect("checked");
        unreadable
    };
    assert_eq!(found(&mut device), 1);
    device.note(chart, "it goes on");
    assert_eq!(named_last(&device, chart), 8);
    assert_eq!(seen_after_restart(&mut device, chart), (entries + 1, 0));
    // What is missing as well is noticed.
    let (mut device, chart) = with_seven_notes();
    assert!(device.disk.damage(&key, |bytes| bytes[40] ^= 1));
    let key = Key::Log(Compartment::CLINICAL, chart, 2);
    assert!(device.disk.remove(&key));
    let (_, unreadable) = seen_after_restart(&mut device, chart);
    assert!(unreadable > 0);
}
