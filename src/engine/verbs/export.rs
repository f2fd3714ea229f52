//! Charts out: measured, made into one bundle, and called checked only after the saved file was read again.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::base::{BlobId, ChartId, Clock, Digest, Entropy, InOrder, Stamp};
use crate::chart::entry::Entry;
use crate::chart::kinds::{Document, ExportFor, ExportRecord, Exported, Fact};
use crate::chart::statement::Statement;
use crate::chart::when::When;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::chart::{OpenChart, load_from};
use crate::engine::keeping::fetch::{Among, InTurn};
use crate::engine::keeping::list::ListedChart;
use crate::engine::keeping::papers::{
    Met, ReadPaper, addresses, chunks_of, digest_of, documents, look_for, read_paper,
};
use crate::engine::keeping::save::Addition;
use crate::engine::protocol::*;
use crate::engine::reader::Reader;
use crate::engine::session::Session;
use crate::engine::writing::by_compartment;
use crate::reading::view::Unreadable;
use crate::store::beside::Files;
use crate::store::{Durability, Range, Store};
use crate::transfer::bundle::{
    self, Attachment, ChartContents, Exporter, OpenedBundle, WrittenBundle,
};
use crate::vault::jose::{Holder, Recipient, Stretched};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    fn chosen(&self, plan: &ExportPlan) -> Result<Vec<ChartId>, Failure> {
        let session = self.open()?;
        match plan.scope {
            Scope::WholeVault => Ok(session.list.kept.keys().copied().collect()),
            Scope::Charts
                if plan
                    .charts
                    .iter()
                    .all(|chart| session.list.kept.contains_key(chart)) =>
            {
                Ok(plan.charts.clone())
            }
            Scope::Charts => Err(Failure::NoChart),
        }
    }

    pub(in crate::engine) async fn measure<H: Host>(
        &mut self,
        plan: &ExportPlan,
        host: &H,
    ) -> Result<ExportSize, Failure> {
        let charts = self.chosen(plan)?;
        let mut size = ExportSize {
            charts: 0,
            entries: 0,
            papers: 0,
            bytes: 0,
        };
        let mut papers = Papers::new();
        let measure = |open: OpenChart| {
            let of_a_person = |entry: &Rc<Entry>| {
                let header = entry.header();
                header.chart != ChartId(header.vault.0)
            };
            size.charts += u32::from(open.log.iter().any(of_a_person));
            size.entries += open.log.len() as u32;
            let bytes = open.log.iter().map(|entry| entry.bytes().len() as u64);
            size.bytes += bytes.sum::<u64>();
            note_papers(&mut papers, &open);
            Ok(())
        };
        let kept = CopySource {
            session: self.open()?,
            store: &self.store,
        };
        kept.each(&charts, plan.scope, host, measure).await?;
        let (bytes, here) = kept.bytes_of(&papers).await?;
        (size.bytes, size.papers) = (size.bytes + bytes, here);
        Ok(size)
    }

    pub(in crate::engine) async fn export<H: Host>(
        &mut self,
        plan: ExportPlan,
        passphrase: Passphrase,
        host: &H,
    ) -> Result<ExportedFile, Failure> {
        let charts = self.chosen(&plan)?;
        let made = self.clock.now();
        let kept = CopySource {
            session: self.session.as_deref().ok_or(Failure::Locked)?,
            store: &self.store,
        };
        let entropy = self.entropy.as_mut();
        let written = kept.written(&plan, &charts, made, &passphrase, entropy, host);
        let (written, lost) = written.await?;
        Ok(ExportedFile {
            name: written.name,
            bytes: written.bytes,
            digest: written.digest.short(),
            charts: charts.len() as u32,
            entries: written.entries as u32,
            record: Exported {
                charts,
                purpose: plan.purpose,
                recipient: plan.recipient.trim().to_owned(),
                digest: written.digest,
                until: When::Unknown,
            },
            lost,
        })
    }

    /// Every export is an entry in the vault's own log: who, when, which charts, for whom, digest. It stands there before the
    /// file goes, so that none leaves without it; a file that was made but kept back is no export. On a full device the
    /// reserve makes room for it.
    pub(in crate::engine) async fn record_export(
        &mut self,
        exported: Exported,
    ) -> Result<(), Failure> {
        self.record(ExportRecord::Made(exported)).await
    }

    /// As [`record_export`](Self::record_export), of a list as a table.
    pub(in crate::engine) async fn record_list(
        &mut self,
        charts: Vec<ChartId>,
        list: String,
        file: &[u8],
    ) -> Result<(), Failure> {
        let list = Exported {
            charts,
            purpose: ExportFor::OpenList,
            recipient: list,
            digest: digest_of(file),
            until: When::Unknown,
        };
        self.record_export(list).await
    }

    async fn record(&mut self, record: ExportRecord) -> Result<(), Failure> {
        self.with_reserve(async |engine: &mut Self| engine.append(record.clone()).await)
            .await
    }

    async fn append(&mut self, record: ExportRecord) -> Result<(), Failure> {
        let log = self.open()?.own_log();
        let statement = Statement::new(When::Moment(self.clock.now()), Fact::Export(record));
        let entries = self
            .sign_statements(
                log,
                by_compartment(vec![statement], crate::base::Compartment::CUSTODY),
            )
            .await?;
        self.save(vec![Addition::of(log, entries)], Vec::new())
            .await
    }

    /// The saved file, read again from where it was saved: decrypted, every signature, chain and digest verified.
    pub(in crate::engine) async fn check_export<H: Host>(
        &mut self,
        file: Vec<u8>,
        passphrase: Passphrase,
        host: &H,
    ) -> Result<ReadBack, Failure> {
        self.open()?;
        host.step(Step::Checking, 0, 1).await?;
        let holder = Holder::Passphrase(&passphrase.0);
        let opened = super::import::read_bundle(&file, holder, host).await?;
        refuse_unless_whole(&opened)?;
        let lost = self.lost_here_too(&opened.lost).await?;
        self.record(ExportRecord::Checked(opened.digest)).await?;
        self.count_checked(&opened.charts).await?;
        let entries = opened.entries() as u32;
        Ok(ReadBack {
            entries,
            digest: opened.digest.short(),
            lost,
        })
    }

    /// Papers the copy lacks. One that this device holds whole ought to be in the copy: then it is not checked.
    async fn lost_here_too(&self, papers: &[bundle::LostPaper]) -> Result<LostPapers, Failure> {
        let session = self.open()?;
        let mut lost = LostPapers::default();
        for paper in papers {
            match read_paper(&self.store, &session.vault, paper.chart, &paper.document).await? {
                ReadPaper::Whole(_) => return Err(FileFailure::Changed(String::from("att")).into()),
                gone => gone.count_in(&mut lost),
            }
        }
        Ok(lost)
    }

    /// The file is checked, and its check is signed. Where not even the reserve makes room to count its entries they count
    /// as being only here until another file is checked: too many rather than too few.
    async fn count_checked(&mut self, charts: &[bundle::OpenedChart]) -> Result<(), Failure> {
        let counted = self
            .with_reserve(async |engine: &mut Self| engine.count_copies(charts).await)
            .await;
        match counted {
            Err(Failure::Storage(StorageTrouble::Full)) => Ok(()),
            counted => counted,
        }
    }

    /// Entries that stand in the checked file are no longer only here.
    async fn count_copies(&mut self, charts: &[bundle::OpenedChart]) -> Result<(), Failure> {
        let now = self.clock.now();
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let mut changed: Vec<ListedChart> = Vec::new();
        let mut holds_ours = false;
        for copied in charts {
            let Some(kept) = session.list.kept.get(&copied.log.chart()) else {
                continue;
            };
            let open = &session.chart(&self.store, kept.chart).await?.open;
            let both = open
                .log
                .iter()
                .filter(|entry| copied.log.contains(&entry.id()))
                .count() as u32;
            holds_ours |= both > 0;
            let kept = &session.list.kept[&copied.log.chart()];
            if both > kept.copied {
                changed.push(ListedChart {
                    copied: both,
                    ..kept.clone()
                });
            }
        }
        // A file of others that opens is no copy of what is here.
        if !holds_ours {
            return Ok(());
        }
        let before = session.installation.last_checked_copy.replace(now);
        let mut writes = Vec::from(session.settings_rows(self.entropy.as_mut())?);
        let next = session.list.next_delta;
        writes.extend(session.list_delta(next, &changed, self.entropy.as_mut())?);
        if let Err(error) = self.store.commit(writes, Durability::Strict).await {
            session.installation.last_checked_copy = before;
            return Err(error.into());
        }
        session.believe(changed);
        Ok(())
    }
}

