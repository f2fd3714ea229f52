//! Prescribing, its check at the press, and what is done about a medicine afterwards.

use super::*;
use crate::chart::course::MedicineSoFar;
use crate::chart::draft::{
    Complaint, FormField, GiveForm, HoldForm, Lacks, PrescribeForm, RestartForm, StillSoForm,
    StopForm, Why,
};
use crate::chart::kinds::{
    AllTheSame, AnsweredHit, Given, HitAnswer, HitKind, StillSo, StillSoLine, Taken,
};
use crate::chart::statement::{SaidBy, StatementId};
use crate::reading::view::{GivenOut, Known, MedicineHistory};

fn clinic() -> (Device, ChartId) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    (device, chart)
}

fn amoxicillin() -> PrescribeForm {
    PrescribeForm {
        name: "Amoxicillin".into(),
        strength: "500 mg".into(),
        form: "capsule".into(),
        dose: "500 mg".into(),
        route: "by mouth".into(),
        frequency: "3 times daily".into(),
        duration: "5 days".into(),
        ..PrescribeForm::default()
    }
}

fn penicillin(device: &mut Device, chart: ChartId) {
    let allergy = AllergyDraft {
        substance: "Penicillin".into(),
        reaction: "rash".into(),
        severity: String::new(),
    };
    act(device, chart, allergy).expect("signed");
}

fn complaints(refused: Result<EntryId, Failure>) -> Vec<Complaint<FormField>> {
    match refused {
        Err(Failure::Write(WriteFailure::Lacks(Lacks::Form(complaints)))) => complaints,
        other => panic!("{other:?}"),
    }
}

fn list(device: &mut Device, chart: ChartId) -> Vec<MedicineHistory> {
    device.ask(ask::MedicineList(chart)).expect("a list")
}

fn prescribed(device: &mut Device, chart: ChartId) -> StatementId {
    act(device, chart, amoxicillin()).expect("signed");
    list(device, chart)[0].row.id
}

#[test]
fn a_prescription_is_counted_and_keeps_with_what_it_was_checked() {
    let (mut device, chart) = clinic();
    act(&mut device, chart, amoxicillin()).expect("signed");
    let list = list(&mut device, chart);
    let line = &list[0].row.line;
    let quantity = line.quantity.clone().expect("counted");
    assert_eq!((&*quantity.value, &*quantity.unit), ("15", "capsules"));
    let checked = line.checked.as_deref().expect("checked");
    assert_eq!(checked.table, crate::terms::medicines::VERSION);
    assert_eq!((checked.unknown, &checked.overridden), (None, &None));
}

#[test]
fn without_a_name_and_how_often_nothing_is_signed() {
    let (mut device, chart) = clinic();
    let blank = PrescribeForm::default();
    let at: Vec<_> = complaints(act(&mut device, chart, blank));
    let at: Vec<_> = at.into_iter().map(|complaint| complaint.at).collect();
    assert_eq!(at, [FormField::Words, FormField::Frequency]);
    assert!(list(&mut device, chart).is_empty());
}

#[test]
fn a_medicine_that_meets_an_allergy_is_signed_only_with_a_reason_which_is_kept() {
    let (mut device, chart) = clinic();
    penicillin(&mut device, chart);
    let Known::Facts(allergies) = device.chart(chart).banner.allergies else {
        panic!("an allergy")
    };
    let refused = complaints(act(&mut device, chart, amoxicillin()));
    let wanted = Complaint {
        at: FormField::Hit(allergies[0].id),
        why: Why::AllTheSame,
    };
    assert_eq!(refused, [wanted]);
    let answered = |reason, words: &str| PrescribeForm {
        answered: vec![AnsweredHit {
            name: "Amoxicillin".into(),
            about: allergies[0].id,
            hit: HitKind::AllergyToClass,
            answer: HitAnswer::AllTheSame(reason),
            words: words.into(),
        }],
        ..amoxicillin()
    };
    let empty = answered(AllTheSame::InWords, " ");
    let refused = complaints(act(&mut device, chart, empty));
    assert_eq!(
        (refused[0].at, refused[0].why.clone()),
        (FormField::Hit(allergies[0].id), Why::Reason)
    );
    let signed = answered(AllTheSame::TakenSince, "");
    act(&mut device, chart, signed).expect("signed");
    let list = list(&mut device, chart);
    let checked = list[0].row.line.checked.as_deref().expect("checked");
    let overridden = checked.overridden.as_ref().expect("a reason");
    assert_eq!(overridden.len(), 1);
    assert_eq!(overridden[0].reason, AllTheSame::TakenSince);
    assert_eq!(overridden[0].against, "Penicillin");
}

