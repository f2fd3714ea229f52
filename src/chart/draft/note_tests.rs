use super::*;
use crate::base::{ChartId, EntryId, Stamp};
use crate::chart::draft::NotADate;
use crate::chart::draft::{DateDraft, Measure, MedicineDraft};
use crate::chart::statement::StatementId;

fn context() -> NoteContext {
    let now = Stamp {
        ms: 1_795_000_000_000,
        offset: 60,
    };
    NoteContext {
        now: When::Moment(now),
        today: now.day(),
        next_number: 4,
        birth: Birth::Age(34, AgeUnit::Years, false, When::day(now.day())),
    }
}

fn draft(under: Vec<UnderProblem>) -> NoteDraft {
    let started = Stamp { ms: 0, offset: 0 };
    NoteDraft {
        chart: ChartId([1; 16]),
        started,
        late: None,
        said_by: SaidBy::Patient,
        under,
    }
}

fn pressure(upper: &str, lower: &str) -> VitalDraft {
    let measure = Measure {
        value: upper.into(),
        unit: "mm[Hg]".into(),
        confirmed: false,
    };
    VitalDraft {
        vital: Vital::BloodPressure,
        measure,
        second: lower.into(),
        when: DateDraft::default(),
    }
}

#[test]
fn words_stand_under_their_problem_and_the_rest_under_none() {
    let known = StatementId {
        entry: EntryId([3; 32]),
        index: 0,
    };
    let mut first = UnderProblem::new(ProblemChoice::Known(known));
    first.subjective = "no headache".into();
    let mut second = UnderProblem::new(ProblemChoice::New {
        words: "Cough".into(),
        status: ProblemStatus::Active,
        onset: DateDraft::default(),
    });
    second.plan = "come back".into();
    let mut third = UnderProblem::new(ProblemChoice::Unlinked);
    third.assessment = "well".into();
    let statements = draft(vec![first, second, third])
        .check(&context())
        .expect("a note");
    let Fact::Problem(ProblemEvent::Opened(opened)) = &statements[0].fact else {
        panic!("the new problem first")
    };
    assert_eq!(opened.number, 4);
    let links: Vec<_> = statements[1..].iter().map(|s| s.problems.clone()).collect();
    assert_eq!(
        links,
        [
            vec![StatementRef::of(known)],
            vec![StatementRef::here(0)],
            vec![]
        ]
    );
}

/// Under the first problem.
fn complaint(field: UnderField, why: Why) -> Complaint<NoteField> {
    let at = NoteField::Under(0, field);
    Complaint { at, why }
}

/// Of several problems the one is named whose field it is.
#[test]
fn a_complaint_says_which_field_of_which_problem() {
    let weight = |value: &str| VitalDraft {
        vital: Vital::Weight,
        measure: Measure {
            value: value.into(),
            unit: "kg".into(),
            confirmed: false,
        },
        second: String::new(),
        when: DateDraft::default(),
    };
    let mut first = UnderProblem::new(ProblemChoice::Unlinked);
    first.vitals = vec![weight("61")];
    let mut second = first.clone();
    second.vitals = vec![weight("340")];
    second.vitals.push(pressure("", "80"));
    let found = draft(vec![first, second]).check(&context());
    let at: Vec<_> = found.expect_err("asks").iter().map(|one| one.at).collect();
    let fields = [Vital::BloodPressure, Vital::Weight].map(UnderField::Vital);
    assert_eq!(at, fields.map(|field| NoteField::Under(1, field)));
}

#[test]
fn half_a_blood_pressure_is_refused() {
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.vitals = vec![pressure("168", "")];
    assert_eq!(
        draft(vec![under.clone()]).check(&context()),
        Err(vec![complaint(UnderField::Lower, Why::BothPressures)])
    );
    under.vitals = vec![pressure("168", "94")];
    assert_eq!(draft(vec![under]).check(&context()).expect("both").len(), 1);
}

