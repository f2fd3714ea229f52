//! Amendments, and who may change how another's entry reads.

use super::*;
use crate::base::BlobId;
use crate::chart::statement::{SaidBy, Source};

#[test]
fn a_later_none_does_not_take_an_allergy_away() {
    let mut writer = Writer::new(1);
    let entries = [
        clinical(&mut writer, vec![no_allergies()]),
        clinical(&mut writer, vec![allergy("Penicillin")]),
        clinical(&mut writer, vec![no_allergies()]),
    ];
    assert_eq!(substances(&chart_of(&entries)), ["Penicillin"]);
    let before = chart_of(&entries[..1]).allergies();
    assert!(matches!(before, Known::Answered(NoFact::None, _)));
    assert_eq!(Chart::empty(CHART).allergies(), Known::NotAsked);
}

#[test]
fn a_correction_stands_instead_and_the_old_words_stay() {
    let mut writer = Writer::new(1);
    let wrong = clinical(&mut writer, vec![allergy("Penicilin"), text("words")]);
    let correction = amending(AmendmentKind::Correction, &wrong, Some(0), vec![1]);
    let right = clinical(&mut writer, vec![correction, allergy("Penicillin")]);
    let chart = chart_of(&[Rc::clone(&wrong), Rc::clone(&right)]);
    assert_eq!(substances(&chart), ["Penicillin"]);
    let old = chart.statement(wrong.statement_id(0)).expect("kept");
    let by = old.marks.corrected.expect("marked");
    assert_eq!((by.entry, by.reason.as_str()), (right.id(), "a reason"));
    let untouched = chart.statement(wrong.statement_id(1)).expect("kept");
    assert_eq!(untouched.marks, Default::default());
    let new = chart.statement(right.statement_id(1)).expect("kept");
    assert_eq!(new.marks.corrects, Some(wrong.statement_id(0)));
    let shown = chart.history(HistoryFilter::default(), 0, 10);
    let all: Vec<_> = shown
        .groups
        .iter()
        .flat_map(|g| statements_of(&g.entries))
        .collect();
    assert_eq!(all.len(), 4);
}

#[test]
fn entered_in_error_is_not_read_until_that_was_an_error() {
    let mut writer = Writer::new(1);
    let wrong = clinical(&mut writer, vec![allergy("Latex"), weight("61")]);
    let in_error = amending(AmendmentKind::EnteredInError, &wrong, None, vec![]);
    let retraction = clinical(&mut writer, vec![in_error]);
    let chart = chart_of(&[Rc::clone(&wrong), Rc::clone(&retraction)]);
    assert_eq!(chart.allergies(), Known::NotAsked);
    assert!(vitals(&chart).is_empty());
    let still = chart.statement(wrong.statement_id(0)).expect("kept");
    assert!(still.marks.in_error.is_some());
    let undone = amending(AmendmentKind::EnteredInError, &retraction, None, vec![]);
    let again = clinical(&mut writer, vec![undone]);
    let chart = chart_of(&[wrong, retraction, again]);
    assert_eq!(substances(&chart), ["Latex"]);
}

#[test]
fn what_stands_instead_falls_with_what_was_entered_in_error() {
    let (mut writer, mut other) = (Writer::new(1), Writer::new(2));
    let wrong = clinical(&mut writer, vec![allergy("Latx"), text("words")]);
    let correction = amending(AmendmentKind::Correction, &wrong, Some(0), vec![1]);
    let right = clinical(&mut writer, vec![correction, allergy("Latex")]);
    let again = amending(AmendmentKind::Correction, &right, Some(1), vec![1]);
    let again = clinical(&mut writer, vec![again, allergy("Latex gloves")]);
    other.receive(&wrong);
    let in_error = amending(AmendmentKind::EnteredInError, &wrong, None, vec![]);
    let in_error = clinical(&mut other, vec![in_error]);
    other.receive(&right);
    other.receive(&again);
    let undone = amending(AmendmentKind::EnteredInError, &in_error, None, vec![]);
    let undone = clinical(&mut other, vec![undone]);
    let entries = [wrong, right, again, in_error, undone];
    assert_eq!(substances(&chart_of(&entries[..3])), ["Latex gloves"]);
    let chart = chart_of(&entries[..4]);
    assert_eq!(chart.allergies(), Known::NotAsked);
    let fallen = chart.statement(entries[2].statement_id(1)).expect("kept");
    let by = fallen.marks.in_error.expect("it says why it is not read");
    assert_eq!(by.entry, entries[3].id());
    assert_eq!(substances(&chart_of(&entries)), ["Latex gloves"]);
}

