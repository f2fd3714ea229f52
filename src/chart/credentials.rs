//! Which of many credentials lead to an administrator of their vault.

use std::collections::{BTreeMap, BTreeSet};

use super::cose::Verify;
use super::credential::{Credential, UncheckedCredential};
use crate::base::{Digest, Thumbprint, VaultId};

/// Someone's credential as far as it proves itself. Whether their vault is known here is another question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    pub credential: Credential,
    /// Hashes of the self-signed credentials its signatures lead to: the fingerprints of the vaults that say it is theirs.
    /// Never empty. More than one where a stranger signed a credential for somebody else's key: that gives the stranger's
    /// vault no say in who the owner of the key is, and takes nothing from the vault they really belong to.
    pub roots: BTreeSet<Digest>,
}

/// Roots that are kept of one credential beyond those that are confirmed: anybody can sign any number of credentials for
/// somebody else's key, and none of these makes the owner of the key better known.
const MOST_ROOTS: usize = 32;

/// Checks each credential's signature once, and follows every self-signed one to all whom its administrators let in. By
/// the hash of the credential, whatever order they come in; what cannot be read or leads nowhere is left out.
pub fn prove<'a>(
    credentials: impl IntoIterator<Item = &'a [u8]>,
    verifier: &dyn Verify,
) -> BTreeMap<Digest, Proven> {
    prove_known(credentials, verifier, &BTreeSet::new())
}

/// The same; roots that are confirmed here are always kept, however many strangers say that somebody is theirs.
pub fn prove_known<'a>(
    credentials: impl IntoIterator<Item = &'a [u8]>,
    verifier: &dyn Verify,
    confirmed: &BTreeSet<Digest>,
) -> BTreeMap<Digest, Proven> {
    let mut roots: BTreeMap<Digest, Credential> = BTreeMap::new();
    let mut spreading = Spreading::default();
    for bytes in credentials {
        match UncheckedCredential::read(bytes) {
            Ok(first) if first.is_self_signed() => {
                let first = first.verify_self(verifier).ok();
                roots.extend(first.map(|first| (first.hash(), first)));
            }
            Ok(one) => spreading
                .unchecked
                .entry(Holder::issuing(&one))
                .or_default()
                .push(one),
            Err(_) => {}
        }
    }
    let (first, then): (Vec<_>, Vec<_>) = roots
        .iter()
        .partition(|(hash, _)| confirmed.contains(*hash));
    for (hash, root) in first {
        spreading.spread(*hash, root, usize::MAX, verifier);
    }
    for (hash, root) in then {
        spreading.spread(*hash, root, MOST_ROOTS, verifier);
    }
    spreading.proven(roots)
}

/// Who holds a key in a vault. What one of their credentials as an administrator signed, they signed, whichever it was.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Holder(Thumbprint, VaultId);

impl Holder {
    fn of(credential: &Credential) -> Self {
        Self(credential.thumbprint(), credential.body().vault)
    }

    fn issuing(one: &UncheckedCredential) -> Self {
        Self(one.issuer(), one.vault())
    }
}

#[derive(Default)]
struct Spreading {
    /// By who is said to have signed them. One whose signature does not match is dropped: it has named that very key.
    unchecked: BTreeMap<Holder, Vec<UncheckedCredential>>,
    /// What each holder signed, once one of their credentials as an administrator is reached.
    issued: BTreeMap<Holder, Vec<Credential>>,
    /// Administrators whom each holder let in, each once.
    let_in: BTreeMap<Holder, BTreeSet<Holder>>,
    roots: BTreeMap<Holder, BTreeSet<Digest>>,
}

impl Spreading {
    /// Notes a root at every holder it leads to who does not have `most` already: each step between two holders is walked
    /// once for every root that is kept.
    fn spread(&mut self, hash: Digest, root: &Credential, most: usize, verifier: &dyn Verify) {
        if !root.body().administrator {
            return;
        }
        self.check_what_they_signed(root, verifier);
        let mut reached = vec![Holder::of(root)];
        while let Some(holder) = reached.pop() {
            let roots = self.roots.entry(holder).or_default();
            if roots.len() >= most || !roots.insert(hash) {
                continue;
            }
            let admitted: Vec<Credential> = self.issued.get(&holder).map_or_else(Vec::new, |all| {
                let admins = all.iter().filter(|one| one.body().administrator);
                admins
                    .filter(|one| !self.issued.contains_key(&Holder::of(one)))
                    .cloned()
                    .collect()
            });
            for one in &admitted {
                self.check_what_they_signed(one, verifier);
            }
            reached.extend(self.let_in.get(&holder).into_iter().flatten());
        }
    }

    fn check_what_they_signed(&mut self, administrator: &Credential, verifier: &dyn Verify) {
        let holder = Holder::of(administrator);
        if self.issued.contains_key(&holder) {
            return;
        }
        let unchecked = self.unchecked.remove(&holder).unwrap_or_default();
        let signed = unchecked.into_iter();
        let signed = signed.filter_map(|one| one.verify(administrator, verifier).ok());
        let signed: Vec<Credential> = signed.collect();
        let admins = signed.iter().filter(|one| one.body().administrator);
        self.let_in.insert(holder, admins.map(Holder::of).collect());
        self.issued.insert(holder, signed);
    }

