//! A note becomes one clinical entry: S, O, A and P under its problems.

use chrono::NaiveDate;

use super::check::{decimal, is_upside_down, vital_observation};
use super::intake::Measure;
use super::note::*;
use super::time::{at_time, time_of_day};
use super::{Complaint, Complaints, NoteField, UnderField, Why};
use crate::chart::age::ages_on;
use crate::chart::concept::Concept;
use crate::chart::kinds::*;
use crate::chart::statement::{SaidBy, Statement, StatementRef};
use crate::chart::value::Value;
use crate::chart::when::When;
use crate::terms::units::Ages;
use crate::terms::vitals::Vital;

/// What a note is checked against.
pub struct NoteContext {
    /// What the statements are about, unless the note is a late entry.
    pub now: When,
    pub today: NaiveDate,
    /// The number the next new problem of this chart gets.
    pub next_number: u32,
    /// The birth their chart tells.
    pub birth: Birth,
}

/// The statements of one entry, in reading order. New problems come first, so that the rest can point at them.
struct Making {
    complaints: Complaints<NoteField>,
    statements: Vec<Statement>,
    when: When,
    today: NaiveDate,
    ages: Option<Ages>,
    /// Where among the note's problems one is.
    place: u32,
}

impl LateDraft {
    /// The day it was, with the time that was typed, on this device's clock.
    fn moment(&self, day: When, now: When) -> Option<When> {
        let When::Moment(now) = now else { return None };
        at_time(day, time_of_day(&self.time)?, now)
    }
}

impl NoteDraft {
    /// The months the person may have lived when it happened: today, or the day a late entry is about.
    pub fn ages(&self, birth: &Birth, today: NaiveDate) -> Option<Ages> {
        let then = self.late.as_ref().and_then(|late| late.when.read().ok());
        let then = then.and_then(|when| when.last_day());
        ages_on(birth, then.unwrap_or(today).min(today))
    }

    /// Makes the statements a note is signed as, in the order they are read.
    ///
    /// # Errors
    /// Everything that is missing or cannot be read, each with its field and the place of its problem among the note's.
    pub fn check(
        &self,
        context: &NoteContext,
    ) -> Result<Vec<Statement>, Vec<Complaint<NoteField>>> {
        let mut making = Making {
            complaints: Complaints::default(),
            statements: Vec::new(),
            when: context.now,
            today: context.today,
            ages: self.ages(&context.birth, context.today),
            place: 0,
        };
        self.lateness(&mut making, context.now);
        let links = self.open_problems(&mut making, context.next_number);
        for (place, (under, link)) in (0u32..).zip(self.under.iter().zip(links)) {
            making.place = place;
            making.under(under, link, self.said_by);
            making.lines(under, link);
        }
        let only_late = usize::from(self.late.is_some());
        let half_typed = making.complaints.any(|why| {
            matches!(
                why,
                Why::BothPressures | Why::Number { .. } | Why::Unlikely { .. }
            )
        });
        if making.statements.len() <= only_late && !half_typed {
            let first = NoteField::Under(0, UnderField::Subjective);
            making.complaints.push(first, Why::Anything);
        }
        making.complaints.in_order().none_or(making.statements)
    }

    fn lateness(&self, making: &mut Making, now: When) {
        let Some(late) = &self.late else { return };
        let reason = making
            .complaints
            .words(NoteField::LateReason, &late.reason, Why::Reason);
        if late.when.is_blank() {
            making.complaints.push(NoteField::LateWhen, Why::Date);
        }
        making.when = making
            .complaints
            .past(NoteField::LateWhen, &late.when, making.today);
        if !late.time.trim().is_empty() {
            match (late.moment(making.when, now), now) {
                (Some(When::Moment(then)), When::Moment(now)) if then <= now => {
                    making.when = When::Moment(then);
                }
                _ => making.complaints.push(NoteField::LateTime, Why::Time),
            }
        }
        let amendment = Amendment {
            kind: AmendmentKind::LateEntry,
            target: Target {
                entry: None,
                index: None,
            },
            reason,
            instead: Vec::new(),
        };
        making
            .statements
            .push(Statement::new(making.when, Fact::Amendment(amendment)));
    }

    /// Opens the note's new problems; answers with each part's link.
    fn open_problems(&self, making: &mut Making, next_number: u32) -> Vec<Option<StatementRef>> {
        let mut number = next_number;
        let mut links = Vec::new();
        for (place, under) in (0u32..).zip(&self.under) {
            making.place = place;
            links.push(match &under.problem {
                ProblemChoice::Unlinked => None,
                ProblemChoice::Known(id) => Some(StatementRef::of(*id)),
                ProblemChoice::New {
                    words,
                    status,
                    onset,
                } => {
                    let (title, began) = (
                        making.at(UnderField::ProblemWords),
                        making.at(UnderField::Onset),
                    );
                    let opened = ProblemOpened {
                        number,
                        words: making.complaints.words(title, words, Why::ProblemWords),
                        codings: Vec::new(),
                        status: *status,
                        onset: making.complaints.past(began, onset, making.today),
                        ended: When::Unknown,
                    };
                    number += 1;
                    making.statements.push(Statement::new(
                        making.when,
                        Fact::Problem(ProblemEvent::Opened(opened)),
                    ));
                    Some(StatementRef::here(making.statements.len() as u32 - 1))
                }
            });
        }
        links
    }
}

