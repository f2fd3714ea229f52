//! Proving signatures. Needs no vault.

use std::cell::RefCell;
use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use super::crypto::ed25519;
use crate::base::Digest;
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

/// As [`Strict`], and a signature that held is not verified again: those of the same few credentials stand beside every chart
/// that came in a file.
#[derive(Default)]
pub struct StrictOnce(RefCell<BTreeSet<Digest>>);

/// Signatures that are remembered: some hundred kilobytes.
const MOST_REMEMBERED: usize = 4096;

impl Verify for StrictOnce {
    fn verify(&self, key: &SigningKey, message: &[u8], signature: &[u8]) -> bool {
        let signed = Sha256::new()
            .chain_update(key.0)
            .chain_update((signature.len() as u64).to_be_bytes())
            .chain_update(signature)
            .chain_update(message);
        let signed = Digest(signed.finalize().into());
        if self.0.borrow().contains(&signed) {
            return true;
        }
        let holds = Strict.verify(key, message, signature);
        if holds {
            let mut held = self.0.borrow_mut();
            if held.len() >= MOST_REMEMBERED {
                held.clear();
            }
            held.insert(signed);
        }
        holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::crypto::ed25519::SignKey;

    #[test]
    fn what_is_remembered_is_this_signature_of_this_key_over_these_bytes() {
        let signer = SignKey::from_seed(&[7; 32]);
        let key = SigningKey(signer.public());
        let signature = signer.sign(b"words");
        let once = StrictOnce::default();
        for _ in 0..2 {
            assert!(once.verify(&key, b"words", &signature));
            assert!(!once.verify(&key, b"word", &signature));
            assert!(!once.verify(&key, b"words", &signature[..63]));
            assert!(!once.verify(&SigningKey([9; 32]), b"words", &signature));
        }
        let mut changed = signature;
        changed[3] ^= 1;
        assert!(!once.verify(&key, b"words", &changed));
    }
}
