//! Records of other systems in: every resource becomes statements, or is kept verbatim; the file itself is kept whole.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::{ActId, BlobId, ChartId, Clock, Compartment, Digest, EntryId};
use crate::chart::entry::Entry;
use crate::chart::facts::{Citation, Demographic, Document, Fact};
use crate::chart::log::Log;
use crate::chart::statement::{SaidBy, Statement, StatementRef};
use crate::chart::when::When;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::save::Addition;
use crate::engine::number::{chart_number, prefix};
use crate::engine::protocol::*;
use crate::engine::writing::{Writing, split};
use crate::reading::view::PersonRow;
use crate::store::Store;
use crate::store::beside::Files;
use crate::terms::text::shown;
use crate::transfer::fhir::{self, FhirError, FhirFile, Imported, Linked, PatientSummary};

use super::blobs::{Owner, chunks_of, digest_of, seal_blob};
use super::import::OpenedFile;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(super) async fn open_fhir<H: Host>(
        &mut self,
        bytes: Vec<u8>,
        host: &H,
    ) -> Result<Reply, Failure> {
        let file = fhir::read(&bytes).map_err(fhir_failed)?;
        host.step(Step::Resources, 1, 1).await?;
        let today = self.clock.now().day();
        let counts = file.counts();
        let added = self.added_before(&digest_of(&bytes), None).await?;
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
        let preview = FhirPreview {
            person,
            not_in_use: file.patient().is_some_and(|patient| !patient.in_use),
            resources: counts.resources(),
            as_statements: counts.as_statements(),
            verbatim: counts.verbatim(),
            already_here: known.is_some(),
            known_chart: known,
            added,
            resembling,
        };
        self.hold(OpenedFile::Fhir {
            file: Box::new(file),
            bytes,
        })?;
        Ok(Reply::Transfer(TransferReply::Fhir(Box::new(preview))))
    }

    pub(super) async fn add_fhir<H: Host>(
        &mut self,
        file: &FhirFile,
        bytes: &[u8],
        into: Option<ChartId>,
        host: &H,
    ) -> Result<Reply, Failure> {
        let digest = digest_of(bytes);
        if let Some(added) = self.added_before(&digest, into).await? {
            return Ok(Reply::Transfer(TransferReply::Added {
                charts: vec![added.person.chart],
                entries: 0,
            }));
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
        let blob = BlobId::random(self.entropy.as_mut());
        let mut writes = seal_blob(
            &mut session.vault,
            Owner::Chart(chart),
            blob,
            bytes,
            self.entropy.as_mut(),
        )
        .await?;
        let mut imported = file.statements(blob, next_number);
        for paper in std::mem::take(&mut imported.papers) {
            let paper_blob = BlobId::random(self.entropy.as_mut());
            let rows = seal_blob(
                &mut session.vault,
                Owner::Chart(chart),
                paper_blob,
                &paper.bytes,
                self.entropy.as_mut(),
            );
            writes.extend(rows.await?);
            imported.clinical.push(paper.filed(
                paper_blob,
                digest_of(&paper.bytes),
                chunks_of(paper.bytes.len()),
            ));
        }
        let now = self.clock.now();
        imported
            .problems
            .insert(0, whole_file(blob, bytes, When::Moment(now)));
        if into.is_none() {
            imported
                .identity
                .push(self.number_statement(When::Moment(now))?);
        }
        host.step(Step::Writing, 0, 1).await?;
        let entries = self.sign_imported(chart, imported).await?;
        let count = entries.len() as u32;
        if into.is_none() {
            writes.extend(self.take_number()?);
        }
        let saved = self.save(vec![Addition::of(chart, entries)], writes).await;
        if saved.is_err() && into.is_none() {
            self.give_number_back();
        }
        saved?;
        Ok(Reply::Transfer(TransferReply::Added {
            charts: vec![chart],
            entries: count,
        }))
    }

    /// Where this very file was added before and still stands: in that chart, or in any. What the patient list remembers of
    /// files holds also what strangers name and what was taken back; the chart says which counts.
    async fn added_before(
        &mut self,
        digest: &Digest,
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
        // The first placed statement is the file itself; problems count from the second.
        let at = |problem: u32| placed[problem as usize + 1];
        let rest: Vec<Statement> = imported
            .clinical
            .into_iter()
            .map(|linked: Linked| linked.place(at))
            .collect();
        for part in split(rest) {
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

/// The file's exact bytes, kept once.
fn whole_file(blob: BlobId, bytes: &[u8], now: When) -> Statement {
    let document = Document {
        title: String::new(),
        media_type: "application/fhir+json".into(),
        blob,
        bytes: bytes.len() as u64,
        digest: digest_of(bytes),
        chunks: chunks_of(bytes.len()),
    };
    Statement::new(now, Fact::Citation(Citation::File(document))).said_by(SaidBy::File)
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
    })
}
