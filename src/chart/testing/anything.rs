//! Anything that somebody could say, at random: for laws that hold whatever is said.

use std::rc::Rc;

use super::facts::*;
use crate::base::{ChartId, Stamp};
use crate::chart::concept::Concept;
use crate::chart::entry::Entry;
use crate::chart::kinds::*;
use crate::chart::statement::{StatementId, StatementRef};
use crate::chart::when::When;

/// A small generator whose every number follows from its seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    pub fn of<T: Copy>(&mut self, those: &[T]) -> T {
        those[self.roll(those.len() as u64) as usize]
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.roll(most as u64) as usize
    }

    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn when(&mut self, now: Stamp) -> When {
        match self.roll(6) {
            0 => When::Unknown,
            1 => When::Year(9999),
            2 => When::Day(1970, 1, 1),
            3 => When::Moment(Stamp {
                ms: 253_402_300_000_000,
                offset: 0,
            }),
            _ => When::Moment(now),
        }
    }
}

/// What was said already: what a later statement may point at.
#[derive(Default)]
pub struct Said {
    pub entries: Vec<Rc<Entry>>,
    problems: Vec<StatementId>,
    medicines: Vec<StatementId>,
    plans: Vec<StatementId>,
    visits: Vec<StatementId>,
    orders: Vec<StatementId>,
    reports: Vec<StatementId>,
}

impl Said {
    pub fn add(&mut self, entry: Rc<Entry>) {
        for (id, statement) in entry.known() {
            match &statement.fact {
                Fact::Problem(ProblemEvent::Opened(_)) => self.problems.push(id),
                Fact::Medication(event) if event.begun().is_some() => self.medicines.push(id),
                Fact::Plan(PlanEvent::Planned(_)) => self.plans.push(id),
                Fact::Visit(VisitEvent::Opened(..)) => self.visits.push(id),
                Fact::Order(OrderEvent::Ordered(_)) => self.orders.push(id),
                Fact::Report(_) => self.reports.push(id),
                _ => {}
            }
        }
        self.entries.push(entry);
    }
}

pub fn demographic(dice: &mut Dice, who: &str) -> Fact {
    let words = format!("{who} {}", dice.roll(3));
    Fact::Demographic(match dice.roll(9) {
        0 => Demographic::Name(PersonName {
            usage: dice.of(&[NameUse::Usual, NameUse::Other, NameUse::Placeholder]),
            family: words,
            given: String::new(),
        }),
        1 => Demographic::Sex(dice.of(&[Sex::Male, Sex::Female, Sex::NotKnown])),
        2 => Demographic::Birth(dice.of(&[
            Birth::NotKnown,
            Birth::Date(When::Year(1990)),
            Birth::Date(When::Year(2022)),
        ])),
        3 => Demographic::Place(words),
        4 => Demographic::Phone(words),
        5 => Demographic::ChartNumber(words),
        6 => Demographic::Gender(words),
        7 => Demographic::Died(When::Year(2025)),
        _ => Demographic::Language(words),
    })
}

