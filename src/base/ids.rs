//! Identifiers as Copy newtypes. Random 128-bit ids are global; 256-bit ids are SHA-256 values.

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use super::Entropy;

/// The text was not the hexadecimal form of an id of the wanted length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: {0} hexadecimal digits are wanted")]
pub struct NotAnId(pub usize);

macro_rules! byte_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// How many bytes an id has: 16 where it is random, 32 where it is a hash.
            pub const LEN: usize = $len;

            /// The bytes as they stand on the wire; people are shown them in hexadecimal.
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }

            /// The id these bytes are; `None` where there are more or fewer than [`LEN`](Self::LEN).
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let wrong = NotAnId($len * 2);
                if text.len() != $len * 2 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
                    return Err(wrong);
                }
                let mut bytes = [0u8; $len];
                for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
                    let pair = std::str::from_utf8(pair).map_err(|_| wrong)?;
                    *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong)?;
                }
                Ok(Self(bytes))
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
                let bytes = d.bytes()?;
                Self::from_slice(bytes).ok_or_else(|| DecodeError::message("identifier of the wrong length"))
            }
        }
    };
}

macro_rules! random_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        byte_id!($(#[$doc])* $name, 16);
        impl $name {
            /// A new id: 128 random bits, so that ids made on two devices never meet.
            pub fn random(entropy: &mut dyn Entropy) -> Self {
                Self(entropy.array())
            }
        }
    )*};
}

random_ids! {
    /// One vault: the people, keys and charts opened together.
    VaultId;
    /// One person's chart. Kept by import, so it is the same everywhere.
    ChartId;
    /// One author's chain of entries in one compartment of one chart on one installation.
    FeedId;
    /// One installation of the page in one browser profile.
    InstallationId;
    /// One user of a vault.
    UserId;
    /// One sealed attachment or imported file.
    BlobId;
    /// Entries saved together carry the same act.
    ActId;
    /// One sealed draft.
    DraftId;
    /// A key's public name: HKDF(key, "id").
    KeyId;
}

byte_id!(
    /// SHA-256 of all bytes of a signed entry.
    EntryId, 32);
byte_id!(
    /// SHA-256 of a compartment's or a chart's entries, or of a file.
    Digest, 32);
byte_id!(
    /// COSE key thumbprint (RFC 9679, SHA-256) of an Ed25519 public key.
    Thumbprint, 32);

impl Digest {
    /// The first 80 bits in groups of four hexadecimal digits: what screens show and people compare.
    pub fn short(&self) -> String {
        self.0[..10]
            .chunks_exact(2)
            .map(|pair| format!("{:02X}{:02X}", pair[0], pair[1]))
            .collect::<Vec<_>>()
            .join("-")
    }
}

/// Who may read what: roles hold keys for compartments, and an entry belongs to exactly one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Compartment(pub u16);

impl Compartment {
    /// Who the person is, and the register of visits.
    pub const IDENTITY: Self = Self(1);
    /// Everything clinical.
    pub const CLINICAL: Self = Self(2);
    /// Audit, exports, retention, users.
    pub const CUSTODY: Self = Self(3);
    /// The compartments this version knows and makes keys for; a newer version may write others.
    pub const KNOWN: [Self; 3] = [Self::IDENTITY, Self::CLINICAL, Self::CUSTODY];
}

impl<C> minicbor::Encode<C> for Compartment {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.u16(self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Compartment {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        d.u16().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_there_and_back() {
        let id = ChartId([0xab; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("zz".parse::<ChartId>(), Err(NotAnId(32)));
        assert_eq!("é".repeat(16).parse::<ChartId>(), Err(NotAnId(32)));
        assert_eq!("+f".repeat(16).parse::<ChartId>(), Err(NotAnId(32)));
    }

    #[test]
    fn short_digest_is_80_bits() {
        assert_eq!(Digest([0x4f; 32]).short(), "4F4F-4F4F-4F4F-4F4F-4F4F");
    }
}
