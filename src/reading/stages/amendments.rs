//! Which amendments take effect, and on what.
//!
//! An amendment takes effect if it comes after what it amends, stands in the same compartment, is not itself revoked, and
//! its author may change how the other's entry reads. Otherwise it is shown beside and changes nothing.
//!
//! What stands instead of something falls with it: once that is marked as entered in error, by somebody who may change how
//! the words in its place read too, neither stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{EntryId, Thumbprint};
use crate::chart::kinds::{Amendment, AmendmentKind, Fact, MedicationEvent};
use crate::chart::statement::{Standing, StatementId};

use super::item::Item;
use super::written::Written;

/// An amendment with the place of its entry: of several the newest counts.
pub type Amending = (usize, StatementId);

/// What was done to one statement, or to all of an entry at once.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    pub corrected: Option<Amending>,
    pub in_error: Option<Amending>,
    /// The newest such mark by people known here, and by each author.
    in_error_by_known: Option<Amending>,
    in_error_by: BTreeMap<Thumbprint, Amending>,
    pub addenda: BTreeSet<EntryId>,
    /// Amendments and stops without effect.
    pub beside: BTreeSet<StatementId>,
}

impl Marked {
    fn mark_in_error(&mut self, written: &Written, by: &Item) {
        let (amending, author) = ((by.place, by.id), by.entry.author());
        self.in_error.get_or_insert(amending);
        self.in_error_by.entry(author).or_insert(amending);
        if written.is_known(by.entry) {
            self.in_error_by_known.get_or_insert(amending);
        }
    }

    /// Marked in error by somebody who may change how entries of this author read.
    fn in_error_for(&self, author: &Thumbprint) -> Option<Amending> {
        let own = self.in_error_by.get(author).copied();
        self.in_error_by_known.max(own)
    }
}

/// Corrections of corrections that are walked back, at most: below a stranger's word stand only their own, and one hand
/// does not correct itself so often.
const LONGEST_CHAIN: usize = 64;

/// What became of every statement since it was signed.
#[derive(Clone, Debug, Default)]
pub struct Amendments {
    marked: BTreeMap<StatementId, Marked>,
    /// What is said of whole entries, kept once however many statements they have.
    whole: BTreeMap<EntryId, Marked>,
    /// What a statement stands instead of.
    corrects: BTreeMap<StatementId, StatementId>,
    /// What stands instead of something that was entered in error, and what marked that.
    fallen: BTreeMap<StatementId, Amending>,
    /// Offered by a correction without effect.
    aside: BTreeSet<StatementId>,
    late: BTreeMap<EntryId, String>,
    /// Amendments and stops without effect, on whatever they are about.
    without_effect: BTreeSet<StatementId>,
}

impl Amendments {
    /// From the newest to the oldest, so that an amendment is known to be revoked before it is looked at.
    pub fn fold(written: &Written) -> Self {
        let mut amendments = Self::default();
        for place in (0..written.order().len()).rev() {
            amendments.take_in(written, place);
        }
        let instead = amendments.corrects.keys();
        let fallen = instead.filter_map(|id| Some((*id, amendments.fells(written, *id)?)));
        amendments.fallen = fallen.collect();
        amendments
    }

    /// What marks something in error that a statement stands instead of. What a stranger's word stands instead of is the
    /// stranger's to change, and changes nothing of ours: below ours no such link is followed.
    fn fells(&self, written: &Written, id: StatementId) -> Option<Amending> {
        let (_, entry) = written.entry_at(&id.entry)?;
        let is_known = |id: &StatementId| {
            let entry = written.entry_at(&id.entry);
            entry.is_some_and(|(_, entry)| written.is_known(entry))
        };
        let (author, ours) = (entry.author(), is_known(&id));
        let before = |id: &StatementId| {
            let followed = !ours || is_known(id);
            self.corrects(id).filter(|_| followed)
        };
        let mut chain = std::iter::successors(before(&id), before).take(LONGEST_CHAIN);
        chain.find_map(|id| {
            let marked = self.said_of(&id);
            marked.filter_map(|m| m.in_error_for(&author)).max()
        })
    }

