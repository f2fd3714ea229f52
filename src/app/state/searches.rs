//! What is typed to find somebody: sealed like every other word, and there again in the same field after a lock.

use any_spawner::Executor;
use reactive_graph::effect::Effect;
use reactive_graph::owner::{Owner, StoredValue};
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use super::{App, Autosave, use_app};
use crate::base::DraftId;
use crate::base::entropy::SystemEntropy;
use crate::chart::draft::{Draft, SearchDraft};
use crate::engine::protocol::ask;

/// Keeps the words of a search field sealed while the calling component lives. What was typed there before comes back
/// where the field is empty.
pub fn keep_search(field: &str, text: RwSignal<String>) {
    let app = use_app();
    let owner = Owner::current();
    let field = field.to_owned();
    Executor::spawn_local(async move {
        let kept = kept(app, &field).await;
        let is_kept = kept.is_some();
        let (id, before) =
            kept.unwrap_or_else(|| (DraftId::random(&mut SystemEntropy), String::new()));
        // The page was left meanwhile.
        let Some(now) = text.try_get_untracked() else {
            return;
        };
        if now.is_empty() && !before.is_empty() {
            text.set(before);
        }
        if let Some(owner) = owner {
            owner.with(|| follow(app, (id, is_kept), field, text));
        }
    });
}

async fn kept(app: App, field: &str) -> Option<(DraftId, String)> {
    let mut found = app.ask(ask::Searches).await.ok()?.into_iter();
    let (id, search) = found.find(|(_, search)| search.field == field)?;
    Some((id, search.text))
}

fn follow(app: App, (id, is_kept): (DraftId, bool), field: String, text: RwSignal<String>) {
    let is_kept = StoredValue::new(is_kept);
    let started = app.platform().now();
    let saving = Autosave::keep(id, move || {
        let search = SearchDraft {
            started,
            field: field.clone(),
            text: text.try_get_untracked().unwrap_or_default(),
        };
        (Draft::Search(Box::new(search)), String::new())
    });
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        let changed = before.is_none_or(|before| before != now);
        if changed && !now.is_empty() {
            is_kept.set_value(true);
            saving.touched();
        } else if now.is_empty() && is_kept.get_value() {
            is_kept.set_value(false);
            discard(app, id);
        }
        now
    });
}

/// Nothing is sought any more. What could not be discarded comes back once, and is taken out again then.
fn discard(app: App, id: DraftId) {
    Executor::spawn_local(async move {
        let _ = app.ask(ask::DiscardDraft(id)).await;
    });
}
