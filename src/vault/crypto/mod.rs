//! The primitives, one a file, each a thin composition of an audited crate. Nothing outside `vault` reaches them.

pub(super) mod argon2id;
#[cfg(target_arch = "wasm32")]
pub(super) mod browser;
pub(super) mod ed25519;
pub(super) mod gcm;
pub(super) mod hkdf256;
pub(super) mod keywrap;
pub(super) mod p256;
pub(super) mod pbes2;
pub(super) mod sha256;

use crate::base::Secret;

/// A symmetric key of 256 bits.
pub(super) type Key = Secret<[u8; 32]>;

/// Of AES-GCM, in bytes.
pub(super) const NONCE: usize = 12;
pub(super) const TAG: usize = 16;

/// The right key, nonce and associated data would have opened it. Nothing more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not sealed with this key at this place, or changed since")]
pub(super) struct Refused;
