//! One chart as people read it: a fold of its log.
//!
//! Everything here is a function of the set of entries (and of who their authors are), so any arrival order gives the
//! same reading. The fold has stages: what was written and in which order, what was amended, whose word counts, then
//! problems, visits and the timeline. The views are made from them when they are asked for.

mod answers;
mod banner;
mod contradictions;
mod forms;
mod gaps;
mod history;
mod imports;
mod lists;
mod presence;
mod pressing;
mod register;
mod results;
mod so_far;
mod statements;
mod summary;
mod unsigned;

use std::rc::Rc;

use crate::base::{ChartId, EntryId, Stamp};
use crate::chart::entry::Entry;
use crate::chart::log::{JoinError, Log};
use crate::chart::statement::{Statement, StatementId};

pub use super::stages::{Author, Authors};
use super::view::{Byline, ChartView, Trust, Unreadable};
pub use gaps::Gap;
pub use presence::Seen;
pub use unsigned::Unsigned;

use super::kinds::acknowledgement::ToLookAt;
use super::kinds::order::Orders;
use super::kinds::plan::DuePlans;
use super::kinds::problem::Problems;
use super::kinds::visit::Visits;
use super::stages::{Amended, Amendments, Came, Heard, Item, Uncounted, Written};
use gaps::Gaps;
use history::Timeline;
use presence::Presence;

/// A chart's log, folded in stages, each of which is given what those before it found.
#[derive(Clone, Debug)]
pub struct Chart {
    written: Written,
    amendments: Amendments,
    gate: Uncounted,
    gaps: Gaps,
    problems: Problems,
    visits: Visits,
    presence: Presence,
    due: DuePlans,
    orders: Orders,
    to_look_at: ToLookAt,
    timeline: Timeline,
}

impl Chart {
    /// Folds a whole log. `unreadable` are the rows beside it that cannot be read.
    pub fn build(log: Log, unreadable: Vec<Gap>, authors: &dyn Authors) -> Self {
        Self::fold(Written::of(log, authors), unreadable)
    }

    fn fold(written: Written, unreadable: Vec<Gap>) -> Self {
        let amendments = Amendments::fold(&written);
        let said = Amended {
            written: &written,
            amendments: &amendments,
        };
        let gate = Uncounted::fold(said);
        let heard = Heard { said, gate: &gate };
        let gaps = Gaps::of(heard, unreadable);
        let problems = Problems::fold(heard);
        let visits = Visits::fold(heard);
        let presence = Presence::fold(said, &visits);
        let due = DuePlans::fold(heard);
        let orders = Orders::fold(heard);
        let to_look_at = ToLookAt::fold(heard, &orders);
        let timeline = Timeline::fold(said, &visits, &gaps);
        Self {
            written,
            amendments,
            gate,
            gaps,
            problems,
            visits,
            presence,
            due,
            orders,
            to_look_at,
            timeline,
        }
    }

    /// A chart in which nothing is written yet.
    pub fn empty(chart: ChartId) -> Self {
        Self::build(Log::new(chart), Vec::new(), &|_: &Entry| -> Author {
            unreachable!("an empty log has no authors")
        })
    }

    /// Adds the entries of one act or file, whatever their places in the order. What people known here write last, and what
    /// changes nothing that was said before, is taken in; for anything else the chart is folded again.
    pub fn apply(&mut self, entries: &[Rc<Entry>], authors: &dyn Authors) -> Result<(), JoinError> {
        match self.written.join(entries, authors)? {
            Came::Before => {}
            Came::Last(from) if self.only_grows(from) => self.extend(from),
            Came::Last(_) | Came::Anywhere => self.fold_again(),
        }
        Ok(())
    }

    fn fold_again(&mut self) {
        let chart = self.id();
        let Self {
            written, mut gaps, ..
        } = std::mem::replace(self, Self::empty(chart));
        *self = Self::fold(written, gaps.take_unreadable());
    }