    fn proven(self, roots: BTreeMap<Digest, Credential>) -> BTreeMap<Digest, Proven> {
        let of_themselves = roots.into_iter().map(|(hash, credential)| {
            let roots = BTreeSet::from([hash]);
            (hash, Proven { credential, roots })
        });
        let mut proven: BTreeMap<Digest, Proven> = of_themselves.collect();
        for (holder, signed) in self.issued {
            let roots = self.roots.get(&holder).cloned().unwrap_or_default();
            for credential in signed.into_iter().filter(|_| !roots.is_empty()) {
                let roots = roots.clone();
                proven.insert(credential.hash(), Proven { credential, roots });
            }
        }
        proven
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::{Stamp, UserId};
    use crate::chart::credential::{CredentialBody, FORMAT};
    use crate::chart::testing::TestSigner;

    fn credential(of: u8, issuer: u8, administrator: bool) -> Credential {
        let body = CredentialBody {
            format: FORMAT,
            vault: VaultId([1; 16]),
            user: UserId([of; 16]),
            name: format!("Testa, Signer {of}"),
            role: "nurse".into(),
            signing: TestSigner::new(of).key().0,
            receiving: vec![4; 65],
            issued: Stamp { ms: 0, offset: 0 },
            administrator,
        };
        Credential::issue(body, &TestSigner::new(issuer))
    }

    /// A vault's first person (1) and a nurse (2) let in by them; a stranger (9) who signs themselves into the same vault
    /// and "lets in" the first person.
    fn all() -> Vec<Credential> {
        vec![
            credential(1, 1, true),
            credential(2, 1, false),
            credential(9, 9, true),
            credential(1, 9, true),
        ]
    }

    proptest! {
        #[test]
        fn what_is_proven_does_not_depend_on_the_order(order in Just([0, 1, 2, 3]).prop_shuffle()) {
            let all = all();
            let bytes = order.iter().map(|at| all[*at].bytes());
            let proven = prove(bytes, &TestSigner::new(1));
            let (clinic, stranger) = (all[0].hash(), all[2].hash());
            prop_assert_eq!(proven.len(), 4);
            prop_assert_eq!(&proven[&clinic].roots, &BTreeSet::from([clinic]));
            prop_assert_eq!(&proven[&all[1].hash()].roots, &BTreeSet::from([clinic, stranger]));
            prop_assert_eq!(&proven[&stranger].roots, &BTreeSet::from([stranger]));
        }
    }

    #[test]
    fn a_signature_that_does_not_match_proves_nobody() {
        let first = credential(1, 1, true);
        let mut nurse = credential(2, 1, false).bytes().to_vec();
        *nurse.last_mut().expect("bytes") ^= 1;
        let proven = prove([first.bytes(), &nurse], &TestSigner::new(1));
        assert_eq!(proven.keys().collect::<Vec<_>>(), [&first.hash()]);
    }

    #[test]
    fn nobody_is_let_in_by_one_who_is_no_administrator() {
        let all = [
            credential(1, 1, true),
            credential(2, 1, false),
            credential(3, 2, false),
        ];
        let proven = prove(all.iter().map(Credential::bytes), &TestSigner::new(1));
        assert_eq!(proven.len(), 2);
    }

    /// Of one key: so many credentials that sign themselves, and as many for somebody else.
    fn many(of: u8, count: u64) -> Vec<Credential> {
        let make = |user: u64, of: u8, issuer: u8, administrator: bool| {
            let mut id = [issuer; 16];
            id[..8].copy_from_slice(&user.to_be_bytes());
            let body = CredentialBody {
                user: UserId(id),
                administrator,
                ..credential(of, issuer, administrator).body().clone()
            };
            Credential::issue(body, &TestSigner::new(issuer))
        };
        let roots = (0..count).map(|i| make(i, of, of, true));
        roots
            .chain((0..count).map(|i| make(i, 2, of, false)))
            .collect()
    }

    #[test]
    fn what_is_kept_of_roots_grows_with_the_credentials_only() {
        for count in [50, 100, 200] {
            let all = many(9, count);
            let proven = prove(all.iter().map(Credential::bytes), &TestSigner::new(1));
            assert_eq!(proven.len() as u64, 2 * count);
            let kept: usize = proven.values().map(|one| one.roots.len()).sum();
            assert!(kept <= all.len() * MOST_ROOTS, "{kept}");
            assert!(proven.values().all(|one| !one.roots.is_empty()));
        }
    }

    /// A stranger who signs themselves into a confirmed vault many times over, and lets its people in, does not crowd out
    /// that vault's own word for them.
    #[test]
    fn a_confirmed_root_is_kept_whatever_others_sign() {
        let clinic = [credential(1, 1, true), credential(2, 1, false)];
        let first = clinic[0].hash();
        let mut all = many(9, 100);
        // Whoever signs with the clinic's own key could; others let the clinic's first person in.
        all.push(credential(1, 9, true));
        all.extend(clinic);
        let bytes = || all.iter().map(Credential::bytes);
        let proven = prove_known(bytes(), &TestSigner::new(1), &BTreeSet::from([first]));
        let nurse = &proven[&all.last().expect("the nurse").hash()];
        assert!(nurse.roots.contains(&first));
        assert!(nurse.roots.len() <= MOST_ROOTS + 1);
    }
}
