use super::*;
use crate::base::Compartment;
use crate::chart::facts::*;
use crate::chart::statement::{FilePlace, Standing, Statement, StatementId, StatementRef};
use crate::chart::testing::{CHART, Writer};
use crate::chart::when::When;
use crate::reading::view::{EntryView, HistoryFilter, HistoryKind, Known, ProblemPage};
use crate::terms::vitals::Vital;

mod amending;
mod laws;
mod multiplied;
mod pressing;
mod problems;
mod strangers;
mod strangers_law;
mod timeline;
mod unheard;

/// Seeds 1 and 2 are ours; any other is first seen in a file.
fn authors(entry: &Entry) -> Author {
    let seed = entry.header().installation.0[0];
    Author {
        name: format!("Testa, Author {seed}"),
        trust: if seed <= 2 {
            Trust::Ours
        } else {
            Trust::FirstSeen
        },
        not_authorised: false,
    }
}

fn chart_of(entries: &[Rc<Entry>]) -> Chart {
    let mut chart = Chart::empty(CHART);
    for entry in entries {
        chart.apply(entry, &authors).expect("the same chart");
    }
    chart
}

/// One clinical entry of these facts, now.
fn clinical(writer: &mut Writer, facts: Vec<Fact>) -> Rc<Entry> {
    let when = When::Moment(writer.now);
    let statements = facts.into_iter().map(|fact| Statement::new(when, fact));
    writer.write_all(Compartment::CLINICAL, statements.collect())
}

fn identity(writer: &mut Writer, facts: Vec<Fact>) -> Rc<Entry> {
    let when = When::Moment(writer.now);
    let statements = facts.into_iter().map(|fact| Statement::new(when, fact));
    writer.write_all(Compartment::IDENTITY, statements.collect())
}

fn text(words: &str) -> Fact {
    Fact::Section(Section {
        part: Part::Subjective,
        text: words.into(),
    })
}

fn allergy(substance: &str) -> Fact {
    Fact::Allergy(Allergy {
        substance: Concept::words(substance),
        reaction: "rash".into(),
        severity: String::new(),
        criticality: None,
    })
}

fn no_allergies() -> Fact {
    Fact::Answer(Answered {
        question: Question::Allergies,
        answer: NoFact::None,
    })
}

fn opened(number: u32, words: &str) -> Fact {
    Fact::Problem(ProblemEvent::Opened(ProblemOpened {
        number,
        words: words.into(),
        codings: Vec::new(),
        status: ProblemStatus::Active,
        onset: When::Unknown,
        ended: When::Unknown,
    }))
}

fn ordered(name: &str) -> Fact {
    Fact::Medication(MedicationEvent::Ordered(MedicationLine {
        name: Concept::words(name),
        ..MedicationLine::default()
    }))
}

fn weight(kilograms: &str) -> Fact {
    let (code, display) = Vital::Weight.loinc();
    Fact::Observation(Observation {
        kind: ObservationKind::Vital,
        what: Concept {
            text: display.into(),
            codings: vec![Coding {
                system: "http://loinc.org".into(),
                code: code.into(),
                display: display.into(),
            }],
        },
        value: Value::Quantity(Quantity {
            value: kilograms.into(),
            unit: "kg".into(),
        }),
        components: Vec::new(),
        interpretation: None,
        range: None,
        note: None,
        confirmed: None,
    })
}

fn amending(kind: AmendmentKind, entry: &Entry, index: Option<u32>, instead: Vec<u32>) -> Fact {
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

fn statements_of(entries: &[EntryView]) -> Vec<StatementId> {
    let read = entries.iter().filter_map(|entry| match entry {
        EntryView::Read { statements, .. } => Some(statements),
        EntryView::Unreadable { .. } => None,
    });
    read.flatten().map(|statement| statement.id).collect()
}

fn substances(chart: &Chart) -> Vec<String> {
    match chart.allergies() {
        Known::Facts(rows) => {
            let rows = rows.into_iter();
            rows.map(|row| row.allergy.substance.text).collect()
        }
        Known::NotAsked | Known::Answered(..) => Vec::new(),
    }
}
