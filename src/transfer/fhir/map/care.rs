//! Encounter, CarePlan and Consent: visits elsewhere, plans, directives.

use crate::chart::kinds::{
    Directive, Fact, KeptBecause, PlanEvent, PlanItem, PlanPart, VisitEvent,
};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, end, first_of, or, start};
use crate::transfer::fhir::elements::{
    coding, concept, join, line, notes, time_words, words, words_of_all,
};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::map::documents::paper;
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread, reasons};
use crate::transfer::fhir::standing::{planned, prohibition, required, weaker};

pub fn encounter(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = encounter_standing(reading);
    let kinds = words_of_all(node, "type");
    let class = || {
        let class = node.first("class")?;
        let coded = coding(class).map(|coding| {
            if coding.display.is_empty() {
                coding.code
            } else {
                coding.display
            }
        });
        coded.or_else(|| concept(class).map(|class| class.text))
    };
    let kind = if kinds.is_empty() {
        class().unwrap_or_default()
    } else {
        kinds
    };
    let period = node.at("period");
    let when = period.map(start).unwrap_or_default();
    let over = period.map(end).unwrap_or_default();
    let fact = Fact::Visit(VisitEvent::Elsewhere(kind, reasons(reading), over));
    Ok(vec![Draft::new(when, standing, fact)])
}

pub fn encounter_standing(reading: &Reading<'_>) -> Standing {
    required(reading.node(), |code| match code {
        "arrived" | "triaged" | "in-progress" | "onleave" | "finished" | "completed"
        | "discharged" => Some(Standing::Stands),
        "planned" => Some(Standing::Intended),
        "cancelled" => Some(Standing::Cancelled),
        "on-hold" => Some(Standing::OnHold),
        _ => None,
    })
}

/// One plan item for each activity, or one for a plan without any.
pub fn plan(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = plan_standing(reading);
    let period = node.at("period");
    let when = or(
        period.map(start).unwrap_or_default(),
        first_of(node, &["created"]),
    );
    let due = period.map(end).unwrap_or_default();
    let name = plan_name(node);
    let problems = reading.problems("addresses");
    let item = |part, text, due, standing| {
        let fact = Fact::Plan(PlanEvent::Planned(PlanItem { part, text, due }));
        Draft::new(when, standing, fact).about(problems.clone())
    };
    let mut drafts = Vec::new();
    for activity in node.list("activity") {
        let read = activity_words(reading, activity);
        if !read.text.is_empty() {
            let text = join([name.clone(), read.text], ": ");
            drafts.push(item(
                read.part,
                text,
                or(read.due, due),
                weaker(standing, read.standing),
            ));
        }
    }
    if drafts.is_empty() {
        let text = join([name, notes(node)], "; ");
        if text.is_empty() {
            return Err(Unread(KeptBecause::Unnamed));
        }
        drafts.push(item(PlanPart::Treatment, text, due, standing));
    }
    Ok(drafts)
}

pub fn plan_standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    let status = required(node, |code| match code {
        "active" => Some(Standing::Stands),
        "draft" => Some(Standing::Intended),
        "on-hold" => Some(Standing::OnHold),
        "revoked" => Some(Standing::Cancelled),
        "completed" => Some(Standing::Over),
        _ => None,
    });
    weaker(status, planned(node))
}

fn plan_name(node: Node<'_>) -> String {
    let title = node
        .text("title")
        .or_else(|| node.text("description"))
        .map(line);
    title.unwrap_or_else(|| words_of_all(node, "category"))
}

struct Activity {
    text: String,
    part: PlanPart,
    due: When,
    standing: Standing,
}

fn activity_words(reading: &Reading<'_>, activity: Node<'_>) -> Activity {
    let Some(detail) = activity.at("detail") else {
        return referred(reading, activity);
    };
    let status = required(detail, |code| match code {
        "not-started" | "scheduled" | "in-progress" => Some(Standing::Stands),
        "completed" => Some(Standing::Over),
        "on-hold" => Some(Standing::OnHold),
        "cancelled" => Some(Standing::Cancelled),
        "stopped" => Some(Standing::Stopped),
        _ => None,
    });
    let said = [
        words(detail, "code"),
        words(detail, "productCodeableConcept"),
        detail.text("description").map(line).unwrap_or_default(),
        time_words(detail, "scheduled"),
    ];
    let text = join(said, ", ");
    Activity {
        part: plan_part(detail, &text),
        due: choice(detail, "scheduled"),
        standing: weaker(status, prohibition(detail)),
        text,
    }
}

