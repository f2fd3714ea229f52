//! Papers and pictures: sealed in chunks beside the log, found by the statement that cites them.

use sha2::{Digest as _, Sha256};

use crate::base::{BlobId, ChartId, Clock, Compartment, Digest, Entropy};
use crate::chart::facts::Document;
use crate::chart::statement::StatementId;
use crate::engine::Engine;
use crate::engine::failure::sealing;
use crate::engine::picture::without_metadata;
use crate::engine::protocol::*;
use crate::reading::view::Unreadable;
use crate::store::beside::Files;
use crate::store::{Durability, Key, Range, Store, Write};
use crate::transfer::fhir;
use crate::vault::{Place, Sealed, Vault};

/// Plaintext bytes of one chunk.
const CHUNK: usize = 1 << 20;
/// The largest paper that is taken.
pub(super) const MOST: usize = 64_000_000;
/// The most letters of a resource that are shown at once: an attachment inside it is not for reading.
const MOST_TEXT: usize = 100_000;

/// Whose key seals a blob: a chart's, or (before there is a chart) the compartment's.
#[derive(Clone, Copy)]
pub(super) enum Owner {
    Chart(ChartId),
    NobodyYet,
}

impl Owner {
    fn place(self, blob: BlobId, chunk: u32, last: bool) -> Place {
        let (compartment, chart) = match self {
            Self::Chart(chart) => (Compartment::CLINICAL, Some(chart)),
            Self::NobodyYet => (Compartment::IDENTITY, None),
        };
        Place::Blob {
            compartment,
            chart,
            blob,
            chunk,
            last,
        }
    }
}

/// Seals a blob's chunks; their rows go into the transaction that cites them, or before it.
pub(super) async fn seal_blob(
    vault: &mut Vault,
    owner: Owner,
    blob: BlobId,
    bytes: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<Write>, Failure> {
    let chunks = chunks_of(bytes.len());
    let mut writes = Vec::with_capacity(chunks as usize);
    for chunk in 0..chunks {
        let from = chunk as usize * CHUNK;
        let part = &bytes[from..bytes.len().min(from + CHUNK)];
        let place = owner.place(blob, chunk, chunk + 1 == chunks);
        let sealed = vault.seal_large(&place, part, entropy).await;
        let sealed = sealed.map_err(sealing)?;
        writes.push(Write::Add(Key::Blob(blob, chunk), sealed));
    }
    Ok(writes)
}

pub(super) fn chunks_of(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(CHUNK).max(1)).unwrap_or(u32::MAX)
}

