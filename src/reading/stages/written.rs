//! The first stage of a chart: what was written, by whom, and in which order it is read.

use crate::base::InOrder;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::base::{ActId, EntryId, Stamp, Thumbprint};
use crate::chart::entry::Entry;
use crate::chart::kinds::Fact;
use crate::chart::log::{JoinError, Joined, Log};
use crate::chart::statement::{Read, StatementId};

use super::item::Item;
use super::order::{Order, before_it};
use crate::reading::view::{Byline, Trust};
use crate::terms::text::shown;

/// How an entry's author is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    pub trust: Trust,
    /// The author's role may not write this entry.
    pub not_authorised: bool,
}

impl Author {
    /// Known here, and allowed to write what they wrote.
    fn is_known(&self) -> bool {
        self.trust != Trust::FirstSeen && !self.not_authorised
    }
}

/// Who wrote an entry: looked up by its credential and key, and judged by the role it was written in.
pub trait Authors {
    /// Asked once for each entry when it is taken in.
    fn author_of(&self, entry: &Entry) -> Author;
}

impl<F: Fn(&Entry) -> Author> Authors for F {
    fn author_of(&self, entry: &Entry) -> Author {
        self(entry)
    }
}

/// What one person saved at once. Acts have ids that anybody can repeat: they are one only within one author.
pub type Act = (ActId, Thumbprint);

/// The act an entry belongs to.
pub fn act_of(entry: &Entry) -> Act {
    (entry.header().act, entry.author())
}

/// A log with its authors, in the order it is read in.
#[derive(Clone, Debug)]
pub struct Written {
    log: Log,
    authors: BTreeMap<EntryId, Author>,
    order: Order,
    /// Entries that share their number with another.
    forked: BTreeSet<EntryId>,
    /// Entries that some entry names or points at, and that are not here.
    awaited: BTreeSet<EntryId>,
    /// Every act, with the place of its first entry.
    acts: BTreeMap<Act, usize>,
    /// Statements about who the person is, by place and index: few, and asked for often.
    about_person: Vec<(usize, usize)>,
    latest_known: Option<Stamp>,
    /// Somebody known here wrote in this chart; so did a stranger.
    known: bool,
    strangers: bool,
}

/// What became of entries that joined.
pub enum Came {
    /// They were here.
    Before,
    /// They are read last, from this place on, and nothing before them waited for them.
    Last(usize),
    /// The order was made anew.
    Anywhere,
}

impl Written {
    pub fn of(log: Log, authors: &dyn Authors) -> Self {
        let author = |entry: &Rc<Entry>| (entry.id(), authors.author_of(entry));
        let authors = log.iter().map(author).collect();
        Self::in_order(log, authors)
    }

    fn in_order(log: Log, authors: BTreeMap<EntryId, Author>) -> Self {
        let order = Order::of(&log, |entry| authors[&entry.id()].is_known());
        let mut written = Self {
            forked: log.forked(),
            log,
            authors,
            order,
            awaited: BTreeSet::new(),
            acts: BTreeMap::new(),
            about_person: Vec::new(),
            latest_known: None,
            known: false,
            strangers: false,
        };
        for place in 0..written.order.len() {
            written.take_in(place);
        }
        written
    }

    /// Notes what is kept of an entry beside its place.
    fn take_in(&mut self, place: usize) {
        let entry = Rc::clone(self.order.at(place));
        self.acts.entry(act_of(&entry)).or_insert(place);
        let pointed_at = entry.known().flat_map(|(_, said)| said.points_at());
        let named = before_it(&entry).copied().chain(pointed_at);
        let log = &self.log;
        self.awaited.extend(named.filter(|id| !log.contains(id)));
        let about_person = entry
            .known()
            .filter(|(_, said)| is_about_person(&said.fact));
        let places = about_person.map(|(id, _)| (place, id.index as usize));
        self.about_person.extend(places);
        if self.is_known(&entry) {
            self.known = true;
            self.latest_known = self.latest_known.max(Some(entry.header().recorded));
        } else {
            self.strangers = true;
        }
    }

