//! A made-up person as the front desk takes them in.

use carnet::base::clock::Stamp;
use carnet::chart::draft::{BirthDraft, IntakeDraft};
use carnet::chart::kinds::{AgeUnit, Answer, Sex};

use crate::people::Person;

pub fn intake(person: Person, now: Stamp) -> IntakeDraft {
    let mut draft = IntakeDraft::new(now);
    draft.names[0].family = person.family;
    draft.names[0].given = person.given;
    draft.sex = Some(if person.female {
        Sex::Female
    } else {
        Sex::Male
    });
    draft.birth = BirthDraft::Age {
        number: person.age.to_string(),
        unit: AgeUnit::Years,
        about: true,
    };
    draft.place = Answer::Yes(person.place);
    draft.phone = Answer::Yes(person.phone);
    draft
}
