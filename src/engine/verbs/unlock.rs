//! Opening the vault: what lies there, whose passphrase it is, and everything that must be in memory to work.

use crate::base::{Clock, Compartment, Secret};
use crate::engine::Engine;
use crate::engine::failure::trouble;
use crate::engine::host::Host;
use crate::engine::installation::{Damage, Installation, SettingsRow};
use crate::engine::keeping::journal::{Link, Tail, last_link};
use crate::engine::keeping::list::PatientList;
use crate::engine::protocol::{self, *};
use crate::engine::rows::{key_pages, meta_rows, put_meta, put_page};
use crate::engine::session::Session;
use crate::engine::tries::Tries;
use crate::store::beside::{FileError, Files, Presence};
use crate::store::{Durability, Key, MetaName, Range, Store, StoreError, Twin};
use crate::vault::{
    self, AssociatedData, Locked, ReadError, RingHome, RingSecret, UnlockError, Vault,
};

pub(super) fn beside_failed(error: FileError) -> Failure {
    Failure::Storage(match error {
        FileError::Full => StorageTrouble::Full,
        FileError::Busy => StorageTrouble::Blocked,
        other => StorageTrouble::Failed(other.to_string()),
    })
}

pub(super) fn secret(ring: &RingSecret) -> Secret<[u8; 32]> {
    Secret::new(*ring.expose())
}

pub(super) fn unlock_failed(error: UnlockError) -> Failure {
    Failure::Unlock(match error {
        UnlockError::WrongPassphrase => UnlockFailure::WrongPassphrase,
        UnlockError::NotACode(_) => UnlockFailure::NotACode,
        UnlockError::WrongWords => UnlockFailure::WrongWords,
        UnlockError::RingSecretMissing => UnlockFailure::RingSecretMissing,
        UnlockError::Damaged => UnlockFailure::Damaged,
    })
}

/// Whether it counts as a try. Beside a row that is lost nobody knows whether the passphrase was wrong; it is no reason to
/// let whoever types here go on without waiting.
pub(super) fn is_wrong_try(error: &UnlockError) -> bool {
    match error {
        UnlockError::WrongPassphrase | UnlockError::WrongWords | UnlockError::Damaged => true,
        UnlockError::NotACode(_) | UnlockError::RingSecretMissing => false,
    }
}

