//! FamilyMemberHistory: what relatives have or had.

use serde_json::Value as Json;

use crate::chart::concept::{Coding, Concept};
use crate::chart::kinds::{Fact, HistoryItem, KeptBecause, Question, Topic};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::absent;
use crate::transfer::fhir::dates::first_of;
use crate::transfer::fhir::elements::{concept, join, line, notes, time_words, words};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread};
use crate::transfer::fhir::named::in_its_own_words;
use crate::transfer::fhir::standing::{Codes, required, weaker};
use crate::transfer::fhir::writing::{self, Object, Writing, date, unknown};

impl InFhir for HistoryItem {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "FamilyMemberHistory",
        read: history,
        standing: |reading| required(reading.node(), CODES),
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        // The person's own past would come back as a problem or a procedure.
        if self.topic != Topic::Family {
            return None;
        }
        let relative = of
            .status(of.about("FamilyMemberHistory", "patient"), CODES)?
            .with("date", date(&of.statement.when))
            .with("relationship", relationship(&self.relative));
        let relative = match self.died.as_deref() {
            Some("") => relative.with("deceasedBoolean", true),
            died => relative.with("deceasedString", died),
        };
        let note = writing::notes(self.note.as_deref().unwrap_or_default());
        let condition = Object::default()
            .with("code", writing::concept(&self.what))
            .with("onsetString", self.onset.as_deref())
            .with("note", note);
        Some(
            relative
                .with("condition", vec![Json::from(condition)])
                .into(),
        )
    }
}

/// Who the relative is. R4 has no relative without a relationship: one that nobody knows is said to be unknown.
fn relationship(relative: &str) -> Json {
    match relative.is_empty() {
        true => unknown(),
        false => writing::words(relative),
    }
}

const HEALTH_UNKNOWN: &str = "health-unknown";

fn history(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let when = first_of(node, &["date"]);
    let standing = required(node, CODES);
    let relative = Relative::of(node);
    let conditions = node.list("condition");
    if !conditions.is_empty() {
        let read = conditions.into_iter().enumerate();
        return Ok(read
            .map(|(at, condition)| {
                // What is said of the relative as a whole is said once.
                let note = if at == 0 { notes(node) } else { String::new() };
                relative.condition(condition, note, when, standing)
            })
            .collect());
    }
    if relative.died.is_some() || !notes(node).is_empty() {
        let item = relative.item(Concept::words(notes(node)));
        return Ok(vec![Draft::new(when, standing, Fact::History(item))]);
    }
    if node.text("status") == Some(HEALTH_UNKNOWN) {
        let said = Concept {
            text: HEALTH_UNKNOWN.to_owned(),
            codings: vec![Coding {
                system: "http://hl7.org/fhir/history-status".to_owned(),
                code: HEALTH_UNKNOWN.to_owned(),
                display: String::new(),
            }],
        };
        return Ok(vec![relative.without_illness(said, when, Standing::Stands)]);
    }
    Err(Unread(KeptBecause::Unnamed))
}

const CODES: &Codes = &[
    ("completed", Standing::Stands),
    ("partial", Standing::Stands),
    // Nothing is known of this relative: true as such, but no condition stands on it.
    (HEALTH_UNKNOWN, Standing::Unconfirmed),
];

struct Relative {
    name: String,
    died: Option<String>,
}

impl Relative {
    fn of(node: Node<'_>) -> Self {
        let name = node.text("name").map(line).unwrap_or_default();
        Self {
            name: join([words(node, "relationship"), name], ", "),
            died: died(node),
        }
    }

    fn item(&self, what: Concept) -> HistoryItem {
        HistoryItem {
            topic: Topic::Family,
            what,
            relative: self.name.clone(),
            onset: None,
            note: None,
            died: self.died.clone(),
        }
    }

    fn condition(&self, node: Node<'_>, of_all: String, when: When, standing: Standing) -> Draft {
        let given = node.at("code");
        let (Some(given), Some(what)) = (given, given.and_then(concept)) else {
            // One unreadable condition does not hide the others.
            let item = self.item(Concept::words("not named"));
            return Draft::new(when, Standing::UnknownStatus, Fact::History(item));
        };
        let standing = match absent::of(given, Question::Family) {
            None => standing,
            Some(absent::Absence::Contradiction) => weaker(standing, Standing::UnknownStatus),
            // Said of one relative: no answer for the whole family, and none of the person's own.
            Some(absent::Absence::All(..) | absent::Absence::Part) => {
                return self.without_illness(what, when, standing);
            }
        };
        let onset = join([date_words(node, "onset"), time_words(node, "onset")], ", ");
        let note = join([notes(node), of_all], "\n");
        let item = HistoryItem {
            onset: Some(onset).filter(|onset| !onset.is_empty()),
            note: Some(note).filter(|note| !note.is_empty()),
            ..self.item(with_outcome(what, node))
        };
        Draft::new(when, standing, Fact::History(item))
    }

    /// "Father: no current problems": in the file's words, with the relative.
    fn without_illness(&self, said: Concept, when: When, standing: Standing) -> Draft {
        let said = Concept {
            text: join([self.name.as_str(), said.text.as_str()], ": "),
            codings: said.codings,
        };
        let fact = Fact::Observation(in_its_own_words(said, Question::Family));
        Draft::new(when, standing, fact)
    }
}

fn with_outcome(what: Concept, condition: Node<'_>) -> Concept {
    Concept {
        text: join([what.text, words(condition, "outcome")], ", "),
        codings: what.codings,
    }
}

/// The dates of `<name>[x]` as the file writes them.
fn date_words(node: Node<'_>, name: &str) -> String {
    let period = node.at(&format!("{name}Period"));
    let side = |key: &str| period.and_then(|period| period.text(key)).map(line);
    let date = node.text(&format!("{name}Date")).map(line);
    join(
        [date, side("start"), side("end")].into_iter().flatten(),
        " – ",
    )
}

/// Whether the relative died; when or at what age, as the file words it.
fn died(node: Node<'_>) -> Option<String> {
    let said = join(
        [date_words(node, "deceased"), time_words(node, "deceased")],
        ", ",
    );
    match (said.is_empty(), node.bool("deceasedBoolean")) {
        (false, _) => Some(said),
        (true, Some(true)) => Some(String::new()),
        (true, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::fhir::writing::tests::{hold, said, written};

    #[test]
    fn what_is_written_is_read_again() {
        let plain = HistoryItem {
            topic: Topic::Family,
            what: Concept::words("Diabetes"),
            relative: "Mother".into(),
            onset: None,
            note: None,
            died: None,
        };
        let full = HistoryItem {
            relative: "Father, Primus".into(),
            onset: Some("at about 60".into()),
            note: Some("insulin\nlost a toe".into()),
            died: Some("at 71".into()),
            ..plain.clone()
        };
        let died = HistoryItem {
            died: Some(String::new()),
            ..plain.clone()
        };
        let only_dead = HistoryItem {
            what: Concept::default(),
            ..died.clone()
        };
        let nobody = HistoryItem {
            relative: String::new(),
            ..plain.clone()
        };
        let all = [plain, full, died, only_dead, nobody].map(|item| said(Fact::History(item)));
        for item in &all {
            let written = written(item);
            assert!(written.get("relationship").is_some(), "{written}");
        }
        hold(&all, &[Standing::Unconfirmed]);
    }
}
