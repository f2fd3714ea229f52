//! Papers in storage: sealed chunks beside the log, found by the statement that names them.
//!
//! A paper that is made here lies under its blob id, which is random and new. One that came in a file lies under chart, blob
//! id and SHA-256 together: whoever names an id that is here already brings bytes of their own, and takes nobody's place.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::base::{BlobId, ChartId, Compartment, Digest, Entropy};
use crate::chart::entry::Entry;
use crate::chart::kinds::Document;
use crate::engine::failure::sealing;
use crate::engine::protocol::{Failure, LostPapers};
use crate::store::{Key, Range, Store, StoreError, Write};
use crate::vault::{AssociatedData, OpenError, Sealed, Vault};

/// Plaintext bytes of one chunk.
const CHUNK: usize = 1 << 20;
/// Chunks of one copy of a paper; the rows of the next copy are numbered from here on.
const COPY: u32 = 1 << 16;

/// Whose key seals a paper: a chart's, or (before there is a chart) the compartment's.
#[derive(Clone, Copy)]
pub enum Owner {
    Chart(ChartId),
    NobodyYet,
}

/// Rows of one copy of a paper: whose key seals them, and where they lie.
#[derive(Clone, Copy)]
pub struct PaperCopy {
    owner: Owner,
    address: BlobId,
    first: u32,
}

impl PaperCopy {
    /// Of a paper that is made here, under an id that was never used.
    pub fn of_new(owner: Owner, blob: BlobId) -> Self {
        Self {
            owner,
            address: blob,
            first: 0,
        }
    }

    fn place(self, chunk: u32, last: bool) -> AssociatedData {
        let (compartment, chart) = match self.owner {
            Owner::Chart(chart) => (Compartment::CLINICAL, Some(chart)),
            Owner::NobodyYet => (Compartment::IDENTITY, None),
        };
        AssociatedData::Blob {
            compartment,
            chart,
            blob: self.address,
            chunk,
            last,
        }
    }

    /// Seals the paper's chunks; their rows go into the transaction that cites them, or before it.
    pub async fn seal(
        self,
        vault: &mut Vault,
        bytes: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<Write>, Failure> {
        let chunks = chunks_of(bytes.len());
        let mut writes = Vec::with_capacity(chunks as usize);
        for chunk in 0..chunks {
            let from = chunk as usize * CHUNK;
            let part = &bytes[from..bytes.len().min(from + CHUNK)];
            let number = self.first + chunk;
            let place = self.place(number, chunk + 1 == chunks);
            let sealed = vault.seal_large(&place, part, entropy).await;
            let sealed = sealed.map_err(sealing)?;
            writes.push(Write::Add(Key::Blob(self.address, number), sealed));
        }
        Ok(writes)
    }

    async fn open(self, vault: &Vault, rows: &[(u32, Sealed)]) -> Opened {
        let mut bytes = Vec::new();
        for (at, (number, row)) in rows.iter().enumerate() {
            if *number != self.first + at as u32 {
                return Opened::Damaged;
            }
            let place = self.place(*number, at + 1 == rows.len());
            match vault.open_large(&place, row).await {
                Ok(chunk) => bytes.extend_from_slice(&chunk),
                Err(OpenError::NoKey) => return Opened::AnotherKey,
                Err(_) => return Opened::Damaged,
            }
        }
        Opened::Whole(bytes)
    }
}

enum Opened {
    Whole(Vec<u8>),
    Damaged,
    /// Sealed with a key that is not this owner's: another chart's paper of the same id, or the key is lost.
    AnotherKey,
}

/// Where a paper lies that came in a file, all its copies.
fn address(chart: ChartId, document: &Document) -> BlobId {
    let mut hash = Sha256::new();
    hash.update(b"carnet paper");
    hash.update(chart.as_bytes());
    hash.update(document.blob.as_bytes());
    hash.update(document.digest.as_bytes());
    let hash: [u8; 32] = hash.finalize().into();
    BlobId(std::array::from_fn(|at| hash[at]))
}

/// Every place where rows of a paper of this chart may lie.
pub fn addresses(chart: ChartId, document: &Document) -> [BlobId; 2] {
    [document.blob, address(chart, document)]
}

pub fn chunks_of(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(CHUNK).max(1)).unwrap_or(u32::MAX)
}

