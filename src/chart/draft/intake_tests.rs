use super::*;
use crate::base::{Compartment, Stamp};

fn context() -> IntakeContext {
    let now = Stamp {
        ms: 1_795_000_000_000,
        offset: 60,
    };
    IntakeContext {
        now: When::Moment(now),
        today: now.day(),
        chart_number: Some("K7QM2-0001-X".into()),
        unknown_name: "Unknown man".into(),
        birth: Birth::NotKnown,
        arriving: true,
    }
}

fn smallest() -> IntakeDraft {
    let mut draft = IntakeDraft::new(Stamp { ms: 0, offset: 0 });
    draft.name_not_known = true;
    draft.sex = Some(Sex::NotKnown);
    draft.birth = BirthDraft::NotKnown;
    draft
}

#[test]
fn not_known_is_an_answer_to_the_three_that_must_be_answered() {
    let nothing = IntakeDraft::new(Stamp { ms: 0, offset: 0 });
    assert_eq!(
        nothing.check(&context()),
        Err(vec![Missing::Name, Missing::Sex, Missing::Age])
    );
    assert!(smallest().check(&context()).is_ok());
}

#[test]
fn not_asked_is_written_as_nothing_and_none_as_an_answer() {
    let mut draft = smallest();
    assert!(
        draft
            .check(&context())
            .expect("checked")
            .clinical
            .is_empty()
    );
    draft.allergies = Answer::None;
    let checked = draft.check(&context()).expect("checked");
    let answer = Fact::Answer(Answered {
        question: Question::Allergies,
        answer: NoFact::None,
    });
    assert_eq!(
        checked.clinical.iter().map(|s| &s.fact).collect::<Vec<_>>(),
        [&answer]
    );
}

#[test]
fn yes_without_words_is_not_taken_for_no() {
    let mut draft = smallest();
    draft.allergies = Answer::Yes(vec![AllergyDraft::default()]);
    draft.place = Answer::Yes("  ".into());
    let missing = draft.check(&context()).expect_err("incomplete");
    assert_eq!(
        missing,
        [
            Missing::Which {
                field: "place".into()
            },
            Missing::Which {
                field: "allergies".into()
            }
        ]
    );
}

#[test]
fn an_unlikely_weight_asks_once() {
    let mut draft = smallest();
    let mut measure = Measure {
        value: "340".into(),
        unit: "kg".into(),
        confirmed: false,
    };
    draft.weight = Answer::Yes(measure.clone());
    assert!(matches!(
        draft.check(&context()).expect_err("asks")[..],
        [Missing::Unlikely { .. }]
    ));
    measure.confirmed = true;
    draft.weight = Answer::Yes(measure);
    let checked = draft.check(&context()).expect("kept");
    let Fact::Observation(observation) = &checked.clinical[0].fact else {
        panic!("a weight")
    };
    assert_eq!(observation.confirmed, Some(true));
}

/// 6.15 for 61.5: a slipped point in the weight of a grown person.
#[test]
fn a_weight_unlikely_at_that_age_asks_once() {
    let mut draft = smallest();
    draft.weight = Answer::Yes(Measure {
        value: "6.15".into(),
        unit: "kg".into(),
        confirmed: false,
    });
    draft.birth = BirthDraft::Age {
        number: "34".into(),
        unit: AgeUnit::Years,
        about: false,
    };
    assert!(matches!(
        draft.check(&context()).expect_err("asks")[..],
        [Missing::Unlikely { .. }]
    ));
    draft.birth = BirthDraft::Age {
        number: "3".into(),
        unit: AgeUnit::Months,
        about: false,
    };
    draft.check(&context()).expect("a child of three months");
}

#[test]
fn every_statement_stands_in_its_own_compartment() {
    let mut draft = smallest();
    draft.place = Answer::Declined;
    draft.reason = Answer::Yes("cough".into());
    draft.illnesses = Answer::NotKnown;
    let checked = draft.check(&context()).expect("checked");
    assert!(
        checked
            .identity
            .iter()
            .all(|s| s.fact.compartment() == Some(Compartment::IDENTITY))
    );
    assert!(
        checked
            .clinical
            .iter()
            .all(|s| s.fact.compartment() == Some(Compartment::CLINICAL))
    );
}
