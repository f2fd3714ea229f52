//! Reports as the summary tells them: whose they are, of when, and which results are theirs.

use super::*;
use crate::reading::view::ReportRow;

/// A report of an entry, with its results.
fn report(conclusion: &str, results: Vec<StatementRef>) -> Report {
    Report {
        conclusion: conclusion.into(),
        observations: Some(results),
        ..Report::new(Concept::words("Blood count"))
    }
}

fn with_a_weight(writer: &mut Writer) -> Rc<Entry> {
    let said = report("Anaemia", vec![StatementRef::here(1)]);
    clinical(writer, vec![Fact::Report(said), weight("61")])
}

/// Other words in the place of a report that stands first in its entry.
fn concluded_anew(writer: &mut Writer, of: &Entry, words: &str) -> Rc<Entry> {
    writer.now.ms += 24 * 3_600_000;
    let old = of.known().find_map(|(_, one)| match &one.fact {
        Fact::Report(report) => Some(report.concluding(words.into(), of.id())),
        _ => None,
    });
    let correction = amending(AmendmentKind::Correction, of, Some(0), vec![1]);
    let report = Fact::Report(old.expect("a report"));
    clinical(writer, vec![correction, report])
}

fn reports(chart: &Chart) -> Vec<ReportRow> {
    let long_after = Stamp {
        ms: 4_102_444_800_000,
        offset: 0,
    };
    chart.summary(long_after).reports
}

fn conclusion(row: &ReportRow) -> &str {
    match &row.report.fact {
        Fact::Report(report) => &report.conclusion,
        other => panic!("a report: {other:?}"),
    }
}

#[test]
fn a_strangers_values_stay_a_strangers_under_our_words() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let theirs = with_a_weight(&mut stranger);
    ours.receive(&theirs);
    let corrected = concluded_anew(&mut ours, &theirs, "Iron is low");
    let rows = reports(&chart_of(&[theirs, corrected]));
    assert_eq!((rows.len(), conclusion(&rows[0])), (1, "Iron is low"));
    assert_eq!(
        (rows[0].trust, rows[0].results.len()),
        (Trust::FirstSeen, 1)
    );
}

#[test]
fn a_strangers_report_has_no_results_of_ours() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let known = clinical(&mut ours, vec![weight("61")]);
    let result = StatementRef::of(known.statement_id(0));
    let theirs = Fact::Report(report("Anaemia", vec![result]));
    let theirs = clinical(&mut stranger, vec![theirs]);
    let rows = reports(&chart_of(&[known, theirs]));
    assert_eq!((rows[0].results.len(), rows[0].more_results), (0, 1));
}

#[test]
fn results_that_cannot_be_read_are_counted_and_none_is_told_twice() {
    let mut ours = Writer::new(1);
    let results = [1, 9, 1, 0].map(StatementRef::here);
    let said = report("Anaemia", results.to_vec());
    let entry = clinical(&mut ours, vec![Fact::Report(said), weight("61")]);
    let rows = reports(&chart_of(&[entry]));
    assert_eq!((rows[0].results.len(), rows[0].more_results), (1, 2));
}

#[test]
fn two_corrections_of_a_report_made_apart_are_one_report() {
    let (mut one, mut other) = (Writer::new(1), Writer::new(2));
    let first = with_a_weight(&mut one);
    other.receive(&first);
    other.now.ms += 3_600_000;
    let entries = [
        Rc::clone(&first),
        concluded_anew(&mut one, &first, "Iron is low"),
        concluded_anew(&mut other, &first, "No anaemia"),
    ];
    let rows = reports(&chart_of(&entries));
    assert_eq!((rows.len(), conclusion(&rows[0])), (1, "No anaemia"));
    assert!(rows[0].words_added, "the other words are in its entry");
}

#[test]
fn words_that_were_added_to_a_report_are_told_of_whatever_was_corrected_since() {
    let mut ours = Writer::new(1);
    let first = with_a_weight(&mut ours);
    let addendum = amending(AmendmentKind::Addendum, &first, Some(0), vec![]);
    let added = clinical(&mut ours, vec![addendum, text("fasting")]);
    let corrected = concluded_anew(&mut ours, &first, "Iron is low");
    let entries = [first, added, corrected];
    let told = |some: &[Rc<Entry>]| reports(&chart_of(some))[0].words_added;
    assert_eq!([1, 2, 3].map(|n| told(&entries[..n])), [false, true, true]);
}

#[test]
fn what_an_author_may_not_write_takes_the_room_of_no_report() {
    let (mut nurse, mut clerk) = (Writer::new(1), Writer::new(2));
    let known = with_a_weight(&mut nurse);
    clerk.receive(&known);
    clerk.now.ms += 24 * 3_600_000;
    let theirs: Vec<_> = (0..10).map(|_| with_a_weight(&mut clerk)).collect();
    let not_allowed = |entry: &Entry| Author {
        not_authorised: entry.header().installation.0[0] == 2,
        ..authors(entry)
    };
    let entries: Vec<Rc<Entry>> = std::iter::once(Rc::clone(&known)).chain(theirs).collect();
    let log = chart_of(&entries).log().clone();
    let rows = reports(&Chart::build(log, Vec::new(), &not_allowed));
    assert_eq!((rows[0].id.entry, rows[0].trust), (known.id(), Trust::Ours));
    assert!(rows[1..].iter().all(|row| row.trust == Trust::FirstSeen));
}

/// One value of a stranger's entry that each of its reports names again and again.
#[test]
fn a_result_is_told_once_however_often_it_is_named() {
    let mut stranger = Writer::new(9);
    let what = Concept::words("x");
    let long = Value::Text("x".repeat(100_000));
    let long = Fact::Observation(Observation::new(ObservationKind::Laboratory, what, long));
    let named = vec![StatementRef::here(0); 20];
    let said = (0..10).map(|_| Fact::Report(report("", named.clone())));
    let entry = clinical(&mut stranger, std::iter::once(long).chain(said).collect());
    let rows = reports(&chart_of(&[entry]));
    let told: usize = rows.iter().map(|row| row.results.len()).sum();
    let more: u32 = rows.iter().map(|row| row.more_results).sum();
    assert_eq!((rows.len(), told, more), (10, 1, 9));
}

#[test]
fn a_result_that_was_corrected_is_told_as_it_stands_now() {
    let mut ours = Writer::new(1);
    let counted = with_a_weight(&mut ours);
    ours.now.ms += 24 * 3_600_000;
    let old = counted.known().find_map(|(_, one)| match &one.fact {
        Fact::Observation(weight) => Some(weight.with_value("16")),
        _ => None,
    });
    let instead = Fact::Observation(old.expect("a weight").expect("a number"));
    let correction = amending(AmendmentKind::Correction, &counted, Some(1), vec![1]);
    let corrected = clinical(&mut ours, vec![correction, instead]);
    let rows = reports(&chart_of(&[counted, corrected]));
    let values: Vec<&Fact> = rows[0].results.iter().map(|one| &one.fact).collect();
    let [Fact::Observation(weight)] = values[..] else {
        panic!("one result: {values:?}")
    };
    assert!(matches!(&weight.value, Value::Quantity(q) if q.value == "16"));
    assert_eq!(rows[0].more_results, 0);
}
