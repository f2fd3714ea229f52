//! From one resource to what it says, before it is known where the file will lie and how problems will be numbered.

use super::absent::{self, Absence};
use super::bundle::{Age, Resource, Resources};
use super::elements::{concept, join, line, person, words};
use super::json::Node;
use super::map;
use super::standing::{modifiers, weaker};
use crate::chart::facts::{
    Answered, Concept, Fact, Observation, ObservationKind, ProblemOpened, Question, Value,
};
use crate::chart::statement::Standing;
use crate::chart::when::When;

/// What a draft will say.
#[derive(Debug)]
pub enum Content {
    Fact(Fact),
    /// A problem; its number is still 0.
    Problem(ProblemOpened),
    /// An attachment with its bytes.
    Paper(PaperContent),
}

#[derive(Clone, Debug)]
pub struct PaperContent {
    pub title: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// One statement to be.
#[derive(Debug)]
pub struct Draft {
    pub when: When,
    pub standing: Standing,
    pub content: Content,
    /// Indices of the Condition resources it belongs to.
    pub problems: Vec<usize>,
}

impl Draft {
    pub fn new(when: When, standing: Standing, fact: Fact) -> Self {
        Self {
            when,
            standing,
            content: Content::Fact(fact),
            problems: Vec::new(),
        }
    }

    pub fn paper(when: When, standing: Standing, paper: PaperContent) -> Self {
        Self {
            when,
            standing,
            content: Content::Paper(paper),
            problems: Vec::new(),
        }
    }

    pub fn about(mut self, problems: Vec<usize>) -> Self {
        self.problems = problems;
        self
    }
}

/// What became of a resource.
#[derive(Debug)]
pub enum Outcome {
    /// Never empty.
    Shown(Vec<Draft>),
    /// Kept as it is; a few words say what it is, or why it is not shown.
    Verbatim(String),
}

/// Why a resource of a known type is kept verbatim.
#[derive(Debug, PartialEq, Eq)]
pub struct Unread(pub &'static str);

pub type Mapped = Result<Vec<Draft>, Unread>;

/// One resource with the file around it.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub all: &'a Resources,
    pub index: usize,
    /// The file's Patient, if it has one.
    pub patient: Option<usize>,
}

impl<'a> Reading<'a> {
    pub fn resource(&self) -> &'a Resource {
        self.all.get(self.index)
    }

    pub fn node(&self) -> Node<'a> {
        self.resource().node()
    }

    /// The resource a Reference leads to.
    pub fn target(&self, reference: Node<'_>) -> Option<usize> {
        self.all.resolve(self.index, reference.text("reference")?)
    }

    fn followed(&self, reference: Node<'_>) -> Option<Reading<'a>> {
        let index = self.target(reference)?;
        Some(Reading { index, ..*self })
    }

    /// Conditions named by a list of References under `key`.
    pub fn problems(&self, key: &str) -> Vec<usize> {
        self.node()
            .list(key)
            .into_iter()
            .filter_map(|reference| self.target(reference))
            .filter(|index| self.all.get(*index).kind == "Condition")
            .collect()
    }

    /// A Reference in words: its display, else what it leads to. Empty when neither says anything.
    pub fn reference_words(&self, reference: Node<'_>) -> String {
        match (reference.text("display"), self.followed(reference)) {
            (Some(display), _) => line(display),
            (None, Some(target)) => target.title(),
            (None, None) => String::new(),
        }
    }

    /// What the resource is about or called, in a few words.
    pub fn title(&self) -> String {
        let node = self.node();
        let plain = ["title", "description", "display"]
            .iter()
            .find_map(|key| node.text(key));
        let name = || match node.at("name")?.0 {
            serde_json::Value::String(name) => Some(line(name)),
            _ => node.first("name").map(person),
        };
        let coded = [
            "code",
            "vaccineCode",
            "medicationCodeableConcept",
            "type",
            "category",
            "class",
            "relationship",
        ]
        .iter()
        .filter_map(|key| node.first(key).and_then(concept))
        .map(|concept| concept.text)
        .next();
        let role = || {
            // A role that names another role is not followed: it could name itself.
            let parts = ["practitioner", "organization"]
                .iter()
                .filter_map(|key| node.at(key))
                .filter(|part| {
                    self.target(*part)
                        .is_none_or(|index| self.all.get(index).kind != "PractitionerRole")
                });
            Some(join(parts.map(|part| self.reference_words(part)), ", "))
                .filter(|text| !text.is_empty())
        };
        let known = if self.resource().kind == "PractitionerRole" {
            role()
        } else {
            None
        };
        known
            .or_else(|| plain.map(line))
            .or_else(name)
            .or(coded)
            .unwrap_or_default()
    }

    /// Who stands behind the resource, as the file says.
    pub fn author(&self) -> Option<String> {
        const KEYS: [&str; 8] = [
            "asserter",
            "informationSource",
            "recorder",
            "requester",
            "performer",
            "author",
            "custodian",
            "serviceProvider",
        ];
        let node = self.node();
        KEYS.iter()
            .filter_map(|key| node.first(key))
            // Procedure and Immunization wrap the reference once more.
            .map(|reference| self.reference_words(reference.at("actor").unwrap_or(reference)))
            .find(|words| !words.is_empty())
    }

    /// Whose resource it is.
    pub fn subject(&self) -> Subject {
        let node = self.node();
        let Some(reference) = node.at("subject").or_else(|| node.at("patient")) else {
            return Subject::ThePerson;
        };
        match (self.target(reference), reference.text("reference")) {
            (Some(target), _) if Some(target) == self.patient => Subject::ThePerson,
            // A Patient contained in the resource: the person as this resource knows them.
            (Some(target), _)
                if self.all.get(target).kind == "Patient"
                    && self.all.get(target).container.is_some() =>
            {
                Subject::ThePerson
            }
            (Some(target), _) => Subject::NotAPatient(self.all.get(target).name()),
            (None, Some(named)) if self.patient.is_some() => Subject::SomebodyUnknown(line(named)),
            _ => Subject::ThePerson,
        }
    }
}