impl Making {
    /// A field under the problem one is at.
    fn at(&self, field: UnderField) -> NoteField {
        NoteField::Under(self.place, field)
    }

    fn push(&mut self, link: Option<StatementRef>, fact: Fact) {
        self.statements
            .push(Statement::new(self.when, fact).for_problems(link.into_iter().collect()));
    }

    fn section(&mut self, link: Option<StatementRef>, part: Part, text: &str, said_by: SaidBy) {
        if !text.trim().is_empty() {
            self.push(
                link,
                Fact::Section(Section {
                    part,
                    text: text.trim().into(),
                }),
            );
            let last = self.statements.last_mut().expect("pushed just now");
            last.source.said_by = if part == Part::Subjective {
                said_by
            } else {
                SaidBy::Author
            };
        }
    }

    fn under(&mut self, under: &UnderProblem, link: Option<StatementRef>, said_by: SaidBy) {
        self.section(link, Part::Subjective, &under.subjective, said_by);
        for vital in &under.vitals {
            self.vital(link, vital);
        }
        self.section(link, Part::Objective, &under.objective, SaidBy::Author);
        self.section(link, Part::Assessment, &under.assessment, SaidBy::Author);
        self.section(link, Part::Plan, &under.plan, SaidBy::Author);
    }

    fn lines(&mut self, under: &UnderProblem, link: Option<StatementRef>) {
        let place = self.place;
        let at = |field| NoteField::Under(place, field);
        let plans = |line| at(UnderField::Plan(line));
        for (line, plan) in self.complaints.lines(plans, &under.plans) {
            let due = at(UnderField::PlanDue(line));
            let item = PlanItem {
                part: plan.part,
                text: plan.text.trim().into(),
                due: self.complaints.date(due, &plan.due),
            };
            self.push(link, Fact::Plan(PlanEvent::Planned(item)));
        }
        let medicines = |line| at(UnderField::Medicine(line));
        for (_, medicine) in self.complaints.lines(medicines, &under.medicines) {
            let ordered = MedicationEvent::Ordered(medicine.to_line());
            self.push(link, Fact::Medication(ordered));
        }
    }

    fn vital(&mut self, link: Option<StatementRef>, draft: &VitalDraft) {
        match draft.vital {
            Vital::BloodPressure => self.blood_pressure(link, draft),
            Vital::LastPeriod if !draft.when.is_blank() => {
                let at = self.at(UnderField::LastPeriod);
                let when = self.complaints.past(at, &draft.when, self.today);
                let fact =
                    vital_observation(draft.vital, Value::Text(String::new()), Vec::new(), false);
                self.statements
                    .push(Statement::new(when, fact).for_problems(link.into_iter().collect()));
            }
            Vital::LastPeriod => {}
            vital if !draft.measure.value.trim().is_empty() => {
                let at = self.at(UnderField::Vital(vital));
                let read = self
                    .complaints
                    .quantity(at, vital, &draft.measure, self.ages);
                if let Some(quantity) = read {
                    let confirmed = draft.measure.confirmed;
                    self.push(
                        link,
                        vital_observation(vital, Value::Quantity(quantity), Vec::new(), confirmed),
                    );
                }
            }
            _ => {}
        }
    }

    /// Both values or neither.
    fn blood_pressure(&mut self, link: Option<StatementRef>, draft: &VitalDraft) {
        let vital = Vital::BloodPressure;
        let (upper, lower) = (draft.measure.value.trim(), draft.second.trim());
        let (at_upper, at_lower) = (
            self.at(UnderField::Vital(vital)),
            self.at(UnderField::Lower),
        );
        match (upper.is_empty(), lower.is_empty()) {
            (true, true) => return,
            (true, false) => return self.complaints.push(at_upper, Why::BothPressures),
            (false, true) => return self.complaints.push(at_lower, Why::BothPressures),
            (false, false) => {}
        }
        let unit = &vital.units()[0];
        let mut component = |at, code: &str, display: &str, text: &str| {
            let measure = Measure {
                value: text.into(),
                unit: unit.ucum.into(),
                confirmed: draft.measure.confirmed,
            };
            let quantity = self.complaints.quantity(at, vital, &measure, None)?;
            Some(Component {
                what: Concept::loinc((code, display)),
                value: Value::Quantity(quantity),
            })
        };
        let both = [
            component(at_upper, "8480-6", "Systolic blood pressure", upper),
            component(at_lower, "8462-4", "Diastolic blood pressure", lower),
        ];
        if !draft.measure.confirmed && is_upside_down(upper, lower) {
            let (value, unit) = (pressure_words(upper, lower), unit.label.into());
            self.complaints
                .push(at_upper, Why::Unlikely { value, unit });
        }
        if let [Some(systolic), Some(diastolic)] = both {
            let components = vec![systolic, diastolic];
            let confirmed = draft.measure.confirmed;
            let fact = vital_observation(vital, Value::Components, components, confirmed);
            self.push(link, fact);
        }
    }
}

/// Both values as they are understood.
pub fn pressure_words(upper: &str, lower: &str) -> String {
    let [upper, lower] =
        [upper, lower].map(|typed| decimal(typed).unwrap_or_else(|| typed.trim().into()));
    format!("{upper}/{lower}")
}

#[cfg(test)]
#[path = "note_tests.rs"]
mod tests;