    /// Whether every stage reads what came before this place as it did.
    fn only_grows(&self, from: usize) -> bool {
        Amendments::only_add(&self.written, from)
            && Uncounted::is_unmoved_by(self.amended(), from)
            && Problems::only_grow(self.heard(), from)
            && self.written.acts_are_whole(from)
    }

    /// Takes in what only grows, stage by stage.
    fn extend(&mut self, from: usize) {
        self.amendments.extend(&self.written, from);
        let said = Amended {
            written: &self.written,
            amendments: &self.amendments,
        };
        let gate = &self.gate;
        let heard = Heard { said, gate };
        self.problems.extend(heard, from);
        let visit = self.visits.len();
        self.visits.extend(heard, from);
        self.presence.extend(said, &self.visits, from, visit);
        self.due.extend(heard, from);
        self.orders.extend(heard, from);
        self.to_look_at.extend(heard, &self.orders, from);
        // A day may be looked through; a file of very many visits had better be folded.
        let days = self.visits.days_from(visit);
        if days.len() > 1 || self.timeline.regroups(said, &self.visits, &days) {
            self.timeline = Timeline::fold(said, &self.visits, &self.gaps);
        } else {
            self.timeline.extend(said, &self.visits, from);
        }
    }

    /// The chart that is read here: the same id wherever it was carried.
    pub fn id(&self) -> ChartId {
        self.log().chart()
    }

    /// The entries this reading is made of, those of strangers too.
    pub fn log(&self) -> &Log {
        self.written.log()
    }

    /// Every entry and stored row that cannot be read, and what is only said to be missing.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps.all
    }

    /// How many of the gaps are no mere word of a stranger.
    pub fn gaps_that_count(&self) -> usize {
        let count = |gap: &&Gap| gap.reason != Unreadable::Claimed;
        self.gaps().iter().filter(count).count()
    }

    /// Entries in the order they are read in, whoever wrote them.
    pub fn ordered(&self) -> &[Rc<Entry>] {
        self.written.order().as_written()
    }

    /// What people known here wrote, in the order it is read in: what the vault's own log is read by.
    pub fn by_known(&self) -> impl Iterator<Item = (&Entry, StatementId, &Statement)> {
        let known = self.standing().filter(|item| self.is_known(item.entry));
        known.map(|item| (item.entry, item.id, item.statement))
    }

    /// The latest time that people known here recorded, against which a clock set back is noticed.
    pub fn latest_known(&self) -> Option<Stamp> {
        self.written.latest_known()
    }

    /// Who, when, where an entry of this chart was written.
    pub fn byline(&self, entry: &Entry) -> Byline {
        self.written.byline(entry)
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
}

/// The stages, as the views that are made from them ask for them.
impl Chart {
    fn amended(&self) -> Amended<'_> {
        Amended {
            written: &self.written,
            amendments: &self.amendments,
        }
    }

    fn heard(&self) -> Heard<'_> {
        Heard {
            said: self.amended(),
            gate: &self.gate,
        }
    }

    fn unrevoked(&self) -> impl Iterator<Item = Item<'_>> {
        self.amended().unrevoked()
    }

    fn standing(&self) -> impl Iterator<Item = Item<'_>> {
        self.heard().standing()
    }

    fn speaks_for_the_chart(&self, entry: &Entry) -> bool {
        self.heard().speaks_for_the_chart(entry)
    }

    fn item(&self, id: StatementId) -> Option<Item<'_>> {
        self.written.item(id)
    }

    fn entry_at(&self, id: &EntryId) -> Option<(usize, &Entry)> {
        self.written.entry_at(id)
    }

    fn trust(&self, entry: &Entry) -> Trust {
        self.written.trust(entry)
    }

    fn is_known(&self, entry: &Entry) -> bool {
        self.written.is_known(entry)
    }
}

#[cfg(test)]
mod tests;
