//! What a resource is about: a thing, or the statement that there is none of it.

use super::absent::{self, Absence};
use super::elements::thing;
use super::json::Node;
use super::mapping::{Draft, Unread};
use super::standing::weaker;
use crate::chart::concept::Concept;
use crate::chart::kinds::{Answered, Fact, KeptBecause, Observation, ObservationKind, Question};
use crate::chart::statement::Standing;
use crate::chart::value::Value;
use crate::chart::when::When;

/// A concept that names a thing, or the draft of what it says instead.
pub enum Named {
    Thing(Concept, Standing),
    Instead(Box<Draft>),
}

/// Reads the concept under `key`; "none known" becomes an answer, "none of this kind" an observation in its own words.
pub fn named(
    node: Node<'_>,
    key: &str,
    question: Question,
    when: When,
    standing: Standing,
) -> Result<Named, Unread> {
    let given = node.at(key);
    let thing = given.and_then(thing);
    let (Some(given), Some(thing)) = (given, thing) else {
        return Err(Unread(KeptBecause::Unnamed));
    };
    Ok(match absent::of(given, question) {
        None => Named::Thing(thing, standing),
        Some(Absence::Contradiction) => {
            Named::Thing(thing, weaker(standing, Standing::UnknownStatus))
        }
        Some(Absence::All(question, answer)) => Named::Instead(boxed(
            when,
            standing,
            Fact::Answer(Answered { question, answer }),
        )),
        Some(Absence::Part) => Named::Instead(boxed(
            when,
            standing,
            Fact::Observation(in_its_own_words(thing, question)),
        )),
    })
}

fn boxed(when: When, standing: Standing, fact: Fact) -> Box<Draft> {
    Box::new(Draft::new(when, standing, fact))
}

/// A denial of one kind: no answer to the question, but said. What it is about is a section of a record by its LOINC code, so
/// that a page can name it in its reader's language.
pub fn in_its_own_words(said: Concept, question: Question) -> Observation {
    let (display, code) = match question {
        Question::Allergies => ("Allergies", "48765-2"),
        Question::Medicines => ("Medicines", "10160-0"),
        Question::Illnesses => ("Problems", "11450-4"),
        Question::Operations => ("Procedures", "47519-4"),
        Question::Immunizations => ("Immunizations", "11369-6"),
        _ => ("Family history", "10157-6"),
    };
    let section = Concept::loinc((code, display));
    Observation::new(ObservationKind::Other, section, Value::Concept(said))
}
