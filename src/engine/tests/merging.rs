//! Small rows become one while nobody asks for anything, and nobody who reads the chart can tell.

use super::*;
use crate::base::Compartment;
use crate::reading::view::{ChartView, HistoryPage};
use crate::store::memory::Fault;
use crate::store::{Key, Range, Store as _, StoreError};

const CLINICAL: Compartment = Compartment::CLINICAL;

/// A chart with so many notes, each in a row of its own.
fn with_notes(notes: usize) -> (Device, ChartId) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    for note in 0..notes {
        device.note(chart, &format!("note {note}"));
    }
    (device, chart)
}

fn rows(device: &Device, chart: ChartId) -> usize {
    let range = Range::Chart(CLINICAL, chart);
    block_on(device.engine.store.count(&range)).expect("counted") as usize
}

fn reopened(device: &mut Device) {
    device.restart();
    device.unlock().expect("opened");
}

/// What a chart says, with all that is shown of where it stands.
pub(super) type History = (ChartView, HistoryPage);

pub(super) fn read(device: &mut Device, chart: ChartId) -> History {
    (device.chart(chart), device.history(chart))
}

#[test]
fn rows_become_few_and_the_chart_reads_the_same() {
    let (mut device, chart) = with_notes(100);
    let before = read(&mut device, chart);
    assert_eq!(rows(&device, chart), 100);
    device.rest();
    assert!(rows(&device, chart) <= 16, "{}", rows(&device, chart));
    assert_eq!(read(&mut device, chart), before, "in memory");
    reopened(&mut device);
    assert_eq!(read(&mut device, chart), before, "from the store");
    assert_eq!(device.ask(ask::CheckAll).expect("checked").unreadable, 0);
    // It is written on, in memory and read anew, and merged again.
    for note in 0..20 {
        device.note(chart, &format!("later {note}"));
        if note % 7 == 0 {
            reopened(&mut device);
        }
        device.rest();
    }
    assert!(rows(&device, chart) <= 20);
    let after = read(&mut device, chart);
    assert_eq!(after.0.banner.entries, before.0.banner.entries + 20);
    reopened(&mut device);
    assert_eq!(read(&mut device, chart), after);
    assert_eq!(device.ask(ask::CheckAll).expect("checked").unreadable, 0);
}

#[test]
fn charts_written_before_the_vault_was_opened_are_merged_in_turn() {
    let (mut device, chart) = with_notes(30);
    reopened(&mut device);
    device.rest();
    assert!(rows(&device, chart) < 16);
    reopened(&mut device);
    let commits = device.disk.commits();
    device.rest();
    assert_eq!(device.disk.commits(), commits, "nothing is left to do");
}

#[test]
fn charts_with_nothing_to_merge_are_looked_at_many_at_once() {
    let (mut device, chart) = with_notes(10);
    for nth in 0..15 {
        let other = device.take_in("Testa", &format!("Altera {nth}"));
        for note in 0..8 {
            device.note(other, &format!("note {note}"));
        }
    }
    device.rest();
    reopened(&mut device);
    let mut pieces = 0;
    while block_on(device.engine.tidy(&Quiet::default())) {
        pieces += 1;
    }
    assert!(pieces <= 4, "{pieces}");
    // Whoever asks for something does not wait for it.
    device.note(chart, "later");
    for note in 0..8 {
        device.note(chart, &format!("later {note}"));
    }
    let all = rows(&device, chart);
    let waits = Quiet::default();
    waits.cancel.set(true);
    for _ in 0..20 {
        assert!(block_on(device.engine.tidy(&waits)));
    }
    assert_eq!(rows(&device, chart), all);
    device.rest();
    assert!(rows(&device, chart) < all, "it was only put off");
}

#[test]
fn a_damaged_merged_row_names_every_entry_it_held() {
    let (mut device, chart) = with_notes(30);
    device.rest();
    let entries = device.chart(chart).banner.entries;
    let keys = block_on(device.engine.store.keys(&Range::Chart(CLINICAL, chart)));
    let first = keys.expect("keys")[0];
    assert!(device.disk.damage(&first, |bytes| bytes[40] ^= 1));
    reopened(&mut device);
    let banner = device.chart(chart).banner;
    assert!(banner.unreadable > 8, "{}", banner.unreadable);
    assert_eq!(banner.entries + banner.unreadable, entries);
    // Nothing of it is written again.
    for note in 0..12 {
        device.note(chart, &format!("later {note}"));
    }
    device.rest();
    reopened(&mut device);
    let later = device.chart(chart).banner;
    assert_eq!(
        (later.entries, later.unreadable),
        (banner.entries + 12, banner.unreadable)
    );
}

