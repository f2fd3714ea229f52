//! The oldest rows of a journal go while nobody asks for anything, and nobody who reads a chart can tell.

use super::merging::{History, read};
use super::*;
use crate::base::Compartment;
use crate::reading::view::EntryView;
use crate::store::memory::Fault;
use crate::store::{Key, Range, Store as _, StoreError};

const PARTS: [Compartment; 2] = [Compartment::IDENTITY, Compartment::CLINICAL];
/// Rows of a journal beyond those that are needed, in these tests.
const SPARE: u64 = 8;

/// Charts with so many notes, told to each in turn.
fn with_charts(charts: usize, notes: usize) -> (Device, Vec<ChartId>) {
    let mut device = Device::new(1);
    device.make_vault();
    let charts: Vec<ChartId> = (0..charts)
        .map(|nth| device.take_in("Testa", &format!("Prima {nth}")))
        .collect();
    for note in 0..notes {
        device.note(charts[note % charts.len()], &format!("note {note}"));
    }
    (device, charts)
}

fn shorten(device: &mut Device) {
    let session = device.engine.session.as_deref_mut();
    session.expect("open").shortening.spare = SPARE;
    device.rest();
}

fn journal(device: &Device, part: Compartment) -> Vec<u64> {
    let keys = block_on(device.engine.store.keys(&Range::Journal(part)));
    let number = |key| match key {
        Key::Journal(_, number) => number,
        _ => unreachable!("keys of a journal"),
    };
    keys.expect("keys").into_iter().map(number).collect()
}

fn reopened(device: &mut Device) -> Session {
    device.restart();
    device.unlock().expect("opened")
}

fn all(device: &mut Device, charts: &[ChartId]) -> Vec<History> {
    charts.iter().map(|chart| read(device, *chart)).collect()
}

fn found(device: &mut Device) -> u32 {
    device.ask(ask::CheckAll).expect("checked").unreadable
}

#[test]
fn a_journal_gets_shorter_and_every_chart_reads_the_same() {
    let (mut device, charts) = with_charts(5, 60);
    let before = all(&mut device, &charts);
    shorten(&mut device);
    for part in PARTS {
        let rows = journal(&device, part);
        let most = SPARE as usize + 4;
        assert!(rows.len() <= most, "{rows:?}");
        assert!(rows[0] > 0 || part == Compartment::IDENTITY);
    }
    assert_eq!(all(&mut device, &charts), before, "in memory");
    let commits = device.disk.commits();
    assert!(!reopened(&mut device).older_copy);
    assert!(
        device.disk.commits() <= commits + 1,
        "the list is as it was"
    );
    assert_eq!(all(&mut device, &charts), before, "from the store");
    assert_eq!(found(&mut device), 0);
    for note in 0..40 {
        device.note(charts[note % 3], &format!("later {note}"));
        if note % 9 == 0 {
            reopened(&mut device);
        }
        shorten(&mut device);
    }
    let after = all(&mut device, &charts);
    assert!(!reopened(&mut device).older_copy);
    assert_eq!(all(&mut device, &charts), after);
    assert_eq!(after[3..], before[3..]);
    assert_eq!(found(&mut device), 0);
    assert!(journal(&device, Compartment::CLINICAL).len() <= SPARE as usize + 4);
}

#[test]
fn a_lost_list_is_made_again_over_a_shortened_journal() {
    let (mut device, charts) = with_charts(4, 40);
    shorten(&mut device);
    let before = all(&mut device, &charts);
    for number in 0..200 {
        let delta = Key::DirectoryDelta(Compartment::IDENTITY, number);
        device.disk.remove(&delta);
    }
    reopened(&mut device);
    assert_eq!(device.search("testa").len(), 4);
    assert_eq!(all(&mut device, &charts), before);
    shorten(&mut device);
    assert_eq!(all(&mut device, &charts), before);
}

