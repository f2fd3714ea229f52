//! How a visit is read: the register, and which entries belong to which.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::base::Stamp;
use crate::chart::entry::Entry;
use crate::chart::kinds::{Fact, Part, VisitEvent};
use crate::chart::statement::Standing;
use crate::chart::when::When;

use super::Reads;
use crate::reading::stages::{Act, Heard, Item, Written, act_of};
use crate::reading::view::VisitRow;

impl Reads for VisitEvent {}

#[derive(Clone, Debug)]
struct Visit {
    row: VisitRow,
    /// Told by another system: groups what was imported about its day.
    elsewhere: bool,
}

/// Visits that were opened at one site on one day, by people known here or by others.
type SiteDay = (NaiveDate, String, bool);

/// The visits of a chart, as entries are put under them.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    /// In the order of reading.
    visits: Vec<Visit>,
    by_act: BTreeMap<Act, usize>,
    /// By when they were opened.
    by_site_day: BTreeMap<SiteDay, Vec<(Option<i64>, usize)>>,
    elsewhere: BTreeMap<(NaiveDate, bool), usize>,
}

impl Visits {
    pub fn fold(heard: Heard) -> Self {
        let mut visits = Self::default();
        visits.extend(heard, 0);
        visits
    }

    /// Takes in whole acts, from this place on.
    pub fn extend(&mut self, heard: Heard, from: usize) {
        let mut reasons: BTreeMap<Act, &str> = heard
            .standing_from(from)
            .filter_map(|item| match item.fact() {
                Fact::Section(section) if section.part == Part::Reason => {
                    Some((act_of(item.entry), section.text.as_str()))
                }
                _ => None,
            })
            .collect();
        let items = heard.said.unrevoked_from(from).filter(|item| {
            matches!(item.statement.standing, Standing::Stands | Standing::Over)
                && !heard.is_without_effect(&item.id)
        });
        for item in items {
            if let Some(visit) = Visit::of(heard.said.written, item, &mut reasons) {
                self.add(heard.said.written, item.entry, visit);
            }
        }
    }

    fn add(&mut self, written: &Written, entry: &Entry, visit: Visit) {
        let at = self.visits.len();
        let when = visit.row.when;
        if visit.elsewhere {
            if let Some(day) = when.first_day() {
                let told_by = (day, written.is_known(entry));
                self.elsewhere.entry(told_by).or_insert(at);
            }
        } else {
            self.by_act.entry(act_of(entry)).or_insert(at);
            if let Some(day) = when.first_day() {
                let site_day = (day, visit.row.site.clone(), written.is_known(entry));
                let those = self.by_site_day.entry(site_day).or_default();
                let opened = (when.sort_key(), at);
                let behind = those.partition_point(|other| *other < opened);
                those.insert(behind, opened);
            }
        }
        self.visits.push(visit);
    }

    /// The visit an own entry belongs to: of the same act, or the last opened before it that day at that site. Entries of
    /// strangers do not stand under visits of people known here, nor the other way round.
    pub fn of_entry(&self, written: &Written, entry: &Entry, at: When) -> Option<usize> {
        if let Some(visit) = self.by_act.get(&act_of(entry)) {
            return Some(*visit);
        }
        let site = entry.header().site.clone();
        let site_day = (at.first_day()?, site, written.is_known(entry));
        let that_day = self.by_site_day.get(&site_day)?;
        let opened = match at {
            When::Moment(_) => that_day.partition_point(|(opened, _)| *opened <= at.sort_key()),
            _ => that_day.len(),
        };
        let last = opened.checked_sub(1)?;
        Some(that_day[last].1)
    }

    /// The visit elsewhere that an imported statement's day belongs to, as people known here told of it or as others did.
    pub fn elsewhere(&self, written: &Written, entry: &Entry, at: When) -> Option<usize> {
        match at {
            When::Day(..) | When::Moment(_) => {
                let told_by = (at.first_day()?, written.is_known(entry));
                self.elsewhere.get(&told_by).copied()
            }
            _ => None,
        }
    }

    pub fn row(&self, visit: usize) -> &VisitRow {
        &self.visits[visit].row
    }

    /// Every visit, in the order of reading.
    pub fn rows(&self) -> impl Iterator<Item = &VisitRow> {
        self.visits.iter().map(|visit| &visit.row)
    }

    /// Every visit, here and elsewhere, the newest first; undated ones last.
    #[cfg(test)]
    pub fn newest_first(&self) -> Vec<VisitRow> {
        use crate::base::InOrder;
        let mut visits: Vec<(usize, &VisitRow)> = self.rows().enumerate().collect();
        visits.order_by_key(|(place, row)| std::cmp::Reverse((row.when.sort_key(), *place)));
        visits.into_iter().map(|(_, row)| row.clone()).collect()
    }

    pub fn len(&self) -> usize {
        self.visits.len()
    }

    /// Days of the visits from this one on.
    pub fn days_from(&self, visit: usize) -> BTreeSet<NaiveDate> {
        let rows = self.visits[visit..].iter();
        rows.filter_map(|visit| visit.row.when.first_day())
            .collect()
    }

    /// Visits from this one on that were opened here at a moment.
    pub fn opened_from(&self, visit: usize) -> impl Iterator<Item = (&VisitRow, Stamp)> {
        let here = self.visits[visit..].iter().filter(|one| !one.elsewhere);
        here.filter_map(|one| match one.row.when {
            When::Moment(stamp) => Some((&one.row, stamp)),
            _ => None,
        })
    }
}

impl Visit {
    /// The reason of an act is that of the first visit it opens: any number of them may be in one entry.
    fn of(written: &Written, item: Item, reasons: &mut BTreeMap<Act, &str>) -> Option<Self> {
        let Fact::Visit(event) = item.fact() else {
            return None;
        };
        let (site, reason, elsewhere) = match event {
            VisitEvent::Opened(words) => {
                let reason = reasons.remove(&act_of(item.entry)).unwrap_or(words);
                (item.entry.header().site.clone(), reason.to_owned(), false)
            }
            VisitEvent::Elsewhere(kind, reason, _) => {
                let source = item.statement.source.name.clone();
                let reason = if reason.is_empty() { kind } else { reason };
                (source.unwrap_or_default(), reason.clone(), true)
            }
            VisitEvent::Closed(_) => return None,
        };
        let row = VisitRow {
            id: item.id,
            when: item.when(),
            site,
            reason,
            trust: written.trust(item.entry),
        };
        Some(Self { row, elsewhere })
    }
}
