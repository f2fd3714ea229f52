//! The users of a vault as its other users know them: credential and recovery public key, sealed in each user's row.

use minicbor::{Decode, Encode};

use super::crypto::Key;
use super::crypto::hkdf256::derive;
use super::crypto::p256::ReceivePublic;
use super::grant::{Compartments, chain_of, prove};
use super::locked::Locked;
use super::place::Place;
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

    pub fn user(&self) -> UserId {
        self.credential.body().user
    }

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

#[derive(Default)]
pub(super) struct People(Vec<Person>);

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
    let place = Place::Person {
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
    /// Everyone whose row opens and whose credential the vault's first one proves. Who does not hold the identity compartment
    /// knows nobody.
    pub(super) fn open(rows: &Locked, held: &Compartments, fingerprint: &Digest) -> Self {
        let bodies: Vec<(UserId, PersonBody)> = rows
            .users
            .iter()
            .filter_map(|row| {
                let sealed = Sealed::from_stored(row.person.clone());
                Some((row.user, open_person(&sealed, row.user, rows, held)?))
            })
            .collect();
        let unchecked = bodies
            .iter()
            .filter_map(|(_, body)| UncheckedCredential::read(&body.credential).ok());
        let mut people = Self(Vec::new());
        for credential in prove(unchecked, &rows.row.vault, fingerprint) {
            let body = bodies.iter().find(|(user, body)| {
                *user == credential.body().user && body.credential == credential.bytes()
            });
            let recovery = body.and_then(|(_, body)| ReceivePublic::from_sec1(&body.recovery));
            people
                .0
                .extend(recovery.map(|recovery| Person::new(credential, recovery)));
        }
        people
    }

    pub(super) fn add(&mut self, person: Person) {
        self.0.push(person);
    }

    pub(super) fn all(&self) -> &[Person] {
        &self.0
    }

    /// The credential's issuer, that one's, and so on up to the vault's first.
    pub(super) fn chain<'a>(&'a self, of: &'a Credential) -> Vec<&'a Credential> {
        let known: Vec<&Credential> = self.0.iter().map(Person::credential).collect();
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
        let plain = open(&key, &rows.row.vault, &Place::Person { user }, sealed).ok()?;
        minicbor::decode(&plain).ok()
    })
}
