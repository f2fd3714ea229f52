//! Tests and images from their order to the moment somebody looked at what came back, through signing.

use super::*;
use crate::chart::draft::{
    AmendForm, CancelOrderForm, CollectForm, LookedAtForm, ResultForm, TestsForm,
};
use crate::chart::kinds::{AmendmentKind, NeedsActing, PanelLine, ReportKind, TestDraft, TestKind};
use crate::chart::statement::StatementId;
use crate::chart::value::Presence;
use crate::reading::view::{
    ListLine, Looked, OrderState, ResultRank, ResultRow, TestsAtAGlance, TestsPage, WorkList,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn tests(device: &mut Device, chart: ChartId) -> TestsPage {
    device.ask(ask::Tests(chart)).expect("tests")
}

fn order(device: &mut Device, chart: ChartId, what: &str) -> StatementId {
    let test = TestDraft::new(what, TestKind::Laboratory);
    let form = TestsForm {
        tests: vec![test],
        ..TestsForm::default()
    };
    act(device, chart, form).expect("signed");
    tests(device, chart).orders[0].id
}

fn haemoglobin(order: Option<StatementId>, value: &str) -> ResultForm {
    let mut line = PanelLine::of("Haemoglobin", "g/dL");
    line.typed.value = value.into();
    line.typed.low = "11".into();
    line.typed.high = "14".into();
    ResultForm {
        order,
        what: "Haemoglobin".into(),
        kind: Some(ReportKind::Laboratory),
        results: vec![line, PanelLine::of("Platelets", "10*9/L")],
        ..ResultForm::blank()
    }
}

fn look_at(device: &mut Device, chart: ChartId, row: &ResultRow) -> Result<(), Failure> {
    let results = row.results.iter().map(|line| line.id).collect();
    act(device, chart, LookedAtForm::of(row.id, results)).map(drop)
}

fn inbox(device: &mut Device) -> Vec<ResultRow> {
    let page = device
        .ask(ask::List(WorkList::NotLookedAt))
        .expect("a list");
    let lines = page.rows.into_iter().map(|row| row.line);
    let results = lines.map(|line| match line {
        ListLine::Result(result) => *result,
        other => panic!("no result: {other:?}"),
    });
    results.collect()
}

fn waits(device: &mut Device) -> usize {
    let page = device.ask(ask::List(WorkList::WithoutResult));
    page.expect("a list").rows.len()
}

fn ready() -> (Device, ChartId) {
    let mut device = Device::new(11);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    (device, chart)
}

#[test]
fn a_test_goes_from_its_order_to_being_looked_at_and_again_once_it_is_corrected() {
    let (mut device, chart) = ready();
    let asked = order(&mut device, chart, "Haemoglobin");
    assert_eq!(waits(&mut device), 1);
    act(&mut device, chart, CollectForm::blank(asked)).expect("signed");
    let state = tests(&mut device, chart).orders[0].state.clone();
    assert!(matches!(state, OrderState::Taken(_)), "{state:?}");

    act(&mut device, chart, haemoglobin(Some(asked), "12.8")).expect("signed");
    assert_eq!(waits(&mut device), 0);
    let waiting = inbox(&mut device);
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].rank, ResultRank::InRange);
    assert_eq!(
        waiting[0].results.len(),
        1,
        "a line without a value is none"
    );
    assert_eq!(waiting[0].ordered_by.as_deref(), Some("Prima Testa"));
    assert_eq!(device.ask(ask::Today).expect("today").for_you.results, 1);

    look_at(&mut device, chart, &waiting[0]).expect("signed");
    assert_eq!(inbox(&mut device), []);
    assert_eq!(device.ask(ask::Today).expect("today").for_you.results, 0);
    let row = tests(&mut device, chart).results.remove(0);
    assert!(matches!(row.looked, Looked::At { .. }));

    let value = row.results[0].id;
    let correction = AmendForm {
        words: "8.2".into(),
        reason: "wrong line".into(),
        ..AmendForm::blank(value.entry, AmendmentKind::Correction, Some(value.index))
    };
    act(&mut device, chart, correction).expect("signed");
    let again = inbox(&mut device);
    assert_eq!(again[0].looked, Looked::Again);
    assert_eq!(again[0].rank, ResultRank::Corrected);
    let corrected = again[0].results[0].corrected.clone().expect("it was 12.8");
    assert_eq!(corrected.reason, "wrong line");
    let stale = look_at(&mut device, chart, &row);
    let why = WriteFailure::ResultCorrected;
    assert_eq!(
        stale,
        Err(Failure::Write(why)),
        "what was read stands no more"
    );
    look_at(&mut device, chart, &again[0]).expect("signed");
    assert_eq!(inbox(&mut device), []);

    // Taking it back is marking it as entered in error.
    let Looked::At { act: seen, .. } = tests(&mut device, chart).results[0].looked.clone() else {
        panic!("it was looked at")
    };
    let taken_back = AmendForm {
        reason: "another person's".into(),
        ..AmendForm::blank(seen.entry, AmendmentKind::EnteredInError, Some(seen.index))
    };
    act(&mut device, chart, taken_back).expect("signed");
    assert_eq!(inbox(&mut device).len(), 1);
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(inbox(&mut device).len(), 1, "as it was before the lock");
}

