//! Medication, MedicationStatement, MedicationRequest: a product named, taken, ordered. Doses stay in words.

use crate::chart::facts::{Concept, Fact, MedicationEvent, MedicationLine, Question};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, first_of, or};
use crate::transfer::fhir::elements::{
    concept, join, join_distinct, line, notes, quantity_words, range_words, ratio_words, words,
};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread, reasons};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{intent, optional, prohibition, required, weaker};

/// A product in the file, without anyone taking it.
pub fn medication(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = product_standing(node);
    let (name, standing) = match named(node, "code", Question::Medicines, When::Unknown, standing) {
        Ok(Named::Instead(draft)) => return Ok(vec![*draft]),
        Ok(Named::Thing(name, standing)) => (name, standing),
        Err(unread) => (product(node).ok_or(unread)?, standing),
    };
    let line = MedicationLine {
        name,
        strength: strength(node),
        ..MedicationLine::default()
    };
    Ok(vec![Draft::new(
        When::Unknown,
        standing,
        Fact::Medication(MedicationEvent::Named(line)),
    )])
}

/// What the person takes, took, or does not take.
pub fn statement(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = required(node, |code| match code {
        "active" => Some(Standing::Stands),
        "completed" => Some(Standing::Over),
        "intended" => Some(Standing::Intended),
        "stopped" => Some(Standing::Stopped),
        "on-hold" => Some(Standing::OnHold),
        "not-taken" => Some(Standing::NotDone),
        _ => None,
    });
    let when = or(choice(node, "effective"), first_of(node, &["dateAsserted"]));
    line_of(reading, "dosage", when, standing, MedicationEvent::Taking)
}

/// What somebody ordered, or ordered not to be given.
pub fn request(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let status = required(node, |code| match code {
        "active" => Some(Standing::Stands),
        "completed" => Some(Standing::Over),
        "on-hold" => Some(Standing::OnHold),
        "cancelled" => Some(Standing::Cancelled),
        "stopped" => Some(Standing::Stopped),
        "draft" => Some(Standing::Intended),
        _ => None,
    });
    let standing = [status, intent(node), prohibition(node)]
        .into_iter()
        .fold(Standing::Stands, weaker);
    let when = first_of(node, &["authoredOn"]);
    line_of(
        reading,
        "dosageInstruction",
        when,
        standing,
        MedicationEvent::Ordered,
    )
}

fn line_of(
    reading: &Reading<'_>,
    dosage: &str,
    when: When,
    standing: Standing,
    event: impl Fn(MedicationLine) -> MedicationEvent,
) -> Mapped {
    let node = reading.node();
    let (name, strength, standing) = match named(
        node,
        "medicationCodeableConcept",
        Question::Medicines,
        when,
        standing,
    ) {
        Ok(Named::Instead(draft)) => return Ok(vec![*draft]),
        Ok(Named::Thing(name, standing)) => (name, String::new(), standing),
        Err(_) => match referred(reading, when, standing)? {
            Referred::Instead(draft) => return Ok(vec![*draft]),
            Referred::Product(name, strength, standing) => (name, strength, standing),
        },
    };
    let mut line = dosages(node.list(dosage));
    line.name = name;
    line.strength = strength;
    line.duration = until(node);
    let remarks = [reasons(reading), notes(node)];
    line.words = join([line.words].into_iter().chain(remarks), "; ");
    let draft = Draft::new(when, standing, Fact::Medication(event(line)));
    Ok(vec![draft.about(reading.problems("reasonReference"))])
}

enum Referred {
    Instead(Box<Draft>),
    Product(Concept, String, Standing),
}

/// The product behind `medicationReference`, or its display where the file does not hold it.
fn referred(reading: &Reading<'_>, when: When, standing: Standing) -> Result<Referred, Unread> {
    let unread = || Unread("it does not say which medicine");
    let reference = reading
        .node()
        .at("medicationReference")
        .ok_or_else(unread)?;
    let display = || {
        reference
            .text("display")
            .map(|display| Concept::words(line(display)))
    };
    let product_node = reading
        .target(reference)
        .map(|index| reading.all.get(index))
        .filter(|resource| resource.kind == "Medication")
        .map(|resource| resource.node());
    let Some(node) = product_node else {
        let name = display().ok_or_else(unread)?;
        return Ok(Referred::Product(name, String::new(), standing));
    };
    // A product marked as an error does not make the order right.
    let standing = weaker(standing, product_standing(node));
    match named(node, "code", Question::Medicines, when, standing) {
        Ok(Named::Instead(draft)) => Ok(Referred::Instead(draft)),
        Ok(Named::Thing(name, standing)) => Ok(Referred::Product(name, strength(node), standing)),
        Err(_) => {
            let name = product(node).or_else(display).ok_or_else(unread)?;
            Ok(Referred::Product(name, strength(node), standing))
        }
    }
}

