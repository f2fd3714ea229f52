//! An intake becomes an identity entry and a clinical entry: one act, one visit.

use chrono::NaiveDate;

use super::BirthDraft;
use super::check::vital_observation;
use super::intake::*;
use super::line::LineDraft;
use super::{Complaint, Complaints, IntakeField, Why};
use crate::chart::concept::Concept;
use crate::chart::kinds::*;
use crate::chart::statement::{SaidBy, Statement};
use crate::chart::value::Value;
use crate::chart::when::When;
use crate::terms::vitals::Vital;

/// An intake that can be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedIntake {
    pub identity: Vec<Statement>,
    /// Never empty: the reason or the answer to it stands here, or the clinical part holds nothing and no entry is written.
    pub clinical: Vec<Statement>,
}

/// What is written for the chart as well: known only when signing.
pub struct IntakeContext {
    pub now: When,
    pub today: NaiveDate,
    /// For a new chart: its number for people.
    pub chart_number: Option<String>,
    /// Words for a person whose name is not known ("Unknown man"), in the writer's language.
    pub unknown_name: String,
    /// The birth their chart tells, where they have one.
    pub birth: Birth,
    /// They are here: what is signed opens a visit.
    pub arriving: bool,
    /// Where they are, where people wait at stations.
    pub station: Option<Station>,
}

struct Making {
    complaints: Complaints<IntakeField>,
    now: When,
    identity: Vec<Statement>,
    clinical: Vec<Statement>,
}

impl Making {
    fn identity(&mut self, item: Demographic) {
        self.identity
            .push(Statement::new(self.now, Fact::Demographic(item)).said_by(SaidBy::Patient));
    }

    fn clinical(&mut self, when: When, fact: Fact) {
        self.clinical
            .push(Statement::new(when, fact).said_by(SaidBy::Patient));
    }

    /// Writes None, Not known and Declined as answers; nothing at all for "not asked"; hands "yes" back.
    fn answered<'a, T>(&mut self, question: Question, answer: &'a Answer<T>) -> Option<&'a T> {
        if let Some(no_fact) = answer.no_fact() {
            let fact = Fact::Answer(Answered {
                question,
                answer: no_fact,
            });
            let statement = Statement::new(self.now, fact).said_by(SaidBy::Patient);
            if question.compartment() == crate::base::Compartment::IDENTITY {
                self.identity.push(statement);
            } else {
                self.clinical.push(statement);
            }
        }
        answer.yes()
    }

    fn worded(&mut self, question: Question, answer: &Answer<String>) -> Option<String> {
        let text = self.answered(question, answer)?;
        let at = IntakeField::Answer(question);
        let words = self.complaints.words(at, text, Why::Which);
        (!words.is_empty()).then_some(words)
    }

    /// The lines of a list that hold anything, each with its place; complains when "yes" came with none.
    fn lines<'a, T: LineDraft>(
        &mut self,
        question: Question,
        answer: &'a Answer<Vec<T>>,
    ) -> Vec<(u32, &'a T)> {
        let Some(lines) = self.answered(question, answer) else {
            return Vec::new();
        };
        let at = |line| IntakeField::Line(question, line);
        let filled = self.complaints.lines(at, lines);
        if filled.is_empty() {
            self.complaints
                .push(IntakeField::Answer(question), Why::Which);
        }
        filled
    }
}

impl IntakeDraft {
    /// Makes the statements an intake is signed as, parted by compartment. An answer of *not asked* makes none.
    ///
    /// # Errors
    /// Everything that is missing or cannot be read, each with its field. An intake that says nothing at all is
    /// complained of at the name.
    pub fn check(
        &self,
        context: &IntakeContext,
    ) -> Result<CheckedIntake, Vec<Complaint<IntakeField>>> {
        let mut making = Making {
            complaints: Complaints::default(),
            now: context.now,
            identity: Vec::new(),
            clinical: Vec::new(),
        };
        self.who(&mut making, context);
        self.contacts(&mut making);
        self.health_now(&mut making);
        self.measures(&mut making, context);
        self.before(&mut making, context.today);
        let nothing = making.identity.is_empty() && making.clinical.is_empty();
        if nothing && making.complaints.is_empty() {
            making.complaints.push(IntakeField::Name, Why::Anything);
        }
        making.complaints.none_or(CheckedIntake {
            identity: making.identity,
            clinical: making.clinical,
        })
    }

