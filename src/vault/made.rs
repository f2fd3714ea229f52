//! Making a vault, adding a person, changing a passphrase: everything that writes rows of `meta`.

use zeroize::Zeroizing;

use super::Vault;
use super::crypto::argon2id::Cost;
use super::grant::{Compartments, new_epoch, seal_grants};
use super::keyring::KeyRing;
use super::locked::{Locked, Opener, UnlockError};
use super::people::{People, Person, seal_person};
use super::ring::{RingHome, RingSecret};
use super::row::{MetaRow, RowName, UserRow, VaultRow, twins};
use super::user::{Stretched, UserKeys, seal_recovery, seal_to};
use super::words::{MIN_PASSPHRASE, RecoveryCode};
use crate::base::{Compartment, Digest, Entropy, Language, Stamp, UserId, VaultId};
use crate::chart::cose::{Sign, SigningKey};
use crate::chart::credential::{self, Credential, CredentialBody};

/// The passphrase has fewer characters than the minimum it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a passphrase has at least {0} characters")]
pub struct TooShort(pub u32);

/// Why a passphrase was not changed: the one before opens as it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    #[error(transparent)]
    Old(#[from] UnlockError),
    /// The old passphrase or words are another user's.
    #[error("that opens another user's keys")]
    NotYours,
    #[error(transparent)]
    New(#[from] TooShort),
}

/// Why nobody was added to the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddError {
    #[error("only an administrator adds people")]
    NotAdministrator,
    #[error(transparent)]
    Passphrase(#[from] TooShort),
}

/// A person to be given keys.
#[derive(Clone, Copy)]
pub struct NewPerson<'a> {
    pub name: &'a str,
    pub role: &'a str,
    /// May sign credentials and grants of others. The first person of a vault always may.
    pub administrator: bool,
    pub passphrase: &'a str,
    /// Of the recovery words.
    pub language: Language,
}

/// A vault in memory. Nothing is written, and dropping it forgets it.
pub struct Prepared {
    vault: Vault,
    words: Zeroizing<Vec<String>>,
}

impl Prepared {
    /// Takes as long as Argon2id does. New vaults use [`Cost::NEW`].
    pub fn new(
        first: &NewPerson,
        home: RingHome,
        cost: Cost,
        now: Stamp,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, TooShort> {
        check_passphrase(first.passphrase)?;
        let ring = RingSecret::random(entropy);
        let mut row = VaultRow {
            vault: VaultId::random(entropy),
            salt: entropy.array(),
            memory: cost.memory(),
            passes: cost.passes(),
            ring_outside: home == RingHome::Outside,
            ring: ring.id(),
            epochs: Vec::new(),
        };
        let mut held = Compartments::new();
        for compartment in Compartment::KNOWN {
            let (epoch, kept) = new_epoch(&row.vault, compartment, 0, entropy);
            held.insert(compartment, vec![epoch]);
            row.epochs.push(kept);
        }
        let keys = UserKeys::random(entropy);
        let user = UserId::random(entropy);
        let me = Credential::issue(body(&row.vault, user, first, true, &keys, now), &Own(&keys));
        let keys = keys.trusting(me.hash());
        let code = RecoveryCode::random(entropy);
        let person = Person::new(me.clone(), code.key().public());
        let mut vault = Vault {
            rows: Locked::new(row, cost),
            me,
            keys,
            held,
            ring,
            charts: KeyRing::default(),
            people: People::default(),
        };
        vault.keep_ring_in_meta(entropy);
        let row = {
            let stretched = vault.stretch(first.passphrase);
            vault.user_row(&person, &vault.keys, &stretched, now, entropy)
        };
        vault.rows.users.push(row);
        vault.people.add(person);
        Ok(Self {
            vault,
            words: code.words(first.language),
        })
    }

    /// The twelve recovery words, to be typed back before the vault is made.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Hash of the first credential: what people will compare this vault by.
    pub fn fingerprint(&self) -> Digest {
        self.vault.fingerprint()
    }

    /// The vault, to seal the first rows with before it is made.
    pub fn vault_mut(&mut self) -> &mut Vault {
        &mut self.vault
    }

    /// Every row it will consist of.
    pub fn rows(&self) -> Vec<MetaRow> {
        self.vault.all_rows()
    }

    /// To be written outside, flushed and read back before the rows, if its home is there.
    pub fn ring_secret(&self) -> &RingSecret {
        self.vault.ring_secret()
    }

    /// The vault, open. Its rows, handed out by [`Prepared::rows`], are yet to be put: it lasts only once they are in storage.
    pub fn make(self) -> Vault {
        self.vault
    }
}

/// A person's keys in memory, granted what the one who prepares them holds.
pub struct PreparedPerson {
    person: Person,
    row: UserRow,
    words: Zeroizing<Vec<String>>,
}

impl PreparedPerson {
    /// The twelve recovery words of this person, to be typed back before the person is added.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The credential the person will sign with, issued by whoever prepares them.
    pub fn credential(&self) -> &Credential {
        self.person.credential()
    }

