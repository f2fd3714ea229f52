//! The lists of a clinic are what its charts say: a generated clinic of some weeks, whose visits, ends and plans this test
//! keeps in its own way, is asked for every list, before and after a lock.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::*;
use crate::chart::draft::{LookedAtForm, ResultForm, TestsForm};
use crate::chart::kinds::{
    Ending, PlanPart, Station, TestDraft, TestKind, TriageColour, VisitStep,
};
use crate::chart::statement::StatementId;
use crate::chart::testing::anything::Dice;
use crate::reading::view::{ListLine, ListPage, OpenVisit, ToFollow, WorkList};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What happened to somebody, as this test remembers it.
#[derive(Default)]
struct Person {
    visits: Vec<Visit>,
    plans: Vec<NaiveDate>,
    /// Days on which orders without a result are late.
    orders: Vec<(StatementId, NaiveDate)>,
    /// Days of results nobody looked at.
    results: Vec<NaiveDate>,
}

struct Visit {
    day: NaiveDate,
    open: bool,
    back: Option<NaiveDate>,
}

impl Person {
    /// Days on which something is due.
    fn due(&self) -> impl Iterator<Item = NaiveDate> {
        let back = self.visits.last().and_then(|visit| visit.back);
        self.plans.iter().copied().chain(back)
    }
}

struct Clinic {
    device: Device,
    dice: Dice,
    people: BTreeMap<ChartId, Person>,
}

impl Clinic {
    fn today(&self) -> NaiveDate {
        self.device.clock.now().day()
    }

    fn day(&mut self) {
        for _ in 0..2 {
            let chart = self.device.take_in("Testa", "Prima");
            self.people.insert(chart, Person::default());
            self.visit_opened(chart);
        }
        let charts: Vec<ChartId> = self.people.keys().copied().collect();
        for chart in charts {
            match self.dice.roll(8) {
                0 if self.open_visit(chart).is_none() => {
                    let reason = "cough".into();
                    let station = Station::Triage;
                    act(&mut self.device, chart, ArrivalForm { reason, station }).expect("signed");
                    self.visit_opened(chart);
                }
                1 | 2 => self.end_visit(chart),
                3 => self.plan(chart),
                4 => self.order(chart),
                5 => self.result(chart),
                6 => self.look_at(chart),
                _ => {}
            }
        }
    }

    fn visit_opened(&mut self, chart: ChartId) {
        let day = self.today();
        let person = self.people.get_mut(&chart).expect("registered");
        person.visits.push(Visit {
            day,
            open: true,
            back: None,
        });
    }

    fn open_visit(&mut self, chart: ChartId) -> Option<OpenVisit> {
        self.device.chart(chart).summary.visits.pop()
    }

    fn end_visit(&mut self, chart: ChartId) {
        let Some(visit) = self.open_visit(chart) else {
            return;
        };
        let comes_back = self.dice.once_in(2);
        let back = self.some_day();
        let form = EndVisitForm {
            ending: Some(if comes_back {
                Ending::Returns
            } else {
                Ending::Home
            }),
            on: typed(back),
            ..EndVisitForm::blank(visit.id)
        };
        act(&mut self.device, chart, form).expect("signed");
        let person = self.people.get_mut(&chart).expect("registered");
        let last = person.visits.last_mut().expect("one is open");
        last.open = false;
        last.back = comes_back.then_some(back);
    }

    fn plan(&mut self, chart: ChartId) {
        let due = self.some_day();
        let mut under = UnderProblem::new(ProblemChoice::Unlinked);
        under.plans = vec![PlanDraft {
            part: PlanPart::Tests,
            text: "weigh again".into(),
            due: typed(due),
        }];
        self.device.note_of(chart, under);
        let person = self.people.get_mut(&chart).expect("registered");
        person.plans.push(due);
    }