    fn who(&self, making: &mut Making, context: &IntakeContext) {
        let adding = self.chart.is_some();
        let names: Vec<PersonName> = self.names.iter().filter_map(person_name).collect();
        match (names.is_empty(), self.name_not_known, adding) {
            (true, true, false) => making.identity(Demographic::Name(PersonName {
                usage: NameUse::Placeholder,
                family: context.unknown_name.clone(),
                given: String::new(),
            })),
            (true, false, false) => making.complaints.push(IntakeField::Name, Why::Name),
            _ => names
                .into_iter()
                .for_each(|name| making.identity(Demographic::Name(name))),
        }
        match self.sex {
            Some(sex) => making.identity(Demographic::Sex(sex)),
            None if !adding => making.complaints.push(IntakeField::Sex, Why::Sex),
            None => {}
        }
        if !(adding && self.birth == BirthDraft::NotAnswered) {
            match self.birth.read(context.today) {
                Ok(birth) => making.identity(Demographic::Birth(birth)),
                Err(why @ Why::BirthDate) => making.complaints.push(IntakeField::BirthDate, why),
                Err(why) => making.complaints.push(IntakeField::Age, why),
            }
        }
        if let Some(number) = &context.chart_number {
            making.identity(Demographic::ChartNumber(number.clone()));
        }
        if context.arriving {
            let reason = self.reason.yes().map_or("", |reason| reason.trim());
            let visit = Fact::Visit(VisitEvent::Opened(
                reason.to_owned(),
                context.station.clone(),
            ));
            making.identity.push(Statement::new(making.now, visit));
        }
        if let Some(answer) = self.notice {
            making
                .identity
                .push(Statement::new(making.now, Fact::Notice(Notice { answer })));
        }
        for other in &self.someone_else {
            making.identity.push(Statement::new(
                making.now,
                Fact::Demographic(Demographic::NotTheSameAs(*other)),
            ));
        }
    }

    fn contacts(&self, making: &mut Making) {
        type Item = fn(String) -> Demographic;
        let worded: [(Question, &Answer<String>, Item); 4] = [
            (Question::Gender, &self.gender, Demographic::Gender),
            (Question::Place, &self.place, Demographic::Place),
            (Question::Phone, &self.phone, Demographic::Phone),
            (Question::Language, &self.language, Demographic::Language),
        ];
        for (question, answer, item) in worded {
            if let Some(words) = making.worded(question, answer) {
                making.identity(item(words));
            }
        }
        if let Some(kin) = making.answered(Question::NextOfKin, &self.next_of_kin) {
            let at = IntakeField::Answer(Question::NextOfKin);
            making.complaints.words(at, &kin.name, Why::Which);
            making.identity(Demographic::NextOfKin(kin.clone()));
        }
        if let Some(photo) = making.answered(Question::Photo, &self.photo) {
            making.identity(Demographic::Photo(photo.clone()));
        }
    }

