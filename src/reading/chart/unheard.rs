//! What people only first seen in a file say against what is known here: shown beside it, without effect.
//!
//! People of this vault, and of one somebody confirmed, may change what anyone said; everyone may change what they said
//! themselves. Where none of those said anything, the last word counts, whoever's it is: in a chart somebody carried here
//! everyone may be only first seen, and what its clinics wrote one after the other reads as they read it.
//! Amendments and stops are stricter: see [`super::amendments`].

use std::collections::{BTreeMap, BTreeSet};

use crate::base::ChartId;
use crate::chart::entry::Entry;
use crate::chart::facts::{Birth, Demographic, Fact, NameUse, PlanEvent, ProblemEvent, Sex};
use crate::chart::statement::StatementId;

use super::super::view::Trust;
use super::Chart;
use super::statements::Item;

#[derive(Clone, Debug, Default)]
pub(super) struct Unheard {
    without_effect: BTreeSet<StatementId>,
    beside: BTreeMap<StatementId, BTreeSet<StatementId>>,
}

/// What has one value at a time: a later statement takes the place of the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    Name,
    Sex,
    Birth,
    Gender,
    Place,
    Phone,
    Language,
    NextOfKin,
    Photo,
    Died,
    Notice,
    Link(ChartId),
    Words(StatementId),
    Status(StatementId),
    Merging(StatementId),
    Closing(StatementId),
}

impl Matter {
    fn of(item: &Item) -> Option<Self> {
        let within =
            |reference: &crate::chart::statement::StatementRef| reference.within(item.id.entry);
        Some(match item.fact() {
            Fact::Demographic(demographic) => return Self::of_person(demographic),
            Fact::Notice(_) => Self::Notice,
            Fact::PersonLink(link) => Self::Link(link.other),
            Fact::Problem(ProblemEvent::Restated(problem, _)) => Self::Words(within(problem)),
            Fact::Problem(ProblemEvent::Status(problem, _)) => Self::Status(within(problem)),
            Fact::Problem(ProblemEvent::Merged(problem, _) | ProblemEvent::Unmerged(problem)) => {
                Self::Merging(within(problem))
            }
            Fact::Plan(PlanEvent::Closed(plan, ..)) => Self::Closing(within(plan)),
            _ => return None,
        })
    }

    fn of_person(demographic: &Demographic) -> Option<Self> {
        Some(match demographic {
            Demographic::Name(_) => Self::Name,
            Demographic::Sex(_) => Self::Sex,
            Demographic::Birth(_) => Self::Birth,
            Demographic::Gender(_) => Self::Gender,
            Demographic::Place(_) => Self::Place,
            Demographic::Phone(_) => Self::Phone,
            Demographic::Language(_) => Self::Language,
            Demographic::NextOfKin(_) => Self::NextOfKin,
            Demographic::Photo(_) => Self::Photo,
            Demographic::Died(_) => Self::Died,
            // Numbers stand beside each other.
            Demographic::ChartNumber(_)
            | Demographic::Identifier(_)
            | Demographic::NotTheSameAs(_) => return None,
        })
    }

    /// The statement that is changed, where it is another kind than the change.
    fn subject(self) -> Option<StatementId> {
        match self {
            Self::Words(of) | Self::Status(of) | Self::Merging(of) | Self::Closing(of) => Some(of),
            _ => None,
        }
    }

    /// Said of the person as a whole: there need be no earlier value for it to change how they are met.
    fn is_about_the_person(self) -> bool {
        matches!(self, Self::Died | Self::Photo)
    }
}

impl Unheard {
    /// Needs the amendments, and nothing that is folded after them.
    pub fn fold(chart: &Chart) -> Self {
        let mut unheard = Self::default();
        let known_by = chart.known_by();
        let mut last: BTreeMap<Matter, Item> = BTreeMap::new();
        for item in chart.standing() {
            let Some(matter) = Matter::of(&item) else {
                continue;
            };
            let before = last.get(&matter).copied();
            if before.is_some_and(|before| rank(&item) < rank(&before)) {
                continue;
            }
            let person = known_by.filter(|_| matter.is_about_the_person());
            let against = chart
                .subjects(matter)
                .into_iter()
                .chain(before)
                .chain(person);
            match against
                .into_iter()
                .find(|of| !chart.may_follow(item.entry, of.entry))
            {
                Some(of) => unheard.put_beside(of.id, item.id),
                None if is_a_gap(&item) => {}
                None => {
                    last.insert(matter, item);
                }
            }
        }
        unheard
    }

    fn put_beside(&mut self, known: StatementId, said: StatementId) {
        self.without_effect.insert(said);
        self.beside.entry(known).or_default().insert(said);
    }

    /// Whether a statement is shown beside another and read as nothing else.
    pub fn contains(&self, id: &StatementId) -> bool {
        self.without_effect.contains(id)
    }

    /// What is shown beside a statement.
    pub fn beside(&self, id: &StatementId) -> impl Iterator<Item = &StatementId> {
        self.beside.get(id).into_iter().flatten()
    }
}

/// A name that would not be the one shown changes nothing: it is one more to be found by.
fn rank(item: &Item) -> u8 {
    match item.fact() {
        Fact::Demographic(Demographic::Name(name)) => match name.usage {
            NameUse::Placeholder => 0,
            NameUse::Other => 1,
            NameUse::Usual => 2,
        },
        _ => 0,
    }
}

/// Nothing is known yet: whoever knows may say it.
fn is_a_gap(item: &Item) -> bool {
    match item.fact() {
        Fact::Demographic(Demographic::Name(name)) => name.usage == NameUse::Placeholder,
        Fact::Demographic(
            Demographic::Birth(Birth::NotKnown) | Demographic::Sex(Sex::NotKnown),
        ) => true,
        _ => false,
    }
}

impl Chart {
    /// Whether an entry's author is known here and was allowed to write it.
    fn is_known(&self, entry: &Entry) -> bool {
        let author = self.author(entry);
        author.trust != Trust::FirstSeen && !author.not_authorised
    }

    /// Whether a later word on the same matter takes an earlier one's place.
    pub(super) fn may_follow(&self, by: &Entry, of: &Entry) -> bool {
        self.may_change(by, of) || !(self.is_known(of) || self.author(by).not_authorised)
    }

    /// The last of several statements of one matter, by the time they are about, that takes the place of those before.
    pub(super) fn last_word<'a, T>(
        &self,
        said: impl Iterator<Item = (Item<'a>, T)>,
    ) -> Option<(Item<'a>, T)> {
        let mut said: Vec<(Item, T)> = said.collect();
        said.sort_by_key(|(item, _)| item.sort_key());
        said.into_iter().reduce(|last, next| {
            if self.may_follow(next.0.entry, last.0.entry) {
                next
            } else {
                last
            }
        })
    }

    /// A statement by somebody known here about who the person is: the last name they gave, or the first thing they said.
    fn known_by(&self) -> Option<Item<'_>> {
        let known: Vec<Item> = self.standing().filter(|i| self.is_known(i.entry)).collect();
        let is_name = |i: &&Item| matches!(i.fact(), Fact::Demographic(Demographic::Name(_)));
        let name = known.iter().rfind(is_name);
        name.or(known.first()).copied()
    }

    /// What a matter is about: the statement, and what that was corrected from.
    fn subjects(&self, matter: Matter) -> Vec<Item<'_>> {
        let before = |id: &StatementId| self.amendments.corrects(id);
        let subjects = std::iter::successors(matter.subject(), before);
        subjects.filter_map(|id| self.item(id)).collect()
    }
}
