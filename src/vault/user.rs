//! A user's own keys, and the three ways they are kept: wrapped by the passphrase, sealed to the recovery key, in memory.

use minicbor::{Decode, Encode};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::crypto::argon2id::{Cost, stretch};
use super::crypto::ed25519::SignKey;
use super::crypto::hkdf256::derive;
use super::crypto::p256::{ReceiveKey, ReceivePublic};
use super::crypto::{Key, gcm};
use super::jose::{self, Recipient};
use super::row::{FORMAT, UserRow, VaultRow};
use super::words::normal_passphrase;
use crate::base::{Digest, Entropy, Secret, UserId};

/// What only the user holds, and the fingerprint of the vault they trust.
pub(super) struct UserKeys {
    pub(super) receive: ReceiveKey,
    pub(super) sign: SignKey,
    /// Root of what the user seals for nobody else: drafts.
    own: Key,
    pub(super) fingerprint: Digest,
}

#[derive(Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(array)]
struct Plain {
    #[cbor(n(0), with = "minicbor::bytes")]
    receive: [u8; 32],
    #[cbor(n(1), with = "minicbor::bytes")]
    sign: [u8; 32],
    #[cbor(n(2), with = "minicbor::bytes")]
    own: [u8; 32],
    #[cbor(n(3), with = "minicbor::bytes")]
    fingerprint: [u8; 32],
}

impl UserKeys {
    /// `fingerprint` is not known before the first credential is signed: see [`UserKeys::trusting`].
    pub(super) fn random(entropy: &mut dyn Entropy) -> Self {
        Self {
            receive: ReceiveKey::random(entropy),
            sign: SignKey::random(entropy),
            own: Secret::new(entropy.array()),
            fingerprint: Digest([0; 32]),
        }
    }

    pub(super) fn trusting(self, fingerprint: Digest) -> Self {
        Self {
            fingerprint,
            ..self
        }
    }

    pub(super) fn draft_key(&self) -> Key {
        derive(self.own.expose(), "draft", &[])
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let plain = Plain {
            receive: *self.receive.to_bytes().expose(),
            sign: *self.sign.seed(),
            own: *self.own.expose(),
            fingerprint: self.fingerprint.0,
        };
        Zeroizing::new(super::row::encode(&plain))
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let plain: Plain = minicbor::decode(bytes).ok()?;
        Some(Self {
            receive: ReceiveKey::from_bytes(&plain.receive)?,
            sign: SignKey::from_seed(&plain.sign),
            own: Secret::new(plain.own),
            fingerprint: Digest(plain.fingerprint),
        })
    }
}

/// A passphrase, stretched once for all users of a vault.
pub(super) struct Stretched(Key);

impl Stretched {
    pub(super) fn of(passphrase: &str, vault: &VaultRow, cost: Cost) -> Self {
        let passphrase = normal_passphrase(passphrase);
        Self(stretch(passphrase.as_bytes(), &vault.salt, cost))
    }

    fn slot_key(&self, user: &UserId) -> Key {
        derive(self.0.expose(), "user slot", &[user.as_bytes()])
    }

    /// Puts the user's keys into the row. Last, since it vouches for the recovery part.
    pub(super) fn wrap(
        &self,
        keys: &UserKeys,
        vault: &VaultRow,
        row: &mut UserRow,
        entropy: &mut dyn Entropy,
    ) {
        row.nonce = entropy.array();
        let aad = slot_data(vault, row);
        row.wrap = gcm::seal(
            &self.slot_key(&row.user),
            &row.nonce,
            &keys.to_bytes(),
            &aad,
        );
    }

    pub(super) fn unwrap(&self, vault: &VaultRow, row: &UserRow) -> Option<UserKeys> {
        let aad = slot_data(vault, row);
        let plain = gcm::open(&self.slot_key(&row.user), &row.nonce, &row.wrap, &aad).ok()?;
        UserKeys::from_bytes(&Zeroizing::new(plain))
    }
}

/// Everything the user's passphrase vouches for: the format, whose slot it is and where, what trying costs, and the recovery
/// part. Person, grants and ring are sealed and proven by themselves, since others write them.
fn slot_data(vault: &VaultRow, row: &UserRow) -> Vec<u8> {
    #[derive(Encode)]
    #[cbor(array)]
    struct SlotData<'a> {
        #[n(0)]
        purpose: &'a str,
        #[n(1)]
        format: u16,
        #[n(2)]
        vault: crate::base::VaultId,
        #[n(3)]
        user: UserId,
        #[cbor(n(4), with = "minicbor::bytes")]
        salt: [u8; 32],
        #[n(5)]
        memory: u32,
        #[n(6)]
        passes: u32,
        #[n(7)]
        recovery: &'a str,
    }
    super::row::encode(&SlotData {
        purpose: "user slot",
        format: FORMAT,
        vault: row.vault,
        user: row.user,
        salt: vault.salt,
        memory: vault.memory,
        passes: vault.passes,
        recovery: &row.recovery,
    })
}

pub(super) fn seal_recovery(
    keys: &UserKeys,
    recovery: &ReceivePublic,
    entropy: &mut dyn Entropy,
) -> String {
    seal_to(recovery, &keys.to_bytes(), entropy)
}

pub(super) fn open_recovery(row: &UserRow, recovery: &ReceiveKey) -> Option<UserKeys> {
    let plain = jose::open_with(&row.recovery, recovery).ok()?;
    UserKeys::from_bytes(&plain)
}

/// JWE to one key.
pub(super) fn seal_to(to: &ReceivePublic, plain: &[u8], entropy: &mut dyn Entropy) -> String {
    jose::seal_for(&[Recipient::Key(to)], plain, entropy).expect("one recipient")
}
