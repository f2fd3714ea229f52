//! What an intake already tells before it can be signed: whom it resembles, what nobody asked.

use chrono::NaiveDate;

use super::Likeness;
use super::intake::*;
use crate::chart::age::{ages_on, years_on};
use crate::chart::concern::Concerned;
use crate::chart::kinds::*;
use crate::terms::units::Ages;
use crate::terms::vitals::Vital;

/// Years under which length is measured lying.
const LYING_UNDER: u32 = 2;

impl IntakeDraft {
    /// Name, sex and birth as far as typed.
    pub fn likeness(&self, today: NaiveDate) -> Likeness {
        let names = self
            .names
            .iter()
            .map(|name| (name.family.trim().to_owned(), name.given.trim().to_owned()));
        Likeness {
            names: names
                .filter(|(family, given)| !(family.is_empty() && given.is_empty()))
                .collect(),
            sex: self.sex,
            birth: self.birth.read(today).unwrap_or(Birth::NotKnown),
            place: self.place.yes().cloned().unwrap_or_default(),
            phone: self.phone.yes().cloned().unwrap_or_default(),
        }
    }

    /// The whole years by the birth typed here, else by the one their chart tells.
    pub fn years(&self, today: NaiveDate, in_chart: &Birth) -> Option<u32> {
        let typed = years_on(&self.likeness(today).birth, today);
        typed.or_else(|| years_on(in_chart, today))
    }

    /// The months they may have lived, by the birth typed here, else by the one their chart tells.
    pub fn ages(&self, today: NaiveDate, in_chart: &Birth) -> Option<Ages> {
        let typed = ages_on(&self.likeness(today).birth, today);
        typed.or_else(|| ages_on(in_chart, today))
    }

    /// How tall someone of this age is measured: lying under two years, standing from then on or where no age is known.
    pub fn height_vital(&self, today: NaiveDate, in_chart: &Birth) -> Vital {
        match self.years(today, in_chart) {
            Some(0..LYING_UNDER) => Vital::LengthLying,
            _ => Vital::HeightStanding,
        }
    }

    /// Whom its questions are about, as typed here, else as their chart tells.
    pub fn concerned(&self, today: NaiveDate, in_chart: Concerned) -> Concerned {
        let told = |sex: &Sex| *sex != Sex::NotKnown;
        let years = years_on(&self.likeness(today).birth, today);
        Concerned {
            sex: self.sex.filter(told).or(in_chart.sex),
            years: years.or(in_chart.years),
        }
    }

    /// Questions nobody has answered yet, of those that can concern this person.
    pub fn not_asked(&self, who: Concerned) -> Vec<Question> {
        let asked = |question| match question {
            Question::Gender => self.gender.is_asked(),
            Question::Place => self.place.is_asked(),
            Question::Phone => self.phone.is_asked(),
            Question::Language => self.language.is_asked(),
            Question::NextOfKin => self.next_of_kin.is_asked(),
            Question::Reason => self.reason.is_asked(),
            Question::Allergies => self.allergies.is_asked(),
            Question::Pregnancy => self.pregnancy.is_asked(),
            Question::Breastfeeding => self.breastfeeding.is_asked(),
            Question::Medicines => self.medicines.is_asked(),
            Question::Weight => self.weight.is_asked(),
            Question::Height => self.height.is_asked(),
            Question::BloodGroup => self.blood_group.is_asked(),
            Question::Illnesses => self.illnesses.is_asked(),
            Question::Operations => self.operations.is_asked(),
            Question::Family => self.family.is_asked(),
            Question::Social => self.social.is_asked(),
            Question::Immunizations => self.immunizations.is_asked(),
            Question::Directives => self.directives.is_asked(),
            // Offered, never due: another name, a photo.
            Question::Photo | Question::OtherName => true,
        };
        Question::ALL
            .into_iter()
            .filter(|question| question.can_concern(who) && !asked(*question))
            .collect()
    }
}
