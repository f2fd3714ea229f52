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
    chart.chart_view(now_of(chart)).summary.visits.pop()
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

#[test]
fn who_arrives_at_a_station_waits_there() {
    let mut writer = Writer::new(1);
    let opened = VisitEvent::Opened("cough".into(), Some(Station::Triage));
    let entry = identity(&mut writer, vec![Fact::Visit(opened)]);
    let waits = open_of(&chart_of(&[entry])).expect("it goes on");
    assert_eq!(waits.with, None, "nobody has them there yet");
}

fn register(entries: &[Rc<Entry>]) -> Vec<crate::reading::view::RegisterLine> {
    let ever = chrono::NaiveDate::MIN..=chrono::NaiveDate::MAX;
    chart_of(entries).registered(&ever)
}

#[test]
fn seen_by_is_who_saw_to_the_person_and_not_who_asked_or_mended() {
    let mut writer = Writer::new(1);
    let (opened, _) = opens(&mut writer);
    writer.same_act();
    let reason = Fact::Section(Section {
        part: Part::Reason,
        text: "cough".into(),
    });
    let asked = clinical(&mut writer, vec![reason]);
    let asked_only = [opened, asked];
    assert_eq!(register(&asked_only)[0].seen_by, Vec::<String>::new());

    let mut doctor = Writer::new(2);
    asked_only.iter().for_each(|entry| doctor.receive(entry));
    doctor.now = writer.now;
    doctor.now.ms += 60_000;
    let note = clinical(&mut doctor, vec![text("a cough")]);
    let seen = [asked_only.to_vec(), vec![Rc::clone(&note)]].concat();
    let line = &register(&seen)[0];
    assert_eq!(line.seen_by, ["Testa, Author 2"]);

    // The next day somebody opens a visit and corrects the note: its day keeps its doctor, the new visit gains none.
    writer.receive(&note);
    writer.now.ms += 24 * 60 * 60 * 1000;
    let (again, _) = opens(&mut writer);
    writer.now.ms += 60_000;
    let mended = amending(AmendmentKind::Correction, &note, Some(0), vec![1]);
    let mended = clinical(&mut writer, vec![mended, text("a dry cough")]);
    let lines = register(&[seen, vec![again, mended]].concat());
    let seen_by: Vec<usize> = lines.iter().map(|line| line.seen_by.len()).collect();
    assert_eq!(seen_by, [1, 0]);
}

#[test]
fn a_plan_due_in_a_month_is_due_at_its_end_and_a_corrected_one_stays_closed() {
    let mut writer = Writer::new(1);
    let plan = |text: &str| {
        Fact::Plan(PlanEvent::Planned(PlanItem {
            part: PlanPart::Tests,
            text: text.into(),
            due: When::Month(2026, 12),
        }))
    };
    let planned = clinical(&mut writer, vec![plan("wiegh again")]);
    let ever = chrono::NaiveDate::MIN..=chrono::NaiveDate::MAX;
    let due = chart_of(&[Rc::clone(&planned)]).follow_ups(&ever);
    assert_eq!(When::day(due[0].due), When::Day(2026, 12, 31));

    let closed = PlanEvent::Closed(
        StatementRef {
            entry: Some(planned.id()),
            index: 0,
        },
        true,
        String::new(),
    );
    let closed = clinical(&mut writer, vec![Fact::Plan(closed)]);
    let mended = amending(AmendmentKind::Correction, &planned, Some(0), vec![1]);
    let mended = clinical(&mut writer, vec![mended, plan("weigh again")]);
    let chart = chart_of(&[planned, closed, mended]);
    assert_eq!(chart.follow_ups(&ever), Vec::new());
    assert!(chart.plans().iter().all(|plan| plan.closed.is_some()));
}

#[test]
fn two_devices_that_ended_one_arrival_do_not_forget_that_the_person_comes_back() {
    let mut one = Writer::new(1);
    let mut other = Writer::new(2);
    let (first, visit) = opens(&mut one);
    let back = VisitEvent::Closed(visit, Some(Outcome::Returns(When::Day(2026, 12, 8))));
    other.now.ms = one.now.ms + 5_000;
    let (second, same) = opens(&mut other);
    let back = says(&mut one, back);
    other.now.ms = one.now.ms + 5_000;
    let home = says(&mut other, VisitEvent::Closed(same, Some(Outcome::Home)));
    let ever = chrono::NaiveDate::MIN..=chrono::NaiveDate::MAX;
    let due = chart_of(&[first, second, back, home]).follow_ups(&ever);
    assert_eq!(due.len(), 1);
}