/// What is planned stands elsewhere in the file: it is no firmer here than there.
fn referred(reading: &Reading<'_>, activity: Node<'_>) -> Activity {
    let reference = activity.at("reference");
    let standing = reference
        .and_then(|reference| reading.followed(reference))
        .map(|target| target.standing());
    Activity {
        text: reference
            .map(|reference| reading.reference_words(reference))
            .unwrap_or_default(),
        part: PlanPart::Treatment,
        due: When::Unknown,
        standing: standing.unwrap_or_default(),
    }
}

fn plan_part(detail: Node<'_>, text: &str) -> PlanPart {
    let lower = text.to_lowercase();
    let teaches = ["education", "teaching", "counsel", "instruction"]
        .iter()
        .any(|word| lower.contains(word));
    match detail.text("kind") {
        Some("CommunicationRequest") => PlanPart::Teaching,
        _ if teaches => PlanPart::Teaching,
        _ => PlanPart::Treatment,
    }
}

/// A consent as a directive: what is permitted or denied, in words, and where the paper is.
pub fn consent(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = consent_standing(reading);
    let when = first_of(node, &["dateTime"]);
    let provision = node
        .at("provision")
        .map(|provision| provision_words(provision, 0))
        .unwrap_or_default();
    let said = [
        words(node, "scope"),
        words_of_all(node, "category"),
        provision,
    ];
    let words = join(said, "; ");
    if words.is_empty() {
        return Err(Unread(KeptBecause::Unnamed));
    }
    let source = node
        .at("sourceReference")
        .map(|source| reading.believed(source));
    let attachment = node.at("sourceAttachment");
    let title = attachment
        .and_then(|attachment| attachment.text("title"))
        .map(line);
    let holders = node
        .list("organization")
        .into_iter()
        .map(|holder| reading.reference_words(holder));
    let held_by = join(
        [source.unwrap_or_default(), title.unwrap_or_default()]
            .into_iter()
            .chain(holders),
        ", ",
    );
    let mut drafts = vec![Draft::new(
        when,
        standing,
        Fact::Directive(Directive {
            words: words.clone(),
            held_by,
        }),
    )];
    let paper = attachment.and_then(|attachment| paper(reading, attachment, &words));
    drafts.extend(paper.map(|paper| Draft::paper(when, standing, paper)));
    Ok(drafts)
}

pub fn consent_standing(reading: &Reading<'_>) -> Standing {
    required(reading.node(), |code| match code {
        "active" => Some(Standing::Stands),
        "draft" | "proposed" => Some(Standing::Intended),
        "rejected" => Some(Standing::Refuted),
        "inactive" => Some(Standing::Over),
        _ => None,
    })
}

/// "permit" or "deny" is never left out: without it a refusal would read as an agreement.
fn provision_words(provision: Node<'_>, depth: usize) -> String {
    const DEEPEST: usize = 4;
    let rule = provision.text("type").map(line).unwrap_or_default();
    let coded = |key: &str| {
        let codings = provision.list(key).into_iter().filter_map(coding);
        join(
            codings.map(|coding| {
                if coding.display.is_empty() {
                    coding.code
                } else {
                    coding.display
                }
            }),
            ", ",
        )
    };
    let what = join(
        [
            words_of_all(provision, "action"),
            words_of_all(provision, "code"),
            coded("purpose"),
            coded("class"),
        ],
        ", ",
    );
    let exceptions: Vec<String> = match depth {
        DEEPEST.. => Vec::new(),
        _ => provision
            .list("provision")
            .into_iter()
            .map(|inner| provision_words(inner, depth + 1))
            .collect(),
    };
    let main = match (rule.is_empty(), what.is_empty()) {
        (false, false) => format!("{rule}: {what}"),
        _ => join([rule, what], ""),
    };
    let exceptions = join(exceptions, "; ");
    let exceptions = if exceptions.is_empty() {
        exceptions
    } else {
        format!("except ({exceptions})")
    };
    join([main, exceptions], "; ")
}
