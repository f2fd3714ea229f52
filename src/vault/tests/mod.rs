//! What the room promises as a whole: who opens a vault, what opens where, and bytes that never change.

mod damage;
mod frozen;
mod opening;
mod people;
mod places;
mod ring;
mod travel;
mod wording;

use super::*;
use crate::base::{Entropy, Language, Stamp};

pub(super) const PASSPHRASE: &str = "prima testa passphrase";
pub(super) const SECOND: &str = "secunda testa passphrase";

/// A vault that was made, and every row it consists of.
pub(super) struct Made {
    pub(super) vault: Vault,
    pub(super) rows: Vec<MetaRow>,
}

impl Prepared {
    pub(super) fn made(self) -> Made {
        let rows = self.rows();
        Made {
            vault: self.make(),
            rows,
        }
    }
}

/// Counts its own SHA-256 blocks: the same seed gives the same bytes everywhere.
pub(super) struct Seeded {
    seed: u8,
    drawn: u64,
}

impl Seeded {
    pub(super) fn new(seed: u8) -> Self {
        Self { seed, drawn: 0 }
    }
}

impl Entropy for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(32) {
            let mut block = vec![self.seed];
            block.extend_from_slice(&self.drawn.to_be_bytes());
            self.drawn += 1;
            part.copy_from_slice(&super::crypto::sha256::sha256(&block).0[..part.len()]);
        }
    }
}

pub(super) fn now() -> Stamp {
    Stamp {
        ms: 1_795_000_000_000,
        offset: 60,
    }
}

pub(super) fn person<'a>(name: &'a str, passphrase: &'a str) -> NewPerson<'a> {
    NewPerson {
        name,
        role: "nurse",
        administrator: true,
        passphrase,
        language: Language::English,
    }
}

/// Cheapest that is accepted, so that tests are quick.
pub(super) fn prepare(home: RingHome, seed: u8) -> Prepared {
    let first = person("Testa, Prima", PASSPHRASE);
    Prepared::new(&first, home, Cost::LEAST, now(), &mut Seeded::new(seed)).expect("long enough")
}

pub(super) fn unlock(
    rows: &[MetaRow],
    passphrase: &str,
    ring: &RingSecret,
) -> Result<Vault, UnlockError> {
    let locked = Locked::read(rows).expect("whole rows");
    locked.unlock(&Opener::Passphrase(passphrase), vec![ring.copy()])
}

/// Puts rows over those of the same name and copy, as storage does.
pub(super) fn put(rows: &mut Vec<MetaRow>, new: Vec<MetaRow>) {
    rows.retain(|row| {
        !new.iter()
            .any(|one| (one.name, one.copy) == (row.name, row.copy))
    });
    rows.extend(new);
}
