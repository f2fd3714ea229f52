//! COSE_Sign1 (RFC 9052) as this record uses it: one algorithm, one protected header, nothing else.

use coset::{CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable, iana};
use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::Encoder;
use sha2::{Digest as _, Sha256};

use super::cbor::INTO_MEMORY;
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

/// A signature, and what it has to be one of.
#[derive(Clone, Debug)]
pub struct SignatureOf<'b> {
    /// The key it ought to be made with.
    pub key: SigningKey,
    /// What is signed, whole.
    pub message: Vec<u8>,
    /// As it was received.
    pub signature: &'b [u8],
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
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'b> {
    pub author: Thumbprint,
    pub payload: &'b [u8],
    protected: &'b [u8],
    signature: &'b [u8],
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
pub fn open_envelope(content: ContentType, bytes: &[u8]) -> Result<Envelope<'_>, CoseError> {
    if !super::cbor::is_deterministic(bytes) {
        return Err(CoseError::NotSign1);
    }
    let parts = take_apart(bytes).map_err(|_| CoseError::NotSign1)?;
    let [protected, payload, signature] = parts.ok_or(CoseError::Header)?;
    let author = author_of(content, protected).ok_or(CoseError::Header)?;
    Ok(Envelope {
        author,
        payload,
        protected,
        signature,
    })
}

/// The protected header, the payload and the signature; `None` where there is an unprotected header.
fn take_apart(bytes: &[u8]) -> Result<Option<[&[u8]; 3]>, DecodeError> {
    const SIGN1: u64 = 18;
    let mut d = Decoder::new(bytes);
    if d.tag()?.as_u64() != SIGN1 || d.array()? != Some(4) {
        return Err(DecodeError::message("no COSE_Sign1"));
    }
    let protected = d.bytes()?;
    if d.map()? != Some(0) {
        return Ok(None);
    }
    Ok(Some([protected, d.bytes()?, d.bytes()?]))
}

/// Whose key a protected header names, if it is the one that things of this kind are signed with.
fn author_of(content: ContentType, protected: &[u8]) -> Option<Thumbprint> {
    let (_, author) = protected.split_last_chunk()?;
    let author = Thumbprint(*author);
    (protected == header_bytes(content, &author)).then_some(author)
}

/// [`header`] as it is encoded: `{1: EdDSA, 3: content type, 4: thumbprint}`.
fn header_bytes(content: ContentType, author: &Thumbprint) -> Vec<u8> {
    const EDDSA: i8 = -8;
    let mut header = Encoder::new(Vec::with_capacity(96));
    let written = (|| {
        header.map(3)?.u8(1)?.i8(EDDSA)?;
        header.u8(3)?.str(content.media_type())?;
        header.u8(4)?.bytes(author.as_bytes()).map(drop)
    })();
    written.expect(INTO_MEMORY);
    header.into_writer()
}

impl<'b> Envelope<'b> {
    /// Checks that the key is the one the header names and that it signed header and payload.
    ///
    /// # Errors
    /// [`CoseError::Signature`], for either.
    pub fn verify(&self, key: &SigningKey, verifier: &dyn Verify) -> Result<(), CoseError> {
        let one = self.signature_of(key).ok_or(CoseError::Signature)?;
        if verifier.verify(key, &one.message, one.signature) {
            Ok(())
        } else {
            Err(CoseError::Signature)
        }
    }

    /// What is to be checked of its signature; `None` where the header names another key.
    pub fn signature_of(&self, key: &SigningKey) -> Option<SignatureOf<'b>> {
        (key.thumbprint() == self.author).then(|| SignatureOf {
            key: *key,
            message: self.message(),
            signature: self.signature,
        })
    }

    /// What is signed (RFC 9052 §4.4): header and payload, in the order and with the word it prescribes.
    fn message(&self) -> Vec<u8> {
        const HEADS: usize = 32;
        let room = self.protected.len() + self.payload.len() + HEADS;
        let mut message = Encoder::new(Vec::with_capacity(room));
        let written = (|| {
            message.array(4)?.str("Signature1")?;
            message.bytes(self.protected)?.bytes(&[])?;
            message.bytes(self.payload).map(drop)
        })();
        written.expect(INTO_MEMORY);
        message.into_writer()
    }
}

#[cfg(test)]
mod tests {
    use coset::CoseSign1;

    use super::*;
    use crate::chart::testing::{TestSigner, Writer};

    /// What is read here is what the library that writes it reads.
    #[test]
    fn an_envelope_is_read_as_its_library_reads_it() {
        let entry = Writer::new(1).write("words");
        let ours = open_envelope(ContentType::Entry, entry.bytes()).expect("an entry");
        let theirs = CoseSign1::from_tagged_slice(entry.bytes()).expect("a COSE_Sign1");
        assert_eq!(ours.message(), theirs.tbs_data(&[]));
        assert_eq!(Some(ours.payload), theirs.payload.as_deref());
        assert_eq!(ours.signature, theirs.signature);
        assert_eq!(ours.author, TestSigner::new(1).key().thumbprint());
        let other = open_envelope(ContentType::Credential, entry.bytes());
        assert_eq!(other.err(), Some(CoseError::Header));
    }

    #[test]
    fn any_other_envelope_is_refused() {
        let author = Thumbprint([7; 32]);
        let with = |protected: Header, unprotected: Header| {
            let built = CoseSign1Builder::new()
                .protected(protected)
                .unprotected(unprotected);
            let built = built.payload(vec![0xf6]).signature(vec![0; 64]).build();
            built.to_tagged_vec().expect("encoded")
        };
        let (none, ours) = (Header::default(), header(ContentType::Entry, &author));
        let open = |bytes: &[u8]| open_envelope(ContentType::Entry, bytes).map(|one| one.author);
        let written = with(ours.clone(), none.clone());
        assert_eq!(open(&written), Ok(author));
        assert_eq!(open(&written[1..]), Err(CoseError::NotSign1));
        assert_eq!(open(&with(ours.clone(), ours)), Err(CoseError::Header));
        assert_eq!(open(&with(none.clone(), none)), Err(CoseError::Header));
    }
}
