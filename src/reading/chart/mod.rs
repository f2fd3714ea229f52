//! One chart as people read it: a fold of its log.
//!
//! Everything here is a function of the set of entries (and of who their authors are), so any arrival order gives the
//! same reading. Entries are folded in the log's order; the views are made from the fold when they are asked for.

mod amendments;
mod answers;
mod banner;
mod contradictions;
mod gate;
mod history;
mod imports;
mod medicines;
mod order;
mod plans;
mod presence;
mod pressing;
mod pressure;
mod problems;
mod statements;
mod summary;
mod visits;
mod vitals;
mod weigh;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::base::{ChartId, Compartment, EntryId, Stamp};
use crate::chart::entry::Entry;
use crate::chart::log::{JoinError, Joined, Log, Names};
use crate::chart::statement::{Statement, StatementId};
use crate::terms::text::shown;

use super::view::{Byline, ChartView, Trust, Unreadable};
pub use presence::Seen;

use amendments::Amendments;
use gate::Gate;
use history::Timeline;
use order::Order;
use problems::Problems;
use visits::Visits;

/// How an entry's author is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    pub trust: Trust,
    /// The author's role may not write this entry.
    pub not_authorised: bool,
}

/// Who wrote an entry: looked up by its credential and key, and judged by the role it was written in.
pub trait Authors {
    fn author_of(&self, entry: &Entry) -> Author;
}

impl<F: Fn(&Entry) -> Author> Authors for F {
    fn author_of(&self, entry: &Entry) -> Author {
        self(entry)
    }
}

/// An entry, or a stored row of some, that cannot be read: it keeps its place in the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub compartment: Compartment,
    /// The entry, where it is known which.
    pub id: Option<EntryId>,
    /// Arrival number of the row; of an entry that only others name, the place of the first of these.
    pub place: u32,
    pub reason: Unreadable,
    /// Recorded time of a neighbouring entry.
    pub near: Option<Stamp>,
}

/// A chart's log, folded.
#[derive(Clone, Debug)]
pub struct Chart {
    log: Log,
    /// Rows beside the log that cannot be read.
    unreadable: Vec<Gap>,
    /// These, and the entries that those who speak for the chart name in the log and that are not here.
    gaps: Vec<Gap>,
    /// Entries that only strangers name and that are not here.
    claimed_missing: u32,
    forked: BTreeSet<EntryId>,
    authors: BTreeMap<EntryId, Author>,
    order: Order,
    amendments: Amendments,
    gate: Gate,
    problems: Problems,
    visits: Visits,
    timeline: Timeline,
}

impl Chart {
    /// Folds a whole log. `unreadable` are the rows beside it that cannot be read.
    pub fn build(log: Log, unreadable: Vec<Gap>, authors: &dyn Authors) -> Self {
        let authors = log
            .iter()
            .map(|entry| (entry.id(), authors.author_of(entry)))
            .collect();
        let mut chart = Self {
            log,
            unreadable,
            gaps: Vec::new(),
            claimed_missing: 0,
            forked: BTreeSet::new(),
            authors,
            order: Order::default(),
            amendments: Amendments::default(),
            gate: Gate::default(),
            problems: Problems::default(),
            visits: Visits::default(),
            timeline: Timeline::default(),
        };
        chart.fold();
        chart
    }

    /// A chart in which nothing is written yet.
    pub fn empty(chart: ChartId) -> Self {
        Self::build(Log::new(chart), Vec::new(), &|_: &Entry| -> Author {
            unreachable!("an empty log has no authors")
        })
    }

    /// Adds one entry, whatever its place in the order.
    pub fn apply(&mut self, entry: &Rc<Entry>, authors: &dyn Authors) -> Result<Joined, JoinError> {
        let joined = self.log.join(Rc::clone(entry))?;
        if joined == Joined::New {
            self.authors.insert(entry.id(), authors.author_of(entry));
            self.fold();
        }
        Ok(joined)
    }

    /// Adds several entries of one act or file and folds once.
    pub fn apply_all(
        &mut self,
        entries: &[Rc<Entry>],
        authors: &dyn Authors,
    ) -> Result<(), JoinError> {
        for entry in entries {
            if self.log.join(Rc::clone(entry))? == Joined::New {
                self.authors.insert(entry.id(), authors.author_of(entry));
            }
        }
        self.fold();
        Ok(())
    }

    fn fold(&mut self) {
        self.order = Order::of(&self.log, |entry| self.is_known(entry));
        self.forked = self.log.forked();
        self.amendments = Amendments::fold(self);
        self.gate = Gate::default();
        self.gate = Gate::fold(self);
        let (gaps, claimed) = self.omitted();
        self.gaps = self.unreadable.clone();
        self.gaps.extend(gaps);
        self.claimed_missing = claimed;
        self.problems = Problems::fold(self);
        self.visits = Visits::fold(self);
        self.timeline = Timeline::fold(self);
    }

