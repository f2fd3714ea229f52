//! Attachments as items `[blob id, chunk, chunks, bytes]`, so that one larger than a part can travel.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use super::contents::{Attachment, LostPaper, OpenedAttachment, OpenedChart};
use super::sequence::items;
use crate::base::{BlobId, Digest};

const CHUNK: usize = 4 << 20;

#[derive(Encode, Decode)]
struct Chunk<'b> {
    #[n(0)]
    blob: BlobId,
    #[n(1)]
    chunk: u32,
    #[n(2)]
    chunks: u32,
    #[cbor(b(3), with = "minicbor::bytes")]
    bytes: &'b [u8],
}

/// The items a paper travels as.
pub(super) fn chunks(paper: &Attachment) -> impl Iterator<Item = Vec<u8>> {
    let chunks = paper.bytes.len().div_ceil(CHUNK).max(1);
    (0..chunks).map(move |chunk| {
        let from = chunk * CHUNK;
        let to = paper.bytes.len().min(from + CHUNK);
        let item = Chunk {
            blob: paper.id,
            chunk: u32::try_from(chunk).expect("a file in memory has few chunks"),
            chunks: u32::try_from(chunks).expect("a file in memory has few chunks"),
            bytes: &paper.bytes[from..to],
        };
        minicbor::to_vec(&item).expect("encoding into memory does not fail")
    })
}

/// Chunks of attachments in any order, put together.
#[derive(Default)]
pub(super) struct Assembler {
    found: BTreeMap<BlobId, Pieces>,
}

struct Pieces {
    chunks: u32,
    by_number: BTreeMap<u32, Vec<u8>>,
}

/// Not chunks, or not all of them, or two that contradict each other.
pub(super) struct NotWhole;

impl Assembler {
    pub fn add(&mut self, sequence: &[u8]) -> Result<(), NotWhole> {
        for item in items(sequence) {
            let item = item.ok_or(NotWhole)?;
            self.add_item(decode(item).map_err(|_| NotWhole)?)?;
        }
        Ok(())
    }

    fn add_item(&mut self, item: Chunk) -> Result<(), NotWhole> {
        let pieces = self.found.entry(item.blob).or_insert_with(|| Pieces {
            chunks: item.chunks,
            by_number: BTreeMap::new(),
        });
        let fits = pieces.chunks == item.chunks && item.chunk < item.chunks;
        let again = pieces
            .by_number
            .insert(item.chunk, item.bytes.to_vec())
            .is_some();
        if fits && !again {
            Ok(())
        } else {
            Err(NotWhole)
        }
    }

    pub fn papers(&self) -> usize {
        self.found.len()
    }

    /// The attachments, each held against what the charts' entries say of it.
    pub fn finish(self, charts: &[OpenedChart]) -> Result<Vec<OpenedAttachment>, NotWhole> {
        let cited = cited_in(charts);
        let put_together = |(id, pieces): (BlobId, Pieces)| {
            if pieces.by_number.len() as u64 != u64::from(pieces.chunks) {
                return Err(NotWhole);
            }
            let bytes = pieces.by_number.into_values().collect::<Vec<_>>().concat();
            let digest = Digest(Sha256::digest(&bytes).into());
            let cited = cited.contains(&(bytes.len() as u64, digest));
            Ok(OpenedAttachment {
                id,
                bytes,
                digest,
                cited,
            })
        };
        self.found.into_iter().map(put_together).collect()
    }
}

fn decode(item: &[u8]) -> Result<Chunk<'_>, DecodeError> {
    let mut decoder = Decoder::new(item);
    decoder.decode()
}

/// What the entries say of attachments: length and hash. Both are signed, and tell papers apart that share an id.
fn cited_in(charts: &[OpenedChart]) -> BTreeSet<(u64, Digest)> {
    let entries = charts.iter().flat_map(|chart| chart.log.iter());
    let documents = entries.flat_map(|e| e.known().filter_map(|(_, s)| s.fact.document()));
    documents
        .map(|document| (document.bytes, document.digest))
        .collect()
}

/// Papers that the charts' entries name and that are not among the attachments as these say, of each chart each once:
/// whoever names a paper of another chart does not stand for that chart.
pub(super) fn lost(charts: &[OpenedChart], attachments: &[OpenedAttachment]) -> Vec<LostPaper> {
    let said = attachments.iter();
    let carried: BTreeSet<(u64, Digest)> = said
        .map(|one| (one.bytes.len() as u64, one.digest))
        .collect();
    let ids: BTreeSet<BlobId> = attachments.iter().map(|one| one.id).collect();
    let mut lost = Vec::new();
    for chart in charts {
        let mut looked_at = BTreeSet::new();
        let entries = chart.log.iter();
        for document in entries.flat_map(|e| e.known().filter_map(|(_, s)| s.fact.document())) {
            let wanted = (document.bytes, document.digest);
            let first = looked_at.insert((document.blob, wanted));
            if first && !carried.contains(&wanted) {
                lost.push(LostPaper {
                    chart: chart.log.chart(),
                    document: document.clone(),
                    altered: ids.contains(&document.blob),
                });
            }
        }
    }
    lost
}
