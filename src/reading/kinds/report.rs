//! How a report over several results is read, and the newest of them with their results.

use std::cmp::Reverse;

use super::Reads;
use super::problem::Problems;
use crate::base::{InOrder, Stamp};
use crate::chart::kinds::{Fact, Observation, Report};
use crate::reading::stages::{Heard, Item, is_ahead};
use crate::reading::view::{HistoryKind, ReportRow, Trust};

/// Reports that a summary shows.
const REPORTS: usize = 10;

/// Results of one report that a summary shows.
const RESULTS: usize = 20;

impl Reads for Report {
    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Results)
    }

    fn has_happened(&self) -> bool {
        true
    }
}

/// The newest reports, and how many there are beside. Those of people nobody knows here come last: they take the room of none
/// of ours.
pub fn newest(heard: Heard, problems: &Problems, now: Stamp) -> (Vec<ReportRow>, u32) {
    let reports = heard.said.unrevoked().filter(|item| is_read(heard, item));
    let mut reports: Vec<(Item, &Report)> = reports
        .filter_map(|item| match item.fact() {
            Fact::Report(report) => Some((item, report)),
            _ => None,
        })
        .collect();
    let trust = |item: &Item| heard.said.written.trust(item.entry);
    let ahead = |item: &Item| is_ahead(item, item.when(), Some(now));
    reports.order_by_key(|(item, _)| {
        let stranger = trust(item) == Trust::FirstSeen;
        (stranger, ahead(item), Reverse(item.sort_key()))
    });
    let beside = reports.len().saturating_sub(REPORTS);
    let shown = reports.iter().take(REPORTS);
    let rows = shown.map(|(item, report)| {
        let (results, more_results) = results(heard, item, report);
        ReportRow {
            id: item.id,
            report: item.statement.clone(),
            results: results.map(|item| item.statement.clone()).collect(),
            more_results,
            when: item.when(),
            problems: problems.numbers(&item.id),
            trust: trust(item),
            ahead: ahead(item),
        }
    });
    (rows.collect(), beside as u32)
}

/// Its results that still stand, as they were written, and how many more there are. Those outside of their range are never
/// among what is left out while others are shown.
fn results<'a>(
    heard: Heard<'a>,
    of: &Item<'a>,
    report: &Report,
) -> (impl Iterator<Item = Item<'a>> + use<'a>, u32) {
    let said = heard.said;
    let named = report.observations.iter().flatten();
    let mut results: Vec<(Item, bool)> = named
        .filter_map(|result| said.written.item(result.within(of.id.entry)))
        .filter(|item| !said.amendments.is_revoked(&item.id) && is_read(heard, item))
        .filter_map(|item| match item.fact() {
            Fact::Observation(result) => Some((item, Observation::is_outside(result))),
            _ => None,
        })
        .collect();
    let more = results.len().saturating_sub(RESULTS);
    if more > 0 {
        results.order_by_key(|(_, outside)| !outside);
        results.truncate(RESULTS);
        results.order_by_key(|(item, _)| (item.place, item.id.index));
    }
    (results.into_iter().map(|(item, _)| item), more as u32)
}

/// It stands, or may: what nobody confirmed yet is shown with that said.
fn is_read(heard: Heard, item: &Item) -> bool {
    item.statement.standing.may_harm() && !heard.is_without_effect(&item.id)
}
