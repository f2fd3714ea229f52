//! Verifying the charts one at a time, while nobody asks for anything.

use crate::base::{ChartId, Clock};
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::chart::load;
use crate::engine::protocol::*;
use crate::store::beside::Files;
use crate::store::{Durability, Store};

use super::check::{is_unproven, misnumbered};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Verifies one chart: its rows, every signature, chain and number. Its papers wait for *Check now*. It makes way for
    /// whatever a person asks, and begins again later.
    pub(in crate::engine) async fn check_next<H: Host>(
        &mut self,
        open: Option<ChartId>,
        host: &H,
    ) -> Result<CheckedNext, Failure> {
        let session = self.open_mut()?;
        let Some(chart) = session.round.next(open, &session.list.kept) else {
            return Ok(CheckedNext {
                found: 0,
                left: false,
            });
        };
        match self.unsound_in(chart, host).await {
            Err(Failure::Cancelled) => {
                self.open_mut()?.round.again(chart);
                Err(Failure::Cancelled)
            }
            unsound => {
                let found = self.note_damage(chart, unsound?).await?;
                Ok(CheckedNext { found, left: true })
            }
        }
    }

    async fn unsound_in<H: Host>(&self, chart: ChartId, host: &H) -> Result<u32, Failure> {
        let session = self.open()?;
        let read = load(&self.store, &session.vault, &session.list.kept[&chart]).await?;
        let known = session.reader().credentials(&read.credentials);
        let mut unproven = 0;
        for entry in read.log.iter() {
            host.breathe().await;
            if host.cancelled() {
                return Err(Failure::Cancelled);
            }
            unproven += u32::from(is_unproven(&known, entry));
        }
        let gaps = session.reader().gaps_that_count(&read) as u32;
        Ok(gaps + unproven + misnumbered(&known, &read))
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
