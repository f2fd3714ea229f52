//! How an event in a problem's life is read: the numbered list, and which problems each statement belongs to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Bearing, Matter, Reads, reads};
use crate::base::{Compartment, EntryId, InOrder};
use crate::chart::entry::Entry;
use crate::chart::kinds::{
    Amendment, AmendmentKind, Fact, ProblemEvent, ProblemOpened, ProblemStatus,
};
use crate::chart::limits::PROBLEMS;
use crate::chart::statement::{Standing, Statement, StatementId, StatementRef};
use crate::chart::when::When;
use crate::reading::stages::{Amended, Heard, Item, beginning};
use crate::reading::view::{HistoryKind, ProblemRow, Trust};

impl Reads for ProblemEvent {
    fn bearing(&self, this: EntryId) -> Bearing {
        match self {
            Self::Opened(_) => Bearing::Adds,
            Self::Restated(problem, _) => Bearing::Replaces(Matter::Words(problem.within(this))),
            Self::Status(problem, _) => Bearing::Replaces(Matter::Status(problem.within(this))),
            Self::Merged(problem, _) | Self::Unmerged(problem) => {
                Bearing::Replaces(Matter::Merging(problem.within(this)))
            }
        }
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Notes)
    }

    fn words_of_change(&self) -> Cow<'_, str> {
        match self {
            Self::Restated(_, words) => words.into(),
            _ => "".into(),
        }
    }
}

/// Words and the place in the order from which they stand.
#[derive(Clone, Debug)]
struct WordsSince {
    from: usize,
    text: String,
    when: When,
}

#[derive(Clone, Debug)]
struct Problem {
    number: u32,
    device: String,
    words: Vec<WordsSince>,
    /// Never empty: the status it was opened with first.
    statuses: Vec<(ProblemStatus, When)>,
    onset: When,
    onset_words: Option<String>,
    standing: Standing,
    status_words: Option<String>,
    in_error: bool,
    merged: Option<StatementId>,
    trust: Trust,
    /// Opened by somebody who speaks for the chart: strangers' numbers change none of ours.
    speaks: bool,
}

/// Problems merged one into another one after the other, at most: what would make a longer chain has no effect. Nobody
/// merges so many by hand, and a file must not make every reading walk through thousands.
const LONGEST_CHAIN: usize = 64;
/// Problems named with one statement, and characters of their words, at most.
const TITLES: usize = 32;
const TITLE_SHOWN: usize = 200;

/// Every problem of a chart, and what stands under which.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    known: BTreeMap<StatementId, Problem>,
    /// Opening statements that correct another problem's opening statement are that problem.
    same: BTreeMap<StatementId, StatementId>,
    /// The problems of every clinical statement; empty means #0. Shared where one follows another.
    links: BTreeMap<StatementId, Rc<[StatementId]>>,
    /// The problems of all statements of an entry.
    of_entry: BTreeMap<EntryId, Rc<[StatementId]>>,
    /// Where the chain of merges of every merged problem ends.
    roots: BTreeMap<StatementId, StatementId>,
}

impl Problems {
    pub fn fold(heard: Heard) -> Self {
        let mut problems = Self::default();
        let mut merges = problems.follow(heard, 0);
        // A circle closed by a stranger's merge must not take the effect of ours.
        merges.order_by_key(|item| !heard.said.written.is_known(item.entry));
        merges.iter().for_each(|item| problems.join(item));
        problems.roots = problems.roots();
        problems.link(heard.said, 0);
        problems
    }

    /// Whether what is said from this place on merges nothing: then it may be taken in after what is older.
    pub fn only_grow(heard: Heard, from: usize) -> bool {
        let mut said = heard.said.written.statements_from(from);
        !said.any(|item| {
            matches!(
                item.fact(),
                Fact::Problem(ProblemEvent::Merged(..) | ProblemEvent::Unmerged(_))
            )
        })
    }

