//! Condition: a problem of the list, with what is said about it.

use serde_json::Value as Json;

use crate::chart::concept::Concept;
use crate::chart::kinds::{
    Fact, Part, ProblemEvent, ProblemOpened, ProblemStatus, Question, Section,
};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{choice, choice_end, first_of, or};
use crate::transfer::fhir::elements::{join, notes, numbers, time_words, words, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Content, Draft, Mapped, Reading};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{
    ENTERED_IN_ERROR, StatusCode, concept_code, verification, weaker,
};
use crate::transfer::fhir::writing::{self, Object, Writing, coded, date, unknown};

impl InFhir for ProblemEvent {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "Condition",
        read: condition,
        standing,
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        // What happened to a problem later is no resource of its own.
        let Self::Opened(opened) = self else {
            return None;
        };
        let named = Concept {
            text: opened.words.clone(),
            codings: opened.codings.clone(),
        };
        let condition = writing::thing(of.about("Condition", "subject"), "code", &named);
        let condition = match &of.statement.time_words {
            Some(words) => condition.with("onsetString", words.as_str()),
            None => condition.with("onsetDateTime", date(&opened.onset)),
        };
        let condition = with_course(condition, opened.status, of.statement.standing)?
            .with("recordedDate", date(&of.statement.when))
            .with("abatementDateTime", date(&opened.ended));
        Some(condition.into())
    }
}

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

/// Whether it is so still, and how sure that is. What was entered in error has no course.
fn with_course(condition: Object, status: ProblemStatus, standing: Standing) -> Option<Object> {
    let condition = writing::verified(condition, VERIFIED, standing)?;
    let clinical = match status {
        _ if standing == Standing::ErrorAtSource => return Some(condition),
        _ if standing == Standing::UnknownStatus => unknown(),
        ProblemStatus::Active => coded(COURSE, "active"),
        ProblemStatus::Inactive => coded(COURSE, "inactive"),
        ProblemStatus::Resolved => coded(COURSE, "resolved"),
    };
    Some(condition.with("clinicalStatus", clinical))
}

const VERIFIED: &str = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
const COURSE: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::concept::Coding;
    use crate::chart::statement::Statement;
    use crate::chart::when::When;
    use crate::transfer::fhir::writing::tests::{hold, said, written};

    fn asthma() -> ProblemOpened {
        ProblemOpened {
            number: 1,
            words: "Asthma".into(),
            codings: Vec::new(),
            status: ProblemStatus::Active,
            onset: When::Unknown,
            ended: When::Unknown,
        }
    }

    #[test]
    fn no_problem_is_written_as_confirmed() {
        for standing in [Standing::Stands, Standing::UnknownStatus] {
            let told = Statement {
                standing,
                ..said(Fact::Problem(ProblemEvent::Opened(asthma())))
            };
            let written = written(&told);
            assert_eq!(written.get("verificationStatus"), None, "{written}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let plain = asthma();
        let coding = Coding {
            system: "http://snomed.info/sct".into(),
            code: "195967001".into(),
            display: "Asthma".into(),
        };
        let quiet = ProblemOpened {
            codings: vec![coding],
            status: ProblemStatus::Inactive,
            onset: When::Year(1998),
            ..plain.clone()
        };
        let over = ProblemOpened {
            status: ProblemStatus::Resolved,
            ended: When::Month(2020, 5),
            ..quiet.clone()
        };
        let all = [plain, quiet, over];
        let mut all = all
            .map(|opened| said(Fact::Problem(ProblemEvent::Opened(opened))))
            .to_vec();
        all.push(Statement {
            time_words: Some("in childhood".into()),
            ..all[0].clone()
        });
        hold(&all, &[Standing::Refuted, Standing::Unconfirmed]);
    }
}