/// What an open vault keeps, to be carried away.
struct CopySource<'a, S> {
    session: &'a Session,
    store: &'a S,
}

impl<S: Store> CopySource<'_, S> {
    /// Shows each of these charts as it is stored, in the order of their ids.
    async fn each<H: Host>(
        &self,
        charts: &[ChartId],
        scope: Scope,
        host: &H,
        mut see: impl FnMut(OpenChart) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let session = self.session;
        let kept = charts.iter().map(|id| session.list.kept.get(id));
        let mut kept: Vec<&ListedChart> = kept.collect::<Option<_>>().ok_or(Failure::NoChart)?;
        kept.order_by_key(|kept| kept.chart);
        let among = match scope {
            Scope::WholeVault => Among::Themselves,
            Scope::Charts => Among::Others,
        };
        let rows = InTurn::over(self.store, &session.vault, kept.clone(), among);
        for (done, kept) in kept.iter().enumerate() {
            host.step(Step::Charts, done, charts.len()).await?;
            see(load_from(&rows, &session.vault, kept).await?)?;
        }
        Ok(())
    }

    /// The bundle of these charts and their papers.
    async fn written<H: Host>(
        &self,
        plan: &ExportPlan,
        charts: &[ChartId],
        made: Stamp,
        passphrase: &Passphrase,
        entropy: &mut dyn Entropy,
        host: &H,
    ) -> Result<(WrittenBundle, LostPapers), Failure> {
        let session = self.session;
        let (scope, keys) = match plan.scope {
            // A copy of the whole vault also opens with its people's recovery words.
            Scope::WholeVault => (bundle::Scope::WholeVault, session.recovery_keys()),
            Scope::Charts => (bundle::Scope::Charts, Vec::new()),
        };
        let stretched = Stretched::of(&passphrase.0, entropy).await;
        let mut to = vec![Recipient::Stretched(&stretched)];
        to.extend(keys.iter().take(15).map(Recipient::Key));
        let exporter = Exporter {
            credential: session.vault.credential(),
            signer: &session.vault,
        };
        let mut writer = bundle::Writer::new(exporter, entropy).map_err(write_failed)?;
        let mut credentials: BTreeMap<Digest, Vec<u8>> = BTreeMap::new();
        let mut proven: BTreeSet<Vec<Vec<u8>>> = BTreeSet::new();
        let mut papers = Papers::new();
        let reader = session.reader();
        let carry = |open: OpenChart| {
            note_papers(&mut papers, &open);
            if proven.insert(open.credentials.clone()) {
                for (credential, _) in reader.credentials(&open.credentials).into_values() {
                    credentials.insert(credential.hash(), credential.bytes().to_vec());
                }
            }
            let contents = ChartContents {
                chart: open.log.chart(),
                entries: open.log.ordered(),
                whole: is_whole(&reader, &open),
                unread: open.newer,
            };
            writer.add_chart(&contents, entropy).map_err(write_failed)
        };
        self.each(charts, plan.scope, host, carry).await?;
        self.refuse_too_large(&papers).await?;
        let mut lost = LostPapers::default();
        let (mut met, mut ids) = (BTreeMap::<ChartId, Met>::new(), BTreeSet::new());
        for named in papers.into_values() {
            host.step(Step::Parts, 0, 1).await?;
            let mut missed = LostPapers::default();
            for (chart, document) in named {
                let met = met.entry(chart).or_default();
                let found = look_for(self.store, &session.vault, chart, &document, met).await?;
                if let ReadPaper::Whole(bytes) = found.paper {
                    // Two papers may claim one id: readers know them by length and hash.
                    let [id, another] = addresses(chart, &document);
                    let id = if ids.insert(id) { id } else { another };
                    let paper = Attachment { id, bytes };
                    writer.add_paper(&paper, entropy).map_err(write_failed)?;
                    missed = LostPapers::default();
                    break;
                }
                // It is one paper, however many charts name it.
                missed = LostPapers::default();
                found.paper.count_in(&mut missed);
            }
            lost += missed;
        }
        host.step(Step::Parts, 0, 1).await?;
        let credentials: Vec<Vec<u8>> = credentials.into_values().collect();
        let written = writer.finish(scope, &credentials, made, &to, entropy);
        Ok((written.map_err(write_failed)?, lost))
    }

    /// What the papers alone would come to is known before any is read: their bytes travel as they are, in base 64. One that
    /// is not here as its entry says travels not at all, whatever the entry says of its size.
    async fn refuse_too_large(&self, papers: &Papers) -> Result<(), Failure> {
        let (bytes, _) = self.bytes_of(papers).await?;
        if bytes / 3 * 4 > LARGEST_FILE {
            let megabytes = (LARGEST_FILE / 1_000_000) as u32;
            return Err(FileFailure::ExportTooLarge(megabytes).into());
        }
        Ok(())
    }

    /// What the papers that are here come to, and how many are. What an entry says of the size of one that is not counts
    /// for nothing.
    async fn bytes_of(&self, papers: &Papers) -> Result<(u64, u32), Failure> {
        let (mut bytes, mut counted) = (0, BTreeSet::new());
        for named in papers.values() {
            // Any number of entries may claim one id: what lies under it travels once.
            let places = named.iter().flat_map(|(chart, document)| {
                addresses(*chart, document).map(|at| (at, document.bytes))
            });
            for (at, said) in places {
                if counted.contains(&at) {
                    continue;
                }
                let chunks = self.store.count(&Range::Blob(at)).await?;
                let as_said = usize::try_from(said).map(chunks_of);
                if as_said.is_ok_and(|as_said| u64::from(as_said) == chunks) {
                    counted.insert(at);
                    bytes += said;
                    break;
                }
            }
        }
        Ok((bytes, counted.len() as u32))
    }
}

