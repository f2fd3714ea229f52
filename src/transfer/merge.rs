//! Merging: a set of entries joins a set of entries. Idempotent, commutative, associative; nothing is overwritten, and
//! two charts never become one.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::base::{ChartId, Digest, EntryId, InstallationId};
use crate::chart::entry::Entry;
use crate::chart::kinds::{Demographic, Fact};
use crate::chart::log::{Defect, JoinError, Joined, Log};

/// What adding a chart's entries would do. Making it changes nothing.
#[derive(Clone, Debug)]
pub struct ChartPlan {
    pub chart: ChartId,
    /// The chart is here already, under the same id.
    pub already_here: bool,
    /// To be added, in the order the chart is read.
    pub new: Vec<Rc<Entry>>,
    /// How many arriving entries are here already.
    pub known: usize,
    /// New entries that stand against another: a second branch of a feed, or a number that does not follow. They are
    /// among `new`: both sides are kept and shown.
    pub conflicting: BTreeSet<EntryId>,
    /// Entries that cannot join: their feed is here as another author's. They are not among `new`.
    pub refused: Vec<(EntryId, JoinError)>,
    /// Of the chart with the new entries in it.
    pub digest: Digest,
}

/// Plans adding `arriving` to the chart of the same id that is here, or as a new chart.
pub fn plan(arriving: &Log, here: Option<&Log>) -> ChartPlan {
    let chart = arriving.chart();
    let mut merged = here
        .filter(|log| log.chart() == chart)
        .cloned()
        .unwrap_or_else(|| Log::new(chart));
    let standing_before = standing_against(&merged);
    let mut plan = ChartPlan {
        chart,
        already_here: here.is_some_and(|log| log.chart() == chart),
        new: Vec::new(),
        known: 0,
        conflicting: BTreeSet::new(),
        refused: Vec::new(),
        digest: Digest([0; 32]),
    };
    for entry in arriving.ordered() {
        match merged.join(Rc::clone(&entry)) {
            Ok(Joined::New) => plan.new.push(entry),
            Ok(Joined::Known) => plan.known += 1,
            Err(error) => plan.refused.push((entry.id(), error)),
        }
    }
    let added: BTreeSet<EntryId> = plan.new.iter().map(|entry| entry.id()).collect();
    plan.conflicting = standing_against(&merged)
        .difference(&standing_before)
        .filter(|id| added.contains(id))
        .copied()
        .collect();
    plan.digest = merged.digest();
    plan
}

/// Adds what was planned. What the engine stores, it joins to what it holds by itself. A log that grew since only knows some of it already.
#[cfg(test)]
pub fn apply(plan: &ChartPlan, log: &mut Log) -> Result<usize, JoinError> {
    let mut added = 0;
    for entry in &plan.new {
        if log.join(Rc::clone(entry))? == Joined::New {
            added += 1;
        }
    }
    Ok(added)
}

/// Entries of forked places, and those whose number does not follow.
fn standing_against(log: &Log) -> BTreeSet<EntryId> {
    let mut against = BTreeSet::new();
    let mut forks = BTreeSet::new();
    for defect in log.defects() {
        match defect {
            Defect::WrongNumber { entry } => {
                against.insert(entry);
            }
            Defect::Fork { feed, sequence } => {
                forks.insert((feed, sequence));
            }
            Defect::MissingBefore { .. } => {}
        }
    }
    if !forks.is_empty() {
        let forked = log
            .iter()
            .filter(|e| forks.contains(&(e.header().feed, e.header().sequence)));
        against.extend(forked.map(|entry| entry.id()));
    }
    against
}

/// The first five characters of a chart number: they stand for one installation.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Prefix(pub String);

/// Which installations gave chart numbers under which prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefixes(BTreeMap<Prefix, BTreeSet<InstallationId>>);

impl Prefixes {
    /// Notes the chart numbers an entry gives. Numbers copied from elsewhere (with a source file) are not its own.
    pub fn note(&mut self, entry: &Entry) {
        for (_, statement) in entry.known().filter(|(_, s)| s.source.file.is_none()) {
            let Fact::Demographic(Demographic::ChartNumber(number)) = &statement.fact else {
                continue;
            };
            if let Some((prefix, _)) = number.split_once('-') {
                let here = self.0.entry(Prefix(prefix.to_owned())).or_default();
                here.insert(entry.header().installation);
            }
        }
    }

    /// The prefixes of the chart numbers that these entries give.
    pub fn of<'a>(entries: impl Iterator<Item = &'a Rc<Entry>>) -> Self {
        let mut prefixes = Self::default();
        entries.for_each(|entry| prefixes.note(entry));
        prefixes
    }

    /// An installation gives its chart numbers under this prefix, whether or not it gave one yet.
    pub fn given_by(&mut self, prefix: Prefix, installation: InstallationId) {
        self.0.entry(prefix).or_default().insert(installation);
    }

    /// Prefixes of more than one installation: the later takes a new one for new charts.
    pub fn shared(&self) -> impl Iterator<Item = (&Prefix, &BTreeSet<InstallationId>)> {
        self.0.iter().filter(|(_, who)| who.len() > 1)
    }
}

#[cfg(test)]
mod tests;
