//! What is typed into a small form is a draft like any other, and goes with the act it became.

use super::*;
use crate::chart::draft::{Form, FormDraft};
use crate::chart::kinds::{AmendmentKind, Fact, ProblemEvent, ProblemStatus};
use crate::chart::limits::{self, Limit};
use crate::chart::statement::StatementId;
use crate::chart::when::When;
use crate::reading::view::{DraftKind, DraftRow, Known};

fn drafts(device: &mut Device) -> Vec<DraftRow> {
    match device.ask(Request::Drafts) {
        Ok(Reply::Drafts(rows)) => rows,
        other => panic!("no drafts: {other:?}"),
    }
}

fn allergy(substance: &str) -> Form {
    Form::Allergy {
        substance: substance.into(),
        reaction: String::new(),
        severity: String::new(),
    }
}

fn type_into(device: &mut Device, chart: ChartId, form: Form) -> DraftId {
    let started = device.clock.now();
    device.save_draft(Draft::Form(Box::new(FormDraft {
        chart,
        started,
        form,
    })))
}

fn sign(device: &mut Device, chart: ChartId, draft: DraftId) -> Result<Reply, Failure> {
    let act = ChartAct::AddAllergy {
        substance: "penicillin".into(),
        reaction: String::new(),
        severity: String::new(),
    };
    device.ask(Request::Act {
        chart,
        act: Box::new(act),
        draft: Some(draft),
    })
}

#[test]
fn words_in_a_form_outlive_the_page_and_stand_among_the_drafts() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let id = type_into(&mut device, chart, allergy("penic"));
    device.restart();
    device.unlock().expect("opened");
    let rows = drafts(&mut device);
    let [row] = rows.as_slice() else {
        panic!("one draft: {rows:?}")
    };
    assert_eq!(row.id, id);
    let form = allergy("penic");
    let about = None;
    assert_eq!(row.kind, DraftKind::Form { chart, form, about });
    assert_eq!(row.person.as_ref().map(|person| person.chart), Some(chart));
}

#[test]
fn signing_the_act_takes_its_form_away() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let signed = type_into(&mut device, chart, allergy("penicillin"));
    let other = type_into(
        &mut device,
        chart,
        Form::Visit {
            reason: "co".into(),
        },
    );
    sign(&mut device, chart, signed).expect("signed");
    let left: Vec<DraftId> = drafts(&mut device).iter().map(|row| row.id).collect();
    assert_eq!(left, [other]);
    let banner = device.chart(chart).banner;
    assert!(matches!(banner.allergies, Known::Facts(rows) if rows.len() == 1));
}

#[test]
fn a_refused_act_leaves_the_words_of_its_form() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let id = type_into(&mut device, chart, allergy("   "));
    let act = ChartAct::AddAllergy {
        substance: "   ".into(),
        reaction: String::new(),
        severity: String::new(),
    };
    let refused = device.ask(Request::Act {
        chart,
        act: Box::new(act),
        draft: Some(id),
    });
    assert!(
        matches!(refused, Err(Failure::Write(WriteFailure::Missing(_)))),
        "{refused:?}"
    );
    assert_eq!(drafts(&mut device).len(), 1);
}

/// A form signed before two seconds of typing were over has no row to remove.
#[test]
fn a_form_that_was_never_sealed_is_signed_all_the_same() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    sign(&mut device, chart, DraftId([7; 16])).expect("signed");
    assert!(drafts(&mut device).is_empty());
}

/// A form is signed as its act, never as a note or an intake.
#[test]
fn a_form_cannot_be_signed_as_a_note() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let id = type_into(&mut device, chart, allergy("penicillin"));
    let refused = device.ask(Request::Sign(id));
    assert!(matches!(
        refused,
        Err(Failure::Write(WriteFailure::NoDraft))
    ));
    assert_eq!(drafts(&mut device).len(), 1);
}

fn open_problem(device: &mut Device, chart: ChartId, words: &str) -> StatementId {
    let act = ChartAct::OpenProblem {
        words: words.into(),
        status: ProblemStatus::Active,
        onset: When::Unknown,
    };
    match act_on(device, chart, act) {
        Ok(Reply::Signed { entry, .. }) => StatementId { entry, index: 0 },
        other => panic!("not opened: {other:?}"),
    }
}

fn act_on(device: &mut Device, chart: ChartId, act: ChartAct) -> Result<Reply, Failure> {
    device.clock.forward(60_000);
    device.ask(Request::Act {
        chart,
        act: Box::new(act),
        draft: None,
    })
}

/// A list of drafts says which problem it is, not only which form.
#[test]
fn a_draft_says_what_it_is_about() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    open_problem(&mut device, chart, "Knee pain");
    let problem = open_problem(&mut device, chart, "Cough");
    let words = "Bronch".into();
    type_into(&mut device, chart, Form::Restate { problem, words });
    let rows = drafts(&mut device);
    let [row] = rows.as_slice() else {
        panic!("one draft: {rows:?}")
    };
    let DraftKind::Form {
        about: Some(about), ..
    } = &row.kind
    else {
        panic!("it is about nothing: {row:?}")
    };
    assert!(
        matches!(&about.fact, Fact::Problem(ProblemEvent::Opened(opened)) if opened.words == "Cough"),
        "{about:?}"
    );
}

/// Between typing and signing, what the form is about was marked as entered in error.
#[test]
fn nothing_is_signed_about_what_does_not_stand_any_more() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let problem = open_problem(&mut device, chart, "Cough");
    let entry = problem.entry;
    let amend = |kind, words: &str| ChartAct::Amend {
        target: entry,
        index: None,
        kind,
        reason: "wrong person".into(),
        words: words.into(),
    };
    let wrong = act_on(&mut device, chart, amend(AmendmentKind::EnteredInError, ""));
    assert!(matches!(wrong, Ok(Reply::Signed { .. })));
    let late = [
        ChartAct::Restate {
            problem,
            words: "Bronchitis".into(),
        },
        ChartAct::SetStatus {
            problem,
            status: ProblemStatus::Inactive,
            on: When::Unknown,
        },
        amend(AmendmentKind::Addendum, "more"),
        amend(AmendmentKind::EnteredInError, ""),
    ];
    for act in late {
        let refused = act_on(&mut device, chart, act.clone());
        assert!(
            matches!(refused, Err(Failure::Write(WriteFailure::Revoked))),
            "{act:?}: {refused:?}"
        );
    }
}

#[test]
fn what_others_would_leave_out_is_not_signed() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let visit = |letters: usize| ChartAct::OpenVisit {
        reason: "x".repeat(letters),
    };
    assert!(act(&mut device, chart, visit(limits::LINE)).is_ok());
    let refused = act(&mut device, chart, visit(limits::LINE + 1)).err();
    assert_eq!(
        refused,
        Some(Failure::Write(WriteFailure::Beyond(Limit::Line)))
    );
    let named = intake(&"x".repeat(limits::NAME + 1), "Prima", device.clock.now());
    let refused = device.sign(Draft::Intake(Box::new(named))).err();
    assert_eq!(
        refused,
        Some(Failure::Write(WriteFailure::Beyond(Limit::Name)))
    );
    let place = VaultRequest::SetPlace {
        site: "x".repeat(limits::PLACE + 1),
        device: "Tablet 1".into(),
    };
    let refused = device.vault(place).err();
    assert_eq!(
        refused,
        Some(Failure::Write(WriteFailure::Beyond(Limit::Place)))
    );
}
