//! The gate every reading goes through: whose word counts, and what stands beside it.
//!
//! *Known* are people of this vault and of one somebody confirmed, where their role let them write what they wrote; all
//! others are strangers, only seen in a file. What known people said on a matter counts. Where they said nothing on it, the
//! last word counts, whoever's it is: in a chart somebody carried here everyone may be a stranger, and what its clinics
//! wrote one after the other reads as they read it. Everyone may change what they said themselves.
//!
//! A stranger's word that closes something (*none known*, *asked*, a link between charts, a notice) never counts in a chart
//! in which known people wrote: what nobody here asked is asked again. Amendments and stops are stricter: see
//! [`super::amendments`].
//!
//! Every kind says in its own file what it does to what was said before it: see [`Bearing`].

use crate::reading::kinds::{Bearing, Matter, reads};
use std::collections::{BTreeMap, BTreeSet};

use crate::chart::entry::Entry;
use crate::chart::kinds::{Answered, Demographic, Fact, NameUse, Question};
use crate::chart::statement::{Standing, StatementId};

use super::amendments::Amended;
use super::item::Item;

/// Which statements do not count, and beside which others they stand.
#[derive(Clone, Debug, Default)]
pub struct Uncounted {
    /// Somebody known here wrote in this chart.
    known_here: bool,
    without_effect: BTreeSet<StatementId>,
    beside: BTreeMap<StatementId, BTreeSet<StatementId>>,
}

/// What known people said, by matter, and one statement that stands for them where a matter has none.
struct KnownWords<'a> {
    by_matter: BTreeMap<Matter, Item<'a>>,
    person: Option<Item<'a>>,
}

impl<'a> KnownWords<'a> {
    fn of(said: Amended<'a>) -> Self {
        let mut by_matter: BTreeMap<Matter, Item> = BTreeMap::new();
        let mut first = None;
        let is_known = |item: &Item| said.written.is_known(item.entry);
        for item in said.asserted().filter(is_known) {
            first.get_or_insert(item);
            let matter = bearing_of(&item).matter();
            for matter in matter.into_iter().chain(answered(&item)) {
                let before = by_matter.get(&matter);
                if before.is_none_or(|before| rank(&item) >= rank(before)) {
                    by_matter.insert(matter, item);
                }
            }
        }
        // Words with a status nobody can read are read where there are no others.
        for item in in_doubt(said).filter(is_known) {
            if let Some(matter) = bearing_of(&item).matter() {
                by_matter.entry(matter).or_insert(item);
            }
        }
        let person = by_matter.get(&Matter::Name).copied().or(first);
        Self { by_matter, person }
    }
}

impl Uncounted {
    pub fn fold(said: Amended) -> Self {
        let written = said.written;
        let mut gate = Self {
            known_here: written.has_known(),
            ..Self::default()
        };
        if !written.has_strangers() {
            return gate;
        }
        let known = KnownWords::of(said);
        let is_strange = |item: &Item| !written.is_known(item.entry);
        let mut last: BTreeMap<Matter, Item> = BTreeMap::new();
        for item in said.asserted().filter(is_strange) {
            let bearing = bearing_of(&item);
            let closes = matches!(bearing, Bearing::Closes(_)) && gate.known_here;
            let Some(matter) = bearing.matter() else {
                continue;
            };
            let by_known = known.by_matter.get(&matter).copied();
            let before = last.get(&matter).copied();
            // A name that would not be the one shown changes nothing: it is one more to be found by. Not of somebody whose
            // names are known: strangers' would crowd them out.
            let lower = |of: &Item| rank(&item) < rank(of);
            if by_known.is_none() && before.as_ref().is_some_and(lower) {
                continue;
            }
            let person = known.person.filter(|_| matter.is_about_the_person());
            let mut against = subjects(said, matter)
                .chain(by_known)
                .chain(before)
                .chain(person);
            match against.find(|of| !may_follow(said, item.entry, of.entry)) {
                Some(of) => gate.put_beside(of.id, item.id),
                None if closes => {
                    gate.without_effect.insert(item.id);
                }
                None => {
                    last.insert(matter, item);
                }
            }
        }
        for item in in_doubt(said).filter(is_strange) {
            let matter = bearing_of(&item).matter();
            if let Some(by_known) = matter.and_then(|matter| known.by_matter.get(&matter)) {
                gate.put_beside(by_known.id, item.id);
            }
        }
        gate
    }

    /// Whether what known people say from this place on changes nothing here: there are no strangers whom it could concern,
    /// or it takes nothing's place.
    pub fn is_unmoved_by(said: Amended, from: usize) -> bool {
        !said.written.has_strangers()
            || said
                .written
                .statements_from(from)
                .all(|item| bearing_of(&item).matter().is_none() && answered(&item).is_none())
    }

    fn put_beside(&mut self, known: StatementId, said: StatementId) {
        self.without_effect.insert(said);
        self.beside.entry(known).or_default().insert(said);
    }

