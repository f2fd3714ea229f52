//! From one resource to what it says, before it is known where the file will lie and how problems will be numbered.

use std::collections::BTreeSet;

use super::bundle::{Age, Resource, Resources, names_no_patient};
use super::dates::{choice, first_of, or, start};
use super::elements::{concept, join, join_distinct, line, person, words};
use super::json::Node;
use super::kinds;
use super::standing::weaker;
use super::whose::{Whose, subject_of};
use crate::chart::codec::encode_statement;
use crate::chart::kinds::{Fact, KeptBecause, ProblemOpened};
use crate::chart::statement::{Standing, Statement};
use crate::chart::when::When;

/// Problems that one statement is filed under; a longer list is no help to anybody.
const MOST_PROBLEMS: usize = 64;

/// What a draft will say.
#[derive(Debug)]
pub enum Content {
    Fact(Box<Fact>),
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
    /// The time as the file words it, where that is no date.
    pub time_words: String,
    /// The status as the file words it; see [`Statement::status_words`].
    pub status_words: Option<String>,
}

impl Draft {
    pub fn new(when: When, standing: Standing, fact: Fact) -> Self {
        Self {
            when,
            standing,
            content: Content::Fact(Box::new(fact)),
            problems: Vec::new(),
            time_words: String::new(),
            status_words: None,
        }
    }

    pub fn paper(when: When, standing: Standing, paper: PaperContent) -> Self {
        Self {
            when,
            standing,
            content: Content::Paper(paper),
            problems: Vec::new(),
            time_words: String::new(),
            status_words: None,
        }
    }

    pub fn about(mut self, problems: Vec<usize>) -> Self {
        self.problems = problems;
        self
    }

    pub fn at(mut self, time_words: String) -> Self {
        self.time_words = time_words;
        self
    }
}

/// What became of a resource.
#[derive(Debug)]
pub enum Outcome {
    /// Never empty.
    Shown(Vec<Draft>),
    /// Kept as it is: a few words of it, and why, where its type could have been shown.
    Verbatim(String, Option<KeptBecause>),
    /// Of another person, where somebody chose whom the file is read for: it stays in the file alone.
    LeftOut,
}

/// Why a resource of a known type is kept verbatim.
#[derive(Debug, PartialEq, Eq)]
pub struct Unread(pub KeptBecause);

pub type Mapped = Result<Vec<Draft>, Unread>;

/// One resource with the file around it.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub all: &'a Resources,
    pub index: usize,
    /// Whom the file is read for.
    pub whose: &'a Whose,
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
        let written = reference.text("reference");
        written
            .and_then(|written| self.all.resolve(self.index, written))
            .or_else(|| self.all.identified(reference))
    }

    /// The resource a Reference leads to, with the file around it.
    pub fn followed(&self, reference: Node<'_>) -> Option<Reading<'a>> {
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
            .collect::<BTreeSet<usize>>()
            .into_iter()
            .take(MOST_PROBLEMS)
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
        // A Patient is nobody's but its own, and is read only where it is the person.
        if self.whose.is(self.index) {
            return Subject::ThePerson;
        }
        let node = self.node();
        let Some(reference) = node.first("subject").or_else(|| node.first("patient")) else {
            return if self.whose.takes_unnamed() {
                Subject::ThePerson
            } else {
                Subject::SomebodyUnknown(String::new())
            };
        };
        match (
            subject_of(self.all, self.index),
            reference.text("reference"),
        ) {
            (Some(target), _) if self.whose.is(target) => Subject::ThePerson,
            // A Patient contained in the resource: the person as this resource knows them.
            (Some(target), _)
                if self.all.get(target).kind == "Patient"
                    && self.all.get(target).container.is_some() =>
            {
                Subject::ThePerson
            }
            (Some(target), _) if self.all.get(target).kind == "Patient" => Subject::SomebodyElse,
            (Some(target), _) => Subject::NotAPatient(self.all.get(target).name()),
            (None, Some(named)) if names_no_patient(named) => Subject::NotAPatient(line(named)),
            (None, Some(named)) if self.whose.is_not(named) => Subject::SomebodyElse,
            (None, Some(named)) if self.whose.patient.is_some() => {
                Subject::SomebodyUnknown(line(named))
            }
            (None, None) if !self.whose.takes_unnamed() => {
                let display = reference.text("display").map(line);
                Subject::SomebodyUnknown(display.unwrap_or_default())
            }
            _ => Subject::ThePerson,
        }
    }

    /// Whether nothing of the resource is this person's: another Patient of the file, or what is about one.
    fn is_of_another(&self) -> bool {
        let resource = self.resource();
        match resource.kind.as_str() {
            "Patient" => {
                let own = self.whose.is(self.index);
                !own && (self.whose.patient.is_some() || self.whose.others)
            }
            "Medication" => self.whose.is_others_product(self.index),
            _ => self.subject() == Subject::SomebodyElse,
        }
    }
}

