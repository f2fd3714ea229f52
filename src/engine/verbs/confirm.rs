//! Confirming another vault: someone here compared its fingerprint with the one its people show.

use crate::base::{Clock, Compartment, Digest, VaultId};
use crate::chart::kinds::{Confirmation, Fact};
use crate::chart::statement::Statement;
use crate::chart::when::When;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::chart::load;
use crate::engine::keeping::list::ListedChart;
use crate::engine::keeping::save::Addition;
use crate::engine::protocol::*;
use crate::engine::writing::by_compartment;
use crate::store::Store;
use crate::store::beside::Files;
use crate::transfer::bundle::OpenedBundle;

use crate::engine::opened_file::{ImportPlan, OpenedFile};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Confirms a vault whose people signed entries of the file that is open. What its people amended, stopped or found
    /// absent then counts as if it were written here. Answers with the file's preview as it now reads.
    pub(in crate::engine) async fn confirm<H: Host>(
        &mut self,
        fingerprint: Digest,
        host: &H,
    ) -> Result<BundlePreview, Failure> {
        let Some(OpenedFile::Bundle { opened, plan }) = self.open_mut()?.opened_file.take() else {
            return Err(FileFailure::NothingOpen.into());
        };
        let previewed = self.confirm_vault_of(&opened, fingerprint, host).await;
        let (preview, plan) = match previewed {
            Ok((preview, plan)) => (Ok(preview), Box::new(plan)),
            Err(failure) => (Err(failure), plan),
        };
        self.hold(OpenedFile::Bundle { opened, plan })?;
        preview
    }

    async fn confirm_vault_of<H: Host>(
        &mut self,
        opened: &OpenedBundle,
        fingerprint: Digest,
        host: &H,
    ) -> Result<(BundlePreview, ImportPlan), Failure> {
        let vault = vault_of(opened, fingerprint).ok_or(FileFailure::NothingOpen)?;
        if self.open_mut()?.confirmed.insert(fingerprint) {
            let written = self.write_confirmation(vault, fingerprint, host).await;
            if written.is_err() {
                self.open_mut()?.confirmed.remove(&fingerprint);
            }
            // Whatever was read before was read with other eyes.
            self.open_mut()?.charts.clear();
            written?;
        }
        let plan = self.plan_import(opened, host).await?;
        Ok((self.preview_import(opened, &plan, host).await?, plan))
    }

    async fn write_confirmation<H: Host>(
        &mut self,
        vault: VaultId,
        fingerprint: Digest,
        host: &H,
    ) -> Result<(), Failure> {
        let changed = self.rows_that_read_differently(host).await?;
        let log = self.open()?.own_log();
        let fact = Fact::Confirmation(Confirmation { vault, fingerprint });
        let statement = Statement::new(When::Moment(self.clock.now()), fact);
        let statements = by_compartment(vec![statement], Compartment::CUSTODY);
        let entries = self.sign_statements(log, statements).await?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        // The next delta is the one that saving writes for the vault's own log.
        let after = session.list.next_delta + 1;
        let delta = session.list_delta(after, &changed, self.entropy.as_mut())?;
        self.save(
            vec![Addition::of(log, entries)],
            delta.into_iter().collect(),
        )
        .await?;
        self.open_mut()?.believe(changed);
        Ok(())
    }

    /// Rows of the patient list that are no longer what their chart says, now that more authors are confirmed.
    async fn rows_that_read_differently<H: Host>(
        &self,
        host: &H,
    ) -> Result<Vec<ListedChart>, Failure> {
        let session = self.open()?;
        let reader = session.reader();
        let all = &session.list.kept;
        let mut changed = Vec::new();
        for (done, kept) in all.values().enumerate() {
            host.step(Step::Charts, done, all.len()).await?;
            let open = load(&self.store, &session.vault, kept).await?;
            let row = reader.row_of(&open);
            if row != kept.row {
                changed.push(ListedChart {
                    row,
                    ..kept.clone()
                });
            }
        }
        Ok(changed)
    }
}

/// The vault whose first credential has this hash, if the file carries it.
fn vault_of(opened: &OpenedBundle, fingerprint: Digest) -> Option<VaultId> {
    let first = opened.authors.get(&fingerprint)?;
    first
        .roots
        .contains(&fingerprint)
        .then(|| first.credential.body().vault)
}