    /// Whether a statement is shown beside what counts and read as nothing else.
    pub fn contains(&self, id: &StatementId) -> bool {
        self.without_effect.contains(id)
    }

    pub fn how_many_beside(&self, id: &StatementId) -> usize {
        self.beside.get(id).map_or(0, BTreeSet::len)
    }

    /// What strangers said against a statement: shown beside it, without effect.
    pub fn beside(&self, id: &StatementId) -> impl Iterator<Item = &StatementId> {
        self.beside.get(id).into_iter().flatten()
    }
}

/// What a statement does to what was said before it.
fn bearing_of(item: &Item) -> Bearing {
    reads(item.fact()).bearing(item.id.entry)
}

/// What was answered without a fact was said too: "declined" is no room for a stranger's word.
fn answered(item: &Item) -> Option<Matter> {
    let Fact::Answer(answered) = item.fact() else {
        return None;
    };
    Some(match answered.question {
        Question::Gender => Matter::Gender,
        Question::Place => Matter::Place,
        Question::Phone => Matter::Phone,
        Question::Language => Matter::Language,
        Question::NextOfKin => Matter::NextOfKin,
        Question::Photo => Matter::Photo,
        _ => return None,
    })
}

/// Which of several names is the one shown.
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

/// Whether a later word on the same matter takes an earlier one's place.
fn may_follow(said: Amended, by: &Entry, of: &Entry) -> bool {
    let written = said.written;
    written.may_change(by, of) || !(written.is_known(of) || written.author(by).not_authorised)
}

/// What a matter is about: the statement, and what that was corrected from.
fn subjects(said: Amended<'_>, matter: Matter) -> impl Iterator<Item = Item<'_>> {
    let subject = matter.subject().into_iter();
    let subjects = subject.flat_map(move |id| said.amendments.back_from(id));
    subjects.filter_map(move |id| said.written.item(id))
}

/// Said of who the person is in a file, with a status that nobody can read.
fn is_in_doubt(item: &Item) -> bool {
    let says = matches!(item.fact(), Fact::Demographic(said) if !said.is_unknown());
    says && item.statement.standing == Standing::UnknownStatus && item.is_imported()
}

/// What a file says of who the person is with a status nobody can read, whoever it is by.
fn in_doubt(said: Amended<'_>) -> impl Iterator<Item = Item<'_>> {
    let doubtful = said.about_person().filter(is_in_doubt);
    doubtful.filter(move |item| !said.amendments.is_aside(&item.id))
}

/// The third stage: what was said and how it reads, with whose word counts.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    pub said: Amended<'a>,
    pub gate: &'a Uncounted,
}

impl<'a> Heard<'a> {
    /// Offered by a correction that has no effect, or said by people who may not change what is known here.
    pub fn is_without_effect(self, id: &StatementId) -> bool {
        self.said.amendments.is_aside(id) || self.gate.contains(id)
    }

    /// Statements that are read as facts: not revoked, asserted, and not without effect.
    pub fn standing(self) -> impl Iterator<Item = Item<'a>> {
        self.standing_from(0)
    }

    /// As `standing`, from an entry's place in the order of reading on.
    pub fn standing_from(self, from: usize) -> impl Iterator<Item = Item<'a>> {
        let said = self.said.unrevoked_from(from);
        said.filter(move |item| self.stands(item))
    }

    /// Statements about who the person is that are read as facts.
    pub fn about_person(self) -> impl Iterator<Item = Item<'a>> {
        let said = self.said.about_person();
        said.filter(move |item| self.stands(item))
    }

    fn stands(self, item: &Item) -> bool {
        item.statement.standing == Standing::Stands && !self.is_without_effect(&item.id)
    }

    /// What a file says of who the person is with a status nobody can read, and whose word counts.
    pub fn in_doubt(self) -> impl Iterator<Item = Item<'a>> {
        in_doubt(self.said).filter(move |item| !self.gate.contains(&item.id))
    }

    /// Whether what an entry says can settle what the chart as a whole says: somebody known wrote it, or nobody known wrote
    /// in this chart at all.
    pub fn speaks_for_the_chart(self, entry: &Entry) -> bool {
        !self.gate.known_here || self.said.written.is_known(entry)
    }

    /// Answers of strangers that do not count: the last to each question.
    pub fn answers_aside(self) -> impl Iterator<Item = (Item<'a>, &'a Answered)> {
        let mut last: BTreeMap<Question, (Item, &Answered)> = BTreeMap::new();
        for item in self.aside() {
            if let Fact::Answer(answered) = item.fact() {
                last.insert(answered.question, (item, answered));
            }
        }
        last.into_values()
    }

    /// Statements that stand beside what counts here: shown with that said, read as nothing else.
    pub fn aside(self) -> impl Iterator<Item = Item<'a>> {
        self.said
            .unrevoked()
            .filter(move |item| self.gate.contains(&item.id))
    }
}
