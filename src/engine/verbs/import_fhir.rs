//! Records of other systems in: every resource becomes statements, or is kept verbatim; the file itself is kept whole.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::base::{ActId, BlobId, ChartId, Clock, Compartment, Digest, EntryId};
use crate::chart::draft::ChartSoFar;
use crate::chart::entry::Entry;
use crate::chart::kinds::{Citation, Demographic, Document, Fact};
use crate::chart::log::Log;
use crate::chart::statement::{SaidBy, Statement, StatementRef};
use crate::chart::when::When;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::papers::{Owner, PaperCopy, chunks_of, digest_of};
use crate::engine::keeping::save::Addition;
use crate::engine::number::{chart_number, prefix};
use crate::engine::protocol::*;
use crate::engine::writing::{Writing, split};
use crate::reading::view::PersonRow;
use crate::store::Store;
use crate::store::beside::Files;
use crate::terms::text::shown;
use crate::transfer::fhir::{self, FhirError, FhirFile, Imported, Linked, Partial, PatientSummary};
use crate::transfer::format::{self, FileFormat};

use crate::engine::opened_file::OpenedFile;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(super) async fn open_fhir<H: Host>(
        &mut self,
        files: Vec<Vec<u8>>,
        host: &H,
    ) -> Result<Preview, Failure> {
        let all: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let opened = fhir::open(&all).map_err(fhir_failed)?;
        host.step(Step::Resources, 1, 1).await?;
        if opened.people().is_empty() {
            let file = opened.about(0).map_err(fhir_failed)?;
            return self.preview_fhir(file, files).await;
        }
        let people = opened.people().iter().map(|one| PersonInFile {
            person: row_of(&one.patient),
            resources: one.resources,
        });
        let people = people.collect();
        let opened = Box::new(opened);
        self.hold(OpenedFile::Whose { opened, files })?;
        Ok(Preview::Whose(people))
    }

    /// A person said whose record the file is read as.
    pub(in crate::engine) async fn read_fhir_for(
        &mut self,
        person: u32,
    ) -> Result<Preview, Failure> {
        match self.open_mut()?.opened_file.take() {
            Some(OpenedFile::Whose { opened, files }) => {
                let file = opened.about(person as usize).map_err(fhir_failed)?;
                self.preview_fhir(file, files).await
            }
            other => {
                self.open_mut()?.opened_file = other;
                Err(FileFailure::NothingOpen.into())
            }
        }
    }

    async fn preview_fhir(
        &mut self,
        file: FhirFile,
        files: Vec<Vec<u8>>,
    ) -> Result<Preview, Failure> {
        let today = self.clock.now().day();
        let here = self.here_before(&file, &files, None).await?;
        let added = here.whole();
        let known = added.as_ref().map(|added| added.person.chart);
        let session = self.open_mut()?;
        let person = file.patient().map(|patient| row_of(&patient));
        let resembling = match (&person, known) {
            (Some(person), None) => {
                session
                    .list
                    .directory
                    .similar(&super::today::likeness_of(person), None, today)
            }
            _ => Vec::new(),
        };
        let counts = file.counts();
        let preview = FhirPreview {
            person,
            not_in_use: file.patient().is_some_and(|patient| !patient.in_use),
            resources: counts.resources(),
            as_statements: counts.as_statements(),
            verbatim: counts.verbatim(),
            left_out: counts.left_out(),
            of_others: file.of_others(),
            older: file.older().map(|version| version.to_string()),
            partial: file.partial().map(not_in_file).collect(),
            unread: file.unread().to_vec(),
            files_here: here.count(),
            already_here: known.is_some(),
            added,
            resembling,
        };
        self.hold(OpenedFile::Fhir {
            file: Box::new(file),
            files,
        })?;
        Ok(Preview::Fhir(Box::new(preview)))
    }

    /// Which of the files were added before.
    async fn here_before(
        &mut self,
        file: &FhirFile,
        files: &[Vec<u8>],
        in_chart: Option<ChartId>,
    ) -> Result<HereBefore, Failure> {
        let mut added = Vec::with_capacity(files.len());
        for bytes in files {
            added.push(self.added_before(&digest_of(bytes), file, in_chart).await?);
        }
        Ok(HereBefore(added))
    }

    pub(super) async fn add_fhir<H: Host>(
        &mut self,
        file: &FhirFile,
        files: &[Vec<u8>],
        into: Option<ChartId>,
        host: &H,
    ) -> Result<Added, Failure> {
        let here = self.here_before(file, files, into).await?;
        if let Some(added) = here.whole() {
            return Ok(Added {
                charts: vec![added.person.chart],
                entries: 0,
            });
        }
        if into.is_none() && file.patient().is_none() {
            return Err(FileFailure::NeedsChart.into());
        }
        let chart = into.unwrap_or_else(|| ChartId::random(self.entropy.as_mut()));
        host.step(Step::Resources, 0, file.counts().resources() as usize)
            .await?;
        let next_number = match into {
            Some(chart) => self.person(chart).await?.chart.next_number(),
            None => 1,
        };
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        session.add_chart(chart, self.entropy.as_mut())?;
        let owner = Owner::Chart(chart);
        let now = self.clock.now();
        let (mut writes, mut blobs, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        for (bytes, before) in files.iter().zip(&here.0) {
            if before.is_some() {
                blobs.push(None);
                continue;
            }
            let blob = BlobId::random(self.entropy.as_mut());
            let home = PaperCopy::of_new(owner, blob);
            let rows = home.seal(&mut session.vault, bytes, self.entropy.as_mut());
            writes.extend(rows.await?);
            whole.push(whole_file(blob, bytes, When::Moment(now)));
            blobs.push(Some(blob));
        }
        let mut imported = file.statements_in(&blobs, next_number);
        for paper in std::mem::take(&mut imported.papers) {
            let paper_blob = BlobId::random(self.entropy.as_mut());
            let home = PaperCopy::of_new(owner, paper_blob);
            let rows = home.seal(&mut session.vault, &paper.bytes, self.entropy.as_mut());
            writes.extend(rows.await?);
            imported.clinical.push(paper.filed(
                paper_blob,
                digest_of(&paper.bytes),
                chunks_of(paper.bytes.len()),
            ));
        }
        let whole_files = whole.len();
        imported.problems.splice(0..0, whole);
        if into.is_none() {
            imported
                .identity
                .push(self.number_statement(When::Moment(now))?);
        }
        host.step(Step::Writing, 0, 1).await?;
        let entries = self.sign_imported(chart, imported, whole_files).await?;
        let count = entries.len() as u32;
        if into.is_none() {
            writes.extend(self.take_number()?);
        }
        let saved = self.save(vec![Addition::of(chart, entries)], writes).await;
        if saved.is_err() && into.is_none() {
            self.give_number_back();
        }
        saved?;
        Ok(Added {
            charts: vec![chart],
            entries: count,
        })
    }

    /// Where this very file was added before and still stands: in that chart, or in any. What the patient list remembers of
    /// files holds also what strangers name and what was taken back; the chart says which counts.
    async fn added_before(
        &mut self,
        digest: &Digest,
        file: &FhirFile,
        in_chart: Option<ChartId>,
    ) -> Result<Option<AddedBefore>, Failure> {
        let people = self.open()?.list.people();
        let named = people.filter(|kept| kept.files.contains(digest));
        let charts: Vec<ChartId> = named
            .map(|kept| kept.chart)
            .filter(|chart| in_chart.is_none_or(|one| one == *chart))
            .collect();
        for id in charts {
            let chart = &self.person(id).await?.chart;
            let Some(entry) = chart.added_file(digest) else {
                continue;
            };
            let known = || chart.by_known().map(|(_, _, statement)| statement);
            if !took_the_same(known, digest, file) {
                continue;
            }
            let found = chart.log().get(&entry).zip(chart.came_with(entry));
            if let Some((signed, came)) = found {
                return Ok(Some(AddedBefore {
                    person: chart.banner().person,
                    entry,
                    byline: chart.byline(signed),
                    came,
                }));
            }
        }
        Ok(None)
    }

    fn number_statement(&self, now: When) -> Result<Statement, Failure> {
        let installation = &self.open()?.installation;
        let number = chart_number(&prefix(installation.id), installation.next_chart);
        Ok(Statement::new(
            now,
            Fact::Demographic(Demographic::ChartNumber(number)),
        ))
    }

    /// One act of as many entries as the statements need. Problems stand in the first clinical ones, so that the rest can point at them.
    async fn sign_imported(
        &mut self,
        chart: ChartId,
        imported: Imported,
        whole_files: usize,
    ) -> Result<Vec<Rc<Entry>>, Failure> {
        let now = self.clock.now();
        let act = ActId::random(self.entropy.as_mut());
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let author = session.author();
        let held = session.chart(&self.store, chart).await?;
        let (log, latest) = (held.open.log.clone(), held.chart.latest_known());
        let writing = Writing {
            author: &author,
            signer: &session.vault,
            chart,
            act,
            now,
            latest,
        };
        let mut signing = Signing {
            writing,
            log,
            entries: Vec::new(),
            entropy: self.entropy.as_mut(),
        };
        for part in split(imported.identity) {
            signing.sign(Compartment::IDENTITY, part)?;
        }
        let mut placed: Vec<StatementRef> = Vec::new();
        for part in split(imported.problems) {
            let count = part.len() as u32;
            let entry = signing.sign(Compartment::CLINICAL, part)?;
            placed.extend((0..count).map(|index| StatementRef {
                entry: Some(entry),
                index,
            }));
        }
        // The first placed statements are the files themselves; problems count after them.
        let at = |problem: u32| placed[problem as usize + whole_files];
        let rest: Vec<Statement> = imported
            .clinical
            .into_iter()
            .map(|linked: Linked| linked.place(at))
            .collect();
        let forms = imported.forms.into_iter();
        let forms = forms.map(|form| form.into_iter().map(|linked| linked.place(at)).collect());
        for part in split(rest).into_iter().chain(forms) {
            signing.sign(Compartment::CLINICAL, part)?;
        }
        Ok(signing.entries)
    }
}

