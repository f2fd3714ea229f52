//! PBKDF2-HMAC-SHA512 with the salt JOSE's `PBES2-HS512+A256KW` prescribes: the algorithm's name, a zero, the salt.

use sha2::Sha512;

use super::Key;
use crate::base::Secret;

pub(in crate::vault) const ALG: &str = "PBES2-HS512+A256KW";

pub(in crate::vault) fn stretch(passphrase: &[u8], salt: &[u8], rounds: u32) -> Key {
    let mut out = [0u8; 32];
    pbkdf2::pbkdf2_hmac::<Sha512>(passphrase, &prescribed(salt), rounds, &mut out);
    Secret::new(out)
}

/// The same key as [`stretch`], by the browser where it can: it needs a tenth of the time.
pub(in crate::vault) async fn stretch_by_browser(
    passphrase: &[u8],
    salt: &[u8],
    rounds: u32,
) -> Key {
    #[cfg(target_arch = "wasm32")]
    if let Some(key) = super::browser::pbkdf2_sha512(passphrase, &prescribed(salt), rounds).await {
        return key;
    }
    stretch(passphrase, salt, rounds)
}

fn prescribed(salt: &[u8]) -> Vec<u8> {
    [ALG.as_bytes(), &[0], salt].concat()
}

/// The browser and we derive the same key.
#[cfg(all(test, target_arch = "wasm32"))]
mod twins {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::vault::crypto::browser::pbkdf2_sha512;

    #[wasm_bindgen_test]
    async fn the_browser_stretches_as_we_do() {
        for (passphrase, salt) in [("", &[0; 16][..]), ("sept mots clé", &[7; 40])] {
            let ours = stretch(passphrase.as_bytes(), salt, 1000);
            let theirs = pbkdf2_sha512(passphrase.as_bytes(), &prescribed(salt), 1000).await;
            assert_eq!(theirs.expect("it has PBKDF2").expose(), ours.expose());
            let either = stretch_by_browser(passphrase.as_bytes(), salt, 1000).await;
            assert_eq!(either.expose(), ours.expose());
        }
    }
}
