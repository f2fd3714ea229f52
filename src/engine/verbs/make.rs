//! Making a vault: keys in memory first, rows only when the words were typed back.

use crate::base::{Clock, InstallationId, Language};
use crate::chart::limits;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::installation::{Damage, Installation};
use crate::engine::keeping::list::PatientList;
use crate::engine::protocol::{self, *};
use crate::engine::rows::put_meta;
use crate::engine::session::{Session, settings_rows};
use crate::store::beside::{Files, Presence};
use crate::store::{Durability, Store};
use crate::vault::{NewPerson, Prepared, RingHome, TooShort, generate_passphrase};

pub(super) fn too_short(TooShort(least): TooShort) -> Failure {
    Failure::Unlock(UnlockFailure::TooShort(least))
}

/// What others would leave out of what is signed under these names is not begun with.
pub(super) fn within_bounds(name: &str, places: &[&str]) -> Result<(), Failure> {
    match limits::beyond_in_names(name, places) {
        Some(limit) => Err(WriteFailure::Beyond(limit).into()),
        None => Ok(()),
    }
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) fn generate_passphrase(
        &mut self,
        words: u8,
        language: Language,
    ) -> String {
        let secret = generate_passphrase(words.clamp(5, 12), language, self.entropy.as_mut());
        secret.expose().clone()
    }

    pub(in crate::engine) async fn prepare<H: Host>(
        &mut self,
        plan: VaultPlan,
        host: &H,
    ) -> Result<protocol::Prepared, Failure> {
        let places = [&plan.role, &plan.device, &plan.site].map(|words| words.trim());
        within_bounds(plan.name.trim(), &places)?;
        host.step(Step::Opening, 0, 1).await?;
        let person = NewPerson {
            name: plan.name.trim(),
            role: plan.role.trim(),
            administrator: true,
            passphrase: &plan.passphrase,
            language: plan.language,
        };
        let home = match self.beside {
            Presence::Here(_) => RingHome::Outside,
            Presence::Absent { .. } => RingHome::InMeta,
        };
        let prepared = Prepared::new(
            &person,
            home,
            self.cost,
            self.clock.now(),
            self.entropy.as_mut(),
        )
        .map_err(too_short)?;
        let installation = Installation {
            id: InstallationId::random(self.entropy.as_mut()),
            kind: plan.kind,
            device: plan.device.trim().to_owned(),
            site: plan.site.trim().to_owned(),
            next_chart: 1,
            settings: Settings {
                language: plan.language,
                ..Settings::default()
            },
            last_checked_copy: None,
            last_check: None,
            damage: Damage::default(),
            clinic: Clinic::default(),
        };
        let shown = protocol::Prepared {
            words: prepared.words().to_vec(),
            fingerprint: prepared.fingerprint().short(),
        };
        self.prepared = Some((prepared, installation));
        Ok(shown)
    }

    /// One vault per device: refused where there is one already.
    pub(in crate::engine) async fn make<H: Host>(
        &mut self,
        host: &H,
    ) -> Result<protocol::Session, Failure> {
        host.step(Step::Writing, 0, 1).await?;
        if self.state().await? != VaultState::None {
            return Err(Failure::Locked);
        }
        let Some((prepared, installation)) = &mut self.prepared else {
            return Err(UnlockFailure::NoVault.into());
        };
        if let Presence::Here(beside) = &self.beside {
            // Leftovers of a vault whose making was interrupted before its rows were written open nothing.
            beside.erase().await.map_err(super::unlock::beside_failed)?;
            beside
                .add_ring_secret(&super::unlock::secret(prepared.ring_secret()))
                .await
                .map_err(super::unlock::beside_failed)?;
        }
        let mut writes: Vec<_> = prepared.rows().iter().map(put_meta).collect();
        let entropy = self.entropy.as_mut();
        writes.extend(settings_rows(
            prepared.vault_mut(),
            installation,
            None,
            entropy,
        )?);
        self.store.commit(writes, Durability::Strict).await?;
        let Some((prepared, installation)) = self.prepared.take() else {
            return Err(UnlockFailure::NoVault.into());
        };
        let vault = prepared.make();
        let session = Session::new(vault, installation, PatientList::default());
        let info = session.info();
        self.session = Some(Box::new(session));
        Ok(info)
    }

    pub(in crate::engine) fn abandon(&mut self) {
        self.prepared = None;
        self.prepared_person = None;
    }
}
