//! `manifest.json`: the list of encrypted parts. It is readable by anyone and names nobody.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::error::ReadError;
use super::{FORMAT, MANIFEST};
use crate::base::Digest;

const KIND: &str = "carnet-bundle";

#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    kind: String,
    format: u32,
    pub parts: Vec<Listed>,
}

/// One encrypted part.
#[derive(Serialize, Deserialize)]
pub(super) struct Listed {
    pub name: String,
    /// Of the encrypted part, in bytes.
    pub size: u64,
    /// Of the encrypted part, in hexadecimal.
    pub sha256: String,
}

/// What a manifest of any format says of itself.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    format: u32,
}

/// Which group key opens a part, and its number in the group, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Record(u32),
    Attachments(u32),
    /// A part of a later minor addition: not opened.
    Other,
}

impl Listed {
    pub fn of(name: String, bytes: &[u8]) -> Self {
        Self {
            name,
            size: bytes.len() as u64,
            sha256: sha256(bytes).to_string(),
        }
    }

    pub fn matches(&self, bytes: &[u8]) -> bool {
        self.size == bytes.len() as u64 && self.sha256 == sha256(bytes).to_string()
    }

    pub fn digest(&self) -> Option<Digest> {
        self.sha256.parse().ok()
    }

    pub fn part(&self) -> Part {
        let number = |prefix: &str| {
            let digits = self.name.strip_prefix(prefix)?.strip_suffix(".jwe")?;
            digits.parse().ok()
        };
        number("record/entries-")
            .map(Part::Record)
            .or_else(|| number("att/").map(Part::Attachments))
            .unwrap_or(Part::Other)
    }
}

impl Manifest {
    pub fn new(parts: Vec<Listed>) -> Self {
        Self {
            kind: KIND.into(),
            format: FORMAT,
            parts,
        }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("a manifest is plain strings and numbers")
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ReadError> {
        let changed = || ReadError::Changed(MANIFEST.into());
        let head: Head = serde_json::from_slice(bytes).map_err(|_| changed())?;
        if head.kind != KIND {
            return Err(ReadError::Foreign);
        }
        if head.format > FORMAT {
            return Err(ReadError::Newer {
                found: head.format,
                reads: FORMAT,
            });
        }
        serde_json::from_slice(bytes).map_err(|_| changed())
    }
}

pub(super) fn sha256(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}
