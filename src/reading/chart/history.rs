//! The timeline: every entry and every unreadable row, grouped by visit or day, the newest first.

use crate::base::InOrder;
use crate::reading::kinds::reads;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::base::{Compartment, EntryId};
use crate::chart::entry::Entry;
use crate::chart::kinds::{Amendment, AmendmentKind, Fact};
use crate::chart::statement::{Read, StatementId};
use crate::chart::when::When;

use super::super::view::{EntryView, HistoryFilter, HistoryPage, StatementView, VisitGroup};
use super::Chart;
use super::gaps::Gaps;
use crate::reading::kinds::visit::Visits;
use crate::reading::stages::Amended;

/// What stands at one place of the timeline.
#[derive(Clone, Debug)]
enum Line {
    /// Statements of one entry: all of them, or those imported about one day.
    Entry { place: usize, indices: Vec<usize> },
    /// Index into the chart's gaps.
    Gap(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Visit(usize),
    Day(When),
}

#[derive(Clone, Debug)]
struct Slot {
    line: Line,
    at: When,
    group: Group,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Timeline {
    /// The newest first, groups together.
    slots: Vec<Slot>,
}

impl Timeline {
    pub fn fold(said: Amended, visits: &Visits, gaps: &Gaps) -> Self {
        let mut slots = Vec::new();
        for (place, entry) in said.written.order().as_written().iter().enumerate() {
            slots.extend(slots_of(said, visits, place, entry));
        }
        for (index, gap) in gaps.all.iter().enumerate() {
            let at = gap.near.map_or(When::Unknown, When::Moment);
            slots.push(Slot {
                line: Line::Gap(index),
                at,
                group: Group::Day(day_of(at)),
            });
        }
        slots.order_by_key(|slot| Reverse(place_of(visits, slot)));
        Self { slots }
    }

    /// Takes in the entries from this place on, where those before stay in their groups.
    pub fn extend(&mut self, said: Amended, visits: &Visits, from: usize) {
        let entries = said.written.order().as_written().iter().enumerate();
        for (place, entry) in entries.skip(from) {
            for slot in slots_of(said, visits, place, entry) {
                let key = place_of(visits, &slot);
                let at = self
                    .slots
                    .partition_point(|other| place_of(visits, other) > key);
                self.slots.insert(at, slot);
            }
        }
    }

