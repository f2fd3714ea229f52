//! Records of other systems: FHIR, in any wrapping, R4 or turned into it.
//!
//! [`open`] is pure: the bytes of the chosen files in, an [`OpenedFhir`] out; once it is known whose record it is, a
//! [`FhirFile`], which is the proof that it is read for at most one person.
//! Every resource of it is then either shown as statements or cited as kept verbatim, and [`Counts`] says which. What a status,
//! a negation or a modifier takes back never reads as the positive fact: it keeps its place with its `Standing`.

mod absent;
mod bundle;
mod counts;
mod dates;
mod elements;
mod error;
mod imported;
mod json;
mod kinds;
mod mapping;
mod named;
mod older;
mod partial;
pub mod questionnaire;
mod references;
mod referred;
mod standing;
mod whose;
mod wrapping;
mod writing;

pub use counts::{Counts, Tally};
pub use error::{FhirError, Version};
pub use imported::{Imported, Linked, Paper};
pub use json::{MAX_BYTES, MAX_DEPTH};
pub use kinds::PatientSummary;

pub use partial::Partial;
pub use whose::Candidate;

use std::collections::HashMap;

use crate::base::{BlobId, Compartment};
use crate::chart::kinds::{Citation, Document, Fact, KeptBecause, ProblemEvent, Response};
use crate::chart::statement::{FilePlace, SaidBy, Source, Standing, Statement};
use crate::chart::when::When;

use bundle::Resources;
use counts::Became;
use mapping::{Content, Draft, Outcome, Reading, Subject};
use whose::{Found, Whose};
use wrapping::Unwrapped;

/// The position that stands for the file itself: what wraps its resources.
const WHOLE: u32 = u32::MAX;

/// Chosen files, unwrapped, and whose they are as far as they say.
pub struct OpenedFhir {
    resources: Resources,
    found: Found,
    older: Option<Version>,
    unread: Vec<String>,
}

/// A record about one person, read.
#[derive(Debug)]
pub struct FhirFile {
    resources: Resources,
    /// One for each resource, in the same order.
    outcomes: Vec<Outcome>,
    whose: Whose,
    older: Option<Version>,
    /// Files in a ZIP that are no FHIR.
    unread: Vec<String>,
    /// Who made the document, for resources that do not say.
    author: Option<String>,
}

/// Opens one file, or several that were chosen together.
///
/// # Errors
/// The whole is refused when it is too large, not FHIR JSON in a wrapping that is known, in an older form that cannot be
/// turned safely, or about people who are not in it; see [`FhirError`]. Nothing inside a resource is an error: what cannot
/// be understood is kept verbatim.
pub fn open(files: &[&[u8]]) -> Result<OpenedFhir, FhirError> {
    let bytes: usize = files.iter().map(|file| file.len()).sum();
    if bytes > MAX_BYTES {
        return Err(FhirError::TooLarge {
            bytes,
            limit: MAX_BYTES,
        });
    }
    let mut unwrapped = files
        .iter()
        .map(|file| wrapping::unwrap(file))
        .collect::<Result<Vec<Unwrapped>, FhirError>>()?;
    let unread = unwrapped
        .iter_mut()
        .flat_map(|file| std::mem::take(&mut file.unread))
        .collect();
    let mut resources = Resources::of(unwrapped, kinds::is_read)?;
    let older = older::convert(&mut resources)?;
    let found = whose::find(&resources)?;
    Ok(OpenedFhir {
        resources,
        found,
        older,
        unread,
    })
}

/// Reads one file that is about at most one person.
///
/// # Errors
/// See [`open`]; also where a person would have to say whose record it is.
pub fn read(bytes: &[u8]) -> Result<FhirFile, FhirError> {
    let opened = open(&[bytes])?;
    match opened.people() {
        [] => opened.about(0),
        several => Err(FhirError::SeveralPatients(several.len())),
    }
}

/// A statement as the FHIR R4 resource that says the same of `patient`, named as a reference names it: `Patient/7`. `None`
/// where R4 has no resource that says no more and no less: docs/fhir.md lists what is not written, and what is lost. `bytes`
/// gives those of a paper.
///
/// The statement is all that is looked at, not what the chart says of it later. One that was marked in error or corrected here,
/// a problem resolved since, a medicine stopped since is written as it was first said: the caller gives it the standing and
/// the status it has now, or leaves it out. Each demographic item is a Patient of its own under the same id: the caller merges
/// them into one.
pub fn resource_of(
    statement: &Statement,
    patient: &str,
    bytes: &dyn Fn(&Document) -> Option<Vec<u8>>,
) -> Option<serde_json::Value> {
    resource_in_entry(statement, &[], patient, bytes)
}