/// A chart that one part's journal names is not thereby named by another's.
#[test]
fn a_lost_list_beside_lost_rows_of_one_journal_hides_no_entry() {
    let (mut device, charts) = with_charts(4, 40);
    shorten(&mut device);
    device.note(charts[0], "the journal's last row is about one chart");
    let entries = |device: &mut Device| -> Vec<(u32, u32)> {
        let banner = |chart: &ChartId| device.chart(*chart).banner;
        let banners = charts.iter().map(banner);
        banners.map(|of| (of.entries, of.unreadable)).collect()
    };
    let before = entries(&mut device);
    let rows = journal(&device, Compartment::CLINICAL);
    for number in &rows[..rows.len() - 1] {
        let row = Key::Journal(Compartment::CLINICAL, *number);
        assert!(device.disk.damage(&row, |bytes| bytes[40] ^= 1));
    }
    for number in 0..200 {
        let delta = Key::DirectoryDelta(Compartment::IDENTITY, number);
        device.disk.remove(&delta);
    }
    reopened(&mut device);
    let now = entries(&mut device);
    assert!(now.iter().any(|(_, lost)| *lost > 0));
    let read = |all: &[(u32, u32)]| all.iter().map(|of| of.0).collect::<Vec<_>>();
    assert_eq!(read(&now), read(&before));
    let commits = device.disk.commits();
    reopened(&mut device);
    assert_eq!(device.disk.commits(), commits, "it is made again once");
    for chart in &charts {
        device.note(*chart, "it goes on");
    }
    reopened(&mut device);
    let later: Vec<u32> = read(&entries(&mut device));
    assert_eq!(
        later,
        read(&before).iter().map(|n| n + 1).collect::<Vec<_>>()
    );
}

/// Merging adds rows to it: a journal that is long does not wait until every chart was looked at.
#[test]
fn a_long_journal_is_shortened_before_rows_are_merged() {
    let (mut device, _) = with_charts(5, 60);
    reopened(&mut device);
    let session = device.engine.session.as_deref_mut();
    session.expect("open").shortening.spare = SPARE;
    let log = Range::Log(Compartment::CLINICAL);
    let rows = block_on(device.engine.store.count(&log));
    assert!(block_on(device.engine.tidy(&Quiet::default())));
    assert!(journal(&device, Compartment::CLINICAL)[0] > 0);
    assert_eq!(block_on(device.engine.store.count(&log)), rows);
}

#[test]
fn a_beginning_that_no_row_accounts_for_is_found_by_the_check() {
    let (mut device, _) = with_charts(3, 40);
    shorten(&mut device);
    let first = journal(&device, Compartment::CLINICAL)[0];
    assert!(first > 0);
    let key = |number| Key::Journal(Compartment::CLINICAL, number);
    let whole = device.disk.image();
    assert!(device.disk.remove(&key(first)));
    assert!(!reopened(&mut device).older_copy);
    assert!(found(&mut device) >= 1);
    // Nor does a damaged row say where it begins.
    device.disk = whole;
    reopened(&mut device);
    let last = *journal(&device, Compartment::CLINICAL)
        .last()
        .expect("rows");
    assert!(device.disk.damage(&key(last), |bytes| bytes[40] ^= 1));
    reopened(&mut device);
    assert!(found(&mut device) >= 1);
}

#[test]
fn a_journal_that_lost_its_first_rows_still_says_so_after_a_rest() {
    let (mut device, _) = with_charts(3, 40);
    let lose = |device: &mut Device, rows: &[u64]| {
        for number in rows {
            let row = Key::Journal(Compartment::CLINICAL, *number);
            assert!(device.disk.remove(&row));
        }
        reopened(device);
        assert!(found(device) >= 1);
        shorten(device);
        assert!(found(device) >= 1);
    };
    let whole = device.disk.image();
    lose(&mut device, &[0, 1, 2]);
    device.put_back(&whole);
    reopened(&mut device);
    shorten(&mut device);
    let first = journal(&device, Compartment::CLINICAL)[0];
    assert!(first > 0);
    lose(&mut device, &[first]);
}

#[test]
fn a_damaged_row_of_the_journal_stays_where_it_is_found() {
    let (mut device, charts) = with_charts(3, 40);
    let entries = device.chart(charts[0]).banner.entries;
    let damaged = Key::Journal(Compartment::CLINICAL, 4);
    assert!(device.disk.damage(&damaged, |bytes| bytes[40] ^= 1));
    reopened(&mut device);
    shorten(&mut device);
    let rows = journal(&device, Compartment::CLINICAL);
    assert!(rows.contains(&4), "{rows:?}");
    assert_eq!(device.chart(charts[0]).banner.entries, entries);
    assert!(found(&mut device) >= 1);
}

#[test]
fn a_kill_between_any_two_commits_loses_nothing() {
    let (mut device, charts) = with_charts(3, 24);
    let before = all(&mut device, &charts);
    let disk = device.disk.image();
    for at in 0.. {
        for fault in [Fault::Refuse(StoreError::Lost), Fault::LoseTheAnswer] {
            device.put_back(&disk);
            reopened(&mut device);
            let commits = device.disk.commits();
            device.disk.trouble_after(at, fault);
            shorten(&mut device);
            if device.disk.commits() <= commits + at {
                assert!(at > 3, "{at}");
                return;
            }
            // The worker is gone.
            reopened(&mut device);
            assert_eq!(all(&mut device, &charts), before, "{at}");
            shorten(&mut device);
            assert_eq!(all(&mut device, &charts), before, "{at}");
            assert_eq!(found(&mut device), 0, "{at}");
        }
    }
}

