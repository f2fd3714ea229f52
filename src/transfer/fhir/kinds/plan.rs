//! FHIR CarePlan: one plan item for each of its activities.

use crate::chart::kinds::{Fact, KeptBecause, PlanEvent, PlanItem, PlanPart};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, end, first_of, or, start};
use crate::transfer::fhir::elements::{join, line, notes, time_words, words, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::ResourceType;
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread};
use crate::transfer::fhir::standing::{planned, prohibition, required, weaker};

pub(super) const TYPES: &[ResourceType] = &[ResourceType {
    name: "CarePlan",
    read: plan,
    standing,
}];

/// One plan item for each activity, or one for a plan without any.
fn plan(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = standing(reading);
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

fn standing(reading: &Reading<'_>) -> Standing {
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
