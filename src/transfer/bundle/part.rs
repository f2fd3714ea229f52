//! One encrypted part: compact JWE of a gzip. Each group of parts has a random key of its own.

use zeroize::Zeroizing;

use super::error::ReadError;
use super::sequence::{UnpackError, gunzip, gzip};
use crate::base::{Entropy, Secret};
use crate::vault::jose::{open_direct, seal_direct};

pub(super) type GroupKey = Secret<[u8; 32]>;

pub(super) fn seal_part(key: &GroupKey, sequence: &[u8], entropy: &mut dyn Entropy) -> Vec<u8> {
    seal_direct(key, &gzip(sequence), entropy).into_bytes()
}

pub(super) async fn open_part(
    key: &GroupKey,
    name: &str,
    bytes: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let changed = || ReadError::Changed(name.to_owned());
    let jwe = std::str::from_utf8(bytes).map_err(|_| changed())?;
    let packed = open_direct(key, jwe).await.map_err(|_| changed())?;
    match gunzip(&packed) {
        Ok(sequence) => Ok(Zeroizing::new(sequence)),
        Err(UnpackError::Bomb) => Err(ReadError::Bomb),
        Err(UnpackError::Damaged) => Err(changed()),
    }
}
