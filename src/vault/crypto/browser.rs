//! The browser's own AES-256-GCM, PBKDF2 and Ed25519: several times quicker than ours on a large value or many, slower on
//! a small one. `None` is answered where the browser has none (a page that is not served securely) or refuses, for whatever
//! reason.

use std::collections::BTreeMap;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, Crypto, CryptoKey, SubtleCrypto};

use super::{Key, NONCE, ed25519};
use crate::base::Secret;

pub(super) async fn seal(
    key: &Key,
    nonce: &[u8; NONCE],
    plain: &[u8],
    aad: &[u8],
) -> Option<Vec<u8>> {
    let subtle = subtle()?;
    let key = imported(&subtle, key, "encrypt").await?;
    let plain = Uint8Array::from(plain);
    let sealing = subtle.encrypt_with_object_and_js_u8_array(&parameters(nonce, aad), &key, &plain);
    let sealed = bytes_of(sealing).await;
    plain.fill(0, 0, plain.length());
    sealed.map(|sealed| sealed.to_vec())
}

pub(super) async fn open(
    key: &Key,
    nonce: &[u8; NONCE],
    sealed: &[u8],
    aad: &[u8],
) -> Option<Vec<u8>> {
    let subtle = subtle()?;
    let key = imported(&subtle, key, "decrypt").await?;
    let sealed = Uint8Array::from(sealed);
    let opening =
        subtle.decrypt_with_object_and_js_u8_array(&parameters(nonce, aad), &key, &sealed);
    let plain = bytes_of(opening).await?;
    let opened = plain.to_vec();
    // What the browser handed over is not left behind readable.
    plain.fill(0, 0, plain.length());
    Some(opened)
}

/// Both the page's scope and a worker's have it under this name.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let crypto = crypto.dyn_into::<Crypto>().ok()?;
    Reflect::get(&crypto, &"subtle".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// The key as the browser holds it: it does not hand it out again.
async fn imported(subtle: &SubtleCrypto, key: &Key, usage: &str) -> Option<CryptoKey> {
    let raw = Uint8Array::from(&key.expose()[..]);
    let usages = Array::of1(&usage.into());
    let importing = subtle.import_key_with_str("raw", &raw, "AES-GCM", false, &usages);
    let imported = JsFuture::from(importing.ok()?).await;
    raw.fill(0, 0, raw.length());
    imported.ok()?.dyn_into().ok()
}

fn parameters(nonce: &[u8; NONCE], aad: &[u8]) -> Object {
    let parameters = AesGcmParams::new_with_u8_array("AES-GCM", &Uint8Array::from(&nonce[..]));
    parameters.set_additional_data_u8_array(&Uint8Array::from(aad));
    parameters.unchecked_into()
}

async fn bytes_of(promise: Result<Promise, JsValue>) -> Option<Uint8Array> {
    let buffer = JsFuture::from(promise.ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer))
}

/// PBKDF2-HMAC-SHA512 for one 256-bit key.
pub(super) async fn pbkdf2_sha512(passphrase: &[u8], salt: &[u8], rounds: u32) -> Option<Key> {
    let subtle = subtle()?;
    let raw = Uint8Array::from(passphrase);
    let usages = Array::of1(&"deriveBits".into());
    let importing = subtle.import_key_with_str("raw", &raw, "PBKDF2", false, &usages);
    let imported = JsFuture::from(importing.ok()?).await;
    raw.fill(0, 0, raw.length());
    let passphrase: CryptoKey = imported.ok()?.dyn_into().ok()?;
    let how = Object::new();
    for (name, value) in [
        ("name", JsValue::from("PBKDF2")),
        ("hash", "SHA-512".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", rounds.into()),
    ] {
        Reflect::set(&how, &name.into(), &value).ok()?;
    }
    let derived = bytes_of(subtle.derive_bits_with_object(&how, &passphrase, 256)).await?;
    let mut key = [0; 32];
    if derived.length() as usize != key.len() {
        return None;
    }
    derived.copy_to(&mut key);
    derived.fill(0, 0, derived.length());
    Some(Secret::new(key))
}

/// What is asked of a signature: the key, the message and the signature itself.
pub(in crate::vault) type SignatureAsked<'a> = (
    &'a [u8; ed25519::PUBLIC],
    &'a [u8],
    &'a [u8; ed25519::SIGNATURE],
);

/// The browser's Ed25519, with the keys that it was given so far.
#[derive(Default)]
pub(in crate::vault) struct Ed25519 {
    keys: BTreeMap<[u8; ed25519::PUBLIC], CryptoKey>,
    /// Whether it has Ed25519 and judges by the equation we judge by; found out once.
    judges_alike: Option<bool>,
}

impl Ed25519 {
    /// Which of these hold. They are checked side by side, on threads of the browser's.
    pub(in crate::vault) async fn verify_all(
        &mut self,
        asked: &[SignatureAsked<'_>],
    ) -> Option<Vec<bool>> {
        let subtle = subtle()?;
        if self.judges_alike.is_none() {
            self.judges_alike = Some(self.tried(&subtle).await.unwrap_or(false));
        }
        if self.judges_alike == Some(false) {
            return None;
        }
        self.verify_by(&subtle, asked).await
    }

    /// A signature that everybody takes is taken, and one that only another equation takes is not.
    async fn tried(&mut self, subtle: &SubtleCrypto) -> Option<bool> {
        use ed25519::cofactored::{KEY, MESSAGE, SIGNATURE, SOUND};
        let key = from_hex(KEY)?;
        let (sound, other) = (from_hex(SOUND)?, from_hex(SIGNATURE)?);
        let asked: [SignatureAsked; 2] = [(&key, MESSAGE, &sound), (&key, MESSAGE, &other)];
        Some(self.verify_by(subtle, &asked).await? == [true, false])
    }

    async fn verify_by(
        &mut self,
        subtle: &SubtleCrypto,
        asked: &[SignatureAsked<'_>],
    ) -> Option<Vec<bool>> {
        for (key, _, _) in asked {
            if !self.keys.contains_key(*key) {
                let raw = Uint8Array::from(&key[..]);
                let usages = Array::of1(&"verify".into());
                let importing = subtle.import_key_with_str("raw", &raw, "Ed25519", false, &usages);
                let imported = JsFuture::from(importing.ok()?).await.ok()?;
                self.keys.insert(**key, imported.dyn_into().ok()?);
            }
        }
        let verdicts = Array::new();
        for (key, message, signature) in asked {
            let verdict = subtle.verify_with_str_and_u8_array_and_u8_array(
                "Ed25519",
                self.keys.get(*key)?,
                &signature[..],
                message,
            );
            verdicts.push(&JsValue::from(verdict.ok()?));
        }
        let verdicts = JsFuture::from(Promise::all(&verdicts)).await.ok()?;
        let verdicts: Array = verdicts.dyn_into().ok()?;
        Some(verdicts.iter().map(|holds| holds.is_truthy()).collect())
    }
}

fn from_hex<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// The browser and we take and refuse the same signatures.
#[cfg(test)]
mod twins {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    async fn the_browser_takes_what_we_take() {
        let cases = ed25519::tests::cases();
        let usual: Vec<_> = cases.iter().filter(|case| case.4).collect();
        let asked: Vec<_> = usual
            .iter()
            .map(|case| (&case.0, case.1.as_slice(), &case.2))
            .collect();
        let mut browser = Ed25519::default();
        let verdicts = browser.verify_all(&asked).await;
        let ours: Vec<bool> = usual.iter().map(|case| case.3).collect();
        assert_eq!(verdicts, Some(ours));
    }
}
