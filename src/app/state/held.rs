//! Drafts whose page was left and that could not be sealed: the page keeps their words until they are.

use any_spawner::Executor;
use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;

use super::{App, NotSaved, NoticeWords, Tone, Unsaved};
use crate::base::DraftId;
use crate::chart::draft::{Draft, KeptDraft};
use crate::engine::protocol::{Failure, ask};
use crate::reading::view::PersonRow;

/// Between two tries to seal what is held.
const TRY_AGAIN_MS: u32 = 5000;

/// A draft as it was typed last, and where the cursor was.
#[derive(Clone)]
pub(super) struct Held {
    pub id: DraftId,
    pub draft: Draft,
    pub cursor: String,
    /// The notice that tells of it.
    pub told: NoticeWords,
}

/// The drafts that are held; those that were signed or discarded meanwhile are never taken up again.
#[derive(Clone, Copy)]
pub(super) struct HeldDrafts {
    list: StoredValue<Vec<Held>>,
    over: StoredValue<Vec<DraftId>>,
}

impl HeldDrafts {
    pub fn new() -> Self {
        Self {
            list: StoredValue::new(Vec::new()),
            over: StoredValue::new(Vec::new()),
        }
    }

    pub fn of(&self, id: DraftId) -> Option<Held> {
        self.list
            .with_value(|list| list.iter().find(|held| held.id == id).cloned())
    }

    pub fn over(&self, id: DraftId) {
        self.over.update_value(|over| over.push(id));
        self.list
            .update_value(|list| list.retain(|held| held.id != id));
    }

    pub fn take_all(&self) -> Vec<Held> {
        let all = self.list.get_value();
        self.forget();
        all
    }

    /// The vault is locked: no word of it stays in the page.
    pub fn forget(&self) {
        self.list.set_value(Vec::new());
    }

    fn is_over(&self, id: DraftId) -> bool {
        self.over.with_value(|over| over.contains(&id))
    }

    fn take(&self, id: DraftId) -> Option<Held> {
        let held = self.of(id);
        self.list
            .update_value(|list| list.retain(|held| held.id != id));
        held
    }

    fn is_empty(&self) -> bool {
        self.list.with_value(Vec::is_empty)
    }
}

impl App {
    /// A draft as it was typed last: as it is sealed, or as it is held because its seal failed after its page was left.
    ///
    /// # Errors
    /// The engine's, where nothing is held.
    pub async fn load_draft(&self, id: DraftId) -> Result<KeptDraft, Failure> {
        let kept = self.ask(ask::LoadDraft(id)).await;
        let Some(held) = self.held.of(id) else {
            return kept;
        };
        let saved = kept.map_or_else(|_| self.platform().now(), |kept| kept.saved);
        Ok(KeptDraft {
            id,
            started: held.draft.started(),
            saved,
            draft: held.draft,
            cursor: held.cursor,
        })
    }

    /// What is held of a draft: newer than its seal.
    pub fn held_draft(&self, id: DraftId) -> Option<Draft> {
        self.held.of(id).map(|held| held.draft)
    }

    /// A seal failed after its page was left: the words are kept, told of, and sealed as soon as that succeeds.
    pub(super) fn hold(&self, draft: Draft, at: (DraftId, String), why: &Failure) {
        let (id, cursor) = at;
        let kind = match draft {
            Draft::Intake(_) => Unsaved::Intake,
            Draft::Note(_) => Unsaved::Note,
            Draft::Questions(_) => Unsaved::Questions,
            Draft::Form(_) => Unsaved::Form,
            // What was sought is typed again sooner than a message about it is read.
            Draft::Search(_) => return,
        };
        if self.held.is_over(id) || self.session.with_untracked(Option::is_none) {
            return;
        }
        let told = NoticeWords::NotSaved(Box::new(NotSaved {
            kind,
            person: self.person_of_draft(id),
            why: why.clone(),
        }));
        self.notices.say(Tone::Alert, told.clone());
        let alone = self.held.is_empty();
        if let Some(before) = self.held.take(id).filter(|before| before.told != told) {
            self.notices.take_back(&before.told);
        }
        let held = Held {
            id,
            draft,
            cursor,
            told,
        };
        self.held.list.update_value(|list| list.push(held));
        if alone {
            Executor::spawn_local(self.seal_what_is_held());
        }
    }

    /// It is sealed after all.
    pub(super) fn let_go(&self, id: DraftId) {
        if let Some(held) = self.held.take(id) {
            self.notices.take_back(&held.told);
        }
    }

    async fn seal_what_is_held(self) {
        loop {
            self.sleep(TRY_AGAIN_MS).await;
            if self.held.is_empty() {
                return;
            }
            for held in self.held.list.get_value() {
                // Where it is open again, its own page seals it.
                if !self.autosaves.has(held.id) {
                    self.seal_held(held).await;
                }
            }
        }
    }

    /// The last try, before the vault locks; the locked page tells what became of it.
    pub(super) async fn seal_last(&self, held: Vec<Held>) {
        for Held {
            id, draft, cursor, ..
        } in held
        {
            let request = ask::SaveDraft { id, draft, cursor };
            if let Err(failure @ Failure::Storage(_)) = self.ask(request).await {
                self.why_locked.set(Some(failure));
            }
        }
    }

    async fn seal_held(&self, held: Held) {
        let id = held.id;
        let request = ask::SaveDraft {
            id,
            draft: held.draft,
            cursor: held.cursor,
        };
        // What fails is tried again; the notice stands meanwhile.
        if self.ask(request).await.is_ok() {
            self.let_go(id);
            self.refresh_drafts().await;
        }
    }

    fn person_of_draft(&self, id: DraftId) -> Option<PersonRow> {
        self.drafts.with_untracked(|rows| {
            let row = rows.iter().find(|row| row.id == id)?;
            row.person.clone()
        })
    }
}
