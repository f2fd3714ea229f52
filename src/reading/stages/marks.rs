//! How each statement reads today: what was done to it, and what stands beside it.

use std::collections::BTreeSet;

use crate::base::EntryId;
use crate::chart::kinds::Fact;
use crate::chart::statement::StatementId;
use crate::reading::kinds::reads;
use crate::reading::view::{AmendedBy, Marks};

use super::amendments::{Amending, Marked};
use super::gate::Heard;
use super::item::beginning;
use super::weigh::happened_ahead;

/// What stands beside one statement, at most: strangers may have written any number of amendments of it.
const MOST_BESIDE: usize = 16;
/// Characters of a reason that is shown with what was amended; all of it stands in its own entry.
const REASON_SHOWN: usize = 500;

impl Heard<'_> {
    /// How a statement reads. What was added to all of an entry is given with `whole` only.
    pub fn marks(self, id: StatementId, whole: bool) -> Marks {
        let amendments = self.said.amendments;
        let said = || amendments.said_of(&id);
        let newest = |of: fn(&Marked) -> Option<Amending>| {
            let newest = said().filter_map(of).max()?;
            self.amended_by(newest.1)
        };
        let itself = amendments.said_of_itself(&id);
        let all = amendments.said_of_whole(&id.entry).filter(|_| whole);
        let addenda: BTreeSet<EntryId> = itself
            .into_iter()
            .chain(all)
            .flat_map(|marked| marked.addenda.iter().copied())
            .collect();
        let shown_here = || itself.into_iter().chain(all);
        let beside = shown_here().flat_map(|marked| marked.beside.iter());
        let beside = beside.chain(self.gate.beside(&id));
        let late = amendments.late(&id.entry);
        let in_all = shown_here()
            .map(|marked| marked.beside.len())
            .sum::<usize>();
        let in_all = in_all + self.gate.how_many_beside(&id);
        Marks {
            corrected: newest(|marked| marked.corrected),
            corrects: amendments.corrects(&id),
            in_error: newest(|marked| marked.in_error).or_else(|| {
                let fallen = amendments.fallen_by(&id)?;
                self.amended_by(fallen.1)
            }),
            late: late.map(|reason| beginning(reason, REASON_SHOWN)),
            addenda: addenda.into_iter().collect(),
            beside: beside
                .take(MOST_BESIDE)
                .filter_map(|id| self.amended_by(*id))
                .collect(),
            beside_more: u32::try_from(in_all.saturating_sub(MOST_BESIDE)).unwrap_or(u32::MAX),
            ahead: self
                .said
                .written
                .item(id)
                .is_some_and(|item| happened_ahead(&item)),
            without_effect: self.gate.contains(&id) || amendments.is_without_effect(&id),
        }
    }

    /// Someone not confirmed said otherwise of a statement: shown beside it, and it changes nothing.
    pub fn is_said_otherwise(self, id: &StatementId) -> bool {
        let mut amended = self.said.amendments.said_of(id);
        amended.any(|marked| !marked.beside.is_empty()) || self.gate.beside(id).next().is_some()
    }

    fn amended_by(self, id: StatementId) -> Option<AmendedBy> {
        let item = self.said.written.item(id)?;
        let (kind, reason) = match item.fact() {
            Fact::Amendment(amendment) => (Some(amendment.kind), (&*amendment.reason).into()),
            // A stop, new words, another status: what would have changed it, had its author been confirmed.
            fact => (None, reads(fact).words_of_change()),
        };
        Some(AmendedBy {
            entry: id.entry,
            kind,
            reason: beginning(&reason, REASON_SHOWN),
            byline: self.said.written.byline(item.entry),
        })
    }
}
