//! What can wait until nobody asks for anything.

use crate::base::{Clock, Entropy};
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::list::MANY_DELTAS;
use crate::engine::keeping::merge::Merging;
use crate::engine::protocol::Failure;
use crate::engine::session::Session;
use crate::store::Store;
use crate::store::beside::Files;

/// About ten milliseconds on a slow device.
const ROWS: usize = 250;
/// Charts that are looked at in one go for rows to merge, and milliseconds after which no other is.
const MOST_LOOKS: usize = 32;
const LOOKING_MS: i64 = 8;

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

    /// Does a little of what waits until nobody has asked for anything for a while, and gives it up once the host says that
    /// somebody has; `false` when nothing is left to do.
    pub async fn tidy<H: Host>(&mut self, host: &H) -> bool {
        let Some(session) = self.session.as_deref_mut() else {
            return false;
        };
        // Who put an older copy back decides first what becomes of it, and until then it tells of itself.
        if session.tidying_failed || session.older_copy {
            return false;
        }
        let (store, entropy) = (&self.store, self.entropy.as_mut());
        match tidy_some(session, store, entropy, &self.clock, host).await {
            Ok(more) => more,
            Err(Failure::Cancelled) => true,
            Err(_) => {
                // Nothing depends on it.
                session.tidying_failed = true;
                false
            }
        }
    }
}

/// Up to one commit. Every merge adds a row to a journal, so those that are long come first.
async fn tidy_some<S: Store, C: Clock, H: Host>(
    session: &mut Session,
    store: &S,
    entropy: &mut dyn Entropy,
    clock: &C,
    host: &H,
) -> Result<bool, Failure> {
    host.go_on()?;
    if session.list.deltas >= MANY_DELTAS {
        session.tidy_list(store, entropy).await?;
        return Ok(true);
    }
    if session.shorten_some(store, entropy, host).await? {
        return Ok(true);
    }
    let began = clock.now().ms;
    for _ in 0..MOST_LOOKS {
        match session.merge_some(store, entropy, host).await? {
            Merging::Merged => break,
            Merging::AllSeen => return Ok(false),
            Merging::Nothing if clock.now().ms - began >= LOOKING_MS => break,
            Merging::Nothing => {}
        }
    }
    Ok(true)
}
