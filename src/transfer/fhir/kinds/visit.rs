//! FHIR Encounter: a visit elsewhere.

use serde_json::Value as Json;

use crate::chart::kinds::{Fact, VisitEvent};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{end, start};
use crate::transfer::fhir::elements::{coding, concept, words_of_all};
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, reasons};
use crate::transfer::fhir::standing::{Codes, required};
use crate::transfer::fhir::writing::{Writing, period, unknown, words};

impl InFhir for VisitEvent {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "Encounter",
        read: encounter,
        standing: |reading| required(reading.node(), CODES),
    }];

    /// One that was still going on is read as one that stands, and written as finished: the chart does not tell them apart.
    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        // A visit here is opened and closed by two statements; neither by itself is one.
        let Self::Elsewhere(kind, reason, over) = self else {
            return None;
        };
        // R5 has a code for it, R4 has none.
        if of.statement.standing == Standing::OnHold {
            return None;
        }
        let visit = of
            .status(of.about("Encounter", "subject"), CODES)?
            .with("class", unknown())
            .with("type", vec![words(kind)])
            .with("reasonCode", vec![words(reason)])
            .with("period", period(&of.statement.when, over));
        Some(visit.into())
    }
}

fn encounter(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = required(node, CODES);
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

const CODES: &Codes = &[
    ("finished", Standing::Stands),
    ("arrived", Standing::Stands),
    ("triaged", Standing::Stands),
    ("in-progress", Standing::Stands),
    ("onleave", Standing::Stands),
    ("completed", Standing::Stands),
    ("discharged", Standing::Stands),
    ("planned", Standing::Intended),
    ("cancelled", Standing::Cancelled),
    ("on-hold", Standing::OnHold),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::when::When;
    use crate::transfer::fhir::writing::tests::{hold, said};

    #[test]
    fn what_is_written_is_read_again() {
        let of = |kind: &str, reason: &str, over| {
            let visit = VisitEvent::Elsewhere(kind.into(), reason.into(), over);
            said(Fact::Visit(visit))
        };
        let all = [
            of("Surgery", "stitches out", When::Day(2026, 3, 6)),
            of("", "", When::Unknown),
        ];
        hold(&all, &[Standing::Cancelled, Standing::Intended]);
    }
}
