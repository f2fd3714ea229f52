//! Facts as tests need them: each says one thing in few words.

use crate::chart::concept::Concept;
use crate::chart::entry::Entry;
use crate::chart::kinds::*;
use crate::chart::statement::StatementRef;
use crate::chart::value::{Quantity, Value};
use crate::chart::when::When;
use crate::terms::vitals::Vital;

pub fn text(words: &str) -> Fact {
    Fact::Section(Section {
        part: Part::Subjective,
        text: words.into(),
    })
}

pub fn allergy(substance: &str) -> Fact {
    Fact::Allergy(Allergy {
        reaction: "rash".into(),
        ..Allergy::to(Concept::words(substance))
    })
}

pub fn no_allergies() -> Fact {
    Fact::Answer(Answered {
        question: Question::Allergies,
        answer: NoFact::None,
    })
}

pub fn opened(number: u32, words: &str) -> Fact {
    Fact::Problem(ProblemEvent::Opened(ProblemOpened {
        number,
        words: words.into(),
        codings: Vec::new(),
        status: ProblemStatus::Active,
        onset: When::Unknown,
        ended: When::Unknown,
    }))
}

pub fn ordered(name: &str) -> Fact {
    Fact::Medication(MedicationEvent::Ordered(MedicationLine {
        name: Concept::words(name),
        ..MedicationLine::default()
    }))
}

/// One of the things that are said of a medicine on the list, by its number from 0 to 5.
pub fn of_medicine(medicine: StatementRef, which: u64, words: &str) -> Fact {
    let line = MedicationLine {
        name: Concept::words(words),
        ..MedicationLine::default()
    };
    let words = words.to_owned();
    Fact::Medication(match which {
        0 => MedicationEvent::Held(medicine, words),
        1 => MedicationEvent::Restarted(medicine, words),
        2 => MedicationEvent::Changed(medicine, line, words),
        3 => MedicationEvent::Dispensed(
            medicine,
            Dispensed {
                from: words,
                ..Dispensed::default()
            },
        ),
        4 => MedicationEvent::NotDispensed(medicine, words),
        _ => MedicationEvent::Told(
            medicine,
            TakenHow {
                taken: Taken::Otherwise,
                words,
                together: None,
            },
        ),
    })
}

pub fn weight(kilograms: &str) -> Fact {
    let value = Value::Quantity(Quantity {
        value: kilograms.into(),
        unit: "kg".into(),
    });
    let what = Concept::loinc(Vital::Weight.loinc());
    Fact::Observation(Observation::new(ObservationKind::Vital, what, value))
}

/// What is said of a pregnancy.
pub fn pregnancy(value: Value) -> Fact {
    let what = Concept::loinc(("82810-3", "Pregnancy status"));
    Fact::Observation(Observation::new(ObservationKind::Pregnancy, what, value))
}

pub fn amending(kind: AmendmentKind, entry: &Entry, index: Option<u32>, instead: Vec<u32>) -> Fact {
    Fact::Amendment(Amendment {
        kind,
        target: Target {
            entry: (kind != AmendmentKind::LateEntry).then(|| entry.id()),
            index,
        },
        reason: "a reason".into(),
        instead: instead.into_iter().map(StatementRef::here).collect(),
    })
}

/// A test of blood, ordered.
pub fn test_ordered(what: &str) -> Fact {
    Fact::Order(OrderEvent::Ordered(Order {
        what: Concept::words(what),
        kind: TestKind::Laboratory,
        urgency: Urgency::Routine,
        specimen: None,
        region: None,
        side: None,
        question: None,
        by: None,
    }))
}
