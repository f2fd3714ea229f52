//! The dearest bundles of one megabyte that somebody nobody here knows can make: what they add to unlocking, in time and
//! memory. Texts that repeat pack to a thirtieth (more is refused), so that signatures, which do not pack, are what such a file
//! is made of.
//!
//! Figures that mean something come from an optimised build (`CARGO_PROFILE_TEST_OPT_LEVEL=2`). `CARNET_WORST_DIR` keeps the
//! files.

use std::rc::Rc;
use std::time::{Duration, Instant};

use super::bundles::add;
use super::mallory::{Mallory, text};
use super::*;
use crate::base::{Compartment, FeedId, VaultId};
use crate::chart::entry::Entry;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;
use crate::chart::testing::facts::amending;
use crate::chart::when::When;

const MEGABYTE: usize = 1_000_000;

type Charts = Vec<(ChartId, Vec<Rc<Entry>>)>;

fn undated(fact: Fact) -> Statement {
    Statement::new(When::Unknown, fact)
}

fn numbered(n: usize) -> [u8; 16] {
    (n as u128 + 1_000_000).to_be_bytes()
}

/// Everything that a row of the patient list shows, as long as it is shown.
fn who() -> Vec<Statement> {
    let name = |usage| {
        Demographic::Name(PersonName {
            usage,
            family: "a".repeat(256),
            given: "b".repeat(256),
        })
    };
    let line = || "c".repeat(128);
    [
        name(NameUse::Usual),
        name(NameUse::Other),
        Demographic::Place(line()),
        Demographic::Phone(line()),
        Demographic::ChartNumber(line()),
    ]
    .map(|one| undated(Fact::Demographic(one)))
    .to_vec()
}

/// As many people as there is room for.
fn people(of: &Mallory, _: ChartId, many: usize) -> (Charts, Vec<Vec<u8>>) {
    let one = |n| {
        let chart = ChartId(numbered(n));
        (
            chart,
            vec![of.entry(chart, Compartment::IDENTITY, 9, who())],
        )
    };
    ((0..many).map(one).collect(), Vec::new())
}

/// Entries of one statement in a chart of ours, each a feed of its own.
fn entries(of: &Mallory, chart: ChartId, many: usize) -> (Charts, Vec<Vec<u8>>) {
    let one = |n| {
        let mut header = of.header(chart, Compartment::CLINICAL, 9);
        header.feed = FeedId(numbered(n));
        of.sign(header, vec![text("x")])
    };
    (vec![(chart, (0..many).map(one).collect())], Vec::new())
}

/// A long entry in a chart of ours, and amendments that all take all of it back.
fn amendments(of: &Mallory, chart: ChartId, many: usize) -> (Charts, Vec<Vec<u8>>) {
    let statements = (0..many.min(1000)).map(|_| text("x"));
    let target = of.entry(chart, Compartment::CLINICAL, 9, statements.collect());
    let amendment = amending(AmendmentKind::EnteredInError, &target, None, Vec::new());
    let taking_back = (0..many).map(|_| undated(amendment.clone()));
    let taking_back: Vec<Statement> = taking_back.collect();
    let other = Mallory::of(10, of.vault);
    let mut all = vec![target];
    // As many in an entry as pack to a thirtieth.
    for (n, statements) in taking_back.chunks(25).enumerate() {
        let mut header = other.header(chart, Compartment::CLINICAL, 9);
        header.feed = FeedId(numbered(n));
        all.push(other.sign(header, statements.to_vec()));
    }
    (vec![(chart, all)], vec![other.credential.bytes().to_vec()])
}

/// Authors by the thousand, each with an entry in a chart of ours.
fn authors(of: &Mallory, chart: ChartId, many: usize) -> (Charts, Vec<Vec<u8>>) {
    let many = many.min(crate::chart::limits::CREDENTIALS - 1);
    let authors = (0..many).map(|n| Mallory::numbered(n, of.vault));
    let (mut all, mut proofs) = (Vec::new(), Vec::new());
    for author in authors {
        all.push(author.entry(chart, Compartment::CLINICAL, 9, vec![text("x")]));
        proofs.push(author.credential.bytes().to_vec());
    }
    (vec![(chart, all)], proofs)
}

/// As many of something as a file of so many bytes has room for.
fn filled(
    make: impl Fn(usize) -> (Charts, Vec<Vec<u8>>),
    by: &Mallory,
    first: usize,
    bytes: usize,
) -> (Vec<u8>, usize) {
    let written = |many| {
        let (charts, proofs) = make(many);
        by.bundle(charts, proofs, Vec::new())
    };
    let sample = written(first).len();
    let many = first * bytes / sample;
    (written(many), many)
}

/// Kilobytes of this process that are in memory; Linux tells them.
fn resident() -> Option<i64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Locks, opens, and tells what that took.
fn unlocking(device: &mut Device) -> (Duration, i64) {
    device.restart();
    let before = resident().unwrap_or(0);
    let start = Instant::now();
    device.unlock().expect("opened");
    (start.elapsed(), resident().unwrap_or(0) - before)
}

#[test]
fn a_bundle_of_one_megabyte_costs_little_at_every_unlock() {
    type Make = fn(&Mallory, ChartId, usize) -> (Charts, Vec<Vec<u8>>);
    // Of amendments a quarter: unoptimised, the whole takes minutes to sign.
    let kinds: [(&str, Make, usize, usize); 4] = [
        ("people", people, 500, MEGABYTE),
        ("entries", entries, 1000, MEGABYTE),
        ("amendments", amendments, 2000, MEGABYTE / 4),
        ("authors", authors, 500, MEGABYTE),
    ];
    for (kind, make, first, bytes) in kinds {
        let mut device = Device::new(1);
        device.make_vault();
        let chart = device.take_in("Testa", "Prima");
        let (before, room_before) = unlocking(&mut device);
        let mallory = Mallory::of(9, VaultId([9; 16]));
        let (file, many) = filled(|many| make(&mallory, chart, many), &mallory, first, bytes);
        if let Ok(folder) = std::env::var("CARNET_WORST_DIR") {
            let path = std::path::Path::new(&folder).join(format!("{kind}.carnet.zip"));
            std::fs::write(path, &file).expect("written");
        }
        let start = Instant::now();
        let added = add(&mut device, &file);
        let adding = start.elapsed();
        let (took, room) = unlocking(&mut device);
        let start = Instant::now();
        device.chart(chart);
        let opening = start.elapsed();
        eprintln!(
            "{many} {kind}, {} bytes, {added} entries: read and added in {adding:?}; unlocking {took:?} ({before:?} before), {} KB more; the chart opens in {opening:?}",
            file.len(),
            room - room_before,
        );
        // Unoptimised and beside other tests ten times as slow as on a device; what grows out of proportion takes minutes.
        assert!(took < before + Duration::from_secs(4), "{kind}: {took:?}");
        assert!(opening < Duration::from_secs(60), "{kind}: {opening:?}");
    }
}
