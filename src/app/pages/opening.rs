//! Trying to open the vault, and waiting between tries.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::matching::WordList;
use crate::app::platform::engine::Work;
use crate::app::platform::timers::{now_ms, sleep};
use crate::app::state::{App, use_app};
use crate::app::ui::*;
use crate::base::Language;
use crate::engine::protocol::{Failure, Opener, UnlockFailure, VaultState, ask};

/// Trying to open, and waiting between tries.
#[derive(Clone, Copy)]
pub struct Opening {
    app: App,
    pub work: Work,
    pub failure: RwSignal<Option<Failure>>,
    until: RwSignal<f64>,
    left: RwSignal<u32>,
}

impl Opening {
    pub fn new(until: f64) -> Self {
        let opening = Self {
            app: use_app(),
            work: Work::new(),
            failure: RwSignal::new(None),
            until: RwSignal::new(until),
            left: RwSignal::new(0),
        };
        opening.count_down();
        opening
    }

    /// Seconds until the next try is taken.
    pub fn left(&self) -> u32 {
        self.left.get()
    }

    fn count_down(self) {
        leptos::task::spawn_local(async move {
            loop {
                let Some(until) = self.until.try_get_untracked() else {
                    return;
                };
                let left = ((until - now_ms()) / 1000.0).ceil().max(0.0) as u32;
                if self.left.try_set(left).is_some() || left == 0 {
                    return;
                }
                sleep(250).await;
            }
        });
    }

    fn wait(&self, ms: u32) {
        self.until.set(now_ms() + f64::from(ms));
        self.count_down();
    }

    /// Tries to open; on success the shell takes the page's place.
    pub fn try_open(self, opener: Opener) {
        if self.left.get_untracked() > 0 || self.work.is_busy() {
            return;
        }
        let app = self.app;
        leptos::task::spawn_local(async move {
            self.failure.set(None);
            match app.ask_with(self.work, ask::Unlock(opener)).await {
                Ok(session) => app.opened(session),
                Err(Failure::Unlock(UnlockFailure::Wait(ms))) => self.wait(ms),
                Err(failure) => {
                    self.failure.set(Some(failure));
                    self.learn_the_wait().await;
                }
            }
        });
    }

    /// The engine counts wrong tries, also across reloads.
    async fn learn_the_wait(&self) {
        if let Ok(VaultState::Locked { wait_ms, .. }) = self.app.ask(ask::State).await {
            self.wait(wait_ms);
        }
    }
}

#[component]
pub fn OpenButton(opening: Opening) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || match opening.left() {
        0 => t_string!(i18n, common.open).to_string(),
        left => t_string!(i18n, vault.open_in, seconds = left),
    };
    view! {
        <Actions>
            <Button
                kind=ButtonKind::Primary
                submit=true
                label
                disabled=Signal::derive(move || opening.left() > 0)
                busy=Signal::derive(move || opening.work.is_running())
            />
        </Actions>
        <Working work=opening.work no_cancel=true words=move || t_string!(i18n, ui.step_opening)/>
    }
}

/// Every word a recovery code can be made of: those of the page's language are offered, those of the others are understood.
/// Empty until the engine has answered.
pub fn word_list() -> Signal<WordList> {
    let app = use_app();
    let list = RwSignal::new(WordList::default());
    Effect::new(move |_| {
        let of_page = app.look.get().language;
        leptos::task::spawn_local(async move {
            let Ok(words) = app.ask(ask::WordList(of_page)).await else {
                return;
            };
            let mut others = Vec::new();
            for language in Language::ALL {
                if language != of_page {
                    let words = app.ask(ask::WordList(language)).await;
                    others.extend(words.unwrap_or_default());
                }
            }
            list.try_set(WordList::with_others(words, others));
        });
    });
    list.into()
}
