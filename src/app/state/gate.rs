//! Whether the vault is open, and every way it is not.

use any_spawner::Executor;
use reactive_graph::graph::untrack;
use reactive_graph::prelude::*;

use super::App;
use crate::app::platform::edges::{Lacking, TabWord};
use crate::app::platform::look::Look;
use crate::app::route::{ChartPart, Route};
use crate::base::Stamp;
use crate::engine::protocol::{
    Failure, Session, Settings, ShortCode, StorageTrouble, UnlockFailure, VaultState, ask,
};

/// What stands between the person and the records.
#[derive(Clone, Debug, PartialEq)]
pub enum Gate {
    /// The engine has not answered yet.
    Starting,
    Lacking(Vec<Lacking>),
    /// Another tab has the vault open.
    Elsewhere,
    FirstRun,
    /// `until`: before that moment of the monotonic clock no try is taken.
    Locked {
        until: f64,
    },
    Damaged,
    Newer {
        found: u32,
        reads: u32,
    },
    Storage(StorageTrouble),
    /// The engine ended by itself.
    Stopped(String),
    Covered {
        at: Stamp,
    },
    Open,
}

/// A covered page locks after this long, whatever the settings say.
const COVERED_AT_MOST_MS: f64 = 8.0 * 60.0 * 60.0 * 1000.0;

/// Without a short code whoever touches a hidden page sees it again. So it locks after this many idle minutes, or after the
/// cover time where that is longer; not sooner, because opening costs the whole passphrase, sixty times a day.
const WITHOUT_CODE_MINUTES: u16 = 10;

/// How long a lock waits for drafts to be sealed before it goes ahead. The page is empty by then; what waits is the engine,
/// which may be in the middle of a long step.
const SEALING_AT_MOST_MS: u32 = 10_000;

impl Gate {
    /// What lies on the device, at a moment of the monotonic clock.
    pub fn of(state: VaultState, now_ms: f64) -> Self {
        match state {
            VaultState::None => Self::FirstRun,
            VaultState::Locked { wait_ms, .. } => Self::Locked {
                until: now_ms + f64::from(wait_ms),
            },
            VaultState::Damaged => Self::Damaged,
            VaultState::Newer { found, reads } => Self::Newer { found, reads },
            VaultState::Storage(trouble) => Self::Storage(trouble),
        }
    }
}

impl App {
    /// The vault was opened.
    pub fn opened(&self, session: Session) {
        self.change_look(Look::of(&session.settings));
        self.why_locked.set(None);
        self.look_at_clock(session.newest_entry);
        self.session.set(Some(session));
        self.platform().return_to(self.route.get_untracked());
        self.gate.set(Gate::Open);
        let app = *self;
        Executor::spawn_local(async move { app.refresh_drafts().await });
    }

    /// Someone else opened the vault at this device. A draft of the first person is not theirs to see.
    pub fn switched(&self, session: Session) {
        let route = self.route.get_untracked();
        let of_the_first = matches!(
            route,
            Route::Intake(_)
                | Route::Chart(
                    _,
                    ChartPart::Note(_) | ChartPart::Form(_) | ChartPart::Questions(_)
                )
        );
        self.forget_session();
        if of_the_first {
            self.replace(route.chart().map_or(Route::Today, |chart| {
                Route::Chart(chart, ChartPart::Summary)
            }));
        }
        self.opened(session);
    }

    /// Every record was removed: begin again.
    pub fn erased(&self) {
        self.forget_session();
        self.replace(Route::Today);
        self.engine.start(Failure::Locked);
    }

    /// The database did not open: once more, with another engine.
    pub fn reopen(&self) {
        self.reopened.update(|times| *times += 1);
        self.gate.set(Gate::Starting);
        self.engine.start(Failure::Locked);
    }

    /// Seals drafts, ends the engine (and with it every key) and starts a locked one.
    pub fn lock(&self) {
        let app = *self;
        Executor::spawn_local(async move {
            if app.seal_and_leave().await {
                app.engine.start(Failure::Locked);
            }
        });
    }

