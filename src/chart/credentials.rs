//! Which of many credentials lead to an administrator of their vault.

use std::collections::BTreeMap;

use super::cose::Verify;
use super::credential::{Credential, UncheckedCredential};
use crate::base::{Digest, Thumbprint};

/// Someone's credential as far as it proves itself. Whether their vault is known here is another question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    pub credential: Credential,
    /// Hash of the self-signed credential its signatures lead to: the fingerprint of the vault they say they belong to.
    pub root: Digest,
}

/// Checks each credential once: self-signed first ones, then what proven administrators signed. By the hash of the
/// credential; what cannot be read or leads nowhere is left out.
pub fn prove<'a>(
    credentials: impl IntoIterator<Item = &'a [u8]>,
    verifier: &dyn Verify,
) -> BTreeMap<Digest, Proven> {
    let mut proving = Proving::default();
    let mut waiting: BTreeMap<Thumbprint, Vec<UncheckedCredential>> = BTreeMap::new();
    for bytes in credentials {
        match UncheckedCredential::read(bytes) {
            Ok(first) if first.is_self_signed() => {
                if let Ok(credential) = first.verify_self(verifier) {
                    let root = credential.hash();
                    proving.admit(Proven { credential, root });
                }
            }
            Ok(one) => waiting.entry(one.issuer()).or_default().push(one),
            Err(_) => {}
        }
    }
    while let Some(issuer) = proving.issuers.pop() {
        let key = issuer.credential.thumbprint();
        let mut left = Vec::new();
        for one in waiting.remove(&key).unwrap_or_default() {
            match one.clone().verify(&issuer.credential, verifier) {
                Ok(credential) => proving.admit(Proven {
                    credential,
                    root: issuer.root,
                }),
                // Another credential of the same key may yet be the one that issued it.
                Err(_) => left.push(one),
            }
        }
        if !left.is_empty() {
            waiting.insert(key, left);
        }
    }
    proving.proven
}

#[derive(Default)]
struct Proving {
    proven: BTreeMap<Digest, Proven>,
    /// Administrators whose credentials are still to be followed.
    issuers: Vec<Proven>,
}

impl Proving {
    fn admit(&mut self, one: Proven) {
        let before = self.proven.insert(one.credential.hash(), one.clone());
        if before.is_none() && one.credential.body().administrator {
            self.issuers.push(one);
        }
    }
}
