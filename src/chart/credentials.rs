//! Which of many credentials lead to an administrator of their vault.

use std::collections::{BTreeMap, BTreeSet};

use super::cose::Verify;
use super::credential::{Credential, UncheckedCredential};
use crate::base::{Digest, Thumbprint};

/// Someone's credential as far as it proves itself. Whether their vault is known here is another question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    pub credential: Credential,
    /// Hashes of the self-signed credentials its signatures lead to: the fingerprints of the vaults that say it is theirs.
    /// Never empty. More than one where a stranger signed a credential for somebody else's key: that gives the stranger's
    /// vault no say in who the owner of the key is, and takes nothing from the vault they really belong to.
    pub roots: BTreeSet<Digest>,
}

/// Checks each credential's signature once, and follows every self-signed one to all whom its administrators let in. By
/// the hash of the credential, whatever order they come in; what cannot be read or leads nowhere is left out.
pub fn prove<'a>(
    credentials: impl IntoIterator<Item = &'a [u8]>,
    verifier: &dyn Verify,
) -> BTreeMap<Digest, Proven> {
    let mut roots: BTreeMap<Digest, Credential> = BTreeMap::new();
    let mut candidates = Candidates::default();
    for bytes in credentials {
        match UncheckedCredential::read(bytes) {
            Ok(first) if first.is_self_signed() => {
                let first = first.verify_self(verifier).ok();
                roots.extend(first.map(|first| (first.hash(), first)));
            }
            Ok(one) => candidates.add(one),
            Err(_) => {}
        }
    }
    let mut proven = BTreeMap::new();
    for root in roots.into_values() {
        spread(root, &mut candidates, verifier, &mut proven);
    }
    proven
}

/// Notes a root at every credential that its administrators, and those they made, signed.
fn spread(
    root: Credential,
    candidates: &mut Candidates,
    verifier: &dyn Verify,
    proven: &mut BTreeMap<Digest, Proven>,
) {
    let fingerprint = root.hash();
    let mut reached = vec![root];
    while let Some(credential) = reached.pop() {
        let known = proven.entry(credential.hash()).or_insert_with(|| Proven {
            credential: credential.clone(),
            roots: BTreeSet::new(),
        });
        if known.roots.insert(fingerprint) && credential.body().administrator {
            reached.extend(candidates.issued_by(&credential, verifier));
        }
    }
}

/// Credentials by the key that is said to have signed them.
#[derive(Default)]
struct Candidates(BTreeMap<Thumbprint, Vec<Candidate>>);

enum Candidate {
    Unchecked(UncheckedCredential),
    Signed(Credential),
}

impl Candidates {
    fn add(&mut self, one: UncheckedCredential) {
        let of_issuer = self.0.entry(one.issuer()).or_default();
        of_issuer.push(Candidate::Unchecked(one));
    }

    /// Those of the same vault whose signature is by the administrator's key. One whose signature does not match is
    /// dropped: it has named that very key.
    fn issued_by(&mut self, issuer: &Credential, verifier: &dyn Verify) -> Vec<Credential> {
        let Some(of_issuer) = self.0.get_mut(&issuer.thumbprint()) else {
            return Vec::new();
        };
        let vault = issuer.body().vault;
        let (theirs, mut left): (Vec<_>, Vec<_>) = std::mem::take(of_issuer)
            .into_iter()
            .partition(|one| one.vault() == vault);
        let signed: Vec<Credential> = theirs
            .into_iter()
            .filter_map(|one| one.check(issuer, verifier))
            .collect();
        left.extend(signed.iter().cloned().map(Candidate::Signed));
        *of_issuer = left;
        signed
    }
}

impl Candidate {
    fn vault(&self) -> crate::base::VaultId {
        match self {
            Self::Unchecked(one) => one.vault(),
            Self::Signed(credential) => credential.body().vault,
        }
    }

    fn check(self, issuer: &Credential, verifier: &dyn Verify) -> Option<Credential> {
        match self {
            Self::Unchecked(one) => one.verify(issuer, verifier).ok(),
            Self::Signed(credential) => Some(credential),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::{Stamp, UserId, VaultId};
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
}