    pub fn extend(&mut self, heard: Heard, from: usize) {
        self.follow(heard, from);
        for item in heard.said.written.statements_from(from) {
            if let Fact::Problem(ProblemEvent::Opened(_)) = item.fact() {
                self.roots.insert(item.id, item.id);
            }
        }
        self.link(heard.said, from);
    }

    /// Takes in what was said of problems from this place on; answers with the merges, which have an order of their own.
    fn follow<'a>(&mut self, heard: Heard<'a>, from: usize) -> Vec<Item<'a>> {
        let mut merges = Vec::new();
        for item in heard.said.written.statements_from(from) {
            if let Fact::Problem(event) = item.fact() {
                self.event(heard, item, event, &mut merges);
            }
        }
        merges
    }

    /// Opening statements make a problem even when they were entered in error: what is written under it keeps its page.
    fn event<'a>(
        &mut self,
        heard: Heard,
        item: Item<'a>,
        event: &ProblemEvent,
        merges: &mut Vec<Item<'a>>,
    ) {
        let here = item.id.entry;
        if let ProblemEvent::Opened(opened) = event {
            return self.open(heard, item, opened);
        }
        let reads = !heard.said.amendments.is_revoked(&item.id)
            && !heard.is_without_effect(&item.id)
            && item.statement.standing == Standing::Stands;
        if !reads {
            return;
        }
        match event {
            ProblemEvent::Restated(problem, text) => {
                let words = WordsSince {
                    from: item.place,
                    text: text.clone(),
                    when: item.when(),
                };
                self.change(problem.within(here), |p| p.words.push(words));
            }
            ProblemEvent::Status(problem, status) => {
                let since = (*status, item.when());
                self.change(problem.within(here), |p| p.statuses.push(since));
            }
            ProblemEvent::Merged(..) | ProblemEvent::Unmerged(_) => merges.push(item),
            ProblemEvent::Opened(_) => {}
        }
    }

    fn join(&mut self, item: &Item) {
        let here = item.id.entry;
        match item.fact() {
            Fact::Problem(ProblemEvent::Merged(problem, into)) => {
                self.merge(problem.within(here), into.within(here));
            }
            Fact::Problem(ProblemEvent::Unmerged(problem)) => {
                self.change(problem.within(here), |p| p.merged = None);
            }
            _ => {}
        }
    }

    fn open(&mut self, heard: Heard, item: Item, opened: &ProblemOpened) {
        let since = match opened.status {
            ProblemStatus::Resolved => opened.ended,
            _ => opened.onset,
        };
        let since = if since.is_known() { since } else { item.when() };
        let words = WordsSince {
            from: item.place,
            text: opened.words.clone(),
            when: item.when(),
        };
        let amendments = heard.said.amendments;
        let corrected = amendments.corrects(&item.id);
        if let Some(old) = corrected.and_then(|old| self.resolve(&old)) {
            self.same.insert(item.id, old);
            return self.change(old, |p| {
                p.words[0] = words;
                p.statuses[0] = (opened.status, since);
                p.onset = opened.onset;
                p.onset_words = item.statement.time_words.clone();
                p.standing = item.statement.standing;
                p.status_words = item.statement.status_words.clone();
            });
        }
        let problem = Problem {
            number: opened.number,
            device: item.entry.header().device.clone(),
            words: vec![words],
            statuses: vec![(opened.status, since)],
            onset: opened.onset,
            onset_words: item.statement.time_words.clone(),
            standing: item.statement.standing,
            status_words: item.statement.status_words.clone(),
            in_error: amendments.is_in_error(&item.id),
            merged: None,
            trust: heard.said.written.trust(item.entry),
            speaks: heard.speaks_for_the_chart(item.entry),
        };
        self.known.insert(item.id, problem);
    }

    fn change(&mut self, problem: StatementId, change: impl FnOnce(&mut Problem)) {
        let problem = self.same.get(&problem).copied().unwrap_or(problem);
        if let Some(problem) = self.known.get_mut(&problem) {
            change(problem);
        }
    }

    /// A merge that would close a circle (two devices merged the same pair in both directions) has no effect.
    fn merge(&mut self, problem: StatementId, into: StatementId) {
        let (Some(problem), Some(into)) = (self.resolve(&problem), self.resolve(&into)) else {
            return;
        };
        if self.may_join(problem, into) {
            self.change(problem, |p| p.merged = Some(into));
        }
    }

    /// Whether a chain from `into` neither comes back to `problem` nor is too long.
    fn may_join(&self, problem: StatementId, into: StatementId) -> bool {
        let mut chain = self.chain(into).take(LONGEST_CHAIN + 1);
        let ends = chain
            .by_ref()
            .take(LONGEST_CHAIN)
            .all(|passed| passed != problem);
        ends && chain.next().is_none()
    }

    /// The problem that is meant, if it is one.
    pub fn resolve(&self, id: &StatementId) -> Option<StatementId> {
        let id = self.same.get(id).unwrap_or(id);
        self.known.contains_key(id).then_some(*id)
    }

    /// A problem, what it is merged into, and so on; never a circle.
    fn chain(&self, problem: StatementId) -> impl Iterator<Item = StatementId> {
        std::iter::successors(Some(problem), |p| self.known.get(p).and_then(|p| p.merged))
    }

    /// Where each chain of merges ends, every step walked once.
    fn roots(&self) -> BTreeMap<StatementId, StatementId> {
        let mut roots = BTreeMap::new();
        for id in self.known.keys() {
            let mut passed = Vec::new();
            let mut end = *id;
            for step in self.chain(*id) {
                end = roots.get(&step).copied().unwrap_or(step);
                if end != step {
                    break;
                }
                passed.push(step);
            }
            roots.extend(passed.into_iter().map(|step| (step, end)));
        }
        roots
    }

    /// Where a chain of merges ends.
    fn root(&self, problem: StatementId) -> StatementId {
        self.roots.get(&problem).copied().unwrap_or(problem)
    }

    /// The number it was opened with.
    pub fn number(&self, problem: &StatementId) -> Option<u32> {
        self.known.get(problem).map(|p| p.number)
    }

    /// The problems of a statement; empty: #0.
    pub fn of(&self, id: &StatementId) -> &[StatementId] {
        self.links.get(id).map_or(&[], |links| links)
    }

    /// Numbers of a statement's problems, each once.
    pub fn numbers(&self, id: &StatementId) -> Vec<u32> {
        let numbers: BTreeSet<u32> = self.of(id).iter().filter_map(|p| self.number(p)).collect();
        numbers.into_iter().collect()
    }

    /// Numbers and words of a statement's problems as they stood at a place in the order.
    pub fn titles(&self, id: &StatementId, place: usize) -> Vec<(u32, String)> {
        let problems = self.of(id).iter().filter_map(|p| self.known.get(p));
        let problems = problems.take(TITLES);
        problems
            .map(|problem| {
                // What was restated stands in the order of reading, behind what the problem was opened with.
                let (first, restated) = problem.words.split_first().expect("words it opens with");
                let then = restated.partition_point(|words| words.from <= place);
                let words = then.checked_sub(1).map_or(first, |last| &restated[last]);
                (problem.number, beginning(&words.text, TITLE_SHOWN))
            })
            .collect()
    }

    /// Number and words of a problem as they stand now.
    fn title(&self, problem: &StatementId) -> Option<(u32, String)> {
        let problem = self.known.get(problem)?;
        let words = problem.words.last()?;
        Some((problem.number, beginning(&words.text, TITLE_SHOWN)))
    }

    /// Finds the problems of every statement from this place on.
    fn link(&mut self, said: Amended, from: usize) {
        let entries = said.written.order().as_written().iter().skip(from);
        for entry in entries {
            if entry.header().compartment == Compartment::CLINICAL {
                self.link_entry(said, entry);
            }
        }
    }

    fn link_entry(&mut self, said: Amended, entry: &Entry) {
        let mut amendments: Vec<(StatementId, &Amendment)> = Vec::new();
        let mut own: BTreeSet<StatementId> = BTreeSet::new();
        for (id, statement) in entry.known() {
            if let Fact::Amendment(amendment) = &statement.fact {
                amendments.push((id, amendment));
                continue;
            }
            let links = self.linked(said, id, statement);
            own.extend(links.iter());
            self.links.insert(id, links);
        }
        let of_own: Rc<[StatementId]> = own.into_iter().take(PROBLEMS).collect();
        let (mut all, mut met) = (Rc::clone(&of_own), BTreeSet::new());
        for (id, amendment) in amendments {
            let links = match amendment.kind {
                AmendmentKind::LateEntry => Rc::clone(&of_own),
                _ => self.links_of_target(said, amendment),
            };
            // Any number of amendments may be of one target.
            if met.insert(links.as_ptr()) {
                all = both(&all, &links);
            }
            self.links.insert(id, links);
        }
        self.of_entry.insert(entry.id(), all);
    }

    /// An amendment's place is its target's.
    fn links_of_target(&self, said: Amended, amendment: &Amendment) -> Rc<[StatementId]> {
        let target = amendment
            .target
            .entry
            .and_then(|id| said.written.entry_at(&id));
        let links = target.and_then(|(_, entry)| match amendment.target.index {
            Some(index) => self.links.get(&entry.statement_id(index as usize)),
            None => self.of_entry.get(&entry.id()),
        });
        links.cloned().unwrap_or_default()
    }

    fn linked(&self, said: Amended, id: StatementId, statement: &Statement) -> Rc<[StatementId]> {
        let resolve = |reference: &StatementRef| self.resolve(&reference.within(id.entry));
        let written = statement.problems.iter().filter_map(resolve);
        let subjects = match &statement.fact {
            Fact::Problem(event) => Some(event.subjects(StatementRef::here(id.index))),
            _ => None,
        };
        let subjects: Vec<StatementRef> = subjects.into_iter().flatten().collect();
        let subjects = subjects.iter().filter_map(resolve);
        let links: BTreeSet<StatementId> = written.chain(subjects).collect();
        if links.is_empty() {
            return self.inherited(said, id, statement);
        }
        links.into_iter().collect()
    }

    /// What is about something of before, or replaces it, and names no problem itself, belongs where that something belongs.
    fn inherited(
        &self,
        said: Amended,
        id: StatementId,
        statement: &Statement,
    ) -> Rc<[StatementId]> {
        let ended = reads(&statement.fact).is_about();
        let source = ended.map(|ended| ended.within(id.entry));
        let source = source.or_else(|| said.amendments.corrects(&id));
        let links = source.and_then(|source| self.links.get(&source));
        links.cloned().unwrap_or_default()
    }

    fn row(&self, id: StatementId, numbers: &BTreeMap<(u32, bool), SameNumber>) -> ProblemRow {
        let problem = &self.known[&id];
        let same = &numbers[&(problem.number, problem.speaks)];
        let root = self.root(id);
        let other = same.of_roots.iter().find(|(_, of)| *of != root);
        let mut words = problem.words.iter().rev();
        let now = words.next().expect("a problem opens with words");
        // Each set of words stood until the next was written.
        let until = problem.words.iter().rev().map(|w| w.when);
        let (status, since) = *problem
            .statuses
            .last()
            .expect("a problem opens with a status");
        let earlier = problem.statuses.iter().rev().skip(1).copied();
        ProblemRow {
            id,
            number: problem.number,
            apart: (same.count > 1).then(|| problem.device.clone()),
            words: now.text.clone(),
            before: words.map(|w| w.text.clone()).zip(until).collect(),
            status,
            onset: problem.onset,
            onset_words: problem.onset_words.clone(),
            since,
            earlier: earlier.collect(),
            merged_into: (root != id).then(|| self.number(&root)).flatten(),
            standing: problem.standing,
            status_words: problem.status_words.clone(),
            in_error: problem.in_error,
            same_number: other.map(|(other, _)| *other),
            otherwise: false,
            trust: problem.trust,
        }
    }

    /// Every problem, in the order of the list.
    pub fn rows(&self, heard: Heard) -> Vec<ProblemRow> {
        let mut numbers: BTreeMap<(u32, bool), SameNumber> = BTreeMap::new();
        for (id, problem) in &self.known {
            // Among those who speak for the chart only they count; among strangers' problems all do.
            let root = self.root(*id);
            let all = numbers.entry((problem.number, false)).or_default();
            all.add(*id, root);
            if problem.speaks {
                let speaking = numbers.entry((problem.number, true)).or_default();
                speaking.add(*id, root);
            }
        }
        let rows = self.known.keys().map(|id| ProblemRow {
            otherwise: heard.is_said_otherwise(id),
            ..self.row(*id, &numbers)
        });
        let mut rows: Vec<ProblemRow> = rows.collect();
        rows.order_by_key(|row| {
            let place = heard.said.written.order().place_of(&row.id.entry);
            (row.rank(), place, row.id.index)
        });
        rows
    }

    /// Number and words of a problem, as they stand now.
    pub fn title_now(&self, problem: &StatementId) -> Option<(u32, String)> {
        self.title(&self.resolve(problem)?)
    }

    /// Number and words of each problem a statement belongs to, as they stand now; 32 of them at most.
    pub fn titles_now(&self, id: &StatementId) -> Vec<(u32, String)> {
        let of = self.of(id).iter().take(TITLES);
        of.filter_map(|problem| self.title(problem)).collect()
    }

    /// The number the next new problem gets.
    pub fn next_number(&self) -> u32 {
        let all = || self.known.values();
        let highest = all().filter(|p| p.speaks).map(|p| p.number).max();
        // A stranger's number, however high, only is not given a second time.
        let taken: BTreeSet<u32> = all().map(|p| p.number).collect();
        let from = highest.unwrap_or(0).saturating_add(1);
        let mut free = (from..=u32::MAX).chain(1..from);
        free.find(|number| !taken.contains(number)).unwrap_or(from)
    }

    /// Whether `problem` could be merged into `into`: into another problem that is not itself merged.
    pub fn may_merge(&self, problem: StatementId, into: StatementId) -> bool {
        match (self.resolve(&problem), self.resolve(&into)) {
            (Some(problem), Some(into)) => self.root(into) == into && self.may_join(problem, into),
            _ => false,
        }
    }
}

