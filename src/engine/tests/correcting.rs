//! Who somebody is can be set right: a name that was not known, a wrong sex, age or next of kin.

use super::*;
use crate::chart::kinds::Answer;
use crate::chart::kinds::*;
use crate::chart::statement::StatementId;
use crate::chart::when::When;
use crate::reading::view::{Banner, Content, EntryView, Known, StatementView};

/// The statements of a chart that still stand, as its history shows them.
fn standing(device: &mut Device, chart: ChartId) -> Vec<StatementView> {
    let page = device.history(chart);
    let entries = page.groups.into_iter().flat_map(|group| group.entries);
    let statements = entries.flat_map(|entry| match entry {
        EntryView::Read { statements, .. } => statements,
        EntryView::Unreadable { .. } => Vec::new(),
    });
    let statements = statements.filter(|view| view.marks.corrected.is_none());
    statements.collect()
}

fn find(device: &mut Device, chart: ChartId, is: fn(&Demographic) -> bool) -> StatementId {
    let found = standing(device, chart).into_iter().find(|view| {
        matches!(&view.content, Content::Statement(statement)
            if matches!(&statement.fact, Fact::Demographic(item) if is(item)))
    });
    found.expect("such a statement").id
}

fn correct(
    device: &mut Device,
    chart: ChartId,
    id: StatementId,
    instead: impl FnOnce(&mut WhoForm),
) -> Result<EntryId, Failure> {
    let mut form = WhoForm::blank(id.entry, id.index);
    form.reason = "the paper says so".into();
    instead(&mut form);
    act(device, chart, form)
}

fn rename(device: &mut Device, chart: ChartId, words: &str) {
    let id = find(device, chart, |item| matches!(item, Demographic::Name(_)));
    let renamed = AmendForm {
        target: id.entry,
        index: Some(id.index),
        kind: AmendmentKind::Correction,
        reason: "a relative came".into(),
        words: words.into(),
    };
    act(device, chart, renamed).expect("corrected");
}

fn banner(device: &mut Device, chart: ChartId) -> Banner {
    device.chart(chart).banner
}

#[test]
fn a_person_whose_name_was_not_known_is_identified() {
    let mut device = Device::new(1);
    device.make_vault();
    let mut unknown = intake("", "", device.clock.now());
    unknown.name_not_known = true;
    let chart = device
        .sign(Draft::Intake(Box::new(unknown)))
        .expect("signed");
    assert!(banner(&mut device, chart).person.placeholder);
    rename(&mut device, chart, "Unknown woman 2");
    assert!(banner(&mut device, chart).person.placeholder);
    rename(&mut device, chart, "Testa, Prima");
    let person = banner(&mut device, chart).person;
    assert!(!person.placeholder, "the identity is known now");
    assert_eq!(
        (person.family.as_str(), person.given.as_str()),
        ("Testa", "Prima")
    );
}

#[test]
fn a_wrong_sex_age_and_next_of_kin_are_set_right() {
    let mut device = Device::new(1);
    device.make_vault();
    let mut draft = intake("Testa", "Prima", device.clock.now());
    let kin = |name: &str| NextOfKin {
        name: name.into(),
        relation: "mother".into(),
        phone: String::new(),
    };
    draft.next_of_kin = Answer::Yes(kin("Testa, Altera"));
    let chart = device.sign(Draft::Intake(Box::new(draft))).expect("signed");
    let (was_sex, was_birth, was_kin) = (
        find(&mut device, chart, |item| {
            matches!(item, Demographic::Sex(_))
        }),
        find(&mut device, chart, |item| {
            matches!(item, Demographic::Birth(_))
        }),
        find(&mut device, chart, |item| {
            matches!(item, Demographic::NextOfKin(_))
        }),
    );
    let date = BirthDraft::Date(When::Day(1992, 3, 14).into());
    let male = |form: &mut WhoForm| form.sex = Some(Sex::Male);
    correct(&mut device, chart, was_sex, male).expect("corrected");
    correct(&mut device, chart, was_birth, |form| form.birth = date).expect("corrected");
    let other = kin(" Testa, Tertia ");
    correct(&mut device, chart, was_kin, |form| form.next_of_kin = other).expect("corrected");
    let now = banner(&mut device, chart);
    assert_eq!(now.person.sex, Some(Sex::Male));
    assert_eq!(now.person.birth, Birth::Date(When::Day(1992, 3, 14)));
    assert_eq!(now.next_of_kin, Known::Facts(vec![kin("Testa, Tertia")]));
    let twice = correct(&mut device, chart, was_sex, male);
    assert_eq!(twice, Err(WriteFailure::Revoked.into()));
}

/// A correction is checked as the intake is, and answers the question it corrects.
#[test]
fn a_correction_that_is_no_answer_is_refused() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let sex = find(&mut device, chart, |item| {
        matches!(item, Demographic::Sex(_))
    });
    let birth = find(&mut device, chart, |item| {
        matches!(item, Demographic::Birth(_))
    });
    let refused =
        |at, why| Err(WriteFailure::Lacks(Lacks::Form(vec![Complaint { at, why }])).into());
    let old = BirthDraft::Age {
        number: "131".into(),
        unit: AgeUnit::Years,
        about: false,
    };
    let cases = [
        (BirthDraft::NotAnswered, FormField::Age, Why::Age),
        (old, FormField::Age, Why::AgeNumber { most: 130 }),
        (
            BirthDraft::Date(When::Year(2200).into()),
            FormField::BirthDate,
            Why::BirthDate,
        ),
    ];
    for (wrong, at, why) in cases {
        let corrected = correct(&mut device, chart, birth, |form| form.birth = wrong);
        assert_eq!(corrected, refused(at, why));
    }
    // An answer to another question is none to this one.
    let other_question = correct(&mut device, chart, birth, |form| form.sex = Some(Sex::Male));
    assert_eq!(other_question, refused(FormField::Age, Why::Age));
    let no_answer = correct(&mut device, chart, sex, |_| {});
    assert_eq!(no_answer, refused(FormField::Sex, Why::Sex));
    assert_eq!(
        banner(&mut device, chart).person.sex,
        Some(Sex::Female),
        "nothing was signed"
    );
}

/// What stands instead is corrected in its turn, as often as needed, and every word before it stays readable.
#[test]
fn what_was_corrected_once_is_corrected_again() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    for words in ["Testa, Secunda", "Testa, Tertia", "Testa, Quarta"] {
        rename(&mut device, chart, words);
    }
    assert_eq!(banner(&mut device, chart).person.given, "Quarta");
    let id = find(&mut device, chart, |item| {
        matches!(item, Demographic::Name(_))
    });
    let page = device.history(chart);
    let entries = page.groups.into_iter().flat_map(|group| group.entries);
    let corrected = entries.flat_map(|entry| match entry {
        EntryView::Read { statements, .. } => statements,
        EntryView::Unreadable { .. } => Vec::new(),
    });
    let corrected: Vec<_> = corrected
        .filter(|view| view.marks.corrected.is_some())
        .map(|view| view.id)
        .collect();
    assert_eq!(corrected.len(), 3);
    assert!(!corrected.contains(&id));
}
