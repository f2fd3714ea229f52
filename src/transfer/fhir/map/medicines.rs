//! Medication, MedicationStatement, MedicationRequest: a product named, taken, ordered. Doses stay in words.

use crate::chart::facts::{
    Concept, Dosage, Fact, KeptBecause, MedicationEvent, MedicationLine, Question,
};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, end, first_of, or, when};
use crate::transfer::fhir::elements::{concept, join, line, notes, ratio_words};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::map::dosage::{course_end, dosage};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread, reasons};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{intent, optional, prohibition, required, weaker};

/// Dosages of one medicine that are read; more of them are named by their number.
const DOSAGES: usize = 40;

/// A product in the file, without anyone taking it.
pub fn medication(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = product_standing(node);
    let (name, standing) = match named(node, "code", Question::Medicines, When::Unknown, standing) {
        // Whoever refers to it says whether that is so; the product by itself says nothing of the person.
        Ok(Named::Instead(_)) => return Err(Unread(KeptBecause::Unnamed)),
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
    let standing = statement_standing(reading);
    let when = or(choice(node, "effective"), first_of(node, &["dateAsserted"]));
    line_of(reading, "dosage", when, standing, MedicationEvent::Taking)
}

/// What somebody ordered, or ordered not to be given.
pub fn request(reading: &Reading<'_>) -> Mapped {
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

pub fn statement_standing(reading: &Reading<'_>) -> Standing {
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

pub fn request_standing(reading: &Reading<'_>) -> Standing {
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
        Err(_) => match referred(reading, when, standing)? {
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
    Ok(vec![draft.about(reading.problems("reasonReference"))])
}

enum Referred {
    Instead(Box<Draft>),
    Product(Concept, String, Standing),
}

/// The product behind `medicationReference`, or its display where the file does not hold it.
fn referred(reading: &Reading<'_>, when: When, standing: Standing) -> Result<Referred, Unread> {
    let unread = || Unread(KeptBecause::Unnamed);
    let reference = reading
        .node()
        .at("medicationReference")
        .ok_or_else(unread)?;
    let display = || {
        reference
            .text("display")
            .map(|display| Concept::words(line(display)))
    };
    let Some(node) = reading.product(reference) else {
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
pub fn product_standing(node: Node<'_>) -> Standing {
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

/// The end of the course: of what is taken, or of the one dosage.
fn until(node: Node<'_>, dosages: &[Node<'_>]) -> Option<When> {
    let taken = node
        .at("effectivePeriod")
        .and_then(|period| period.text("end"));
    let dosed = match dosages {
        [only] => course_end(*only),
        _ => None,
    };
    taken.or(dosed).map(when).filter(When::is_known)
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