    /// Takes the version that waits: drafts are sealed first, then every tab loads again.
    pub fn update(&self) {
        let app = *self;
        Executor::spawn_local(async move {
            app.autosaves().seal_all().await;
            app.platform().take_update();
        });
    }

    /// What another tab says.
    pub(in crate::app) fn hear_tab(&self, word: TabWord) {
        match word {
            TabWord::GiveWay => self.give_way(),
            TabWord::LockAll => self.lock(),
        }
    }

    /// Locks this tab and every other.
    pub fn lock_everywhere(&self) {
        self.platform().tell_tabs(TabWord::LockAll);
        self.lock();
    }

    /// Another tab takes the vault over: seal, lock, give it up.
    pub fn give_way(&self) {
        if matches!(
            self.gate.get_untracked(),
            Gate::Elsewhere | Gate::Lacking(_)
        ) {
            return;
        }
        let app = *self;
        Executor::spawn_local(async move {
            app.seal_and_leave().await;
            app.engine.end(Failure::Locked);
            app.gate.set(Gate::Elsewhere);
            app.platform().give_vault_up();
        });
    }

    /// *Use it here*: the other tab seals its drafts and locks, then this one starts.
    pub fn use_here(&self) {
        let app = *self;
        Executor::spawn_local(async move {
            app.platform().tell_tabs(TabWord::GiveWay);
            if app.platform().take_vault().await {
                app.gate.set(Gate::Starting);
                app.engine.start(Failure::Locked);
            }
        });
    }

    /// `false` when there was nothing open to leave, or it is being left already.
    async fn seal_and_leave(&self) -> bool {
        let open = matches!(self.gate.get_untracked(), Gate::Open | Gate::Covered { .. });
        if !open {
            return false;
        }
        if self.gate.get_untracked() == Gate::Open {
            self.platform().leave(self.route.get_untracked());
        }
        let sealing = self.autosaves.seal_all();
        let held = self.held.take_all();
        self.forget_session();
        let sealed = std::pin::pin!(async {
            sealing.await;
            self.seal_last(held).await;
        });
        let waited = std::pin::pin!(self.sleep(SEALING_AT_MOST_MS));
        first_of(sealed, waited).await;
        true
    }

    fn forget_session(&self) {
        self.gate.set(Gate::Starting);
        self.session.set(None);
        self.drafts.set(Vec::new());
        self.held.forget();
        self.notices.clear();
        self.search.set(String::new());
        self.waiting_at.set(None);
        self.clock.forget();
        self.resting.forget();
        self.given.keep(None);
        self.choosing_code.set(false);
        self.switching.set(false);
        self.hidden.set(None);
    }

    /// Hides the page. With a short code it is covered; without one it is locked, so nobody can look in.
    pub fn cover(&self) {
        if self.gate.get_untracked() != Gate::Open {
            return;
        }
        if !untrack(|| self.has_cover_code()) {
            self.lock();
            return;
        }
        self.platform().leave(self.route.get_untracked());
        let sealing = self.autosaves.seal_all();
        self.gate.set(Gate::Covered {
            at: self.platform().now(),
        });
        let app = *self;
        Executor::spawn_local(async move {
            sealing.await;
            if app.ask(ask::Cover { code: None }).await.is_err() {
                app.lock();
            }
        });
    }

    /// Nobody looks at the page: a layer stands before it until it is touched or locks.
    fn hide(&self) {
        if self.hidden.get_untracked().is_none() {
            Executor::spawn_local(self.autosaves.seal_all());
            self.hidden.set(Some(self.platform().now()));
        }
    }

    /// *Cover* was pressed: the first time it asks for a code, after that it covers.
    pub fn cover_or_ask_for_code(&self) {
        if untrack(|| self.has_cover_code()) {
            self.cover();
        } else {
            self.choosing_code.set(true);
        }
    }

