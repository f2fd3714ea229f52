//! Who the person is, and what must never be out of sight.

use crate::base::{Compartment, EntryId};
use crate::chart::entry::Entry;
use crate::chart::kinds::{Fact, PersonName, Question};
use crate::chart::statement::Read;
use crate::reading::kinds::demographic::{gender_of, kin_of, language_of, last_said, photo_of};
use crate::reading::kinds::{allergy, answer, demographic, notice, observation, person_link};
use crate::reading::view::{AllergyRow, Banner, Byline, Known, PersonRow, Unreadable};

use super::Chart;

impl Chart {
    /// The last value of each demographic kind, by the order of reading.
    pub fn person(&self) -> PersonRow {
        demographic::person(self.heard(), self.last_seen())
    }

    /// Every name that stands, in the order of reading, each once.
    pub fn names(&self) -> Vec<&PersonName> {
        demographic::names(self.heard())
    }

    /// Allergies that stand or may harm, the worst first; else the last answer.
    pub fn allergies(&self) -> Known<AllergyRow> {
        let facts = allergy::rows(self.amended());
        answer::known(self.heard(), Question::Allergies, facts)
    }

    /// Who the person is and what must never be out of sight. Where nothing is said of a question
    /// its last answer stands instead (none, not known, declined), or that nobody asked.
    pub fn banner(&self) -> Banner {
        let heard = self.heard();
        let known = |question, said: Option<String>| {
            answer::known(heard, question, said.into_iter().collect())
        };
        let name = demographic::name(heard);
        let other_names = self
            .names()
            .into_iter()
            .filter(|other| Some(*other) != name);
        let other_names = other_names.cloned().collect();
        let newer = |read: &&Read| matches!(read, Read::Newer(_));
        let newer_rows = |reason| {
            self.gaps()
                .iter()
                .filter(|gap| gap.reason == reason)
                .count()
        };
        let newer_gaps = newer_rows(Unreadable::Newer);
        let statements = self.ordered().iter().flat_map(|entry| entry.statements());
        let person = self.person();
        let pregnant = observation::pregnant(heard);
        let told = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
        let kin = last_said(heard, kin_of).into_iter().collect();
        Banner {
            contradictions: self.contradictions(&person, pregnant.is_some()),
            pregnant_by_stranger: pregnant
                .as_ref()
                .is_some_and(|(item, _)| !self.is_known(item.entry)),
            died: person.died,
            other_names,
            allergies: self.allergies(),
            pregnant: pregnant.map(|(item, words)| (words, item.when())),
            gender: known(Question::Gender, last_said(heard, gender_of)),
            place: known(Question::Place, told(&person.place)),
            phone: known(Question::Phone, told(&person.phone)),
            language: known(Question::Language, last_said(heard, language_of)),
            next_of_kin: answer::known(heard, Question::NextOfKin, kin),
            blood_group: known(Question::BloodGroup, observation::blood_group(heard)),
            notice: notice::last(heard),
            linked: person_link::linked(heard),
            linked_aside: person_link::linked_aside(heard),
            answers_aside: self.answered_aside(),
            photo: last_said(heard, photo_of),
            signed_in: self.who_is_signed_in(),
            digest: self.log().digest(),
            entries: self.log().len() as u32,
            unreadable: (self.gaps_that_count() - newer_gaps) as u32,
            newer: (statements.filter(newer).count() + newer_gaps) as u32,
            claimed_missing: self.gaps.claimed,
            person,
        }
    }

    /// Entries with words that stand about who the person is.
    fn who_is_signed_in(&self) -> Vec<(EntryId, Byline)> {
        let mut entries: Vec<&Entry> = Vec::new();
        for item in self.standing().filter(|item| is_of_who(item.fact())) {
            // Statements of one entry come one after the other.
            if entries
                .last()
                .is_none_or(|last| last.id() != item.entry.id())
            {
                entries.push(item.entry);
            }
        }
        let newest_first = entries.into_iter().rev();
        newest_first
            .map(|entry| (entry.id(), self.byline(entry)))
            .collect()
    }
}

fn is_of_who(fact: &Fact) -> bool {
    match fact {
        Fact::Demographic(_) => true,
        Fact::Answer(answered) => answered.question.compartment() == Compartment::IDENTITY,
        _ => false,
    }
}
