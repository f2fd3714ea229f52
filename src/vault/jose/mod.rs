//! JOSE for what travels: JWE with A256GCM (`dir`, `PBES2-HS512+A256KW`, `ECDH-ES+A256KW` on P-256) and EdDSA JWS, each
//! readable by common libraries. JWE `zip` is neither written nor read.

mod error;
mod jwe;
mod jws;
mod recipient;

pub use error::JweError;
pub use jwe::{SealForError, open_direct, open_for, seal_direct, seal_for};
#[cfg(test)]
pub(super) use jws::JwsError;
pub use jws::{UncheckedJws, sign};
#[cfg(test)]
pub(super) use recipient::ReceiveKeyOf;
pub use recipient::{Holder, Recipient, Stretched};

pub(super) use jwe::open_with;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// A JOSE header.
type Header = Map<String, Value>;

fn to_base64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn header_to_base64(header: &Value) -> String {
    to_base64(header.to_string())
}

fn header_from_base64(text: &str) -> Option<Header> {
    serde_json::from_slice(&from_base64(text)?).ok()
}

fn text<'a>(header: &'a Header, name: &str) -> Option<&'a str> {
    header.get(name).and_then(Value::as_str)
}

fn bytes(header: &Header, name: &str) -> Option<Vec<u8>> {
    from_base64(text(header, name)?)
}
