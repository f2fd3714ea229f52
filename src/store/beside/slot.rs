//! A slot's bytes: `"CRNT"`, format 1, number (8 bytes, big-endian), payload, and the SHA-256 of all
//! before it, by which a half written slot is told from a whole one.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Side;

const MAGIC: [u8; 5] = *b"CRNT\x01";
const NUMBER_END: usize = MAGIC.len() + 8;
const SUM: usize = 32;

pub(super) struct Slot {
    pub place: Side,
    /// Counts the writes to the pair.
    pub number: u64,
    pub payload: Zeroizing<Vec<u8>>,
}

pub(super) fn encode(number: u64, payload: &[u8]) -> Zeroizing<Vec<u8>> {
    // Of the final size from the start: growing would leave a copy of the payload behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(NUMBER_END + payload.len() + SUM));
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&number.to_be_bytes());
    bytes.extend_from_slice(payload);
    let sum = Sha256::digest(bytes.as_slice());
    bytes.extend_from_slice(&sum);
    bytes
}

impl Slot {
    /// `None` for anything that is not one whole slot.
    pub fn decode(place: Side, bytes: &[u8]) -> Option<Self> {
        let (content, sum) = bytes.split_last_chunk::<SUM>()?;
        let number = content.strip_prefix(&MAGIC)?.first_chunk::<8>()?;
        if Sha256::digest(content).as_slice() != sum {
            return None;
        }
        Some(Self {
            place,
            number: u64::from_be_bytes(*number),
            payload: Zeroizing::new(content[NUMBER_END..].to_vec()),
        })
    }
}
