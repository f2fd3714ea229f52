//! FamilyMemberHistory: what relatives have or had.

use crate::chart::facts::{Answered, Concept, Fact, HistoryItem, NoFact, Question, Topic};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::first_of;
use crate::transfer::fhir::elements::{concept, join, line, notes, words};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::required;

pub fn history(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let health_unknown = node.text("status") == Some("health-unknown");
    let standing = required(node, |code| match code {
        "completed" | "partial" => Some(Standing::Stands),
        // Nothing is known of this relative: true as such, but no condition stands on it.
        "health-unknown" => Some(Standing::Unconfirmed),
        _ => None,
    });
    let when = first_of(node, &["date"]);
    let relative = join(
        [
            words(node, "relationship"),
            node.text("name").map(line).unwrap_or_default(),
        ],
        ", ",
    );
    let conditions = node.list("condition");
    let item = |what: Concept| HistoryItem {
        topic: Topic::Family,
        what,
        relative: relative.clone(),
    };
    if conditions.is_empty() {
        let said = join([death(node), notes(node)], "; ");
        return match (said.is_empty(), health_unknown) {
            (false, _) => Ok(vec![Draft::new(
                when,
                standing,
                Fact::History(item(Concept::words(said))),
            )]),
            (true, true) => {
                let answered = Answered {
                    question: Question::Family,
                    answer: NoFact::NotKnown,
                };
                Ok(vec![Draft::new(
                    when,
                    Standing::Stands,
                    Fact::Answer(answered),
                )])
            }
            (true, false) => Err(Unread("it names no illness")),
        };
    }
    let read =
        |condition: Node<'_>| match named(condition, "code", Question::Family, when, standing) {
            Ok(Named::Instead(draft)) => *draft,
            Ok(Named::Thing(what, standing)) => Draft::new(
                when,
                standing,
                Fact::History(item(with_outcome(what, condition))),
            ),
            // One unreadable condition does not hide the others.
            Err(_) => Draft::new(
                when,
                Standing::UnknownStatus,
                Fact::History(item(Concept::words("not named"))),
            ),
        };
    Ok(conditions.into_iter().map(read).collect())
}

fn with_outcome(what: Concept, condition: Node<'_>) -> Concept {
    let outcome = condition
        .at("outcome")
        .and_then(concept)
        .map(|outcome| outcome.text);
    Concept {
        text: join([what.text, outcome.unwrap_or_default()], ", "),
        codings: what.codings,
    }
}

fn death(node: Node<'_>) -> String {
    match (
        node.bool("deceasedBoolean"),
        node.text("deceasedDate")
            .or_else(|| node.text("deceasedString")),
    ) {
        (_, Some(text)) => format!("died {}", line(text)),
        (Some(true), None) => "died".to_owned(),
        _ => String::new(),
    }
}