#[test]
fn a_rapid_test_is_ordered_answered_and_looked_at_by_one_act() {
    let (mut device, chart) = ready();
    let rapid = TestDraft {
        rapid: true,
        answer: Some(Presence::NotDetected),
        ..TestDraft::new("Malaria rapid test", TestKind::Laboratory)
    };
    let form = TestsForm {
        tests: vec![TestDraft::new("Glucose", TestKind::Laboratory), rapid],
        ..TestsForm::default()
    };
    act(&mut device, chart, form).expect("signed");
    assert_eq!(waits(&mut device), 1);
    assert_eq!(inbox(&mut device), []);
    let page = tests(&mut device, chart);
    assert!(matches!(page.results[0].looked, Looked::At { .. }));
    let answered = page.orders.iter().filter(|order| !order.waits());
    assert_eq!(answered.count(), 1);
}

#[test]
fn an_order_that_is_over_takes_no_more() {
    let (mut device, chart) = ready();
    let asked = order(&mut device, chart, "Haemoglobin");
    let cancel = CancelOrderForm {
        order: asked,
        reason: "went home".into(),
    };
    act(&mut device, chart, cancel).expect("signed");
    assert_eq!(waits(&mut device), 0);
    let late = act(&mut device, chart, CollectForm::blank(asked));
    assert!(matches!(late, Err(Failure::Write(WriteFailure::OrderOver))));
    let result = act(&mut device, chart, haemoglobin(Some(asked), "9"));
    assert!(matches!(
        result,
        Err(Failure::Write(WriteFailure::OrderOver))
    ));
}

#[test]
fn what_presses_is_looked_at_first_and_late_orders_are_told() {
    let (mut device, chart) = ready();
    let mut judged = haemoglobin(None, "12");
    judged.acting = Some(NeedsActing::Yes);
    for form in [haemoglobin(None, "12"), haemoglobin(None, "8.2"), judged] {
        act(&mut device, chart, form).expect("signed");
        device.clock.forward(1000);
    }
    let ranks: Vec<ResultRank> = inbox(&mut device).iter().map(|row| row.rank).collect();
    let wanted = [
        ResultRank::NeedsActing,
        ResultRank::Outside,
        ResultRank::InRange,
    ];
    assert_eq!(ranks, wanted);
    order(&mut device, chart, "Sputum");
    assert_eq!(device.ask(ask::Today).expect("today").for_you.orders, 0);
    device.clock.forward(8 * DAY_MS);
    assert_eq!(device.ask(ask::Today).expect("today").for_you.orders, 1);
    assert!(tests(&mut device, chart).orders[0].late);
}

#[test]
fn the_summary_tells_what_nobody_looked_at_and_what_lies_outside_since_the_last_visit() {
    let (mut device, chart) = ready();
    let glance = |device: &mut Device| {
        let view = device.ask(ask::OpenChart(chart)).expect("a chart");
        view.summary.tests
    };
    assert_eq!(glance(&mut device), TestsAtAGlance::default());
    for value in ["12", "8.2", "12", "15"] {
        act(&mut device, chart, haemoglobin(None, value)).expect("signed");
        device.clock.forward(1000);
    }
    order(&mut device, chart, "Sputum");
    let told = glance(&mut device);
    let ranks: Vec<ResultRank> = told.results.iter().map(|row| row.rank).collect();
    let wanted = [
        ResultRank::Outside,
        ResultRank::Outside,
        ResultRank::InRange,
    ];
    assert_eq!(ranks, wanted);
    assert_eq!((told.more, told.waited_for, told.late), (1, 1, 0));
    for row in inbox(&mut device) {
        look_at(&mut device, chart, &row).expect("signed");
    }
    let told = glance(&mut device);
    assert_eq!(
        told.results.len(),
        2,
        "what lies outside stays until the next visit"
    );
    device.clock.forward(8 * DAY_MS);
    assert_eq!(glance(&mut device).late, 1);
}

#[test]
fn days_that_cannot_be_so_are_complained_of_at_their_fields() {
    use crate::chart::draft::{Complaint, DateDraft, FormField, Lacks, Why};
    let (mut device, chart) = ready();
    let day = |day: u32, year: i32| DateDraft {
        day: day.to_string(),
        month: 3,
        year: year.to_string(),
    };
    let lacks = |device: &mut Device, taken, reported| {
        let form = ResultForm {
            taken,
            reported,
            ..haemoglobin(None, "12")
        };
        match act(device, chart, form) {
            Err(Failure::Write(WriteFailure::Lacks(Lacks::Form(found)))) => found,
            other => panic!("{other:?}"),
        }
    };
    let found = lacks(&mut device, day(24, 2025), day(22, 2025));
    assert!(matches!(
        found.as_slice(),
        [Complaint {
            at: FormField::Date,
            why: Why::TakenAfterReported { .. }
        }]
    ));
    let found = lacks(&mut device, day(24, 2027), DateDraft::default());
    assert!(found.iter().any(|one| one.why == Why::Date), "{found:?}");
}
