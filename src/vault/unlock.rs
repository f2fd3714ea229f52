//! From a vault's rows to an opened vault.

use super::crypto::p256::ReceiveKey;
use super::grant::{Granted, open_grants};
use super::keyring::KeyRing;
use super::locked::{Locked, Opener, UnlockError};
use super::open::Vault;
use super::people::People;
use super::ring::{RingHome, RingSecret};
use super::user::UserKeys;

impl Locked {
    /// Opens the vault for whoever the opener is. Takes as long as Argon2id does, once.
    ///
    /// `rings`: every ring secret that was found outside, in any order; the right one is recognised.
    pub fn unlock(&self, opener: &Opener, rings: Vec<RingSecret>) -> Result<Vault, UnlockError> {
        match opener {
            Opener::Passphrase(passphrase) => {
                let (index, keys) = self.by_passphrase(passphrase)?;
                self.open_for(index, keys, rings, None)
            }
            Opener::Words(words) => {
                let (index, keys, recovery) = self.by_words(words)?;
                self.open_for(index, keys, rings, Some(&recovery))
            }
        }
    }

    pub(super) fn open_for(
        &self,
        index: usize,
        keys: UserKeys,
        rings: Vec<RingSecret>,
        recovery: Option<&ReceiveKey>,
    ) -> Result<Vault, UnlockError> {
        let user = &self.users[index];
        let Granted {
            me,
            held,
            credentials,
        } = open_grants(
            &user.grants,
            &self.row.vault,
            &user.user,
            &keys.receive,
            &keys.fingerprint,
        )
        .map_err(|_| UnlockError::Damaged)?;
        if me.body().signing != keys.sign.public() {
            return Err(UnlockError::Damaged);
        }
        let ring = self
            .find_ring(user, &held, rings, recovery)
            .ok_or(match self.ring_home() {
                RingHome::Outside => UnlockError::RingSecretMissing,
                RingHome::InMeta => UnlockError::Damaged,
            })?;
        let people = People::open(self, &held, &keys.fingerprint, &credentials);
        Ok(Vault {
            rows: self.clone(),
            me,
            keys,
            held,
            ring,
            charts: KeyRing::default(),
            people,
        })
    }
}
