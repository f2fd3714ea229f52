//! Allergies as they are written, checked against what is taken, added to and said not to be so.

use super::*;
use crate::chart::draft::{AllergyForm, MedicineDraft, RefuteForm};
use crate::chart::kinds::{
    Answered, CertaintyChosen, FromTable, KnownFrom, KnownReaction, MedicineChosen, NoFact,
    Question, Severity, SeverityChosen,
};
use crate::chart::statement::{SaidBy, Standing, StatementId};
use crate::chart::when::When;
use crate::reading::view::{AllergyRow, Content, EntryView, Known, MedicationRow};

const NONE: Answered = Answered {
    question: Question::Allergies,
    answer: NoFact::None,
};

fn penicillins() -> AllergyForm {
    AllergyForm {
        substance: "Penicillins".into(),
        from_table: Some(FromTable::Class("penicillin".into())),
        reactions: vec![KnownReaction::Anaphylaxis],
        severity: Some(SeverityChosen::Was(Severity::Severe)),
        known_from: Some(KnownFrom::Told),
        since: When::Year(2019).into(),
        ..AllergyForm::default()
    }
}

fn device() -> (Device, ChartId) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    (device, chart)
}

fn takes(device: &mut Device, chart: ChartId, name: &str) -> StatementId {
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.medicines = vec![MedicineDraft {
        name: name.into(),
        frequency: "daily".into(),
        ..MedicineDraft::default()
    }];
    device.note_of(chart, under);
    let rows = medicines(device, chart);
    let row = rows.iter().find(|row| row.line.name.text == name);
    row.expect("it is taken").id
}

fn medicines(device: &mut Device, chart: ChartId) -> Vec<MedicationRow> {
    match device.chart(chart).summary.medicines {
        Known::Facts(rows) => rows,
        _ => Vec::new(),
    }
}

fn rows(device: &mut Device, chart: ChartId) -> Vec<AllergyRow> {
    match device.chart(chart).banner.allergies {
        Known::Facts(rows) => rows,
        _ => Vec::new(),
    }
}

fn complaints(refused: Result<EntryId, Failure>) -> Vec<Complaint<FormField>> {
    match refused {
        Err(Failure::Write(WriteFailure::Lacks(Lacks::Form(complaints)))) => complaints,
        other => panic!("refused: {other:?}"),
    }
}

#[test]
fn an_allergy_is_signed_with_all_that_was_chosen() {
    let (mut device, chart) = device();
    let form = AllergyForm {
        certainty: Some(CertaintyChosen::NotConfirmed),
        ..penicillins()
    };
    let entry = act(&mut device, chart, form).expect("signed");
    let rows = rows(&mut device, chart);
    let [row] = rows.as_slice() else {
        panic!("one allergy: {rows:?}")
    };
    assert_eq!(row.since, When::Year(2019));
    assert_eq!(row.standing, Standing::Unconfirmed);
    assert!(row.allergy.has_reaction(KnownReaction::Anaphylaxis));
    assert_eq!(row.allergy.worst(), Some(Severity::Severe));
    let Ok(EntryView::Read { statements, .. }) = device.ask(ask::Entry(chart, entry)) else {
        panic!("an entry")
    };
    let Content::Statement(said) = &statements[0].content else {
        panic!("a statement")
    };
    assert_eq!(said.source.said_by, SaidBy::Patient);
}

#[test]
fn what_is_needed_is_said_at_its_field() {
    let (mut device, chart) = device();
    let future = AllergyForm {
        since: When::Year(2090).into(),
        ..AllergyForm::default()
    };
    let found = complaints(act(&mut device, chart, future));
    let found: Vec<(FormField, Why)> = found.into_iter().map(|c| (c.at, c.why)).collect();
    let wanted = [
        (FormField::Substance, Why::Substance),
        (FormField::KnownFrom, Why::KnownFrom),
        (FormField::Date, Why::Date),
    ];
    assert_eq!(found, wanted);
}

/// The check is made where it is signed: a page that does not ask cannot pass it by. It goes by the row that was chosen,
/// however the substance is spelled.
#[test]
fn what_is_taken_now_and_meets_the_allergy_is_stopped_or_left_with_a_reason() {
    let (mut device, chart) = device();
    let amoxicillin = takes(&mut device, chart, "Amoxicillin 500 mg");
    let ampicillin = takes(&mut device, chart, "Ampicillin");
    takes(&mut device, chart, "Metformin");
    let mut form = AllergyForm {
        substance: "the white one".into(),
        ..penicillins()
    };
    let asked = complaints(act(&mut device, chart, form.clone()));
    let asked: Vec<(FormField, Why)> = asked.into_iter().map(|c| (c.at, c.why)).collect();
    let medicine = |id| (FormField::Medicine(id), Why::StopOrLeave);
    assert_eq!(asked, [medicine(amoxicillin), medicine(ampicillin)]);
    form.medicines = vec![
        (ampicillin, MedicineChosen::Leave(" ".into())),
        (amoxicillin, MedicineChosen::Stop("allergy".into())),
    ];
    let asked = complaints(act(&mut device, chart, form.clone()));
    assert_eq!(asked[0].why, Why::LeaveReason);
    form.medicines[0].1 = MedicineChosen::Leave("took it in May, no harm".into());
    act(&mut device, chart, form).expect("signed");
    let taken = medicines(&mut device, chart);
    let stopped = |id| {
        let row = taken.iter().find(|row| row.id == id).expect("listed");
        row.stopped.as_ref().map(|(_, why)| why.as_str())
    };
    assert_eq!(stopped(amoxicillin), Some("allergy"));
    assert_eq!(stopped(ampicillin), None);
    let rows = rows(&mut device, chart);
    let left = rows[0].allergy.left.as_deref().expect("one was left");
    assert_eq!(left[0].medicine.entry, Some(ampicillin.entry));
    assert_eq!(left[0].reason, "took it in May, no harm");
}