fn read_failed(error: ReadError) -> Failure {
    Failure::Unlock(match error {
        ReadError::NoVault => UnlockFailure::NoVault,
        ReadError::Newer { found, reads } => UnlockFailure::Newer { found, reads },
        ReadError::Damaged | ReadError::Cost(_) => UnlockFailure::Damaged,
    })
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// What lies on this device before anything is opened.
    pub async fn state(&self) -> Result<VaultState, Failure> {
        let rows = match meta_rows(&self.store).await {
            Ok(rows) => rows,
            Err(StoreError::Newer { found, reads }) => {
                return Ok(VaultState::Newer { found, reads });
            }
            Err(error) => return Ok(VaultState::Storage(trouble(error))),
        };
        Ok(match Locked::read(&rows) {
            Ok(_) => {
                let now = self.clock.now();
                let tries = Tries::at(&self.store, now).await?;
                VaultState::Locked {
                    wrong_tries: tries.wrong,
                    wait_ms: tries.wait(now),
                }
            }
            Err(ReadError::NoVault) if rows.is_empty() => VaultState::None,
            Err(ReadError::Newer { found, reads }) => VaultState::Newer { found, reads },
            Err(_) => VaultState::Damaged,
        })
    }

    pub(in crate::engine) async fn unlock<H: Host>(
        &mut self,
        opener: Opener,
        host: &H,
    ) -> Result<protocol::Session, Failure> {
        let now = self.clock.now();
        let tries = Tries::at(&self.store, now).await?;
        let wait = tries.wait(now);
        if wait > 0 {
            return Err(UnlockFailure::Wait(wait).into());
        }
        host.step(Step::Opening, 0, 3).await?;
        let locked = Locked::read(&meta_rows(&self.store).await?).map_err(read_failed)?;
        let opened = locked.unlock(&borrowed(&opener), self.ring_secrets().await?);
        match &opened {
            Err(error) if is_wrong_try(error) => {
                tries
                    .after_wrong(self.clock.now())
                    .write(&self.store)
                    .await?;
            }
            // What cannot be written now is written after another unlock: who opened has waited already.
            Ok(_) if tries != Tries::default() => {
                let _ = Tries::default().write(&self.store).await;
            }
            _ => {}
        }
        let vault = opened.map_err(unlock_failed)?;
        host.step(Step::Opening, 1, 3).await?;
        let repairs = vault.repairs().iter().map(put_meta).collect();
        self.repair(repairs).await;
        self.keep_ring(&vault, &opener).await?;
        let session = self.load(vault, host).await?;
        let info = session.info();
        self.session = Some(Box::new(session));
        Ok(info)
    }

    async fn ring_secrets(&self) -> Result<Vec<RingSecret>, Failure> {
        let Presence::Here(beside) = &self.beside else {
            return Ok(Vec::new());
        };
        let found = beside.ring_secrets().await.map_err(beside_failed)?;
        Ok(found
            .iter()
            .filter_map(|ring| RingSecret::from_stored(ring.secret.expose()))
            .collect())
    }

    /// After the recovery words opened the vault, the ring secret they carry is put back where it belongs. Others that lie
    /// there open nothing of this vault.
    async fn keep_ring(&self, vault: &Vault, opener: &Opener) -> Result<(), Failure> {
        let Presence::Here(beside) = &self.beside else {
            return Ok(());
        };
        if !matches!(opener, Opener::Words(_)) || vault.ring_home() != RingHome::Outside {
            return Ok(());
        }
        let found = beside.ring_secrets().await.map_err(beside_failed)?;
        let ours = vault.ring_secret().expose();
        if found.iter().any(|ring| ring.secret.expose() == ours) {
            return Ok(());
        }
        // One is written while one other is kept at most; and that goes only when ours was read back.
        if let [latest, _, ..] = found.as_slice() {
            let kept = beside.keep_only_ring_secret(latest.number).await;
            kept.map_err(beside_failed)?;
        }
        let added = beside.add_ring_secret(&secret(vault.ring_secret())).await;
        let number = added.map_err(beside_failed)?;
        let kept = beside.keep_only_ring_secret(number).await;
        kept.map_err(beside_failed)
    }

    /// Rows whose twin was whole are put again. Nothing depends on it now, so a failure waits for the next unlock.
    async fn repair(&self, writes: Vec<crate::store::Write>) {
        if !writes.is_empty() {
            let _ = self.store.commit(writes, Durability::Relaxed).await;
        }
    }

    /// Everything that must be in memory to work: key pages, settings, the patient list, the journals' ends.
    pub(super) async fn load<H: Host>(
        &mut self,
        mut vault: Vault,
        host: &H,
    ) -> Result<Session, Failure> {
        let pages = vault.load_pages(key_pages(&self.store).await?);
        self.repair(pages.repairs.iter().map(put_page).collect())
            .await;
        let (kept, lost) = self.settings_row(&vault).await?;
        vault.remember(&kept.people);
        let behind = kept.people.len() != vault.credentials().len();
        let installation = kept.installation;
        host.step(Step::Opening, 2, 3).await?;
        let mut session = Session::new(vault, installation, PatientList::default());
        if lost || behind {
            // Kept at once, so that this installation does not become another at every unlock, and who its people are is
            // known also without their rows.
            let rows = session.settings_rows(self.entropy.as_mut())?;
            self.repair(rows.into()).await;
        }
        session.load_tails(&self.store).await?;
        session
            .load_list(&self.store, self.entropy.as_mut(), host)
            .await?;
        session.load_confirmed(&self.store).await?;
        let marks = self.marks_beside(&session).await;
        session.older_copy =
            marks == BesideJournals::Ahead || session.is_of_two_copies(&self.store).await?;
        // Those of an older copy stay: they tell of it.
        session.marks_due = marks == BesideJournals::Behind;
        session.keys_lost = !pages.lost.is_empty();
        Ok(session)
    }

    /// The settings row. Where neither copy can be read: the plainest settings, under a new installation id and without a
    /// place, and `true`.
    async fn settings_row(&mut self, vault: &Vault) -> Result<(SettingsRow, bool), Failure> {
        for twin in Twin::BOTH {
            let row = self.store.get(&Key::Meta(MetaName::Settings, twin)).await?;
            let bytes = row.and_then(|row| vault.open(&AssociatedData::Settings, &row).ok());
            if let Some(row) = bytes.and_then(|bytes| SettingsRow::read(&bytes)) {
                return Ok((row, false));
            }
        }
        let plain = Installation {
            id: crate::base::InstallationId::random(self.entropy.as_mut()),
            kind: VaultKind::Clinic,
            device: String::new(),
            site: String::new(),
            next_chart: 1,
            settings: Settings::default(),
            last_checked_copy: None,
            last_check: None,
            damage: Damage::default(),
            clinic: Clinic::default(),
        };
        let plain = SettingsRow {
            installation: plain,
            people: Vec::new(),
        };
        Ok((plain, true))
    }

    async fn marks_beside(&self, session: &Session) -> BesideJournals {
        let Presence::Here(beside) = &self.beside else {
            return BesideJournals::Equal;
        };
        let Ok(marks) = beside.journal_marks().await else {
            return BesideJournals::Equal;
        };
        let ends = session.journal_ends();
        let is_ahead =
            |(part, last): (&Compartment, &u64)| ends.get(part).is_none_or(|end| end < last);
        match marks.iter().any(is_ahead) {
            true => BesideJournals::Ahead,
            false if marks == ends => BesideJournals::Equal,
            false => BesideJournals::Behind,
        }
    }
}

/// How the numbers kept beside the database stand to its journals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BesideJournals {
    Equal,
    /// The page was closed right after an act.
    Behind,
    /// Someone put an older copy of the database back.
    Ahead,
}

pub(super) fn borrowed(opener: &Opener) -> vault::Opener<'_> {
    match opener {
        Opener::Passphrase(passphrase) => vault::Opener::Passphrase(passphrase),
        Opener::Words(words) => vault::Opener::Words(words),
    }
}

impl Session {
    /// Whether a journal's last row was written after another than the one before it.
    async fn is_of_two_copies<S: Store>(&self, store: &S) -> Result<bool, Failure> {
        for compartment in self.tails.keys() {
            if last_link(store, &self.vault, *compartment).await? == Link::OtherCopy {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn load_tails<S: Store>(&mut self, store: &S) -> Result<(), Failure> {
        let held: Vec<Compartment> = self.vault.compartments().collect();
        for compartment in held {
            if let Some((Key::Journal(_, number), sealed)) =
                store.last(&Range::Journal(compartment)).await?
            {
                self.tails.insert(compartment, Tail::after(number, &sealed));
            }
        }
        Ok(())
    }
}
