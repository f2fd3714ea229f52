//! Compact EdDSA JWS. `kid` is the key's COSE thumbprint in hexadecimal.

use serde_json::json;

use super::{from_base64, header_from_base64, header_to_base64, text, to_base64};
use crate::base::Thumbprint;
use crate::chart::cose::{Sign, SigningKey, Verify as _};
use crate::vault::Strict;

/// Why a JWS gave no payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    #[error("not a compact EdDSA JWS with a key id")]
    Malformed,
    #[error("the signature does not match")]
    Signature,
}

/// Signs the payload: a compact JWS that carries it.
pub fn sign(payload: &[u8], signer: &dyn Sign) -> String {
    let kid = signer.public_key().thumbprint().to_string();
    let header = header_to_base64(&json!({ "alg": "EdDSA", "kid": kid }));
    let signed = format!("{header}.{}", to_base64(payload));
    let signature = to_base64(signer.sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// A JWS as read: it says who signed it, and gives its payload only when that is checked.
pub struct UncheckedJws<'a> {
    kid: Thumbprint,
    signed: &'a str,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

impl<'a> UncheckedJws<'a> {
    /// Takes a JWS apart. Spaces around it are forgiven; any algorithm but EdDSA, and any `crit` header, is
    /// `Malformed`.
    pub fn read(jws: &'a str) -> Result<Self, JwsError> {
        Self::take_apart(jws.trim()).ok_or(JwsError::Malformed)
    }

    fn take_apart(jws: &'a str) -> Option<Self> {
        let (signed, signature) = jws.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let header = header_from_base64(header)?;
        if text(&header, "alg") != Some("EdDSA") || header.contains_key("crit") {
            return None;
        }
        Some(Self {
            kid: text(&header, "kid")?.parse().ok()?,
            signed,
            payload: from_base64(payload)?,
            signature: from_base64(signature)?,
        })
    }

    /// Thumbprint of the key it claims to be signed with.
    pub fn signer(&self) -> Thumbprint {
        self.kid
    }

    /// The payload, if this is the key it names and the key signed it.
    ///
    /// # Errors
    /// [`JwsError::Signature`], for either.
    pub fn verify(self, key: &SigningKey) -> Result<Vec<u8>, JwsError> {
        let whole = key.thumbprint() == self.kid
            && Strict.verify(key, self.signed.as_bytes(), &self.signature);
        if whole {
            Ok(self.payload)
        } else {
            Err(JwsError::Signature)
        }
    }
}