#[test]
fn a_blood_pressure_upside_down_is_asked_about_once() {
    for (upper, lower) in [("90", "140"), ("120", "120")] {
        let mut under = UnderProblem::new(ProblemChoice::Unlinked);
        under.vitals = vec![pressure(upper, lower)];
        let asked = Why::Unlikely {
            value: format!("{upper}/{lower}"),
            unit: "mmHg".into(),
        };
        let asked = complaint(UnderField::Vital(Vital::BloodPressure), asked);
        let unasked = draft(vec![under.clone()]).check(&context());
        assert_eq!(unasked, Err(vec![asked]));
        under.vitals[0].measure.confirmed = true;
        let kept = draft(vec![under]).check(&context()).expect("kept");
        let Fact::Observation(observation) = &kept[0].fact else {
            panic!("a measurement")
        };
        assert_eq!(observation.confirmed, Some(true));
    }
}

#[test]
fn an_empty_note_and_a_late_one_without_reason_are_refused() {
    let empty = draft(vec![UnderProblem::new(ProblemChoice::Unlinked)]);
    let nothing = complaint(UnderField::Subjective, Why::Anything);
    assert_eq!(empty.check(&context()), Err(vec![nothing.clone()]));
    let mut late = empty;
    late.late = Some(LateDraft {
        when: When::Day(2026, 1, 2).into(),
        time: String::new(),
        reason: " ".into(),
    });
    let no_reason = Complaint {
        at: NoteField::LateReason,
        why: Why::Reason,
    };
    assert_eq!(late.check(&context()), Err(vec![nothing, no_reason]));
}

#[test]
fn what_is_no_date_is_not_signed_as_another() {
    let no_date = DateDraft {
        day: "31".into(),
        month: 2,
        year: "2026".into(),
    };
    let mut opened = UnderProblem::new(ProblemChoice::New {
        words: "Cough".into(),
        status: ProblemStatus::Active,
        onset: no_date.clone(),
    });
    opened.plans.push(PlanDraft {
        part: PlanPart::Tests,
        text: "sputum".into(),
        due: no_date.clone(),
    });
    opened.vitals.push(VitalDraft {
        vital: Vital::LastPeriod,
        measure: Measure::default(),
        second: String::new(),
        when: no_date.clone(),
    });
    let mut late = draft(vec![opened]);
    late.late = Some(LateDraft {
        when: no_date,
        time: String::new(),
        reason: "written the day after".into(),
    });
    let under = |field| NoteField::Under(0, field);
    let fields = [
        under(UnderField::Onset),
        under(UnderField::LastPeriod),
        under(UnderField::PlanDue(0)),
        NoteField::LateWhen,
    ];
    let why = Why::NotADate(NotADate::Day);
    let missing = fields.map(|at| Complaint {
        at,
        why: why.clone(),
    });
    assert_eq!(late.check(&context()), Err(missing.into()));
}

fn only_a_dose() -> MedicineDraft {
    MedicineDraft {
        dose: "5 mg".into(),
        ..MedicineDraft::default()
    }
}

fn only_a_day() -> PlanDraft {
    PlanDraft {
        part: PlanPart::Tests,
        text: String::new(),
        due: When::Day(2026, 12, 1).into(),
    }
}

#[test]
fn a_plan_or_medicine_that_does_not_say_what_is_asked_about() {
    let mut first = UnderProblem::new(ProblemChoice::Unlinked);
    first.subjective = "no headache".into();
    first.medicines = vec![MedicineDraft::default()];
    let mut second = first.clone();
    second.plans = vec![only_a_day()];
    second.medicines.push(only_a_dose());
    let asked = [UnderField::Plan(0), UnderField::Medicine(1)].map(|field| Complaint {
        at: NoteField::Under(1, field),
        why: Why::WhatOf,
    });
    let note = draft(vec![first, second]);
    assert_eq!(note.check(&context()), Err(asked.into()));
}

