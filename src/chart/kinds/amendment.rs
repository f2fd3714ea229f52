//! Changes that never change anything: each is a new entry pointing at an old one.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::demographic::restated;
use super::*;
use crate::base::numbered::numbered;
use crate::base::{Compartment, EntryId};
use crate::chart::concept::Concept;
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{Statement, StatementId, StatementRef};

numbered! {
    /// What an amendment does to what it points at.
    pub enum AmendmentKind {
        /// Known later; added to what stands.
        0 Addendum,
        /// The old words were wrong; the new ones are read, the old stay one tap away.
        1 Correction,
        /// Left out at the time; the statements of this entry stand at their own event time.
        2 LateEntry,
        /// Wrong person, duplicate: not read any more, never removed.
        3 EnteredInError,
    }
}

/// What an amendment points at: an entry, or one statement of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Target {
    /// `None` only for a late entry, which amends nothing that exists.
    #[n(0)]
    pub entry: Option<EntryId>,
    /// `None`: the whole entry.
    #[n(1)]
    pub index: Option<u32>,
}

/// One change of what stands, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Amendment {
    #[n(0)]
    pub kind: AmendmentKind,
    #[n(1)]
    pub target: Target,
    /// Never empty.
    #[n(2)]
    pub reason: String,
    /// For a correction: the statements of this entry that stand instead.
    #[n(3)]
    pub instead: Vec<StatementRef>,
}

impl Fact {
    /// Whether an amendment of this kind can be about it: the page offers it, and the check refuses the rest.
    pub fn is_open_to(&self, kind: AmendmentKind) -> bool {
        match kind {
            _ if matches!(self, Self::Amendment(_)) => false,
            AmendmentKind::Correction => self.is_in_words() || self.has_fields_of_its_own(),
            AmendmentKind::EnteredInError => true,
            // Words can be added to what is clinical. Who somebody is gets corrected instead.
            AmendmentKind::Addendum | AmendmentKind::LateEntry => {
                self.compartment() != Some(Compartment::IDENTITY)
            }
        }
    }

    /// Whether its words, or its value as it is read, can be replaced by others. A medicine is marked as entered in error and
    /// written anew.
    pub fn is_in_words(&self) -> bool {
        match self {
            Self::Section(_) | Self::Allergy(_) | Self::History(_) => true,
            // Only what was concluded is words of its writer's own; a report without a conclusion has none.
            Self::Report(report) => !report.conclusion.trim().is_empty(),
            Self::Observation(observation) => observation.is_open_to_another_value(),
            Self::Response(Response::Answer(answer)) => answer.given.is_in_words(),
            Self::Plan(plan) => matches!(plan, PlanEvent::Planned(_)),
            Self::Demographic(item) => matches!(
                item,
                Demographic::Name(_)
                    | Demographic::Gender(_)
                    | Demographic::Place(_)
                    | Demographic::Phone(_)
                    | Demographic::Language(_)
            ),
            _ => false,
        }
    }

    /// An answer about who somebody is that is no words: another answer is chosen or typed in its place.
    pub fn has_fields_of_its_own(&self) -> bool {
        matches!(
            self,
            Self::Demographic(
                Demographic::Sex(_) | Demographic::Birth(_) | Demographic::NextOfKin(_)
            )
        )
    }
}

/// Adding to a signed entry, correcting it, marking it as entered in error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendForm {
    pub target: EntryId,
    pub kind: AmendmentKind,
    /// Which statement of the entry; `None`: all of it.
    pub index: Option<u32>,
    pub words: String,
    pub reason: String,
}

impl AmendForm {
    /// The form as it opens. `index` is the statement of the entry that is amended; `None` means all of it.
    pub fn blank(target: EntryId, kind: AmendmentKind, index: Option<u32>) -> Self {
        Self {
            target,
            kind,
            index,
            words: String::new(),
            reason: String::new(),
        }
    }

    fn words(&self, complaints: &mut Complaints<FormField>) -> String {
        complaints.words(FormField::Words, &self.words, Why::Anything)
    }
}

