//! AES-256 key wrap (RFC 3394) of 256-bit keys, as JOSE's `A256KW`.

use aes_kw::{KeyInit, KwAes256};

use super::{Key, Refused};
use crate::base::Secret;

pub(in crate::vault) const WRAPPED: usize = 40;

pub(in crate::vault) fn wrap(with: &Key, key: &Key) -> [u8; WRAPPED] {
    let mut out = [0u8; WRAPPED];
    KwAes256::new(with.expose().into())
        .wrap_key(key.expose(), &mut out)
        .expect("32 bytes wrap to 40");
    out
}

pub(in crate::vault) fn unwrap(with: &Key, wrapped: &[u8; WRAPPED]) -> Result<Key, Refused> {
    let mut out = [0u8; 32];
    KwAes256::new(with.expose().into())
        .unwrap_key(wrapped, &mut out)
        .map_err(|_| Refused)?;
    Ok(Secret::new(out))
}
