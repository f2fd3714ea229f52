//! A note becomes one clinical entry: S, O, A and P under its problems.

use chrono::NaiveDate;

use super::Missing;
use super::check::{Complaints, decimal, is_upside_down, vital_observation};
use super::note::*;
use super::time::{at_time, time_of_day};
use crate::chart::age::ages_on;
use crate::chart::concept::{Coding, Concept};
use crate::chart::kinds::*;
use crate::chart::statement::{SaidBy, Statement, StatementRef};
use crate::chart::value::{Quantity, Value};
use crate::chart::when::When;
use crate::terms::measure::understand;
use crate::terms::units::Ages;
use crate::terms::vitals::Vital;

pub struct NoteContext {
    pub now: When,
    pub today: NaiveDate,
    /// The number the next new problem of this chart gets.
    pub next_number: u32,
    /// The birth their chart tells.
    pub birth: Birth,
}

/// What complaints call the plans under the problem at this place of the note.
pub fn plans_at(place: usize) -> String {
    format!("plans-{place}")
}

/// What complaints call the medicines under the problem at this place of the note.
pub fn medicines_at(place: usize) -> String {
    format!("medicines-{place}")
}

/// The statements of one entry, in reading order. New problems come first, so that the rest can point at them.
struct Making {
    complaints: Complaints,
    statements: Vec<Statement>,
    when: When,
    today: NaiveDate,
    ages: Option<Ages>,
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

    pub fn check(&self, context: &NoteContext) -> Result<Vec<Statement>, Vec<Missing>> {
        let mut making = Making {
            complaints: Complaints::default(),
            statements: Vec::new(),
            when: context.now,
            today: context.today,
            ages: self.ages(&context.birth, context.today),
        };
        self.lateness(&mut making, context.now);
        let links = self.open_problems(&mut making, context.next_number);
        for (place, (under, link)) in self.under.iter().zip(links).enumerate() {
            making.under(under, link, self.said_by);
            making.lines(place, under, link);
        }
        let only_late = usize::from(self.late.is_some());
        let half_typed = making.complaints.0.iter().any(|missing| {
            matches!(
                missing,
                Missing::BothPressures | Missing::Number { .. } | Missing::Unlikely { .. }
            )
        });
        if making.statements.len() <= only_late && !half_typed {
            making.complaints.push(Missing::Anything);
        }
        if making.complaints.0.is_empty() {
            Ok(making.statements)
        } else {
            Err(making.complaints.0)
        }
    }

    fn lateness(&self, making: &mut Making, now: When) {
        let Some(late) = &self.late else { return };
        if late.reason.trim().is_empty() {
            making.complaints.push(Missing::Reason);
        }
        if late.when.is_blank() {
            making.complaints.push(Missing::Date {
                field: "late".into(),
            });
        }
        making.when = making.complaints.past("late", &late.when, making.today);
        if !late.time.trim().is_empty() {
            match (late.moment(making.when, now), now) {
                (Some(When::Moment(then)), When::Moment(now)) if then <= now => {
                    making.when = When::Moment(then);
                }
                _ => making.complaints.push(Missing::Time),
            }
        }
        let amendment = Amendment {
            kind: AmendmentKind::LateEntry,
            target: Target {
                entry: None,
                index: None,
            },
            reason: late.reason.trim().into(),
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
        for under in &self.under {
            links.push(match &under.problem {
                ProblemChoice::Unlinked => None,
                ProblemChoice::Known(id) => Some(StatementRef::of(*id)),
                ProblemChoice::New {
                    words,
                    status,
                    onset,
                } => {
                    if words.trim().is_empty() {
                        making.complaints.push(Missing::ProblemWords);
                    }
                    let opened = ProblemOpened {
                        number,
                        words: words.trim().into(),
                        codings: Vec::new(),
                        status: *status,
                        onset: making.complaints.past("onset", onset, making.today),
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

    /// Plans and medicines: `place` is where among the note's problems they stand.
    fn lines(&mut self, place: usize, under: &UnderProblem, link: Option<StatementRef>) {
        for plan in self.complaints.lines(&plans_at(place), &under.plans) {
            let item = PlanItem {
                part: plan.part,
                text: plan.text.trim().into(),
                due: self.complaints.date("due", &plan.due),
            };
            self.push(link, Fact::Plan(PlanEvent::Planned(item)));
        }
        let medicines = self
            .complaints
            .lines(&medicines_at(place), &under.medicines);
        for medicine in medicines {
            self.push(
                link,
                Fact::Medication(MedicationEvent::Ordered(medicine.to_line())),
            );
        }
    }

    fn vital(&mut self, link: Option<StatementRef>, draft: &VitalDraft) {
        match draft.vital {
            Vital::BloodPressure => self.blood_pressure(link, draft),
            Vital::LastPeriod if !draft.when.is_blank() => {
                let when = self.complaints.past("last_period", &draft.when, self.today);
                let fact =
                    vital_observation(draft.vital, Value::Text(String::new()), Vec::new(), false);
                self.statements
                    .push(Statement::new(when, fact).for_problems(link.into_iter().collect()));
            }
            Vital::LastPeriod => {}
            vital if !draft.measure.value.trim().is_empty() => {
                let field = format!("{vital:?}");
                if let Some(quantity) =
                    self.complaints
                        .quantity(&field, vital, &draft.measure, self.ages)
                {
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
        let (upper, lower) = (draft.measure.value.trim(), draft.second.trim());
        if upper.is_empty() && lower.is_empty() {
            return;
        }
        if upper.is_empty() || lower.is_empty() {
            self.complaints.push(Missing::BothPressures);
            return;
        }
        let unit = &Vital::BloodPressure.units()[0];
        let mut component = |code: &str, display: &str, text: &str| {
            let Some(read) = understand(Vital::BloodPressure, unit, text, None) else {
                self.complaints.push(Missing::Number {
                    field: "BloodPressure".into(),
                    text: text.into(),
                });
                return None;
            };
            let value = read.value.to_string();
            if !draft.measure.confirmed && read.is_unlikely {
                let (value, unit) = (value.clone(), unit.label.into());
                self.complaints.push(Missing::Unlikely {
                    field: "BloodPressure".into(),
                    value,
                    unit,
                });
            }
            let coding = Coding {
                system: "http://loinc.org".into(),
                code: code.into(),
                display: display.into(),
            };
            Some(Component {
                what: Concept {
                    text: display.into(),
                    codings: vec![coding],
                },
                value: Value::Quantity(Quantity {
                    value,
                    unit: unit.ucum.into(),
                }),
            })
        };
        let both = [
            component("8480-6", "Systolic blood pressure", upper),
            component("8462-4", "Diastolic blood pressure", lower),
        ];
        if !draft.measure.confirmed && is_upside_down(upper, lower) {
            self.complaints.push(Missing::Unlikely {
                field: "BloodPressure".into(),
                value: pressure_words(upper, lower),
                unit: unit.label.into(),
            });
        }
        if let [Some(systolic), Some(diastolic)] = both {
            let components = vec![systolic, diastolic];
            self.push(
                link,
                vital_observation(
                    Vital::BloodPressure,
                    Value::Components,
                    components,
                    draft.measure.confirmed,
                ),
            );
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
