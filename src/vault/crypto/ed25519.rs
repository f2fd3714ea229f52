//! Ed25519. Verification is strict: small-order keys and non-canonical signatures are refused.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::Refused;
use crate::base::Entropy;

pub(in crate::vault) const PUBLIC: usize = 32;
pub(in crate::vault) const SIGNATURE: usize = 64;

/// Zeroised when dropped.
pub(in crate::vault) struct SignKey(SigningKey);

impl SignKey {
    pub(in crate::vault) fn random(entropy: &mut dyn Entropy) -> Self {
        Self::from_seed(&entropy.array())
    }

    pub(in crate::vault) fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    pub(in crate::vault) fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    pub(in crate::vault) fn public(&self) -> [u8; PUBLIC] {
        self.0.verifying_key().to_bytes()
    }

    pub(in crate::vault) fn sign(&self, message: &[u8]) -> [u8; SIGNATURE] {
        self.0.sign(message).to_bytes()
    }
}

pub(in crate::vault) fn verify(
    public: &[u8; PUBLIC],
    message: &[u8],
    signature: &[u8; SIGNATURE],
) -> Result<(), Refused> {
    VerifyingKey::from_bytes(public)
        .and_then(|key| key.verify_strict(message, &Signature::from_bytes(signature)))
        .map_err(|_| Refused)
}

/// Whether key and signature have the one form that every implementation judges alike: points and scalar written in the
/// one way there is, no point of small order. Anything else is for [`verify`] alone to judge.
#[cfg(any(test, target_arch = "wasm32"))]
pub(in crate::vault) fn is_usual(public: &[u8; PUBLIC], signature: &[u8; SIGNATURE]) -> bool {
    let Some((point, scalar)) = signature.split_first_chunk() else {
        return false;
    };
    is_usual_point(public) && is_usual_point(point) && is_below(scalar, &ORDER)
}

#[cfg(any(test, target_arch = "wasm32"))]
fn is_usual_point(point: &[u8; 32]) -> bool {
    let mut y = *point;
    y[31] &= 0x7f;
    is_below(&y, &PRIME) && !SMALL_ORDER.contains(&y)
}

/// Both numbers have 32 bytes, the least first.
#[cfg(any(test, target_arch = "wasm32"))]
fn is_below(number: &[u8], bound: &[u8; 32]) -> bool {
    number.iter().rev().lt(bound.iter().rev())
}

/// 2²⁵⁵ − 19, of the field.
#[cfg(any(test, target_arch = "wasm32"))]
const PRIME: [u8; 32] = {
    let mut prime = [0xff; 32];
    prime[0] = 0xed;
    prime[31] = 0x7f;
    prime
};

/// 2²⁵² + 27742317777372353535851937790883648493, of the base point.
#[cfg(any(test, target_arch = "wasm32"))]
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// The second coordinates of the eight points whose order divides eight.
#[cfg(any(test, target_arch = "wasm32"))]
const SMALL_ORDER: [[u8; 32]; 5] = [
    [0; 32],
    {
        let mut one = [0; 32];
        one[0] = 1;
        one
    },
    {
        let mut minus_one = PRIME;
        minus_one[0] -= 1;
        minus_one
    },
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
];

/// A signature that only the cofactored equation of RFC 8032 takes, which [`verify`] does not use: whoever takes it judges
/// otherwise than we do. Its second point carries one of order eight.
#[cfg(any(test, target_arch = "wasm32"))]
pub(in crate::vault) mod cofactored {
    pub const KEY: &str = "36f62ff6b3d029d3eae46fccd70c30c1156479627d99c129ab2108715d299de4";
    pub const MESSAGE: &[u8] = b"Signature1";
    pub const SIGNATURE: &str = "5b61c2e3b93e6c06450f327ea72cdfeb8cde6aa020d2dd827ab3f86e708c8393\
                                 95b9e535bddb61fddbe18c74baf66af359ae8eed4058a24b4d5af1b9268b310e";
    /// One of the same key and message that everybody takes.
    pub const SOUND: &str = "3e54c441927f9f0ee5e13e34f0b0404c5043651a8f4b7ef087a1c42262a85d0a\
                             33a8e6fdc153d235a754951c1db1cedefcd2c5603bbc70c3262bd2d27ee4f90f";
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        std::array::from_fn(|at| {
            u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hexadecimal")
        })
    }

    /// Key, message, signature; whether we take it, and whether the browser may be asked.
    pub type Case = ([u8; 32], Vec<u8>, [u8; 64], bool, bool);

    pub fn cases() -> Vec<Case> {
        let (key, message) = (bytes(cofactored::KEY), cofactored::MESSAGE.to_vec());
        let sound: [u8; 64] = bytes(cofactored::SOUND);
        let mut cases = vec![
            (key, message.clone(), sound, true, true),
            (
                key,
                message.clone(),
                bytes(cofactored::SIGNATURE),
                false,
                true,
            ),
            (key, b"another".to_vec(), sound, false, true),
        ];
        for at in [0, 20, 40] {
            let mut changed = sound;
            changed[at] ^= 4;
            cases.push((key, message.clone(), changed, false, true));
        }
        // The scalar plus the order of the base point: the same number, written otherwise.
        let longer = "207cdc5adcb6e48d7df18cbffbaaadf3fcd2c5603bbc70c3262bd2d27ee4f91f";
        let mut scalar = sound;
        scalar[32..].copy_from_slice(&bytes::<32>(longer));
        cases.push((key, message.clone(), scalar, false, false));
        for y in SMALL_ORDER {
            for sign in [0, 0x80] {
                let mut point = y;
                point[31] |= sign;
                let mut signature = [0; 64];
                signature[..32].copy_from_slice(&point);
                // With a scalar of zero both sides are points of small order: a lax check takes some of these.
                cases.push((point, message.clone(), signature, false, false));
                cases.push((key, message.clone(), signature, false, false));
            }
        }
        // A point written with the prime added.
        let mut beyond = PRIME;
        beyond[0] += 3;
        cases.push((beyond, message, sound, false, false));
        cases
    }

    #[test]
    fn what_is_not_usual_is_known_before_it_is_judged() {
        for (key, message, signature, takes, usual) in cases() {
            assert_eq!(
                verify(&key, &message, &signature).is_ok(),
                takes,
                "{signature:?}"
            );
            assert_eq!(is_usual(&key, &signature), usual, "{key:?} {signature:?}");
        }
        let own = SignKey::from_seed(&[7; 32]);
        for at in 0..100u8 {
            assert!(is_usual(&own.public(), &own.sign(&[at])));
        }
    }
}
