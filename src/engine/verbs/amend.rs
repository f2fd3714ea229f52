//! Amending what is signed: words added, a statement in another's place, a mark of error. Each is a new entry.

use crate::base::{Compartment, EntryId};
use crate::chart::draft::{Missing, WhoAnswer};
use crate::chart::kinds::*;
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::engine::protocol::WriteFailure;

use super::act::{Making, required};
use super::wording::{added, answered, in_place_of, reworded};

impl Making<'_> {
    /// Another answer to the same question about who somebody is.
    pub fn correct_who(
        &self,
        id: StatementId,
        instead: &WhoAnswer,
        reason: &str,
    ) -> Result<Vec<Statement>, WriteFailure> {
        let reason = required(reason, Missing::Reason)?;
        let old = self.statement(id)?;
        let answered = answered(old, instead, self.today)?;
        let amendment = Amendment {
            kind: AmendmentKind::Correction,
            target: Target {
                entry: Some(id.entry),
                index: Some(id.index),
            },
            reason,
            instead: vec![StatementRef::here(1)],
        };
        Ok(vec![
            Statement::new(self.now, Fact::Amendment(amendment)),
            in_place_of(old, answered, id.entry),
        ])
    }

    /// Marks everything that came with one file as entered in error.
    pub fn take_out(&self, entry: EntryId, reason: &str) -> Result<Vec<Statement>, WriteFailure> {
        let reason = required(reason, Missing::Reason)?;
        if self.chart.came_with(entry).is_none() {
            return Err(WriteFailure::NoStatement);
        }
        let targets = self.chart.to_take_out(entry);
        if targets.is_empty() {
            return Err(WriteFailure::Revoked);
        }
        let amendment = |target| {
            Fact::Amendment(Amendment {
                kind: AmendmentKind::EnteredInError,
                target,
                reason: reason.clone(),
                instead: Vec::new(),
            })
        };
        let marked = targets.into_iter();
        Ok(marked
            .map(|target| Statement::new(self.now, amendment(target)))
            .collect())
    }

    pub fn amend(
        &self,
        target: EntryId,
        index: Option<u32>,
        kind: AmendmentKind,
        reason: &str,
        words: &str,
    ) -> Result<Vec<Statement>, WriteFailure> {
        let reason = required(reason, Missing::Reason)?;
        let entry = self
            .chart
            .log()
            .get(&target)
            .ok_or(WriteFailure::NoStatement)?;
        let old = match index {
            Some(index) => Some(self.statement(StatementId {
                entry: entry.id(),
                index,
            })?),
            None => None,
        };
        let at = Target {
            entry: Some(target),
            index,
        };
        let amendment = |instead| {
            Fact::Amendment(Amendment {
                kind,
                target: at,
                reason: reason.clone(),
                instead,
            })
        };
        match kind {
            AmendmentKind::EnteredInError => {
                Ok(vec![Statement::new(self.now, amendment(Vec::new()))])
            }
            AmendmentKind::LateEntry => Err(WriteFailure::NoStatement),
            AmendmentKind::Addendum => {
                if entry.header().compartment != Compartment::CLINICAL {
                    return Err(WriteFailure::NoStatement);
                }
                let words = required(words, Missing::Anything)?;
                let added = added(old, words, self.now, target);
                Ok(vec![Statement::new(self.now, amendment(Vec::new())), added])
            }
            AmendmentKind::Correction => {
                let words = required(words, Missing::Anything)?;
                let instead = reworded(old, words, self.now, target)?;
                let amendment = amendment(vec![StatementRef::here(1)]);
                Ok(vec![Statement::new(self.now, amendment), instead])
            }
        }
    }
}
