//! Drafts: sealed within two seconds of typing, readable by their author only, gone when signed.

use crate::base::InOrder;
use crate::base::{BlobId, Clock, DraftId, Stamp};
use crate::chart::draft::{
    Draft, Form, FormDraft, IntakeDraft, KeptDraft, NoteDraft, ProblemChoice, SearchDraft,
};
use crate::chart::statement::Statement;
use crate::engine::Engine;
use crate::engine::failure::sealing;
use crate::engine::protocol::*;
use crate::engine::session::Session;
use crate::reading::view::{Content, DraftKind, DraftRow};
use crate::store::beside::Files;
use crate::store::{Durability, Key, Range, Store, Table, Write};
use crate::vault::{AssociatedData, Sealed};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn save_draft(
        &mut self,
        id: DraftId,
        draft: Draft,
        cursor: String,
    ) -> Result<Stamp, Failure> {
        let saved = self.clock.now();
        let session = self.open()?;
        let standing = self.store.get(&Key::Draft(id)).await?;
        if standing.is_some_and(|row| own(session, id, &row).is_none()) {
            return Err(WriteFailure::DraftOfAnother.into());
        }
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let kept = KeptDraft {
            id,
            started: draft.started(),
            saved,
            draft,
            cursor,
        };
        let bytes = postcard::to_allocvec(&kept).expect("drafts have no unserialisable parts");
        let place = AssociatedData::Draft {
            author: session.vault.me(),
            draft: id,
        };
        let sealed = session
            .vault
            .seal(&place, &bytes, self.entropy.as_mut())
            .map_err(sealing)?;
        self.store
            .commit(vec![Write::Put(Key::Draft(id), sealed)], Durability::Strict)
            .await?;
        Ok(saved)
    }

    pub(in crate::engine) async fn discard_draft(&mut self, id: DraftId) -> Result<(), Failure> {
        match self.draft(id).await {
            Ok(_) | Err(Failure::Write(WriteFailure::DraftDamaged)) => {}
            Err(other) => return Err(other),
        }
        self.store
            .commit(vec![Write::Delete(Key::Draft(id))], Durability::Strict)
            .await?;
        Ok(())
    }

    /// What one typed to find somebody, and has not taken out again.
    pub(in crate::engine) async fn searches(&self) -> Result<Vec<(DraftId, SearchDraft)>, Failure> {
        let own = self.own_drafts().await?.readable.into_iter();
        let searches = own.filter_map(|kept| match kept.draft {
            Draft::Search(search) => Some((kept.id, *search)),
            _ => None,
        });
        Ok(searches.collect())
    }

    /// One's own draft; another's is no draft at all.
    pub(in crate::engine) async fn draft(&self, id: DraftId) -> Result<KeptDraft, Failure> {
        let session = self.open()?;
        let row = self.store.get(&Key::Draft(id)).await?;
        let mine = row.and_then(|row| own(session, id, &row));
        Ok(mine.ok_or(WriteFailure::NoDraft)??)
    }

    async fn own_drafts(&self) -> Result<OwnDrafts, Failure> {
        let session = self.open()?;
        let mut found = OwnDrafts::default();
        for (key, row) in self.store.scan(&Range::All(Table::Drafts)).await? {
            let Key::Draft(id) = key else { continue };
            match own(session, id, &row) {
                None => {}
                Some(Ok(kept)) => found.readable.push(kept),
                Some(Err(_)) => found.damaged.push(id),
            }
        }
        let newest = |draft: &KeptDraft| std::cmp::Reverse(draft.saved);
        found.readable.order_by_key(newest);
        Ok(found)
    }

    /// Blobs that drafts name; `None` where some draft cannot be read: a damaged one, or another person's.
    pub(super) async fn blobs_of_drafts(&self) -> Result<Option<Vec<BlobId>>, Failure> {
        let own = self.own_drafts().await?;
        let all = self.store.count(&Range::All(Table::Drafts)).await?;
        if own.readable.len() as u64 != all {
            return Ok(None);
        }
        let papers = own.readable.iter().filter_map(|kept| match &kept.draft {
            Draft::Intake(intake) | Draft::Questions(intake) => {
                intake.photo.yes().map(|photo| photo.blob)
            }
            Draft::Form(draft) => match &draft.form {
                Form::Paper(paper) => paper.kept().map(|paper| paper.blob),
                _ => None,
            },
            Draft::Note(_) | Draft::Search(_) => None,
        });
        Ok(Some(papers.collect()))
    }

    pub(in crate::engine) async fn draft_rows(&mut self) -> Result<Vec<DraftRow>, Failure> {
        let own = self.own_drafts().await?;
        let mut rows: Vec<DraftRow> = own.damaged.into_iter().map(unreadable_row).collect();
        for kept in own.readable {
            let person = kept.draft.chart().and_then(|chart| {
                self.open()
                    .ok()?
                    .list
                    .kept
                    .get(&chart)?
                    .row
                    .as_ref()
                    .map(|r| r.person.clone())
            });
            let kind = match kept.draft {
                Draft::Intake(intake) => DraftKind::Intake {
                    name: name_typed(&intake),
                },
                Draft::Questions(asked) => match asked.chart {
                    Some(chart) => DraftKind::Questions { chart },
                    None => continue,
                },
                Draft::Note(note) => DraftKind::Note {
                    chart: note.chart,
                    problems: self.numbers(&note).await?,
                },
                Draft::Form(draft) => DraftKind::Form {
                    chart: draft.chart,
                    about: self.about(&draft).await?,
                    form: Box::new(draft.form),
                },
                Draft::Search(_) => continue,
            };
            rows.push(DraftRow {
                id: kept.id,
                person,
                kind,
                saved: Some(kept.saved),
            });
        }
        Ok(rows)
    }

    /// What a form is about, as it was signed.
    async fn about(&mut self, draft: &FormDraft) -> Result<Option<Box<Statement>>, Failure> {
        let Some(id) = draft.form.about() else {
            return Ok(None);
        };
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let open = session.chart(&self.store, draft.chart).await?;
        let view = open.chart.statement(id);
        Ok(view.and_then(|view| match view.content {
            Content::Statement(statement) => Some(statement),
            Content::Newer(_) => None,
        }))
    }

    /// The numbers of the problems a note is for.
    async fn numbers(&mut self, note: &NoteDraft) -> Result<Vec<u32>, Failure> {
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let problems = session
            .chart(&self.store, note.chart)
            .await?
            .chart
            .problems();
        let number = |choice: &ProblemChoice| match choice {
            ProblemChoice::Known(id) => problems
                .iter()
                .find(|row| row.id == *id)
                .map(|row| row.number),
            ProblemChoice::Unlinked | ProblemChoice::New { .. } => None,
        };
        Ok(note
            .under
            .iter()
            .filter_map(|under| number(&under.problem))
            .collect())
    }
}

