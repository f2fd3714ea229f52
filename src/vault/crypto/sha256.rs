//! SHA-256.

use sha2::{Digest as _, Sha256};

use crate::base::Digest;

pub(in crate::vault) fn sha256(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}
