//! The questions that know the five answers: what was said to each.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::base::Compartment;
use crate::chart::age::{counted_to, years_on};
use crate::chart::concept::Concept;
use crate::chart::concern::Concerned;
use crate::chart::kinds::*;
use crate::chart::statement::Standing;

use super::super::view::{AnswerAside, Known};
use super::Chart;
use super::banner::{birth_of, died_of, sex_of};
use super::statements::Item;
use crate::terms::vitals::Vital;

/// LOINC "Breastfeeding status".
const BREASTFEEDING: &str = "63895-7";
/// LOINC "Pregnancy status".
pub(super) const PREGNANCY: &str = "82810-3";

pub(super) fn has_code(concept: &Concept, code: &str) -> bool {
    concept.codings.iter().any(|coding| coding.code == code)
}

/// The question a fact answers.
fn question_of(fact: &Fact) -> Option<Question> {
    Some(match fact {
        Fact::Answer(answered) => answered.question,
        Fact::Demographic(item) => match item {
            Demographic::Name(name) if name.usage == NameUse::Other => Question::OtherName,
            Demographic::Gender(_) => Question::Gender,
            Demographic::Place(_) => Question::Place,
            Demographic::Phone(_) => Question::Phone,
            Demographic::Language(_) => Question::Language,
            Demographic::NextOfKin(_) => Question::NextOfKin,
            Demographic::Photo(_) => Question::Photo,
            _ => return None,
        },
        Fact::Section(section) if section.part == Part::Reason => Question::Reason,
        Fact::Allergy(_) => Question::Allergies,
        Fact::Medication(MedicationEvent::Taking(_) | MedicationEvent::Ordered(_)) => {
            Question::Medicines
        }
        Fact::Observation(observation) => return question_of_observation(observation),
        Fact::History(item) => match item.topic {
            Topic::Illness => Question::Illnesses,
            Topic::Operation => Question::Operations,
            Topic::Family => Question::Family,
            Topic::Social => Question::Social,
        },
        Fact::Procedure(_) => Question::Operations,
        Fact::Immunization(_) => Question::Immunizations,
        Fact::Directive(_) => Question::Directives,
        _ => return None,
    })
}

fn question_of_observation(observation: &Observation) -> Option<Question> {
    match observation.kind {
        ObservationKind::Vital => match super::vitals::vital_of(observation)? {
            Vital::Weight => Some(Question::Weight),
            Vital::HeightStanding | Vital::LengthLying => Some(Question::Height),
            _ => None,
        },
        ObservationKind::Pregnancy if has_code(&observation.what, BREASTFEEDING) => {
            Some(Question::Breastfeeding)
        }
        ObservationKind::Pregnancy => Some(Question::Pregnancy),
        ObservationKind::BloodGroup => Some(Question::BloodGroup),
        ObservationKind::Social => Some(Question::Social),
        _ => None,
    }
}

impl Chart {
    /// Facts where there are any; else the last answer without one; else not asked. A later "none" does not take facts
    /// away: they are read until they are corrected or marked as entered in error.
    pub(super) fn known<T>(&self, question: Question, facts: Vec<T>) -> Known<T> {
        if !facts.is_empty() {
            return Known::Facts(facts);
        }
        match self.answer(question) {
            Some((item, answered)) => Known::Answered(answered.answer, item.when()),
            None => Known::NotAsked,
        }
    }

    /// The last answer without a fact, by the order of reading.
    pub(super) fn answer(&self, question: Question) -> Option<(Item<'_>, &Answered)> {
        let answers = self.standing().filter_map(|item| match item.fact() {
            Fact::Answer(answered) if answered.question == question => Some((item, answered)),
            _ => None,
        });
        answers.last()
    }

    /// What strangers answered and does not count here: shown beside what is asked again.
    pub(super) fn answered_aside(&self) -> Vec<AnswerAside> {
        let aside = self.answers_aside().map(|(item, answered)| AnswerAside {
            question: answered.question,
            answer: answered.answer,
            when: item.when(),
            entry: item.id.entry,
            byline: self.byline(item.entry),
        });
        aside.collect()
    }

    /// Whether it answers its question: a fact does where it is shown as one, in doubt or not.
    fn speaks(&self, item: &Item<'_>) -> bool {
        let standing = item.statement.standing;
        match item.fact() {
            Fact::Allergy(_) => standing.may_harm(),
            Fact::Medication(_) => standing.may_be_taken() && !self.amendments.is_aside(&item.id),
            _ => standing == Standing::Stands && !self.is_without_effect(&item.id),
        }
    }

    /// Questions with neither a fact nor an answer, of those that can concern this person. What strangers said does not
    /// settle that something was asked here.
    pub fn not_asked(&self, today: NaiveDate) -> Vec<Question> {
        let asked: BTreeSet<Question> = self
            .unrevoked()
            .filter(|item| self.speaks_for_the_chart(item.entry) && self.speaks(item))
            .filter(|item| item.entry.header().compartment != Compartment::CUSTODY)
            .filter_map(|item| question_of(item.fact()))
            .collect();
        let concerned = self.concerned(today);
        let due = Question::ALL.into_iter().filter(|q| {
            let offered = matches!(q, Question::Photo | Question::OtherName);
            !offered && q.can_concern(concerned)
        });
        due.filter(|q| !asked.contains(q)).collect()
    }

    /// Sex and age as far as they settle which questions can concern somebody.
    fn concerned(&self, today: NaiveDate) -> Concerned {
        let speaks = |item: &Item| self.speaks_for_the_chart(item.entry);
        let birth = self.said_by(speaks, birth_of);
        let day = counted_to(self.said_by(speaks, died_of), today);
        let years = birth
            .zip(day)
            .and_then(|(birth, (day, _))| years_on(&birth, day));
        Concerned {
            sex: self.said_by(speaks, sex_of),
            years,
        }
    }
}
