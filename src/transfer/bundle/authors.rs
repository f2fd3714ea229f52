//! Which of the carried credentials lead to an administrator of their vault.

use std::collections::BTreeMap;

use super::contents::Author;
use crate::base::{Digest, Thumbprint};
use crate::chart::cose::Verify;
use crate::chart::credential::{Credential, UncheckedCredential};

#[derive(Default)]
pub(super) struct Authors {
    pub by_hash: BTreeMap<Digest, Author>,
    pub refused: usize,
}

impl Authors {
    /// Checks each credential once: self-signed roots first, then what verified administrators signed.
    pub fn check(credentials: &[&[u8]], verifier: &dyn Verify) -> Self {
        let mut authors = Self::default();
        let mut waiting: BTreeMap<Thumbprint, Vec<UncheckedCredential>> = BTreeMap::new();
        let mut issuers = Vec::new();
        for bytes in credentials {
            match UncheckedCredential::read(bytes) {
                Ok(one) if one.is_self_signed() => {
                    if let Ok(root) = one.verify_self(verifier) {
                        let hash = root.hash();
                        authors.admit(root, hash, &mut issuers);
                    }
                }
                Ok(one) => waiting.entry(one.issuer()).or_default().push(one),
                Err(_) => {}
            }
        }
        while let Some(issuer) = issuers.pop() {
            let issued = waiting.remove(&issuer.credential.thumbprint());
            let mut left = Vec::new();
            for one in issued.unwrap_or_default() {
                match one.clone().verify(&issuer.credential, verifier) {
                    Ok(credential) => authors.admit(credential, issuer.root, &mut issuers),
                    // Another credential of the same key may yet be the one that issued it.
                    Err(_) => left.push(one),
                }
            }
            if !left.is_empty() {
                waiting.insert(issuer.credential.thumbprint(), left);
            }
        }
        authors.refused = count_distinct(credentials) - authors.by_hash.len();
        authors
    }

    fn admit(&mut self, credential: Credential, root: Digest, issuers: &mut Vec<Author>) {
        let author = Author { credential, root };
        let hash = author.credential.hash();
        if self.by_hash.insert(hash, author.clone()).is_none()
            && author.credential.body().administrator
        {
            issuers.push(author);
        }
    }
}

fn count_distinct(credentials: &[&[u8]]) -> usize {
    let distinct: std::collections::BTreeSet<&[u8]> = credentials.iter().copied().collect();
    distinct.len()
}
