//! Ed25519. Verification is strict: small-order keys and non-canonical signatures are refused.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::Refused;
use crate::base::Entropy;

pub(in crate::vault) const PUBLIC: usize = 32;
pub(in crate::vault) const SIGNATURE: usize = 64;

/// Zeroised when dropped.
pub(in crate::vault) struct SignKey(SigningKey);

impl SignKey {
    pub(in crate::vault) fn random(entropy: &mut dyn Entropy) -> Self {
        Self::from_seed(&entropy.array())
    }

    pub(in crate::vault) fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    pub(in crate::vault) fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    pub(in crate::vault) fn public(&self) -> [u8; PUBLIC] {
        self.0.verifying_key().to_bytes()
    }

    pub(in crate::vault) fn sign(&self, message: &[u8]) -> [u8; SIGNATURE] {
        self.0.sign(message).to_bytes()
    }
}

pub(in crate::vault) fn verify(
    public: &[u8; PUBLIC],
    message: &[u8],
    signature: &[u8; SIGNATURE],
) -> Result<(), Refused> {
    VerifyingKey::from_bytes(public)
        .and_then(|key| key.verify_strict(message, &Signature::from_bytes(signature)))
        .map_err(|_| Refused)
}