/// As [`resource_of`], of a statement whose entry is at hand: what a form was answered with stands there.
pub fn resource_in_entry(
    statement: &Statement,
    entry: &[Statement],
    patient: &str,
    bytes: &dyn Fn(&Document) -> Option<Vec<u8>>,
) -> Option<serde_json::Value> {
    kinds::written(&writing::Writing {
        statement,
        entry,
        patient,
        bytes,
    })
}

/// A file as it was received, for opening what is kept verbatim.
pub struct Received(Resources);

impl Received {
    /// `None` where it cannot be unwrapped.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let unwrapped = wrapping::unwrap(bytes).ok()?;
        Resources::of(vec![unwrapped], kinds::is_read)
            .ok()
            .map(Self)
    }

    /// The resource at a position, as indented JSON.
    pub fn text(&self, position: u32) -> Option<String> {
        let resource = self
            .0
            .iter()
            .find(|resource| resource.container.is_none() && resource.position == position)?;
        serde_json::to_string_pretty(&resource.json).ok()
    }
}

/// What a position of a file names, as indented JSON and as it was received: what "kept verbatim" opens. The file's own
/// bytes are in its blob.
pub fn resource_text(bytes: &[u8], position: u32) -> Option<String> {
    if position != WHOLE {
        return Received::of(bytes)?.text(position);
    }
    let values = wrapping::unwrap(bytes).ok()?.values;
    let shells: Vec<String> = values.into_iter().filter_map(shell).collect();
    Some(shells.join("\n"))
}

/// A Bundle without what is in it.
fn shell(mut value: serde_json::Value) -> Option<String> {
    let bundle = value.as_object_mut()?;
    bundle.remove("entry");
    serde_json::to_string_pretty(&bundle).ok()
}

impl OpenedFhir {
    /// Those of whom one has to be chosen; empty where the file says itself whose it is.
    pub fn people(&self) -> &[Candidate] {
        match &self.found {
            Found::One(_) => &[],
            Found::Several(people) => people,
        }
    }

    /// Reads it for one of [`Self::people`]; for the one it is about where there is nothing to choose.
    ///
    /// # Errors
    /// There are fewer people.
    pub fn about(self, person: usize) -> Result<FhirFile, FhirError> {
        let whose = match self.found {
            Found::One(whose) => whose,
            Found::Several(people) => {
                let candidate = people.get(person);
                let candidate = candidate.ok_or(FhirError::SeveralPatients(people.len()))?;
                whose::chosen(&self.resources, candidate)
            }
        };
        Ok(FhirFile::read(
            self.resources,
            whose,
            self.older,
            self.unread,
        ))
    }
}

/// A resource inside another is shown only where the outer one is, and never stands firmer than it. Products and the person
/// are read through the outer resource, and other types are kept with it.
fn contained(reading: &Reading<'_>, container: &Outcome) -> Outcome {
    let inside = || Outcome::Verbatim(String::new(), None);
    let outer = match container {
        Outcome::Shown(outer) => outer,
        Outcome::Verbatim(..) => return inside(),
        Outcome::LeftOut => return Outcome::LeftOut,
    };
    if matches!(reading.resource().kind.as_str(), "Patient" | "Medication") {
        return inside();
    }
    let limit = outer
        .iter()
        .map(|draft| draft.standing)
        .fold(Standing::Stands, standing::weaker);
    match mapping::outcome(reading) {
        Outcome::Shown(mut drafts) => {
            for draft in &mut drafts {
                draft.standing = standing::weaker(draft.standing, limit);
            }
            Outcome::Shown(drafts)
        }
        Outcome::Verbatim(..) | Outcome::LeftOut => inside(),
    }
}

impl FhirFile {
    fn read(
        resources: Resources,
        whose: Whose,
        older: Option<Version>,
        unread: Vec<String>,
    ) -> Self {
        let reading = |index| Reading {
            all: &resources,
            index,
            whose: &whose,
        };
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(resources.len());
        for (index, resource) in resources.iter().enumerate() {
            let outcome = match resource.container {
                None => mapping::outcome(&reading(index)),
                Some(container) => contained(&reading(index), &outcomes[container]),
            };
            outcomes.push(outcome);
        }
        let author = resources
            .iter()
            .position(|resource| resource.kind == "Composition" && resource.container.is_none())
            .and_then(|index| reading(index).author());
        Self {
            resources,
            outcomes,
            whose,
            older,
            unread,
            author,
        }
    }

