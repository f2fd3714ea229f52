//! Medication, MedicationStatement, MedicationRequest: a product named, taken, ordered. Doses stay in words.

mod dosage;

use dosage::{course_end, dosage, dosage_of};
use serde_json::Value as Json;

use crate::chart::concept::{Coding, Concept};
use crate::chart::kinds::{Dosage, Fact, KeptBecause, MedicationEvent, MedicationLine, Question};
use crate::chart::statement::Standing;
use crate::chart::value::Quantity;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, end, first_of, or};
use crate::transfer::fhir::elements::{
    join, line, notes, numbers, quantity, ratio_words, thing, time_words,
};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread, reasons};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{Codes, intent, optional, prohibition, required, weaker};
use crate::transfer::fhir::writing::{self, Object, Writing, date, period};

impl InFhir for MedicationEvent {
    const TYPES: &'static [ResourceType] = &[
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

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        match self {
            Self::Taking(line) => Some(taken(line, of)?.into()),
            Self::Ordered(line) => Some(ordered(line, of)?.into()),
            Self::Named(line) => named_product(line, of),
            // What is said of a medicine of another entry is no resource without that; R4 has no word for a change either that
            // would not read as a second order.
            Self::Stopped(..)
            | Self::Held(..)
            | Self::Restarted(..)
            | Self::Changed(..)
            | Self::Dispensed(..)
            | Self::NotDispensed(..)
            | Self::Told(..) => None,
        }
    }
}

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
            return Ok(vec![product_named(name, strength, form(node), standing)]);
        }
    };
    Ok(vec![product_named(
        name,
        strength(node),
        form(node),
        standing,
    )])
}

