//! Rows of `meta`. A row is its format (two bytes, big-endian), a body, and the SHA-256 of both: the frame stays, in every
//! format to come, so that accidental damage is told from a newer format and from a wrong passphrase. Each row stands twice.

use minicbor::{Decode, Encode};

use super::crypto::sha256::sha256;
use super::sealed::Sealed;
use crate::base::{Compartment, Digest, KeyId, UserId, VaultId};

/// The newest row format this version reads, and the one it writes.
pub(super) const FORMAT: u16 = 1;

const CHECK: usize = Digest::LEN;

/// The two copies of a row that stand in storage.
pub const COPIES: [u8; 2] = [0, 1];

/// Which row of `meta`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowName {
    Vault,
    User(UserId),
    /// The ring secret, only where the browser has no file system of its own for it.
    Ring,
}

/// A row to be put, or as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetaRow {
    pub name: RowName,
    /// 0 or 1.
    pub copy: u8,
    pub value: Sealed,
}

/// What everyone needs before a passphrase can be tried. Holds no secret.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(map)]
pub(super) struct VaultRow {
    #[n(0)]
    pub(super) vault: VaultId,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(super) salt: [u8; 32],
    /// Argon2id: KiB, and passes.
    #[n(2)]
    pub(super) memory: u32,
    #[n(3)]
    pub(super) passes: u32,
    /// The ring secret lies outside of the database.
    #[n(4)]
    pub(super) ring_outside: bool,
    /// The name of the ring secret the key pages are sealed with.
    #[n(5)]
    pub(super) ring: KeyId,
    #[n(6)]
    pub(super) epochs: Vec<EpochRow>,
}

/// A compartment epoch's private key, sealed under the compartment key.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(map)]
pub(super) struct EpochRow {
    #[n(0)]
    pub(super) compartment: Compartment,
    #[n(1)]
    pub(super) epoch: u32,
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(super) private: Vec<u8>,
}

/// What opens the vault for one user. Every part is sealed by itself.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(map)]
pub(super) struct UserRow {
    #[n(0)]
    pub(super) vault: VaultId,
    #[n(1)]
    pub(super) user: UserId,
    /// JWE of the user's private keys to the recovery key.
    #[n(2)]
    pub(super) recovery: String,
    #[cbor(n(3), with = "minicbor::bytes")]
    pub(super) nonce: [u8; 12],
    /// The user's private keys, wrapped by the passphrase.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub(super) wrap: Vec<u8>,
    /// The user's credential and recovery public key, sealed to the vault's people.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub(super) person: Vec<u8>,
    /// JWE of grants and the credentials that prove them, to the user.
    #[n(6)]
    pub(super) grants: String,
    /// JWE of the ring secret to the recovery key.
    #[n(7)]
    pub(super) ring: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowError {
    Damaged,
    Newer(u32),
}

/// Both copies of a row.
pub(super) fn twins<T: Encode<()>>(name: RowName, body: &T) -> [MetaRow; 2] {
    let value = frame(&encode(body));
    COPIES.map(|copy| MetaRow {
        name,
        copy,
        value: value.clone(),
    })
}

pub(super) fn twins_of_sealed(name: RowName, value: &Sealed) -> [MetaRow; 2] {
    COPIES.map(|copy| MetaRow {
        name,
        copy,
        value: value.clone(),
    })
}

pub(super) fn encode<T: Encode<()>>(body: &T) -> Vec<u8> {
    minicbor::to_vec(body).expect("writing to memory does not fail")
}

fn frame(body: &[u8]) -> Sealed {
    let mut bytes = Vec::with_capacity(2 + body.len() + CHECK);
    bytes.extend_from_slice(&FORMAT.to_be_bytes());
    bytes.extend_from_slice(body);
    let check = sha256(&bytes);
    bytes.extend_from_slice(check.as_bytes());
    Sealed::of_row(bytes)
}

fn read<T: for<'b> Decode<'b, ()>>(value: &Sealed) -> Result<T, RowError> {
    let bytes = value.as_bytes();
    let (framed, check) = bytes.split_last_chunk::<CHECK>().ok_or(RowError::Damaged)?;
    let (format, body) = framed.split_first_chunk::<2>().ok_or(RowError::Damaged)?;
    if sha256(framed) != Digest(*check) {
        return Err(RowError::Damaged);
    }
    match u16::from_be_bytes(*format) {
        FORMAT => minicbor::decode(body).map_err(|_| RowError::Damaged),
        0 => Err(RowError::Damaged),
        newer => Err(RowError::Newer(newer.into())),
    }
}

/// A row of which at least one copy is whole, and the copies to put again.
pub(super) struct Twins<T> {
    pub(super) body: T,
    pub(super) repairs: Vec<MetaRow>,
}

/// Reads whichever copy is whole. `None`: neither copy is there.
pub(super) fn read_twins<T: for<'b> Decode<'b, ()>>(
    name: RowName,
    rows: &[MetaRow],
) -> Option<Result<Twins<T>, RowError>> {
    let copies = COPIES.map(|copy| rows.iter().find(|row| row.name == name && row.copy == copy));
    if copies.iter().all(Option::is_none) {
        return None;
    }
    let mut worst = RowError::Damaged;
    for whole in copies.into_iter().flatten() {
        match read(&whole.value) {
            Ok(body) => {
                let repairs = twins_of_sealed(name, &whole.value)
                    .into_iter()
                    .filter(|wanted| !rows.contains(wanted))
                    .collect();
                return Some(Ok(Twins { body, repairs }));
            }
            Err(RowError::Newer(found)) => worst = RowError::Newer(found),
            Err(RowError::Damaged) => {}
        }
    }
    Some(Err(worst))
}
