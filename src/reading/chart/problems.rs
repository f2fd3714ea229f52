//! The numbered problem list, and which problems each statement belongs to.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Compartment;
use crate::chart::facts::{
    Amendment, AmendmentKind, Fact, MedicationEvent, PlanEvent, ProblemEvent, ProblemOpened,
    ProblemStatus,
};
use crate::chart::statement::{Standing, Statement, StatementId, StatementRef};
use crate::chart::when::When;

use super::super::view::{ProblemPage, ProblemRow};
use super::Chart;
use super::statements::Item;

/// Words and the place in the order from which they stand.
#[derive(Clone, Debug)]
struct Words {
    from: usize,
    text: String,
    when: When,
}

#[derive(Clone, Debug)]
struct Problem {
    number: u32,
    device: String,
    words: Vec<Words>,
    /// Never empty: the status it was opened with first.
    statuses: Vec<(ProblemStatus, When)>,
    onset: When,
    onset_words: Option<String>,
    standing: Standing,
    status_words: Option<String>,
    in_error: bool,
    merged: Option<StatementId>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Problems {
    known: BTreeMap<StatementId, Problem>,
    /// Opening statements that correct another problem's opening statement are that problem.
    same: BTreeMap<StatementId, StatementId>,
    /// The problems of every clinical statement; empty means #0.
    links: BTreeMap<StatementId, Vec<StatementId>>,
}

impl Problems {
    pub fn fold(chart: &Chart) -> Self {
        let mut problems = Self::default();
        for item in chart.items() {
            if let Fact::Problem(event) = item.fact() {
                problems.follow(chart, item, event);
            }
        }
        for (place, entry) in chart.order.iter().enumerate() {
            if entry.header().compartment == Compartment::CLINICAL {
                problems.link_entry(chart, place);
            }
        }
        problems
    }