struct Signing<'a> {
    writing: Writing<'a>,
    log: Log,
    entries: Vec<Rc<Entry>>,
    entropy: &'a mut dyn crate::base::Entropy,
}

impl Signing<'_> {
    fn sign(
        &mut self,
        compartment: Compartment,
        statements: Vec<Statement>,
    ) -> Result<EntryId, Failure> {
        let statements = BTreeMap::from([(compartment, statements)]);
        let signed = self.writing.sign(&self.log, statements, self.entropy)?;
        let entry = signed.into_iter().next().ok_or(WriteFailure::TooLarge)?;
        self.log
            .join(Rc::clone(&entry))
            .map_err(|_| Failure::NoChart)?;
        let id = entry.id();
        self.entries.push(entry);
        Ok(id)
    }
}

/// A file of several people was added for the same one, if the chart shows that person's own record in it.
/// What a stranger says of the file's people keeps nobody from adding it.
fn took_the_same<'a, I: Iterator<Item = &'a Statement>>(
    known: impl Fn() -> I,
    digest: &Digest,
    file: &FhirFile,
) -> bool {
    let Some((_, position)) = file.chosen() else {
        return true;
    };
    let blobs: BTreeSet<BlobId> = known()
        .filter_map(|statement| match &statement.fact {
            Fact::Citation(Citation::File(document)) if document.digest == *digest => {
                Some(document.blob)
            }
            _ => None,
        })
        .collect();
    known().any(|statement| {
        let place = statement.source.file.as_ref();
        matches!(statement.fact, Fact::Demographic(_))
            && place.is_some_and(|place| place.position == position && blobs.contains(&place.blob))
    })
}

