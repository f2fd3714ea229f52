//! What can wait until nobody asks for anything.

use crate::base::Clock;
use crate::engine::Engine;
use crate::store::Store;
use crate::store::beside::Files;

/// About ten milliseconds on a slow device.
const ROWS: usize = 250;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Does a little of what may wait; `false` when nothing is left to do.
    pub async fn idle(&mut self) -> bool {
        let Some(session) = self.session.as_deref_mut() else {
            return false;
        };
        if std::mem::take(&mut session.marks_due) {
            self.mark_journals().await;
            return true;
        }
        if session.list.directory.index_some(ROWS) {
            return true;
        }
        if std::mem::take(&mut session.reserve_due) {
            self.keep_reserve().await;
        }
        false
    }
    /// Does a little of what waits until nobody has asked for anything for a while; `false` when nothing is left to do.
    pub async fn tidy(&mut self) -> bool {
        let Some(session) = self.session.as_deref_mut() else {
            return false;
        };
        if session.tidying_failed {
            return false;
        }
        let (store, entropy) = (&self.store, self.entropy.as_mut());
        let done = match session.merge_some(store, entropy).await {
            Ok(false) => session.shorten_some(store, entropy).await,
            other => other,
        };
        // Nothing depends on it.
        session.tidying_failed = done.is_err();
        done.unwrap_or(false)
    }
}
