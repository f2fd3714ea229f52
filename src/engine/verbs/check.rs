//! Check now: every signature, chain and digest of every chart, and the journals themselves.

use crate::base::{ChartId, Clock};
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::chart::{OpenChart, load};
use crate::engine::protocol::*;
use crate::engine::session::Session;
use crate::store::Store;
use crate::store::beside::Files;
use crate::vault::Strict;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn check_all<H: Host>(
        &mut self,
        host: &H,
    ) -> Result<Reply, Failure> {
        let charts: Vec<ChartId> = self.open()?.list.kept.keys().copied().collect();
        let (mut entries, mut unreadable) = (0, 0);
        for (done, chart) in charts.iter().enumerate() {
            host.step(Step::Charts, done, charts.len()).await?;
            let session = self.open()?;
            let Some(kept) = session.list.kept.get(chart) else {
                continue;
            };
            let open = load(&self.store, &session.vault, kept).await?;
            entries += open.log.len() as u32;
            unreadable += open.gaps.len() as u32 + failing(session, &open);
        }
        let at = self.clock.now();
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        session.installation.last_check = Some((at, unreadable));
        let rows = session.settings_rows(self.entropy.as_mut())?;
        self.store
            .commit(rows.into(), crate::store::Durability::Strict)
            .await?;
        Ok(Reply::Checked {
            charts: charts.len() as u32,
            entries,
            unreadable,
            at,
        })
    }
}

/// Entries whose signature or author does not match, and breaks in the chains.
fn failing(session: &Session, open: &OpenChart) -> u32 {
    let known = session.reader().credentials(&open.credentials);
    let unproven = open.log.iter().filter(|entry| {
        let credential = known.get(&entry.header().credential);
        credential.is_none_or(|(credential, _)| {
            entry
                .check_signature(&credential.signing_key(), &Strict)
                .is_err()
        })
    });
    // What stands after a row that cannot be read is not counted again.
    let breaks = if open.gaps.is_empty() {
        open.log.defects().len()
    } else {
        0
    };
    (unproven.count() + breaks) as u32
}