/// Whose resource it is.
#[derive(Debug, PartialEq, Eq)]
pub enum Subject {
    ThePerson,
    /// A reference that leads nowhere in a file that has a Patient.
    SomebodyUnknown(String),
    /// A group, a device, a place.
    NotAPatient(String),
}

/// Reads one resource that is not contained.
pub fn outcome(reading: &Reading<'_>) -> Outcome {
    let resource = reading.resource();
    match resource.age {
        Age::Older => {
            return Outcome::Verbatim("older version of a resource in the same file".to_owned());
        }
        Age::Deleted => return Outcome::Verbatim("deleted by the file".to_owned()),
        Age::Current => {}
    }
    let Some(map) = map::of(&resource.kind) else {
        return Outcome::Verbatim(short(&few_words(reading)));
    };
    let subject = reading.subject();
    if let Subject::NotAPatient(name) = subject {
        return Outcome::Verbatim(short(&format!("about {name}, not about a patient")));
    }
    match map(reading) {
        Ok(mut drafts) if !drafts.is_empty() => {
            let mut limit = modifiers(resource.node());
            if subject != Subject::ThePerson {
                limit = weaker(limit, Standing::Unconfirmed);
            }
            for draft in &mut drafts {
                draft.standing = weaker(draft.standing, limit);
            }
            Outcome::Shown(drafts)
        }
        Ok(_) => Outcome::Verbatim(unreadable(resource, "it says nothing that is shown")),
        Err(Unread(why)) => Outcome::Verbatim(unreadable(resource, why)),
    }
}

fn unreadable(resource: &Resource, why: &str) -> String {
    format!("not read as {}: {why}", resource.kind)
}

fn few_words(reading: &Reading<'_>) -> String {
    if reading.resource().kind.is_empty() {
        return "a resource that names no type".to_owned();
    }
    reading.title()
}

fn short(text: &str) -> String {
    text.chars().take(160).collect()
}

/// A concept that names a thing, or the draft of what it says instead.
pub enum Named {
    Thing(Concept, Standing),
    Instead(Draft),
}

/// Reads the concept under `key`; "none known" becomes an answer, "none of this kind" an observation in its own words.
pub fn named(
    node: Node<'_>,
    key: &str,
    question: Question,
    when: When,
    standing: Standing,
) -> Result<Named, Unread> {
    let unread = Unread("it does not say what");
    let given = node.at(key).ok_or(unread)?;
    let Some(thing) = concept(given) else {
        // A code without words can still say "none".
        return Err(Unread("it does not say what"));
    };
    Ok(match absent::of(given, question) {
        None => Named::Thing(thing, standing),
        Some(Absence::Contradiction) => {
            Named::Thing(thing, weaker(standing, Standing::UnknownStatus))
        }
        Some(Absence::All(question, answer)) => Named::Instead(Draft::new(
            when,
            standing,
            Fact::Answer(Answered { question, answer }),
        )),
        Some(Absence::Part) => Named::Instead(Draft::new(
            when,
            standing,
            Fact::Observation(in_its_own_words(thing, question)),
        )),
    })
}

fn in_its_own_words(said: Concept, question: Question) -> Observation {
    let what = match question {
        Question::Allergies => "Allergies",
        Question::Medicines => "Medicines",
        Question::Illnesses => "Problems",
        Question::Operations => "Procedures",
        Question::Immunizations => "Immunizations",
        Question::Family => "Family history",
        _ => "Stated",
    };
    Observation {
        kind: ObservationKind::Other,
        what: Concept::words(what),
        value: Value::Concept(said),
        components: Vec::new(),
        interpretation: None,
        range: None,
        note: None,
        confirmed: None,
    }
}

/// Reasons for something: codes and what references lead to.
pub fn reasons(reading: &Reading<'_>) -> String {
    let node = reading.node();
    let coded = node
        .list("reasonCode")
        .into_iter()
        .filter_map(concept)
        .map(|reason| reason.text);
    let linked = node
        .list("reasonReference")
        .into_iter()
        .map(|reference| reading.reference_words(reference));
    let mut all: Vec<String> = Vec::new();
    for reason in coded.chain(linked) {
        if !all.contains(&reason) {
            all.push(reason);
        }
    }
    let status = words(node, "statusReason");
    if !status.is_empty() && !all.contains(&status) {
        all.push(status);
    }
    join(all, "; ")
}