    /// Whether a short code was set since the vault was opened.
    pub fn has_cover_code(&self) -> bool {
        self.short_code() != ShortCode::None
    }

    fn short_code(&self) -> ShortCode {
        let code = |session: &Session| session.code;
        self.session
            .with(|session| session.as_ref().map(code).unwrap_or_default())
    }

    /// The engine was told a code of who works.
    fn has_code_now(&self, code: ShortCode) {
        self.session.update(|session| {
            if let Some(session) = session {
                session.code = code;
            }
        });
    }

    /// Sets the short code of who works now, which their passphrase proves, and covers nothing.
    pub async fn choose_code(&self, code: String, passphrase: String) -> Result<(), Failure> {
        self.ask(ask::ChooseCode { code, passphrase }).await?;
        self.has_code_now(ShortCode::BringsBack);
        Ok(())
    }

    /// Whether the short code of who works brings them back after somebody else.
    pub fn code_brings_back(&self) -> bool {
        self.short_code() == ShortCode::BringsBack
    }

    /// Sets the code and covers. The code exists only in the engine's memory, until the vault locks.
    pub async fn cover_with(&self, code: String) -> Result<(), Failure> {
        self.platform().leave(self.route.get_untracked());
        self.autosaves.seal_all().await;
        self.ask(ask::Cover { code: Some(code) }).await?;
        self.ask(ask::Cover { code: None }).await?;
        self.has_code_now(ShortCode::Covers);
        self.choosing_code.set(false);
        self.gate.set(Gate::Covered {
            at: self.platform().now(),
        });
        Ok(())
    }

    /// Shows the covered page again, if this is its code.
    ///
    /// # Errors
    /// That the code is wrong, with how many tries are left. After the last of them, or where the engine locked
    /// meanwhile, the page locks.
    pub async fn uncover(&self, code: String) -> Result<(), Failure> {
        match self.ask(ask::Uncover { code }).await {
            Ok(session) => {
                self.look_at_clock(session.newest_entry);
                self.session.set(Some(session));
                self.platform().return_to(self.route.get_untracked());
                self.gate.set(Gate::Open);
                Ok(())
            }
            Err(failure) => {
                if matches!(
                    failure,
                    Failure::Unlock(UnlockFailure::CodeSpent) | Failure::Locked
                ) {
                    self.why_locked.set(Some(failure.clone()));
                    self.lock();
                }
                Err(failure)
            }
        }
    }

    /// Called every second with the time since the last touch.
    pub(in crate::app) fn idle(&self, idle_ms: f64) {
        let Settings {
            cover_after,
            lock_after,
            ..
        } = untrack(|| self.settings());
        let idle_for = |minutes: u16| minutes > 0 && idle_ms >= f64::from(minutes) * 60_000.0;
        match self.gate.get_untracked() {
            Gate::Open if idle_for(lock_after) => self.lock(),
            Gate::Open if idle_for(cover_after) => {
                if untrack(|| self.has_cover_code()) {
                    self.cover();
                } else if idle_for(cover_after.max(WITHOUT_CODE_MINUTES)) {
                    self.lock();
                } else {
                    self.hide();
                }
            }
            Gate::Covered { at } => {
                let covered_ms = (self.platform().now().ms - at.ms) as f64;
                if idle_for(lock_after) || covered_ms >= COVERED_AT_MOST_MS {
                    self.lock();
                }
            }
            _ => {}
        }
    }
}

/// Waits for whichever ends first.
async fn first_of(
    mut a: std::pin::Pin<&mut impl Future<Output = ()>>,
    mut b: std::pin::Pin<&mut impl Future<Output = ()>>,
) {
    std::future::poll_fn(|context| {
        if a.as_mut().poll(context).is_ready() {
            return std::task::Poll::Ready(());
        }
        b.as_mut().poll(context)
    })
    .await;
}
