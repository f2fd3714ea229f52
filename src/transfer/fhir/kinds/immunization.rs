//! FHIR Immunization: a vaccine given, or not given and why.

use crate::chart::kinds::{Fact, Immunization, Question};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{choice, first_of, or};
use crate::transfer::fhir::elements::{join, line, notes, quantity_words, time_words};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::ResourceType;
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, reasons};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{required, weaker};

pub(super) const TYPES: &[ResourceType] = &[ResourceType {
    name: "Immunization",
    read: immunization,
    standing,
}];

fn immunization(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = standing(reading);
    let when = or(
        choice(node, "occurrence"),
        first_of(node, &["recorded", "date"]),
    );
    let (vaccine, standing) =
        match named(node, "vaccineCode", Question::Immunizations, when, standing)? {
            Named::Instead(draft) => return Ok(vec![*draft]),
            Named::Thing(vaccine, standing) => (vaccine, standing),
        };
    let fact = Fact::Immunization(Immunization {
        vaccine,
        dose: dose(node),
        lot: node.text("lotNumber").map(line).unwrap_or_default(),
        reason: join([reasons(reading), notes(node)], "; "),
    });
    Ok(vec![
        Draft::new(when, standing, fact)
            .about(reading.problems("reasonReference"))
            .at(time_words(node, "occurrence")),
    ])
}

fn standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    let status = required(node, |code| match code {
        "completed" => Some(Standing::Stands),
        "not-done" => Some(Standing::NotDone),
        _ => None,
    });
    // A dose that did not count must not read as one that did.
    match node.0.get("isSubpotent") {
        None | Some(serde_json::Value::Bool(false)) => status,
        Some(_) => weaker(status, Standing::UnknownStatus),
    }
}

/// Which dose of which series, and how much.
fn dose(node: Node<'_>) -> String {
    let number = |protocol: Node<'_>, key: &str| {
        let number = protocol.number(&format!("{key}PositiveInt"));
        number.or_else(|| protocol.text(&format!("{key}String")).map(line))
    };
    let series = node.list("protocolApplied").into_iter().map(|protocol| {
        let of = number(protocol, "seriesDoses")
            .map(|doses| format!("/{doses}"))
            .unwrap_or_default();
        let dose = number(protocol, "doseNumber")
            .map(|dose| format!("{dose}{of}"))
            .unwrap_or_default();
        join(
            [dose, protocol.text("series").map(line).unwrap_or_default()],
            ", ",
        )
    });
    let amount = node
        .at("doseQuantity")
        .map(quantity_words)
        .unwrap_or_default();
    let subpotent = if node.bool("isSubpotent") == Some(true) {
        "subpotent"
    } else {
        ""
    };
    join(series.chain([amount, subpotent.to_owned()]), "; ")
}