pub fn clinical_fact(dice: &mut Dice, who: &str, about: &Said) -> Fact {
    let some = |those: &[StatementId], dice: &mut Dice| {
        let at = dice.roll(those.len().max(1) as u64) as usize;
        those.get(at).map(|id| StatementRef::of(*id))
    };
    let words = format!("{who} {}", dice.roll(3));
    let kilograms = (40 + dice.roll(40)).to_string();
    let fact = match dice.roll(27) {
        0 => Some(weight(&kilograms)),
        1 => Some(allergy(&words)),
        2 => Some(opened(dice.of(&[1, 2, 3, u32::MAX]), &words)),
        3 => Some(ordered(&words)),
        4 => Some(Fact::Section(Section {
            part: Part::Reason,
            text: words.clone(),
        })),
        5 => Some(Fact::Plan(PlanEvent::Planned(PlanItem {
            part: PlanPart::Treatment,
            text: words.clone(),
            due: dice.of(&[When::Unknown, When::Month(2026, 12), When::Day(2026, 12, 1)]),
        }))),
        6 => some(&about.problems, dice).map(|problem| {
            let status = dice.of(&[ProblemStatus::Active, ProblemStatus::Resolved]);
            Fact::Problem(ProblemEvent::Status(problem, status))
        }),
        7 => some(&about.problems, dice)
            .map(|problem| Fact::Problem(ProblemEvent::Restated(problem, words.clone()))),
        8 => some(&about.problems, dice)
            .zip(some(&about.problems, dice))
            .map(|(one, into)| Fact::Problem(ProblemEvent::Merged(one, into))),
        9 => some(&about.medicines, dice)
            .map(|one| Fact::Medication(MedicationEvent::Stopped(one, words.clone()))),
        10 => some(&about.plans, dice)
            .map(|plan| Fact::Plan(PlanEvent::Closed(plan, true, words.clone()))),
        11 => {
            let at = dice.roll(about.entries.len().max(1) as u64) as usize;
            let kind = dice.of(&[AmendmentKind::Correction, AmendmentKind::EnteredInError]);
            let index = dice.of(&[None, Some(0), Some(1)]);
            about
                .entries
                .get(at)
                .map(|entry| amending(kind, entry, index, vec![1]))
        }
        12 => Some(Fact::Immunization(Immunization {
            vaccine: Concept::words(&words),
            dose: String::new(),
            lot: String::new(),
            reason: dice.of(&["", "refused"]).into(),
        })),
        13 => Some(Fact::Directive(Directive {
            words: words.clone(),
            held_by: String::new(),
        })),
        14 => Some(Fact::Medication(MedicationEvent::Taking(MedicationLine {
            name: Concept::words(&words),
            ..MedicationLine::default()
        }))),
        23 | 24 => {
            let which = dice.roll(6);
            some(&about.medicines, dice).map(|one| of_medicine(one, which, &words))
        }
        15 | 16 => {
            let result = |dice: &mut Dice| match about.entries.len() {
                all if all > 0 && dice.once_in(2) => StatementRef {
                    entry: Some(about.entries[dice.below(all)].id()),
                    index: dice.below(3) as u32,
                },
                _ => StatementRef::here(dice.below(3) as u32),
            };
            let results = (0..dice.below(4)).map(|_| result(dice)).collect();
            Some(Fact::Report(Report {
                conclusion: words.clone(),
                observations: Some(results),
                order: some(&about.orders, dice),
                ..Report::new(Concept::words(&words))
            }))
        }
        17 | 18 => Some(test_ordered(&words)),
        19 => {
            some(&about.orders, dice).map(|order| Fact::Order(OrderEvent::Collected(order, None)))
        }
        20 => some(&about.orders, dice)
            .map(|order| Fact::Order(OrderEvent::Cancelled(order, words.clone()))),
        21 | 22 => some(&about.reports, dice).map(|of| {
            let beside = (1..=dice.roll(3) as u32).map(|index| StatementRef { index, ..of });
            let results = beside.collect();
            Fact::Acknowledgement(Acknowledgement { of, results })
        }),
        _ => {
            let clinical = [
                Question::Allergies,
                Question::Medicines,
                Question::Pregnancy,
                Question::Weight,
                Question::Immunizations,
            ];
            let answer = dice.of(&[NoFact::None, NoFact::NotKnown, NoFact::Declined]);
            let question = dice.of(&clinical);
            Some(Fact::Answer(Answered { question, answer }))
        }
    };
    fact.unwrap_or_else(|| text(&words))
}

/// A visit that is opened, or goes on where there is one.
fn visit(dice: &mut Dice, who: &str, about: &Said) -> Fact {
    let station = |dice: &mut Dice| match dice.roll(3) {
        0 => Station::Triage,
        1 => Station::Clinician,
        _ => Station::Own(format!("{who}'s room")),
    };
    let some = about.visits.get(dice.below(about.visits.len().max(1)));
    let some = some.map(|visit| StatementRef::of(*visit));
    Fact::Visit(match (dice.roll(6), some) {
        (2, Some(visit)) => VisitEvent::Sent(visit, station(dice)),
        (3, Some(visit)) => VisitEvent::Taken(visit),
        (4, Some(visit)) => {
            let colour = dice.of(&TriageColour::ALL);
            VisitEvent::Triaged(visit, colour)
        }
        (5, Some(visit)) => {
            let back = Outcome::Returns(When::Day(2026, 12, 8));
            let outcome = [None, Some(Outcome::Home), Some(back)];
            VisitEvent::Closed(visit, outcome[dice.below(3)].clone())
        }
        (0, _) => VisitEvent::Opened(format!("{who}'s reason"), None),
        _ => VisitEvent::Opened(format!("{who}'s reason"), Some(station(dice))),
    })
}

pub fn identity_fact(dice: &mut Dice, who: &str, about: &Said) -> Fact {
    match dice.roll(7) {
        0 | 6 => visit(dice, who, about),
        1 => Fact::PersonLink(PersonLink {
            other: ChartId([dice.roll(3) as u8; 16]),
            same: dice.roll(2) == 0,
        }),
        2 => Fact::Answer(Answered {
            question: dice.of(&[Question::Place, Question::Phone, Question::Gender]),
            answer: NoFact::Declined,
        }),
        _ => demographic(dice, who),
    }
}
