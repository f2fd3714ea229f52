//! One way to do: what a press begins, whatever waits for the engine, the disk or the browser.

use std::pin::Pin;

use any_spawner::Executor;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use crate::app::platform::engine::Work;
use crate::engine::protocol::Failure;

/// An act of one button: at most one at a time, busy while it lasts, and why it failed until the next press. `E` is what
/// can go wrong.
pub struct Press<E: Send + Sync + 'static = Failure> {
    pub busy: RwSignal<bool>,
    pub failure: RwSignal<Option<E>>,
    /// How far the engine is with it; for `App::ask_with`.
    pub work: Work,
}

impl<E: Send + Sync + 'static> Clone for Press<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Send + Sync + 'static> Copy for Press<E> {}

impl<E: Send + Sync + 'static> Default for Press<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Send + Sync + 'static> Press<E> {
    /// Nothing was pressed yet. It ends with the component it is made in.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            work: Work::new(),
        }
    }

    /// Begins the act unless one is under way.
    pub fn run(self, act: impl AsyncFnOnce() -> Result<(), E> + 'static) {
        if self.is_busy() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        self.wait_for(Box::pin(async move { act().await }));
    }

    /// Apart from `run`, so that it stands in the program once and not for each act.
    fn wait_for(self, act: Pin<Box<dyn Future<Output = Result<(), E>>>>) {
        Executor::spawn_local(async move {
            let outcome = act.await;
            self.busy.try_set(false);
            if let Err(why) = outcome {
                self.failure.try_set(Some(why));
            }
        });
    }

    /// Asked in an event's handler: nothing is followed.
    pub fn is_busy(self) -> bool {
        self.busy.try_get_untracked() != Some(false)
    }

    /// The page it belongs to was left meanwhile.
    pub fn is_left(self) -> bool {
        self.busy.try_get_untracked().is_none()
    }
}
