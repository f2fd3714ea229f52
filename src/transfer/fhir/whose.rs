//! Whose record a file is. A document is about the subject of its Composition; another file is about the one Patient in it,
//! or the one whose data it holds. Where two people have data, a person is asked.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::FhirError;
use super::bundle::{Age, Resource, Resources, last_two, names_no_patient};
use super::kinds::{self, PatientSummary};

/// More people than anybody would choose from.
const MOST_PEOPLE: usize = 200;

/// The person a file is read for.
#[derive(Clone, Debug, Default)]
pub struct Whose {
    /// Their Patient, if the file has one.
    pub patient: Option<usize>,
    /// The same Patient once more, word for word.
    copies: BTreeSet<usize>,
    /// Where the file has no Patient: the one its document names.
    named: Option<String>,
    /// Other people are in the file.
    pub others: bool,
    /// Everything in the file is part of a document, so that what names nobody is of its subject.
    document: bool,
    /// A person chose: what is of others is left out, not kept with this one's record.
    pub chosen: bool,
    /// Products that only others' resources name.
    others_products: HashSet<usize>,
}

/// One of the people a file may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub patient: PatientSummary,
    /// How many resources that can be shown are theirs, their Patient among them.
    pub resources: u32,
    pub(super) index: usize,
}

/// What the file itself says.
pub enum Found {
    One(Whose),
    /// Somebody has to say which.
    Several(Vec<Candidate>),
}

impl Whose {
    /// Whether a Patient of the file is this person.
    pub fn is(&self, index: usize) -> bool {
        self.patient == Some(index) || self.copies.contains(&index)
    }

    /// Whether a resource that does not say whose it is may be taken for theirs.
    pub fn takes_unnamed(&self) -> bool {
        !self.others || self.document
    }

    /// Whether a reference that leads to nothing in the file names somebody else than the person the document names.
    pub fn is_not(&self, reference: &str) -> bool {
        let own = self.named.as_deref();
        own.is_some_and(|own| !same_name(own, reference))
    }

    pub fn is_others_product(&self, index: usize) -> bool {
        self.others_products.contains(&index)
    }

    fn of(resources: &Resources, patient: usize, document: bool) -> Self {
        let json = &resources.get(patient).json;
        let people = patients(resources);
        let copies: BTreeSet<usize> = people
            .iter()
            .copied()
            .filter(|other| *other != patient && resources.get(*other).json == *json)
            .collect();
        let others = people.len() > copies.len() + 1;
        let mut whose = Self {
            patient: Some(patient),
            copies,
            others,
            document,
            ..Self::default()
        };
        if others {
            whose.others_products = whose.products_of_others(resources);
        }
        whose
    }

    fn products_of_others(&self, resources: &Resources) -> HashSet<usize> {
        let (mut own, mut others) = (HashSet::new(), HashSet::new());
        for (index, resource) in resources.iter().enumerate() {
            let product = resource.node().at("medicationReference");
            let product =
                product.and_then(|named| resources.resolve(index, named.text("reference")?));
            if let Some(product) = product {
                let of_another = subject_of(resources, index)
                    .is_some_and(|one| resources.get(one).kind == "Patient" && !self.is(one));
                if of_another { &mut others } else { &mut own }.insert(product);
            }
        }
        &others - &own
    }
}

/// Whose the file is, as it says itself.
pub fn find(resources: &Resources) -> Result<Found, FhirError> {
    let people = patients(resources);
    let (subjects, named) = document_subjects(resources);
    let all_documents = !resources.loose && !resources.documents.is_empty();
    match people.as_slice() {
        [] => return nobody(resources, named.filter(|_| all_documents)).map(Found::One),
        [one] => return Ok(Found::One(Whose::of(resources, *one, all_documents))),
        _ => {}
    }
    let data = data_of(resources);
    let named = |index: &usize| {
        let patient = kinds::patient_summary(resources.get(*index).node());
        patient.name.is_some()
    };
    let candidates: BTreeSet<usize> = if all_documents && !subjects.is_empty() {
        subjects
    } else {
        let with_data: BTreeSet<usize> = data.keys().copied().chain(subjects).collect();
        match with_data.is_empty() {
            false => with_data,
            true if people.iter().any(named) => people.iter().copied().filter(named).collect(),
            true => people.iter().copied().collect(),
        }
    };
    let distinct = without_copies(resources, &candidates);
    match distinct.as_slice() {
        [one] => Ok(Found::One(Whose::of(resources, *one, all_documents))),
        several if several.len() > MOST_PEOPLE => Err(FhirError::SeveralPatients(several.len())),
        several => Ok(Found::Several(
            several
                .iter()
                .map(|index| Candidate {
                    patient: kinds::patient_summary(resources.get(*index).node()),
                    resources: 1 + data.get(index).copied().unwrap_or_default(),
                    index: *index,
                })
                .collect(),
        )),
    }
}

