//! Room that is kept free for exports: a full device can still hand its charts over.

use crate::base::Clock;
use crate::engine::Engine;
use crate::engine::protocol::{Failure, StorageTrouble};
use crate::store::Store;
use crate::store::beside::{Files, Presence};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Makes the reserve where there is none. Whoever has no room for it, or no files, does without.
    pub(super) async fn keep_reserve(&mut self) {
        if let Presence::Here(beside) = &self.beside {
            let _ = beside.keep_reserve(self.entropy.as_mut()).await;
        }
    }

    /// Writes what an export writes. Where the device is full the reserve is given up, and `write` is tried once more.
    pub(super) async fn with_reserve(
        &mut self,
        write: impl AsyncFn(&mut Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        match write(self).await {
            Err(Failure::Storage(StorageTrouble::Full)) if self.give_reserve_up().await => {
                write(self).await
            }
            written => written,
        }
    }

    /// Whether there was one. One that cannot be removed makes no room.
    async fn give_reserve_up(&self) -> bool {
        match &self.beside {
            Presence::Here(beside) => beside.give_reserve_up().await == Ok(true),
            Presence::Absent { .. } => false,
        }
    }
}