/// Where each of the chosen files was added before.
struct HereBefore(Vec<Option<AddedBefore>>);

impl HereBefore {
    /// Where all of them were.
    fn whole(&self) -> Option<AddedBefore> {
        let first = self.0.first()?.clone();
        first.filter(|_| self.0.iter().all(Option::is_some))
    }

    fn count(&self) -> u32 {
        self.0.iter().flatten().count() as u32
    }
}

fn not_in_file(partial: &Partial) -> NotInFile {
    NotInFile {
        of: partial.of,
        next: partial.next,
        said: partial.said.clone(),
    }
}

/// A file's exact bytes, kept once.
fn whole_file(blob: BlobId, bytes: &[u8], now: When) -> Statement {
    let document = Document {
        title: String::new(),
        media_type: media_type(bytes).into(),
        blob,
        bytes: bytes.len() as u64,
        digest: digest_of(bytes),
        chunks: chunks_of(bytes.len()),
    };
    Statement::new(now, Fact::Citation(Citation::File(document))).said_by(SaidBy::File)
}

fn media_type(bytes: &[u8]) -> &'static str {
    match format::of(bytes) {
        FileFormat::Zip => "application/zip",
        FileFormat::Gzip => "application/gzip",
        _ => "application/fhir+json",
    }
}

