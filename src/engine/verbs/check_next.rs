//! Verifying the charts one at a time, while nobody asks for anything.

use crate::base::{ChartId, Clock};
use crate::engine::Engine;
use crate::engine::keeping::chart::load;
use crate::engine::protocol::*;
use crate::store::beside::Files;
use crate::store::{Durability, Store};

use super::check::failing;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Verifies one chart: its rows, every signature, chain and number. Its papers wait for *Check now*.
    pub(in crate::engine) async fn check_next(
        &mut self,
        open: Option<ChartId>,
    ) -> Result<CheckedNext, Failure> {
        let session = self.open_mut()?;
        let Some(chart) = session.round.next(open, &session.list.kept) else {
            return Ok(CheckedNext {
                found: 0,
                left: false,
            });
        };
        let session = self.open()?;
        let kept = &session.list.kept[&chart];
        let read = load(&self.store, &session.vault, kept).await?;
        let gaps = session.read_chart(&read).gaps_that_count() as u32;
        let unsound = gaps + failing(session, &read);
        let found = self.note_damage(chart, unsound).await?;
        Ok(CheckedNext { found, left: true })
    }

    /// Remembers what was found in a chart; gives how much of it is new. When everything was last checked stays as it was.
    async fn note_damage(&mut self, chart: ChartId, unsound: u32) -> Result<u32, Failure> {
        let session = self.open_mut()?;
        let before = session.installation.damage.clone();
        let found = session.installation.damage.note(chart, unsound);
        if session.installation.damage == before {
            return Ok(0);
        }
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let rows = session.settings_rows(self.entropy.as_mut())?;
        // Where it cannot be written it is found again after the next unlock.
        let _ = self.store.commit(rows.into(), Durability::Relaxed).await;
        Ok(found)
    }
}
