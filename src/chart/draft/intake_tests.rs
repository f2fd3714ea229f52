use super::*;
use crate::base::{Compartment, Stamp};
use crate::chart::draft::AllergyDraft;

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
        station: None,
    }
}

fn smallest() -> IntakeDraft {
    let mut draft = IntakeDraft::new(Stamp { ms: 0, offset: 0 });
    draft.name_not_known = true;
    draft.sex = Some(Sex::NotKnown);
    draft.birth = BirthDraft::NotKnown;
    draft
}

fn complaint(at: IntakeField, why: Why) -> Complaint<IntakeField> {
    Complaint { at, why }
}

#[test]
fn not_known_is_an_answer_to_the_three_that_must_be_answered() {
    let nothing = IntakeDraft::new(Stamp { ms: 0, offset: 0 });
    assert_eq!(
        nothing.check(&context()),
        Err(vec![
            complaint(IntakeField::Name, Why::Name),
            complaint(IntakeField::Sex, Why::Sex),
            complaint(IntakeField::Age, Why::Age)
        ])
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
            complaint(IntakeField::Answer(Question::Place), Why::Which),
            complaint(IntakeField::Answer(Question::Allergies), Why::Which)
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
        [Complaint {
            why: Why::Unlikely { .. },
            ..
        }]
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
        [Complaint {
            why: Why::Unlikely { .. },
            ..
        }]
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

#[test]
fn a_line_without_its_first_field_is_asked_about_and_never_dropped() {
    let mut draft = smallest();
    let full = AllergyDraft {
        substance: "Penicillin".into(),
        ..AllergyDraft::default()
    };
    let half = AllergyDraft {
        reaction: "anaphylaxis".into(),
        ..AllergyDraft::default()
    };
    let blank = AllergyDraft::default();
    draft.allergies = Answer::Yes(vec![full.clone(), blank, half]);
    draft.medicines = Answer::Yes(vec![MedicineDraft {
        dose: "5 mg".into(),
        ..MedicineDraft::default()
    }]);
    draft.family = Answer::Yes(vec![HistoryDraft {
        relative: "mother".into(),
        ..HistoryDraft::default()
    }]);
    draft.immunizations = Answer::Yes(vec![HistoryDraft {
        when: When::Year(2019).into(),
        ..HistoryDraft::default()
    }]);
    let asked = [
        (Question::Allergies, 2),
        (Question::Medicines, 0),
        (Question::Family, 0),
        (Question::Immunizations, 0),
    ];
    let asked =
        asked.map(|(question, line)| complaint(IntakeField::Line(question, line), Why::WhatOf));
    assert_eq!(draft.check(&context()), Err(asked.into()));
    let mut with_blank = smallest();
    with_blank.allergies = Answer::Yes(vec![full, AllergyDraft::default()]);
    let checked = with_blank.check(&context()).expect("a blank line is none");
    assert_eq!(checked.clinical.len(), 1);
}

/// A newborn is not measured standing.
#[test]
fn under_two_years_length_is_measured_lying() {
    let mut draft = smallest();
    draft.height = Answer::Yes(Measure {
        value: "51".into(),
        unit: "cm".into(),
        confirmed: true,
    });
    let ages = [
        ("3", AgeUnit::Days, Vital::LengthLying),
        ("23", AgeUnit::Months, Vital::LengthLying),
        ("24", AgeUnit::Months, Vital::HeightStanding),
        ("34", AgeUnit::Years, Vital::HeightStanding),
    ];
    for (number, unit, vital) in ages {
        draft.birth = BirthDraft::Age {
            number: number.into(),
            unit,
            about: false,
        };
        let checked = draft.check(&context()).expect("checked");
        let Fact::Observation(observation) = &checked.clinical[0].fact else {
            panic!("a length")
        };
        assert_eq!(observation.what.codings[0].code, vital.loinc().0);
    }
}

/// A name that is known is never signed as one that staff gave.
#[test]
fn a_name_typed_over_an_offered_one_is_the_persons_own() {
    let mut draft = smallest();
    let usage = |draft: &IntakeDraft| draft.names[0].usage;
    draft.names[0].usage = NameUse::Placeholder;
    draft.names[0].family = "Unknown woman 2".into();
    draft.names[0].is_no_placeholder_now();
    assert_eq!(usage(&draft), NameUse::Placeholder);
    draft.names[0].family = "Testa".into();
    draft.names[0].is_no_placeholder_now();
    assert_eq!(usage(&draft), NameUse::Usual);
    draft.set_name_not_known(true);
    assert_eq!(usage(&draft), NameUse::Usual);
    draft.names[0].family = "Unknown woman".into();
    draft.set_name_not_known(true);
    assert_eq!(usage(&draft), NameUse::Placeholder);
    draft.set_name_not_known(false);
    assert_eq!(usage(&draft), NameUse::Usual);
}