/// The person somebody chose.
pub fn chosen(resources: &Resources, candidate: &Candidate) -> Whose {
    Whose {
        chosen: true,
        ..Whose::of(resources, candidate.index, false)
    }
}

/// A file without a Patient is about one person as long as its resources name the same, or its document says whom.
fn nobody(resources: &Resources, document: Option<String>) -> Result<Whose, FhirError> {
    let named: BTreeSet<&str> = resources.iter().filter_map(named_patient).collect();
    match document {
        None if named.len() > 1 => Err(FhirError::SeveralPatients(named.len())),
        None => Ok(Whose::default()),
        Some(document) => Ok(Whose {
            others: named.iter().any(|one| !same_name(one, &document)),
            named: Some(document),
            document: true,
            ..Whose::default()
        }),
    }
}

fn patients(resources: &Resources) -> Vec<usize> {
    let current = |resource: &Resource| {
        resource.kind == "Patient" && resource.container.is_none() && resource.age == Age::Current
    };
    let all = resources.iter().enumerate();
    all.filter(|(_, resource)| current(resource))
        .map(|(index, _)| index)
        .collect()
}

/// Whom the documents are about: Patients of the file, or else the name of one.
fn document_subjects(resources: &Resources) -> (BTreeSet<usize>, Option<String>) {
    let (mut subjects, mut names) = (BTreeSet::new(), BTreeSet::new());
    for index in &resources.documents {
        match subject_of(resources, *index) {
            Some(one) if is_free_patient(resources.get(one)) => {
                subjects.insert(one);
            }
            _ => {
                let subject = resources.get(*index).node().first("subject");
                names.extend(
                    subject
                        .and_then(|named| named.text("reference"))
                        .map(str::to_owned),
                );
            }
        }
    }
    let name = names.pop_first().filter(|_| names.is_empty());
    (subjects, name)
}

fn is_free_patient(resource: &Resource) -> bool {
    resource.kind == "Patient" && resource.container.is_none()
}

/// The resource that a resource says it is about.
pub fn subject_of(resources: &Resources, index: usize) -> Option<usize> {
    let node = resources.get(index).node();
    let subject = node.first("subject").or_else(|| node.first("patient"))?;
    match subject.text("reference") {
        Some(reference) => resources.resolve(index, reference),
        None => resources.identified(subject),
    }
}

/// How many resources that can be shown are about each Patient.
fn data_of(resources: &Resources) -> BTreeMap<usize, u32> {
    let mut data = BTreeMap::new();
    for (index, resource) in resources.iter().enumerate() {
        let counts = resource.container.is_none()
            && resource.age == Age::Current
            && resource.kind != "Patient"
            && kinds::of(&resource.kind).is_some();
        if !counts {
            continue;
        }
        if let Some(subject) = subject_of(resources, index)
            && is_free_patient(resources.get(subject))
        {
            *data.entry(subject).or_default() += 1;
        }
    }
    data
}

fn without_copies(resources: &Resources, all: &BTreeSet<usize>) -> Vec<usize> {
    let mut distinct: Vec<usize> = Vec::new();
    for index in all {
        let json = &resources.get(*index).json;
        if !distinct.iter().any(|one| resources.get(*one).json == *json) {
            distinct.push(*index);
        }
        if distinct.len() > MOST_PEOPLE {
            break;
        }
    }
    distinct
}

/// The patient a resource names, however its server's address is written.
fn named_patient(resource: &Resource) -> Option<&str> {
    kinds::of(&resource.kind)?;
    let node = resource.node();
    let reference = node
        .first("subject")
        .or_else(|| node.first("patient"))?
        .text("reference")?;
    if reference.starts_with('#') || names_no_patient(reference) {
        return None;
    }
    Some(last_two(reference).unwrap_or(reference))
}

fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| last_two(name).unwrap_or(name).to_ascii_lowercase();
    plain(one) == plain(other)
}