    /// The Patient in the file; without one the reader of the file picks a chart.
    pub fn patient(&self) -> Option<PatientSummary> {
        let index = self.whose.patient?;
        Some(kinds::patient_summary(self.resources.get(index).node()))
    }

    /// Where the Patient is, where somebody chose one of several: the file and the position in it.
    pub fn chosen(&self) -> Option<(usize, u32)> {
        let index = self.whose.patient.filter(|_| self.whose.chosen)?;
        let resource = self.resources.get(index);
        Some((resource.file, resource.position))
    }

    /// Which older FHIR it was written in.
    pub fn older(&self) -> Option<Version> {
        self.older
    }

    /// What the file says of itself that is not in it.
    pub fn partial(&self) -> impl Iterator<Item = &Partial> {
        self.resources.partial.values()
    }

    /// Names of files in a ZIP that are no FHIR JSON.
    pub fn unread(&self) -> &[String] {
        &self.unread
    }

    /// Resources about other people of the file that are kept with it and not shown as this person's.
    pub fn of_others(&self) -> u32 {
        let of_another = |outcome: &&Outcome| {
            matches!(
                outcome,
                Outcome::Verbatim(_, Some(KeptBecause::SomebodyElse))
            )
        };
        u32::try_from(self.outcomes.iter().filter(of_another).count()).unwrap_or(u32::MAX)
    }

    /// Every resource once: shown as statements, kept verbatim only, or of somebody it is not read for.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            empty_entries: self.resources.empty_entries,
            ..Counts::default()
        };
        for (resource, outcome) in self.resources.iter().zip(&self.outcomes) {
            let became = match outcome {
                Outcome::Shown(_) => Became::Statements,
                Outcome::Verbatim(..) => Became::Verbatim,
                Outcome::LeftOut => Became::LeftOut,
            };
            let kind = resource.called_kind();
            counts.add(kind, resource.container.is_some(), became);
        }
        counts
    }

    /// The statements of a single file. `blob` holds it; problems are numbered from `first_problem_number` on.
    pub fn statements(&self, blob: BlobId, first_problem_number: u32) -> Imported {
        self.statements_in(&[Some(blob)], first_problem_number)
    }

    /// The statements of several files, each in its blob, in the order in which they were opened. A file without a blob
    /// is not added: it was here before.
    pub fn statements_in(&self, blobs: &[Option<BlobId>], first_problem_number: u32) -> Imported {
        let problem_at = self.problem_indices(blobs);
        let mut imported = Imported {
            identity: Vec::new(),
            problems: Vec::new(),
            clinical: Vec::new(),
            forms: Vec::new(),
            papers: Vec::new(),
        };
        for (index, outcome) in self.outcomes.iter().enumerate() {
            let resource = self.resources.get(index);
            let Some(blob) = blobs.get(resource.file).copied().flatten() else {
                continue;
            };
            match outcome {
                Outcome::LeftOut => {}
                Outcome::Shown(drafts) => {
                    let source = self.source(blob, index);
                    let before = imported.clinical.len();
                    for draft in drafts {
                        let problems = draft
                            .problems
                            .iter()
                            .filter_map(|at| problem_at.get(at).copied())
                            .collect();
                        finish(
                            &mut imported,
                            draft,
                            &source,
                            problems,
                            resource.position,
                            first_problem_number,
                        );
                    }
                    if drafts.first().is_some_and(is_form) {
                        let form = imported.clinical.split_off(before);
                        imported.forms.push(form);
                    }
                }
                // What is inside another resource is kept with it.
                Outcome::Verbatim(..) if resource.container.is_some() => {}
                Outcome::Verbatim(words, because) => {
                    let place = self.place(blob, index);
                    let citation = Citation::Verbatim(
                        place,
                        resource.called_kind().to_owned(),
                        words.clone(),
                        *because,
                    );
                    let statement = Statement {
                        source: self.source(blob, index),
                        ..Statement::new(mapping::dated(resource.node()), Fact::Citation(citation))
                    };
                    imported.clinical.push(Linked {
                        statement,
                        problems: Vec::new(),
                    });
                }
            }
        }
        for (file, partial) in &self.resources.partial {
            if let Some(blob) = blobs.get(*file).copied().flatten() {
                imported.clinical.push(part_of_more(blob, partial));
            }
        }
        imported
    }

    /// Where each Condition's problem will stand in [`Imported::problems`].
    fn problem_indices(&self, blobs: &[Option<BlobId>]) -> HashMap<usize, u32> {
        let opens = |outcome: &Outcome| match outcome {
            Outcome::Shown(drafts) => drafts
                .iter()
                .any(|draft| matches!(draft.content, Content::Problem(_))),
            Outcome::Verbatim(..) | Outcome::LeftOut => false,
        };
        let conditions = self.outcomes.iter().enumerate().filter(|(index, outcome)| {
            let file = self.resources.get(*index).file;
            opens(outcome) && blobs.get(file).is_some_and(Option::is_some)
        });
        conditions
            .zip(0u32..)
            .map(|((index, _), problem)| (index, problem))
            .collect()
    }

    fn place(&self, blob: BlobId, index: usize) -> FilePlace {
        let resource = self.resources.get(index);
        let name = match (resource.container, resource.id()) {
            (Some(container), id) => format!(
                "{}#{}",
                self.resources.get(container).name(),
                id.unwrap_or_default()
            ),
            (None, _) => resource.name(),
        };
        FilePlace {
            blob,
            position: resource.position,
            name: elements::line(&name),
        }
    }

    fn source(&self, blob: BlobId, index: usize) -> Source {
        let reading = Reading {
            all: &self.resources,
            index,
            whose: &self.whose,
        };
        let author = reading.author().or_else(|| self.author.clone());
        let doubt = match reading.subject() {
            Subject::SomebodyUnknown(named) if named.is_empty() => {
                Some("the file does not say whom it is about".to_owned())
            }
            Subject::SomebodyUnknown(named) => Some(format!("the file says it is about {named}")),
            _ => None,
        };
        let name = elements::join(author.into_iter().chain(doubt), "; ");
        Source {
            said_by: SaidBy::File,
            file: Some(self.place(blob, index)),
            name: Some(name).filter(|name| !name.is_empty()),
        }
    }
}