/// Numbers that look random and are the same every time.
fn dice(seed: u64) -> impl FnMut(usize) -> usize {
    let mut seeded = Seeded(seed);
    move |below| {
        let mut bytes = [0; 8];
        seeded.fill(&mut bytes);
        u64::from_le_bytes(bytes) as usize % below
    }
}

/// Law: acts, merging, shortening and openings in any order change no reading.
#[test]
fn whatever_is_done_at_rest_changes_no_reading() {
    for seed in 1..4 {
        let mut below = dice(seed);
        let (mut device, charts) = with_charts(3, 0);
        for _ in 0..60 {
            let before = all(&mut device, &charts);
            match below(8) {
                0..5 => {
                    let chart = charts[below(3)];
                    device.note(chart, "words");
                    continue;
                }
                5 => drop(reopened(&mut device)),
                6 => device.rest(),
                _ => shorten(&mut device),
            }
            assert_eq!(all(&mut device, &charts), before);
        }
        let before = all(&mut device, &charts);
        assert!(!reopened(&mut device).older_copy);
        assert_eq!(all(&mut device, &charts), before);
        assert_eq!(found(&mut device), 0);
    }
}

/// How many entries of a chart are read, and how many are not.
fn counted(device: &mut Device, chart: ChartId) -> (usize, usize) {
    let entries = device.history(chart).groups.into_iter();
    let entries: Vec<EntryView> = entries.flat_map(|group| group.entries).collect();
    let read = |entry: &&EntryView| matches!(entry, EntryView::Read { .. });
    let read = entries.iter().filter(read).count();
    (read, entries.len() - read)
}

/// Law: whichever row of a chart is damaged, every entry it held keeps its place, and what is done at rest afterwards
/// changes no reading.
#[test]
fn beside_a_damaged_row_what_is_done_at_rest_changes_no_reading() {
    let (mut device, charts) = with_charts(2, 30);
    shorten(&mut device);
    for note in 0..9 {
        device.note(charts[0], &format!("not merged yet {note}"));
    }
    let chart = charts[0];
    let (read_before, lost_before) = counted(&mut device, chart);
    assert_eq!(lost_before, 0);
    let disk = device.disk.image();
    let of_chart = |part| {
        let keys = block_on(device.engine.store.keys(&Range::Chart(part, chart)));
        keys.expect("keys")
    };
    let rows: Vec<Key> = PARTS.into_iter().flat_map(of_chart).collect();
    assert!(rows.len() > 8);
    for row in rows {
        for gone in [false, true] {
            device.put_back(&disk);
            match gone {
                true => assert!(device.disk.remove(&row)),
                false => assert!(device.disk.damage(&row, |bytes| bytes[40] ^= 1)),
            }
            reopened(&mut device);
            let (read_now, lost) = counted(&mut device, chart);
            assert!(lost > 0, "{row}");
            assert_eq!(read_now + lost, read_before, "{row}");
            let before = all(&mut device, &charts);
            shorten(&mut device);
            assert_eq!(all(&mut device, &charts), before, "{row}");
            reopened(&mut device);
            assert_eq!(all(&mut device, &charts), before, "{row}");
        }
    }
}

/// A small clinic over many days: rows grow with what is written, not with how often.
#[test]
fn rows_grow_no_faster_than_the_record() {
    let (mut device, mut charts) = with_charts(4, 0);
    let mut below = dice(5);
    let mut sizes = Vec::new();
    for day in 0..6 {
        for visit in 0..40 {
            if visit % 20 == 0 {
                charts.push(device.take_in("Testa", &format!("Altera {day} {visit}")));
            }
            let chart = charts[below(charts.len())];
            device.note(chart, &format!("day {day}, visit {visit}"));
        }
        shorten(&mut device);
        let log = block_on(
            device
                .engine
                .store
                .count(&Range::Log(Compartment::CLINICAL)),
        );
        let rows = journal(&device, Compartment::CLINICAL).len();
        sizes.push((log.expect("counted") as usize, rows));
    }
    for (log, rows) in &sizes {
        assert!(*log <= charts.len() * 12, "{sizes:?}");
        assert!(*rows <= SPARE as usize + 8, "{sizes:?}");
    }
    reopened(&mut device);
    assert_eq!(found(&mut device), 0);
}
