//! COSE_Sign1 (RFC 9052) as this record uses it: one algorithm, one protected header, nothing else.

use coset::{
    CborSerializable, CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable,
    iana,
};
use sha2::{Digest as _, Sha256};

use crate::base::Thumbprint;

/// An Ed25519 public key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SigningKey(pub [u8; 32]);

impl SigningKey {
    /// COSE key thumbprint (RFC 9679) of `{1: 1 (OKP), -1: 6 (Ed25519), -2: key}`.
    pub fn thumbprint(&self) -> Thumbprint {
        let mut key = vec![0xa3, 0x01, 0x01, 0x20, 0x06, 0x21, 0x58, 0x20];
        key.extend_from_slice(&self.0);
        Thumbprint(Sha256::digest(&key).into())
    }
}

/// Signs with the key of one user.
pub trait Sign {
    /// The public half: whoever checks a signature needs it, and its thumbprint names the author.
    fn public_key(&self) -> SigningKey;
    /// The Ed25519 signature (RFC 8032) of the whole message.
    fn sign(&self, message: &[u8]) -> [u8; 64];
}

/// Checks an Ed25519 signature, strictly (RFC 8032, no malleable or small-order keys).
pub trait Verify {
    /// Whether the key signed exactly this message. Bytes that cannot be a signature are simply none of its.
    fn verify(&self, key: &SigningKey, message: &[u8], signature: &[u8]) -> bool;
}

/// What a signed thing is; part of the protected header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContentType {
    Entry,
    Credential,
    Grant,
}

impl ContentType {
    fn media_type(self) -> &'static str {
        match self {
            Self::Entry => "application/vnd.carnet.entry+cbor",
            Self::Credential => "application/vnd.carnet.credential+cbor",
            Self::Grant => "application/vnd.carnet.grant+cbor",
        }
    }
}

/// Why bytes are no envelope of ours, or not what its signer signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoseError {
    #[error("not a tagged COSE_Sign1 in its deterministic encoding")]
    NotSign1,
    #[error("another header than the one this record is signed with")]
    Header,
    #[error("the signature does not match")]
    Signature,
}

/// A COSE_Sign1 taken apart; its signature is not checked yet.
#[derive(Clone, Debug)]
pub struct Envelope {
    pub author: Thumbprint,
    pub payload: Vec<u8>,
    message: Vec<u8>,
    signature: Vec<u8>,
}

fn header(content: ContentType, author: &Thumbprint) -> Header {
    HeaderBuilder::new()
        .algorithm(iana::Algorithm::EdDSA)
        .content_type(content.media_type().to_owned())
        .key_id(author.0.to_vec())
        .build()
}

/// Signs a payload: the bytes of a tagged `COSE_Sign1`.
pub fn seal_envelope(content: ContentType, payload: Vec<u8>, signer: &dyn Sign) -> Vec<u8> {
    let author = signer.public_key().thumbprint();
    CoseSign1Builder::new()
        .protected(header(content, &author))
        .payload(payload)
        .create_signature(&[], |message| signer.sign(message).to_vec())
        .build()
        .to_tagged_vec()
        .expect("a COSE_Sign1 of bytes always encodes")
}

/// Reads an envelope; anything but exactly what `seal_envelope` writes is refused.
pub fn open_envelope(content: ContentType, bytes: &[u8]) -> Result<Envelope, CoseError> {
    if !super::cbor::is_deterministic(bytes) {
        return Err(CoseError::NotSign1);
    }
    let sign1 = CoseSign1::from_tagged_slice(bytes).map_err(|_| CoseError::NotSign1)?;
    let author = Thumbprint::from_slice(&sign1.protected.header.key_id).ok_or(CoseError::Header)?;
    let wanted = header(content, &author)
        .to_vec()
        .map_err(|_| CoseError::Header)?;
    let found = sign1
        .protected
        .original_data
        .as_deref()
        .ok_or(CoseError::Header)?;
    if found != wanted.as_slice() || !sign1.unprotected.is_empty() {
        return Err(CoseError::Header);
    }
    let message = sign1.tbs_data(&[]);
    let payload = sign1.payload.ok_or(CoseError::NotSign1)?;
    Ok(Envelope {
        author,
        payload,
        message,
        signature: sign1.signature,
    })
}

impl Envelope {
    /// Checks that the key is the one the header names and that it signed header and payload.
    ///
    /// # Errors
    /// [`CoseError::Signature`], for either.
    pub fn verify(&self, key: &SigningKey, verifier: &dyn Verify) -> Result<(), CoseError> {
        let matches =
            key.thumbprint() == self.author && verifier.verify(key, &self.message, &self.signature);
        if matches {
            Ok(())
        } else {
            Err(CoseError::Signature)
        }
    }
}