impl SmallForm for AmendForm {
    fn about(&self) -> Option<StatementId> {
        let entry = self.target;
        self.index.map(|index| StatementId { entry, index })
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.target, self.kind) == (other.target, other.kind)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        if around.chart.is_revoked(self.target, self.index) {
            return Err(Unsignable::Revoked);
        }
        let compartment = around.chart.compartment_of(self.target);
        let compartment = compartment.ok_or(Unsignable::NoStatement)?;
        let old = self.about().map(|id| around.standing(id)).transpose()?;
        if old.is_some_and(|old| !old.fact.is_open_to(self.kind)) {
            return Err(Unsignable::NoStatement);
        }
        let mut complaints = Complaints::default();
        let beside = match self.kind {
            AmendmentKind::EnteredInError => None,
            AmendmentKind::LateEntry => return Err(Unsignable::NoStatement),
            AmendmentKind::Addendum if compartment != Compartment::CLINICAL => {
                return Err(Unsignable::NoStatement);
            }
            AmendmentKind::Addendum => {
                let words = self.words(&mut complaints);
                Some(added(old, words, around, self.target))
            }
            AmendmentKind::Correction => {
                let words = self.words(&mut complaints);
                Some(match old {
                    None => around.now(section(Part::Assessment, words)),
                    Some(old) => reworded(old, words, self.target, &mut complaints)?,
                })
            }
        };
        let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
        let instead = (self.kind == AmendmentKind::Correction).then(|| StatementRef::here(1));
        let amendment = Amendment {
            kind: self.kind,
            target: Target {
                entry: Some(self.target),
                index: self.index,
            },
            reason,
            instead: instead.into_iter().collect(),
        };
        let amendment = around.now(Fact::Amendment(amendment));
        Ok(complaints.none_or([amendment].into_iter().chain(beside).collect())?)
    }
}

/// Taking back all that came with the same file as an entry: it is another person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOutForm {
    pub entry: EntryId,
    pub reason: String,
}

impl SmallForm for TakeOutForm {
    fn is_same(&self, other: &Self) -> bool {
        self.entry == other.entry
    }

    /// Everything that came with the file is marked as entered in error.
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
        complaints.none_or(())?;
        let targets = around.chart.came_with(self.entry);
        let targets = targets.ok_or(Unsignable::NoStatement)?;
        if targets.is_empty() {
            return Err(Unsignable::Revoked);
        }
        let marked = targets.into_iter().map(|target| {
            around.now(Fact::Amendment(Amendment {
                kind: AmendmentKind::EnteredInError,
                target,
                reason: reason.clone(),
                instead: Vec::new(),
            }))
        });
        Ok(marked.collect())
    }
}

/// Words beside an old statement, under the same problems. They are words and never another fact of its kind: what is
/// added to an allergy is no second allergy.
fn added(old: Option<&Statement>, words: String, around: &Around, entry: EntryId) -> Statement {
    let part = match old.map(|old| &old.fact) {
        Some(Fact::Section(was)) => was.part,
        _ => Part::Assessment,
    };
    let problems = old.map_or_else(Vec::new, |old| old.links_from(entry));
    around.now(section(part, words)).for_problems(problems)
}

/// The old statement in new words where it is text; else a section that says them. Everything but the words stays: the
/// time, the problems, who said it, and whether it was only reported as not so.
fn reworded(
    old: &Statement,
    words: String,
    entry: EntryId,
    complaints: &mut Complaints<FormField>,
) -> Result<Statement, Unsignable> {
    let fact = match &old.fact {
        Fact::Section(was) => section(was.part, words),
        Fact::Allergy(was) => Fact::Allergy(Allergy {
            substance: Concept::words(words),
            // Other words name something else: medicines are compared with them.
            from_table: None,
            ..was.clone()
        }),
        Fact::Plan(PlanEvent::Planned(was)) => Fact::Plan(PlanEvent::Planned(PlanItem {
            text: words,
            ..was.clone()
        })),
        Fact::History(was) => Fact::History(HistoryItem {
            what: Concept::words(words),
            ..was.clone()
        }),
        Fact::Report(was) => Fact::Report(was.concluding(words, entry)),
        Fact::Observation(was) => Fact::Observation(
            complaints
                .read(FormField::Words, was.with_value(&words))
                .unwrap_or_else(|| was.clone()),
        ),
        Fact::Response(Response::Answer(was)) => {
            let given = complaints.read(FormField::Words, was.given.instead(&words));
            let given = given.unwrap_or_else(|| was.given.clone());
            Fact::Response(Response::Answer(FormAnswer {
                given,
                ..was.clone()
            }))
        }
        Fact::Demographic(was) => Fact::Demographic(restated(was, words, complaints)?),
        _ => return Err(Unsignable::NoStatement),
    };
    Ok(old.in_its_place(fact, entry))
}

fn section(part: Part, text: String) -> Fact {
    Fact::Section(Section { part, text })
}
