//! Who may sign: a user's name, role and keys, signed by an administrator of their vault.

use minicbor::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use super::cbor::to_bytes;
use super::cose::{ContentType, CoseError, Sign, SigningKey, Verify, open_envelope, seal_envelope};
use crate::base::{Digest, Stamp, Thumbprint, UserId, VaultId};

/// The newest format of a credential that this version writes and reads.
pub const FORMAT: u16 = 1;

/// What a credential says. On the wire a map with these keys.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CredentialBody {
    #[n(0)]
    pub format: u16,
    #[n(1)]
    pub vault: VaultId,
    #[n(2)]
    pub user: UserId,
    #[n(3)]
    pub name: String,
    #[n(4)]
    pub role: String,
    /// Ed25519, to check what the user signs.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub signing: [u8; 32],
    /// P-256, uncompressed SEC1, to seal to the user.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub receiving: Vec<u8>,
    #[n(7)]
    pub issued: Stamp,
    /// May sign credentials and grants of others.
    #[n(8)]
    pub administrator: bool,
}

/// Why bytes are no credential that can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    #[error("not a credential in deterministic CBOR")]
    Malformed,
    #[error("written in format {0}, newer than this version reads")]
    Newer(u16),
    #[error("the issuer's signature does not match")]
    Signature,
    #[error("signed by a user who is no administrator of that vault")]
    Issuer,
}

/// A credential whose issuer's signature was checked. Made only by issuing or verifying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    body: CredentialBody,
    issuer: Thumbprint,
    hash: Digest,
    bytes: Vec<u8>,
}

/// A credential as read; its issuer is not checked yet.
#[derive(Clone, Debug)]
pub struct UncheckedCredential {
    credential: Credential,
}

impl UncheckedCredential {
    /// Takes the bytes apart; who issued it is still to be checked.
    ///
    /// # Errors
    /// `Newer` for a format this version does not read, `Malformed` for anything else that [`Credential::issue`] would
    /// not have written.
    pub fn read(bytes: &[u8]) -> Result<Self, CredentialError> {
        let envelope = open_envelope(ContentType::Credential, bytes)
            .map_err(|_| CredentialError::Malformed)?;
        let body: CredentialBody =
            minicbor::decode(envelope.payload).map_err(|_| CredentialError::Malformed)?;
        if body.format > FORMAT {
            return Err(CredentialError::Newer(body.format));
        }
        if to_bytes(&body) != envelope.payload {
            return Err(CredentialError::Malformed);
        }
        let credential = Credential {
            body,
            issuer: envelope.author,
            hash: Digest(Sha256::digest(bytes).into()),
            bytes: bytes.to_vec(),
        };
        Ok(Self { credential })
    }

    /// The key it says it is signed with; not believed before it is verified.
    pub fn issuer(&self) -> Thumbprint {
        self.credential.issuer
    }

    /// The vault it says it belongs to.
    pub fn vault(&self) -> VaultId {
        self.credential.body.vault
    }

    /// The first credential of a vault is signed by its own key.
    pub fn is_self_signed(&self) -> bool {
        self.credential.issuer == self.credential.signing_key().thumbprint()
    }

    /// Checks a self-signed credential: it proves only that its key signed it.
    pub fn verify_self(self, verifier: &dyn Verify) -> Result<Credential, CredentialError> {
        if !self.credential.body.administrator {
            return Err(CredentialError::Issuer);
        }
        let key = self.credential.signing_key();
        self.verify_with(&key, verifier)
    }

    /// Checks a credential signed by an administrator of the same vault.
    pub fn verify(
        self,
        issuer: &Credential,
        verifier: &dyn Verify,
    ) -> Result<Credential, CredentialError> {
        if !issuer.body.administrator || issuer.body.vault != self.credential.body.vault {
            return Err(CredentialError::Issuer);
        }
        self.verify_with(&issuer.signing_key(), verifier)
    }

    fn verify_with(
        self,
        key: &SigningKey,
        verifier: &dyn Verify,
    ) -> Result<Credential, CredentialError> {
        open_envelope(ContentType::Credential, &self.credential.bytes)
            .and_then(|envelope| envelope.verify(key, verifier))
            .map_err(|_: CoseError| CredentialError::Signature)?;
        Ok(self.credential)
    }
}

impl Credential {
    /// Signs what is said of a user. Whether the issuer is an administrator is for whoever verifies to see.
    pub fn issue(body: CredentialBody, issuer: &dyn Sign) -> Self {
        let bytes = seal_envelope(ContentType::Credential, to_bytes(&body), issuer);
        Self {
            body,
            issuer: issuer.public_key().thumbprint(),
            hash: Digest(Sha256::digest(&bytes).into()),
            bytes,
        }
    }

    /// What was signed: vault, user, name, role and keys.
    pub fn body(&self) -> &CredentialBody {
        &self.body
    }

    /// SHA-256 of its bytes: what entries name, and (for the first of a vault) the vault's fingerprint.
    pub fn hash(&self) -> Digest {
        self.hash
    }

    /// The signed bytes as they were issued or received: they travel in bundles, and [`hash`](Self::hash) is of them.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key that signed it: an administrator's, or for a vault's first credential its own.
    pub fn issuer(&self) -> Thumbprint {
        self.issuer
    }

    /// The key that this user's entries are checked with.
    pub fn signing_key(&self) -> SigningKey {
        SigningKey(self.body.signing)
    }

    /// Names the user's signing key; entries carry it as their author.
    pub fn thumbprint(&self) -> Thumbprint {
        self.signing_key().thumbprint()
    }
}