    /// Whether what is said from this place on, by people known here, revokes nothing that was said before.
    pub fn only_add(written: &Written, from: usize) -> bool {
        written.statements_from(from).all(|item| match item.fact() {
            Fact::Amendment(amendment) => matches!(
                amendment.kind,
                AmendmentKind::Addendum | AmendmentKind::LateEntry
            ),
            _ => true,
        })
    }

    /// Takes in entries from this place on, where `only_add` holds of them.
    pub fn extend(&mut self, written: &Written, from: usize) {
        for place in (from..written.order().len()).rev() {
            self.take_in(written, place);
        }
    }

    fn take_in(&mut self, written: &Written, place: usize) {
        let entry = written.order().at(place);
        for (id, statement) in entry.known() {
            let item = Item {
                id,
                place,
                entry,
                statement,
            };
            if statement.standing != Standing::Stands || self.is_revoked(&id) {
                continue;
            }
            match &statement.fact {
                Fact::Amendment(amendment) => self.amend(written, item, amendment),
                Fact::Medication(event) => {
                    if let Some(medicine) = event.about() {
                        self.about_medicine(written, item, event, medicine.within(id.entry));
                    }
                }
                _ => {}
            }
        }
    }

    fn amend(&mut self, written: &Written, item: Item, amendment: &Amendment) {
        if amendment.kind == AmendmentKind::LateEntry {
            self.late.insert(item.id.entry, amendment.reason.clone());
            return;
        }
        let target = amendment.target.entry;
        let Some((place, target)) = target.and_then(|target| written.entry_at(&target)) else {
            return;
        };
        let effective = place < item.place
            && target.header().compartment == item.entry.header().compartment
            && written.may_change(item.entry, target);
        let first = amendment.target.index.unwrap_or(0) as usize;
        let first = (first < target.statements().len()).then(|| target.statement_id(first));
        if let Some(first) = first {
            let marked = match amendment.target.index {
                Some(_) => self.marked.entry(first).or_default(),
                None => self.whole.entry(target.id()).or_default(),
            };
            let by = (item.place, item.id);
            match amendment.kind {
                _ if !effective => {
                    marked.beside.insert(item.id);
                    self.without_effect.insert(item.id);
                }
                AmendmentKind::Correction => {
                    marked.corrected.get_or_insert(by);
                }
                AmendmentKind::EnteredInError => {
                    marked.mark_in_error(written, &item);
                }
                AmendmentKind::Addendum | AmendmentKind::LateEntry => {
                    marked.addenda.insert(item.id.entry);
                }
            }
        }
        if amendment.kind == AmendmentKind::Correction {
            self.offer(item, amendment, first, effective);
        }
    }

    /// Only statements of the correction's own entry can stand instead.
    fn offer(
        &mut self,
        item: Item,
        amendment: &Amendment,
        corrected: Option<StatementId>,
        effective: bool,
    ) {
        for instead in amendment.instead.iter().filter(|i| i.entry.is_none()) {
            let instead = instead.within(item.id.entry);
            match corrected {
                Some(corrected) if effective => {
                    self.corrects.insert(instead, corrected);
                }
                _ if effective => {
                    self.corrects.remove(&instead);
                }
                _ => {
                    self.aside.insert(instead);
                }
            }
        }
    }

    fn about_medicine(
        &mut self,
        written: &Written,
        item: Item,
        event: &MedicationEvent,
        medicine: StatementId,
    ) {
        let Some((_, target)) = written.entry_at(&medicine.entry) else {
            return;
        };
        if written.may_change(item.entry, target) {
            return;
        }
        // The line of a change is a medicine by itself, which a stranger may tell of.
        if event.begun().is_none() {
            self.without_effect.insert(item.id);
        }
        if event.changes_course() {
            let marked = self.marked.entry(medicine).or_default();
            marked.beside.insert(item.id);
        }
    }

