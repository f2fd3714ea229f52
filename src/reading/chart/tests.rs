use super::*;
use crate::base::Compartment;
use crate::chart::facts::*;
use crate::chart::statement::Statement;
use crate::chart::testing::{CHART, Writer};
use crate::chart::when::When;

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

fn clinical(writer: &mut Writer, facts: Vec<Fact>) -> Rc<Entry> {
    let when = When::Moment(writer.now);
    let statements = facts.into_iter().map(|fact| Statement::new(when, fact));
    writer.write_all(Compartment::CLINICAL, statements.collect())
}

fn allergy(substance: &str) -> Fact {
    Fact::Allergy(Allergy {
        substance: Concept::words(substance),
        reaction: "rash".into(),
        severity: String::new(),
    })
}

#[test]
fn a_later_none_does_not_take_an_allergy_away() {
    let mut writer = Writer::new(1);
    let none = Fact::Answer(Answered {
        question: Question::Allergies,
        answer: NoFact::None,
    });
    let entries = [
        clinical(&mut writer, vec![none.clone()]),
        clinical(&mut writer, vec![allergy("Penicillin")]),
        clinical(&mut writer, vec![none]),
    ];
    let chart = chart_of(&entries);
    assert!(matches!(chart.allergies(), super::super::view::Known::Facts(f) if f.len() == 1));
    assert!(matches!(
        chart_of(&entries[..1]).allergies(),
        super::super::view::Known::Answered(NoFact::None, _)
    ));
}
