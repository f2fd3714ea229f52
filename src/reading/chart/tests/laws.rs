//! Laws over generated charts: two devices, problems, amendments, stops.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::*;
use crate::base::Stamp;
use crate::chart::log::Log;
use crate::chart::testing::anything::Dice;
use crate::reading::directory::DirectoryRow;
use crate::reading::view::FlowSheet;
use proptest::prelude::*;

/// One thing somebody writes; numbers choose among what there is.
#[derive(Clone, Debug)]
enum Move {
    Note(usize, usize),
    Open(u32),
    Restate(usize),
    Resolve(usize),
    Merge(usize, usize),
    Order(usize),
    Stop(usize),
    /// Anything else that is said of some medicine.
    OfMedicine(usize, u8),
    /// A test is ordered.
    Test,
    /// What is said next of some order, or of some report.
    OfTest(usize, u8),
    Allergy,
    NoAllergies,
    Amend(AmendmentKind, usize, Option<u32>),
    Late(i32),
    Named(usize),
    /// A visit and, where the second says so, its reason in another compartment of the same act.
    Visit(Option<i32>, bool),
    /// What is said next of some visit.
    GoesOn(usize, u8),
}

fn moves() -> impl Strategy<Value = Vec<(bool, bool, Move)>> {
    let place = 0..64usize;
    let place2 = place.clone();
    let kind = prop_oneof![
        Just(AmendmentKind::Addendum),
        Just(AmendmentKind::Correction),
        Just(AmendmentKind::EnteredInError),
    ];
    let one = prop_oneof![
        3 => (place.clone(), place.clone()).prop_map(|(a, b)| Move::Note(a, b)),
        2 => (1..4u32).prop_map(Move::Open),
        1 => place.clone().prop_map(Move::Restate),
        1 => place.clone().prop_map(Move::Resolve),
        1 => (place.clone(), place.clone()).prop_map(|(a, b)| Move::Merge(a, b)),
        1 => place.clone().prop_map(Move::Order),
        1 => place.clone().prop_map(Move::Stop),
        3 => (0..64usize, 0..6u8).prop_map(|(nth, how)| Move::OfMedicine(nth, how)),
        2 => Just(Move::Test),
        4 => (0..64usize, 0..5u8).prop_map(|(nth, how)| Move::OfTest(nth, how)),
        1 => Just(Move::Allergy),
        1 => Just(Move::NoAllergies),
        3 => (kind, place, prop::option::of(0..3u32)).prop_map(|(k, t, i)| Move::Amend(k, t, i)),
        1 => (2019..2026).prop_map(Move::Late),
        1 => place2.prop_map(Move::Named),
        2 => (prop::option::of(2019..2026), any::<bool>()).prop_map(|(y, r)| Move::Visit(y, r)),
        3 => (0..64usize, 0..4u8).prop_map(|(visit, how)| Move::GoesOn(visit, how)),
    ];
    prop::collection::vec((any::<bool>(), any::<bool>(), one), 1..14)
}

/// What there is to point at.
#[derive(Default)]
struct Written {
    entries: Vec<Rc<Entry>>,
    problems: Vec<StatementId>,
    medicines: Vec<StatementId>,
    visits: Vec<StatementId>,
    orders: Vec<StatementId>,
    reports: Vec<StatementId>,
}

impl Written {
    fn problem(&self, nth: usize) -> Option<StatementRef> {
        let id = self.problems.get(nth % self.problems.len().max(1))?;
        Some(StatementRef::of(*id))
    }

    /// A specimen taken, a result or no more of some order; somebody looked at some report.
    fn of_test(&self, nth: usize, how: u8, when: When) -> Vec<Statement> {
        let one = |all: &[StatementId]| {
            let id = all.get(nth % all.len().max(1)).copied();
            id.map(StatementRef::of)
        };
        let order = one(&self.orders);
        let facts = match (how, order, one(&self.reports)) {
            (0, Some(order), _) => vec![Fact::Order(OrderEvent::Collected(order, None))],
            (1, Some(order), _) => vec![Fact::Order(OrderEvent::Cancelled(order, "why".into()))],
            (2, _, Some(of)) => {
                let results = vec![StatementRef { index: 1, ..of }];
                vec![Fact::Acknowledgement(Acknowledgement { of, results })]
            }
            _ => {
                let report = Report {
                    order,
                    observations: Some(vec![StatementRef::here(1)]),
                    ..Report::new(Concept::words("Haemoglobin"))
                };
                vec![Fact::Report(report), weight("61")]
            }
        };
        let facts = facts.into_iter();
        facts.map(|fact| Statement::new(when, fact)).collect()
    }

