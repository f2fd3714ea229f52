//! Which results wait to be looked at, and everything that came back in a chart.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::order::Orders;
use super::problem::Problems;
use super::{Bearing, Matter, Reads};
use crate::base::{EntryId, InOrder};
use crate::chart::kinds::{
    Acknowledgement, Fact, NeedsActing, Observation, ObservationKind, Report,
};
use crate::chart::statement::StatementId;
use crate::chart::value::{Beside, Value};
use crate::reading::stages::{Heard, Item};
use crate::reading::view::{
    Corrected, HistoryKind, Looked, ResultLine, ResultRank, ResultRow, Trust,
};

impl Reads for Acknowledgement {
    fn bearing(&self, this: EntryId) -> Bearing {
        Bearing::Closes(Matter::LookedAt(self.of.within(this)))
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Results)
    }
}

/// Results that wait to be looked at. Those of other systems' files and of other vaults were looked at where they came from,
/// unless they answer an order of ours.
#[derive(Clone, Debug, Default)]
pub struct ToLookAt {
    /// Reports that have to be looked at, with all that has to be seen of each, and their days.
    reports: BTreeMap<StatementId, (BTreeSet<StatementId>, Option<NaiveDate>)>,
    /// What was looked at: the acts, by the report as it then stood.
    seen: BTreeMap<StatementId, Vec<(StatementId, BTreeSet<StatementId>)>>,
}

impl ToLookAt {
    pub fn fold(heard: Heard, orders: &Orders) -> Self {
        let mut to_look_at = Self::default();
        to_look_at.extend(heard, orders, 0);
        to_look_at
    }

    /// Takes in the entries from this place on; the orders are those of the whole chart.
    pub fn extend(&mut self, heard: Heard, orders: &Orders, from: usize) {
        let instead = heard.said.amendments.standing_instead();
        for item in heard.standing_from(from) {
            match item.fact() {
                Fact::Report(report)
                    if is_ours(heard, &item) || orders.is_answered_by(&item.id) =>
                {
                    let all = results_of(heard, &item, report, &instead).chain([item.id]);
                    let day = item.when().first_day();
                    let day = day.or_else(|| Some(item.recorded().day()));
                    self.reports.insert(item.id, (all.collect(), day));
                }
                Fact::Acknowledgement(seen) if heard.said.written.is_known(item.entry) => {
                    let all = seen.seen(item.id.entry).collect();
                    let of = self.seen.entry(seen.of.within(item.id.entry)).or_default();
                    of.push((item.id, all));
                }
                _ => {}
            }
        }
    }

    /// The act by which a report was looked at as it stands.
    fn seen(&self, report: &StatementId, all: &BTreeSet<StatementId>) -> Option<StatementId> {
        let acts = self.seen.get(report)?.iter();
        let mut acts = acts.filter(|(_, seen)| seen == all);
        acts.next_back().map(|(act, _)| *act)
    }

    fn waits(&self, report: &StatementId) -> bool {
        let all = self.reports.get(report);
        all.is_some_and(|(all, _)| self.seen(report, all).is_none())
    }

    /// Days of the results that wait.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let reports = self.reports.iter();
        let waits = reports.filter(|(report, _)| self.waits(report));
        waits.filter_map(|(_, (_, day))| *day)
    }

    /// How a report stands with who has to look at it.
    fn looked(&self, heard: Heard, report: StatementId, again: bool) -> Looked {
        let Some((all, _)) = self.reports.get(&report) else {
            return Looked::NotNeeded;
        };
        let act = self.seen(&report, all);
        let act = act.and_then(|act| heard.said.written.item(act));
        match act {
            Some(act) => Looked::At {
                by: heard.said.written.author(act.entry).name.clone(),
                at: act.recorded(),
                act: act.id,
            },
            None if again => Looked::Again,
            None => Looked::Not,
        }
    }

    /// Everything that came back, the newest first. What stands in a report is told with it alone.
    pub fn rows(&self, heard: Heard, problems: &Problems) -> Vec<ResultRow> {
        let instead = heard.said.amendments.standing_instead();
        let mut rows = Vec::new();
        let mut told: BTreeSet<StatementId> = BTreeSet::new();
        for item in heard.said.unrevoked().filter(|item| is_read(heard, item)) {
            if let Fact::Report(report) = item.fact() {
                let results: Vec<StatementId> =
                    results_of(heard, &item, report, &instead).collect();
                told.extend(&results);
                rows.push(self.row(heard, problems, item, &results));
            }
        }
        for item in heard.said.unrevoked().filter(|item| is_read(heard, item)) {
            if is_result(item.fact()) && !told.contains(&item.id) {
                rows.push(self.row(heard, problems, item, &[]));
            }
        }
        rows.order_by_key(|row| Reverse((row.when.sort_key(), row.id)));
        rows
    }

    fn row(
        &self,
        heard: Heard,
        problems: &Problems,
        item: Item,
        results: &[StatementId],
    ) -> ResultRow {
        let results = results.iter();
        let results = results.filter_map(|id| heard.said.written.item(*id));
        let results: Vec<ResultLine> = results.map(|item| line(heard, item)).collect();
        let said = line(heard, item);
        let corrected = said.corrected.is_some();
        let again = corrected || results.iter().any(|line| line.corrected.is_some());
        let order = match item.fact() {
            Fact::Report(report) => report.order.map(|order| order.within(item.id.entry)),
            _ => None,
        };
        let ordered = order.and_then(|order| heard.said.written.item(order));
        ResultRow {
            id: item.id,
            when: item.when(),
            rank: rank(&item, &said, &results, again),
            looked: self.looked(heard, item.id, again),
            said,
            results,
            ordered_by: ordered
                .map(|ordered| heard.said.written.author(ordered.entry).name.clone()),
            written_by: heard.said.written.author(item.entry).name.clone(),
            order,
            problems: problems.titles_now(&item.id),
            trust: heard.said.written.trust(item.entry),
        }
    }
}