#[test]
fn a_reason_given_for_one_thing_answers_no_other() {
    let (mut device, chart) = clinic();
    let first = prescribed(&mut device, chart);
    let twice = PrescribeForm {
        name: "Ampicillin".into(),
        ..amoxicillin()
    };
    let refused = complaints(act(&mut device, chart, twice.clone()));
    assert_eq!(refused[0].at, FormField::Hit(first));
    let answered = |name: &str, hit| PrescribeForm {
        answered: vec![AnsweredHit {
            name: name.into(),
            about: first,
            hit,
            answer: HitAnswer::AllTheSame(AllTheSame::BothMeant),
            words: String::new(),
        }],
        ..twice.clone()
    };
    for other in [
        answered("Ampicillin", HitKind::IngredientTwice),
        answered("Amoxicillin", HitKind::ClassTwice),
    ] {
        complaints(act(&mut device, chart, other));
    }
    let both = answered("Ampicillin", HitKind::ClassTwice);
    act(&mut device, chart, both).expect("signed");
    assert_eq!(list(&mut device, chart).len(), 2);
}

#[test]
fn the_other_of_two_is_stopped_in_the_same_act_and_an_allergy_is_not() {
    let (mut device, chart) = clinic();
    let first = prescribed(&mut device, chart);
    let stopping = |about, hit, words: &str| PrescribeForm {
        name: "Ampicillin".into(),
        answered: vec![AnsweredHit {
            name: "Ampicillin".into(),
            about,
            hit,
            answer: HitAnswer::StopOther,
            words: words.into(),
        }],
        ..amoxicillin()
    };
    let refused = stopping(first, HitKind::ClassTwice, "");
    let refused = complaints(act(&mut device, chart, refused));
    assert_eq!(refused[0].why, Why::Reason);
    let before = device.history(chart).total;
    let form = stopping(first, HitKind::ClassTwice, "one is enough");
    act(&mut device, chart, form).expect("signed");
    assert_eq!(device.history(chart).total, before + 1);
    let list = list(&mut device, chart);
    let found: Vec<_> = list.iter().map(|one| one.so_far).collect();
    assert_eq!(found, [MedicineSoFar::Taken, MedicineSoFar::Stopped]);

    penicillin(&mut device, chart);
    let Known::Facts(allergies) = device.chart(chart).banner.allergies else {
        panic!("an allergy")
    };
    let form = stopping(allergies[0].id, HitKind::AllergyToClass, "no");
    let refused = complaints(act(&mut device, chart, form));
    assert!(refused.iter().all(|one| one.why == Why::AllTheSame));
}

#[test]
fn a_name_that_the_table_does_not_hold_is_signed_as_not_checked() {
    let (mut device, chart) = clinic();
    penicillin(&mut device, chart);
    let unknown = PrescribeForm {
        name: "Mirazol".into(),
        ..amoxicillin()
    };
    act(&mut device, chart, unknown).expect("signed");
    let list = list(&mut device, chart);
    let checked = list[0].row.line.checked.as_deref().expect("checked");
    assert_eq!(checked.unknown, Some(true));
}

#[test]
fn an_abbreviation_that_is_often_misread_is_written_out_or_left_with_a_reason() {
    let (mut device, chart) = clinic();
    let mut form = PrescribeForm {
        frequency: "qd".into(),
        ..amoxicillin()
    };
    let refused = complaints(act(&mut device, chart, form.clone()));
    let wanted = Why::Misread {
        written: "qd".into(),
    };
    assert_eq!(
        refused,
        [Complaint {
            at: FormField::Misread(5),
            why: wanted
        }]
    );
    form.left = vec![("qd".into(), "as the hospital writes it".into())];
    act(&mut device, chart, form).expect("signed");
    let list = list(&mut device, chart);
    let checked = list[0].row.line.checked.as_deref().expect("checked");
    let left = checked.left.as_ref().expect("left");
    assert_eq!(
        (&*left[0].written, &*left[0].reason),
        ("qd", "as the hospital writes it")
    );
}

