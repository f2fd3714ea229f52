//! FHIR CarePlan: one plan item for each of its activities.

use serde_json::Value as Json;

use crate::chart::kinds::{Fact, KeptBecause, PlanEvent, PlanItem, PlanPart};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, end, first_of, or, start};
use crate::transfer::fhir::elements::{join, line, notes, time_words, words, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread};
use crate::transfer::fhir::standing::{Codes, planned, prohibition, required, weaker};
use crate::transfer::fhir::writing::{Object, Writing, period};

impl InFhir for PlanEvent {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "CarePlan",
        read: plan,
        standing,
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        // That a plan was done or dropped is no resource of its own.
        let Self::Planned(item) = self else {
            return None;
        };
        let kind = match item.part {
            PlanPart::Tests => "ServiceRequest",
            PlanPart::Treatment => "Task",
            PlanPart::Teaching => "CommunicationRequest",
        };
        let detail = Object::default()
            .with("kind", kind)
            .with("status", "not-started")
            .with("description", item.text.as_str());
        let activity = Object::default().with("detail", detail);
        let plan = of
            .status(of.about("CarePlan", "subject"), CODES)?
            .with("intent", "plan")
            .with("period", period(&of.statement.when, &item.due))
            .with("activity", vec![Json::from(activity)]);
        Some(plan.into())
    }
}

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

const CODES: &Codes = &[
    ("active", Standing::Stands),
    ("draft", Standing::Intended),
    ("on-hold", Standing::OnHold),
    ("revoked", Standing::Cancelled),
    ("completed", Standing::Over),
];

fn standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    let status = required(node, CODES);
    weaker(status, planned(node))
}

fn plan_name(node: Node<'_>) -> String {
    let title = node
        .text("title")
        .or_else(|| node.text("description"))
        .map(line);
    title.unwrap_or_else(|| words_of_all(node, "category"))
}

const OF_ACTIVITIES: &Codes = &[
    ("not-started", Standing::Stands),
    ("scheduled", Standing::Stands),
    ("in-progress", Standing::Stands),
    ("completed", Standing::Over),
    ("on-hold", Standing::OnHold),
    ("cancelled", Standing::Cancelled),
    ("stopped", Standing::Stopped),
];

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
    let status = required(detail, OF_ACTIVITIES);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::fhir::writing::tests::{hold, said};

    #[test]
    fn what_is_written_is_read_again() {
        let of = |part, text: &str, due| {
            let text = text.into();
            said(Fact::Plan(PlanEvent::Planned(PlanItem { part, text, due })))
        };
        let all = [
            of(PlanPart::Treatment, "Change the dressing", When::Unknown),
            of(PlanPart::Teaching, "How to inhale", When::Month(2026, 4)),
        ];
        let besides = [
            Standing::Cancelled,
            Standing::Intended,
            Standing::OnHold,
            Standing::Over,
        ];
        hold(&all, &besides);
    }
}
