//! A paper or picture whose bytes lie beside the log.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::{BlobId, Digest};

/// A paper or picture, sealed in chunks beside the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Document {
    #[n(0)]
    pub title: String,
    #[n(1)]
    pub media_type: String,
    #[n(2)]
    pub blob: BlobId,
    #[n(3)]
    pub bytes: u64,
    /// SHA-256 of the plaintext.
    #[n(4)]
    pub digest: Digest,
    #[n(5)]
    pub chunks: u32,
}