    /// The rows to put. The person can unlock once they are in storage; the vault knows them when they are added to it.
    pub fn rows(&self) -> Vec<MetaRow> {
        twins(RowName::User(self.row.user), &self.row).to_vec()
    }
}

/// A user's row as it stands, to be put back if a new one could not be stored.
pub struct OwnRow(UserRow);

impl Vault {
    /// Makes keys, a credential and grants for a person. Takes as long as Argon2id does.
    pub fn prepare_person(
        &self,
        new: &NewPerson,
        now: Stamp,
        entropy: &mut dyn Entropy,
    ) -> Result<PreparedPerson, AddError> {
        if !self.me.body().administrator {
            return Err(AddError::NotAdministrator);
        }
        check_passphrase(new.passphrase)?;
        let keys = UserKeys::random(entropy).trusting(self.fingerprint());
        let user = UserId::random(entropy);
        let body = body(&self.id(), user, new, new.administrator, &keys, now);
        let code = RecoveryCode::random(entropy);
        let person = Person::new(Credential::issue(body, self), code.key().public());
        let stretched = self.stretch(new.passphrase);
        let row = self.user_row(&person, &keys, &stretched, now, entropy);
        Ok(PreparedPerson {
            person,
            row,
            words: code.words(new.language),
        })
    }

    /// Knows the person from now on. Their rows, which are handed back, are to be in storage first.
    pub fn add_person(&mut self, prepared: PreparedPerson) -> Vec<MetaRow> {
        let rows = prepared.rows();
        let PreparedPerson { person, row, .. } = prepared;
        self.rows.users.push(row);
        self.people.add(person);
        rows
    }

    /// The user's own row; `None` only for a vault without people.
    pub fn own_row(&self) -> Option<OwnRow> {
        let mut rows = self.rows.users.iter();
        rows.find(|row| row.user == self.me()).cloned().map(OwnRow)
    }

    /// Forgets a change of the user's own row that did not reach the storage.
    pub fn put_back(&mut self, OwnRow(before): OwnRow) {
        let mut rows = self.rows.users.iter_mut();
        if let Some(row) = rows.find(|row| row.user == before.user) {
            *row = before;
        }
    }

    /// Wraps the user's keys by a new passphrase, after the old one or the recovery words opened them. No record is rewritten:
    /// the rows to put are the user's own.
    pub fn change_passphrase(
        &mut self,
        old: &Opener,
        new: &str,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<MetaRow>, ChangeError> {
        check_passphrase(new)?;
        let (index, keys) = match old {
            Opener::Passphrase(old) => self.rows.by_passphrase(old)?,
            Opener::Words(words) => {
                let (index, keys, _) = self.rows.by_words(words)?;
                (index, keys)
            }
        };
        if self.rows.users[index].user != self.me() {
            return Err(ChangeError::NotYours);
        }
        let stretched = self.stretch(new);
        let row = &mut self.rows.users[index];
        stretched.wrap(&keys, &self.rows.row, row, entropy);
        Ok(twins(RowName::User(row.user), row).to_vec())
    }

    fn stretch(&self, passphrase: &str) -> Stretched {
        Stretched::of(passphrase, &self.rows.row, self.rows.cost)
    }

    fn user_row(
        &self,
        person: &Person,
        keys: &UserKeys,
        stretched: &Stretched,
        now: Stamp,
        entropy: &mut dyn Entropy,
    ) -> UserRow {
        let credential = person.credential();
        let chain = self.chain(&self.me);
        let sealed = seal_person(person, &self.id(), &self.held, entropy)
            .expect("who adds a person holds the identity compartment");
        let mut row = UserRow {
            vault: self.id(),
            user: person.user(),
            recovery: seal_recovery(keys, person.recovery(), entropy),
            nonce: [0; 12],
            wrap: Vec::new(),
            person: sealed.into_bytes(),
            grants: seal_grants(&self.held, credential, &chain, self, now, entropy),
            ring: seal_to(person.recovery(), self.ring.expose(), entropy),
        };
        stretched.wrap(keys, &self.rows.row, &mut row, entropy);
        row
    }
}

fn check_passphrase(passphrase: &str) -> Result<(), TooShort> {
    let characters = super::words::normal_passphrase(passphrase).chars().count();
    if characters < MIN_PASSPHRASE as usize {
        return Err(TooShort(MIN_PASSPHRASE));
    }
    Ok(())
}

fn body(
    vault: &VaultId,
    user: UserId,
    new: &NewPerson,
    administrator: bool,
    keys: &UserKeys,
    now: Stamp,
) -> CredentialBody {
    CredentialBody {
        format: credential::FORMAT,
        vault: *vault,
        user,
        name: new.name.to_owned(),
        role: new.role.to_owned(),
        signing: keys.sign.public(),
        receiving: keys.receive.public().to_sec1().to_vec(),
        issued: now,
        administrator,
    }
}

/// Signs with keys that no vault holds yet.
struct Own<'a>(&'a UserKeys);

impl Sign for Own<'_> {
    fn public_key(&self) -> SigningKey {
        SigningKey(self.0.sign.public())
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign.sign(message)
    }
}