/// An inactive product is one no longer used in that system, which says nothing about the person.
fn product_standing(node: Node<'_>) -> Standing {
    optional(node, |code| {
        matches!(code, "active" | "inactive").then_some(Standing::Stands)
    })
}

/// A product without a code of its own, by its ingredients.
fn product(node: Node<'_>) -> Option<Concept> {
    let names = node
        .list("ingredient")
        .into_iter()
        .filter_map(|ingredient| ingredient.at("itemCodeableConcept").and_then(concept));
    let name = join(names.map(|name| name.text), " + ");
    (!name.is_empty()).then(|| Concept::words(name))
}

fn strength(node: Node<'_>) -> String {
    let strengths = node
        .list("ingredient")
        .into_iter()
        .filter_map(|ingredient| ingredient.at("strength"))
        .map(ratio_words);
    join(strengths, " + ")
}

/// The end of the course, as the file writes it.
fn until(node: Node<'_>) -> String {
    let periods = [
        node.at("effectivePeriod"),
        node.path(&["dispenseRequest", "validityPeriod"]),
    ];
    let end = periods
        .into_iter()
        .flatten()
        .find_map(|period| period.text("end"));
    end.map(|end| format!("until {}", line(end)))
        .unwrap_or_default()
}

/// The parts of a single dosage apart; of several, each in one line of words.
fn dosages(all: Vec<Node<'_>>) -> MedicationLine {
    let own_words = |dosage: Node<'_>| {
        let text = dosage.text("text").map(line).unwrap_or_default();
        let instruction = dosage
            .text("patientInstruction")
            .map(line)
            .unwrap_or_default();
        join([text, instruction], "; ")
    };
    if let [only] = all.as_slice() {
        return MedicationLine {
            dose: dose(*only),
            route: words(*only, "route"),
            frequency: frequency(*only),
            words: own_words(*only),
            ..MedicationLine::default()
        };
    }
    let lines = all.into_iter().map(|dosage| {
        let said = own_words(dosage);
        if said.is_empty() {
            join(
                [dose(dosage), words(dosage, "route"), frequency(dosage)],
                " ",
            )
        } else {
            said
        }
    });
    MedicationLine {
        words: join(lines, "; "),
        ..MedicationLine::default()
    }
}

fn dose(dosage: Node<'_>) -> String {
    let one = |rate: Node<'_>| {
        rate.at("doseQuantity")
            .map(quantity_words)
            .or_else(|| rate.at("doseRange").map(range_words))
            .or_else(|| rate.at("rateRatio").map(ratio_words))
            .or_else(|| rate.at("rateQuantity").map(quantity_words))
            .unwrap_or_default()
    };
    join_distinct(dosage.list("doseAndRate").into_iter().map(one), ", ")
}

fn frequency(dosage: Node<'_>) -> String {
    let timing = dosage.at("timing");
    let coded = timing
        .map(|timing| words(timing, "code"))
        .unwrap_or_default();
    let repeat = timing.and_then(|timing| timing.at("repeat"));
    let repeated = repeat.and_then(|repeat| {
        let times = repeat.number("frequency")?;
        let period = repeat.number("period")?;
        Some(format!(
            "{times} × / {period} {}",
            repeat.text("periodUnit").unwrap_or_default()
        ))
    });
    let needed = match (
        dosage.bool("asNeededBoolean"),
        dosage.at("asNeededCodeableConcept").and_then(concept),
    ) {
        (_, Some(reason)) => format!("as needed: {}", reason.text),
        (Some(true), None) => "as needed".to_owned(),
        _ => String::new(),
    };
    let regular = if coded.is_empty() {
        repeated.unwrap_or_default()
    } else {
        coded
    };
    join([regular, needed], ", ")
}
