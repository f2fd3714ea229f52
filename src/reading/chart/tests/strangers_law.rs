//! The law: what people known here said reads the same, whatever strangers write beside it.

use std::time::{Duration, Instant};

use super::*;
use chrono::NaiveDate;

use crate::base::{ActId, EntryId, Stamp};
use crate::chart::log::Log;
use crate::chart::testing::anything::{Dice, Said, clinical_fact, identity_fact};

/// Logs that are tried, or as many as there is time for in `CARNET_FUZZ_SECONDS`; `CARNET_SEED` tries one of them alone.
const LOGS: u64 = 300;

fn statements(
    dice: &mut Dice,
    who: &str,
    about: &Said,
    now: Stamp,
    compartment: Compartment,
) -> Vec<Statement> {
    let count = 1 + dice.roll(3);
    let one = |dice: &mut Dice| {
        let fact = match compartment {
            Compartment::IDENTITY => identity_fact(dice, who, about),
            _ => clinical_fact(dice, who, about),
        };
        Statement::new(dice.when(now), fact)
    };
    (0..count).map(|_| one(dice)).collect()
}

/// All that ours said, all that was said, for one seed.
pub(super) fn logs(seed: u64) -> (Vec<Rc<Entry>>, Vec<Rc<Entry>>) {
    let mut dice = Dice(seed);
    let mut ours = [Writer::new(1), Writer::new(2)];
    let mut strangers = [Writer::new(8), Writer::new(9)];
    let mut said = Said::default();
    let mut theirs: Vec<Rc<Entry>> = Vec::new();
    for step in 0..3 + dice.roll(10) {
        let compartment = dice.of(&[Compartment::IDENTITY, Compartment::CLINICAL]);
        if step == 0 || dice.roll(2) == 0 {
            let writer = &mut ours[dice.roll(2) as usize];
            if dice.roll(2) == 0 {
                let seen = said.entries.iter().chain(&theirs);
                seen.for_each(|entry| writer.receive(entry));
            }
            writer.now.ms += dice.roll(3) as i64 * 3_600_000;
            let facts = statements(&mut dice, "ours", &said, writer.now, compartment);
            let entry = writer.write_all(compartment, facts);
            said.add(entry);
            continue;
        }
        let writer = &mut strangers[dice.roll(2) as usize];
        if dice.roll(2) == 0 {
            said.entries.iter().for_each(|entry| writer.receive(entry));
        }
        writer.now.ms = dice.of(&[0, 1_795_000_000_000, 253_402_300_000_000, writer.now.ms]);
        let facts = statements(&mut dice, "theirs", &said, writer.now, compartment);
        let entry = writer.write_all(compartment, facts);
        let mut header = entry.header().clone();
        header.act = ActId([dice.roll(5) as u8; 16]);
        if dice.roll(3) == 0 {
            header.seen.push(EntryId([dice.roll(250) as u8; 32]));
            header.seen.sort();
        }
        let facts = entry.known().map(|(_, s)| s.clone()).collect();
        let entry = Entry::sign(header, facts, &writer.signer).expect("small");
        theirs.push(Rc::new(entry));
    }
    let all = [said.entries.clone(), theirs].concat();
    (said.entries, all)
}

fn read(entries: &[Rc<Entry>]) -> Chart {
    let mut log = Log::new(CHART);
    for entry in entries {
        log.join(Rc::clone(entry)).expect("the same chart");
    }
    Chart::build(log, Vec::new(), &authors)
}