    fn order(&mut self, chart: ChartId) {
        let test = TestDraft::new("Haemoglobin", TestKind::Laboratory);
        let form = TestsForm {
            tests: vec![test],
            ..TestsForm::default()
        };
        act(&mut self.device, chart, form).expect("signed");
        let late = self.today() + Days::new(7);
        let page = self.device.ask(ask::Tests(chart)).expect("tests");
        let person = self.people.get_mut(&chart).expect("registered");
        let is_new = |id: &StatementId| person.orders.iter().all(|(known, _)| known != id);
        let waiting = page.orders.iter().filter(|order| order.waits());
        let new = waiting.map(|order| order.id).find(is_new);
        person.orders.push((new.expect("it waits"), late));
    }

    /// The result of an order where there is one, else of nothing that was ordered.
    fn result(&mut self, chart: ChartId) {
        let today = self.today();
        let person = self.people.get_mut(&chart).expect("registered");
        let order = person.orders.pop().map(|(order, _)| order);
        person.results.push(today);
        let form = ResultForm {
            order,
            what: "Haemoglobin".into(),
            conclusion: "low".into(),
            ..ResultForm::blank()
        };
        act(&mut self.device, chart, form).expect("signed");
    }

    fn look_at(&mut self, chart: ChartId) {
        let page = self.device.ask(ask::Tests(chart)).expect("tests");
        let waits = page.results.iter().filter(|row| row.looked.waits());
        for row in waits {
            act(
                &mut self.device,
                chart,
                LookedAtForm::of(row.id, Vec::new()),
            )
            .expect("signed");
        }
        let person = self.people.get_mut(&chart).expect("registered");
        person.results.clear();
    }

    fn assert_tests(&mut self) {
        let people = self.people.iter();
        let results =
            people.flat_map(|(chart, person)| person.results.iter().map(|day| (*chart, *day)));
        let mut results: Vec<_> = results.collect();
        results.sort();
        let people = self.people.iter();
        let orders = people
            .flat_map(|(chart, person)| person.orders.iter().map(|(_, late)| (*chart, *late)));
        let mut orders: Vec<_> = orders.collect();
        orders.sort();
        let today = self.today();
        let late: BTreeSet<ChartId> = orders
            .iter()
            .filter(|(_, late)| *late < today)
            .map(|(chart, _)| *chart)
            .collect();
        let of_results: BTreeSet<ChartId> = results.iter().map(|(chart, _)| *chart).collect();
        assert_eq!(self.named(WorkList::NotLookedAt), results);
        assert_eq!(self.named(WorkList::WithoutResult), orders);
        let for_you = self.device.ask(ask::Today).expect("today").for_you;
        assert_eq!(for_you.results as usize, of_results.len());
        assert_eq!(for_you.orders as usize, late.len());
    }

    fn some_day(&mut self) -> NaiveDate {
        self.today() + Days::new(self.dice.roll(30))
    }

    fn list(&mut self, list: WorkList) -> ListPage {
        self.device.ask(ask::List(list)).expect("a list")
    }

    /// Whom a list names, each as often as it does, with the day of each line.
    fn named(&mut self, list: WorkList) -> Vec<(ChartId, NaiveDate)> {
        let rows = self.list(list).rows.into_iter();
        let mut named: Vec<_> = rows
            .map(|row| (row.person.chart, day_of(&row.line)))
            .collect();
        named.sort();
        named
    }

    fn due_between(&self, first: NaiveDate, last: NaiveDate) -> Vec<(ChartId, NaiveDate)> {
        let people = self.people.iter();
        let due = people.flat_map(|(chart, person)| person.due().map(|day| (*chart, day)));
        let mut due: Vec<_> = due
            .filter(|(_, day)| (first..=last).contains(day))
            .collect();
        due.sort();
        due
    }