    /// Whether a line of one of these days belongs to another visit than it stands under.
    pub fn regroups(&self, said: Amended, visits: &Visits, days: &BTreeSet<NaiveDate>) -> bool {
        let written = said.written;
        let of_these = |slot: &&Slot| slot.at.first_day().is_some_and(|day| days.contains(&day));
        let regroups = |slot: &Slot| match &slot.line {
            Line::Gap(_) => false,
            Line::Entry { place, indices } => {
                let slots = slots_of(said, visits, *place, written.order().at(*place));
                let mut same = slots.into_iter().filter(|new| match &new.line {
                    Line::Entry { indices: new, .. } => new == indices,
                    Line::Gap(_) => false,
                });
                same.any(|new| new.group != slot.group)
            }
        };
        !days.is_empty() && self.slots.iter().filter(of_these).any(regroups)
    }
}

/// The day of a moment; what is less precise stays as it is.
fn day_of(at: When) -> When {
    match at {
        When::Moment(stamp) => When::day(stamp.day()),
        other => other,
    }
}

/// An entry stands at one place, except that what a file says about other days stands at those days.
fn slots_of(said: Amended, visits: &Visits, place: usize, entry: &Entry) -> Vec<Slot> {
    let mut own = Vec::new();
    let mut imported: BTreeMap<(Option<NaiveDate>, u8), (When, Vec<usize>)> = BTreeMap::new();
    for (index, read) in entry.statements().iter().enumerate() {
        match read {
            Read::Known(statement) if statement.source.file.is_some() => {
                let day = day_of(statement.when);
                let key = (day.first_day(), precision(day));
                let about = imported.entry(key).or_insert((day, Vec::new()));
                about.1.push(index);
            }
            _ => own.push(index),
        }
    }
    let mut slots = Vec::new();
    if !own.is_empty() {
        let at = stands_at(said, entry);
        let visit = visits.of_entry(said.written, entry, at);
        slots.push(Slot {
            line: Line::Entry {
                place,
                indices: own,
            },
            at,
            group: visit.map_or(Group::Day(day_of(at)), Group::Visit),
        });
    }
    for (at, indices) in imported.into_values() {
        let visit = visits.elsewhere(said.written, entry, at);
        slots.push(Slot {
            line: Line::Entry { place, indices },
            at,
            group: visit.map_or(Group::Day(at), Group::Visit),
        });
    }
    slots
}

fn precision(when: When) -> u8 {
    match when {
        When::Unknown => 0,
        When::Year(_) => 1,
        When::Month(..) => 2,
        When::Day(..) => 3,
        When::Moment(_) => 4,
    }
}

/// A late entry stands when the event happened; any other when it was recorded.
pub(super) fn stands_at(said: Amended, entry: &Entry) -> When {
    let recorded = When::Moment(entry.header().recorded);
    if said.amendments.late(&entry.id()).is_none() {
        return recorded;
    }
    let is_late = |fact: &Fact| {
        matches!(
            fact,
            Fact::Amendment(Amendment {
                kind: AmendmentKind::LateEntry,
                ..
            })
        )
    };
    let mut statements = entry.known().map(|(_, statement)| statement);
    statements
        .find(|s| is_late(&s.fact) && s.when.is_known())
        .or_else(|| {
            let mut others = entry.known().map(|(_, statement)| statement);
            others.find(|s| s.when.is_known())
        })
        .map_or(recorded, |statement| statement.when)
}

/// What lines are put in order by, the greatest first: their group, then their place in it.
fn place_of(visits: &Visits, slot: &Slot) -> impl Ord + use<> {
    let group = match &slot.group {
        Group::Visit(visit) => {
            let when = visits.row(*visit).when;
            (when.first_day(), when.sort_key(), 5, *visit)
        }
        Group::Day(day) => (day.first_day(), day.sort_key(), precision(*day), 0),
    };
    // The newest line of each group carries the group's place within its day.
    (group, slot.at.sort_key(), order_of(slot))
}

/// Unreadable rows come first among lines of the same time.
fn order_of(slot: &Slot) -> (bool, usize, usize) {
    match &slot.line {
        Line::Entry { place, indices } => (false, *place, indices.first().copied().unwrap_or(0)),
        Line::Gap(index) => (true, *index, 0),
    }
}

impl Chart {
    /// One page of the timeline: `page_size` lines after the first `from` that pass the filter.
    pub fn history(&self, filter: HistoryFilter, from: u32, page_size: u32) -> HistoryPage {
        let year = |slot: &Slot| slot.at.first_day().map(|day| day.year());
        let years: BTreeSet<i32> = self.timeline.slots.iter().filter_map(year).collect();
        let passing: Vec<Slot> = self
            .timeline
            .slots
            .iter()
            .filter(|slot| filter.year.is_none() || filter.year == year(slot))
            .filter_map(|slot| self.narrowed(slot, &filter))
            .collect();
        let elsewhere = self.years_of_files(&passing);
        let end = from.saturating_add(page_size).min(passing.len() as u32);
        let page = passing.get(from as usize..end as usize).unwrap_or(&[]);
        let mut groups: Vec<(Group, VisitGroup)> = Vec::new();
        for slot in page {
            let view = self.line_view(slot);
            match groups.last_mut() {
                Some((group, shown)) if *group == slot.group => shown.entries.push(view),
                _ => groups.push((slot.group, self.group_of(slot.group, view))),
            }
        }
        HistoryPage {
            groups: groups.into_iter().map(|(_, group)| group).collect(),
            shown: passing.len() as u32,
            total: self.timeline.slots.len() as u32,
            years: years.into_iter().rev().collect(),
            elsewhere,
            next: (end < passing.len() as u32).then_some(end),
        }
    }

    /// How many statements of files the slots hold, by the year they stand at, the latest first.
    fn years_of_files(&self, slots: &[Slot]) -> Vec<(Option<i32>, u32)> {
        let mut counts: BTreeMap<Option<i32>, u32> = BTreeMap::new();
        for slot in slots {
            let Line::Entry { place, indices } = &slot.line else {
                continue;
            };
            let statements = self.written.order().at(*place).statements();
            let from_file = |index: &&usize| matches!(&statements[**index], Read::Known(one) if one.source.file.is_some());
            let count = indices.iter().filter(from_file).count() as u32;
            if count > 0 {
                let year = slot.at.first_day().map(|day| day.year());
                *counts.entry(year).or_default() += count;
            }
        }
        counts.into_iter().rev().collect()
    }

    /// One entry whole, with its old words and marks.
    pub fn entry(&self, id: &EntryId) -> Option<EntryView> {
        let (place, entry) = self.entry_at(id)?;
        let all: Vec<usize> = (0..entry.statements().len()).collect();
        Some(self.entry_view(place, &all, stands_at(self.amended(), entry)))
    }

