//! Which amendments take effect, and on what.
//!
//! An amendment takes effect if it comes after what it amends, stands in the same compartment, is not itself revoked, and
//! its author may change how the other's entry reads. Otherwise it is shown beside and changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::EntryId;
use crate::chart::facts::{
    Amendment, AmendmentKind, Demographic, Fact, MedicationEvent, PlanEvent, ProblemEvent,
};
use crate::chart::statement::{Standing, StatementId};

use super::super::view::{AmendedBy, Marks};
use super::Chart;
use super::statements::Item;

#[derive(Clone, Debug, Default)]
struct Marked {
    corrected: Option<StatementId>,
    in_error: Option<StatementId>,
    corrects: Option<StatementId>,
    addenda: BTreeSet<EntryId>,
    /// Amendments and stops without effect.
    beside: BTreeSet<StatementId>,
    /// Offered by a correction without effect.
    aside: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Amendments {
    marked: BTreeMap<StatementId, Marked>,
    late: BTreeMap<EntryId, String>,
    /// Amendments and stops without effect, on whatever they are about.
    without_effect: BTreeSet<StatementId>,
}

impl Amendments {
    /// From the newest to the oldest, so that an amendment is known to be revoked before it is looked at.
    pub fn fold(chart: &Chart) -> Self {
        let mut amendments = Self::default();
        for (place, entry) in chart.order.iter().enumerate().rev() {
            for (id, statement) in entry.known() {
                let item = Item {
                    id,
                    place,
                    entry,
                    statement,
                };
                if statement.standing != Standing::Stands || amendments.is_revoked(&id) {
                    continue;
                }
                match &statement.fact {
                    Fact::Amendment(amendment) => amendments.amend(chart, item, amendment),
                    Fact::Medication(MedicationEvent::Stopped(medicine, _)) => {
                        amendments.stop(chart, item, medicine.within(id.entry));
                    }
                    _ => {}
                }
            }
        }
        amendments
    }

    fn amend(&mut self, chart: &Chart, item: Item, amendment: &Amendment) {
        if amendment.kind == AmendmentKind::LateEntry {
            self.late.insert(item.id.entry, amendment.reason.clone());
            return;
        }
        let Some((place, target)) = amendment
            .target
            .entry
            .and_then(|target| chart.entry_at(&target))
        else {
            return;
        };
        let effective = place < item.place
            && target.header().compartment == item.entry.header().compartment
            && chart.may_change(item.entry, target);
        let targets: Vec<StatementId> = (0..target.statements().len())
            .filter(|index| {
                amendment
                    .target
                    .index
                    .is_none_or(|one| one as usize == *index)
            })
            .map(|index| target.statement_id(index))
            .collect();
        for id in &targets {
            let marked = self.marked.entry(*id).or_default();
            match amendment.kind {
                _ if !effective => {
                    marked.beside.insert(item.id);
                    self.without_effect.insert(item.id);
                }
                AmendmentKind::Correction => {
                    marked.corrected.get_or_insert(item.id);
                }
                AmendmentKind::EnteredInError => {
                    marked.in_error.get_or_insert(item.id);
                }
                AmendmentKind::Addendum | AmendmentKind::LateEntry => {
                    marked.addenda.insert(item.id.entry);
                }
            }
        }
        if amendment.kind == AmendmentKind::Correction {
            // Only statements of the correction's own entry can stand instead.
            for instead in amendment.instead.iter().filter(|i| i.entry.is_none()) {
                let marked = self
                    .marked
                    .entry(instead.within(item.id.entry))
                    .or_default();
                if effective {
                    marked.corrects = targets.first().copied();
                } else {
                    marked.aside = true;
                }
            }
        }
    }

    fn stop(&mut self, chart: &Chart, item: Item, medicine: StatementId) {
        let Some((_, target)) = chart.entry_at(&medicine.entry) else {
            return;
        };
        if !chart.may_change(item.entry, target) {
            let marked = self.marked.entry(medicine).or_default();
            marked.beside.insert(item.id);
            self.without_effect.insert(item.id);
        }
    }

    /// Corrected or entered in error: still in the record, not read any more.
    pub fn is_revoked(&self, id: &StatementId) -> bool {
        self.marked
            .get(id)
            .is_some_and(|m| m.corrected.is_some() || m.in_error.is_some())
    }

    pub fn is_in_error(&self, id: &StatementId) -> bool {
        self.marked.get(id).is_some_and(|m| m.in_error.is_some())
    }

    pub fn is_aside(&self, id: &StatementId) -> bool {
        self.marked.get(id).is_some_and(|m| m.aside)
    }

    /// What this statement stands instead of.
    pub fn corrects(&self, id: &StatementId) -> Option<StatementId> {
        self.marked.get(id).and_then(|m| m.corrects)
    }

    /// Why an entry was written late.
    pub fn late(&self, entry: &EntryId) -> Option<&str> {
        self.late.get(entry).map(String::as_str)
    }
}

impl Chart {
    pub(super) fn marks(&self, id: StatementId) -> Marks {
        let late = self.amendments.late(&id.entry).map(str::to_owned);
        let by = |id: &StatementId| self.amended_by(*id);
        let unheard = self.unheard.beside(&id).filter_map(by);
        let without_effect =
            self.unheard.contains(&id) || self.amendments.without_effect.contains(&id);
        let Some(marked) = self.amendments.marked.get(&id) else {
            return Marks {
                late,
                beside: unheard.collect(),
                without_effect,
                ..Marks::default()
            };
        };
        Marks {
            corrected: marked.corrected.as_ref().and_then(by),
            corrects: marked.corrects,
            in_error: marked.in_error.as_ref().and_then(by),
            late,
            addenda: marked.addenda.iter().copied().collect(),
            beside: marked.beside.iter().filter_map(by).chain(unheard).collect(),
            without_effect,
        }
    }

    /// Someone not confirmed said otherwise of a statement: shown beside it, and it changes nothing.
    pub(super) fn is_said_otherwise(&self, id: &StatementId) -> bool {
        let amended = self.amendments.marked.get(id);
        let amended = amended.is_some_and(|marked| !marked.beside.is_empty());
        amended || self.unheard.beside(id).next().is_some()
    }

    fn amended_by(&self, id: StatementId) -> Option<AmendedBy> {
        let item = self.item(id)?;
        let (kind, reason) = match item.fact() {
            Fact::Amendment(amendment) => (Some(amendment.kind), amendment.reason.clone()),
            // A stop, new words, another status: what would have changed it, had its author been confirmed.
            fact => (None, words_of(fact)),
        };
        Some(AmendedBy {
            entry: id.entry,
            kind,
            reason,
            byline: self.byline(item.entry),
        })
    }
}

/// The words of a statement that changes another, where it has words.
fn words_of(fact: &Fact) -> String {
    match fact {
        Fact::Problem(ProblemEvent::Restated(_, words))
        | Fact::Plan(PlanEvent::Closed(_, _, words))
        | Fact::Medication(MedicationEvent::Stopped(_, words))
        | Fact::Demographic(
            Demographic::Gender(words)
            | Demographic::Place(words)
            | Demographic::Phone(words)
            | Demographic::Language(words),
        ) => words.clone(),
        Fact::Demographic(Demographic::Name(name)) => format!("{} {}", name.given, name.family),
        Fact::Demographic(Demographic::NextOfKin(kin)) => kin.name.clone(),
        _ => String::new(),
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
