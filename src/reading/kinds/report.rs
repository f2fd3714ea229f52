//! How a report over several results is read, and the newest of them with their results.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Reads;
use super::problem::Problems;
use crate::base::{InOrder, Stamp};
use crate::chart::kinds::{Fact, Observation, Report};
use crate::chart::statement::{Statement, StatementId};
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

/// A report as it reads today.
struct Told<'a> {
    item: Item<'a>,
    report: &'a Report,
    /// The report it was corrected from, or itself: of its time it is, and in its entry its results stand.
    first: Item<'a>,
    /// People known here wrote both.
    known: bool,
    words_added: bool,
}

impl<'a> Told<'a> {
    fn of(heard: Heard<'a>, item: Item<'a>) -> Option<Self> {
        let said = heard.said;
        let report = report_of(&item)?;
        let before = said.amendments.back_from(item.id);
        let before = before.map_while(|id| said.written.item(id));
        let (mut first, mut words_added) = (item, false);
        for one in before.take_while(|one| report_of(one).is_some()) {
            let mut marked = said.amendments.said_of(&one.id);
            words_added |= marked.any(|marked| !marked.addenda.is_empty());
            first = one;
        }
        let known = [item, first].map(|one| said.written.is_known(one.entry));
        Some(Self {
            item,
            report,
            first,
            known: known == [true, true],
            words_added,
        })
    }

    fn row(&self, heard: Heard, problems: &Problems, now: Stamp, told: &mut Results) -> ReportRow {
        let (results, more_results) = self.results(heard, told);
        ReportRow {
            id: self.item.id,
            report: self.item.statement.clone(),
            results,
            more_results,
            words_added: self.words_added,
            when: self.first.when(),
            problems: problems.numbers(&self.item.id),
            trust: match self.known {
                true => heard.said.written.trust(self.item.entry),
                false => Trust::FirstSeen,
            },
            ahead: self.is_ahead(now),
        }
    }

    fn is_ahead(&self, now: Stamp) -> bool {
        is_ahead(&self.first, self.first.when(), Some(now))
    }

    /// Its results that still stand, as they were written, and how many more it names. Those outside of their range are
    /// never among what is left out while others are shown. What stands in another entry may be somebody else's word.
    fn results(&self, heard: Heard, told: &mut Results) -> (Vec<Statement>, u32) {
        let said = heard.said;
        let named = self.report.observations.iter().flatten();
        let mut met = BTreeSet::new();
        let mut results: Vec<(Item, bool)> = Vec::new();
        let mut more = 0;
        for id in named.map(|result| result.within(self.item.id.entry)) {
            if !met.insert(id) {
                continue;
            }
            let here = id.entry == self.first.id.entry && !told.told.contains(&id);
            // A result that was corrected is told as it stands now.
            let now = told.instead.get(&id).copied().unwrap_or(id);
            let item = here.then(|| said.written.item(now)).flatten();
            match item.map(|item| (item, item.fact())) {
                Some((item, Fact::Observation(result))) => {
                    if !said.amendments.is_revoked(&now) && is_read(heard, &item) {
                        results.push((item, Observation::is_outside(result)));
                    }
                }
                _ => more += 1,
            }
        }
        let beyond = results.len().saturating_sub(RESULTS);
        if beyond > 0 {
            results.order_by_key(|(_, outside)| !outside);
            results.truncate(RESULTS);
            results.order_by_key(|(item, _)| (item.place, item.id.index));
        }
        told.told.extend(results.iter().map(|(item, _)| item.id));
        let results = results.into_iter().map(|(item, _)| item.statement.clone());
        (results.collect(), (beyond + more) as u32)
    }
}

/// Results of the reports of one summary.
struct Results {
    /// Told already: what an entry holds once is told once, however many reports name it.
    told: BTreeSet<StatementId>,
    /// What stands now instead of what was corrected.
    instead: BTreeMap<StatementId, StatementId>,
}

/// The newest reports, and how many there are beside. Those of people nobody knows here come last: they take the room of none
/// of ours.
pub fn newest(heard: Heard, problems: &Problems, now: Stamp) -> (Vec<ReportRow>, u32) {
    let read = heard.said.unrevoked().filter(|item| is_read(heard, item));
    let mut reports = last_of_each(heard, read.filter_map(|item| Told::of(heard, item)));
    reports.order_by_key(|one| {
        let newest = Reverse(one.first.sort_key());
        (!one.known, one.is_ahead(now), newest)
    });
    let beside = reports.len().saturating_sub(REPORTS);
    let mut told = Results {
        told: BTreeSet::new(),
        instead: heard.said.amendments.standing_instead(),
    };
    let shown = reports.iter().take(REPORTS);
    let rows = shown.map(|one| one.row(heard, problems, now, &mut told));
    (rows.collect(), beside as u32)
}

/// Devices that correct one report apart leave several in its place: the last by people known here is told, with that there
/// is more to read.
fn last_of_each<'a>(heard: Heard, reports: impl Iterator<Item = Told<'a>>) -> Vec<Told<'a>> {
    let is_known = |one: &Told| heard.said.written.is_known(one.item.entry);
    let mut last: BTreeMap<StatementId, Told> = BTreeMap::new();
    for mut one in reports {
        match last.get_mut(&one.first.id) {
            Some(before) if is_known(before) && !is_known(&one) => before.words_added = true,
            Some(before) => {
                one.words_added = true;
                *before = one;
            }
            None => {
                last.insert(one.first.id, one);
            }
        }
    }
    last.into_values().collect()
}

fn report_of<'a>(item: &Item<'a>) -> Option<&'a Report> {
    match item.fact() {
        Fact::Report(report) => Some(report),
        _ => None,
    }
}

/// It stands, or may: what nobody confirmed yet is shown with that said.
fn is_read(heard: Heard, item: &Item) -> bool {
    item.statement.standing.may_harm() && !heard.is_without_effect(&item.id)
}