    /// Adds entries, whatever their places in the order.
    pub fn join(
        &mut self,
        entries: &[Rc<Entry>],
        authors: &dyn Authors,
    ) -> Result<Came, JoinError> {
        let chart = self.log.chart();
        if entries.iter().any(|entry| entry.header().chart != chart) {
            return Err(JoinError::OtherChart);
        }
        let mut new = Vec::new();
        for entry in entries {
            if self.log.join(Rc::clone(entry))? == Joined::New {
                self.authors.insert(entry.id(), authors.author_of(entry));
                new.push(entry);
            }
        }
        new.order_by_key(|entry| Order::key(entry));
        let from = self.order.len();
        for entry in &new {
            if !self.comes_last(entry) {
                let log = std::mem::replace(&mut self.log, Log::new(chart));
                *self = Self::in_order(log, std::mem::take(&mut self.authors));
                return Ok(Came::Anywhere);
            }
            self.order.push(Rc::clone(entry));
            self.take_in(self.order.len() - 1);
        }
        Ok(match new.is_empty() {
            true => Came::Before,
            false => Came::Last(from),
        })
    }

    /// Whether an entry that just joined the log is read after all others, and nothing that is here names it, or shares its
    /// number, or is missing because of it.
    fn comes_last(&self, entry: &Entry) -> bool {
        self.known
            && self.is_known(entry)
            && !self.awaited.contains(&entry.id())
            && !self.log.is_forked(entry)
            && before_it(entry).all(|id| self.order.place_of(id).is_some())
            && self.order.ends_before(entry, |other| self.is_known(other))
    }

    pub fn log(&self) -> &Log {
        &self.log
    }

    pub fn order(&self) -> &Order {
        &self.order
    }

    pub fn latest_known(&self) -> Option<Stamp> {
        self.latest_known
    }

    /// Whether somebody known here wrote in this chart.
    pub fn has_known(&self) -> bool {
        self.known
    }

    pub fn has_strangers(&self) -> bool {
        self.strangers
    }

    pub fn is_forked(&self, entry: &Entry) -> bool {
        self.forked.contains(&entry.id())
    }

    /// Whether no entry from this place on goes on an act of before: a visit's reason is that of its whole act.
    pub fn acts_are_whole(&self, from: usize) -> bool {
        let mut entries = self.order.as_written().iter().skip(from);
        entries.all(|entry| self.acts[&act_of(entry)] >= from)
    }

    pub fn author(&self, entry: &Entry) -> &Author {
        &self.authors[&entry.id()]
    }

    pub fn trust(&self, entry: &Entry) -> Trust {
        self.author(entry).trust
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
            forked: self.is_forked(entry),
        }
    }

    /// Whether an entry's author is known here and was allowed to write it.
    pub fn is_known(&self, entry: &Entry) -> bool {
        self.author(entry).is_known()
    }

    /// Whether `by` may change how `of` reads: one's own entry, or an author who is known and was allowed to write.
    pub fn may_change(&self, by: &Entry, of: &Entry) -> bool {
        by.author() == of.author() || self.is_known(by)
    }

    /// Every statement this version understands, in the order of reading, whatever became of it. Not for readings: see
    /// [`super::gate`].
    pub fn statements(&self) -> impl Iterator<Item = Item<'_>> {
        self.statements_from(0)
    }

    /// As `statements`, from an entry's place in the order of reading on.
    pub fn statements_from(&self, from: usize) -> impl Iterator<Item = Item<'_>> {
        let entries = self.order.as_written().iter().enumerate().skip(from);
        entries.flat_map(|(place, entry)| {
            entry.known().map(move |(id, statement)| Item {
                id,
                place,
                entry,
                statement,
            })
        })
    }

    /// Statements about who the person is, in the order of reading, whatever became of them. Not for readings either.
    pub fn about_person(&self) -> impl Iterator<Item = Item<'_>> {
        let places = self.about_person.iter();
        places.filter_map(|(place, index)| self.item_at(*place, *index))
    }

    pub fn item(&self, id: StatementId) -> Option<Item<'_>> {
        let (place, _) = self.entry_at(&id.entry)?;
        self.item_at(place, id.index as usize)
    }

    fn item_at(&self, place: usize, index: usize) -> Option<Item<'_>> {
        let entry = self.order.at(place);
        match entry.statements().get(index)? {
            Read::Known(statement) => Some(Item {
                id: entry.statement_id(index),
                place,
                entry,
                statement,
            }),
            Read::Newer(_) => None,
        }
    }

    pub fn entry_at(&self, id: &EntryId) -> Option<(usize, &Entry)> {
        let place = self.order.place_of(id)?;
        Some((place, self.order.at(place)))
    }
}

fn is_about_person(fact: &Fact) -> bool {
    matches!(fact, Fact::Demographic(_))
}
