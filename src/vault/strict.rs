//! Proving signatures. Needs no vault.

use super::crypto::ed25519;
use crate::chart::cose::{SigningKey, Verify};

/// Ed25519 verified strictly; needs no key of this vault.
#[derive(Clone, Copy, Debug, Default)]
pub struct Strict;

impl Verify for Strict {
    fn verify(&self, key: &SigningKey, message: &[u8], signature: &[u8]) -> bool {
        signature
            .try_into()
            .is_ok_and(|signature| ed25519::verify(&key.0, message, signature).is_ok())
    }
}