#[test]
fn a_stranger_takes_back_their_own_and_not_what_we_said_instead() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let theirs = clinical(&mut stranger, vec![allergy("Latx")]);
    ours.receive(&theirs);
    let correction = amending(AmendmentKind::Correction, &theirs, Some(0), vec![1]);
    let right = clinical(&mut ours, vec![correction, allergy("Latex")]);
    stranger.receive(&right);
    let in_error = || amending(AmendmentKind::EnteredInError, &theirs, None, vec![]);
    let taken_back = clinical(&mut stranger, vec![in_error()]);
    let by_us = clinical(&mut ours, vec![in_error()]);
    let entries = [Rc::clone(&theirs), right, taken_back, by_us];
    assert_eq!(substances(&chart_of(&entries[..3])), ["Latex"]);
    assert_eq!(chart_of(&entries).allergies(), Known::NotAsked);
}

#[test]
fn an_author_not_confirmed_changes_nothing_of_anothers() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let known = clinical(
        &mut ours,
        vec![allergy("Penicillin"), ordered("Amlodipine"), weight("61")],
    );
    stranger.receive(&known);
    let stop =
        MedicationEvent::Stopped(StatementRef::of(known.statement_id(1)), "not needed".into());
    let theirs = clinical(
        &mut stranger,
        vec![
            amending(AmendmentKind::EnteredInError, &known, Some(0), vec![]),
            amending(AmendmentKind::Correction, &known, Some(2), vec![3]),
            Fact::Medication(stop),
            weight("16"),
            no_allergies(),
        ],
    );
    let entries = [Rc::clone(&known), Rc::clone(&theirs)];
    let chart = chart_of(&entries);
    assert_eq!(substances(&chart), ["Penicillin"]);
    assert_eq!(chart.medicines()[0].stopped, None);
    assert_eq!(vitals(&chart)[0].now.0, known.statement_id(2));
    for index in 0..3 {
        let marks = chart
            .statement(known.statement_id(index))
            .expect("kept")
            .marks;
        assert_eq!(marks.beside.len(), 1, "{index}");
        assert_eq!(marks.beside[0].byline.trust, Trust::FirstSeen);
        assert!(marks.corrected.is_none() && marks.in_error.is_none());
        assert!(!marks.without_effect);
    }
    assert!(
        chart.medicines()[0].otherwise,
        "the list says that there is more to read"
    );
    for (index, without_effect) in [true, true, true, false].into_iter().enumerate() {
        let said = chart.statement(theirs.statement_id(index)).expect("kept");
        assert_eq!(said.marks.without_effect, without_effect, "{index}");
    }
    // The same entries read otherwise once a person confirmed the author.
    let confirmed = |entry: &Entry| Author {
        trust: Trust::Confirmed,
        ..authors(entry)
    };
    let chart = Chart::build(chart.log().clone(), Vec::new(), &confirmed);
    assert!(matches!(
        chart.allergies(),
        Known::Answered(NoFact::None, _)
    ));
    assert!(chart.medicines()[0].stopped.is_some());
    assert!(!chart.medicines()[0].otherwise);
    assert_eq!(vitals(&chart)[0].now.0, theirs.statement_id(3));
}

#[test]
fn none_by_an_author_not_confirmed_does_not_replace_anothers_answer() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let not_known = Fact::Answer(Answered {
        question: Question::Allergies,
        answer: NoFact::NotKnown,
    });
    let first = clinical(&mut ours, vec![not_known]);
    stranger.receive(&first);
    let second = clinical(&mut stranger, vec![no_allergies()]);
    let chart = chart_of(&[first, second]);
    assert!(matches!(
        chart.allergies(),
        Known::Answered(NoFact::NotKnown, _)
    ));
}

