//! Visits at stations: where somebody waits, with whom they are, how it ended.

use super::*;
use crate::chart::draft::{ChartSoFar, VisitSoFar};
use crate::reading::view::OpenVisit;

fn opens(writer: &mut Writer) -> (Rc<Entry>, StatementRef) {
    let opened = VisitEvent::Opened("cough".into(), Some(Station::Registration));
    let entry = identity(writer, vec![Fact::Visit(opened)]);
    let visit = StatementRef {
        entry: Some(entry.id()),
        index: 0,
    };
    (entry, visit)
}

fn says(writer: &mut Writer, event: VisitEvent) -> Rc<Entry> {
    writer.now.ms += 60_000;
    identity(writer, vec![Fact::Visit(event)])
}

fn open_of(chart: &Chart) -> Option<OpenVisit> {
    chart.chart_view(now_of(chart)).summary.visit
}

fn now_of(chart: &Chart) -> Stamp {
    chart.log().latest().expect("something was written")
}

#[test]
fn a_visit_goes_from_station_to_station_until_it_ends() {
    let mut writer = Writer::new(1);
    let (opened, visit) = opens(&mut writer);
    let mut entries = vec![opened];
    let at_first = open_of(&chart_of(&entries)).expect("it goes on");
    assert_eq!(at_first.station, Station::Registration);
    assert!(at_first.with.is_some(), "who opens it has the person");

    entries.push(says(&mut writer, VisitEvent::Sent(visit, Station::Triage)));
    let waits = open_of(&chart_of(&entries)).expect("it goes on");
    assert_eq!(
        (waits.station, waits.with, waits.colour),
        (Station::Triage, None, None)
    );
    assert!(waits.since.ms > waits.opened.ms);

    entries.push(says(
        &mut writer,
        VisitEvent::Triaged(visit, TriageColour::Red),
    ));
    entries.push(says(&mut writer, VisitEvent::Taken(visit)));
    let taken = open_of(&chart_of(&entries)).expect("it goes on");
    assert_eq!(taken.colour, Some(TriageColour::Red));
    assert!(taken.with.is_some());
    assert_eq!(
        taken.since, waits.since,
        "they are at the station since they came there"
    );

    entries.push(says(
        &mut writer,
        VisitEvent::Closed(visit, Some(Outcome::Home)),
    ));
    let chart = chart_of(&entries);
    assert_eq!(open_of(&chart), None);
    let ended = chart.visit_so_far(visit.within(entries[0].id()));
    assert!(matches!(ended, VisitSoFar::Ended { .. }));
}

#[test]
fn what_is_said_after_a_visit_ended_changes_nothing_and_an_end_in_error_opens_it_again() {
    let mut writer = Writer::new(1);
    let (opened, visit) = opens(&mut writer);
    let ended = says(
        &mut writer,
        VisitEvent::Closed(visit, Some(Outcome::LeftUnseen)),
    );
    let sent = says(&mut writer, VisitEvent::Sent(visit, Station::Pharmacy));
    let again = says(&mut writer, VisitEvent::Closed(visit, Some(Outcome::Home)));
    let all = [opened, Rc::clone(&ended), sent, again];
    let chart = chart_of(&all);
    let ever = chrono::NaiveDate::MIN..=chrono::NaiveDate::MAX;
    let lines = chart.registered(&ever);
    assert_eq!(lines[0].registered.outcome, Some(Outcome::LeftUnseen));

    let mut all = all.to_vec();
    let in_error = |writer: &mut Writer, entry: &Rc<Entry>| {
        writer.now.ms += 60_000;
        let fact = amending(AmendmentKind::EnteredInError, entry, Some(0), Vec::new());
        identity(writer, vec![fact])
    };
    all.push(in_error(&mut writer, &ended));
    all.push(in_error(&mut writer, &all[3].clone()));
    let open = open_of(&chart_of(&all)).expect("it goes on");
    assert_eq!(open.station, Station::Pharmacy);
}

#[test]
fn a_visit_without_a_station_waits_for_nobody() {
    let mut writer = Writer::new(1);
    let opened = VisitEvent::Opened("cough".into(), None);
    let entry = identity(&mut writer, vec![Fact::Visit(opened)]);
    let chart = chart_of(&[Rc::clone(&entry)]);
    assert_eq!(open_of(&chart), None);
    let visit = StatementId {
        entry: entry.id(),
        index: 0,
    };
    assert_eq!(chart.visit_so_far(visit), VisitSoFar::None);
}

#[test]
fn strangers_neither_end_a_visit_nor_wait_here() {
    let mut ours = Writer::new(1);
    let mut theirs = Writer::new(9);
    let (opened, visit) = opens(&mut ours);
    theirs.receive(&opened);
    theirs.now.ms += 60_000;
    let ended = says(&mut theirs, VisitEvent::Closed(visit, Some(Outcome::Died)));
    let red = says(&mut theirs, VisitEvent::Triaged(visit, TriageColour::Red));
    let (another, _) = opens(&mut theirs);
    let alone = open_of(&chart_of(&[Rc::clone(&opened)]));
    let with = open_of(&chart_of(&[opened, ended, red, another]));
    assert!(alone.is_some());
    assert_eq!(with, alone);
}

#[test]
fn steps_stand_under_the_visit_they_name() {
    let mut writer = Writer::new(1);
    let (first, visit) = opens(&mut writer);
    writer.now.ms += 60_000;
    let (second, _) = opens(&mut writer);
    let ended = says(&mut writer, VisitEvent::Closed(visit, None));
    let chart = chart_of(&[Rc::clone(&first), second, ended]);
    let page = chart.history(HistoryFilter::default(), 0, 10);
    let sizes: Vec<usize> = page
        .groups
        .iter()
        .map(|group| group.entries.len())
        .collect();
    assert_eq!(sizes, [1, 2], "the first visit has its end");
}

#[test]
fn who_comes_again_is_not_waited_for() {
    let mut writer = Writer::new(1);
    let (opened, visit) = opens(&mut writer);
    let back = When::Day(2026, 12, 8);
    let ended = VisitEvent::Closed(visit, Some(Outcome::Returns(back)));
    let ended = says(&mut writer, ended);
    let ever = chrono::NaiveDate::MIN..=chrono::NaiveDate::MAX;
    let entries = [opened, ended];
    let due = chart_of(&entries).follow_ups(&ever);
    assert_eq!(due.len(), 1);
    assert_eq!(When::day(due[0].due), back);
    writer.now.ms += 60_000;
    let (again, _) = opens(&mut writer);
    let came = [entries.to_vec(), vec![again]].concat();
    assert_eq!(chart_of(&came).follow_ups(&ever), Vec::new());
}
