//! What a chart says that cannot both be so.

use crate::chart::age::years_on;
use crate::chart::concern::Concerned;
use crate::chart::kinds::{Fact, NoFact, Question, Sex};

use super::super::view::{Contradiction, PersonRow};
use super::Chart;
use crate::reading::kinds::{answer, medication};
use crate::reading::stages::Item;

impl Chart {
    /// `pregnant`: that is what the chart says.
    pub(super) fn contradictions(&self, person: &PersonRow, pregnant: bool) -> Vec<Contradiction> {
        let denied = [Question::Allergies, Question::Medicines];
        let denied = denied
            .into_iter()
            .filter_map(|question| self.denied(question));
        denied.chain(self.cannot_be(person, pregnant)).collect()
    }

    /// "None" was the answer, and something is listed that stood already when it was given, or that only a stranger told.
    fn denied(&self, question: Question) -> Option<Contradiction> {
        let (answer, answered) = answer::last(self.heard(), question)?;
        if answered.answer != NoFact::None {
            return None;
        }
        let stood = |fact: &Item| {
            fact.place <= answer.place
                || fact.entry.header().act == answer.entry.header().act
                || (self.is_known(answer.entry) && !self.is_known(fact.entry))
        };
        let ended = medication::ended(self.heard());
        let listed = |item: &Item| {
            let first = self.amendments.first_of(item.id);
            self.is_listed(question, item) && !ended.contains(&first)
        };
        let mut facts = self.unrevoked().filter(listed);
        facts
            .any(|fact| stood(&fact))
            .then(|| Contradiction::NoneBesideFacts(question, answer.when()))
    }

    fn is_listed(&self, question: Question, item: &Item) -> bool {
        let standing = item.statement.standing;
        match (question, item.fact()) {
            (Question::Allergies, Fact::Allergy(_)) => standing.may_harm(),
            (Question::Medicines, Fact::Medication(event)) => {
                let line = event.begun().filter(|_| standing.may_be_so());
                let goes_on = line.is_some_and(|line| {
                    line.until
                        .is_none_or(|until| !until.is_past(item.recorded()))
                });
                goes_on && !self.amendments.is_aside(&item.id)
            }
            _ => false,
        }
    }

    fn cannot_be(&self, person: &PersonRow, pregnant: bool) -> Option<Contradiction> {
        // As old as they were when last something was written: it was said of them then.
        let day = person.died.and_then(|died| died.first_day());
        let day = day.or_else(|| self.log().latest().map(|latest| latest.day()))?;
        let who = Concerned {
            sex: person.sex,
            years: years_on(&person.birth, day),
        };
        if !pregnant || Question::Pregnancy.can_concern(who) {
            None
        } else if who.sex == Some(Sex::Male) {
            Some(Contradiction::PregnantMale)
        } else {
            Some(Contradiction::PregnantAtThatAge)
        }
    }
}