    fn statements(&self, what: &Move, when: When) -> Vec<Statement> {
        let plain = |fact| vec![Statement::new(when, fact)];
        let linked = |fact, problems: Vec<Option<StatementRef>>| {
            let problems = problems.into_iter().flatten().collect();
            vec![Statement::new(when, fact).for_problems(problems)]
        };
        let event = |event: Option<ProblemEvent>| match event {
            Some(event) => plain(Fact::Problem(event)),
            None => plain(text("no problem yet")),
        };
        match what {
            Move::Note(one, other) => linked(
                text("words"),
                vec![self.problem(*one), self.problem(*other)],
            ),
            Move::Open(number) => plain(opened(*number, "words")),
            Move::Restate(nth) => event(
                self.problem(*nth)
                    .map(|p| ProblemEvent::Restated(p, "new words".into())),
            ),
            Move::Resolve(nth) => event(
                self.problem(*nth)
                    .map(|p| ProblemEvent::Status(p, ProblemStatus::Resolved)),
            ),
            Move::Merge(one, into) => {
                let pair = self.problem(*one).zip(self.problem(*into));
                event(pair.map(|(one, into)| ProblemEvent::Merged(one, into)))
            }
            Move::Order(nth) => linked(ordered("Amlodipine"), vec![self.problem(*nth)]),
            Move::Stop(nth) => match self.medicines.get(nth % self.medicines.len().max(1)) {
                Some(id) => plain(Fact::Medication(MedicationEvent::Stopped(
                    StatementRef::of(*id),
                    "why".into(),
                ))),
                None => plain(text("nothing to stop")),
            },
            Move::OfMedicine(nth, how) => {
                match self.medicines.get(nth % self.medicines.len().max(1)) {
                    Some(id) => plain(of_medicine(StatementRef::of(*id), u64::from(*how), "why")),
                    None => plain(text("no medicine yet")),
                }
            }
            Move::Test => plain(test_ordered("Haemoglobin")),
            Move::OfTest(nth, how) => self.of_test(*nth, *how, when),
            Move::Allergy => plain(allergy("Penicillin")),
            Move::NoAllergies => plain(no_allergies()),
            Move::Amend(kind, nth, index) => {
                match self.entries.get(nth % self.entries.len().max(1)) {
                    Some(entry) => {
                        let mut statements = plain(amending(*kind, entry, *index, vec![1]));
                        statements.extend(plain(text("instead")));
                        statements
                    }
                    None => plain(text("nothing to amend")),
                }
            }
            Move::Named(nth) => plain(Fact::Demographic(Demographic::Name(PersonName {
                usage: NameUse::Usual,
                family: format!("Testa {}", nth % 3),
                given: "Prima".into(),
            }))),
            Move::Visit(year, _) => {
                let when = year.map_or(when, When::Year);
                let opened = VisitEvent::Opened("words".into(), Some(Station::Triage));
                vec![Statement::new(when, Fact::Visit(opened))]
            }
            Move::GoesOn(nth, how) => {
                let Some(visit) = self.visits.get(nth % self.visits.len().max(1)) else {
                    return plain(Fact::Demographic(Demographic::Place("words".into())));
                };
                let visit = StatementRef::of(*visit);
                plain(Fact::Visit(match how {
                    0 => VisitEvent::Sent(visit, Station::Clinician),
                    1 => VisitEvent::Taken(visit),
                    2 => VisitEvent::Triaged(visit, TriageColour::Yellow),
                    _ => {
                        let back = Outcome::Returns(When::Day(2026, 12, 8));
                        VisitEvent::Closed(visit, Some(back))
                    }
                }))
            }
            Move::Late(year) => {
                let late = Amendment {
                    kind: AmendmentKind::LateEntry,
                    target: Target {
                        entry: None,
                        index: None,
                    },
                    reason: "why".into(),
                    instead: Vec::new(),
                };
                let statements = [Fact::Amendment(late), text("late")];
                statements
                    .map(|fact| Statement::new(When::Year(*year), fact))
                    .into()
            }
        }
    }
}

