//! Erase and begin again: every row of every table, and every file beside them.

use crate::base::Clock;
use crate::engine::Engine;
use crate::engine::protocol::Failure;
use crate::store::Store;
use crate::store::beside::{Files, Presence};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// The files go first: without the ring secret the rows open nothing, should the second half not happen.
    pub(in crate::engine) async fn erase(&mut self) -> Result<(), Failure> {
        self.session = None;
        self.prepared = None;
        self.prepared_person = None;
        if let Presence::Here(beside) = &self.beside {
            beside.erase().await.map_err(super::unlock::beside_failed)?;
        }
        Ok(self.store.erase().await?)
    }
}