#[test]
fn what_the_author_may_not_write_is_shown_so_and_changes_nothing_of_anothers() {
    let (mut nurse, mut clerk) = (Writer::new(1), Writer::new(2));
    let known = clinical(&mut nurse, vec![allergy("Penicillin")]);
    clerk.receive(&known);
    let in_error = amending(AmendmentKind::EnteredInError, &known, None, vec![]);
    let theirs = clinical(&mut clerk, vec![in_error]);
    let not_allowed = |entry: &Entry| Author {
        not_authorised: entry.header().installation.0[0] == 2,
        ..authors(entry)
    };
    let log = chart_of(&[known, Rc::clone(&theirs)]).log().clone();
    let chart = Chart::build(log, Vec::new(), &not_allowed);
    assert_eq!(substances(&chart), ["Penicillin"]);
    let shown = chart.entry(&theirs.id()).expect("kept");
    assert!(matches!(shown, EntryView::Read { byline, .. } if byline.not_authorised));
}

#[test]
fn what_does_not_stand_is_never_read_as_the_fact() {
    let mut writer = Writer::new(1);
    let facts = [
        allergy("Latex"),
        opened(1, "Cough"),
        ordered("Amlodipine"),
        weight("61"),
    ];
    let standings = [
        Standing::Refuted,
        Standing::ErrorAtSource,
        Standing::Unconfirmed,
        Standing::Intended,
    ];
    let now = When::Moment(writer.now);
    let statements = facts
        .into_iter()
        .zip(standings)
        .map(|(fact, standing)| Statement {
            standing,
            ..Statement::new(now, fact)
        });
    let entry = writer.write_all(Compartment::CLINICAL, statements.collect());
    let chart = chart_of(&[Rc::clone(&entry)]);
    let summary = chart.summary(writer.now);
    assert_eq!(chart.banner().allergies, Known::NotAsked);
    assert!(summary.problems.is_empty() && summary.vitals.is_empty());
    assert_eq!(summary.medicines, Known::NotAsked);
    assert_eq!(chart.medicines()[0].standing, Standing::Unconfirmed);
    assert_eq!(chart.problems()[0].standing, Standing::ErrorAtSource);
    let shown = chart.history(HistoryFilter::default(), 0, 10);
    assert_eq!(statements_of(&shown.groups[0].entries).len(), 4);
}

#[test]
fn the_worst_allergy_stands_first() {
    let mut writer = Writer::new(1);
    let severe = |substance, reaction: &str| {
        let Fact::Allergy(mut allergy) = allergy(substance) else {
            unreachable!("an allergy")
        };
        allergy.reaction = reaction.into();
        Statement::new(When::Unknown, Fact::Allergy(allergy))
    };
    let statements = vec![
        severe("Latex", "Itching"),
        severe("Dust", "Severe wheeze"),
        severe("Peanut", "Anaphylaxis"),
    ];
    let chart = chart_of(&[writer.write_all(Compartment::CLINICAL, statements)]);
    let Known::Facts(rows) = chart.banner().allergies else {
        panic!("three allergies")
    };
    let order: Vec<&str> = rows
        .iter()
        .map(|row| row.allergy.substance.text.as_str())
        .collect();
    assert_eq!(order, ["Peanut", "Dust", "Latex"]);
}

#[test]
fn what_is_doubtful_and_may_harm_is_shown_as_doubtful() {
    let mut writer = Writer::new(1);
    let now = When::Moment(writer.now);
    let doubtful = |fact, standing| Statement {
        standing,
        ..Statement::new(now, fact)
    };
    let statements = vec![
        doubtful(allergy("Latex"), Standing::Unconfirmed),
        doubtful(allergy("Penicillin"), Standing::UnknownStatus),
        doubtful(opened(1, "Cough"), Standing::UnknownStatus),
        doubtful(opened(2, "Fever"), Standing::Unconfirmed),
    ];
    let chart = chart_of(&[writer.write_all(Compartment::CLINICAL, statements)]);
    let Known::Facts(allergies) = chart.banner().allergies else {
        panic!("both may harm")
    };
    let standings: Vec<Standing> = allergies.iter().map(|row| row.standing).collect();
    assert_eq!(standings, [Standing::Unconfirmed, Standing::UnknownStatus]);
    let problems = chart.summary(writer.now).problems;
    let standings: Vec<Standing> = problems.iter().map(|row| row.standing).collect();
    assert_eq!(standings, [Standing::UnknownStatus, Standing::Unconfirmed]);
}

