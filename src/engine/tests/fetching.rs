//! Rows of many charts are read in large pages; what is read is what each chart gives alone.

use super::*;
use crate::engine::keeping::chart::{OpenChart, load, load_from};
use crate::engine::keeping::fetch::{Among, InTurn};
use crate::engine::keeping::list::ListedChart;
use crate::store::{Key, Table};

/// Everything that a reading of a chart is made from.
fn told(open: &OpenChart) -> String {
    let ids: Vec<_> = open.log.iter().map(|entry| entry.id()).collect();
    format!(
        "{ids:?} {:?} {:?} {:?} {:?} {:?}",
        open.rows, open.gaps, open.lists, open.credentials, open.newer
    )
}

/// Reads every so many charts both ways: how many these are, and how many of them lack something.
fn read_both_ways(device: &Device, among: Among, every: usize) -> (usize, usize) {
    let engine = &device.engine;
    let session = engine.session.as_deref().expect("unlocked");
    let charts: Vec<&ListedChart> = session.list.kept.values().step_by(every).collect();
    let rows = InTurn::over(&engine.store, &session.vault, charts.clone(), among);
    let mut lacking = 0;
    for kept in &charts {
        let alone = block_on(load(&engine.store, &session.vault, kept)).expect("read");
        let in_turn = block_on(load_from(&rows, &session.vault, kept)).expect("read");
        assert_eq!(told(&in_turn), told(&alone));
        lacking += usize::from(!alone.gaps.is_empty());
    }
    (charts.len(), lacking)
}

/// More charts than one page of charts, and more rows of the journal than one page of those.
fn clinic() -> Device {
    let mut device = Device::new(7);
    device.make_vault();
    for nth in 0..140 {
        let chart = device.take_in("Testa", &format!("Nth {nth}"));
        for note in 0..nth % 3 {
            device.note(chart, &format!("note {note}"));
        }
    }
    device
}

#[test]
fn charts_read_in_turn_are_as_charts_read_alone_whatever_is_damaged() {
    let mut device = clinic();
    assert_eq!(read_both_ways(&device, Among::Themselves, 1), (140, 0));
    assert_eq!(read_both_ways(&device, Among::Others, 7), (20, 0));
    let damaged = |table: Table| {
        let keys = device
            .disk
            .rows()
            .into_iter()
            .filter(move |(t, ..)| *t == table);
        keys.step_by(9)
            .filter_map(move |(_, text, _)| Key::parse(table, &text))
    };
    let keys: Vec<Key> = damaged(Table::Log).chain(damaged(Table::Journal)).collect();
    for (nth, key) in keys.iter().enumerate() {
        match nth % 2 {
            0 => assert!(device.disk.damage(key, |bytes| bytes[40] ^= 1)),
            _ => assert!(device.disk.remove(key)),
        }
    }
    device.restart();
    device.unlock().expect("opened");
    let (charts, lacking) = read_both_ways(&device, Among::Themselves, 1);
    assert_eq!(charts, 140);
    assert!(lacking > 20, "{lacking}");
    let (charts, lacking) = read_both_ways(&device, Among::Others, 3);
    assert_eq!(charts, 47);
    assert!(lacking > 5, "{lacking}");
}
