//! Condition: a problem of the list, with what is said about it.

use crate::chart::concept::Concept;
use crate::chart::kinds::{Fact, Part, ProblemOpened, ProblemStatus, Question, Section};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{choice, choice_end, first_of, or};
use crate::transfer::fhir::elements::{join, notes, numbers, time_words, words, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::ResourceType;
use crate::transfer::fhir::mapping::{Content, Draft, Mapped, Reading};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{
    ENTERED_IN_ERROR, StatusCode, concept_code, verification, weaker,
};

pub(super) const TYPES: &[ResourceType] = &[ResourceType {
    name: "Condition",
    read: condition,
    standing,
}];

/// A problem whatever its category: a visit's diagnosis is a problem too. Its remarks become an assessment under it.
fn condition(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let onset = choice(node, "onset");
    let recorded = or(first_of(node, &["recordedDate", "assertedDate"]), onset);
    let ended = or(choice(node, "abatement"), choice_end(node, "onset"));
    let (status, _) = clinical_status(node);
    let standing = standing(reading);
    let thing = match named(node, "code", Question::Illnesses, recorded, standing) {
        // That there is none has no course that could be over.
        Ok(Named::Instead(mut draft)) if !node.has("clinicalStatus") => {
            draft.standing = verification(node);
            return Ok(vec![*draft]);
        }
        Ok(Named::Instead(draft)) => return Ok(vec![*draft]),
        Ok(Named::Thing(thing, standing)) => (thing, standing),
        Err(_) => (Concept::unnamed(numbers(node, "identifier")), standing),
    };
    let (thing, standing) = thing;
    let problem = Draft {
        when: recorded,
        standing,
        content: Content::Problem(ProblemOpened {
            number: 0,
            words: thing.text,
            codings: thing.codings,
            status,
            onset,
            ended,
        }),
        problems: Vec::new(),
        time_words: time_words(node, "onset"),
        status_words: None,
    };
    let remarks = remarks(node);
    let mut drafts = vec![problem];
    if !remarks.is_empty() {
        let section = Section {
            part: Part::Assessment,
            text: remarks,
        };
        drafts.push(
            Draft::new(recorded, standing, Fact::Section(section)).about(vec![reading.index]),
        );
    }
    Ok(drafts)
}

fn standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    weaker(verification(node), clinical_status(node).1)
}

/// Without a clinical status a condition that ended is resolved. Of any other nobody knows: it stands among the active ones,
/// better looked at than overlooked, and says so.
fn clinical_status(node: Node<'_>) -> (ProblemStatus, Standing) {
    let said = ["Age", "Range", "String"].map(|form| node.has(&format!("abatement{form}")));
    let ended = said.contains(&true)
        || node.bool("abatementBoolean") == Some(true)
        || choice(node, "abatement").is_known()
        || !time_words(node, "abatement").is_empty();
    let code = match concept_code(node, "clinicalStatus", "-clinical") {
        StatusCode::Code(code) => code,
        StatusCode::Absent if ended => return (ProblemStatus::Resolved, Standing::Stands),
        StatusCode::Absent | StatusCode::Unreadable => String::new(),
    };
    match code.as_str() {
        "active" | "recurrence" | "relapse" => (ProblemStatus::Active, Standing::Stands),
        "inactive" | "remission" => (ProblemStatus::Inactive, Standing::Stands),
        "resolved" => (ProblemStatus::Resolved, Standing::Stands),
        ENTERED_IN_ERROR => (ProblemStatus::Active, Standing::ErrorAtSource),
        _ => (ProblemStatus::Active, Standing::UnknownStatus),
    }
}

/// Severity, site, times that are no dates, and notes, as the file words them.
fn remarks(node: Node<'_>) -> String {
    let labelled = [
        ("Severity", words(node, "severity")),
        ("Site", words_of_all(node, "bodySite")),
        ("Ended", time_words(node, "abatement")),
    ];
    let lines = labelled
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(label, said)| format!("{label}: {said}"));
    join(lines.chain([notes(node)]), "\n")
}