#[test]
fn what_is_shown_in_doubt_was_asked() {
    let of = |fact, standing| Statement {
        standing,
        ..Statement::new(When::Year(2020), fact)
    };
    let asked = |statements: Vec<Statement>| {
        let mut writer = Writer::new(1);
        let chart = chart_of(&[writer.write_all(Compartment::CLINICAL, statements)]);
        let not_asked = chart.summary(writer.now).not_asked;
        [Question::Allergies, Question::Medicines].map(|question| !not_asked.contains(&question))
    };
    let doubtful = vec![
        of(allergy("Latex"), Standing::Unconfirmed),
        of(ordered("Aspirin"), Standing::UnknownStatus),
    ];
    assert_eq!(asked(doubtful), [true, true]);
    let not_so = vec![
        of(allergy("Latex"), Standing::Refuted),
        of(ordered("Aspirin"), Standing::Unconfirmed),
    ];
    assert_eq!(asked(not_so), [false, false]);
}

#[test]
fn a_course_is_over_once_its_last_day_is_past() {
    let mut writer = Writer::new(1);
    let course = |name: &str, days: i64| {
        let end = writer.now.day() + chrono::Duration::days(days);
        Fact::Medication(MedicationEvent::Taking(MedicationLine {
            name: Concept::words(name),
            until: Some(When::day(end)),
            ..MedicationLine::default()
        }))
    };
    let courses = vec![course("Ended", -1), course("Today", 0), course("Later", 7)];
    let chart = chart_of(&[clinical(&mut writer, courses)]);
    let standings: Vec<Standing> = chart.medicines().iter().map(|row| row.standing).collect();
    let wanted = [Standing::Over, Standing::Stands, Standing::Stands];
    assert_eq!(standings, wanted);
    let taken_after = |days: i64| {
        let mut now = writer.now;
        now.ms += days * 24 * 60 * 60 * 1000;
        match chart.summary(now).medicines {
            Known::Facts(rows) => rows.len(),
            other => panic!("medicines were told: {other:?}"),
        }
    };
    assert_eq!([0, 1, 7, 8].map(taken_after), [2, 1, 1, 0]);
}

#[test]
fn a_person_whose_other_record_is_not_in_use_still_has_a_name() {
    let mut writer = Writer::new(1);
    let name = |given: &str, standing| Statement {
        standing,
        source: Source {
            said_by: SaidBy::File,
            file: Some(FilePlace {
                blob: BlobId([1; 16]),
                position: 0,
                name: "Patient/p".into(),
            }),
            name: None,
        },
        ..Statement::new(
            When::Unknown,
            Fact::Demographic(Demographic::Name(PersonName {
                usage: NameUse::Usual,
                family: "Testa".into(),
                given: given.into(),
            })),
        )
    };
    let doubtful = name("Prima", Standing::UnknownStatus);
    let only = writer.write_all(Compartment::IDENTITY, vec![doubtful.clone()]);
    assert_eq!(chart_of(&[only]).person().given, "Prima");
    let both = vec![name("Secunda", Standing::Stands), doubtful];
    let both = Writer::new(2).write_all(Compartment::IDENTITY, both);
    assert_eq!(chart_of(&[both]).person().given, "Secunda");
}

#[test]
fn an_addendum_is_shown_once_under_the_entry() {
    let mut writer = Writer::new(1);
    let first = clinical(&mut writer, vec![text("one"), text("two")]);
    let addendum = amending(AmendmentKind::Addendum, &first, None, vec![]);
    let second = clinical(&mut writer, vec![addendum, text("three")]);
    let chart = chart_of(&[Rc::clone(&first), Rc::clone(&second)]);
    let Some(EntryView::Read { statements, .. }) = chart.entry(&first.id()) else {
        panic!("a known entry");
    };
    let addenda: Vec<_> = statements.iter().flat_map(|s| &s.marks.addenda).collect();
    assert_eq!(addenda, [&second.id()]);
}
