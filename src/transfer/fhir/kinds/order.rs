//! FHIR ServiceRequest: a test or an image that is asked for.

use serde_json::Value as Json;

use crate::chart::concept::Concept;
use crate::chart::kinds::{Fact, KeptBecause, Order, OrderEvent, TestKind, Urgency};
use crate::chart::statement::Standing;
use crate::chart::value::Laterality;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{end, first_of};
use crate::transfer::fhir::elements::{join, line, notes, thing, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread};
use crate::transfer::fhir::standing::{Codes, planned, prohibition, required, weaker};
use crate::transfer::fhir::writing::{self, Object, Writing, coded, date, period};

impl InFhir for OrderEvent {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "ServiceRequest",
        read: order,
        standing,
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        // That a specimen was taken, or an order was cancelled, is no resource of its own.
        let Self::Ordered(order) = self else {
            return None;
        };
        let specimen = order.specimen.as_ref().map(|specimen| {
            let kind = Object::of("Specimen").with("id", SPECIMEN);
            vec![Json::from(kind.with("type", writing::concept(specimen)))]
        });
        let named = specimen.is_some().then(|| {
            let reference = format!("#{SPECIMEN}");
            vec![Json::from(Object::default().with("reference", reference))]
        });
        let category = code_of_kind(order.kind).map(|code| vec![coded(SNOMED, code)]);
        let region = order.region.as_deref().map(writing::words);
        let side = order.side.map(|side| coded(SNOMED, code_of_side(side)));
        let sites: Vec<Json> = region.into_iter().chain(side).collect();
        let by = order.by.as_ref().map(|by| period(&When::Unknown, by));
        let asked = of
            .status(of.about("ServiceRequest", "subject"), CODES)?
            .with("contained", specimen)
            .with("specimen", named)
            .with("intent", "order")
            .with("category", category)
            .with("priority", code_of_urgency(order.urgency))
            .with("code", writing::concept(&order.what))
            .with("authoredOn", date(&of.statement.when))
            .with("occurrencePeriod", by)
            .with("bodySite", sites)
            .with(
                "note",
                writing::notes(order.question.as_deref().unwrap_or_default()),
            );
        Some(asked.into())
    }
}

/// Kinds of procedures and sides, in the codes that FHIR itself gives for them (ServiceRequest.category) and of SNOMED CT.
const SNOMED: &str = "http://snomed.info/sct";
const LABORATORY: &str = "108252007";
const IMAGING: &str = "363679005";
const SPECIMEN: &str = "specimen";

fn code_of_kind(kind: TestKind) -> Option<&'static str> {
    match kind {
        TestKind::Laboratory => Some(LABORATORY),
        TestKind::Imaging => Some(IMAGING),
        TestKind::Other => None,
    }
}

fn code_of_side(side: Laterality) -> &'static str {
    match side {
        Laterality::Left => "7771000",
        Laterality::Right => "24028007",
        Laterality::Both => "51440002",
    }
}

fn code_of_urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Routine => "routine",
        Urgency::Urgent => "urgent",
        Urgency::AtOnce => "stat",
    }
}

/// Any request: which kind it is of, its category says.
fn order(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let what = node.at("code").and_then(thing);
    let what = what.ok_or(Unread(KeptBecause::Unnamed))?;
    let when = first_of(node, &["authoredOn"]);
    let specimens = node.list("specimen").into_iter();
    let mut specimens = specimens.filter_map(|specimen| {
        let followed = reading.followed(specimen)?;
        followed.node().at("type").and_then(thing)
    });
    let sites = node.list("bodySite").into_iter();
    let region = sites
        .filter(|site| side_of(*site).is_none())
        .filter_map(thing);
    let region = region.map(|site: Concept| site.text);
    let by = node.at("occurrencePeriod").map(end).unwrap_or_default();
    let question = [
        words_of_all(node, "reasonCode"),
        notes(node),
        node.text("patientInstruction")
            .map(line)
            .unwrap_or_default(),
    ];
    let order = Order {
        what,
        kind: kind(node),
        urgency: match node.text("priority") {
            Some("stat") => Urgency::AtOnce,
            Some("urgent" | "asap") => Urgency::Urgent,
            _ => Urgency::Routine,
        },
        specimen: specimens.next(),
        region: some(join(region, ", ")),
        side: node.list("bodySite").into_iter().find_map(side_of),
        question: some(join(question, "; ")),
        by: Some(by).filter(When::is_known),
    };
    let fact = Fact::Order(OrderEvent::Ordered(order));
    let problems = reading.problems("reasonReference");
    Ok(vec![
        Draft::new(when, standing(reading), fact).about(problems),
    ])
}

fn some(words: String) -> Option<String> {
    Some(words).filter(|words| !words.is_empty())
}

fn codes<'a>(concept: Node<'a>) -> impl Iterator<Item = &'a str> {
    let codings = concept.list("coding").into_iter();
    codings.filter_map(|coding| coding.text("code"))
}

fn kind(node: Node<'_>) -> TestKind {
    let categories = node.list("category");
    let has = |wanted: &str| {
        let mut all = categories.iter().flat_map(|category| codes(*category));
        all.any(|code| code == wanted)
    };
    if has(IMAGING) {
        TestKind::Imaging
    } else if has(LABORATORY) {
        TestKind::Laboratory
    } else {
        TestKind::Other
    }
}

fn side_of(site: Node<'_>) -> Option<Laterality> {
    let known = |code: &str| {
        Laterality::ALL
            .into_iter()
            .find(|side| code_of_side(*side) == code)
    };
    codes(site).find_map(known)
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
    let status = weaker(required(node, CODES), prohibition(node));
    weaker(status, planned(node))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::fhir::writing::tests::{hold, said};

    #[test]
    fn what_is_written_is_read_again() {
        let plain = Order {
            what: Concept::words("Haemoglobin"),
            kind: TestKind::Laboratory,
            urgency: Urgency::Routine,
            specimen: None,
            region: None,
            side: None,
            question: None,
            by: None,
        };
        let full = Order {
            what: Concept::words("X-ray"),
            kind: TestKind::Imaging,
            urgency: Urgency::AtOnce,
            specimen: Some(Concept::words("Sputum")),
            region: Some("Wrist".into()),
            question: Some("Fracture?".into()),
            by: Some(When::Day(2026, 3, 9)),
            ..plain.clone()
        };
        let mut all = vec![plain.clone(), full.clone()];
        all.extend(Laterality::ALL.map(|side| Order {
            side: Some(side),
            ..full.clone()
        }));
        all.extend(Urgency::ALL.map(|urgency| Order {
            urgency,
            kind: TestKind::Other,
            ..plain.clone()
        }));
        let all = all.into_iter();
        let all: Vec<_> = all
            .map(|order| said(Fact::Order(OrderEvent::Ordered(order))))
            .collect();
        let besides = [
            Standing::Intended,
            Standing::OnHold,
            Standing::Cancelled,
            Standing::Over,
        ];
        hold(&all, &besides);
    }
}