    fn assert_lists_are_what_happened(&mut self) {
        let today = self.today();
        let ago = |days| today - Days::new(days);
        for day in [today, ago(1), ago(9), ago(400)] {
            let people = self.people.iter();
            let visits = people
                .flat_map(|(chart, person)| person.visits.iter().map(|visit| (*chart, visit.day)));
            let mut visits: Vec<_> = visits.filter(|(_, of)| *of == day).collect();
            visits.sort();
            assert_eq!(self.named(WorkList::Register(day)), visits, "{day}");
        }
        for by in [today, today + Days::new(7)] {
            let due = self.due_between(ago(7), by);
            assert_eq!(self.named(WorkList::Due(by)), due, "by {by}");
        }
        let missed = self.due_between(ago(20), ago(8));
        assert_eq!(self.named(WorkList::Missed), missed);
        let lost = self.due_between(NaiveDate::MIN, ago(21));
        assert_eq!(self.named(WorkList::Lost), lost);
        let one_each = |mut due: Vec<(ChartId, NaiveDate)>| {
            due.dedup_by_key(|(chart, _)| *chart);
            due.len() as u32
        };
        let for_you = self.device.ask(ask::Today).expect("today").for_you;
        assert_eq!(for_you.due, one_each(self.due_between(ago(7), today)));
        assert_eq!(for_you.missed, one_each(self.due_between(ago(20), ago(8))));
        self.assert_open_visits();
        self.assert_tests();
    }

    fn assert_open_visits(&mut self) {
        let today = self.today();
        let goes_on = |visit: &&Visit| visit.open;
        let open = self
            .people
            .iter()
            .filter_map(|(chart, person)| Some((*chart, person.visits.iter().rfind(goes_on)?.day)));
        let (of_today, mut before): (Vec<_>, Vec<_>) = open.partition(|(_, day)| *day == today);
        before.sort();
        assert_eq!(self.named(WorkList::LeftOpen), before);
        let waiting = self.device.ask(ask::Waiting).expect("who waits");
        let for_you = self.device.ask(ask::Today).expect("today").for_you;
        assert_eq!(for_you.left_open as usize, before.len());
        let mut waits: Vec<_> = waiting.people.iter().map(|row| row.person.chart).collect();
        waits.sort();
        let mut here: Vec<ChartId> = of_today.into_iter().map(|(chart, _)| chart).collect();
        here.sort();
        assert_eq!(waits, here);
    }
}

fn day_of(line: &ListLine) -> NaiveDate {
    match line {
        ListLine::Visit(line) => {
            let day = line.registered.visit.when.first_day();
            day.expect("opened at a moment")
        }
        ListLine::FollowUp(follow_up) => follow_up.due,
        ListLine::Open(visit) => visit.opened.day(),
        ListLine::Result(result) => result.when.first_day().expect("of a day"),
        ListLine::Order(order) => order.late_after.expect("ordered at a moment"),
    }
}

fn typed(day: NaiveDate) -> DateDraft {
    use chrono::Datelike;
    DateDraft {
        day: day.day().to_string(),
        month: day.month() as u8,
        year: day.year().to_string(),
    }
}

fn clinic(seed: u64) -> Clinic {
    let mut device = Device::new(seed);
    device.make_vault();
    let setup = ask::SetClinic(protocol_clinic());
    device.ask(setup).expect("set");
    Clinic {
        device,
        dice: Dice(seed),
        people: BTreeMap::new(),
    }
}

/// Whoever did not come for three weeks is lost here.
fn protocol_clinic() -> super::super::protocol::Clinic {
    super::super::protocol::Clinic {
        stations: vec!["Wound room".into()],
        lost_after_days: 20,
        quick_switch: false,
    }
}

#[test]
fn every_list_is_what_the_charts_say() {
    for seed in 1..4 {
        let mut clinic = clinic(seed);
        for _ in 0..12 {
            clinic.day();
            let days = 1 + clinic.dice.roll(4) as i64;
            clinic.device.clock.forward(days * DAY_MS);
        }
        clinic.day();
        clinic.assert_lists_are_what_happened();
        clinic.device.restart();
        clinic.device.unlock().expect("opened");
        clinic.assert_lists_are_what_happened();
    }
}