/// The drafts of who works now.
#[derive(Default)]
struct OwnDrafts {
    /// The last saved first.
    readable: Vec<KeptDraft>,
    damaged: Vec<DraftId>,
}

/// One's own draft out of its row, damaged or not; `None` for another's. A row that names no key of anyone's is of the only
/// person there is, if there is only one.
fn own(session: &Session, id: DraftId, row: &Sealed) -> Option<Result<KeptDraft, WriteFailure>> {
    let place = AssociatedData::Draft {
        author: session.vault.me(),
        draft: id,
    };
    match session.vault.open(&place, row) {
        Ok(bytes) => Some(postcard::from_bytes(&bytes).map_err(|_| WriteFailure::DraftDamaged)),
        Err(_) => {
            let mine =
                session.vault.names_key_of(&place, row) || session.vault.credentials().len() == 1;
            mine.then_some(Err(WriteFailure::DraftDamaged))
        }
    }
}

fn unreadable_row(id: DraftId) -> DraftRow {
    DraftRow {
        id,
        person: None,
        kind: DraftKind::Unreadable,
        saved: None,
    }
}

fn name_typed(intake: &IntakeDraft) -> String {
    let typed = intake
        .names
        .iter()
        .map(|name| (name.family.trim(), name.given.trim()));
    typed
        .map(|(family, given)| {
            [family, given]
                .into_iter()
                .filter(|s| !s.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        })
        .next()
        .unwrap_or_default()
}
