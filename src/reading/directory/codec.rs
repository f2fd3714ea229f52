//! The patient list as bytes, which the engine seals: whole pages, and deltas since.
//!
//! It holds nothing that is not in the charts: a list in a format this version does not read is made again from them.

use serde::{Deserialize, Serialize};

use super::DirectoryRow;
use crate::base::ChartId;

/// The format of pages and deltas this version reads and writes; their first byte.
const FORMAT: u8 = 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryError {
    #[error("a patient list in format {0}, which this version does not read")]
    Format(u8),
    #[error("not a page of the patient list")]
    Malformed,
}

/// One change of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    Put(Box<DirectoryRow>),
    Remove(ChartId),
}

pub fn encode_page(rows: &[&DirectoryRow]) -> Vec<u8> {
    encode(&rows)
}

pub fn decode_page(bytes: &[u8]) -> Result<Vec<DirectoryRow>, DirectoryError> {
    decode(bytes)
}

pub fn encode_delta(changes: &[Change]) -> Vec<u8> {
    encode(&changes)
}

pub fn decode_delta(bytes: &[u8]) -> Result<Vec<Change>, DirectoryError> {
    decode(bytes)
}

fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_extend(value, vec![FORMAT]).expect("rows have no unserialisable parts")
}

fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, DirectoryError> {
    let (format, rest) = bytes.split_first().ok_or(DirectoryError::Malformed)?;
    if *format != FORMAT {
        return Err(DirectoryError::Format(*format));
    }
    match postcard::take_from_bytes(rest) {
        Ok((value, [])) => Ok(value),
        _ => Err(DirectoryError::Malformed),
    }
}