/// Every reading of the chart, restricted to what was said by people known here, as one text a reading.
fn of_ours(chart: &Chart, alone: &Chart, now: Stamp) -> Vec<(&'static str, String)> {
    let view = chart.chart_view(now);
    let (banner, summary) = (&view.banner, &view.summary);
    let ours = |trust: Trust| trust != Trust::FirstSeen;
    let mut read: Vec<(&'static str, String)> = Vec::new();
    let mut says = |name, what: &dyn std::fmt::Debug| read.push((name, format!("{what:?}")));

    // Where nobody known said who the person is, a stranger may.
    let (person, without) = (&banner.person, alone.person());
    if !without.family.is_empty() {
        says("name", &(&person.family, &person.given, person.placeholder));
    }
    if without.sex.is_some() {
        says("sex", &person.sex);
    }
    let told = alone.written.statements().any(|item| {
        matches!(item.fact(), Fact::Demographic(Demographic::Birth(_)))
            && !alone.is_revoked(&item.id)
    });
    if told {
        says("birth", &person.birth);
    }
    for (name, has, without) in [
        ("place", &person.place, &without.place),
        ("phone", &person.phone, &without.phone),
        ("number", &person.number, &without.number),
    ] {
        if !without.is_empty() {
            says(name, has);
        }
    }
    says("died", &banner.died);
    if without.last_seen.is_some() {
        says("last seen", &person.last_seen);
    }
    says("links", &banner.linked);
    says("notice", &banner.notice);
    says("not asked", &summary.not_asked);
    let without = alone.banner();
    if !banner.pregnant_by_stranger {
        says("pregnant", &banner.pregnant);
    }
    for (name, has, without) in [
        ("gender", &banner.gender, &without.gender),
        ("language", &banner.language, &without.language),
    ] {
        if *without != Known::NotAsked {
            says(name, has);
        }
    }
    match &banner.allergies {
        Known::Facts(rows) => {
            let rows: Vec<_> = rows.iter().filter(|row| ours(row.trust)).collect();
            if !rows.is_empty() {
                says("allergies", &rows);
            }
        }
        other => says("allergies", other),
    }
    for row in vitals(chart).iter().filter(|row| ours(row.trust)) {
        says("vitals", &(row.vital, &row.now, &row.before, row.ahead));
    }
    for row in chart.visits().iter().filter(|row| ours(row.trust)) {
        says("visits", row);
    }
    says("visits that go on", &summary.visits);
    let ever = NaiveDate::MIN..=NaiveDate::MAX;
    says("register", &chart.registered(&ever));
    // What strangers call a problem of ours stands beside its words here as it does on its own page.
    let due = chart.follow_ups(&ever).into_iter();
    says(
        "due",
        &due.map(|one| (one.due, one.what)).collect::<Vec<_>>(),
    );
    if alone.summary(now).last_visit.is_some() {
        says("last visit", &summary.last_visit);
    }
    for mut row in chart.problems().into_iter().filter(|row| ours(row.trust)) {
        row.otherwise = false;
        says("problems", &row);
    }
    for mut row in chart.medicines().into_iter().filter(|row| ours(row.trust)) {
        row.otherwise = false;
        says("medicines", &row);
    }
    for mut row in chart.plans().into_iter().filter(|row| ours(row.trust)) {
        row.otherwise = false;
        says("plans", &row);
    }
    for row in summary.reports.iter().filter(|row| ours(row.trust)) {
        says("reports", row);
    }
    for group in chart.history(HistoryFilter::default(), 0, u32::MAX).groups {
        for entry in &group.entries {
            if let EntryView::Read { id, byline, at, .. } = entry
                && ours(byline.trust)
            {
                says("history", &(group.visit.as_ref(), group.day, id, at));
            }
        }
    }
    says("latest", &chart.latest_known());
    read.sort();
    read
}

#[test]
fn strangers_change_nothing() {
    let one = std::env::var("CARNET_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seconds = std::env::var("CARNET_FUZZ_SECONDS").ok();
    let end = seconds.and_then(|seconds| seconds.parse().ok());
    let end = end.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let seeds = one.map_or(0..u64::MAX, |seed: u64| seed..seed + 1);
    for seed in seeds {
        if end.map_or(seed >= LOGS && one.is_none(), |end| Instant::now() > end) {
            break;
        }
        let (ours, all) = logs(seed);
        let (alone, with) = (read(&ours), read(&all));
        // All that ours had seen is here; what strangers invented is not missing.
        assert_eq!(with.banner().unreadable, 0, "CARNET_SEED={seed}");
        let now = alone.log().latest().expect("ours wrote first");
        let (wanted, has) = (of_ours(&alone, &alone, now), of_ours(&with, &alone, now));
        // What a stranger's warning shows in place of ours is left out on both sides.
        let names: std::collections::BTreeSet<_> = has.iter().map(|(name, _)| *name).collect();
        let wanted: Vec<_> = wanted
            .into_iter()
            .filter(|(name, _)| names.contains(name))
            .collect();
        assert_eq!(has, wanted, "CARNET_SEED={seed}");
    }
}
