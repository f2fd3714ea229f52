//! What is typed into a small form is a draft like any other, and goes with the act it became.

use super::*;
use crate::chart::concept::Concept;
use crate::chart::draft::{Form, ResultField};
use crate::chart::kinds::{
    AmendmentKind, Fact, ObservationKind, ProblemEvent, ProblemStatus, ReportForm, ReportKind,
    ResultDraft,
};
use crate::chart::limits::{self, Limit};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::value::{Beside, Value};
use crate::chart::when::When;
use crate::reading::view::{Content, DraftKind, DraftRow, Known};

fn drafts(device: &mut Device) -> Vec<DraftRow> {
    device.ask(ask::Drafts).expect("drafts")
}

fn allergy(substance: &str) -> AllergyDraft {
    AllergyDraft {
        substance: substance.into(),
        ..AllergyDraft::default()
    }
}

fn visit(reason: &str) -> VisitForm {
    let reason = reason.into();
    VisitForm { reason }
}

fn type_into(device: &mut Device, chart: ChartId, form: impl Into<Form>) -> DraftId {
    device.save_draft(form_draft(chart, device.clock.now(), form))
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
    let form = Box::new(allergy("penic").into());
    let about = None;
    assert_eq!(row.kind, DraftKind::Form { chart, form, about });
    assert_eq!(row.person.as_ref().map(|person| person.chart), Some(chart));
}

#[test]
fn signing_a_form_takes_its_draft_away() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let signed = type_into(&mut device, chart, allergy("penicillin"));
    let other = type_into(&mut device, chart, visit("co"));
    device.ask(ask::Sign(signed)).expect("signed");
    let left: Vec<DraftId> = drafts(&mut device).iter().map(|row| row.id).collect();
    assert_eq!(left, [other]);
    let banner = device.chart(chart).banner;
    assert!(matches!(banner.allergies, Known::Facts(rows) if rows.len() == 1));
    let twice = device.ask(ask::Sign(signed));
    assert_eq!(twice.err(), Some(WriteFailure::NoDraft.into()));
}

#[test]
fn a_refused_form_leaves_its_words_and_says_where() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let id = type_into(&mut device, chart, allergy("   "));
    let refused = device.ask(ask::Sign(id)).err();
    let complaint = Complaint {
        at: FormField::Substance,
        why: Why::Substance,
    };
    assert_eq!(
        refused,
        Some(WriteFailure::Lacks(Lacks::Form(vec![complaint])).into())
    );
    assert_eq!(drafts(&mut device).len(), 1);
}

/// What would be permanent is shown without a signature: no entry exists before the press.
#[test]
fn a_form_is_reviewed_as_it_will_read() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let problem = open_problem(&mut device, chart, "Cough");
    let words = "Bronchitis".into();
    let id = type_into(&mut device, chart, RestateForm { problem, words });
    let digest = device.chart(chart).banner.digest;
    let review = device.ask(ask::ReviewDraft(id)).expect("a review");
    assert_eq!(device.chart(chart).banner.digest, digest);
    assert_eq!(drafts(&mut device).len(), 1);
    let [line] = review.statements.as_slice() else {
        panic!("one statement: {review:?}")
    };
    assert_eq!(line.problems, [(1, "Cough".to_owned())]);
    device.ask(ask::Sign(id)).expect("signed");
    assert_eq!(device.chart(chart).summary.problems[0].words, "Bronchitis");
}

fn blood_count() -> ReportForm {
    let result = |what: &str, value: &str, low: &str, high: &str| ResultDraft {
        what: what.into(),
        value: value.into(),
        unit: "g/dL".into(),
        low: low.into(),
        high: high.into(),
    };
    ReportForm {
        what: "Full blood count".into(),
        kind: Some(ReportKind::Laboratory),
        specimen: "Blood".into(),
        results: vec![
            result("Haemoglobin", "9,8", "12", "16"),
            ResultDraft::default(),
            result("MCHC", "33", "", ""),
        ],
        ..ReportForm::default()
    }
}

