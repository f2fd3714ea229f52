//! Sealing what is typed: within two seconds, and at once when the page is hidden, locked or left.

use std::rc::Rc;

use any_spawner::Executor;
use reactive_graph::owner::{LocalStorage, StoredValue, on_cleanup};
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use super::{App, Gate, use_app};
use crate::base::{DraftId, Stamp};
use crate::chart::draft::Draft;
use crate::engine::protocol::{Failure, ask};

/// From the first unsealed letter to the seal. With the time sealing takes it stays under two seconds.
const SEAL_AFTER_MS: u32 = 1700;

/// Words that are taken away and come back at once would not be read out again.
const MEANWHILE_MS: u32 = 60;

/// What the line "Draft saved 10:42:07" knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sealing {
    /// Nothing was typed yet.
    #[default]
    Untouched,
    /// Sealed, and when.
    Saved(Stamp),
    /// Not sealed; the words are in the page only. `since`: sealed up to then.
    Failed {
        failure: Failure,
        since: Option<Stamp>,
    },
}

/// What is read when a draft is sealed: the draft, and where the cursor is in the page's own words.
pub type ReadDraft = Rc<dyn Fn() -> (Draft, String)>;

/// Keeps one draft sealed while it is typed. Make one in the page's component; it ends with the component.
///
/// ```ignore
/// let saving = Autosave::keep(id, move || (Draft::Note(Box::new(draft.get_untracked())), cursor.get_untracked()));
/// let words = Bind::part(draft, …).and_then(move || saving.touched());
/// ```
#[derive(Clone, Copy)]
pub struct Autosave {
    app: App,
    id: DraftId,
    read: StoredValue<ReadDraft, LocalStorage>,
    state: RwSignal<Sealing>,
    /// Changed since it was last handed to the engine.
    dirty: StoredValue<bool>,
    waiting: StoredValue<bool>,
    /// It is being signed as it was sealed last: nothing is sealed meanwhile.
    held: StoredValue<bool>,
    /// It was asked for that it be saved, and it is.
    wished: RwSignal<bool>,
}

impl Autosave {
    /// Begins to keep a draft sealed; `read` is called whenever it is to be sealed. Words of the same draft that could
    /// not be sealed before are sealed soon, without another letter.
    pub fn keep(id: DraftId, read: impl Fn() -> (Draft, String) + 'static) -> Self {
        let saving = Self {
            app: use_app(),
            id,
            read: StoredValue::new_local(Rc::new(read)),
            state: RwSignal::new(Sealing::Untouched),
            dirty: StoredValue::new(false),
            waiting: StoredValue::new(false),
            held: StoredValue::new(false),
            wished: RwSignal::new(false),
        };
        saving.app.autosaves.add(saving);
        if saving.app.held.of(id).is_some() {
            saving.touched();
        }
        on_cleanup(move || {
            if let Some(sealing) = saving.begin() {
                Executor::spawn_local(async move {
                    let _ = sealing.await;
                });
            }
            saving.app.autosaves.remove(saving.id);
        });
        saving
    }

    /// The draft's id: the same each time the draft is opened, until it is signed or discarded.
    pub fn id(&self) -> DraftId {
        self.id
    }

    /// What the line beside the draft shows; whoever reads this follows it.
    pub fn state(&self) -> Sealing {
        self.state.get()
    }

    /// The draft was loaded from its seal; it was saved then. Words that could not be sealed when they were left were not.
    pub fn loaded(&self, saved: Stamp) {
        if !self.dirty.get_value() {
            self.state.set(Sealing::Saved(saved));
        }
    }

    /// It was saved because that was asked for, and nothing was typed since.
    pub fn is_saved_on_wish(&self) -> bool {
        self.wished.get()
    }

    /// Something was typed: it will be sealed within two seconds.
    pub fn touched(&self) {
        self.dirty.set_value(true);
        self.unwish();
        if self.waiting.get_value() {
            return;
        }
        self.waiting.set_value(true);
        let saving = *self;
        Executor::spawn_local(async move {
            saving.app.sleep(SEAL_AFTER_MS).await;
            if saving.waiting.try_set_value(false).is_none() {
                let _ = saving.now().await;
            }
        });
    }

    /// Seals now, if anything changed.
    ///
    /// # Errors
    /// Why it is not sealed; also in `state`.
    pub async fn now(&self) -> Result<(), Failure> {
        match self.begin() {
            Some(sealing) => sealing.await,
            None => Ok(()),
        }
    }

    /// It is being signed. A seal that came after the signature would be a draft of words that are signed already.
    pub fn hold(&self) {
        self.held.try_set_value(true);
    }

    /// It was not signed after all; what was typed meanwhile is sealed now.
    pub fn release(&self) {
        if self.held.try_set_value(false).is_none() && self.dirty.get_value() {
            self.touched();
        }
    }

