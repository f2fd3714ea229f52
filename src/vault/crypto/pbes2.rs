//! PBKDF2-HMAC-SHA512 with the salt JOSE's `PBES2-HS512+A256KW` prescribes: the algorithm's name, a zero, the salt.

use sha2::Sha512;

use super::Key;
use crate::base::Secret;

pub(in crate::vault) const ALG: &str = "PBES2-HS512+A256KW";

pub(in crate::vault) fn stretch(passphrase: &[u8], salt: &[u8], rounds: u32) -> Key {
    let salt = [ALG.as_bytes(), &[0], salt].concat();
    let mut out = [0u8; 32];
    pbkdf2::pbkdf2_hmac::<Sha512>(passphrase, &salt, rounds, &mut out);
    Secret::new(out)
}