pub(super) fn digest_of(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// Whether bytes are those a signed statement speaks of: of its length, with its SHA-256.
pub(super) fn is_as_signed(bytes: &[u8], document: &Document) -> bool {
    bytes.len() as u64 == document.bytes && digest_of(bytes) == document.digest
}

/// A paper as an entry names it, and what of it is here.
pub(super) enum Paper {
    Whole(Vec<u8>),
    /// Its chunks do not open, or are not what was filed.
    Damaged,
    Missing,
}

impl Paper {
    /// Adds what is not whole to a count.
    pub fn count_in(&self, lost: &mut LostPapers) {
        match self {
            Self::Whole(_) => {}
            Self::Damaged => lost.damaged += 1,
            Self::Missing => lost.missing += 1,
        }
    }
}

/// Reads a paper and holds it against the length and hash its entry names.
pub(super) async fn read_paper<S: Store>(
    store: &S,
    vault: &Vault,
    chart: ChartId,
    document: &Document,
) -> Result<Paper, Failure> {
    if store.count(&Range::Blob(document.blob)).await? == 0 {
        return Ok(Paper::Missing);
    }
    let read = read_whole(store, vault, chart, document.blob).await?;
    let as_signed = |bytes: &Vec<u8>| is_as_signed(bytes, document);
    Ok(read.filter(as_signed).map_or(Paper::Damaged, Paper::Whole))
}

/// Reads a blob whole; `None` where a chunk is missing or damaged.
pub(super) async fn read_whole<S: Store>(
    store: &S,
    vault: &Vault,
    chart: ChartId,
    blob: BlobId,
) -> Result<Option<Vec<u8>>, Failure> {
    let rows = store.scan(&Range::Blob(blob)).await?;
    for owner in [Owner::Chart(chart), Owner::NobodyYet] {
        if let Some(bytes) = open_as(vault, owner, blob, &rows).await {
            return Ok(Some(bytes));
        }
    }
    Ok(None)
}

async fn open_as(
    vault: &Vault,
    owner: Owner,
    blob: BlobId,
    rows: &[(Key, Sealed)],
) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for (at, (key, row)) in rows.iter().enumerate() {
        let Key::Blob(_, chunk) = key else {
            return None;
        };
        if *chunk as usize != at {
            return None;
        }
        let place = owner.place(blob, *chunk, at + 1 == rows.len());
        bytes.extend_from_slice(&vault.open_large(&place, row).await.ok()?);
    }
    (!rows.is_empty()).then_some(bytes)
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn keep_blob(
        &mut self,
        chart: Option<ChartId>,
        title: String,
        media_type: String,
        bytes: Vec<u8>,
    ) -> Result<Reply, Failure> {
        if bytes.len() > MOST {
            return Err(FileFailure::PaperTooLarge((MOST / 1_000_000) as u32).into());
        }
        if bytes.is_empty() {
            return Err(FileFailure::Empty.into());
        }
        self.open()?;
        let bytes = without_metadata(&media_type, bytes).map_err(|_| FileFailure::Picture)?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let blob = BlobId::random(self.entropy.as_mut());
        let owner = chart.map_or(Owner::NobodyYet, Owner::Chart);
        let writes = seal_blob(
            &mut session.vault,
            owner,
            blob,
            &bytes,
            self.entropy.as_mut(),
        )
        .await?;
        self.store.commit(writes, Durability::Strict).await?;
        Ok(Reply::Kept(Document {
            title,
            media_type,
            blob,
            bytes: bytes.len() as u64,
            digest: digest_of(&bytes),
            chunks: chunks_of(bytes.len()),
        }))
    }

    pub(in crate::engine) async fn read_blob(
        &mut self,
        chart: ChartId,
        document: &Document,
    ) -> Result<Reply, Failure> {
        let session = self.open()?;
        if self.store.count(&Range::Blob(document.blob)).await? == 0 {
            return Err(Failure::Unreadable(Unreadable::Missing));
        }
        let read = read_whole(&self.store, &session.vault, chart, document.blob).await?;
        match read {
            None => Err(Failure::Unreadable(Unreadable::Damaged)),
            // A blob's id is in every file that cites it: whoever saw one could send other bytes under it.
            Some(bytes) if !is_as_signed(&bytes, document) => {
                Err(Failure::Unreadable(Unreadable::NotAsSigned))
            }
            Some(bytes) => Ok(Reply::Blob(bytes)),
        }
    }

    /// A resource that no statement shows, read from the file that is kept whole.
    pub(in crate::engine) async fn read_verbatim(
        &mut self,
        chart: ChartId,
        cited_by: StatementId,
    ) -> Result<Reply, Failure> {
        let source = self
            .person(chart)
            .await?
            .chart
            .source_of_verbatim(&cited_by);
        let (place, document) = source.ok_or(WriteFailure::NoStatement)?;
        let (position, document) = (place.position, document.clone());
        let Reply::Blob(bytes) = self.read_blob(chart, &document).await? else {
            return Err(Failure::Unreadable(Unreadable::Damaged));
        };
        let text = fhir::resource_text(&bytes, position);
        let all = text.ok_or(Failure::Unreadable(Unreadable::Damaged))?;
        let text: String = all.chars().take(MOST_TEXT).collect();
        let whole = text.len() == all.len();
        Ok(Reply::VerbatimText { text, whole })
    }
}
