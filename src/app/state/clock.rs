//! Whether the device's clock stands behind the last signed entry: asked about before anything else is shown.

use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use super::App;
use crate::base::Stamp;

/// What is known of the device's clock since the vault was opened. Copied freely.
#[derive(Clone, Copy)]
pub struct ClockQuestion {
    /// The last signed entry, if the clock stood behind it when it was last looked at.
    behind: RwSignal<Option<Stamp>>,
    /// The last signed entry for which the person chose to go on nevertheless.
    gone_on: RwSignal<Option<Stamp>>,
}

impl ClockQuestion {
    pub(super) fn new() -> Self {
        Self {
            behind: RwSignal::new(None),
            gone_on: RwSignal::new(None),
        }
    }

    /// Compares the device's clock, which says `now`, with the last signed entry.
    pub(super) fn look(&self, last: Option<Stamp>, now: Stamp) {
        let behind = last.filter(|last| last.ms > now.ms);
        if self.behind.get_untracked() != behind {
            self.behind.set(behind);
        }
    }

    /// The last signed entry to ask about; nothing where the clock is right or the person answered.
    pub fn to_ask(self) -> Option<Stamp> {
        let gone_on = self.gone_on.get();
        self.behind.get().filter(|last| gone_on != Some(*last))
    }

    /// The person goes on with the clock as it is: it is not asked again until a later entry is signed.
    pub fn go_on(&self, last: Stamp) {
        self.gone_on.set(Some(last));
    }

    pub(super) fn forget(&self) {
        self.behind.set(None);
        self.gone_on.set(None);
    }
}

impl App {
    /// Compares the device's clock with the last signed entry.
    pub fn look_at_clock(&self, last: Option<Stamp>) {
        self.clock.look(last, self.platform().now());
    }
}
