//! One way to load: what a page shows of an answer while it waits for it, when it fails, and when it was left or overtaken.

use std::pin::Pin;

use any_spawner::Executor;
use reactive_graph::effect::Effect;
use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use super::{App, use_app};
use crate::app::platform::engine::Work;
use crate::engine::protocol::{Ask, Failure};

/// The answer to the question asked last: not there yet, there, or why not. An older answer stays until the next one comes.
pub struct Loaded<T: Send + Sync + 'static> {
    app: App,
    pub value: RwSignal<Option<T>>,
    pub failure: RwSignal<Option<Failure>>,
    /// How far the engine is with it.
    pub work: Work,
    /// Counts the questions: only the answer to the last one counts.
    turn: StoredValue<u32>,
    /// While this is so, what is shown stays as it is: a form stands over it.
    held: Option<RwSignal<bool>>,
    /// The answer that came meanwhile.
    waiting: StoredValue<Option<T>>,
}

impl<T: Send + Sync + 'static> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loaded<T> {}

impl<T: Send + Sync + 'static> Loaded<T> {
    /// Nothing is asked yet.
    pub fn nothing() -> Self {
        Self {
            app: use_app(),
            value: RwSignal::new(None),
            failure: RwSignal::new(None),
            work: Work::of_reading(),
            turn: StoredValue::new(0),
            held: None,
            waiting: StoredValue::new(None),
        }
    }

    /// Asked at once, and not again by itself.
    pub fn of(question: impl Ask<Answer = T> + 'static) -> Self {
        let loaded = Self::nothing();
        loaded.ask(question);
        loaded
    }

    /// Whatever is read inside `question` is followed: a change asks again. While `held` is so, nothing that is shown changes:
    /// drawing it anew would take away the form that somebody just opened from it.
    pub fn follow<Q: Ask<Answer = T> + 'static>(
        held: RwSignal<bool>,
        question: impl Fn() -> Q + 'static,
    ) -> Self {
        Self::follow_seeing(held, question, |_| ())
    }

    /// The same, and `seen` looks at each answer when it comes, whether or not it is shown yet.
    pub fn follow_seeing<Q: Ask<Answer = T> + 'static>(
        held: RwSignal<bool>,
        question: impl Fn() -> Q + 'static,
        seen: impl Fn(&T) + Copy + 'static,
    ) -> Self {
        let loaded = Self {
            held: Some(held),
            ..Self::nothing()
        };
        Effect::new(move |_| loaded.ask_then(question(), seen));
        Effect::new(move |_| {
            if !held.get()
                && let Some(value) = loaded.waiting.try_update_value(Option::take).flatten()
            {
                loaded.value.set(Some(value));
            }
        });
        loaded
    }

    /// Asks in the place of what was asked before; an answer to that is no longer shown when it comes.
    pub fn ask(self, question: impl Ask<Answer = T> + 'static) {
        self.ask_then(question, |_| ());
    }

    /// Asks, and looks at the answer before it is shown.
    pub fn ask_then(
        self,
        question: impl Ask<Answer = T> + 'static,
        seen: impl FnOnce(&T) + 'static,
    ) {
        let mine = self.next_turn();
        let answer = async move { self.app.ask_with(self.work, question).await };
        self.show(mine, Box::pin(answer), Box::new(seen));
    }

    /// Apart from `ask_then`, so that it stands in the program once for an answer and not for each question.
    fn show(
        self,
        mine: u32,
        answer: Pin<Box<dyn Future<Output = Result<T, Failure>>>>,
        seen: Box<dyn FnOnce(&T)>,
    ) {
        Executor::spawn_local(async move {
            let answer = answer.await;
            if self.turn.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(value) => {
                    seen(&value);
                    self.put(value);
                    self.failure.try_set(None);
                }
                Err(why) => {
                    self.failure.try_set(Some(why));
                }
            }
        });
    }

    fn put(self, value: T) {
        let held = self.held.and_then(|held| held.try_get_untracked());
        let stands = self.value.try_with_untracked(Option::is_some);
        if held == Some(true) && stands == Some(true) {
            self.waiting.try_set_value(Some(value));
        } else {
            self.waiting.try_set_value(None);
            self.value.try_set(Some(value));
        }
    }

    /// There is nothing to ask for now; an answer that is still under way is dropped.
    pub fn clear(self) {
        self.next_turn();
        self.waiting.set_value(None);
        self.value.set(None);
        self.failure.set(None);
    }

    fn next_turn(&self) -> u32 {
        let next = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(next);
        next
    }
}
