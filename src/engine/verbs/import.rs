//! Files in: opened and previewed without writing anything; then added, all or nothing.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use zeroize::Zeroizing;

use crate::base::{BlobId, ChartId, Clock};
use crate::chart::log::Log;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::save::Addition;
use crate::engine::protocol::*;
use crate::store::beside::Files;
use crate::store::{Range, Store, Write};
use crate::transfer::bundle::{self, Limits, OpenedBundle, ReadError, Why};
use crate::transfer::fhir::{FhirFile, OpenedFhir};
use crate::transfer::kind::{self, Kind};
use crate::transfer::merge;
use crate::vault::jose::Holder;
use crate::vault::{CODE_WORDS, Strict};

use super::blobs::{Paper, is_as_signed, read_paper};
use super::export::documents;
use super::import_authors::unknown_credentials;
use super::import_listed::Sorted;
use super::import_preview::is_own_log;

/// A file that was read and waits to be added.
pub enum OpenedFile {
    Bundle {
        opened: Box<OpenedBundle>,
        /// What its preview counted, chart by chart.
        sorted: Vec<Sorted>,
    },
    Fhir {
        file: Box<FhirFile>,
        /// The exact bytes of each file that was chosen.
        files: Vec<Vec<u8>>,
    },
    /// It was not said yet whose record it is read as.
    Whose {
        opened: Box<OpenedFhir>,
        files: Vec<Vec<u8>>,
    },
}

