//! HKDF-SHA256. The info is the deterministic CBOR array [purpose, id, …], so no two uses share a key.

use hkdf::Hkdf;
use minicbor::Encoder;
use sha2::Sha256;

use super::Key;
use crate::base::{KeyId, Secret};

/// The key of one use: `purpose` names it, `ids` say of what.
pub(in crate::vault) fn derive(from: &[u8], purpose: &str, ids: &[&[u8]]) -> Key {
    let mut out = [0u8; 32];
    expand(from, purpose, ids, &mut out);
    Secret::new(out)
}

/// A key's public name.
pub(in crate::vault) fn key_id(key: &Key) -> KeyId {
    let mut out = [0u8; KeyId::LEN];
    expand(key.expose(), "id", &[], &mut out);
    KeyId(out)
}

fn expand(from: &[u8], purpose: &str, ids: &[&[u8]], out: &mut [u8]) {
    Hkdf::<Sha256>::new(None, from)
        .expand(&info(purpose, ids), out)
        .expect("HKDF-SHA256 yields up to 8160 bytes");
}

fn info(purpose: &str, ids: &[&[u8]]) -> Vec<u8> {
    let mut info = Encoder::new(Vec::new());
    let written = (|| {
        info.array(ids.len() as u64 + 1)?.str(purpose)?;
        ids.iter().try_for_each(|id| info.bytes(id).map(|_| ()))
    })();
    written.expect("writing to memory does not fail");
    info.into_writer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_and_id_has_its_own_key() {
        let keys = [
            derive(&[1; 32], "a", &[]),
            derive(&[1; 32], "b", &[]),
            derive(&[1; 32], "a", &[b"x"]),
            derive(&[1; 32], "a", &[b"x", b""]),
            derive(&[2; 32], "a", &[]),
        ];
        for (i, one) in keys.iter().enumerate() {
            assert!(keys[..i].iter().all(|other| other.expose() != one.expose()));
        }
    }
}