    /// The statement at the beginning, where this one stands instead of another.
    pub fn first_of(&self, id: StatementId) -> StatementId {
        self.back_from(id).last().unwrap_or(id)
    }

    /// What is said of a statement: by itself, and with all of its entry.
    pub fn said_of(&self, id: &StatementId) -> impl Iterator<Item = &Marked> {
        let itself = self.marked.get(id).into_iter();
        itself.chain(self.whole.get(&id.entry))
    }

    /// Corrected or entered in error: still in the record, not read any more.
    pub fn is_revoked(&self, id: &StatementId) -> bool {
        self.said_of(id).any(|m| m.corrected.is_some()) || self.is_in_error(id)
    }

    /// Marked as entered in error, by itself or with its entry, or fallen with what it stands instead of.
    pub fn is_in_error(&self, id: &StatementId) -> bool {
        self.fallen.contains_key(id) || self.said_of(id).any(|m| m.in_error.is_some())
    }

    /// What marked as entered in error something that this statement stands instead of.
    pub fn fallen_by(&self, id: &StatementId) -> Option<Amending> {
        self.fallen.get(id).copied()
    }

    /// Offered instead of something by a correction that has no effect.
    pub fn is_aside(&self, id: &StatementId) -> bool {
        self.aside.contains(id)
    }

    /// What this statement stands instead of.
    pub fn corrects(&self, id: &StatementId) -> Option<StatementId> {
        self.corrects.get(id).copied()
    }

    /// A statement, what it stands instead of, and so on back to what was said first.
    pub fn back_from(&self, id: StatementId) -> impl Iterator<Item = StatementId> {
        std::iter::successors(Some(id), |id| self.corrects(id)).take(LONGEST_CHAIN)
    }

    /// What stands now instead of what was corrected, by what was said first.
    pub fn standing_instead(&self) -> BTreeMap<StatementId, StatementId> {
        let instead = self.corrects.keys().filter(|id| !self.is_revoked(id));
        let first = |id: &StatementId| self.back_from(*id).last().unwrap_or(*id);
        instead.map(|id| (first(id), *id)).collect()
    }

    /// What is said of a statement by itself.
    pub fn said_of_itself(&self, id: &StatementId) -> Option<&Marked> {
        self.marked.get(id)
    }

    /// What is said of an entry as a whole.
    pub fn said_of_whole(&self, entry: &EntryId) -> Option<&Marked> {
        self.whole.get(entry)
    }

    /// Whether it is an amendment or a stop that has no effect, on whatever it is about.
    pub fn is_without_effect(&self, id: &StatementId) -> bool {
        self.without_effect.contains(id)
    }

    /// Why an entry was written late.
    pub fn late(&self, entry: &EntryId) -> Option<&str> {
        self.late.get(entry).map(String::as_str)
    }
}

/// The second stage: what was written, and what became of it since.
#[derive(Clone, Copy)]
pub struct Amended<'a> {
    pub written: &'a Written,
    pub amendments: &'a Amendments,
}

impl<'a> Amended<'a> {
    /// Statements nobody corrected or marked as entered in error, whatever their standing.
    pub fn unrevoked(self) -> impl Iterator<Item = Item<'a>> {
        self.unrevoked_from(0)
    }

    /// As `unrevoked`, from an entry's place in the order of reading on.
    pub fn unrevoked_from(self, from: usize) -> impl Iterator<Item = Item<'a>> {
        let said = self.written.statements_from(from);
        said.filter(move |item| !self.amendments.is_revoked(&item.id))
    }

    /// Statements about who the person is that nobody corrected or marked as entered in error.
    pub fn about_person(self) -> impl Iterator<Item = Item<'a>> {
        let said = self.written.about_person();
        said.filter(move |item| !self.amendments.is_revoked(&item.id))
    }

    /// Statements that are asserted and not offered by a correction that has no effect.
    pub fn asserted(self) -> impl Iterator<Item = Item<'a>> {
        let said = self.unrevoked();
        said.filter(move |item| {
            item.statement.standing == Standing::Stands && !self.amendments.is_aside(&item.id)
        })
    }
}
