//! The users of a vault as its other users know them: credential and recovery public key, sealed in each user's row.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};

use super::associated_data::AssociatedData;
use super::crypto::Key;
use super::crypto::hkdf256::derive;
use super::crypto::p256::ReceivePublic;
use super::grant::{Compartments, chain_of, prove};
use super::locked::Locked;
use super::row::encode;
use super::sealed::{Sealed, open, seal};
use crate::base::{Compartment, Digest, Entropy, UserId, VaultId};
use crate::chart::credential::{Credential, UncheckedCredential};

/// One user, proven by the vault's first credential.
#[derive(Clone, Debug)]
pub struct Person {
    credential: Credential,
    recovery: ReceivePublic,
}

impl Person {
    pub(super) fn new(credential: Credential, recovery: ReceivePublic) -> Self {
        Self {
            credential,
            recovery,
        }
    }

    /// The user's id in this vault: it stays when the passphrase is changed.
    pub fn user(&self) -> UserId {
        self.credential.body().user
    }

    /// Proven to lead to the vault's first one.
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// What the person's recovery words open.
    pub fn recovery(&self) -> &ReceivePublic {
        &self.recovery
    }
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct PersonBody {
    #[cbor(n(0), with = "minicbor::bytes")]
    credential: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    recovery: Vec<u8>,
}

/// The people of a vault: those whose row is here, and those of whom only a credential is left.
#[derive(Default)]
pub(super) struct People {
    /// What the rows say, proven or not yet.
    bodies: Vec<(UserId, PersonBody)>,
    present: Vec<Person>,
    credentials: Vec<Credential>,
}

fn person_key(compartment_key: &Key) -> Key {
    derive(compartment_key.expose(), "people", &[])
}

pub(super) fn seal_person(
    person: &Person,
    vault: &VaultId,
    held: &Compartments,
    entropy: &mut dyn Entropy,
) -> Option<Sealed> {
    let newest = held.get(&Compartment::IDENTITY)?.last()?;
    let body = PersonBody {
        credential: person.credential.bytes().to_vec(),
        recovery: person.recovery.to_sec1().to_vec(),
    };
    let place = AssociatedData::Person {
        user: person.user(),
    };
    seal(
        &person_key(&newest.key),
        vault,
        &place,
        &encode(&body),
        entropy,
    )
    .ok()
}

impl People {
    /// Everyone whose credential the vault's first one proves. `granted`: the credentials in the user's own row, which stand
    /// also where the rows of those who issued them are lost. Who does not hold the identity compartment knows nobody else.
    pub(super) fn open(
        rows: &Locked,
        held: &Compartments,
        fingerprint: &Digest,
        granted: &[Credential],
    ) -> Self {
        let opened = rows.users.iter().filter_map(|row| {
            let sealed = Sealed::from_stored(row.person.clone());
            Some((row.user, open_person(&sealed, row.user, rows, held)?))
        });
        let mut people = Self {
            bodies: opened.collect(),
            ..Self::default()
        };
        let granted = granted.iter().map(Credential::bytes);
        people.learn(granted, &rows.row.vault, fingerprint);
        people
    }

    /// Proves anew whom these credentials, and all that are known already, lead to.
    pub(super) fn learn<'a>(
        &mut self,
        more: impl Iterator<Item = &'a [u8]>,
        vault: &VaultId,
        fingerprint: &Digest,
    ) {
        let of_rows = self.bodies.iter();
        let of_rows = of_rows.map(|(_, body)| body.credential.clone());
        let known = self.credentials.iter().map(|one| one.bytes().to_vec());
        let more = more.map(<[u8]>::to_vec);
        let all: BTreeSet<Vec<u8>> = of_rows.chain(known).chain(more).collect();
        let unchecked = all
            .iter()
            .filter_map(|bytes| UncheckedCredential::read(bytes).ok());
        let proven = prove(unchecked, vault, fingerprint);
        for credential in &proven {
            if self.is_present(credential) {
                continue;
            }
            let body = self.bodies.iter().find(|(user, body)| {
                *user == credential.body().user && body.credential == credential.bytes()
            });
            let recovery = body.and_then(|(_, body)| ReceivePublic::from_sec1(&body.recovery));
            self.present
                .extend(recovery.map(|recovery| Person::new(credential.clone(), recovery)));
        }
        self.credentials = proven;
    }

    pub(super) fn add(&mut self, person: Person) {
        self.credentials.push(person.credential.clone());
        self.present.push(person);
    }

    /// Those whose row is here.
    pub(super) fn all(&self) -> &[Person] {
        &self.present
    }

    pub(super) fn credentials(&self) -> &[Credential] {
        &self.credentials
    }

    /// Those of whom only the credential is left.
    pub(super) fn lost(&self) -> Vec<&Credential> {
        let all = self.credentials.iter();
        all.filter(|credential| !self.is_present(credential))
            .collect()
    }

    fn is_present(&self, credential: &Credential) -> bool {
        let mut present = self.present.iter();
        present.any(|person| person.user() == credential.body().user)
    }

    /// The credential's issuer, that one's, and so on up to the vault's first.
    pub(super) fn chain<'a>(&'a self, of: &'a Credential) -> Vec<&'a Credential> {
        let known: Vec<&Credential> = self.credentials.iter().collect();
        chain_of(of, &known)
    }
}

fn open_person(
    sealed: &Sealed,
    user: UserId,
    rows: &Locked,
    held: &Compartments,
) -> Option<PersonBody> {
    let epochs = held.get(&Compartment::IDENTITY)?;
    epochs.iter().rev().find_map(|epoch| {
        let key = person_key(&epoch.key);
        let plain = open(
            &key,
            &rows.row.vault,
            &AssociatedData::Person { user },
            sealed,
        )
        .ok()?;
        minicbor::decode(&plain).ok()
    })
}