/// A report is one entry: the report, and each of its results as a statement of its own under the same problem.
#[test]
fn a_report_is_signed_with_its_results() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let problem = open_problem(&mut device, chart, "Tired");
    let form = ReportForm {
        problem: Some(problem),
        ..blood_count()
    };
    let id = type_into(&mut device, chart, form);
    let review = device.ask(ask::ReviewDraft(id)).expect("a review");
    device.ask(ask::Sign(id)).expect("signed");
    let said: Vec<_> = review
        .statements
        .iter()
        .filter_map(|line| match &line.content {
            Content::Statement(statement) => Some(statement),
            Content::Newer(_) => None,
        })
        .collect();
    // When it was taken was not written, and nobody guesses it.
    assert!(said.iter().all(|statement| statement.when == When::Unknown));
    let facts: Vec<&Fact> = said.iter().map(|statement| &statement.fact).collect();
    let [
        Fact::Report(report),
        Fact::Observation(low),
        Fact::Observation(plain),
    ] = facts.as_slice()
    else {
        panic!("a report and two results: {facts:?}")
    };
    assert_eq!(
        report.observations,
        Some(vec![StatementRef::here(1), StatementRef::here(2)])
    );
    assert_eq!(report.specimen, Some(Concept::words("Blood")));
    assert_eq!(low.kind, ObservationKind::Laboratory);
    let Some(range) = &low.reference else {
        panic!("a number with a range: {low:?}")
    };
    assert!(matches!(low.value, Value::Quantity(_)));
    assert_eq!(range.holds(&low.value), Beside::Below);
    assert_eq!(plain.reference, None);
    assert!(
        review
            .statements
            .iter()
            .all(|line| line.problems == [(1, "Tired".to_owned())])
    );
}

/// The newest reports with what still stands of their results; what has no room is counted, and never what is out of range.
#[test]
fn the_summary_tells_the_newest_reports_with_their_results() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let outside = |statement: &Statement| matches!(&statement.fact, Fact::Observation(one) if one.is_outside());
    let entry = act(&mut device, chart, blood_count()).expect("signed");
    let in_error = AmendForm {
        reason: "of another person".into(),
        ..AmendForm::blank(entry, AmendmentKind::EnteredInError, Some(2))
    };
    act(&mut device, chart, in_error).expect("signed");
    let reports = device.chart(chart).summary.reports;
    let [report] = reports.as_slice() else {
        panic!("one report: {reports:?}")
    };
    assert_eq!((report.results.len(), report.more_results), (1, 0));
    assert!(outside(&report.results[0]));

    let mut long = blood_count();
    let plain = long.results[2].clone();
    long.results = vec![plain; 24];
    long.results.push(blood_count().results[0].clone());
    act(&mut device, chart, long).expect("signed");
    let report = device.chart(chart).summary.reports.swap_remove(0);
    assert_eq!((report.results.len(), report.more_results), (20, 5));
    assert_eq!(report.results.iter().position(outside), Some(19));

    for _ in 0..10 {
        act(&mut device, chart, blood_count()).expect("signed");
    }
    let summary = device.chart(chart).summary;
    assert_eq!((summary.reports.len(), summary.more_reports), (10, 2));
    let times: Vec<_> = summary
        .reports
        .iter()
        .map(|row| row.when.sort_key())
        .collect();
    assert!(times.is_sorted_by(|one, next| one >= next), "{times:?}");
}

/// Other words stand in its place; what was measured stays where it was signed and is still read as of this report.
#[test]
fn the_conclusion_of_a_report_is_corrected_and_its_results_stay() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let problem = open_problem(&mut device, chart, "Tired");
    let concluded = ReportForm {
        conclusion: "Anaemia".into(),
        problem: Some(problem),
        ..blood_count()
    };
    let correction = |entry, index, words: &str| AmendForm {
        words: words.into(),
        reason: "another range".into(),
        ..AmendForm::blank(entry, AmendmentKind::Correction, Some(index))
    };
    let first = act(&mut device, chart, concluded).expect("signed");
    let signed = device.chart(chart).summary.reports[0].when;
    device.clock.forward(24 * 3_600_000);
    let again = act(&mut device, chart, correction(first, 0, "Iron is low"));
    // In the entry of a correction the report stands after the amendment.
    let again = correction(again.expect("corrected"), 1, "No anaemia for her age");
    act(&mut device, chart, again).expect("corrected again");
    let reports = device.chart(chart).summary.reports;
    let [report] = reports.as_slice() else {
        panic!("one report: {reports:?}")
    };
    let Fact::Report(said) = &report.report.fact else {
        panic!("a report: {report:?}")
    };
    assert_eq!(said.conclusion, "No anaemia for her age");
    assert_eq!(said.what, Concept::words("Full blood count"));
    assert_eq!(
        (report.results.len(), report.problems.as_slice()),
        (2, [1].as_slice())
    );
    // When it was taken was not written: it is of the day on which it was first signed.
    assert_eq!(report.when, signed);

    let of_another = AmendForm {
        reason: "of another person".into(),
        ..AmendForm::blank(first, AmendmentKind::EnteredInError, None)
    };
    act(&mut device, chart, of_another).expect("marked");
    assert_eq!(device.chart(chart).summary.reports, []);

    // Nothing was concluded: there are no words to put others in the place of.
    let entry = act(&mut device, chart, blood_count()).expect("signed");
    let refused = act(&mut device, chart, correction(entry, 0, "Anaemia"));
    assert_eq!(refused, Err(WriteFailure::NoStatement.into()));
}