    /// Entries of the clinical compartment narrowed to some of their statements, the newest first.
    pub(super) fn clinical_entries(
        &self,
        belongs: impl Fn(&StatementId) -> bool,
    ) -> Vec<EntryView> {
        let mut slots: Vec<Slot> = self
            .timeline
            .slots
            .iter()
            .filter_map(|slot| {
                self.keep(slot, |entry, _, id| {
                    entry.header().compartment == Compartment::CLINICAL && belongs(&id)
                })
            })
            .collect();
        slots.retain(|slot| matches!(slot.line, Line::Entry { .. }));
        slots.iter().map(|slot| self.line_view(slot)).collect()
    }

    fn narrowed(&self, slot: &Slot, filter: &HistoryFilter) -> Option<Slot> {
        let problem = filter
            .problem
            .map(|id| self.problems.resolve(&id).unwrap_or(id));
        self.keep(slot, |_, read, id| {
            let kind = match read {
                Read::Known(statement) => reads(&statement.fact).list(),
                Read::Newer(_) => None,
            };
            (filter.kind.is_none() || kind == filter.kind)
                && problem.is_none_or(|problem| self.problems.of(&id).contains(&problem))
        })
    }

    /// The slot with those of its statements that pass; nothing if none does. What cannot be read always passes.
    fn keep(
        &self,
        slot: &Slot,
        passes: impl Fn(&Entry, &Read, StatementId) -> bool,
    ) -> Option<Slot> {
        let Line::Entry { place, indices } = &slot.line else {
            return Some(slot.clone());
        };
        let entry = self.written.order().at(*place);
        let kept = indices.iter().copied().filter(|index| {
            passes(
                entry,
                &entry.statements()[*index],
                entry.statement_id(*index),
            )
        });
        let indices: Vec<usize> = kept.collect();
        (!indices.is_empty()).then(|| Slot {
            line: Line::Entry {
                place: *place,
                indices,
            },
            ..slot.clone()
        })
    }

    fn group_of(&self, group: Group, first: EntryView) -> VisitGroup {
        let (visit, day) = match group {
            Group::Visit(visit) => {
                let row = self.visits.row(visit).clone();
                let day = day_of(row.when);
                (Some(row), day)
            }
            Group::Day(day) => (None, day),
        };
        VisitGroup {
            visit,
            day,
            entries: vec![first],
        }
    }

    fn line_view(&self, slot: &Slot) -> EntryView {
        match &slot.line {
            Line::Entry { place, indices } => self.entry_view(*place, indices, slot.at),
            Line::Gap(index) => {
                let gap = self.gaps.all[*index];
                EntryView::Unreadable {
                    place: gap.place,
                    reason: gap.reason,
                    near: gap.near,
                }
            }
        }
    }

    fn entry_view(&self, place: usize, indices: &[usize], at: When) -> EntryView {
        let entry = self.written.order().at(place);
        let last = indices.last();
        let views = indices
            .iter()
            .map(|index| self.statement_view(place, *index, Some(index) == last));
        let mut statements: Vec<StatementView> = views.collect();
        // Words added to the whole entry are shown once, under its last statement.
        let mut shown = BTreeSet::new();
        for statement in statements.iter_mut().rev() {
            statement.marks.addenda.retain(|id| shown.insert(*id));
        }
        EntryView::Read {
            id: entry.id(),
            compartment: entry.header().compartment,
            byline: self.byline(entry),
            at,
            statements,
        }
    }

    /// Papers and pictures, and files kept as received, the newest first.
    pub fn documents(&self) -> Vec<StatementView> {
        let papers = self
            .unrevoked()
            .filter(|item| item.fact().document().is_some());
        let mut papers: Vec<_> = papers.collect();
        papers.order_by_key(|item| std::cmp::Reverse(item.sort_key()));
        // What was added to a whole entry is shown with the first of its papers.
        let mut entries = BTreeSet::new();
        papers
            .iter()
            .map(|item| {
                let first = entries.insert(item.id.entry);
                self.statement_view(item.place, item.id.index as usize, first)
            })
            .collect()
    }
}

#[cfg(test)]
impl StatementView {
    /// The statement, unless a newer version wrote it.
    pub fn statement(&self) -> Option<&crate::chart::statement::Statement> {
        use super::super::view::Content;
        match &self.content {
            Content::Statement(statement) => Some(statement),
            Content::Newer(_) => None,
        }
    }
}