/// Two devices, one of them first seen in a file, that sometimes see each other's entries.
fn written(moves: &[(bool, bool, Move)]) -> Vec<Rc<Entry>> {
    let mut writers = [Writer::new(1), Writer::new(3)];
    let mut written = Written::default();
    for (second, sees, what) in moves {
        let writer = &mut writers[usize::from(*second)];
        if *sees {
            written
                .entries
                .iter()
                .for_each(|entry| writer.receive(entry));
        }
        let now = When::Moment(writer.now);
        let statements = written.statements(what, now);
        let compartment = match what {
            Move::Named(_) | Move::Visit(..) | Move::GoesOn(..) => Compartment::IDENTITY,
            _ => Compartment::CLINICAL,
        };
        let entry = writer.write_all(compartment, statements);
        if matches!(what, Move::Visit(_, true)) {
            writer.same_act();
            let reason = Fact::Section(Section {
                part: Part::Reason,
                text: "a reason".into(),
            });
            let reason = vec![Statement::new(now, reason)];
            let reason = writer.write_all(Compartment::CLINICAL, reason);
            written.entries.push(reason);
        }
        for (id, statement) in entry.known() {
            match &statement.fact {
                Fact::Problem(ProblemEvent::Opened(_)) => written.problems.push(id),
                Fact::Medication(event) if event.begun().is_some() => written.medicines.push(id),
                Fact::Visit(VisitEvent::Opened(..)) => written.visits.push(id),
                Fact::Order(OrderEvent::Ordered(_)) => written.orders.push(id),
                Fact::Report(_) => written.reports.push(id),
                _ => {}
            }
        }
        written.entries.push(entry);
    }
    written.entries
}

fn everything(chart: &Chart, now: Stamp) -> impl PartialEq + std::fmt::Debug {
    let problems = chart.problems();
    let pages: Vec<Option<ProblemPage>> = std::iter::once(None)
        .chain(problems.iter().map(|row| Some(row.id)))
        .map(|problem| chart.problem_page(problem))
        .collect();
    let sheets: Vec<Option<FlowSheet>> = std::iter::once(None)
        .chain(problems.iter().map(|row| Some(row.id)))
        .map(|problem| chart.flow_sheet(problem, now))
        .collect();
    let history = chart.history(HistoryFilter::default(), 0, u32::MAX);
    (
        (DirectoryRow::of(chart), sheets, chart.vitals_over_time(now)),
        chart.registered(&(NaiveDate::MIN..=NaiveDate::MAX)),
        chart.follow_ups(&(NaiveDate::MIN..=NaiveDate::MAX)),
        chart.latest_known(),
        chart.chart_view(now),
        problems,
        pages,
        history,
        chart.plans(),
        (chart.medicines(), chart.medicine_list(now)),
        (chart.tests_page(now), chart.to_look_at()),
    )
}

fn pages(chart: &Chart) -> Vec<(Option<StatementId>, BTreeSet<StatementId>)> {
    let problems = chart.problems().into_iter().map(|row| Some(row.id));
    std::iter::once(None)
        .chain(problems)
        .map(|problem| {
            let page = chart
                .problem_page(problem)
                .expect("a page for every problem");
            (problem, statements_of(&page.entries).into_iter().collect())
        })
        .collect()
}