fn is_ours(heard: Heard, item: &Item) -> bool {
    heard.said.written.trust(item.entry) == Trust::Ours && !item.is_imported()
}

/// It stands, or may: what nobody confirmed yet is shown with that said.
fn is_read(heard: Heard, item: &Item) -> bool {
    item.statement.standing.may_harm() && !heard.is_without_effect(&item.id)
}

fn is_result(fact: &Fact) -> bool {
    matches!(fact, Fact::Observation(one) if matches!(
        one.kind,
        ObservationKind::Laboratory | ObservationKind::Imaging | ObservationKind::BloodGroup
    ))
}

/// The results of a report as they stand now, each once: those of its own entry, or of the entry it was corrected from.
fn results_of<'a>(
    heard: Heard<'a>,
    item: &Item<'a>,
    report: &'a Report,
    instead: &'a BTreeMap<StatementId, StatementId>,
) -> impl Iterator<Item = StatementId> + 'a {
    let back: BTreeSet<EntryId> = {
        let back = heard.said.amendments.back_from(item.id);
        back.map(|id| id.entry).collect()
    };
    let this = item.id.entry;
    let named = report.observations.iter().flatten();
    let named: BTreeSet<StatementId> = named.map(|result| result.within(this)).collect();
    let named = named.into_iter().filter(move |id| back.contains(&id.entry));
    let now = named.map(|id| instead.get(&id).copied().unwrap_or(id));
    now.filter(move |id| {
        let item = heard.said.written.item(*id);
        item.is_some_and(|item| {
            matches!(item.fact(), Fact::Observation(_))
                && !heard.said.amendments.is_revoked(id)
                && is_read(heard, &item)
        })
    })
}

/// The results of a report as they stand, for a form that says they were looked at.
pub fn results_now(heard: Heard, report: StatementId) -> Option<Vec<StatementId>> {
    let item = heard.said.written.item(report)?;
    let Fact::Report(said) = item.fact() else {
        return None;
    };
    if heard.said.amendments.is_revoked(&report) || !is_read(heard, &item) {
        return None;
    }
    let instead = heard.said.amendments.standing_instead();
    Some(results_of(heard, &item, said, &instead).collect())
}

fn line(heard: Heard, item: Item) -> ResultLine {
    let was = heard.said.amendments.corrects(&item.id);
    let was = was.and_then(|was| heard.said.written.item(was));
    let reason = item.entry.known().find_map(|(_, said)| match &said.fact {
        Fact::Amendment(amendment) => Some(amendment.reason.clone()),
        _ => None,
    });
    ResultLine {
        id: item.id,
        statement: item.statement.clone(),
        beside: match item.fact() {
            Fact::Observation(one) => judged(one),
            _ => Beside::NotKnown,
        },
        corrected: was.map(|was| Corrected {
            on: item.recorded(),
            was: was.statement.clone(),
            reason: reason.unwrap_or_default(),
        }),
    }
}

/// How a result compares with the range that was given with it.
fn judged(result: &Observation) -> Beside {
    let range = result.reference.as_ref();
    range.map_or(Beside::NotKnown, |range| range.holds(&result.value))
}

fn rank(item: &Item, said: &ResultLine, results: &[ResultLine], again: bool) -> ResultRank {
    let acting = match item.fact() {
        Fact::Report(report) => report.acting,
        _ => None,
    };
    let lines = || std::iter::once(said).chain(results);
    let is = |line: &ResultLine, beside| {
        let value = match &line.statement.fact {
            Fact::Observation(one) => !matches!(one.value, Value::Absent(_)),
            _ => false,
        };
        value && line.beside == beside
    };
    // "No result" is no value within a range.
    let not_judged = |line: &ResultLine| match &line.statement.fact {
        Fact::Observation(one) => {
            matches!(one.value, Value::Absent(_)) || line.beside == Beside::NotKnown
        }
        _ => false,
    };
    let outside = |line| is(line, Beside::Below) || is(line, Beside::Above);
    if again {
        ResultRank::Corrected
    } else if acting == Some(NeedsActing::Yes) {
        ResultRank::NeedsActing
    } else if lines().any(outside) {
        ResultRank::Outside
    } else if lines().any(|line| is(line, Beside::Within)) && !lines().any(not_judged) {
        ResultRank::InRange
    } else {
        ResultRank::NotJudged
    }
}