/// The problems of either, the same list where one has them all; no more than one statement may belong to: whole entries
/// that are amended one after the other would hand on ever longer lists.
fn both(one: &Rc<[StatementId]>, other: &Rc<[StatementId]>) -> Rc<[StatementId]> {
    if one.is_empty() {
        return Rc::clone(other);
    }
    // Each is in order.
    let is_new = |id: &&StatementId| one.binary_search(id).is_err();
    let room = PROBLEMS.saturating_sub(one.len());
    if Rc::ptr_eq(one, other) || room == 0 || !other.iter().any(|id| is_new(&id)) {
        return Rc::clone(one);
    }
    let new = other.iter().filter(is_new).take(room);
    let all: BTreeSet<StatementId> = one.iter().chain(new).copied().collect();
    all.into_iter().collect()
}

/// Problems of one number.
#[derive(Default)]
struct SameNumber {
    count: usize,
    /// The first of them and the first that is not merged with it, each with where its merges end: whichever one is asked
    /// about, one of the two is another problem, if there is another.
    of_roots: Vec<(StatementId, StatementId)>,
}

impl SameNumber {
    fn add(&mut self, id: StatementId, root: StatementId) {
        self.count += 1;
        if self.of_roots.len() < 2 && self.of_roots.iter().all(|(_, known)| *known != root) {
            self.of_roots.push((id, root));
        }
    }
}