/// Whose resource it is.
#[derive(Debug, PartialEq, Eq)]
pub enum Subject {
    ThePerson,
    /// A reference that leads nowhere in a file that has a Patient; or none at all, where the file is about several.
    SomebodyUnknown(String),
    /// Another Patient of the file.
    SomebodyElse,
    /// A group, a device, a place.
    NotAPatient(String),
}

/// The date of a resource that is kept verbatim.
pub fn dated(node: Node<'_>) -> When {
    let plain = first_of(
        node,
        &[
            "date",
            "authoredOn",
            "created",
            "started",
            "issued",
            "recordedDate",
            "recorded",
            "dateAsserted",
        ],
    );
    let choices = ["effective", "occurrence", "performed", "onset"];
    let chosen = choices
        .iter()
        .map(|name| choice(node, name))
        .find(When::is_known);
    let period = node
        .at("period")
        .or_else(|| node.at("billablePeriod"))
        .map(start);
    or(
        or(plain, chosen.unwrap_or_default()),
        period.unwrap_or_default(),
    )
}

/// Reads one resource that is not contained.
pub fn outcome(reading: &Reading<'_>) -> Outcome {
    let resource = reading.resource();
    match resource.age {
        // Another person's older records are theirs too.
        _ if reading.whose.chosen && reading.is_of_another() => return Outcome::LeftOut,
        Age::Older => {
            return kept(reading.title(), KeptBecause::Older);
        }
        Age::Deleted => return kept(reading.title(), KeptBecause::Deleted),
        Age::Current => {}
    }
    if reading.is_of_another() {
        return if reading.whose.chosen {
            Outcome::LeftOut
        } else {
            kept(reading.title(), KeptBecause::SomebodyElse)
        };
    }
    if resource.kind == "Patient" && reading.whose.patient != Some(reading.index) {
        return kept(reading.title(), KeptBecause::Older);
    }
    let Some(known) = kinds::of(&resource.kind) else {
        return of_no_shown_type(reading);
    };
    let subject = reading.subject();
    if let Subject::NotAPatient(name) = subject {
        return kept(name, KeptBecause::NotOfAPatient);
    }
    match (known.read)(reading) {
        Ok(drafts) if drafts.is_empty() => kept(reading.title(), KeptBecause::NothingToShow),
        Ok(drafts) if drafts.iter().any(too_long) => kept(reading.title(), KeptBecause::TooLong),
        Ok(mut drafts) => {
            let limit = reading.limit();
            for draft in &mut drafts {
                draft.standing = weaker(draft.standing, limit);
                draft.status_words = reading.status_said(draft.standing);
            }
            Outcome::Shown(drafts)
        }
        Err(Unread(why)) => kept(reading.title(), why),
    }
}

/// A statement must leave room for others in an entry of at most 1 MiB.
fn too_long(draft: &Draft) -> bool {
    const LONGEST: usize = 256 * 1024;
    match &draft.content {
        Content::Fact(fact) => {
            encode_statement(&Statement::new(draft.when, Fact::clone(fact))).len() > LONGEST
        }
        // Bounded by their fields.
        Content::Problem(_) | Content::Paper(_) => false,
    }
}

fn kept(words: String, because: KeptBecause) -> Outcome {
    Outcome::Verbatim(short(&words), Some(because))
}

fn of_no_shown_type(reading: &Reading<'_>) -> Outcome {
    match reading.resource().kind.as_str() {
        "" => kept(reading.title(), KeptBecause::NoType),
        "Bundle" | "Parameters" => kept(String::new(), KeptBecause::ReadOneByOne),
        "OperationOutcome" => Outcome::Verbatim(short(&issues(reading.node())), None),
        _ => Outcome::Verbatim(short(&reading.title()), None),
    }
}

/// What a server says, in its own words.
fn issues(outcome: Node<'_>) -> String {
    let said = outcome.list("issue").into_iter().map(|issue| {
        let details = words(issue, "details");
        let text = issue.text("diagnostics").or_else(|| issue.text("code"));
        if details.is_empty() {
            text.map(line).unwrap_or_default()
        } else {
            details
        }
    });
    join_distinct(said, "; ")
}

fn short(text: &str) -> String {
    text.chars().take(160).collect()
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
        .map(|reference| reading.believed(reference));
    join_distinct(
        coded.chain(linked).chain([words(node, "statusReason")]),
        "; ",
    )
}
