//! While nobody touches an open page its charts are verified, one a second: far less than would be noticed by whoever comes
//! back, and nothing that counts as work for covering and locking.

use any_spawner::Executor;
use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use super::{App, Gate};
use crate::engine::protocol::ask;

/// Milliseconds without a touch after which a person has put the device down, if only to think.
const QUIET_MS: f64 = 5000.0;

/// How far the charts have been verified while nobody used the device, and what was found. Copied freely.
#[derive(Clone, Copy)]
pub struct Resting {
    /// Every chart was verified since the vault was opened.
    done: StoredValue<bool>,
    /// Unreadable or unproven entries that were found and not known before.
    found: RwSignal<u32>,
}

impl Resting {
    pub(super) fn new() -> Self {
        Self {
            done: StoredValue::new(false),
            found: RwSignal::new(0),
        }
    }

    /// How many unreadable or unproven entries were found since the person was last told.
    pub fn found(&self) -> u32 {
        self.found.get()
    }

    /// The person was told what was found: counting begins anew.
    pub fn told(&self) {
        self.found.set(0);
    }

    pub(super) fn forget(&self) {
        self.done.set_value(false);
        self.found.set(0);
    }
}

impl App {
    /// Called every second with the time since the last touch: has one chart verified, if nobody asks for anything else.
    pub(in crate::app) fn verify_at_rest(&self, idle_ms: f64) {
        let open = self.gate.get_untracked() == Gate::Open && self.hidden.get_untracked().is_none();
        let rests =
            open && idle_ms >= QUIET_MS && self.platform().is_seen() && self.engine.is_quiet();
        if !rests || self.resting.done.get_value() {
            return;
        }
        let (app, chart) = (*self, self.route.get_untracked().chart());
        Executor::spawn_local(async move {
            if let Ok(checked) = app.ask(ask::CheckNext(chart)).await {
                app.resting.done.set_value(!checked.left);
                app.resting.found.update(|known| *known += checked.found);
            }
        });
    }
}