/// The Patient of a file as a row of the list shows a person.
fn row_of(patient: &PatientSummary) -> PersonRow {
    let shown = |text: &str| shown(text).into_owned();
    let (family, given) = patient.name.as_ref().map_or_else(Default::default, |name| {
        (shown(&name.family), shown(&name.given))
    });
    PersonRow {
        chart: ChartId([0; 16]),
        family,
        given,
        placeholder: false,
        sex: patient.sex,
        birth: patient.birth,
        place: shown(&patient.place),
        phone: shown(&patient.phone),
        number: String::new(),
        last_seen: None,
        died: None,
    }
}

fn fhir_failed(error: FhirError) -> Failure {
    Failure::File(match error {
        FhirError::TooLarge { limit, .. } => FileFailure::TooLarge((limit / 1_000_000) as u32),
        FhirError::NotJson { line, what } => FileFailure::NotJson {
            line: line as u32,
            what,
        },
        FhirError::CutOff { .. } => FileFailure::Truncated,
        FhirError::NotAnObject => FileFailure::NotFhir(NotFhir::NotAnObject),
        FhirError::NoResourceType => FileFailure::NotFhir(NotFhir::NoResourceType),
        FhirError::EntriesNotAList => FileFailure::NotFhir(NotFhir::EntriesNotAList),
        FhirError::Empty => FileFailure::NotFhir(NotFhir::Empty),
        FhirError::TooDeep { .. } => FileFailure::NotFhir(NotFhir::TooDeep),
        FhirError::TooMany { .. } => FileFailure::NotFhir(NotFhir::TooMany),
        FhirError::NotABundle(kind) => FileFailure::NotABundle(kind),
        // People count from 1.
        FhirError::BadEntry { place } => FileFailure::BadEntry(place as u32 + 1),
        FhirError::SeveralPatients(_) => FileFailure::SeveralPatients,
        FhirError::EmptyFile => FileFailure::NoBytes,
        FhirError::NotRead(foreign) => FileFailure::NotRead(foreign),
        FhirError::CarnetBundle => FileFailure::BundleAmongOthers,
        FhirError::LockedZip => FileFailure::LockedZip,
        FhirError::Damaged(part) => FileFailure::Changed(part),
        FhirError::NotUnicode => FileFailure::NotUnicode,
        FhirError::Older { version, kind } => FileFailure::OlderFhir {
            version: version.to_string(),
            kind,
        },
    })
}