#[test]
fn a_lost_list_is_made_again_over_merged_rows() {
    let (mut device, chart) = with_notes(30);
    device.rest();
    let before = read(&mut device, chart);
    for number in 0..64 {
        device
            .disk
            .remove(&Key::DirectoryDelta(Compartment::IDENTITY, number));
    }
    reopened(&mut device);
    assert_eq!(device.search("testa"), [chart]);
    assert_eq!(read(&mut device, chart), before);
}

#[test]
fn a_lost_row_of_the_journal_beside_merged_rows_loses_no_entry() {
    let (mut device, chart) = with_notes(30);
    device.rest();
    let entries = device.chart(chart).banner.entries;
    let journal = block_on(device.engine.store.keys(&Range::Journal(CLINICAL)));
    let last = *journal.expect("keys").last().expect("a journal");
    assert!(device.disk.damage(&last, |bytes| bytes[40] ^= 1));
    reopened(&mut device);
    assert_eq!(device.chart(chart).banner.entries, entries);
}

#[test]
fn where_the_rows_that_tell_of_merged_ones_are_lost_with_the_list_no_entry_is() {
    let (mut device, chart) = with_notes(30);
    let journal = |device: &Device| {
        let keys = block_on(device.engine.store.keys(&Range::Journal(CLINICAL)));
        keys.expect("keys")
    };
    let acts = journal(&device).len();
    device.rest();
    let entries = device.chart(chart).banner.entries;
    let merges = journal(&device).split_off(acts);
    assert!(!merges.is_empty());
    for row in merges {
        assert!(device.disk.damage(&row, |bytes| bytes[40] ^= 1));
    }
    for number in 0..64 {
        device
            .disk
            .remove(&Key::DirectoryDelta(Compartment::IDENTITY, number));
    }
    reopened(&mut device);
    let banner = device.chart(chart).banner;
    assert_eq!((banner.entries, banner.unreadable), (entries, 1));
    device.rest();
    device.note(chart, "it goes on");
    reopened(&mut device);
    let banner = device.chart(chart).banner;
    assert_eq!((banner.entries, banner.unreadable), (entries + 1, 0));
}

/// Stopped before any commit of the merging, and after it without an answer.
#[test]
fn a_kill_between_any_two_commits_loses_nothing() {
    let (mut device, chart) = with_notes(40);
    let before = read(&mut device, chart);
    let disk = device.disk.image();
    let mut killed = 0;
    for at in 0.. {
        for fault in [Fault::Refuse(StoreError::Lost), Fault::LoseTheAnswer] {
            device.put_back(&disk);
            reopened(&mut device);
            let commits = device.disk.commits();
            device.disk.trouble_after(at, fault);
            device.rest();
            if device.disk.commits() <= commits + at {
                assert!(killed > 1);
                return;
            }
            killed += 1;
            // The worker is gone.
            reopened(&mut device);
            assert_eq!(read(&mut device, chart), before, "{at}");
            device.note(chart, "it goes on");
            device.rest();
            reopened(&mut device);
            assert_eq!(
                device.chart(chart).banner.entries,
                before.0.banner.entries + 1
            );
            assert_eq!(device.ask(ask::CheckAll).expect("checked").unreadable, 0);
        }
    }
}

#[test]
fn on_a_full_device_everything_stays_as_it_is() {
    let (mut device, chart) = with_notes(40);
    let before = read(&mut device, chart);
    let all = rows(&device, chart);
    device.disk.leave_room(0);
    let refuse = Fault::Refuse(StoreError::Full);
    device.disk.trouble_after(0, refuse.clone());
    device.disk.trouble_after(1, refuse);
    device.rest();
    assert_eq!(rows(&device, chart), all);
    assert_eq!(read(&mut device, chart), before);
}
