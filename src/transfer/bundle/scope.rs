//! `key.jwe`: the groups' keys, and what the exporter signed about the whole file.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::contents::Scope;
use super::error::ReadError;
use super::part::GroupKey;
use super::{FORMAT, KEY};
use crate::base::{ChartId, Digest, EntryId, Secret, Stamp};

/// The payload of the exporter's JWS.
#[derive(Serialize, Deserialize)]
pub(super) struct Claims {
    pub format: u32,
    pub made: Stamp,
    #[serde(with = "scope_word")]
    pub scope: Scope,
    /// Hash of the exporter's credential.
    #[serde(with = "hex")]
    pub exporter: Digest,
    /// SHA-256 of `manifest.json`.
    #[serde(with = "hex")]
    pub manifest: Digest,
    pub charts: Vec<ChartClaim>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ChartClaim {
    #[serde(with = "hex")]
    pub chart: ChartId,
    /// Of the entries carried, those listed as unread left out.
    #[serde(with = "hex")]
    pub digest: Digest,
    pub whole: bool,
    /// Entries the exporter carried without being able to read them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadClaim>,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct UnreadClaim(#[serde(with = "hex")] pub EntryId);

impl Claims {
    /// Reads the format before anything else, so that a newer one is named as such.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ReadError> {
        newer_is_named(bytes)?;
        serde_json::from_slice(bytes).map_err(|_| changed())
    }
}

/// The keys of the groups.
pub(super) struct Keys {
    pub record: GroupKey,
    pub attachments: GroupKey,
}

#[derive(Serialize, Deserialize)]
struct KeyFile {
    format: u32,
    keys: KeyTexts,
    signed: String,
}

#[derive(Serialize, Deserialize)]
struct KeyTexts {
    record: String,
    att: String,
}

impl Drop for KeyTexts {
    fn drop(&mut self) {
        self.record.zeroize();
        self.att.zeroize();
    }
}

/// The payload of `key.jwe`.
pub(super) fn key_file(keys: &Keys, signed: String) -> Zeroizing<Vec<u8>> {
    let text = |key: &GroupKey| URL_SAFE_NO_PAD.encode(key.expose());
    let file = KeyFile {
        format: FORMAT,
        keys: KeyTexts {
            record: text(&keys.record),
            att: text(&keys.attachments),
        },
        signed,
    };
    Zeroizing::new(serde_json::to_vec(&file).expect("a key file is plain strings and numbers"))
}

/// The keys, and the JWS as it stands; its signature is checked when the exporter's credential is known.
pub(super) fn read_key_file(bytes: &[u8]) -> Result<(Keys, String), ReadError> {
    newer_is_named(bytes)?;
    let file: KeyFile = serde_json::from_slice(bytes).map_err(|_| changed())?;
    let keys = Keys {
        record: group_key(&file.keys.record)?,
        attachments: group_key(&file.keys.att)?,
    };
    Ok((keys, file.signed))
}

fn group_key(text: &str) -> Result<GroupKey, ReadError> {
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).map_err(|_| changed())?);
    let key = bytes.as_slice().try_into().map_err(|_| changed())?;
    Ok(Secret::new(key))
}

fn newer_is_named(bytes: &[u8]) -> Result<(), ReadError> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    let head: Head = serde_json::from_slice(bytes).map_err(|_| changed())?;
    if head.format > FORMAT {
        return Err(ReadError::Newer {
            found: head.format,
            reads: FORMAT,
        });
    }
    Ok(())
}

fn changed() -> ReadError {
    ReadError::Changed(KEY.into())
}

/// Ids and hashes as hexadecimal text.
mod hex {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<T: Display, S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(value)
    }

    pub fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
        d: D,
    ) -> Result<T, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

mod scope_word {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Scope;

    pub fn serialize<S: Serializer>(scope: &Scope, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(match scope {
            Scope::WholeVault => "vault",
            Scope::Charts => "charts",
        })
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Scope, D::Error> {
        match String::deserialize(d)?.as_str() {
            "vault" => Ok(Scope::WholeVault),
            "charts" => Ok(Scope::Charts),
            other => Err(D::Error::custom(format!("no scope: {other}"))),
        }
    }
}