    /// The draft was signed or discarded: nothing more is sealed.
    pub fn done(&self) {
        self.dirty.try_set_value(false);
        self.app.autosaves.remove(self.id);
        self.app.held.over(self.id);
    }

    /// Reads the draft at once and returns the rest of the work; `None` when nothing changed.
    fn begin(&self) -> Option<impl Future<Output = Result<(), Failure>> + use<>> {
        let dirty = self.dirty.try_get_value().unwrap_or(false);
        if !dirty || self.held.try_get_value().unwrap_or(true) {
            return None;
        }
        let (draft, cursor) = (self.read.try_get_value()?)();
        self.dirty.set_value(false);
        let request = ask::SaveDraft {
            id: self.id,
            draft: draft.clone(),
            cursor: cursor.clone(),
        };
        let saving = *self;
        Some(async move {
            let saved = saving.app.ask(request).await;
            saving.finish(saved, draft, cursor)
        })
    }

    fn unwish(&self) {
        if self.wished.try_get_untracked() == Some(true) {
            self.wished.try_set(false);
        }
    }

    fn finish(
        &self,
        saved: Result<Stamp, Failure>,
        draft: Draft,
        cursor: String,
    ) -> Result<(), Failure> {
        match saved {
            Ok(at) => {
                self.state.try_set(Sealing::Saved(at));
                self.app.let_go(self.id);
                Ok(())
            }
            Err(failure) => {
                let since = match self.state.try_get_untracked() {
                    Some(Sealing::Saved(at)) => Some(at),
                    Some(Sealing::Failed { since, .. }) => since,
                    _ => None,
                };
                self.dirty.try_set_value(true);
                let state = Sealing::Failed {
                    failure: failure.clone(),
                    since,
                };
                if self.state.try_set(state).is_some() {
                    self.left(draft, cursor, &failure);
                }
                Err(failure)
            }
        }
    }
}

impl Autosave {
    /// The page is gone and its words are not sealed: somebody has to hear of it.
    fn left(&self, draft: Draft, cursor: String, failure: &Failure) {
        let app = self.app;
        if app.session.with_untracked(Option::is_some) {
            app.hold(draft, (self.id, cursor), failure);
        } else if matches!(failure, Failure::Storage(_)) && app.gate.get_untracked() != Gate::Open {
            // It was locked meanwhile: the locked page tells why the last words are not there.
            app.why_locked.set(Some(failure.clone()));
        }
    }
}

/// Every draft being typed.
#[derive(Clone, Copy)]
pub struct Autosaves {
    list: StoredValue<Vec<Autosave>>,
}

impl Autosaves {
    pub(super) fn new() -> Self {
        Self {
            list: StoredValue::new(Vec::new()),
        }
    }

    fn add(&self, saving: Autosave) {
        self.list.update_value(|list| list.push(saving));
    }

    fn remove(&self, id: DraftId) {
        self.list
            .try_update_value(|list| list.retain(|saving| saving.id != id));
    }

    pub(super) fn has(&self, id: DraftId) -> bool {
        self.list
            .with_value(|list| list.iter().any(|saving| saving.id == id))
    }

    /// Seals every changed draft because that was asked for; each says so beside itself, also when nothing had changed.
    pub async fn save_on_wish(self) {
        let list = self.list.get_value();
        let Some(app) = list.first().map(|saving| saving.app) else {
            return;
        };
        list.iter().for_each(Autosave::unwish);
        self.seal_all().await;
        app.sleep(MEANWHILE_MS).await;
        for saving in list {
            if let Some(Sealing::Saved(_)) = saving.state.try_get_untracked() {
                saving.wished.try_set(true);
            }
        }
    }

    /// Reads every changed draft now and hands it to the engine; the returned work waits for the seals.
    pub fn seal_all(&self) -> impl Future<Output = ()> + use<> {
        let list = self.list.get_value();
        let begun: Vec<_> = list
            .iter()
            .filter_map(Autosave::begin)
            .map(spawned)
            .collect();
        async move {
            for sealing in begun {
                let _ = sealing.await;
            }
        }
    }
}

/// Starts the work at once, so that the request leaves before anything that is asked after it.
fn spawned(
    work: impl Future<Output = Result<(), Failure>> + 'static,
) -> futures_channel::oneshot::Receiver<()> {
    let (done, waiting) = futures_channel::oneshot::channel();
    let mut work = Box::pin(work);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    // The first poll sends the request; an answer already there would end the work.
    if work.as_mut().poll(&mut context).is_ready() {
        let _ = done.send(());
        return waiting;
    }
    Executor::spawn_local(async move {
        let _ = work.await;
        let _ = done.send(());
    });
    waiting
}
