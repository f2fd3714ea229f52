//! A vault's rows, before anything is opened. They name nobody.

use super::associated_data::AssociatedData;
use super::crypto::argon2id::{Cost, CostOutOfBounds};
use super::crypto::hkdf256::derive;
use super::crypto::p256::ReceiveKey;
use super::grant::Compartments;
use super::jose;
use super::ring::{RingHome, RingSecret};
use super::row::{
    MetaRow, RowError, RowName, Twins, UserRow, VaultRow, read_twins, twins_of_sealed,
};
use super::sealed::{Sealed, open};
use super::user::{Stretched, UserKeys, open_recovery};
use super::words::{NotACode, recovery_keys};
use crate::base::{Compartment, UserId};

/// A passphrase, or the twelve words of a recovery kit.
#[derive(Clone, Copy)]
pub enum Opener<'a> {
    Passphrase(&'a str),
    Words(&'a [String]),
}

/// The rows are not those of a vault that can be opened here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("there is no vault")]
    NoVault,
    #[error("the rows that open the vault are damaged in both copies")]
    Damaged,
    #[error("written in format {found}; this version reads up to {reads}")]
    Newer { found: u32, reads: u32 },
    #[error(transparent)]
    Cost(#[from] CostOutOfBounds),
}

impl From<RowError> for ReadError {
    fn from(error: RowError) -> Self {
        match error {
            RowError::Damaged => Self::Damaged,
            RowError::Newer(found) => Self::Newer {
                found,
                reads: super::row::FORMAT.into(),
            },
        }
    }
}

/// Why a passphrase or recovery words did not open the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    #[error("that passphrase opens no user's keys")]
    WrongPassphrase,
    #[error(transparent)]
    NotACode(#[from] NotACode),
    #[error("these words are another vault's")]
    WrongWords,
    #[error("the ring secret is missing; the recovery words have it")]
    RingSecretMissing,
    #[error("a row that opens the vault is damaged in both copies, or not proven by this vault")]
    Damaged,
}

/// Rows that were read and found whole, or whole enough.
#[derive(Clone)]
pub struct Locked {
    pub(super) row: VaultRow,
    pub(super) cost: Cost,
    pub(super) users: Vec<UserRow>,
    /// Both copies of the ring row, as far as they are there; opening shows which is whole.
    pub(super) rings: Vec<MetaRow>,
    /// Users whose row is damaged in both copies: a passphrase that opens nothing may be right.
    pub(super) lost_users: Vec<UserId>,
    repairs: Vec<MetaRow>,
}

impl Locked {
    /// Checks format and wholeness, and that trying a passphrase costs neither too little nor too much.
    pub fn read(rows: &[MetaRow]) -> Result<Self, ReadError> {
        let Twins { body: row, repairs } =
            read_twins::<VaultRow>(RowName::Vault, rows).ok_or(ReadError::NoVault)??;
        let cost = Cost::new(row.memory, row.passes)?;
        let mut locked = Self {
            row,
            cost,
            users: Vec::new(),
            rings: Vec::new(),
            lost_users: Vec::new(),
            repairs,
        };
        locked.read_users(rows)?;
        let of_ring = rows.iter().filter(|row| row.name == RowName::Ring);
        locked.rings = of_ring.cloned().collect();
        Ok(locked)
    }

    pub(super) fn new(row: VaultRow, cost: Cost) -> Self {
        Self {
            row,
            cost,
            users: Vec::new(),
            rings: Vec::new(),
            lost_users: Vec::new(),
            repairs: Vec::new(),
        }
    }

    fn read_users(&mut self, rows: &[MetaRow]) -> Result<(), ReadError> {
        let mut names: Vec<RowName> = rows.iter().map(|row| row.name).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let RowName::User(user) = name else { continue };
            match read_twins::<UserRow>(name, rows) {
                Some(Ok(twins)) if self.belongs(&twins.body, user) => {
                    self.users.push(twins.body);
                    self.repairs.extend(twins.repairs);
                }
                Some(Err(RowError::Newer(found))) => return Err(RowError::Newer(found).into()),
                _ => self.lost_users.push(user),
            }
        }
        if self.users.is_empty() {
            return Err(ReadError::Damaged);
        }
        Ok(())
    }

    fn belongs(&self, row: &UserRow, user: UserId) -> bool {
        row.user == user && row.vault == self.row.vault
    }

    /// Copies found damaged or missing while the other was whole: put them again. Once opened, [`Vault::repairs`] knows more.
    pub fn repairs(&self) -> &[MetaRow] {
        &self.repairs
    }

    /// Where to look for the ring secret.
    pub fn ring_home(&self) -> RingHome {
        if self.row.ring_outside {
            RingHome::Outside
        } else {
            RingHome::InMeta
        }
    }

    pub(super) fn by_passphrase(&self, passphrase: &str) -> Result<(usize, UserKeys), UnlockError> {
        let stretched = Stretched::of(passphrase, &self.row, self.cost);
        let tried = self.users.iter().enumerate();
        tried
            .filter_map(|(index, user)| Some((index, stretched.unwrap(&self.row, user)?)))
            .next()
            .ok_or(self.nothing_opened(UnlockError::WrongPassphrase))
    }

    pub(super) fn by_words(
        &self,
        words: &[String],
    ) -> Result<(usize, UserKeys, ReceiveKey), UnlockError> {
        for recovery in recovery_keys(words)? {
            for (index, user) in self.users.iter().enumerate() {
                if let Some(keys) = open_recovery(user, &recovery) {
                    return Ok((index, keys, recovery));
                }
            }
        }
        Err(self.nothing_opened(UnlockError::WrongWords))
    }

    fn nothing_opened(&self, wrong: UnlockError) -> UnlockError {
        if self.lost_users.is_empty() {
            wrong
        } else {
            UnlockError::Damaged
        }
    }

    pub(super) fn find_ring(
        &self,
        user: &UserRow,
        held: &Compartments,
        rings: Vec<RingSecret>,
        recovery: Option<&ReceiveKey>,
    ) -> Option<RingSecret> {
        let right = |ring: &RingSecret| ring.id() == self.row.ring;
        if let Some(ring) = rings.into_iter().find(right) {
            return Some(ring);
        }
        let in_meta = || self.open_ring_row(held);
        let in_recovery = || {
            let plain = jose::open_with(&user.ring, recovery?).ok()?;
            RingSecret::from_stored(&plain)
        };
        in_meta().or_else(in_recovery).filter(right)
    }

    fn open_ring_row(&self, held: &Compartments) -> Option<RingSecret> {
        let open_copy = |row: &MetaRow| self.open_ring_copy(&row.value, held);
        self.rings.iter().find_map(open_copy)
    }

    fn open_ring_copy(&self, sealed: &Sealed, held: &Compartments) -> Option<RingSecret> {
        let epochs = held.get(&Compartment::IDENTITY)?;
        epochs.iter().find_map(|epoch| {
            let key = derive(epoch.key.expose(), "ring in meta", &[]);
            let plain = open(&key, &self.row.vault, &AssociatedData::Ring, sealed).ok()?;
            RingSecret::from_stored(&plain)
        })
    }

    /// Copies of the ring row to put again: what is damaged shows only when the identity compartment is open.
    pub(super) fn ring_repairs(&self, held: &Compartments) -> Vec<MetaRow> {
        let whole = |row: &&MetaRow| self.open_ring_copy(&row.value, held).is_some();
        let Some(whole) = self.rings.iter().find(whole) else {
            return Vec::new();
        };
        twins_of_sealed(RowName::Ring, &whole.value)
            .into_iter()
            .filter(|wanted| !self.rings.contains(wanted))
            .collect()
    }
}
