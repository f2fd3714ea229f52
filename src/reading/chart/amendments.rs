//! Which amendments take effect, and on what.
//!
//! An amendment takes effect if it comes after what it amends, stands in the same compartment, is not itself revoked, and
//! its author may change how the other's entry reads. Otherwise it is shown beside and changes nothing.

use crate::reading::kinds::reads;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::EntryId;
use crate::chart::kinds::{Amendment, AmendmentKind, Fact, MedicationEvent};
use crate::chart::statement::{Standing, StatementId};

use super::super::view::{AmendedBy, Marks};
use super::Chart;
use super::statements::{Item, beginning};
use super::weigh::happened_ahead;
use super::written::Written;

/// An amendment with the place of its entry: of several the newest counts.
type Amending = (usize, StatementId);

/// What was done to one statement, or to all of an entry at once.
#[derive(Clone, Debug, Default)]
struct Marked {
    corrected: Option<Amending>,
    in_error: Option<Amending>,
    addenda: BTreeSet<EntryId>,
    /// Amendments and stops without effect.
    beside: BTreeSet<StatementId>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Amendments {
    marked: BTreeMap<StatementId, Marked>,
    /// What is said of whole entries, kept once however many statements they have.
    whole: BTreeMap<EntryId, Marked>,
    /// What a statement stands instead of.
    corrects: BTreeMap<StatementId, StatementId>,
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
        amendments
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

    /// What only adds may be taken in after what is older.
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
                Fact::Medication(MedicationEvent::Stopped(medicine, _)) => {
                    self.stop(written, item, medicine.within(id.entry));
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
                    marked.in_error.get_or_insert(by);
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

    fn stop(&mut self, written: &Written, item: Item, medicine: StatementId) {
        let Some((_, target)) = written.entry_at(&medicine.entry) else {
            return;
        };
        if !written.may_change(item.entry, target) {
            let marked = self.marked.entry(medicine).or_default();
            marked.beside.insert(item.id);
            self.without_effect.insert(item.id);
        }
    }

    /// What is said of a statement: by itself, and with all of its entry.
    fn said_of(&self, id: &StatementId) -> impl Iterator<Item = &Marked> {
        let itself = self.marked.get(id).into_iter();
        itself.chain(self.whole.get(&id.entry))
    }

    /// Corrected or entered in error: still in the record, not read any more.
    pub fn is_revoked(&self, id: &StatementId) -> bool {
        let mut said = self.said_of(id);
        said.any(|m| m.corrected.is_some() || m.in_error.is_some())
    }

    pub fn is_in_error(&self, id: &StatementId) -> bool {
        self.said_of(id).any(|m| m.in_error.is_some())
    }

    pub fn is_aside(&self, id: &StatementId) -> bool {
        self.aside.contains(id)
    }

    /// What this statement stands instead of.
    pub fn corrects(&self, id: &StatementId) -> Option<StatementId> {
        self.corrects.get(id).copied()
    }

    /// Why an entry was written late.
    pub fn late(&self, entry: &EntryId) -> Option<&str> {
        self.late.get(entry).map(String::as_str)
    }
}

/// The second stage: what was written, and what became of it since.
#[derive(Clone, Copy)]
pub(super) struct Amended<'a> {
    pub written: &'a Written,
    pub amendments: &'a Amendments,
}

impl<'a> Amended<'a> {
    /// Statements nobody corrected or marked as entered in error, whatever their standing.
    pub fn unrevoked(self) -> impl Iterator<Item = Item<'a>> {
        self.unrevoked_from(0)
    }

    /// The same, from an entry's place on.
    pub fn unrevoked_from(self, from: usize) -> impl Iterator<Item = Item<'a>> {
        let said = self.written.statements_from(from);
        said.filter(move |item| !self.amendments.is_revoked(&item.id))
    }

    /// Those about who the person is.
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

/// What stands beside one statement, at most: strangers may have written any number of amendments of it.
const MOST_BESIDE: usize = 16;
/// Characters of a reason that is shown with what was amended; all of it stands in its own entry.
const REASON_SHOWN: usize = 500;

impl Chart {
    /// How a statement reads. What was added to all of an entry is given with `whole` only.
    pub(super) fn marks(&self, id: StatementId, whole: bool) -> Marks {
        let said = || self.amendments.said_of(&id);
        let newest = |of: fn(&Marked) -> Option<Amending>| {
            let newest = said().filter_map(of).max()?;
            self.amended_by(newest.1)
        };
        let itself = self.amendments.marked.get(&id);
        let all = self.amendments.whole.get(&id.entry).filter(|_| whole);
        let addenda: BTreeSet<EntryId> = itself
            .into_iter()
            .chain(all)
            .flat_map(|marked| marked.addenda.iter().copied())
            .collect();
        let shown_here = || itself.into_iter().chain(all);
        let beside = shown_here().flat_map(|marked| marked.beside.iter());
        let beside = beside.chain(self.gate.beside(&id));
        let late = self.amendments.late(&id.entry);
        let in_all = shown_here()
            .map(|marked| marked.beside.len())
            .sum::<usize>();
        let in_all = in_all + self.gate.how_many_beside(&id);
        Marks {
            corrected: newest(|marked| marked.corrected),
            corrects: self.amendments.corrects(&id),
            in_error: newest(|marked| marked.in_error),
            late: late.map(|reason| beginning(reason, REASON_SHOWN)),
            addenda: addenda.into_iter().collect(),
            beside: beside
                .take(MOST_BESIDE)
                .filter_map(|id| self.amended_by(*id))
                .collect(),
            beside_more: u32::try_from(in_all.saturating_sub(MOST_BESIDE)).unwrap_or(u32::MAX),
            ahead: self.item(id).is_some_and(|item| happened_ahead(&item)),
            without_effect: self.gate.contains(&id) || self.amendments.without_effect.contains(&id),
        }
    }

    /// Someone not confirmed said otherwise of a statement: shown beside it, and it changes nothing.
    pub(super) fn is_said_otherwise(&self, id: &StatementId) -> bool {
        let mut amended = self.amendments.said_of(id);
        amended.any(|marked| !marked.beside.is_empty()) || self.gate.beside(id).next().is_some()
    }

    fn amended_by(&self, id: StatementId) -> Option<AmendedBy> {
        let item = self.item(id)?;
        let (kind, reason) = match item.fact() {
            Fact::Amendment(amendment) => (Some(amendment.kind), (&*amendment.reason).into()),
            // A stop, new words, another status: what would have changed it, had its author been confirmed.
            fact => (None, reads(fact).words_of_change()),
        };
        Some(AmendedBy {
            entry: id.entry,
            kind,
            reason: beginning(&reason, REASON_SHOWN),
            byline: self.byline(item.entry),
        })
    }
}

impl Chart {
    /// Whether an entry was written late.
    pub fn is_late(&self, entry: &crate::chart::entry::Entry) -> bool {
        self.amendments.late(&entry.id()).is_some()
    }

    /// Whether a statement was corrected or entered in error.
    pub fn is_revoked(&self, id: &StatementId) -> bool {
        self.amendments.is_revoked(id)
    }
}
