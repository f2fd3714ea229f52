//! FHIR Immunization: a vaccine given, or not given and why.

use serde_json::Value as Json;

use crate::chart::kinds::{Fact, Immunization, Question};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{choice, first_of, or};
use crate::transfer::fhir::elements::{join, line, notes, quantity_words, time_words};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, reasons};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{Codes, required, weaker};
use crate::transfer::fhir::writing::{self, Object, Writing, concept, unknown, words};

impl InFhir for Immunization {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "Immunization",
        read: immunization,
        standing,
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        let protocol = Object::default().with("doseNumberString", self.dose.as_str());
        let given = of.about("Immunization", "patient");
        let given = at_a_time(of.status(given, CODES)?, of);
        let given = given
            .with("recorded", of.date_beside_words())
            .with("vaccineCode", concept(&self.vaccine))
            .with("lotNumber", self.lot.as_str())
            .with("protocolApplied", vec![Json::from(protocol)]);
        let given = match of.statement.standing {
            Standing::NotDone => given.with("statusReason", words(&self.reason)),
            _ => given.with("note", writing::notes(&self.reason)),
        };
        Some(given.into())
    }
}

/// When it was given. R4 has no vaccination without a time: one that nobody knows is said to be unknown.
fn at_a_time(given: Object, of: &Writing<'_>) -> Object {
    match of.statement.time_words.is_some() || of.statement.when.is_known() {
        true => of.time(given, "occurrence"),
        false => given.with("_occurrenceDateTime", unknown()),
    }
}

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

const CODES: &Codes = &[
    ("completed", Standing::Stands),
    ("not-done", Standing::NotDone),
];

fn standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    let status = required(node, CODES);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::concept::Concept;
    use crate::chart::statement::Statement;
    use crate::chart::when::When;
    use crate::transfer::fhir::writing::tests::{hold, said, written};

    #[test]
    fn what_is_written_is_read_again() {
        let plain = Immunization {
            vaccine: Concept::words("Measles"),
            dose: String::new(),
            lot: String::new(),
            reason: String::new(),
        };
        let full = Immunization {
            dose: "2/3, primary series; 0.5 mL".into(),
            lot: "L-77".into(),
            reason: "outbreak; given at school".into(),
            ..plain.clone()
        };
        let [plain, full] = [plain, full].map(|one| said(Fact::Immunization(one)));
        let refused = Statement {
            standing: Standing::NotDone,
            ..full.clone()
        };
        let told = Statement {
            time_words: Some("as a child".into()),
            ..full.clone()
        };
        let undated = Statement {
            when: When::Unknown,
            ..plain.clone()
        };
        assert!(written(&undated).get("_occurrenceDateTime").is_some());
        hold(&[plain, full, refused, told, undated], &[Standing::NotDone]);
    }
}
