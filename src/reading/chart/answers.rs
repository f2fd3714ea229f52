//! What was asked of this person, and what is left to ask.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::base::Compartment;
use crate::chart::age::{counted_to, years_on};
use crate::chart::concern::Concerned;
use crate::chart::kinds::*;
use crate::chart::statement::Standing;

use super::Chart;
use crate::reading::kinds::demographic::{birth_of, died_of, last_said_by, sex_of};
use crate::reading::kinds::reads;
use crate::reading::stages::Item;
use crate::reading::view::AnswerAside;

impl Chart {
    /// What strangers answered and does not count here: shown beside what is asked again.
    pub(super) fn answered_aside(&self) -> Vec<AnswerAside> {
        let aside = self
            .heard()
            .answers_aside()
            .map(|(item, answered)| AnswerAside {
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
            _ => standing == Standing::Stands && !self.heard().is_without_effect(&item.id),
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
    pub(super) fn concerned(&self, today: NaiveDate) -> Concerned {
        let speaks = |item: &Item| self.speaks_for_the_chart(item.entry);
        let heard = self.heard();
        let birth = last_said_by(heard, speaks, birth_of);
        let day = counted_to(last_said_by(heard, speaks, died_of), today);
        let years = birth
            .zip(day)
            .and_then(|(birth, (day, _))| years_on(&birth, day));
        Concerned {
            sex: last_said_by(heard, speaks, sex_of),
            years,
        }
    }
}