    /// Opening statements make a problem even when they were entered in error: what is written under it keeps its page.
    fn follow(&mut self, chart: &Chart, item: Item, event: &ProblemEvent) {
        let here = item.id.entry;
        if let ProblemEvent::Opened(opened) = event {
            return self.open(chart, item, opened);
        }
        let reads = !chart.amendments.is_revoked(&item.id)
            && !chart.is_without_effect(&item.id)
            && item.statement.standing == Standing::Stands;
        if !reads {
            return;
        }
        match event {
            ProblemEvent::Restated(problem, text) => {
                let words = Words {
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
            ProblemEvent::Merged(problem, into) => {
                self.merge(problem.within(here), into.within(here));
            }
            ProblemEvent::Unmerged(problem) => {
                self.change(problem.within(here), |p| p.merged = None);
            }
            ProblemEvent::Opened(_) => {}
        }
    }

    fn open(&mut self, chart: &Chart, item: Item, opened: &ProblemOpened) {
        let since = match opened.status {
            ProblemStatus::Resolved => opened.ended,
            _ => opened.onset,
        };
        let since = if since.is_known() { since } else { item.when() };
        let words = Words {
            from: item.place,
            text: opened.words.clone(),
            when: item.when(),
        };
        let corrected = chart.amendments.corrects(&item.id);
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
            in_error: chart.amendments.is_in_error(&item.id),
            merged: None,
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
        if self.chain(into).all(|passed| passed != problem) {
            self.change(problem, |p| p.merged = Some(into));
        }
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

    /// Where a chain of merges ends.
    fn root(&self, problem: StatementId) -> StatementId {
        self.chain(problem).last().unwrap_or(problem)
    }

    pub fn number(&self, problem: &StatementId) -> Option<u32> {
        self.known.get(problem).map(|p| p.number)
    }

    /// The problems of a statement; empty: #0.
    pub fn of(&self, id: &StatementId) -> &[StatementId] {
        self.links.get(id).map_or(&[], Vec::as_slice)
    }

    /// Numbers of a statement's problems, each once.
    pub fn numbers(&self, id: &StatementId) -> Vec<u32> {
        let numbers: BTreeSet<u32> = self.of(id).iter().filter_map(|p| self.number(p)).collect();
        numbers.into_iter().collect()
    }

    /// Numbers and words of a statement's problems as they stood at a place in the order.
    pub fn titles(&self, id: &StatementId, place: usize) -> Vec<(u32, String)> {
        let problems = self.of(id).iter().filter_map(|p| self.known.get(p));
        problems
            .map(|problem| {
                let then = problem.words.iter().rfind(|words| words.from <= place);
                let words = then.unwrap_or(&problem.words[0]);
                (problem.number, words.text.clone())
            })
            .collect()
    }

    fn link_entry(&mut self, chart: &Chart, place: usize) {
        let entry = &chart.order[place];
        let mut amendments: Vec<(StatementId, &Amendment)> = Vec::new();
        let mut own: BTreeSet<StatementId> = BTreeSet::new();
        for (id, statement) in entry.known() {
            if let Fact::Amendment(amendment) = &statement.fact {
                amendments.push((id, amendment));
                continue;
            }
            let links = self.linked(chart, id, statement);
            own.extend(&links);
            self.links.insert(id, links);
        }
        for (id, amendment) in amendments {
            let links = match amendment.kind {
                AmendmentKind::LateEntry => own.iter().copied().collect(),
                _ => self.links_of_target(chart, amendment),
            };
            self.links.insert(id, links);
        }
    }

    /// An amendment's place is its target's.
    fn links_of_target(&self, chart: &Chart, amendment: &Amendment) -> Vec<StatementId> {
        let target = amendment.target.entry.and_then(|id| chart.entry_at(&id));
        let Some((_, entry)) = target else {
            return Vec::new();
        };
        let indices = match amendment.target.index {
            Some(index) => index..index.saturating_add(1),
            None => 0..entry.statements().len() as u32,
        };
        let statements = indices.map(|index| entry.statement_id(index as usize));
        let links: BTreeSet<StatementId> =
            statements.flat_map(|id| self.of(&id).to_vec()).collect();
        links.into_iter().collect()
    }

    fn linked(&self, chart: &Chart, id: StatementId, statement: &Statement) -> Vec<StatementId> {
        let resolve = |reference: &StatementRef| self.resolve(&reference.within(id.entry));
        let written = statement.problems.iter().filter_map(resolve);
        let subject: Vec<StatementId> = match &statement.fact {
            Fact::Problem(ProblemEvent::Opened(_)) => self.resolve(&id).into_iter().collect(),
            Fact::Problem(
                ProblemEvent::Restated(p, _)
                | ProblemEvent::Status(p, _)
                | ProblemEvent::Unmerged(p),
            ) => resolve(p).into_iter().collect(),
            Fact::Problem(ProblemEvent::Merged(p, into)) => {
                [p, into].into_iter().filter_map(resolve).collect()
            }
            _ => Vec::new(),
        };
        let mut links: BTreeSet<StatementId> = written.chain(subject).collect();
        if links.is_empty() {
            links.extend(self.inherited(chart, id, statement));
        }
        links.into_iter().collect()
    }

    /// What ends or replaces something, and names no problem itself, belongs where that something belongs.
    fn inherited(&self, chart: &Chart, id: StatementId, statement: &Statement) -> &[StatementId] {
        let ended = match &statement.fact {
            Fact::Plan(PlanEvent::Closed(ended, ..)) => Some(ended),
            Fact::Medication(MedicationEvent::Stopped(ended, _)) => Some(ended),
            _ => None,
        };
        let source = ended.map(|ended| ended.within(id.entry));
        match source.or_else(|| chart.amendments.corrects(&id)) {
            Some(source) => self.of(&source),
            None => &[],
        }
    }

    fn row(&self, id: StatementId, numbers: &BTreeMap<u32, Vec<StatementId>>) -> ProblemRow {
        let problem = &self.known[&id];
        let same = numbers.get(&problem.number).map_or(&[][..], Vec::as_slice);
        let other = same
            .iter()
            .find(|other| **other != id && self.root(**other) != self.root(id));
        let mut words = problem.words.iter().rev();
        let now = words.next().expect("a problem opens with words");
        // Each set of words stood until the next was written.
        let until = problem.words.iter().rev().map(|w| w.when);
        let (status, since) = *problem
            .statuses
            .last()
            .expect("a problem opens with a status");
        let earlier = problem.statuses.iter().rev().skip(1).copied();
        let root = self.root(id);
        ProblemRow {
            id,
            number: problem.number,
            apart: (same.len() > 1).then(|| problem.device.clone()),
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
            same_number: other.copied(),
            otherwise: false,
        }
    }

    fn rows(&self) -> Vec<ProblemRow> {
        let mut numbers: BTreeMap<u32, Vec<StatementId>> = BTreeMap::new();
        for (id, problem) in &self.known {
            numbers.entry(problem.number).or_default().push(*id);
        }
        let ids = self.known.keys();
        ids.map(|id| self.row(*id, &numbers)).collect()
    }
}

impl Chart {
    /// Active first, then inactive, then resolved, each in number order; last what is merged, in error or not asserted.
    pub fn problems(&self) -> Vec<ProblemRow> {
        let mut rows = self.problems.rows();
        for row in &mut rows {
            row.otherwise = self.is_said_otherwise(&row.id);
        }
        rows.sort_by_key(|row| {
            let aside = row.in_error || row.standing != Standing::Stands;
            let place = self.place[&row.id.entry];
            let merged = row.merged_into.is_some();
            (aside, merged, row.status, row.number, place, row.id.index)
        });
        rows
    }

    /// The number the next new problem gets.
    pub fn next_number(&self) -> u32 {
        let highest = self.problems.known.values().map(|p| p.number).max();
        highest.unwrap_or(0).saturating_add(1)
    }

    /// The problem a statement opens, if it opens one.
    pub fn problem(&self, id: StatementId) -> Option<ProblemRow> {
        let id = self.problems.resolve(&id)?;
        self.problems().into_iter().find(|row| row.id == id)
    }

    /// Whether `problem` could be merged into `into` without closing a circle.
    pub fn may_merge(&self, problem: StatementId, into: StatementId) -> bool {
        let resolve = |id| self.problems.resolve(&id);
        match (resolve(problem), resolve(into)) {
            (Some(problem), Some(into)) => self.problems.chain(into).all(|p| p != problem),
            _ => false,
        }
    }

    /// Exactly what was written under one problem; `None`: under no problem (#0). `None` if there is no such problem.
    pub fn problem_page(&self, problem: Option<StatementId>) -> Option<ProblemPage> {
        let row = match problem {
            Some(id) => Some(self.problem(id)?),
            None => None,
        };
        let id = row.as_ref().map(|row| row.id);
        let belongs = |statement: &StatementId| {
            let of = self.problems.of(statement);
            id.map_or(of.is_empty(), |id| of.contains(&id))
        };
        let plans = self.plans().into_iter().filter(|plan| belongs(&plan.id));
        let medicines = self.medicines().into_iter().filter(|m| belongs(&m.id));
        Some(ProblemPage {
            problem: row,
            plans: plans.collect(),
            medicines: medicines.collect(),
            entries: self.clinical_entries(belongs),
        })
    }
}
