//! The journal: one gapless chain of rows per compartment, each naming what its transaction left in place.

use minicbor::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use crate::base::{BlobId, ChartId, Compartment, Digest, EntryId};
use crate::store::{Key, Range, Store, StoreError};
use crate::vault::{Place, Sealed, Vault};

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

/// How a row of the journal stands to the row before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Follows,
    /// It does not open, or a row before it is missing or does not.
    Damaged,
    /// Both open, and the second was not written after the first: they come from two copies of these records.
    OtherCopy,
}

/// Rows of a compartment's journal that do not open or do not follow. Reads them one at a time.
pub async fn broken_links<S: Store>(
    store: &S,
    vault: &Vault,
    compartment: Compartment,
) -> Result<u32, StoreError> {
    let mut broken = 0;
    let mut before = Some(Tail::default());
    let mut next = 0;
    for key in store.keys(&Range::Journal(compartment)).await? {
        let Key::Journal(_, number) = key else {
            continue;
        };
        let Some(sealed) = store.get(&key).await? else {
            continue;
        };
        let row = open_row(vault, compartment, number, &sealed);
        let follows = |row: &JournalRow| before.is_none_or(|tail| row.previous == tail.hash);
        let sound = number == next && row.as_ref().is_some_and(follows);
        broken += u32::from(!sound);
        // One damaged row is one: what stands behind it cannot be held against it.
        before = row.map(|_| Tail::after(number, &sealed));
        next = number + 1;
    }
    Ok(broken)
}

/// How the journal's last row stands to the one before it: two reads, which tell at once of a copy that was put together
/// from two.
pub async fn last_link<S: Store>(
    store: &S,
    vault: &Vault,
    compartment: Compartment,
) -> Result<Link, StoreError> {
    let last = store.last(&Range::Journal(compartment)).await?;
    let Some((Key::Journal(_, number), sealed)) = last else {
        return Ok(Link::Follows);
    };
    let Some(row) = open_row(vault, compartment, number, &sealed) else {
        return Ok(Link::Damaged);
    };
    let Some(before) = number.checked_sub(1) else {
        return Ok(link(row.previous == Tail::default().hash));
    };
    let stored = store.get(&Key::Journal(compartment, before)).await?;
    let opens = |sealed: &Sealed| open_row(vault, compartment, before, sealed).is_some();
    Ok(match stored.filter(opens) {
        Some(sealed) => link(row.previous == Tail::after(before, &sealed).hash),
        None => Link::Damaged,
    })
}

fn link(follows: bool) -> Link {
    if follows {
        Link::Follows
    } else {
        Link::OtherCopy
    }
}

fn open_row(
    vault: &Vault,
    compartment: Compartment,
    number: u64,
    sealed: &Sealed,
) -> Option<JournalRow> {
    let place = Place::Journal {
        compartment,
        number,
    };
    let bytes = vault.open(&place, sealed).ok()?;
    JournalRow::read(&bytes)
}
