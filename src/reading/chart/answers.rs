//! The questions that know the five answers: what was said to each.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::base::Compartment;
use crate::chart::age::{counted_to, years_on};
use crate::chart::concern::Concerned;
use crate::chart::kinds::*;
use crate::chart::statement::Standing;

use super::super::view::{AnswerAside, Known};
use super::Chart;
use super::banner::{birth_of, died_of, sex_of};
use super::statements::Item;
use crate::reading::kinds::reads;

/// LOINC "Pregnancy status".
pub(super) const PREGNANCY: &str = "82810-3";

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
            .filter_map(|item| reads(item.fact()).question())
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
