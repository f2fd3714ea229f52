//! The register of visits, and which entries belong to which.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::base::ActId;
use crate::chart::entry::Entry;
use crate::chart::facts::{Fact, Part, VisitEvent};
use crate::chart::statement::Standing;
use crate::chart::when::When;

use super::super::view::VisitRow;
use super::Chart;
use super::statements::Item;

#[derive(Clone, Debug)]
struct Visit {
    row: VisitRow,
    act: ActId,
    day: Option<NaiveDate>,
    /// Told by another system: groups what was imported about its day.
    elsewhere: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Visits {
    /// In the order of reading.
    visits: Vec<Visit>,
}

impl Visits {
    pub fn fold(chart: &Chart) -> Self {
        let reasons: BTreeMap<ActId, &str> = chart
            .standing()
            .filter_map(|item| match item.fact() {
                Fact::Section(section) if section.part == Part::Reason => {
                    Some((item.entry.header().act, section.text.as_str()))
                }
                _ => None,
            })
            .collect();
        let items = chart.unrevoked().filter(|item| {
            matches!(item.statement.standing, Standing::Stands | Standing::Over)
                && !chart.amendments.is_aside(&item.id)
        });
        let visits = items.filter_map(|item| Visit::of(item, &reasons)).collect();
        Self { visits }
    }

    /// The visit an own entry belongs to: of the same act, or the last opened before it that day at that site.
    pub fn of_entry(&self, entry: &Entry, at: When) -> Option<usize> {
        let here = |visit: &Visit| !visit.elsewhere;
        let same_act = |visit: &Visit| visit.act == entry.header().act;
        let opened_before = |visit: &Visit| {
            visit.day.is_some()
                && visit.day == at.first_day()
                && visit.row.site == entry.header().site
                && !(matches!(at, When::Moment(_)) && visit.row.when.sort_key() > at.sort_key())
        };
        let visits = &self.visits;
        let found = visits.iter().position(|v| here(v) && same_act(v));
        found.or_else(|| {
            let that_day = visits.iter().enumerate();
            that_day
                .filter(|(_, visit)| here(visit) && opened_before(visit))
                .max_by_key(|(place, visit)| (visit.row.when.sort_key(), *place))
                .map(|(place, _)| place)
        })
    }

    /// The visit elsewhere that an imported statement's day belongs to.
    pub fn elsewhere(&self, at: When) -> Option<usize> {
        let day = match at {
            When::Day(..) | When::Moment(_) => at.first_day()?,
            _ => return None,
        };
        self.visits
            .iter()
            .position(|visit| visit.elsewhere && visit.day == Some(day))
    }

    /// When the visits that were not elsewhere began.
    pub fn here(&self) -> impl Iterator<Item = When> {
        let here = self.visits.iter().filter(|visit| !visit.elsewhere);
        here.map(|visit| visit.row.when)
    }

    pub fn row(&self, visit: usize) -> &VisitRow {
        &self.visits[visit].row
    }
}

impl Visit {
    fn of(item: Item, reasons: &BTreeMap<ActId, &str>) -> Option<Self> {
        let Fact::Visit(event) = item.fact() else {
            return None;
        };
        let header = item.entry.header();
        let (site, reason, elsewhere) = match event {
            VisitEvent::Opened(words) => {
                let reason = reasons.get(&header.act).copied().unwrap_or(words);
                (header.site.clone(), reason.to_owned(), false)
            }
            VisitEvent::Elsewhere(kind, reason, _) => {
                let source = item.statement.source.name.clone();
                let reason = if reason.is_empty() { kind } else { reason };
                (source.unwrap_or_default(), reason.clone(), true)
            }
            VisitEvent::Closed(_) => return None,
        };
        let when = item.when();
        let row = VisitRow {
            id: item.id,
            when,
            site,
            reason,
        };
        Some(Self {
            row,
            act: header.act,
            day: when.first_day(),
            elsewhere,
        })
    }
}

impl Chart {
    /// Every visit, here and elsewhere, the newest first; undated ones last.
    pub fn visits(&self) -> Vec<VisitRow> {
        let mut visits: Vec<(usize, &VisitRow)> = self
            .visits
            .visits
            .iter()
            .map(|visit| &visit.row)
            .enumerate()
            .collect();
        visits.sort_by_key(|(place, row)| std::cmp::Reverse((row.when.sort_key(), *place)));
        visits.into_iter().map(|(_, row)| row.clone()).collect()
    }
}