/// A form names its answers by their places in its entry.
fn is_form(first: &Draft) -> bool {
    let Content::Fact(fact) = &first.content else {
        return false;
    };
    matches!(**fact, Fact::Response(Response::Filled(_)))
}

/// Said with the record for as long as it stands: there is more than the file brought.
fn part_of_more(blob: BlobId, partial: &Partial) -> Linked {
    let place = FilePlace {
        blob,
        position: WHOLE,
        name: "Bundle".to_owned(),
    };
    let because = Some(KeptBecause::PartOfMore);
    let citation = Citation::Verbatim(place, "Bundle".to_owned(), partial.words(), because);
    Linked {
        statement: Statement::new(When::Unknown, Fact::Citation(citation)).said_by(SaidBy::File),
        problems: Vec::new(),
    }
}

/// Puts one draft where it belongs.
fn finish(
    imported: &mut Imported,
    draft: &Draft,
    source: &Source,
    problems: Vec<u32>,
    position: u32,
    first_number: u32,
) {
    let statement = |fact| Statement {
        source: source.clone(),
        standing: draft.standing,
        time_words: Some(draft.time_words.clone()).filter(|words| !words.is_empty()),
        status_words: draft.status_words.clone(),
        ..Statement::new(draft.when, fact)
    };
    match &draft.content {
        Content::Problem(opened) => {
            let before = u32::try_from(imported.problems.len()).unwrap_or(u32::MAX);
            let mut opened = opened.clone();
            opened.number = first_number.saturating_add(before);
            imported
                .problems
                .push(statement(Fact::Problem(ProblemEvent::Opened(opened))));
        }
        Content::Paper(paper) => imported.papers.push(Paper {
            position,
            title: paper.title.clone(),
            media_type: paper.media_type.clone(),
            bytes: paper.bytes.clone(),
            when: draft.when,
            source: source.clone(),
            standing: draft.standing,
            status_words: draft.status_words.clone(),
            problems,
        }),
        Content::Fact(fact) if fact.compartment() == Some(Compartment::IDENTITY) => {
            imported.identity.push(statement(Fact::clone(fact)))
        }
        Content::Fact(fact) => imported.clinical.push(Linked {
            statement: statement(Fact::clone(fact)),
            problems,
        }),
    }
}