fn product_named(
    name: Concept,
    strength: String,
    form: Option<String>,
    standing: Standing,
) -> Draft {
    let line = MedicationLine {
        name,
        strength,
        form,
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

const OF_STATEMENTS: &Codes = &[
    ("active", Standing::Stands),
    ("completed", Standing::Over),
    ("intended", Standing::Intended),
    ("stopped", Standing::Stopped),
    ("on-hold", Standing::OnHold),
    ("not-taken", Standing::NotDone),
];

fn statement_standing(reading: &Reading<'_>) -> Standing {
    required(reading.node(), OF_STATEMENTS)
}

const OF_REQUESTS: &Codes = &[
    ("active", Standing::Stands),
    ("completed", Standing::Over),
    ("on-hold", Standing::OnHold),
    ("cancelled", Standing::Cancelled),
    ("stopped", Standing::Stopped),
    ("draft", Standing::Intended),
];

fn request_standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    let status = required(node, OF_REQUESTS);
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
    let (name, strength, form, standing) = match named(
        node,
        "medicationCodeableConcept",
        Question::Medicines,
        when,
        standing,
    ) {
        Ok(Named::Instead(draft)) => return Ok(vec![*draft]),
        Ok(Named::Thing(name, standing)) => (name, String::new(), None, standing),
        Err(_) => match referred(reading, when, standing) {
            Referred::Instead(draft) => return Ok(vec![*draft]),
            Referred::Product(name, strength, standing) => {
                let product = node.at("medicationReference");
                let product = product.and_then(|product| reading.product(product));
                (name, strength, product.and_then(form), standing)
            }
        },
    };
    let dosages = node.list(dosage);
    let mut line = dosed(&dosages);
    line.name = name;
    line.strength = strength;
    line.form = form;
    line.quantity = node
        .path(&["dispenseRequest", "quantity"])
        .and_then(to_dispense);
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

const OF_PRODUCTS: &Codes = &[("active", Standing::Stands), ("inactive", Standing::Stands)];

/// An inactive product is one no longer used in that system, which says nothing about the person.
pub fn product_standing(node: Node<'_>) -> Standing {
    optional(node, OF_PRODUCTS)
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

/// In what a product comes.
fn form(node: Node<'_>) -> Option<String> {
    let form = node.at("form").and_then(thing)?;
    Some(form.text).filter(|form| !form.is_empty())
}

/// How much is to be given out, in the words of its unit where there are some. A bound is no amount.
fn to_dispense(node: Node<'_>) -> Option<Quantity> {
    let amount = quantity(node)?;
    let unit = node.text("unit").map(line);
    Some(Quantity {
        unit: unit.unwrap_or(amount.unit),
        ..amount
    })
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

/// What the person takes.
fn taken(line: &MedicationLine, of: &Writing<'_>) -> Option<Object> {
    let taken = of.status(of.about("MedicationStatement", "subject"), OF_STATEMENTS)?;
    let taken = match &line.until {
        Some(until) => taken.with("effectivePeriod", period(&of.statement.when, until)),
        None => taken.with("effectiveDateTime", date(&of.statement.when)),
    };
    Some(with_line(taken, line, "dosage"))
}

/// What somebody ordered, or ordered not to be given.
fn ordered(line: &MedicationLine, of: &Writing<'_>) -> Option<Object> {
    let order = of.about("MedicationRequest", "subject");
    let order = match of.statement.standing {
        Standing::DoNotPerform => order.with("status", "active").with("doNotPerform", true),
        _ => of.status(order, OF_REQUESTS)?,
    };
    let validity = line.dispense_until.unwrap_or_default();
    let quantity = line.quantity.as_ref().map(|quantity| {
        let amount = writing::amount(&quantity.value);
        Json::from(amount.with("unit", quantity.unit.as_str()))
    });
    let validity = Object::default()
        .with("validityPeriod", period(&When::Unknown, &validity))
        .with("quantity", quantity);
    let order = order
        .with("intent", "order")
        .with("authoredOn", date(&of.statement.when))
        .with("dispenseRequest", validity);
    Some(with_line(order, line, "dosageInstruction"))
}

/// The product and its dosages.
fn with_line(object: Object, line: &MedicationLine, dosages: &str) -> Object {
    let object = with_product(object, line);
    match &line.dosages {
        Some(several) => {
            let several: Vec<Json> = several.iter().map(|one| dosage_of(one, None)).collect();
            object
                .with(dosages, several)
                .with("note", writing::notes(&line.words))
        }
        None => {
            let only = Dosage {
                dose: line.dose.clone(),
                route: line.route.clone(),
                frequency: line.frequency.clone(),
                duration: line.duration.clone(),
                words: line.words.clone(),
                timing: line.timing.clone(),
            };
            object.with(dosages, vec![dosage_of(&only, line.until.as_ref())])
        }
    }
}

/// A product with a strength or a form is a resource inside; one without a name is told by its numbers alone.
fn with_product(object: Object, line: &MedicationLine) -> Object {
    const INSIDE: &str = "product";
    if !line.strength.is_empty() || line.form.is_some() {
        let product = product_of(line, Object::of("Medication").with("id", INSIDE));
        let reference = Object::default().with("reference", format!("#{INSIDE}"));
        return object
            .with("contained", vec![Json::from(product)])
            .with("medicationReference", reference);
    }
    let is_reference = |coding: &&Coding| coding.system == Coding::REFERENCE;
    let elsewhere = line.name.codings.iter().find(is_reference);
    if elsewhere.is_none() && !line.name.text.is_empty() {
        return object.with("medicationCodeableConcept", writing::concept(&line.name));
    }
    let mut number = line
        .name
        .codings
        .iter()
        .filter(|coding| !is_reference(coding));
    let number = number.next().map(|number| {
        Object::default()
            .with("system", number.system.as_str())
            .with("value", number.code.as_str())
    });
    let reference = Object::default()
        .with("display", line.name.text.as_str())
        .with("reference", elsewhere.map(|coding| coding.code.as_str()))
        .with("identifier", number);
    object.with("medicationReference", reference)
}

/// A product nobody is said to take.
fn named_product(line: &MedicationLine, of: &Writing<'_>) -> Option<Json> {
    let product = of.status(Object::of("Medication"), OF_PRODUCTS)?;
    Some(product_of(line, product).into())
}

fn product_of(line: &MedicationLine, product: Object) -> Object {
    let strength = Object::default().with("numerator", writing::amount(&line.strength));
    let strength = strength.with("denominator", writing::amount("1"));
    let ingredient = Object::default()
        .with("itemCodeableConcept", writing::words(&line.name.text))
        .with("strength", strength);
    let form = line.form.as_deref().unwrap_or_default();
    let product = writing::thing(product, "code", &line.name).with("form", writing::words(form));
    match line.strength.is_empty() {
        true => product,
        false => product.with("ingredient", vec![Json::from(ingredient)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::kinds::DoseTiming;
    use crate::chart::statement::Statement;
    use crate::transfer::fhir::writing::tests::{hold, said, written};

    fn plain() -> MedicationLine {
        MedicationLine {
            name: Concept::words("Amoxicillin"),
            ..MedicationLine::default()
        }
    }

    fn full() -> MedicationLine {
        MedicationLine {
            strength: "250 mg/5 mL".into(),
            dose: "5 mL".into(),
            route: "by mouth".into(),
            frequency: "three times a day".into(),
            duration: "7 days".into(),
            words: "with food; shake the bottle".into(),
            ..plain()
        }
    }

    fn timed() -> MedicationLine {
        let text = |text: &str| Some(text.to_owned());
        let timing = DoseTiming {
            times: text("1–2"),
            period: text("4–6"),
            unit: text("h"),
            at: Some(["mon", "ACM", "08:00:00"].map(str::to_owned).to_vec()),
            offset: text("30"),
            lasting: text("15 min"),
            as_needed: text("pain"),
        };
        MedicationLine {
            timing: Some(Box::new(timing)),
            ..plain()
        }
    }

    fn several() -> MedicationLine {
        let dosage = |dose: &str, at_most: &str| Dosage {
            dose: dose.into(),
            timing: Some(Box::new(DoseTiming {
                times: Some(at_most.into()),
                as_needed: Some(String::new()),
                ..DoseTiming::default()
            })),
            ..Dosage::default()
        };
        MedicationLine {
            dosages: Some(vec![dosage("2 puffs", "≤3"), dosage("1 puff", "1")]),
            words: "by the spacer".into(),
            ..plain()
        }
    }

    fn elsewhere() -> MedicationLine {
        let number = Coding {
            system: "http://other.example".into(),
            code: "88".into(),
            display: String::new(),
        };
        let reference = Coding::reference("Medication/88".into());
        MedicationLine {
            name: Concept::unnamed(vec![number, reference]),
            ..MedicationLine::default()
        }
    }

    fn in_words() -> MedicationLine {
        MedicationLine {
            dose: "2 × 500 mg".into(),
            duration: "1 or 2 weeks".into(),
            ..plain()
        }
    }

    fn all() -> [MedicationLine; 6] {
        [plain(), full(), timed(), several(), elsewhere(), in_words()]
    }

    fn event(line: MedicationLine, event: fn(MedicationLine) -> MedicationEvent) -> Statement {
        said(Fact::Medication(event(line)))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let until = MedicationLine {
            until: Some(When::Day(2026, 3, 20)),
            ..full()
        };
        let taken = all().into_iter().chain([until]);
        let taken: Vec<Statement> = taken
            .map(|line| event(line, MedicationEvent::Taking))
            .collect();
        let besides = [
            Standing::NotDone,
            Standing::Stopped,
            Standing::Intended,
            Standing::OnHold,
            Standing::Over,
        ];
        hold(&taken, &besides);
    }

    #[test]
    fn what_is_ordered_is_read_again() {
        let until = MedicationLine {
            until: Some(When::Day(2026, 3, 20)),
            duration: "2026-03-04 – 2026-03-20".into(),
            dispense_until: Some(When::Month(2026, 9)),
            ..full()
        };
        let amount = |unit: &str| MedicationLine {
            form: Some("capsule".into()),
            quantity: Some(Quantity {
                value: "15".into(),
                unit: unit.into(),
            }),
            ..plain()
        };
        let counted = [amount("capsules"), amount("5 mL bottles"), amount("")];
        let ordered = all().into_iter().chain([until]).chain(counted);
        let ordered: Vec<Statement> = ordered
            .map(|line| event(line, MedicationEvent::Ordered))
            .collect();
        let besides = [
            Standing::Stopped,
            Standing::Cancelled,
            Standing::DoNotPerform,
            Standing::Intended,
            Standing::OnHold,
            Standing::Over,
        ];
        hold(&ordered, &besides);
    }

    #[test]
    fn a_dose_in_words_is_no_number() {
        let written = written(&event(in_words(), MedicationEvent::Ordered));
        let dosage = &written["dosageInstruction"][0];
        let dose = &dosage["doseAndRate"][0]["doseQuantity"];
        let course = &dosage["timing"]["repeat"]["boundsDuration"];
        for (amount, words) in [(dose, "2 × 500 mg"), (course, "1 or 2 weeks")] {
            assert_eq!(amount.get("value"), None, "{written}");
            assert_eq!(amount["unit"], words);
        }
    }

    #[test]
    fn a_product_is_read_again() {
        let strong = MedicationLine {
            strength: "500 mg".into(),
            ..plain()
        };
        let formed = MedicationLine {
            form: Some("tablet".into()),
            ..plain()
        };
        let named = [plain(), strong, formed].map(|line| Statement {
            when: When::Unknown,
            ..event(line, MedicationEvent::Named)
        });
        hold(&named, &[]);
    }
}