/// Every entry of the copy can be read, but for those that were carried unread. What cannot be read only for want of its
/// author's credential is named so: the file is as it was written.
fn refuse_unless_whole(opened: &OpenedBundle) -> Result<(), FileFailure> {
    let (authors, others): (Vec<_>, Vec<_>) = opened
        .unexplained()
        .partition(|one| one.why == bundle::Why::Author);
    let digests = opened.charts.iter().all(|chart| chart.digest_matches);
    match (authors.len() as u32, others.is_empty()) {
        (0, true) if digests => Ok(()),
        (authors @ 1.., true) => Err(FileFailure::Authors(authors)),
        _ => Err(FileFailure::Changed(String::from("record"))),
    }
}

/// Whether a chart is all here, as far as anybody known here says: what a newer version wrote is carried, if not read.
fn is_whole(reader: &Reader, open: &OpenChart) -> bool {
    let carried = open
        .gaps
        .iter()
        .filter(|gap| gap.reason == Unreadable::Newer);
    reader.gaps_that_count(open) == carried.count()
}

fn note_papers(papers: &mut Papers, open: &OpenChart) {
    for document in open.log.iter().flat_map(|entry| documents(entry)) {
        let named = papers.entry(PaperId::of(document)).or_default();
        let of_chart = named.entry(open.log.chart());
        of_chart.or_insert_with(|| document.clone());
    }
}

/// Papers that the entries of several charts name, each with the charts that do: any of them may be the one it is of.
type Papers = BTreeMap<PaperId, BTreeMap<ChartId, Document>>;

/// What tells a paper from any other: an id may be claimed by whoever saw it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct PaperId(BlobId, u64, Digest);

impl PaperId {
    fn of(document: &Document) -> Self {
        Self(document.blob, document.bytes, document.digest)
    }
}

fn write_failed(error: bundle::WriteError) -> Failure {
    match error {
        bundle::WriteError::Cancelled => Failure::Cancelled,
        bundle::WriteError::TooLarge { megabytes } => FileFailure::ExportTooLarge(megabytes).into(),
        other => FileFailure::Changed(other.to_string()).into(),
    }
}
