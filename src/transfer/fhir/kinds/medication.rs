//! Medication, MedicationStatement, MedicationRequest: a product named, taken, ordered. Doses stay in words.

mod dosage;

use dosage::{course_end, dosage};

use crate::chart::concept::{Coding, Concept};
use crate::chart::kinds::{Dosage, Fact, KeptBecause, MedicationEvent, MedicationLine, Question};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, end, first_of, or};
use crate::transfer::fhir::elements::{join, line, notes, numbers, ratio_words, thing, time_words};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::ResourceType;
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread, reasons};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{intent, optional, prohibition, required, weaker};

pub(super) const TYPES: &[ResourceType] = &[
    ResourceType {
        name: "Medication",
        read: medication,
        standing: |reading| product_standing(reading.node()),
    },
    ResourceType {
        name: "MedicationStatement",
        read: statement,
        standing: statement_standing,
    },
    ResourceType {
        name: "MedicationRequest",
        read: request,
        standing: request_standing,
    },
];

/// Dosages of one medicine that are read; more of them are named by their number.
const DOSAGES: usize = 40;

/// A product in the file, without anyone taking it.
fn medication(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = product_standing(node);
    let (name, standing) = match named(node, "code", Question::Medicines, When::Unknown, standing) {
        // Whoever refers to it says whether that is so; the product by itself says nothing of the person.
        Ok(Named::Instead(_)) => return Err(Unread(KeptBecause::Unnamed)),
        Ok(Named::Thing(name, standing)) => (name, standing),
        Err(unread) => {
            let (name, strength) = product(node).ok_or(unread)?;
            return Ok(vec![product_named(name, strength, standing)]);
        }
    };
    Ok(vec![product_named(name, strength(node), standing)])
}

fn product_named(name: Concept, strength: String, standing: Standing) -> Draft {
    let line = MedicationLine {
        name,
        strength,
        ..MedicationLine::default()
    };
    let named = Fact::Medication(MedicationEvent::Named(line));
    Draft::new(When::Unknown, standing, named)
}

/// What the person takes, took, or does not take.
fn statement(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = statement_standing(reading);
    let when = or(choice(node, "effective"), first_of(node, &["dateAsserted"]));
    line_of(reading, "dosage", when, standing, MedicationEvent::Taking)
}

/// What somebody ordered, or ordered not to be given.
fn request(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = request_standing(reading);
    let when = first_of(node, &["authoredOn"]);
    line_of(
        reading,
        "dosageInstruction",
        when,
        standing,
        MedicationEvent::Ordered,
    )
}

fn statement_standing(reading: &Reading<'_>) -> Standing {
    required(reading.node(), |code| match code {
        "active" => Some(Standing::Stands),
        "completed" => Some(Standing::Over),
        "intended" => Some(Standing::Intended),
        "stopped" => Some(Standing::Stopped),
        "on-hold" => Some(Standing::OnHold),
        "not-taken" => Some(Standing::NotDone),
        _ => None,
    })
}

fn request_standing(reading: &Reading<'_>) -> Standing {
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
    [status, intent(node), prohibition(node)]
        .into_iter()
        .fold(Standing::Stands, weaker)
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
        Err(_) => match referred(reading, when, standing) {
            Referred::Instead(draft) => return Ok(vec![*draft]),
            Referred::Product(name, strength, standing) => (name, strength, standing),
        },
    };
    let dosages = node.list(dosage);
    let mut line = dosed(&dosages);
    line.name = name;
    line.strength = strength;
    line.until = until(node, &dosages);
    line.dispense_until = node
        .path(&["dispenseRequest", "validityPeriod"])
        .map(end)
        .filter(When::is_known);
    let remarks = [reasons(reading), notes(node)];
    line.words = join([line.words].into_iter().chain(remarks), "; ");
    let draft = Draft::new(when, standing, Fact::Medication(event(line)));
    let draft = draft.at(time_words(node, "effective"));
    Ok(vec![draft.about(reading.problems("reasonReference"))])
}

enum Referred {
    Instead(Box<Draft>),
    Product(Concept, String, Standing),
}