fn step(device: &mut Device, chart: ChartId, visit: StatementId, step: VisitStep) {
    act(device, chart, VisitStepForm { visit, step }).expect("signed");
}

#[test]
fn who_waits_is_told_in_the_order_they_have_to_be_seen() {
    let mut clinic = clinic(7);
    let device = &mut clinic.device;
    let colours = [
        Some(TriageColour::Green),
        None,
        Some(TriageColour::Red),
        Some(TriageColour::Yellow),
        Some(TriageColour::Red),
    ];
    let mut charts = Vec::new();
    for colour in colours {
        let chart = device.take_in("Testa", "Prima");
        let visit = device.chart(chart).summary.visits.pop();
        let visit = visit.expect("it goes on").id;
        step(device, chart, visit, VisitStep::Send(Station::Clinician));
        if let Some(colour) = colour {
            step(device, chart, visit, VisitStep::Triage(colour));
        }
        charts.push((chart, visit));
    }
    let waits = |device: &mut Device| -> Vec<ChartId> {
        let waiting = device.ask(ask::Waiting).expect("who waits");
        waiting.people.iter().map(|row| row.person.chart).collect()
    };
    let order = [2, 4, 1, 3, 0].map(|place| charts[place].0);
    assert_eq!(waits(device), order);

    let (first, visit) = charts[2];
    step(device, first, visit, VisitStep::Take);
    let with = device.ask(ask::Waiting).expect("who waits").people;
    let with = with.iter().find(|row| row.person.chart == first);
    let (by, _) = with.and_then(|row| row.visit.with.clone()).expect("taken");
    assert_eq!(by, "Prima Testa");

    let home = EndVisitForm {
        ending: Some(Ending::Home),
        ..EndVisitForm::blank(visit)
    };
    act(device, first, home.clone()).expect("signed");
    assert_eq!(waits(device), order[1..]);
    let twice = act(device, first, home);
    assert!(matches!(
        twice,
        Err(Failure::Write(WriteFailure::VisitEnded { by, .. })) if by == "Prima Testa"
    ));
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(waits(device), order[1..], "as it was before the lock");
}

#[test]
fn a_list_of_before_is_counted_when_it_is_first_asked_for() {
    let mut clinic = clinic(3);
    for _ in 0..4 {
        clinic.day();
        clinic.device.clock.forward(DAY_MS);
    }
    clinic.day();
    let session = clinic.device.engine.session.as_deref_mut().expect("open");
    let not_counted: Vec<_> = session.list.kept.values().cloned().collect();
    for mut kept in not_counted {
        kept.row = kept.row.map(|row| {
            let mut row = crate::reading::directory::DirectoryRow::clone(&row);
            row.visited = crate::reading::directory::Days::not_counted();
            row.due = crate::reading::directory::Days::not_counted();
            row.to_look_at = crate::reading::directory::Days::not_counted();
            row.waited_for = crate::reading::directory::Days::not_counted();
            Rc::new(row)
        });
        session.list.absorb(kept);
    }
    clinic.assert_lists_are_what_happened();
    clinic.device.restart();
    clinic.device.unlock().expect("opened");
    let session = clinic.device.engine.session.as_deref().expect("open");
    let never = NaiveDate::MIN..=NaiveDate::MIN;
    let counted = session.list.people().all(|kept| {
        let row = kept.row.as_ref();
        row.is_some_and(|row| {
            !row.visited.may_have(&never)
                && !row.due.may_have(&never)
                && !row.to_look_at.may_have(&never)
        })
    });
    assert!(counted, "what was counted is kept");
}

