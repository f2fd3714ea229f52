//! Records of other systems: FHIR R4 Bundles of any type.
//!
//! [`read`] is pure: bytes in, a [`FhirFile`] out, which is the proof that the file is one Bundle about at most one person.
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
mod map;
mod mapping;
mod named;
mod references;
mod referred;
mod standing;

pub use bundle::MAX_RESOURCES;
pub use counts::{Counts, Tally};
pub use error::FhirError;
pub use imported::{Imported, Linked, Paper};
pub use json::{MAX_BYTES, MAX_DEPTH};
pub use map::PatientSummary;

use std::collections::{BTreeSet, HashMap};

use crate::base::{BlobId, Compartment};
use crate::chart::facts::{Citation, Fact, ProblemEvent};
use crate::chart::statement::{FilePlace, SaidBy, Source, Standing, Statement};

use bundle::{Age, Resource, Resources};
use mapping::{Content, Draft, Outcome, Reading, Subject};

/// A Bundle about one person, read.
#[derive(Debug)]
pub struct FhirFile {
    resources: Resources,
    /// One for each resource, in the same order.
    outcomes: Vec<Outcome>,
    patient: Option<usize>,
    /// Who made the document, for resources that do not say.
    author: Option<String>,
}

/// Reads a FHIR Bundle of any type.
///
/// # Errors
/// The whole file is refused when it is too large, not JSON, not a Bundle, or about several people; see [`FhirError`].
/// Nothing inside a resource is an error: what cannot be understood is kept verbatim.
pub fn read(bytes: &[u8]) -> Result<FhirFile, FhirError> {
    let resources = Resources::of(json::parse(bytes)?)?;
    let patient = one_patient(&resources)?;
    let reading = |index| Reading {
        all: &resources,
        index,
        patient,
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
    Ok(FhirFile {
        resources,
        outcomes,
        patient,
        author,
    })
}

/// The index of the Patient. A file without one is about one person as long as its resources name the same.
fn one_patient(resources: &Resources) -> Result<Option<usize>, FhirError> {
    let patients: Vec<usize> = resources
        .iter()
        .enumerate()
        .filter(|(_, resource)| {
            resource.kind == "Patient"
                && resource.container.is_none()
                && resource.age == Age::Current
        })
        .map(|(index, _)| index)
        .collect();
    match patients.as_slice() {
        [] => {
            let named: BTreeSet<&str> = resources.iter().filter_map(named_patient).collect();
            if named.len() > 1 {
                Err(FhirError::SeveralPatients(named.len()))
            } else {
                Ok(None)
            }
        }
        [one] => Ok(Some(*one)),
        several => Err(FhirError::SeveralPatients(several.len())),
    }
}

/// The patient a resource names, however its server's address is written.
fn named_patient(resource: &Resource) -> Option<&str> {
    map::of(&resource.kind)?;
    let node = resource.node();
    let reference = node
        .at("subject")
        .or_else(|| node.at("patient"))?
        .text("reference")?;
    if reference.starts_with('#') || mapping::names_no_patient(reference) {
        return None;
    }
    Some(bundle::last_two(reference).unwrap_or(reference))
}

/// A resource inside another is shown only where the outer one is, and never stands firmer than it. Products and the person
/// are read through the outer resource, and other types are kept with it.
fn contained(reading: &Reading<'_>, container: &Outcome) -> Outcome {
    let inside = || Outcome::Verbatim(String::new(), None);
    let Outcome::Shown(outer) = container else {
        return inside();
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
        Outcome::Verbatim(..) => inside(),
    }
}

impl FhirFile {
    /// The Patient in the file; without one the reader of the file picks a chart.
    pub fn patient(&self) -> Option<PatientSummary> {
        let index = self.patient?;
        Some(map::patient_summary(self.resources.get(index).node()))
    }

    /// Every resource once: shown as statements, or kept verbatim only.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            empty_entries: self.resources.empty_entries,
            ..Counts::default()
        };
        for (resource, outcome) in self.resources.iter().zip(&self.outcomes) {
            let shown = matches!(outcome, Outcome::Shown(_));
            counts.add(&resource.kind, resource.container.is_some(), shown);
        }
        counts
    }

    /// The resource at a position, as indented JSON: what "kept verbatim" opens. The file's own bytes are in its blob.
    pub fn verbatim(&self, position: u32) -> Option<String> {
        let resource = self
            .resources
            .iter()
            .find(|resource| resource.container.is_none() && resource.position == position)?;
        serde_json::to_string_pretty(&resource.json).ok()
    }

    /// The file's statements. `blob` holds the file; problems are numbered from `first_problem_number` on.
    pub fn statements(&self, blob: BlobId, first_problem_number: u32) -> Imported {
        let problem_at = self.problem_indices();
        let mut imported = Imported {
            identity: Vec::new(),
            problems: Vec::new(),
            clinical: Vec::new(),
            papers: Vec::new(),
        };
        for (index, outcome) in self.outcomes.iter().enumerate() {
            let resource = self.resources.get(index);
            match outcome {
                Outcome::Shown(drafts) => {
                    let source = self.source(blob, index);
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
                }
                // What is inside another resource is kept with it.
                Outcome::Verbatim(..) if resource.container.is_some() => {}
                Outcome::Verbatim(words, because) => {
                    let place = self.place(blob, index);
                    let citation =
                        Citation::Verbatim(place, resource.kind.clone(), words.clone(), *because);
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
        imported
    }

    /// Where each Condition's problem will stand in [`Imported::problems`].
    fn problem_indices(&self) -> HashMap<usize, u32> {
        let opens = |outcome: &Outcome| match outcome {
            Outcome::Shown(drafts) => drafts
                .iter()
                .any(|draft| matches!(draft.content, Content::Problem(_))),
            Outcome::Verbatim(..) => false,
        };
        let conditions = self
            .outcomes
            .iter()
            .enumerate()
            .filter(|(_, outcome)| opens(outcome));
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
            patient: self.patient,
        };
        let author = reading.author().or_else(|| self.author.clone());
        let doubt = match reading.subject() {
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
            imported.identity.push(statement(fact.clone()))
        }
        Content::Fact(fact) => imported.clinical.push(Linked {
            statement: statement(fact.clone()),
            problems,
        }),
    }
}
