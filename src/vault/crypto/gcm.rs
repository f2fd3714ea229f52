//! AES-256-GCM with a random 96-bit nonce.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};

use super::{Key, Refused};
pub(in crate::vault) use super::{NONCE, TAG};

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

/// From so many bytes on the way to the browser's cipher and back is worth it.
#[cfg(target_arch = "wasm32")]
const LARGE: usize = 4096;

/// The same bytes as [`seal`], for a value that may be large.
pub(in crate::vault) async fn seal_large(
    key: &Key,
    nonce: &[u8; NONCE],
    plain: &[u8],
    aad: &[u8],
) -> Vec<u8> {
    #[cfg(target_arch = "wasm32")]
    if plain.len() >= LARGE
        && let Some(sealed) = super::browser::seal(key, nonce, plain, aad).await
    {
        return sealed;
    }
    seal(key, nonce, plain, aad)
}

/// Opens the same as [`open`]. What the browser refuses is tried here too: only then is it known to be damaged.
pub(in crate::vault) async fn open_large(
    key: &Key,
    nonce: &[u8; NONCE],
    sealed: &[u8],
    aad: &[u8],
) -> Result<Vec<u8>, Refused> {
    #[cfg(target_arch = "wasm32")]
    if sealed.len() >= LARGE
        && let Some(plain) = super::browser::open(key, nonce, sealed, aad).await
    {
        return Ok(plain);
    }
    open(key, nonce, sealed, aad)
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

/// The browser's cipher and ours make the same bytes and refuse the same ones.
#[cfg(all(test, target_arch = "wasm32"))]
mod twins {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::base::Secret;
    use crate::vault::crypto::browser;

    const AAD: &[u8] = b"where it lies";

    #[wasm_bindgen_test]
    async fn the_browser_seals_and_opens_as_we_do() {
        let (key, nonce) = (Secret::new([7; 32]), [9; NONCE]);
        for length in [0, 1, LARGE - 1, LARGE, 100_003, 1 << 20] {
            let plain: Vec<u8> = (0..length).map(|at| (at * 31 + 7) as u8).collect();
            let ours = seal(&key, &nonce, &plain, AAD);
            let theirs = browser::seal(&key, &nonce, &plain, AAD).await;
            assert_eq!(theirs.as_ref(), Some(&ours), "{length} bytes");
            assert_eq!(seal_large(&key, &nonce, &plain, AAD).await, ours);
            let opened = browser::open(&key, &nonce, &ours, AAD).await;
            assert_eq!(opened.as_ref(), Some(&plain), "{length} bytes");
            assert_eq!(open_large(&key, &nonce, &ours, AAD).await, Ok(plain));
        }
    }

    #[wasm_bindgen_test]
    async fn what_was_changed_is_refused_by_both() {
        let (key, nonce) = (Secret::new([7; 32]), [9; NONCE]);
        let sealed = seal(&key, &nonce, &[1; 10_000], AAD);
        let mut changed = sealed.clone();
        changed[5000] ^= 1;
        for (bytes, aad) in [(&changed, AAD), (&sealed, b"elsewhere".as_slice())] {
            assert_eq!(browser::open(&key, &nonce, bytes, aad).await, None);
            assert_eq!(open_large(&key, &nonce, bytes, aad).await, Err(Refused));
        }
        let other = Secret::new([8; 32]);
        assert_eq!(browser::open(&other, &nonce, &sealed, AAD).await, None);
    }
}