#[test]
fn a_report_says_what_each_of_its_results_lacks() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let mut lacking = blood_count();
    lacking.what = " ".into();
    lacking.results[0].high = "sixteen".into();
    lacking.results[2].value = String::new();
    let mut two_ways = blood_count();
    two_ways.results[0].value = "1,200".into();
    let two_numbers = Why::TwoNumbers {
        text: "1,200".into(),
        point: "1.200".into(),
        thousands: "1200".into(),
    };
    let empty = ReportForm {
        what: "X-ray".into(),
        ..ReportForm::default()
    };
    let number = Why::Number {
        text: "sixteen".into(),
    };
    let cases = [
        (
            lacking,
            vec![
                (FormField::Words, Why::ReportName),
                (FormField::Result(0, ResultField::High), number),
                (FormField::Result(2, ResultField::Value), Why::ResultValue),
            ],
        ),
        (
            two_ways,
            vec![(FormField::Result(0, ResultField::Value), two_numbers)],
        ),
        (
            empty,
            vec![(FormField::Result(0, ResultField::What), Why::ReportEmpty)],
        ),
    ];
    for (form, wanted) in cases {
        let id = type_into(&mut device, chart, form);
        let wanted = wanted.into_iter().map(|(at, why)| Complaint { at, why });
        let refused = device.ask(ask::Sign(id)).err();
        assert_eq!(
            refused,
            Some(WriteFailure::Lacks(Lacks::Form(wanted.collect())).into())
        );
    }
}

pub(super) fn open_problem(device: &mut Device, chart: ChartId, words: &str) -> StatementId {
    let opened = ProblemForm {
        words: words.into(),
        status: Some(ProblemStatus::Active),
        onset: When::Unknown.into(),
    };
    let entry = act(device, chart, opened).expect("opened");
    StatementId { entry, index: 0 }
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
    type_into(&mut device, chart, RestateForm { problem, words });
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
    let amend = |kind, words: &str| AmendForm {
        target: entry,
        index: None,
        kind,
        reason: "wrong person".into(),
        words: words.into(),
    };
    act(&mut device, chart, amend(AmendmentKind::EnteredInError, "")).expect("marked");
    let late: [Form; 4] = [
        RestateForm {
            problem,
            words: "Bronchitis".into(),
        }
        .into(),
        StatusForm {
            problem,
            status: Some(ProblemStatus::Inactive),
            on: DateDraft::default(),
        }
        .into(),
        amend(AmendmentKind::Addendum, "more").into(),
        amend(AmendmentKind::EnteredInError, "").into(),
    ];
    for form in late {
        let refused = act(&mut device, chart, form.clone());
        assert_eq!(refused, Err(WriteFailure::Revoked.into()), "{form:?}");
    }
}

#[test]
fn what_others_would_leave_out_is_not_signed() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let visit = |letters: usize| visit(&"x".repeat(letters));
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
    let place = ask::SetPlace {
        site: "x".repeat(limits::PLACE + 1),
        device: "Tablet 1".into(),
    };
    let refused = device.ask(place).err();
    assert_eq!(
        refused,
        Some(Failure::Write(WriteFailure::Beyond(Limit::Place)))
    );
}