/// Opens a bundle with every check there is.
pub(super) fn read_bundle<H: Host>(
    file: &[u8],
    holder: Holder,
    host: &H,
) -> Result<OpenedBundle, Failure> {
    bundle::read(file, holder, &Limits::default(), &Strict, &mut |_, _| {
        if host.cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .map_err(read_failed)
}

/// Opens a bundle by what someone typed: the recovery words of one of its people, the file's passphrase, or that
/// passphrase in small letters. The words a file is made with have no others, and they are told by voice.
fn read_as_typed<H: Host>(file: &[u8], typed: &str, host: &H) -> Result<OpenedBundle, Failure> {
    let small = Zeroizing::new(typed.to_lowercase());
    let words = Zeroizing::new(
        typed
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    );
    let mut holders = Vec::new();
    if words.len() == CODE_WORDS {
        holders.push(Holder::Words(&words));
    }
    holders.push(Holder::Passphrase(typed));
    if *small != typed {
        holders.push(Holder::Passphrase(&small));
    }
    for holder in holders {
        match read_bundle(file, holder, host) {
            Err(Failure::File(FileFailure::WrongPassphrase)) => {}
            read => return read,
        }
    }
    Err(FileFailure::WrongPassphrase.into())
}

fn read_failed(error: ReadError) -> Failure {
    Failure::File(match error {
        ReadError::Cancelled => return Failure::Cancelled,
        ReadError::TooLarge { megabytes } => FileFailure::TooLarge(megabytes),
        ReadError::Foreign => FileFailure::Foreign,
        ReadError::Truncated => FileFailure::Truncated,
        ReadError::Newer { found, reads } => FileFailure::Newer { found, reads },
        ReadError::BadPath(path) => FileFailure::BadPath(path),
        ReadError::Bomb => FileFailure::Bomb,
        ReadError::Changed(part) => FileFailure::Changed(part),
        ReadError::WrongKey => FileFailure::WrongPassphrase,
        ReadError::HostileCost => FileFailure::HostileCost,
        ReadError::Directory => FileFailure::Changed("ZIP".into()),
        ReadError::TwiceNamed => FileFailure::Changed("ZIP".into()),
        ReadError::Exporter => FileFailure::Changed("key.jwe".into()),
        ReadError::Digest(_) => FileFailure::Changed("record".into()),
    })
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn open_file<H: Host>(
        &mut self,
        file: Vec<u8>,
        passphrase: Option<Passphrase>,
        host: &H,
    ) -> Result<Reply, Failure> {
        self.close_file()?;
        if file.len() as u64 > LARGEST_FILE {
            return Err(FileFailure::TooLarge((LARGEST_FILE / 1_000_000) as u32).into());
        }
        host.step(Step::Reading, 0, 1).await?;
        match kind::of(&file) {
            Kind::Bundle => {}
            Kind::Json | Kind::Zip | Kind::Gzip => return self.open_fhir(vec![file], host).await,
            Kind::Foreign(foreign) => return Err(FileFailure::NotRead(foreign).into()),
            Kind::Empty | Kind::LoosePart => {
                return Err(FileFailure::Foreign.into());
            }
        }
        let Some(passphrase) = passphrase else {
            return Ok(Reply::Transfer(TransferReply::NeedsPassphrase));
        };
        let opened = read_as_typed(&file, &passphrase.0, host)?;
        let (preview, sorted) = self.preview_bundle(&opened, host).await?;
        let opened = Box::new(opened);
        self.hold(OpenedFile::Bundle { opened, sorted })?;
        Ok(Reply::Transfer(TransferReply::Bundle(Box::new(preview))))
    }

    /// Several files are a record of another system in parts; a bundle is whole by itself.
    pub(in crate::engine) async fn open_several<H: Host>(
        &mut self,
        files: Vec<ChosenFile>,
        host: &H,
    ) -> Result<Reply, Failure> {
        self.close_file()?;
        host.step(Step::Reading, 0, 1).await?;
        let files: Vec<Vec<u8>> = files.into_iter().map(|file| file.bytes).collect();
        self.open_fhir(files, host).await
    }

    pub(in crate::engine) fn close_file(&mut self) -> Result<Reply, Failure> {
        self.open_mut()?.opened_file = None;
        Ok(Reply::Done)
    }

    pub(super) fn hold(&mut self, file: OpenedFile) -> Result<(), Failure> {
        self.open_mut()?.opened_file = Some(file);
        Ok(())
    }

    pub(in crate::engine) async fn add_file<H: Host>(
        &mut self,
        into: Option<ChartId>,
        host: &H,
    ) -> Result<Reply, Failure> {
        match self.open_mut()?.opened_file.take() {
            None => Err(FileFailure::NothingOpen.into()),
            Some(OpenedFile::Bundle { opened, sorted }) => {
                let added = self.add_bundle(&opened, host).await;
                if added.is_err() {
                    self.hold(OpenedFile::Bundle { opened, sorted })?;
                }
                added
            }
            Some(OpenedFile::Fhir { file, files }) => {
                let added = self.add_fhir(&file, &files, into, host).await;
                if added.is_err() {
                    self.hold(OpenedFile::Fhir { file, files })?;
                }
                added
            }
            Some(whose @ OpenedFile::Whose { .. }) => {
                self.hold(whose)?;
                Err(FileFailure::SeveralPatients.into())
            }
        }
    }

    async fn add_bundle<H: Host>(
        &mut self,
        opened: &OpenedBundle,
        host: &H,
    ) -> Result<Reply, Failure> {
        let cited_by = citing_charts(opened);
        let (mut additions, mut writes) = (Vec::new(), Vec::new());
        let mut entries = 0;
        for (done, arriving) in opened.charts.iter().enumerate() {
            host.step(Step::Charts, done, opened.charts.len()).await?;
            let chart = arriving.log.chart();
            let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
            let here = session.chart(&self.store, chart).await?.open.clone();
            let plan = merge::plan(&arriving.log, (!here.log.is_empty()).then_some(&here.log));
            let newer = arriving
                .unreadable
                .iter()
                .filter(|item| matches!(item.why, Why::Newer(_)));
            let newer: Vec<Vec<u8>> = newer
                .map(|item| item.bytes.clone())
                .filter(|bytes| !here.newer.contains(bytes))
                .collect();
            let credentials = unknown_credentials(session, &here, opened, &arriving.log, &newer);
            if plan.adds_nothing() && newer.is_empty() && credentials.is_empty() {
                continue;
            }
            entries += plan.new.len() + newer.len();
            let mut addition = Addition::of(chart, plan.new);
            (addition.newer, addition.credentials) = (newer, credentials);
            additions.push(addition);
        }
        for attachment in opened
            .attachments
            .iter()
            .filter(|attachment| attachment.cited)
        {
            let Some(chart) = cited_by.get(&attachment.id) else {
                continue;
            };
            if self.lacks(*chart, attachment).await? {
                writes.push(Write::Clear(Range::Blob(attachment.id)));
                let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
                session.add_chart(*chart, self.entropy.as_mut())?;
                let owner = super::blobs::Owner::Chart(*chart);
                let rows = super::blobs::seal_blob(
                    &mut session.vault,
                    owner,
                    attachment.id,
                    &attachment.bytes,
                    self.entropy.as_mut(),
                );
                writes.extend(rows.await?);
            }
        }
        host.step(Step::Writing, 0, 1).await?;
        let charts = additions
            .iter()
            .map(|addition| addition.chart)
            .filter(|id| {
                !opened
                    .charts
                    .iter()
                    .any(|c| c.log.chart() == *id && is_own_log(&c.log))
            });
        let charts: Vec<ChartId> = charts.collect();
        if !additions.is_empty() || !writes.is_empty() {
            self.save(additions, writes).await?;
        }
        Ok(Reply::Transfer(TransferReply::Added {
            charts,
            entries: entries as u32,
        }))
    }
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Whether a paper of the file is to be stored: it is not here, or it is damaged here and the file brings exactly what
    /// the chart here names.
    async fn lacks(
        &mut self,
        chart: ChartId,
        attachment: &bundle::OpenedAttachment,
    ) -> Result<bool, Failure> {
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let log = &session.chart(&self.store, chart).await?.open.log;
        if self.store.count(&Range::Blob(attachment.id)).await? == 0 {
            return Ok(fits_what_is_here(log, attachment));
        }
        let named = log
            .iter()
            .flat_map(|entry| documents(entry))
            .find(|document| {
                document.blob == attachment.id && is_as_signed(&attachment.bytes, document)
            })
            .cloned();
        let Some(named) = named else {
            return Ok(false);
        };
        let here = read_paper(&self.store, &session.vault, chart, &named).await?;
        Ok(matches!(here, Paper::Damaged))
    }
}

/// Whether an attachment is one that the entries already here speak of, if they speak of it. A file that came later does
/// not say what theirs holds.
fn fits_what_is_here(here: &Log, attachment: &bundle::OpenedAttachment) -> bool {
    let documents = here.iter().flat_map(|entry| documents(entry));
    let mut said = documents
        .filter(|document| document.blob == attachment.id)
        .peekable();
    said.peek().is_none() || said.any(|document| is_as_signed(&attachment.bytes, document))
}

/// Which chart of the file names a blob.
fn citing_charts(opened: &OpenedBundle) -> BTreeMap<BlobId, ChartId> {
    let entries = opened.charts.iter().flat_map(|chart| chart.log.iter());
    entries
        .flat_map(|entry| documents(entry).map(|document| (document.blob, entry.header().chart)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Digest;
    use crate::chart::facts::{Document, Fact};
    use crate::chart::statement::Statement;
    use crate::chart::testing::Writer;
    use crate::chart::when::When;
    use crate::engine::verbs::blobs::digest_of;

    fn paper(bytes: &[u8]) -> bundle::OpenedAttachment {
        bundle::OpenedAttachment {
            id: BlobId([1; 16]),
            bytes: bytes.to_vec(),
            cited: true,
        }
    }

    fn cites(writer: &mut Writer, digest: Digest) {
        let document = Document {
            title: "Letter".into(),
            media_type: "text/plain".into(),
            blob: BlobId([1; 16]),
            bytes: 6,
            digest,
            chunks: 1,
        };
        let statement = Statement::new(When::Unknown, Fact::Document(document));
        writer.write_all(crate::base::Compartment::CLINICAL, vec![statement]);
    }

    #[test]
    fn a_file_says_nothing_of_a_paper_that_entries_here_speak_of() {
        let mut writer = Writer::new(1);
        assert!(fits_what_is_here(&writer.log, &paper(b"forged")));
        cites(&mut writer, digest_of(b"signed"));
        assert!(fits_what_is_here(&writer.log, &paper(b"signed")));
        assert!(!fits_what_is_here(&writer.log, &paper(b"forged")));
    }
}
