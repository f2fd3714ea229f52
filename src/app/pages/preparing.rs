//! Keys that are made in the engine's memory and written only after their words were typed back.

use leptos::prelude::*;

use super::passphrase::Choosing;
use crate::app::platform::engine::Work;
use crate::app::state::{App, use_app};
use crate::app::ui::CODE_WORDS;
use crate::engine::protocol::{Ask, Failure, Prepared, ask};

/// What was typed back so far, and what the engine is doing about it.
#[derive(Clone, Copy)]
pub struct Preparing {
    app: App,
    pub typed_back: RwSignal<Vec<String>>,
    pub failure: RwSignal<Option<Failure>>,
    pub work: Work,
}

impl Preparing {
    pub fn new() -> Self {
        Self {
            app: use_app(),
            typed_back: RwSignal::new(vec![String::new(); CODE_WORDS]),
            failure: RwSignal::new(None),
            work: Work::new(),
        }
    }

    /// Makes the keys; the passphrase they are wrapped with is not generated anew from here on. None when it failed, which
    /// is then said.
    pub async fn prepare(
        self,
        question: impl Ask<Answer = Prepared>,
        choosing: Choosing,
    ) -> Option<Prepared> {
        let prepared = self.ask(question).await?;
        self.typed_back.try_set(vec![String::new(); CODE_WORDS]);
        choosing.keep();
        Some(prepared)
    }

    /// Writes what was prepared. None when nothing was written, which is then said.
    pub async fn ask<Q: Ask>(self, question: Q) -> Option<Q::Answer> {
        self.failure.try_set(None);
        let answer = self.app.ask_with(self.work, question).await;
        answer.map_err(|why| self.failure.try_set(Some(why))).ok()
    }

    /// Forgets the keys. Nothing was written, so nothing is lost.
    pub fn abandon(self) {
        leptos::task::spawn_local(async move {
            let _ = self.app.ask(ask::Abandon).await;
        });
    }
}
