//! FHIR Encounter: a visit elsewhere.

use crate::chart::kinds::{Fact, VisitEvent};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{end, start};
use crate::transfer::fhir::elements::{coding, concept, words_of_all};
use crate::transfer::fhir::kinds::ResourceType;
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, reasons};
use crate::transfer::fhir::standing::required;

pub(super) const TYPES: &[ResourceType] = &[ResourceType {
    name: "Encounter",
    read: encounter,
    standing,
}];

fn encounter(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = standing(reading);
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

fn standing(reading: &Reading<'_>) -> Standing {
    required(reading.node(), |code| match code {
        "arrived" | "triaged" | "in-progress" | "onleave" | "finished" | "completed"
        | "discharged" => Some(Standing::Stands),
        "planned" => Some(Standing::Intended),
        "cancelled" => Some(Standing::Cancelled),
        "on-hold" => Some(Standing::OnHold),
        _ => None,
    })
}
