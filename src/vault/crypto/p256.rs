//! P-256 keys and ECDH.

use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use zeroize::Zeroize;

use super::Key;
use crate::base::{Entropy, Secret};

/// The private half; zeroised when dropped.
pub(in crate::vault) struct ReceiveKey(SecretKey);

impl ReceiveKey {
    /// Draws until the number is in range: once, but for a chance of 2⁻³².
    pub(in crate::vault) fn random(entropy: &mut dyn Entropy) -> Self {
        loop {
            let mut bytes: [u8; 32] = entropy.array();
            let key = Self::from_bytes(&bytes);
            bytes.zeroize();
            if let Some(key) = key {
                return key;
            }
        }
    }

    /// `None`: zero, or not below the group's order.
    pub(in crate::vault) fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        SecretKey::from_slice(bytes).ok().map(Self)
    }

    pub(in crate::vault) fn to_bytes(&self) -> Key {
        Secret::new(self.0.to_bytes().into())
    }

    pub(in crate::vault) fn public(&self) -> ReceivePublic {
        ReceivePublic(self.0.public_key())
    }

    /// The x coordinate both sides reach.
    pub(in crate::vault) fn agree(&self, with: &ReceivePublic) -> Key {
        let shared = self.0.diffie_hellman(&with.0);
        Secret::new((*shared.raw_secret_bytes()).into())
    }
}

/// A P-256 public key that something can be sealed to. Always a point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceivePublic(PublicKey);

impl ReceivePublic {
    /// Bytes of an uncompressed SEC 1 point: a 4, and two coordinates of 32 bytes.
    pub const LEN: usize = 65;

    /// Uncompressed or compressed SEC 1 bytes; `None` if they are no point of the curve.
    pub fn from_sec1(bytes: &[u8]) -> Option<Self> {
        PublicKey::from_sec1_bytes(bytes).ok().map(Self)
    }

    pub(in crate::vault) fn from_coordinates(x: &[u8; 32], y: &[u8; 32]) -> Option<Self> {
        let mut bytes = [4u8; Self::LEN];
        bytes[1..33].copy_from_slice(x);
        bytes[33..].copy_from_slice(y);
        Self::from_sec1(&bytes)
    }

    /// Uncompressed SEC 1: 4, x, y.
    pub fn to_sec1(self) -> [u8; Self::LEN] {
        self.0
            .to_sec1_point(false)
            .as_bytes()
            .try_into()
            .expect("an uncompressed point has 65 bytes")
    }
}
