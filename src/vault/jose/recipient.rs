//! To whom a content key is wrapped, and who can unwrap it.

use serde_json::{Value, json};

use super::error::JweError;
use super::{Header, bytes, text, to_base64};
use crate::base::Entropy;
use crate::vault::crypto::p256::{ReceiveKey, ReceivePublic};
use crate::vault::crypto::sha256::sha256;
use crate::vault::crypto::{Key, keywrap, pbes2};
use crate::vault::words::{NotACode, normal_passphrase, recovery_keys};

/// PBKDF2 rounds: written, and accepted at least and at most.
pub(super) const ROUNDS: u32 = 220_000;
const LEAST_ROUNDS: u32 = 1_000;
const MOST_ROUNDS: u32 = 1_200_000;
const LEAST_SALT: usize = 16;

const ECDH: &str = "ECDH-ES+A256KW";

/// Someone a thing is sealed to.
#[derive(Clone, Copy)]
pub enum Recipient<'a> {
    /// Whoever knows the passphrase.
    Passphrase(&'a str),
    /// The same, its key derived beforehand.
    Stretched(&'a Stretched),
    /// The holder of a P-256 private key: a user, or a user's recovery words.
    Key(&'a ReceivePublic),
}

/// The private key of whoever has a vault open; nothing outside this room sees it.
#[cfg(test)]
#[derive(Clone, Copy)]
pub struct ReceiveKeyOf<'a>(pub(in crate::vault) &'a ReceiveKey);

/// Someone who opens what was sealed to them.
#[derive(Clone, Copy)]
pub enum Holder<'a> {
    Passphrase(&'a str),
    /// The twelve recovery words of a user.
    Words(&'a [String]),
    /// Who has a vault open: see `Vault::holder`.
    #[cfg(test)]
    User(ReceiveKeyOf<'a>),
}

/// With what a content key is unwrapped.
pub(super) enum ContentKeyBy<'a> {
    Passphrase(&'a str),
    #[cfg(test)]
    Key(&'a ReceiveKey),
    /// Recovery words can read as more than one key.
    Keys(Vec<ReceiveKey>),
}

impl<'a> Holder<'a> {
    pub(super) fn opening(self) -> Result<ContentKeyBy<'a>, NotACode> {
        Ok(match self {
            Self::Passphrase(passphrase) => ContentKeyBy::Passphrase(passphrase),
            Self::Words(words) => ContentKeyBy::Keys(recovery_keys(words)?),
            #[cfg(test)]
            Self::User(ReceiveKeyOf(key)) => ContentKeyBy::Key(key),
        })
    }
}

/// One entry of a JWE's `recipients`.
pub(super) fn wrap(recipient: &Recipient, content: &Key, entropy: &mut dyn Entropy) -> Value {
    let (header, with) = match recipient {
        Recipient::Passphrase(passphrase) => {
            let (salt, header) = header_by_passphrase(entropy);
            let passphrase = normal_passphrase(passphrase);
            let key = pbes2::stretch(passphrase.as_bytes(), &salt, ROUNDS);
            return wrapped(&header, &key, content);
        }
        Recipient::Stretched(one) => return wrapped(&one.header, &one.key, content),
        Recipient::Key(public) => wrap_by_key(public, entropy),
    };
    wrapped(&header, &with, content)
}

fn wrapped(header: &Value, with: &Key, content: &Key) -> Value {
    json!({ "header": header, "encrypted_key": to_base64(keywrap::wrap(with, content)) })
}

/// A salt that is fresh, and the header that names it.
fn header_by_passphrase(entropy: &mut dyn Entropy) -> ([u8; LEAST_SALT], Value) {
    let salt: [u8; LEAST_SALT] = entropy.array();
    let header = json!({ "alg": pbes2::ALG, "p2s": to_base64(salt), "p2c": ROUNDS });
    (salt, header)
}

/// A key that a passphrase was stretched to, for one thing that is sealed. The browser derives it in a tenth of the time, but does
/// not answer at once.
pub struct Stretched {
    header: Value,
    key: Key,
}

impl Stretched {
    /// Derives it, by the browser where it can.
    pub async fn of(passphrase: &str, entropy: &mut dyn Entropy) -> Self {
        let (salt, header) = header_by_passphrase(entropy);
        let passphrase = normal_passphrase(passphrase);
        let key = pbes2::stretch_by_browser(passphrase.as_bytes(), &salt, ROUNDS).await;
        Self { header, key }
    }
}

fn wrap_by_key(public: &ReceivePublic, entropy: &mut dyn Entropy) -> (Value, Key) {
    let ephemeral = ReceiveKey::random(entropy);
    let point = ephemeral.public().to_sec1();
    let header = json!({
        "alg": ECDH,
        "epk": {
            "kty": "EC",
            "crv": "P-256",
            "x": to_base64(&point[1..33]),
            "y": to_base64(&point[33..]),
        },
    });
    (header, concat_kdf(&ephemeral.agree(public), b"", b""))
}

/// Concat KDF (RFC 7518 §4.6.2) for one 256-bit key: a single round of SHA-256.
fn concat_kdf(shared: &Key, apu: &[u8], apv: &[u8]) -> Key {
    let mut input = zeroize::Zeroizing::new(Vec::new());
    input.extend_from_slice(&1u32.to_be_bytes());
    input.extend_from_slice(shared.expose());
    for field in [ECDH.as_bytes(), apu, apv] {
        let len = u32::try_from(field.len()).expect("a header is far below 4 GiB");
        input.extend_from_slice(&len.to_be_bytes());
        input.extend_from_slice(field);
    }
    input.extend_from_slice(&256u32.to_be_bytes());
    Key::new(sha256(&input).0)
}

/// A recipient as read, its costs within bounds.
pub(super) enum Wrapped {
    ByPassphrase {
        salt: Vec<u8>,
        rounds: u32,
        key: [u8; keywrap::WRAPPED],
    },
    ByKey {
        ephemeral: ReceivePublic,
        apu: Vec<u8>,
        apv: Vec<u8>,
        key: [u8; keywrap::WRAPPED],
    },
    /// Of a kind this version does not open.
    Other,
}

impl Wrapped {
    pub(super) fn read(header: &Header, key: &[u8]) -> Result<Self, JweError> {
        let wrapped = key.try_into().map_err(|_| JweError::Malformed);
        match text(header, "alg") {
            Some(pbes2::ALG) => Self::read_passphrase(header, wrapped?),
            Some(ECDH) => Self::read_key(header, wrapped?),
            Some(_) => Ok(Self::Other),
            None => Err(JweError::Malformed),
        }
    }

    fn read_passphrase(header: &Header, key: [u8; keywrap::WRAPPED]) -> Result<Self, JweError> {
        let salt = bytes(header, "p2s").ok_or(JweError::Malformed)?;
        let rounds = header
            .get("p2c")
            .and_then(Value::as_u64)
            .ok_or(JweError::Malformed)?;
        let rounds = u32::try_from(rounds)
            .ok()
            .filter(|rounds| (LEAST_ROUNDS..=MOST_ROUNDS).contains(rounds))
            .ok_or(JweError::HostileCost)?;
        if salt.len() < LEAST_SALT {
            return Err(JweError::HostileCost);
        }
        Ok(Self::ByPassphrase { salt, rounds, key })
    }

    fn read_key(header: &Header, key: [u8; keywrap::WRAPPED]) -> Result<Self, JweError> {
        let epk = header
            .get("epk")
            .and_then(Value::as_object)
            .ok_or(JweError::Malformed)?;
        if text(epk, "kty") != Some("EC") || text(epk, "crv") != Some("P-256") {
            return Ok(Self::Other);
        }
        let coordinate = |name| -> Option<[u8; 32]> { bytes(epk, name)?.try_into().ok() };
        let ephemeral = coordinate("x")
            .zip(coordinate("y"))
            .and_then(|(x, y)| ReceivePublic::from_coordinates(&x, &y))
            .ok_or(JweError::Malformed)?;
        let party = |name| match header.get(name) {
            None => Ok(Vec::new()),
            Some(_) => bytes(header, name).ok_or(JweError::Malformed),
        };
        Ok(Self::ByKey {
            ephemeral,
            apu: party("apu")?,
            apv: party("apv")?,
            key,
        })
    }

    /// PBKDF2 rounds that trying it would cost.
    pub(super) fn rounds(&self) -> u32 {
        match self {
            Self::ByPassphrase { rounds, .. } => *rounds,
            _ => 0,
        }
    }

    pub(super) async fn unwrap(&self, opening: &ContentKeyBy<'_>) -> Option<Key> {
        match (self, opening) {
            (Self::ByPassphrase { salt, rounds, key }, ContentKeyBy::Passphrase(passphrase)) => {
                let passphrase = normal_passphrase(passphrase);
                let passphrase = passphrase.as_bytes();
                let with = pbes2::stretch_by_browser(passphrase, salt, *rounds).await;
                keywrap::unwrap(&with, key).ok()
            }
            #[cfg(test)]
            (Self::ByKey { .. }, ContentKeyBy::Key(receive)) => self.unwrap_by(receive),
            (Self::ByKey { .. }, ContentKeyBy::Keys(keys)) => {
                keys.iter().find_map(|receive| self.unwrap_by(receive))
            }
            _ => None,
        }
    }

    pub(super) fn unwrap_by(&self, receive: &ReceiveKey) -> Option<Key> {
        let Self::ByKey {
            ephemeral,
            apu,
            apv,
            key,
        } = self
        else {
            return None;
        };
        let with = concat_kdf(&receive.agree(ephemeral), apu, apv);
        keywrap::unwrap(&with, key).ok()
    }
}
