//! A sealed value: format, flags, key id, nonce, ciphertext.

use zeroize::Zeroizing;

use super::associated_data::AssociatedData;
use super::crypto::hkdf256::key_id;
use super::crypto::{Key, Refused, gcm};
use super::pack::{TooLarge, UnpackError, pack, unpack};
use crate::base::{Entropy, KeyId, VaultId};

/// The newest format of sealed values this version reads, and the one it writes.
pub(super) const FORMAT: u8 = 1;

const HEADER: usize = 2 + KeyId::LEN;
const LEAST: usize = HEADER + gcm::NONCE + gcm::TAG;

/// Bytes for storage, opaque outside of the vault. Only the vault makes them; storage hands them back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Bytes read from storage: opening them shows whether they are whole.
    pub fn from_stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// What storage is to keep, byte for byte.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The same bytes, handed over without a copy.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Bytes whose secret parts are sealed each by itself, as the rows of `meta` are.
    pub(super) fn of_row(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The format and the id of the key it was sealed with.
    pub(super) fn key(&self) -> Result<KeyId, OpenError> {
        match self.0.first() {
            None => Err(OpenError::Damaged),
            Some(&found) if found > FORMAT => Err(OpenError::Newer {
                found: found.into(),
                reads: FORMAT.into(),
            }),
            Some(_) if self.0.len() < LEAST || self.0[0] != FORMAT => Err(OpenError::Damaged),
            Some(_) => Ok(KeyId::from_slice(&self.0[2..HEADER]).expect("16 bytes are a key id")),
        }
    }
}

/// A sealed value did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("written in format {found}; this version reads up to {reads}")]
    Newer { found: u32, reads: u32 },
    #[error("no key for it is held here: another's, or destroyed")]
    NoKey,
    #[error("changed since it was sealed, or lies at another place")]
    Damaged,
    #[error("unpacks to more than a sealed value may hold")]
    TooLarge,
}

/// Larger than one sealed value may be (64 MiB), or no key to seal it with is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("larger than 64 MiB")]
    TooLarge,
    #[error("no key for this place is held by this user")]
    NoKey,
}

impl From<TooLarge> for SealError {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// What is sealed, and with what: everything but the cipher itself.
struct Sealing {
    flags: u8,
    key: KeyId,
    nonce: [u8; gcm::NONCE],
    packed: Zeroizing<Vec<u8>>,
    aad: Vec<u8>,
}

impl Sealing {
    fn new(
        key: &Key,
        vault: &VaultId,
        place: &AssociatedData,
        plain: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Self, TooLarge> {
        let (flags, packed) = pack(plain, place.packing())?;
        let id = key_id(key);
        Ok(Self {
            flags,
            key: id,
            nonce: entropy.array(),
            packed,
            aad: place.associated_data(FORMAT, flags, &id, vault),
        })
    }

    fn with(&self, ciphertext: &[u8]) -> Sealed {
        let mut bytes = Vec::with_capacity(HEADER + gcm::NONCE + ciphertext.len());
        bytes.extend_from_slice(&[FORMAT, self.flags]);
        bytes.extend_from_slice(self.key.as_bytes());
        bytes.extend_from_slice(&self.nonce);
        bytes.extend_from_slice(ciphertext);
        Sealed(bytes)
    }
}

pub(super) fn seal(
    key: &Key,
    vault: &VaultId,
    place: &AssociatedData,
    plain: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Sealed, TooLarge> {
    let sealing = Sealing::new(key, vault, place, plain, entropy)?;
    let ciphertext = gcm::seal(key, &sealing.nonce, &sealing.packed, &sealing.aad);
    Ok(sealing.with(&ciphertext))
}

/// As `seal`, for a value that may be large.
pub(super) async fn seal_large(
    key: &Key,
    vault: &VaultId,
    place: &AssociatedData,
    plain: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Sealed, TooLarge> {
    let sealing = Sealing::new(key, vault, place, plain, entropy)?;
    let ciphertext = gcm::seal_large(key, &sealing.nonce, &sealing.packed, &sealing.aad).await;
    Ok(sealing.with(&ciphertext))
}

/// A sealed value taken apart, as its cipher wants it.
struct SealedParts<'a> {
    flags: u8,
    nonce: &'a [u8; gcm::NONCE],
    ciphertext: &'a [u8],
    aad: Vec<u8>,
}

impl<'a> SealedParts<'a> {
    fn new(vault: &VaultId, place: &AssociatedData, sealed: &'a Sealed) -> Result<Self, OpenError> {
        let id = sealed.key()?;
        let flags = sealed.0[1];
        let (nonce, ciphertext) = sealed.0[HEADER..]
            .split_first_chunk()
            .ok_or(OpenError::Damaged)?;
        Ok(Self {
            flags,
            nonce,
            ciphertext,
            aad: place.associated_data(FORMAT, flags, &id, vault),
        })
    }

    fn unpacked(&self, packed: Result<Vec<u8>, Refused>) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let packed = packed.map_err(|Refused| OpenError::Damaged)?;
        unpack(self.flags, Zeroizing::new(packed)).map_err(|error| match error {
            UnpackError::Malformed => OpenError::Damaged,
            UnpackError::TooLarge => OpenError::TooLarge,
        })
    }
}

/// `key` must be the one [`Sealed::key`] names, else it is refused as damaged.
pub(super) fn open(
    key: &Key,
    vault: &VaultId,
    place: &AssociatedData,
    sealed: &Sealed,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let opening = SealedParts::new(vault, place, sealed)?;
    opening.unpacked(gcm::open(
        key,
        opening.nonce,
        opening.ciphertext,
        &opening.aad,
    ))
}

/// As `open`, for a value that may be large.
pub(super) async fn open_large(
    key: &Key,
    vault: &VaultId,
    place: &AssociatedData,
    sealed: &Sealed,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let opening = SealedParts::new(vault, place, sealed)?;
    let packed = gcm::open_large(key, opening.nonce, opening.ciphertext, &opening.aad).await;
    opening.unpacked(packed)
}