    fn health_now(&self, making: &mut Making) {
        if let Some(text) = making.worded(Question::Reason, &self.reason) {
            making.clinical(
                making.now,
                Fact::Section(Section {
                    part: Part::Reason,
                    text,
                }),
            );
        }
        for (_, line) in making.lines(Question::Allergies, &self.allergies) {
            making.clinical.push(line.statement());
        }
        let states = [
            (
                Question::Pregnancy,
                "Pregnancy status",
                "82810-3",
                &self.pregnancy,
            ),
            (
                Question::Breastfeeding,
                "Breastfeeding status",
                "63895-7",
                &self.breastfeeding,
            ),
        ];
        for (question, display, code, answer) in states {
            if let Some(text) = making.answered(question, answer) {
                making.clinical(
                    making.now,
                    stated(ObservationKind::Pregnancy, display, code, text.trim()),
                );
            }
        }
        for (_, line) in making.lines(Question::Medicines, &self.medicines) {
            making.clinical(
                making.now,
                Fact::Medication(MedicationEvent::Taking(line.to_line())),
            );
        }
    }

    fn measures(&self, making: &mut Making, context: &IntakeContext) {
        let ages = self.ages(context.today, &context.birth);
        let measures = [
            (Question::Weight, Vital::Weight, &self.weight),
            (
                Question::Height,
                self.height_vital(context.today, &context.birth),
                &self.height,
            ),
        ];
        for (question, vital, answer) in measures {
            let Some(measure) = making.answered(question, answer) else {
                continue;
            };
            if let Some(quantity) =
                making
                    .complaints
                    .quantity(IntakeField::Answer(question), vital, measure, ages)
            {
                let fact = vital_observation(
                    vital,
                    Value::Quantity(quantity),
                    Vec::new(),
                    measure.confirmed,
                );
                making.clinical.push(Statement::new(making.now, fact));
            }
        }
        if let Some(group) = making.worded(Question::BloodGroup, &self.blood_group) {
            making.clinical(
                making.now,
                stated(
                    ObservationKind::BloodGroup,
                    "ABO and Rh group [Type] in Blood",
                    "882-1",
                    &group,
                ),
            );
        }
    }

    fn before(&self, making: &mut Making, today: NaiveDate) {
        let lists = [
            (Question::Illnesses, Topic::Illness, &self.illnesses),
            (Question::Operations, Topic::Operation, &self.operations),
            (Question::Family, Topic::Family, &self.family),
        ];
        for (question, topic, answer) in lists {
            for (at, line) in making.lines(question, answer) {
                let at = IntakeField::When(question, at);
                let when = making.complaints.past(at, &line.when, today);
                let item = HistoryItem {
                    topic,
                    what: Concept::words(line.what.trim()),
                    relative: line.relative.trim().into(),
                    onset: None,
                    note: None,
                    died: None,
                };
                making.clinical(when, Fact::History(item));
            }
        }
        if let Some(words) = making.worded(Question::Social, &self.social) {
            let item = HistoryItem {
                topic: Topic::Social,
                what: Concept::words(words),
                relative: String::new(),
                onset: None,
                note: None,
                died: None,
            };
            making.clinical(making.now, Fact::History(item));
        }
        for (at, line) in making.lines(Question::Immunizations, &self.immunizations) {
            let at = IntakeField::When(Question::Immunizations, at);
            let when = making.complaints.past(at, &line.when, today);
            let vaccine = Concept::words(line.what.trim());
            let fact = Immunization {
                vaccine,
                dose: String::new(),
                lot: String::new(),
                reason: String::new(),
            };
            making.clinical(when, Fact::Immunization(fact));
        }
        if let Some(words) = making.worded(Question::Directives, &self.directives) {
            making.clinical(
                making.now,
                Fact::Directive(Directive {
                    words,
                    held_by: String::new(),
                }),
            );
        }
    }
}

fn person_name(name: &NameDraft) -> Option<PersonName> {
    let (family, given) = (name.family.trim(), name.given.trim());
    (!family.is_empty() || !given.is_empty()).then(|| PersonName {
        usage: name.usage,
        family: family.into(),
        given: given.into(),
    })
}

fn stated(kind: ObservationKind, display: &str, code: &str, words: &str) -> Fact {
    let what = Concept::loinc((code, display));
    Fact::Observation(Observation::new(kind, what, Value::Text(words.into())))
}

#[cfg(test)]
#[path = "intake_tests.rs"]
mod tests;