#[test]
fn nothing_is_due_of_who_died_and_a_plan_is_due_in_its_words() {
    let mut clinic = clinic(5);
    let chart = clinic.device.take_in("Testa", "Prima");
    clinic.people.insert(chart, Person::default());
    clinic.visit_opened(chart);
    clinic.plan(chart);
    let by = clinic.today() + Days::new(40);
    let page = clinic.list(WorkList::Due(by));
    let [row] = page.rows.as_slice() else {
        panic!("one plan")
    };
    let ListLine::FollowUp(follow_up) = &row.line else {
        panic!("something due")
    };
    assert!(matches!(&follow_up.what, ToFollow::Plan(_, words) if words == "weigh again"));
    let visit = clinic.open_visit(chart).expect("it goes on");
    let died = EndVisitForm {
        ending: Some(Ending::Died),
        ..EndVisitForm::blank(visit.id)
    };
    act(&mut clinic.device, chart, died).expect("signed");
    assert!(clinic.device.chart(chart).banner.died.is_some());
    assert_eq!(clinic.list(WorkList::Due(by)).rows, Vec::new());
}

#[test]
fn what_was_due_before_today_stands_on_todays_list() {
    let mut clinic = clinic(5);
    let chart = clinic.device.take_in("Testa", "Prima");
    clinic.people.insert(chart, Person::default());
    clinic.plan(chart);
    clinic.device.clock.forward(31 * DAY_MS);
    let today = clinic.today();
    let past = clinic.list(WorkList::Due(today - Days::new(3)));
    assert_eq!(past.list, WorkList::Due(today), "and the list says so");
    assert_eq!(past, clinic.list(WorkList::Due(today)));
    let written = past.entries;
    clinic.plan(chart);
    let more = clinic.list(WorkList::Due(today)).entries;
    assert!(more > written, "something was written since");
}

#[test]
fn an_end_needs_what_belongs_to_it() {
    let mut clinic = clinic(9);
    let chart = clinic.device.take_in("Testa", "Prima");
    let visit = clinic.open_visit(chart).expect("it goes on").id;
    let yesterday = clinic.today() - Days::new(1);
    let cases = [
        (None, String::new(), DateDraft::default(), FormField::Status),
        (
            Some(Ending::Returns),
            String::new(),
            DateDraft::default(),
            FormField::Date,
        ),
        (
            Some(Ending::Returns),
            String::new(),
            typed(yesterday),
            FormField::Date,
        ),
        (
            Some(Ending::Referred),
            "  ".into(),
            DateDraft::default(),
            FormField::Words,
        ),
        (
            Some(Ending::Died),
            String::new(),
            typed(clinic.today() + Days::new(2)),
            FormField::Date,
        ),
    ];
    for (ending, words, on, at) in cases {
        let form = EndVisitForm {
            ending,
            words,
            on,
            ..EndVisitForm::blank(visit)
        };
        let refused = act(&mut clinic.device, chart, form);
        let Err(Failure::Write(WriteFailure::Lacks(Lacks::Form(complaints)))) = refused else {
            panic!("signed: {ending:?}")
        };
        assert_eq!(complaints.len(), 1, "{ending:?}");
        assert_eq!(complaints[0].at, at, "{ending:?}");
    }
}

#[test]
fn a_list_that_leaves_stands_among_what_left() {
    let mut clinic = clinic(11);
    let chart = clinic.device.take_in("Testa", "Prima");
    let left = ask::RecordList {
        charts: vec![chart],
        list: "Register".into(),
        file: b"Time,Person".to_vec(),
    };
    clinic.device.ask(left).expect("written down");
    let log = clinic
        .device
        .ask(ask::Exports { from: 0 })
        .expect("the log");
    let [row] = log.rows.as_slice() else {
        panic!("one export")
    };
    assert_eq!(row.purpose, crate::chart::kinds::ExportFor::OpenList);
    assert_eq!((row.charts, row.recipient.as_str()), (1, "Register"));
}