pub fn digest_of(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// Whether bytes are those a signed statement speaks of: of its length, with its SHA-256.
pub fn is_as_signed(bytes: &[u8], document: &Document) -> bool {
    bytes.len() as u64 == document.bytes && digest_of(bytes) == document.digest
}

/// A paper as an entry names it, and what of it is here.
#[derive(Debug)]
pub enum ReadPaper {
    Whole(Vec<u8>),
    /// Its chunks do not open.
    Damaged,
    /// They open, and are not what was signed.
    NotAsSigned,
    Missing,
}

impl ReadPaper {
    /// Adds what is not whole to a count.
    pub fn count_in(&self, lost: &mut LostPapers) {
        match self {
            Self::Whole(_) => {}
            Self::Damaged | Self::NotAsSigned => lost.damaged += 1,
            Self::Missing => lost.missing += 1,
        }
    }

    fn judge(opened: Opened, document: &Document) -> Self {
        match opened {
            Opened::Whole(bytes) if is_as_signed(&bytes, document) => Self::Whole(bytes),
            Opened::Whole(_) => Self::NotAsSigned,
            Opened::Damaged => Self::Damaged,
            Opened::AnotherKey => Self::Missing,
        }
    }

    /// Of what was found in two places, what is nearer to the paper.
    fn or(self, other: Self) -> Self {
        let rank = |paper: &Self| match paper {
            Self::Missing => 0,
            Self::Damaged => 1,
            Self::NotAsSigned => 2,
            Self::Whole(_) => 3,
        };
        if rank(&self) >= rank(&other) {
            self
        } else {
            other
        }
    }
}

/// Reads a paper and holds it against the length and hash its entry names.
pub async fn read_paper<S: Store>(
    store: &S,
    vault: &Vault,
    chart: ChartId,
    document: &Document,
) -> Result<ReadPaper, StoreError> {
    let met = &mut Met::default();
    Ok(look_for(store, vault, chart, document, met).await?.paper)
}

/// What lies under the ids of one chart's papers, as far as it was read: any number of entries may claim one id, and it is
/// opened once for all of them.
#[derive(Default)]
pub struct Met(BTreeMap<BlobId, (u64, Digest)>);

impl Met {
    fn is_another(&self, document: &Document) -> bool {
        let is = self.0.get(&document.blob);
        is.is_some_and(|is| *is != (document.bytes, document.digest))
    }

    fn note(&mut self, document: &Document, opened: &Opened) {
        if let Opened::Whole(bytes) = opened {
            let is = (bytes.len() as u64, digest_of(bytes));
            self.0.insert(document.blob, is);
        }
    }
}

/// What is here of a paper.
pub struct FoundPaper {
    pub paper: ReadPaper,
    /// Rows of copies that are not whole, where another is: nothing names them any more.
    pub spare: Vec<Key>,
    /// Where a further copy goes.
    pub next: PaperCopy,
}

/// Looks for a paper wherever it may lie.
pub async fn look_for<S: Store>(
    store: &S,
    vault: &Vault,
    chart: ChartId,
    document: &Document,
    met: &mut Met,
) -> Result<FoundPaper, StoreError> {
    let [made_here, from_a_file] = addresses(chart, document);
    let mut paper = ReadPaper::Missing;
    if met.is_another(document) {
        paper = ReadPaper::NotAsSigned;
    } else {
        let own = rows_at(store, made_here).await?;
        for owner in [Owner::Chart(chart), Owner::NobodyYet] {
            if !own.is_empty() && !matches!(paper, ReadPaper::Whole(_)) {
                let opened = PaperCopy::of_new(owner, made_here).open(vault, &own).await;
                met.note(document, &opened);
                paper = ReadPaper::judge(opened, document).or(paper);
            }
        }
    }
    let mut found = FoundPaper {
        paper,
        spare: Vec::new(),
        next: PaperCopy::of_new(Owner::Chart(chart), from_a_file),
    };
    if matches!(found.paper, ReadPaper::Whole(_)) {
        return Ok(found);
    }
    let rows = rows_at(store, from_a_file).await?;
    for copy in rows.chunk_by(|one, next| one.0 / COPY == next.0 / COPY) {
        found.next.first = copy[0].0 / COPY * COPY;
        let read = ReadPaper::judge(found.next.open(vault, copy).await, document);
        if !matches!(read, ReadPaper::Whole(_)) {
            let keys = copy
                .iter()
                .map(|(number, _)| Key::Blob(from_a_file, *number));
            found.spare.extend(keys);
        }
        found.paper = read.or(found.paper);
        found.next.first = found.next.first.saturating_add(COPY);
    }
    if !matches!(found.paper, ReadPaper::Whole(_)) {
        found.spare.clear();
    }
    Ok(found)
}

async fn rows_at<S: Store>(store: &S, address: BlobId) -> Result<Vec<(u32, Sealed)>, StoreError> {
    let rows = store.scan(&Range::Blob(address)).await?.into_iter();
    let number = |(key, row)| match key {
        Key::Blob(_, number) => Some((number, row)),
        _ => None,
    };
    Ok(rows.filter_map(number).collect())
}

/// Papers and files an entry names.
pub fn documents(entry: &Entry) -> impl Iterator<Item = &Document> {
    entry
        .known()
        .filter_map(|(_, statement)| statement.fact.document())
}
