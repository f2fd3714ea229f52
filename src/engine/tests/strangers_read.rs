//! A stranger's bundle in a chart of ours: what the chart says, and what we sign after it, stays ours.

use super::bundles::add;
use super::mallory::{Mallory, text};
use super::*;
use crate::base::Compartment;
use crate::chart::entry::Entry;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;
use crate::chart::when::When;
use crate::reading::view::{Byline, EntryView, Known, Trust};

fn undated(fact: Fact) -> Statement {
    Statement::new(When::Unknown, fact)
}

fn byline_of(device: &mut Device, chart: ChartId, words: &str) -> Byline {
    let page = device.history(chart);
    let mut entries = page.groups.into_iter().flat_map(|group| group.entries);
    let found = entries.find_map(|view| match view {
        EntryView::Read {
            byline, statements, ..
        } if format!("{statements:?}").contains(words) => Some(byline),
        _ => None,
    });
    found.expect("an entry with these words")
}

#[test]
fn a_strangers_clock_marks_nothing_of_ours() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let before = device.chart(chart).banner.person.last_seen;
    let mut mallory = Mallory::new(9);
    mallory.now = 253_402_300_000_000; // 9999
    let file = mallory.says(chart, vec![text("from the future")]);
    add(&mut device, &file);
    assert_eq!(device.chart(chart).banner.person.last_seen, before);
    device.note(chart, "ours, by a right clock");
    let byline = byline_of(&mut device, chart, "by a right clock");
    assert!(!byline.clock_behind && byline.trust == Trust::Ours);
    let seen = device.chart(chart).banner.person.last_seen;
    assert_eq!(seen, Some(byline.recorded));
    // Our own clock set back is said as before.
    device.clock.forward(-3_600_000);
    device.note(chart, "an hour before");
    assert!(byline_of(&mut device, chart, "an hour before").clock_behind);
}

#[test]
fn what_a_stranger_denies_is_asked_again() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let ours = device.chart(chart).banner.person.number;
    let mut mallory = Mallory::new(9);
    mallory.now += 24 * 60 * 60 * 1000;
    let none = undated(Fact::Answer(Answered {
        question: Question::Allergies,
        answer: NoFact::None,
    }));
    let number = Demographic::ChartNumber("ZZZZZ-9999-0".into());
    let entry = mallory.entry(chart, Compartment::CLINICAL, 9, vec![none]);
    let number = vec![undated(Fact::Demographic(number))];
    let who = mallory.entry(chart, Compartment::IDENTITY, 8, number);
    let file = mallory.bundle(vec![(chart, vec![entry, who])], Vec::new(), Vec::new());
    add(&mut device, &file);
    let view = device.chart(chart);
    assert_eq!(view.banner.allergies, Known::NotAsked);
    assert!(view.summary.not_asked.contains(&Question::Allergies));
    assert_eq!(view.banner.person.number, ours);
    let aside = &view.banner.answers_aside;
    assert_eq!((aside.len(), aside[0].question), (1, Question::Allergies));
}

#[test]
fn what_a_stranger_calls_missing_is_not_missing_here() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let mallory = Mallory::new(9);
    let entry = mallory.entry(chart, Compartment::CLINICAL, 9, vec![text("x")]);
    let mut header = entry.header().clone();
    header.seen = (0..200u8).map(|n| EntryId([n; 32])).collect();
    let statements = entry.known().map(|(_, s)| s.clone()).collect();
    let entry = Entry::sign(header, statements, &mallory.signer).expect("signed");
    let entries = vec![(chart, vec![std::rc::Rc::new(entry)])];
    let file = mallory.bundle(entries, Vec::new(), Vec::new());
    add(&mut device, &file);
    let banner = device.chart(chart).banner;
    assert_eq!((banner.unreadable, banner.claimed_missing), (0, 200));
}