#[test]
fn more_about_an_allergy_stands_in_its_place_and_the_old_stays() {
    let (mut device, chart) = device();
    act(&mut device, chart, penicillins()).expect("signed");
    let old = rows(&mut device, chart).remove(0);
    let mut more = AllergyForm::more_about(old.id, &old.allergy, old.standing, old.since);
    assert_eq!(more.since, When::Year(2019).into());
    more.known_from = Some(KnownFrom::SeenHere);
    more.reactions.push(KnownReaction::Rash);
    more.certainty = Some(CertaintyChosen::Confirmed);
    let found = complaints(act(&mut device, chart, more.clone()));
    assert_eq!(found[0].at, FormField::Reason);
    more.reason = "seen today".into();
    act(&mut device, chart, more).expect("signed");
    let now = rows(&mut device, chart);
    let [now] = now.as_slice() else {
        panic!("one allergy: {now:?}")
    };
    assert!(now.allergy.has_reaction(KnownReaction::Rash));
    assert!(now.allergy.certainty.is_some());
    assert_eq!(now.allergy.from_table, old.allergy.from_table);
    let before = device.ask(ask::Entry(chart, old.id.entry)).expect("kept");
    let EntryView::Read { statements, .. } = before else {
        panic!("readable")
    };
    assert!(statements[0].marks.corrected.is_some());
    assert!(device.chart(chart).summary.refuted.is_empty());
}

#[test]
fn what_is_not_so_is_listed_as_such_with_who_said_it_and_why() {
    let (mut device, chart) = device();
    act(&mut device, chart, penicillins()).expect("signed");
    let allergy = rows(&mut device, chart)[0].id;
    let form = |reason: &str| RefuteForm {
        allergy,
        reason: reason.into(),
    };
    let found = complaints(act(&mut device, chart, form(" ")));
    assert_eq!(found[0].at, FormField::Reason);
    act(&mut device, chart, form("had it twice since, no harm")).expect("signed");
    let view = device.chart(chart);
    assert_eq!(view.banner.allergies, Known::NotAsked);
    let [refuted] = view.summary.refuted.as_slice() else {
        panic!("one: {:?}", view.summary.refuted)
    };
    assert_eq!(refuted.reason, "had it twice since, no harm");
    assert_eq!(refuted.allergy.substance.text, "Penicillins");
    // It was said once: a second press finds nothing that stands.
    let again = act(&mut device, chart, form("again"));
    assert_eq!(again.err(), Some(WriteFailure::Revoked.into()));
    act(&mut device, chart, NONE).expect("none known");
}

#[test]
fn none_known_is_refused_where_an_allergy_is_recorded_and_names_it() {
    let (mut device, chart) = device();
    act(&mut device, chart, NONE).expect("none known");
    act(&mut device, chart, penicillins()).expect("signed");
    let found = complaints(act(&mut device, chart, NONE));
    let wanted = Why::AllergyRecorded {
        substance: "Penicillins".into(),
    };
    assert_eq!(found[0].why, wanted);
}

#[test]
fn a_review_says_the_allergies_as_they_would_be() {
    let (mut device, chart) = device();
    act(&mut device, chart, penicillins()).expect("signed");
    let allergy = rows(&mut device, chart)[0].id;
    let review = |device: &mut Device, form: crate::chart::draft::Form| {
        let id = device.save_draft(form_draft(chart, device.clock.now(), form));
        device
            .ask(ask::ReviewDraft(id))
            .expect("reviewed")
            .allergies
    };
    let reason = "no harm since".to_owned();
    let refuted = RefuteForm { allergy, reason };
    assert_eq!(review(&mut device, refuted.into()), Known::NotAsked);
    let latex = AllergyForm {
        substance: "Latex".into(),
        known_from: Some(KnownFrom::Told),
        ..AllergyForm::default()
    };
    let said = review(&mut device, latex.into());
    assert!(matches!(said, Known::Facts(rows) if rows.len() == 2));
}

#[test]
fn other_words_for_an_allergy_are_compared_as_they_are_written() {
    let (mut device, chart) = device();
    act(&mut device, chart, penicillins()).expect("signed");
    let old = rows(&mut device, chart)[0].id;
    let corrected = AmendForm {
        words: "Latex".into(),
        reason: "misheard".into(),
        ..AmendForm::blank(
            old.entry,
            crate::chart::kinds::AmendmentKind::Correction,
            Some(old.index),
        )
    };
    act(&mut device, chart, corrected).expect("signed");
    assert_eq!(rows(&mut device, chart)[0].allergy.from_table, None);
}