/// Leaving throws a blank note away: nothing typed may be taken for blank.
#[test]
fn a_note_is_blank_only_without_a_word_in_any_field() {
    let blank = UnderProblem::new(ProblemChoice::Unlinked);
    assert!(draft(vec![blank.clone()]).is_blank());
    let with = |change: fn(&mut UnderProblem)| {
        let mut under = blank.clone();
        change(&mut under);
        draft(vec![under])
    };
    let written = [
        with(|under| under.plan = "tea".into()),
        with(|under| under.medicines = vec![only_a_dose()]),
        with(|under| under.plans = vec![only_a_day()]),
        with(|under| under.vitals = vec![pressure("", "94")]),
    ];
    for note in written {
        assert!(!note.is_blank(), "{note:?}");
    }
    let mut late = draft(vec![blank]);
    late.late = Some(LateDraft::default());
    assert!(late.is_blank());
    late.late = Some(LateDraft {
        reason: "the tablet was flat".into(),
        ..LateDraft::default()
    });
    assert!(!late.is_blank());
}

#[test]
fn numbers_in_any_digits_are_signed_as_understood() {
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.vitals = vec![pressure("١٢٠", "８０\u{200f}")];
    under.vitals.push(VitalDraft {
        vital: Vital::Temperature,
        measure: Measure {
            value: "٣٧٫٥".into(),
            unit: "Cel".into(),
            confirmed: false,
        },
        second: String::new(),
        when: DateDraft::default(),
    });
    let signed = draft(vec![under]).check(&context()).expect("numbers");
    let values: Vec<_> = signed
        .iter()
        .filter_map(|statement| match &statement.fact {
            Fact::Observation(seen) => Some(seen),
            _ => None,
        })
        .flat_map(|seen| {
            let parts = seen.components.iter().map(|part| &part.value);
            parts.chain([&seen.value]).cloned().collect::<Vec<_>>()
        })
        .filter_map(|value| match value {
            Value::Quantity(quantity) => Some(quantity.value),
            _ => None,
        })
        .collect();
    assert_eq!(values, ["120", "80", "37.5"]);
}

/// What somebody weighed three years ago is likely or not by the age they had then.
#[test]
fn a_late_entry_asks_by_the_age_of_its_day() {
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.vitals = vec![VitalDraft {
        vital: Vital::Weight,
        measure: Measure {
            value: "9".into(),
            unit: "kg".into(),
            confirmed: false,
        },
        second: String::new(),
        when: DateDraft::default(),
    }];
    let mut note = draft(vec![under]);
    let now = NoteContext {
        birth: Birth::Date(When::Day(2016, 1, 1)),
        ..context()
    };
    assert!(matches!(
        note.check(&now).expect_err("asks")[..],
        [Complaint {
            why: Why::Unlikely { .. },
            ..
        }]
    ));
    note.late = Some(LateDraft {
        when: When::Day(2017, 3, 1).into(),
        time: String::new(),
        reason: "from her booklet".into(),
    });
    note.check(&now).expect("a child of a year");
}

#[test]
fn a_late_entry_takes_an_hour() {
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.subjective = "slept".into();
    let at = |day: When, time: &str| {
        let mut note = draft(vec![under.clone()]);
        note.late = Some(LateDraft {
            when: day.into(),
            time: time.into(),
            reason: "the tablet was flat".into(),
        });
        let signed = note.check(&context())?;
        Ok::<_, Vec<Complaint<NoteField>>>(signed[0].when)
    };
    let Ok(When::Moment(then)) = at(When::Day(2026, 3, 4), "14h05") else {
        panic!("a moment")
    };
    assert_eq!(then.local().to_string(), "2026-03-04 14:05:00 +01:00");
    assert_eq!(at(When::Day(2026, 3, 4), " "), Ok(When::Day(2026, 3, 4)));
    let When::Moment(now) = context().now else {
        panic!("a moment")
    };
    let today = When::day(now.day());
    let no_time = Complaint {
        at: NoteField::LateTime,
        why: Why::Time,
    };
    for (day, time) in [
        (When::Day(2026, 3, 4), "noon"),
        (When::Month(2026, 3), "14:05"),
        (today, "23:59"),
    ] {
        assert_eq!(at(day, time), Err(vec![no_time.clone()]), "{time}");
    }
}
