//! The clinic's own forms in a chart: what of a form was answered, and whether a data base is asked of this person.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Chart;
use crate::chart::kinds::{DataBaseOf, Fact, FilledRole, Response};
use crate::chart::statement::Standing;
use crate::reading::kinds::observation::pregnant;

impl Chart {
    /// Items of a form, in whichever version, that were answered at least once and of whose answers one still stands. What
    /// strangers wrote does not settle that something was asked here.
    pub fn answered_in(&self, url: &str) -> BTreeSet<&str> {
        let said = self.unrevoked().filter(|item| {
            item.statement.standing == Standing::Stands && self.speaks_for_the_chart(item.entry)
        });
        let filled = said.filter_map(|item| match item.fact() {
            Fact::Response(Response::Filled(form)) if form.url == url => Some((item.id, form)),
            _ => None,
        });
        let mut answered = BTreeSet::new();
        for (id, form) in filled {
            let questions = form.items.iter();
            let questions = questions.filter(|item| item.role == FilledRole::Question);
            answered.extend(questions.filter_map(|item| {
                let mut answers = item.answers.iter();
                let stands = |answer| !self.amendments.is_in_error(&answer);
                answers
                    .any(|answer| stands(answer.within(id.entry)))
                    .then_some(item.link_id.as_str())
            }));
        }
        answered
    }

    /// Whether a data base is asked of this person. Of somebody whose age is not known that of adults is.
    pub fn is_asked_of(&self, data_base: DataBaseOf, today: NaiveDate) -> bool {
        let is_child = || {
            let years = self.concerned(today).years;
            years.is_some_and(|years| years < DataBaseOf::ADULT_YEARS)
        };
        match data_base {
            DataBaseOf::Adults => !is_child(),
            DataBaseOf::Children => is_child(),
            DataBaseOf::Pregnant => pregnant(self.heard()).is_some(),
        }
    }
}
