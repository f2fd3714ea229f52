//! The journal: one gapless chain of rows per compartment, each naming what its transaction left in place.

use minicbor::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use crate::base::{BlobId, ChartId, Digest, EntryId};
use crate::vault::Sealed;

/// Rows of a chart in one compartment, by first and last arrival number.
pub type Rows = Vec<(u64, u64)>;

/// A chart as a transaction left it: every row it has in this compartment, and its digest there.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Touched {
    #[n(0)]
    pub chart: ChartId,
    #[n(1)]
    pub rows: Rows,
    #[n(2)]
    pub digest: Digest,
    /// The entries in the last of these rows, which this transaction wrote: should it not open, it is known what is lost.
    #[n(3)]
    pub added: Option<Vec<EntryId>>,
    /// The row that touched the chart before this one.
    #[n(4)]
    pub before: Option<u64>,
}

/// One row's plaintext.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct JournalRow {
    #[n(0)]
    pub number: u64,
    /// SHA-256 of the sealed row before it; zeros before the first.
    #[n(1)]
    pub previous: Digest,
    #[n(2)]
    pub charts: Vec<Touched>,
    /// Blobs written whole by this transaction.
    #[n(3)]
    pub blobs: Vec<BlobId>,
}

impl JournalRow {
    pub fn to_bytes(&self) -> Vec<u8> {
        minicbor::to_vec(self).expect("encoding into memory does not fail")
    }

    pub fn read(bytes: &[u8]) -> Option<Self> {
        minicbor::decode(bytes).ok()
    }

    pub fn touched(&self, chart: ChartId) -> Option<&Touched> {
        self.charts.iter().find(|touched| touched.chart == chart)
    }
}

/// The end of a compartment's journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tail {
    /// The number the next row gets.
    pub next: u64,
    pub hash: Digest,
}

impl Default for Tail {
    fn default() -> Self {
        Self {
            next: 0,
            hash: Digest([0; 32]),
        }
    }
}

impl Tail {
    pub fn after(number: u64, sealed: &Sealed) -> Self {
        Self {
            next: number + 1,
            hash: Digest(Sha256::digest(sealed.as_bytes()).into()),
        }
    }
}
