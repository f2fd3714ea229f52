//! What tells two people apart, the most telling first, and whether they can hardly be one.

use chrono::NaiveDate;

use super::keys;
use super::numbers::Phone;
use super::unnamed::{Closeness, age_agrees, has_name};
use crate::chart::age::years_on;
use crate::chart::kinds::Sex;
use crate::reading::view::PersonRow;

/// Something known of both that is not the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    Sex,
    Age,
    Name,
    Phone,
    Place,
}

/// What speaks against two rows being one person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    pub what: Vec<Difference>,
    /// Another sex, or an age no guess explains.
    pub hardly_one: bool,
}

impl Differing {
    /// Compares two rows. What is not known of either differs in nothing. `today` turns birth dates into ages.
    pub fn of(one: &PersonRow, other: &PersonRow, today: NaiveDate) -> Self {
        let sex = is_known(one.sex) && is_known(other.sex) && one.sex != other.sex;
        let age = age_agrees(&one.birth, &other.birth, today) == Some(Closeness::Apart);
        let differs = [
            (sex, Difference::Sex),
            (age, Difference::Age),
            (names_differ(one, other), Difference::Name),
            (phones_differ(one, other), Difference::Phone),
            (words_differ(&one.place, &other.place), Difference::Place),
        ];
        let differs = differs.into_iter().filter(|(differs, _)| *differs);
        Self {
            what: differs.map(|(_, what)| what).collect(),
            hardly_one: sex || (age && far_apart(one, other, today)),
        }
    }

    /// Whether the two differ in this.
    pub fn has(&self, what: Difference) -> bool {
        self.what.contains(&what)
    }
}

fn is_known(sex: Option<Sex>) -> bool {
    !matches!(sex, None | Some(Sex::NotKnown))
}

/// More than a guess is wrong by: ten years, of a child three.
fn far_apart(one: &PersonRow, other: &PersonRow, today: NaiveDate) -> bool {
    let (Some(one), Some(other)) = (years_on(&one.birth, today), years_on(&other.birth, today))
    else {
        return false;
    };
    let most = if one.min(other) < 12 { 3 } else { 10 };
    one.abs_diff(other) > most
}

/// Both have a name of their own, and it is not written with the same words.
fn names_differ(one: &PersonRow, other: &PersonRow) -> bool {
    let named = |row: &PersonRow| has_name(&row.family, &row.given);
    let differ = words_differ(&one.family, &other.family) || words_differ(&one.given, &other.given);
    named(one) && named(other) && differ
}

fn words_differ(one: &str, other: &str) -> bool {
    let (one, other) = (keys::folded(one), keys::folded(other));
    !one.is_empty() && !other.is_empty() && one != other
}

fn phones_differ(one: &PersonRow, other: &PersonRow) -> bool {
    let given = !one.phone.is_empty() && !other.phone.is_empty();
    let same = Phone::new(&one.phone).same(Phone::new(&other.phone));
    given && !same && words_differ(&one.phone, &other.phone)
}

#[cfg(test)]
mod tests {
    use super::Difference::{Age, Name, Phone, Place, Sex as OfSex};
    use super::*;
    use crate::base::ChartId;
    use crate::chart::kinds::{AgeUnit, Birth};
    use crate::chart::when::When;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date")
    }

    fn someone(given: &str, sex: Sex, age: u16, phone: &str, place: &str) -> PersonRow {
        PersonRow {
            chart: ChartId([1; 16]),
            family: "Testa".into(),
            given: given.into(),
            placeholder: false,
            sex: Some(sex),
            birth: Birth::Age(age, AgeUnit::Years, false, When::day(today())),
            place: place.into(),
            phone: phone.into(),
            number: String::new(),
            last_seen: None,
            died: None,
        }
    }

    #[test]
    fn what_differs_is_said_the_most_telling_first() {
        let prima = someone("Prima", Sex::Female, 30, "77 123 45 01", "Camp B");
        let cases: [(PersonRow, &[Difference], bool); 8] = [
            (prima.clone(), &[], false),
            (
                someone("PRIMA", Sex::Female, 31, "+221 77 123 45 01", "camp b"),
                &[],
                false,
            ),
            (
                someone("Prima", Sex::Male, 66, "", "Camp C"),
                &[OfSex, Age, Place],
                true,
            ),
            (
                someone("Secunda", Sex::Female, 66, "", ""),
                &[Age, Name],
                true,
            ),
            (
                someone("Prima", Sex::Female, 38, "77 123 45 09", ""),
                &[Age, Phone],
                false,
            ),
            (someone("Secunda", Sex::Female, 30, "", ""), &[Name], false),
            (someone("Prima", Sex::NotKnown, 30, "", ""), &[], false),
            (someone("Prima", Sex::Male, 30, "", ""), &[OfSex], true),
        ];
        for (other, what, hardly_one) in cases {
            for differing in [
                Differing::of(&prima, &other, today()),
                Differing::of(&other, &prima, today()),
            ] {
                assert_eq!(differing.what, what, "{other:?}");
                assert_eq!(differing.hardly_one, hardly_one, "{other:?}");
            }
        }
    }

    #[test]
    fn what_is_not_known_of_one_differs_in_nothing() {
        let known = someone("Prima", Sex::Female, 30, "77 123 45 01", "Camp B");
        let unknown = PersonRow {
            family: "Unknown woman".into(),
            given: String::new(),
            sex: None,
            birth: Birth::NotKnown,
            place: String::new(),
            phone: String::new(),
            ..known.clone()
        };
        assert!(Differing::of(&known, &unknown, today()).what.is_empty());
    }
}
