//! Files in: opened and previewed without writing anything; then added, all or nothing.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use zeroize::Zeroizing;

use crate::base::text::words_alone;
use crate::base::{ChartId, Clock};
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::papers::{Met, ReadPaper, look_for};
use crate::engine::keeping::save::Addition;
use crate::engine::protocol::*;
use crate::store::Store;
use crate::store::beside::Files;
use crate::transfer::bundle::{self, Limits, OpenedBundle, ReadError, Watch};
use crate::transfer::format::{self, FileFormat};
use crate::vault::jose::Holder;
use crate::vault::{CODE_WORDS, passphrases_meant};

use crate::engine::opened_file::{ChartImport, ImportPlan, OpenedFile, Whose};

/// Tells the page how much of a file is read, in hundredths.
struct Reading<'a, H>(&'a H);

impl<H: Host> Watch for Reading<'_, H> {
    async fn at(&mut self, done: u64, of: u64) -> ControlFlow<()> {
        const HUNDREDTHS: u64 = 100;
        let done = done.saturating_mul(HUNDREDTHS) / of.max(1);
        let told = self
            .0
            .step(Step::Reading, done as usize, HUNDREDTHS as usize);
        match told.await {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// Opens a bundle with every check there is.
pub(super) async fn read_bundle<H: Host>(
    file: &[u8],
    holder: Holder<'_>,
    host: &H,
) -> Result<OpenedBundle, Failure> {
    let (limits, mut watch) = (Limits::default(), Reading(host));
    let read = bundle::read(file, holder, &limits, &mut watch).await;
    read.map_err(read_failed)
}

/// Opens a bundle by what someone typed: the recovery words of one of its people, or the file's passphrase however its
/// words were written down. They are told by voice.
async fn read_as_typed<H: Host>(
    file: &[u8],
    typed: &str,
    host: &H,
) -> Result<OpenedBundle, Failure> {
    let words = Zeroizing::new(words_alone(typed));
    let meant = passphrases_meant(typed);
    let code = (words.len() == CODE_WORDS).then_some(Holder::Words(&words));
    let passphrases = meant.iter().map(|meant| Holder::Passphrase(meant.as_str()));
    for holder in code.into_iter().chain(passphrases) {
        match read_bundle(file, holder, host).await {
            Err(Failure::File(FileFailure::WrongPassphrase)) => {}
            read => return read,
        }
    }
    Err(FileFailure::WrongPassphrase.into())
}

/// Of a file that ends in the middle, how much is here.
fn find_failed(error: ReadError, file: &[u8]) -> Failure {
    let left = (error == ReadError::Truncated).then(|| bundle::what_is_left(file));
    match left.flatten() {
        Some((here, of)) => FileFailure::CutOff { here, of }.into(),
        None => read_failed(error),
    }
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
        ReadError::Beyond(limit) => FileFailure::Beyond(limit),
        ReadError::Changed(part) => FileFailure::Changed(part),
        ReadError::WrongKey => FileFailure::WrongPassphrase,
        ReadError::HostileCost => FileFailure::HostileCost,
        ReadError::Several => FileFailure::SeveralBundles,
        ReadError::Locked => FileFailure::LockedZip,
        ReadError::Packing => FileFailure::Packing,
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
    ) -> Result<Preview, Failure> {
        self.close_file()?;
        if file.len() as u64 > LARGEST_FILE {
            return Err(FileFailure::TooLarge((LARGEST_FILE / 1_000_000) as u32).into());
        }
        host.step(Step::Reading, 0, 1).await?;
        match format::of(&file) {
            FileFormat::Bundle => {}
            FileFormat::Json | FileFormat::Zip | FileFormat::Gzip => {
                return self.open_fhir(vec![file], host).await;
            }
            FileFormat::Foreign(foreign) => return Err(FileFailure::NotRead(foreign).into()),
            FileFormat::Empty => return Err(FileFailure::NoBytes.into()),
            FileFormat::LoosePart => return Err(FileFailure::LoosePart.into()),
        }
        // What is wrong with a file is said before anyone looks for its passphrase.
        bundle::find(&file, &Limits::default()).map_err(|error| find_failed(error, &file))?;
        let Some(passphrase) = passphrase else {
            return Ok(Preview::NeedsPassphrase);
        };
        let opened = read_as_typed(&file, &passphrase.0, host).await?;
        drop(file);
        let preview = self.look_into(opened, host).await?;
        Ok(Preview::Bundle(Box::new(preview)))
    }

    /// Plans what adding an opened bundle would do, and holds both until someone says so.
    pub(in crate::engine) async fn look_into<H: Host>(
        &mut self,
        opened: OpenedBundle,
        host: &H,
    ) -> Result<BundlePreview, Failure> {
        let plan = self.plan_import(&opened, host).await?;
        let preview = self.preview_import(&opened, &plan, host).await?;
        let (opened, plan) = (Box::new(opened), Box::new(plan));
        self.hold(OpenedFile::Bundle { opened, plan })?;
        Ok(preview)
    }

    /// Several files are a record of another system in parts, or the parts of one bundle that was unpacked.
    pub(in crate::engine) async fn open_files<H: Host>(
        &mut self,
        files: Vec<ChosenFile>,
        passphrase: Option<Passphrase>,
        host: &H,
    ) -> Result<Preview, Failure> {
        self.close_file()?;
        host.step(Step::Reading, 0, 1).await?;
        let files: Vec<Vec<u8>> = files.into_iter().map(|file| file.bytes).collect();
        match bundle::put_together(&files) {
            Some(whole) => self.open_file(whole, passphrase, host).await,
            None => self.open_fhir(files, host).await,
        }
    }

    pub(in crate::engine) fn close_file(&mut self) -> Result<(), Failure> {
        self.open_mut()?.opened_file = None;
        Ok(())
    }

    pub(super) fn hold(&mut self, file: OpenedFile) -> Result<(), Failure> {
        self.open_mut()?.opened_file = Some(file);
        Ok(())
    }

    pub(in crate::engine) async fn add_file<H: Host>(
        &mut self,
        into: Option<ChartId>,
        host: &H,
    ) -> Result<Added, Failure> {
        match self.open_mut()?.opened_file.take() {
            None => Err(FileFailure::NothingOpen.into()),
            Some(OpenedFile::Bundle { opened, plan }) => {
                let added = self.add_bundle(&opened, &plan, host).await;
                if added.is_err() {
                    self.hold(OpenedFile::Bundle { opened, plan })?;
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

    /// Carries out the plan that was shown, and nothing else. Given up before it is committed it leaves nothing, no keys either:
    /// the next act would store them.
    async fn add_bundle<H: Host>(
        &mut self,
        opened: &OpenedBundle,
        plan: &ImportPlan,
        host: &H,
    ) -> Result<Added, Failure> {
        let vault = &self.open()?.vault;
        let of_papers = plan.papers.iter().map(|paper| paper.chart);
        let charts = plan.charts.iter().map(ChartImport::chart).chain(of_papers);
        let is_new = |chart: &ChartId| !vault.compartments().any(|c| vault.holds_chart(c, *chart));
        let new: BTreeSet<ChartId> = charts.filter(is_new).collect();
        let added = self.carry_out(opened, plan, host).await;
        if let (Err(Failure::Cancelled), Some(session)) = (&added, &mut self.session) {
            new.iter()
                .for_each(|chart| session.vault.forget_unstored(*chart));
        }
        added
    }

    async fn carry_out<H: Host>(
        &mut self,
        opened: &OpenedBundle,
        plan: &ImportPlan,
        host: &H,
    ) -> Result<Added, Failure> {
        let mut writes = Vec::new();
        for paper in &plan.papers {
            host.step(Step::Writing, 0, 1).await?;
            let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
            let (vault, met) = (&session.vault, &mut Met::default());
            let found = look_for(&self.store, vault, paper.chart, &paper.document, met).await?;
            if matches!(found.paper, ReadPaper::Whole(_)) {
                continue;
            }
            session.add_chart(paper.chart, self.entropy.as_mut())?;
            let bytes = &opened.attachments[paper.attachment].bytes;
            let rows = found
                .next
                .seal(&mut session.vault, bytes, self.entropy.as_mut());
            writes.extend(rows.await?);
        }
        let adding = plan.charts.iter().filter(|one| !one.adds_nothing());
        let additions: Vec<Addition> = adding.clone().map(addition).collect();
        let people = adding.clone().filter(|one| one.whose == Whose::Person);
        let charts: Vec<ChartId> = people.map(ChartImport::chart).collect();
        let entries: usize = adding.map(ChartImport::entries).sum();
        if !additions.is_empty() || !writes.is_empty() {
            self.save_many(additions, writes, host).await?;
        }
        Ok(Added {
            charts,
            entries: entries as u32,
        })
    }
}

fn addition(one: &ChartImport) -> Addition {
    Addition {
        newer: one.newer.clone(),
        credentials: one.credentials.clone(),
        ..Addition::of(one.chart(), one.merge.new.clone())
    }
}