#[test]
fn a_medicine_is_held_started_again_changed_and_what_fits_no_more_is_refused() {
    let (mut device, chart) = clinic();
    let medicine = prescribed(&mut device, chart);
    let again = RestartForm {
        medicine,
        words: String::new(),
    };
    let refused = complaints(act(&mut device, chart, again.clone()));
    assert_eq!(refused[0].why, Why::MedicineIs(MedicineSoFar::Taken));
    let hold = HoldForm {
        medicine,
        reason: "vomits".into(),
    };
    act(&mut device, chart, hold.clone()).expect("signed");
    let refused = complaints(act(&mut device, chart, hold));
    assert_eq!(refused[0].why, Why::MedicineIs(MedicineSoFar::Held));
    act(&mut device, chart, again).expect("signed");
    let line = list(&mut device, chart)[0].row.line.clone();
    let change = PrescribeForm {
        duration: "7 days".into(),
        amount: String::new(),
        reason: "not well yet".into(),
        ..PrescribeForm::changing(medicine, &line)
    };
    act(&mut device, chart, change.clone()).expect("the medicine itself is none beside it");
    let refused = complaints(act(&mut device, chart, change));
    assert!(
        refused
            .iter()
            .any(|one| one.why == Why::MedicineIs(MedicineSoFar::Changed))
    );
    let list = list(&mut device, chart);
    assert_eq!(list.len(), 2);
    let quantity = list[0].row.line.quantity.clone().expect("counted");
    assert_eq!(quantity.value, "21");
    assert_eq!(list[1].so_far, MedicineSoFar::Changed);
}

#[test]
fn each_medicine_is_asked_about_and_signed_as_one_act() {
    let (mut device, chart) = clinic();
    let first = prescribed(&mut device, chart);
    let other = PrescribeForm {
        name: "Metformin".into(),
        ..amoxicillin()
    };
    act(&mut device, chart, other).expect("signed");
    let third = PrescribeForm {
        name: "Amlodipine".into(),
        ..amoxicillin()
    };
    act(&mut device, chart, third).expect("signed");
    let ids: Vec<StatementId> = list(&mut device, chart)
        .iter()
        .map(|one| one.row.id)
        .collect();
    let nothing = StillSoForm {
        said_by: SaidBy::Patient,
        lines: ids.iter().copied().map(StillSoLine::of).collect(),
    };
    let refused = complaints(act(&mut device, chart, nothing.clone()));
    assert_eq!(refused[0].at, FormField::StillSo(0));
    let mut form = nothing;
    form.lines[0].answer = Some(StillSo::Otherwise);
    let refused = complaints(act(&mut device, chart, form.clone()));
    assert_eq!(refused[0].why, Why::HowOtherwise);
    form.lines[0].words = "only in the morning".into();
    form.lines[1].answer = Some(StillSo::Stopped);
    form.lines[1].words = "made her sick".into();
    form.lines[2].answer = Some(StillSo::Still);
    form.lines[2].together = true;
    let before = device.history(chart).total;
    act(&mut device, chart, form).expect("signed");
    assert_eq!(device.history(chart).total, before + 1);
    let list = list(&mut device, chart);
    let of = |id| list.iter().find(|one| one.row.id == id).expect("listed");
    let (_, told) = of(first).row.course.told.clone().expect("told");
    assert_eq!(
        (told.taken, &*told.words),
        (Taken::Otherwise, "only in the morning")
    );
    assert_eq!(of(ids[1]).so_far, MedicineSoFar::Stopped);
    let (_, told) = of(ids[2]).row.course.told.clone().expect("told");
    assert_eq!(
        (told.taken, told.together),
        (Taken::AsPrescribed, Some(true))
    );
}

#[test]
fn what_was_given_out_is_read_at_its_medicine() {
    let (mut device, chart) = clinic();
    let medicine = prescribed(&mut device, chart);
    let quantity = list(&mut device, chart)[0].row.line.quantity.clone();
    let form = GiveForm::of(medicine, quantity.as_ref());
    let refused = complaints(act(&mut device, chart, form.clone()));
    assert_eq!(refused[0].why, Why::GivenOrNot);
    for wrong in ["some", "0", "0.0", "-1"] {
        let wrong = GiveForm {
            given: Some(Given::AsWritten),
            amount: wrong.into(),
            ..form.clone()
        };
        let refused = complaints(act(&mut device, chart, wrong));
        assert_eq!(refused[0].at, FormField::Amount);
    }
    let given = GiveForm {
        given: Some(Given::AsWritten),
        from: "shelf B".into(),
        ..form.clone()
    };
    act(&mut device, chart, given).expect("signed");
    let (_, given) = list(&mut device, chart)[0]
        .row
        .course
        .given
        .clone()
        .expect("given");
    let GivenOut::Given(given) = given else {
        panic!("given")
    };
    assert_eq!((given.quantity, &*given.from), (quantity, "shelf B"));
    let stop = StopForm {
        medicine,
        reason: "done".into(),
    };
    act(&mut device, chart, stop).expect("signed");
    let late = GiveForm {
        given: Some(Given::Not),
        reason: "none left".into(),
        ..form
    };
    let refused = complaints(act(&mut device, chart, late));
    assert_eq!(refused[0].why, Why::MedicineIs(MedicineSoFar::Stopped));
}
