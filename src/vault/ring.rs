//! The ring secret: 32 random bytes without which no page of chart keys opens. It lies outside the database, where it can be
//! overwritten, so that destroying a chart destroys it on the disk too.

use super::crypto::Key;
use super::crypto::hkdf256::{derive, key_id};
use crate::base::{Compartment, Entropy, KeyId, Secret};

/// Where the ring secret lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RingHome {
    /// In the browser's private file system; the caller reads and writes it.
    Outside,
    /// Sealed in `meta`: destruction may not survive disk forensics.
    InMeta,
}

/// Zeroised when dropped.
pub struct RingSecret(Key);

impl RingSecret {
    /// In bytes.
    pub const LEN: usize = 32;

    pub(super) fn random(entropy: &mut dyn Entropy) -> Self {
        Self(Secret::new(entropy.array()))
    }

    /// As it was read from its file; `None` if it is not 32 bytes long.
    pub fn from_stored(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(Secret::new(bytes)))
    }

    /// What is to be written to its file, and nowhere else.
    pub fn expose(&self) -> &[u8; Self::LEN] {
        self.0.expose()
    }

    pub(super) fn copy(&self) -> Self {
        Self(Secret::new(*self.0.expose()))
    }

    pub(super) fn id(&self) -> KeyId {
        key_id(&derive(self.expose(), "ring secret", &[]))
    }

    /// The key of one page: of the compartment key and this secret together.
    pub(super) fn page_key(
        &self,
        compartment_key: &Key,
        compartment: Compartment,
        page: u32,
    ) -> Key {
        let mut both = [0u8; 2 * Self::LEN];
        both[..Self::LEN].copy_from_slice(compartment_key.expose());
        both[Self::LEN..].copy_from_slice(self.expose());
        let both = Secret::new(both);
        let ids: [&[u8]; 2] = [&compartment.0.to_be_bytes(), &page.to_be_bytes()];
        derive(both.expose(), "key page", &ids)
    }
}