    /// Entries that others name and that are not here, and how many more only strangers name: anybody can name what never
    /// was. A row of the same compartment that cannot be read may hold them, and stands for them already. Of what strangers
    /// name, the entry before theirs in their own feed keeps a place, as their word.
    fn omitted(&self) -> (Vec<Gap>, u32) {
        let ids: BTreeSet<EntryId> = self.unreadable.iter().filter_map(|row| row.id).collect();
        let rows = self.unreadable.iter().filter(|row| row.id.is_none());
        let rows: BTreeSet<Compartment> = rows.map(|row| row.compartment).collect();
        let stands =
            |id: &EntryId, by: &Entry| ids.contains(id) || rows.contains(&by.header().compartment);
        let counts = |entry: &Entry| self.speaks_for_the_chart(entry);
        let of_strangers = |names: Names| {
            self.log.missing_by(move |entry| match counts(entry) {
                true => Names::None,
                false => names,
            })
        };
        let missing = self.log.missing_by(|entry| match counts(entry) {
            true => Names::All,
            false => Names::None,
        });
        let only_theirs =
            |(id, by): &(EntryId, &Rc<Entry>)| !missing.contains_key(id) && !stands(id, by);
        let claimed = of_strangers(Names::All).into_iter().filter(only_theirs);
        let claimed = u32::try_from(claimed.count()).unwrap_or(u32::MAX);
        let before_theirs = of_strangers(Names::Previous).into_iter();
        let before_theirs = before_theirs
            .filter(only_theirs)
            .map(|one| (one, Unreadable::Claimed));
        let omitted = missing.iter().map(|(id, by)| (*id, *by));
        let omitted = omitted.filter(|(id, by)| !stands(id, by));
        let omitted = omitted.map(|one| (one, Unreadable::Omitted));
        let gaps = omitted.chain(before_theirs).map(|((id, by), reason)| Gap {
            compartment: by.header().compartment,
            id: Some(id),
            place: self
                .order
                .place_of(&by.id())
                .and_then(|place| u32::try_from(place).ok())
                .unwrap_or(u32::MAX),
            reason,
            near: Some(by.header().recorded),
        });
        (gaps.collect(), claimed)
    }

    pub fn id(&self) -> ChartId {
        self.log.chart()
    }

    pub fn log(&self) -> &Log {
        &self.log
    }

    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// How many of the gaps are no mere word of a stranger.
    pub fn gaps_that_count(&self) -> usize {
        let count = |gap: &&Gap| gap.reason != Unreadable::Claimed;
        self.gaps.iter().filter(count).count()
    }

    /// Entries in the order they are read in, whoever wrote them.
    pub fn ordered(&self) -> &[Rc<Entry>] {
        self.order.as_written()
    }

    /// What people known here wrote, in the order it is read in: what the vault's own log is read by.
    pub fn by_known(&self) -> impl Iterator<Item = (&Entry, StatementId, &Statement)> {
        let known = self.standing().filter(|item| self.is_known(item.entry));
        known.map(|item| (item.entry, item.id, item.statement))
    }

    /// The latest time that people known here recorded, against which a clock set back is noticed.
    pub fn latest_known(&self) -> Option<Stamp> {
        let known = self.log.iter().filter(|entry| self.is_known(entry));
        known.map(|entry| entry.header().recorded).max()
    }

    /// What opening a chart shows.
    pub fn chart_view(&self, now: Stamp) -> ChartView {
        ChartView {
            banner: self.banner(),
            summary: self.summary(now),
            verbatim: self.verbatim_total(),
            documents: self.documents().len() as u32,
        }
    }

    fn author(&self, entry: &Entry) -> &Author {
        &self.authors[&entry.id()]
    }

    fn trust(&self, entry: &Entry) -> Trust {
        self.author(entry).trust
    }

    /// Whether `by` may change how `of` reads: one's own entry, or an author who is known and was allowed to write.
    fn may_change(&self, by: &Entry, of: &Entry) -> bool {
        let author = self.author(by);
        by.author() == of.author() || (author.trust != Trust::FirstSeen && !author.not_authorised)
    }

    /// Who, when, where an entry of this chart was written.
    pub fn byline(&self, entry: &Entry) -> Byline {
        let (author, header) = (self.author(entry), entry.header());
        Byline {
            author: author.name.clone(),
            role: shown(&header.role).into_owned(),
            site: shown(&header.site).into_owned(),
            recorded: header.recorded,
            trust: author.trust,
            clock_behind: header.clock_behind,
            not_authorised: author.not_authorised,
            forked: self.forked.contains(&entry.id()),
        }
    }
}

#[cfg(test)]
mod tests;
