//! AES-256-GCM with a random 96-bit nonce.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};

use super::{Key, Refused};

pub(in crate::vault) const NONCE: usize = 12;
pub(in crate::vault) const TAG: usize = 16;

/// Ciphertext with the tag behind it. The nonce must be fresh and random.
pub(in crate::vault) fn seal(key: &Key, nonce: &[u8; NONCE], plain: &[u8], aad: &[u8]) -> Vec<u8> {
    Aes256Gcm::new(key.expose().into())
        .encrypt(nonce.into(), Payload { msg: plain, aad })
        .expect("nothing sealed here comes near 64 GiB")
}

pub(in crate::vault) fn open(
    key: &Key,
    nonce: &[u8; NONCE],
    sealed: &[u8],
    aad: &[u8],
) -> Result<Vec<u8>, Refused> {
    Aes256Gcm::new(key.expose().into())
        .decrypt(nonce.into(), Payload { msg: sealed, aad })
        .map_err(|_| Refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Secret;

    /// NIST's GCM test case 14 (all zero key, nonce and block).
    #[test]
    fn known_answer() {
        let sealed = seal(&Secret::new([0; 32]), &[0; 12], &[0; 16], b"");
        assert_eq!(
            sealed[..16],
            [
                0xce, 0xa7, 0x40, 0x3d, 0x4d, 0x60, 0x6b, 0x6e, 0x07, 0x4e, 0xc5, 0xd3, 0xba, 0xf3,
                0x9d, 0x18
            ]
        );
    }
}
