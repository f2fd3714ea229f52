//! Papers and pictures: sealed in chunks beside the log, found by the statement that cites them.

use crate::base::{BlobId, ChartId, Clock};
use crate::chart::kinds::Document;
use crate::chart::statement::StatementId;
use crate::engine::Engine;
use crate::engine::keeping::papers::{
    Owner, PaperCopy, ReadPaper, chunks_of, digest_of, read_paper,
};
use crate::engine::picture::without_metadata;
use crate::engine::protocol::*;
use crate::reading::view::Unreadable;
use crate::store::beside::Files;
use crate::store::{Durability, Store};
use crate::terms::media;
use crate::transfer::fhir;

/// The largest paper that is taken.
pub(super) const MOST: usize = 64_000_000;
/// The most letters of a resource that are shown at once: an attachment inside it is not for reading.
const MOST_TEXT: usize = 100_000;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn keep_blob(
        &mut self,
        chart: Option<ChartId>,
        title: String,
        media_type: String,
        bytes: Vec<u8>,
    ) -> Result<Document, Failure> {
        if bytes.len() > MOST {
            return Err(FileFailure::PaperTooLarge((MOST / 1_000_000) as u32).into());
        }
        if bytes.is_empty() {
            return Err(FileFailure::Empty.into());
        }
        self.open()?;
        let bytes = without_metadata(&media_type, bytes).map_err(|_| FileFailure::Picture)?;
        // Browsers know few kinds of files, and some say nothing at all.
        let media_type = media::settled(&media_type, &bytes);
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let blob = BlobId::random(self.entropy.as_mut());
        let owner = chart.map_or(Owner::NobodyYet, Owner::Chart);
        let writes = PaperCopy::of_new(owner, blob)
            .seal(&mut session.vault, &bytes, self.entropy.as_mut())
            .await?;
        self.store.commit(writes, Durability::Strict).await?;
        Ok(Document {
            title,
            media_type,
            blob,
            bytes: bytes.len() as u64,
            digest: digest_of(&bytes),
            chunks: chunks_of(bytes.len()),
        })
    }

    pub(in crate::engine) async fn read_blob(
        &mut self,
        chart: ChartId,
        document: &Document,
    ) -> Result<Vec<u8>, Failure> {
        let session = self.open()?;
        let unreadable = match read_paper(&self.store, &session.vault, chart, document).await? {
            ReadPaper::Whole(bytes) => return Ok(bytes),
            ReadPaper::Damaged => Unreadable::Damaged,
            ReadPaper::NotAsSigned => Unreadable::NotAsSigned,
            ReadPaper::Missing => Unreadable::Missing,
        };
        Err(Failure::Unreadable(unreadable))
    }

    /// A resource that no statement shows, read from the file that is kept whole.
    pub(in crate::engine) async fn read_verbatim(
        &mut self,
        chart: ChartId,
        cited_by: StatementId,
    ) -> Result<VerbatimText, Failure> {
        let source = self
            .person(chart)
            .await?
            .chart
            .source_of_verbatim(&cited_by);
        let (place, document) = source.ok_or(WriteFailure::NoStatement)?;
        let (position, document) = (place.position, document.clone());
        let bytes = self.read_blob(chart, &document).await?;
        let text = fhir::resource_text(&bytes, position);
        let all = text.ok_or(Failure::Unreadable(Unreadable::Damaged))?;
        let text: String = all.chars().take(MOST_TEXT).collect();
        let whole = text.len() == all.len();
        Ok(VerbatimText { text, whole })
    }
}