proptest! {
    #[test]
    fn any_arrival_order_reads_the_same(moves in moves(), keys in prop::collection::vec(any::<u32>(), 28)) {
        let entries = written(&moves);
        let mut log = Log::new(CHART);
        for entry in &entries {
            log.join(Rc::clone(entry)).expect("the same chart");
        }
        let now = log.latest().expect("entries");
        let built = Chart::build(log, Vec::new(), &authors);
        let mut shuffled: Vec<_> = entries.iter().zip(keys).collect();
        shuffled.sort_by_key(|(_, key)| *key);
        let mut applied = Chart::empty(CHART);
        for (entry, _) in shuffled {
            applied.apply(std::slice::from_ref(entry), &authors).expect("the same chart");
        }
        prop_assert_eq!(everything(&applied, now), everything(&built, now));
    }

    /// As they were written, one after the other or an act at a time: what the engine does at every save.
    #[test]
    fn applying_one_act_after_the_other_reads_the_same_at_every_step(moves in moves()) {
        let entries = written(&moves);
        let mut applied = Chart::empty(CHART);
        let mut log = Log::new(CHART);
        let same_act = |one: &Rc<Entry>, next: &Rc<Entry>| one.header().act == next.header().act;
        for act in entries.chunk_by(same_act) {
            applied.apply(act, &authors).expect("the same chart");
            for entry in act {
                log.join(Rc::clone(entry)).expect("the same chart");
            }
            let now = log.latest().expect("entries");
            let built = Chart::build(log.clone(), Vec::new(), &authors);
            prop_assert_eq!(everything(&applied, now), everything(&built, now));
        }
    }

    /// Every statement stands on the pages of exactly the problems it names, or on #0. Problem events, amendments and
    /// stops have their place with what they are about, and so does what stands instead of something.
    #[test]
    fn the_problem_pages_with_number_zero_are_the_chart(moves in moves()) {
        let mut entries = written(&moves);
        let chart = chart_of(&entries);
        let pages = pages(&chart);
        entries.retain(|entry| entry.header().compartment == Compartment::CLINICAL);
        for entry in &entries {
            for (id, statement) in entry.known() {
                let on: BTreeSet<Option<StatementId>> = pages
                    .iter()
                    .filter(|(_, statements)| statements.contains(&id))
                    .map(|(problem, _)| *problem)
                    .collect();
                prop_assert!(!on.is_empty(), "{id:?} is on no page");
                prop_assert!(on.len() == 1 || !on.contains(&None), "on #0 and elsewhere");
                let takes_its_place = matches!(
                    statement.fact,
                    Fact::Problem(_) | Fact::Amendment(_)
                ) || statement.fact.points_at().next().is_some() || chart.statement(id).expect("kept").marks.corrects.is_some();
                if !takes_its_place {
                    let named = statement.problems.iter().map(|p| Some(p.within(id.entry)));
                    let mut named: BTreeSet<_> = named.collect();
                    if named.is_empty() {
                        named.insert(None);
                    }
                    prop_assert_eq!(on, named);
                }
            }
        }
        let shown: usize = entries.iter().map(|entry| entry.statements().len()).sum();
        let all: BTreeSet<StatementId> = pages.into_iter().flat_map(|(_, ids)| ids).collect();
        prop_assert_eq!(all.len(), shown);
    }
}

/// Whatever people known here and strangers say, in whatever order it comes.
#[test]
fn anything_that_is_said_reads_the_same_applied_and_folded() {
    for seed in 0..150 {
        let (_, mut entries) = super::strangers_law::logs(seed);
        let mut dice = Dice(seed ^ 0x5eed);
        if dice.roll(2) == 0 {
            entries.sort_by_key(|entry| entry.header().recorded);
        } else {
            entries.sort_by_cached_key(|_| dice.roll(u64::MAX));
        }
        let mut applied = Chart::empty(CHART);
        let mut log = Log::new(CHART);
        for entry in entries {
            let one = std::slice::from_ref(&entry);
            applied.apply(one, &authors).expect("the same chart");
            log.join(entry).expect("the same chart");
            let now = log.latest().expect("entries");
            let built = Chart::build(log.clone(), Vec::new(), &authors);
            let (has, wanted) = (everything(&applied, now), everything(&built, now));
            assert_eq!(has, wanted, "seed {seed}");
        }
    }
}

/// The path that the usual day takes: nothing is folded again for a note, a visit, a name or words added.
#[test]
fn what_we_write_last_is_taken_in() {
    let mut writer = Writer::new(1);
    let mut chart = chart_of(&[writer.write("a first entry is folded")]);
    let opening = clinical(&mut writer, vec![opened(1, "words")]);
    let problem = StatementRef::of(opening.statement_id(0));
    let ordering = clinical(&mut writer, vec![ordered("Amlodipine")]);
    let medicine = StatementRef::of(ordering.statement_id(0));
    let stop = MedicationEvent::Stopped(medicine, "why".into());
    let usual = [
        opening.clone(),
        ordering,
        writer.write("a note"),
        clinical(
            &mut writer,
            vec![Fact::Problem(ProblemEvent::Status(
                problem,
                ProblemStatus::Inactive,
            ))],
        ),
        identity(
            &mut writer,
            vec![Fact::Visit(VisitEvent::Opened("words".into(), None))],
        ),
        clinical(&mut writer, vec![Fact::Medication(stop)]),
        clinical(
            &mut writer,
            vec![
                amending(AmendmentKind::Addendum, &opening, None, vec![]),
                text("added"),
            ],
        ),
    ];
    for entry in usual {
        let came = chart.written.join(&[entry], &authors).expect("the chart's");
        let Came::Last(from) = came else {
            panic!("not the last")
        };
        assert!(chart.only_grows(from));
        chart.extend(from);
    }
    let wrong = amending(AmendmentKind::EnteredInError, &opening, None, vec![]);
    let wrong = clinical(&mut writer, vec![wrong]);
    let came = chart.written.join(&[wrong], &authors).expect("the chart's");
    assert!(matches!(came, Came::Last(from) if !chart.only_grows(from)));
}