/// The product behind `medicationReference`; its display where the file does not hold it; else the numbers there are: a
/// medicine without a name is still one.
fn referred(reading: &Reading<'_>, when: When, standing: Standing) -> Referred {
    let Some(reference) = reading.node().at("medicationReference") else {
        return Referred::Product(Concept::default(), String::new(), standing);
    };
    let display = reference.text("display").map(line).unwrap_or_default();
    let written = reference.text("reference").map(line);
    let Some(node) = reading.product(reference) else {
        let mut codings = numbers(reference, "identifier");
        codings.extend(written.map(Coding::reference));
        let name = Concept {
            text: display,
            codings,
        };
        return Referred::Product(name, String::new(), standing);
    };
    // A product marked as an error does not make the order right.
    let standing = weaker(standing, product_standing(node));
    match named(node, "code", Question::Medicines, when, standing) {
        Ok(Named::Instead(draft)) => Referred::Instead(draft),
        Ok(Named::Thing(name, standing)) => Referred::Product(name, strength(node), standing),
        Err(_) if !display.is_empty() => {
            Referred::Product(Concept::words(display), strength(node), standing)
        }
        Err(_) => match product(node) {
            Some((name, strength)) => Referred::Product(name, strength, standing),
            None => {
                let name = Concept::unnamed(numbers(node, "identifier"));
                Referred::Product(name, strength(node), standing)
            }
        },
    }
}

/// An inactive product is one no longer used in that system, which says nothing about the person.
pub fn product_standing(node: Node<'_>) -> Standing {
    optional(node, |code| {
        matches!(code, "active" | "inactive").then_some(Standing::Stands)
    })
}

/// A product without a code of its own, by its ingredients: the name and strength of the only one, or each with its own.
fn product(node: Node<'_>) -> Option<(Concept, String)> {
    let ingredients = node.list("ingredient");
    let name = |ingredient: &Node<'_>| {
        let coded = ingredient.at("itemCodeableConcept").and_then(thing);
        coded.map(|name| name.text).or_else(|| {
            let reference = ingredient.at("itemReference")?;
            reference.text("display").map(line)
        })
    };
    if let [only] = ingredients.as_slice() {
        return Some((Concept::words(name(only)?), strength(node)));
    }
    let each = ingredients
        .iter()
        .filter_map(|one| Some(join([name(one)?, strength_of(*one)], " ")));
    let name = join(each, " + ");
    (!name.is_empty()).then(|| (Concept::words(name), String::new()))
}

fn strength(node: Node<'_>) -> String {
    join(node.list("ingredient").into_iter().map(strength_of), " + ")
}

fn strength_of(ingredient: Node<'_>) -> String {
    ingredient
        .at("strength")
        .map(ratio_words)
        .unwrap_or_default()
}

/// The end of the course: of what is taken, or of the one dosage.
fn until(node: Node<'_>, dosages: &[Node<'_>]) -> Option<When> {
    let taken = node.at("effectivePeriod").map(end).filter(When::is_known);
    let dosed = match dosages {
        [only] => course_end(*only),
        _ => None,
    };
    taken.or(dosed.filter(When::is_known))
}

/// The parts of a single dosage in the line's own fields; several, each by itself.
fn dosed(all: &[Node<'_>]) -> MedicationLine {
    if let [only] = all {
        let dosage = dosage(*only);
        return MedicationLine {
            dose: dosage.dose,
            route: dosage.route,
            frequency: dosage.frequency,
            duration: dosage.duration,
            words: dosage.words,
            timing: dosage.timing,
            ..MedicationLine::default()
        };
    }
    let several: Vec<Dosage> = all
        .iter()
        .take(DOSAGES)
        .map(|one| dosage(*one))
        .filter(|one| *one != Dosage::default())
        .collect();
    let beyond = all.len().saturating_sub(DOSAGES);
    MedicationLine {
        words: if beyond > 0 {
            format!("+ {beyond} […]")
        } else {
            String::new()
        },
        dosages: (!several.is_empty()).then_some(several),
        ..MedicationLine::default()
    }
}
