//! Who may be the person being typed.
//!
//! Points for and against are added up. Where both have names these must resemble to be looked at at all; a very different
//! age or another sex outweighs an equal name, so that relatives called alike are not offered. Twins are: what they share is
//! more than what tells them apart. Where one has no name, all else is compared.

use crate::base::InOrder;
use chrono::NaiveDate;

use super::keys;
use super::numbers::Phone;
use super::spelling;
use super::unnamed::{Closeness, age_agrees, has_name, is_nameless, is_of_day, mother};
use super::{Directory, DirectoryRow};
use crate::base::ChartId;
use crate::chart::age::years_on;
use crate::chart::draft::Likeness;
use crate::chart::kinds::{Birth, Sex};
use crate::chart::when::When;
use crate::reading::view::Resembling;

/// People offered for comparison.
const MOST: usize = 5;
/// Words of a name that are compared: nobody is called by more, and each is held against each.
const MOST_WORDS: usize = 8;
/// From so many points on someone is offered.
const ENOUGH: i32 = 60;

/// The same where neither has a name: there is less to add up, and they are few.
const ENOUGH_UNNAMED: i32 = 35;

/// The most a name can be worth.
const SAME_NAME: i32 = 60;
const SAME_PLACE: i32 = 10;

/// How two parts of a name compare.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NamePart {
    Different,
    /// Not written on one side.
    Missing,
    Alike,
    Same,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Agrees {
    Yes,
    NotKnown,
    No,
}

impl Directory {
    /// People who resemble the one being typed, the likeliest first. `today` is what ages are compared on.
    pub fn similar(
        &mut self,
        likeness: &Likeness,
        but: Option<ChartId>,
        today: NaiveDate,
    ) -> Vec<Resembling> {
        self.index_some(usize::MAX);
        let typed = FoldedLikeness::new(likeness, today);
        let mut scored: Vec<(i32, Resembling)> = self
            .candidates(&typed)
            .into_iter()
            .filter_map(|at| {
                let row = self.row_at(at)?;
                let phone = self.index.numbers.phone(at);
                (Some(row.person.chart) != but).then(|| typed.compare(row, phone, today))?
            })
            .collect();
        scored.order_by_key(|(points, like)| (-points, like.row.chart));
        scored.truncate(MOST);
        scored.into_iter().map(|(_, like)| like).collect()
    }

    /// Rows that share a word, or one taken for it, with any of the names; rows without a name; and for somebody without one
    /// those of the same phone or day of birth.
    fn candidates(&self, typed: &FoldedLikeness) -> Vec<u32> {
        let mut rows: Vec<u32> = self.index.unnamed.nameless().collect();
        if typed.names.is_empty() {
            rows.extend(self.index.numbers.same_phone(typed.phone));
            rows.extend(self.index.unnamed.born_about(&typed.likeness.birth));
        }
        for (family, given) in typed.own_names() {
            let words = first_words(family).into_iter().chain(first_words(given));
            for word in words.filter(|word| word.text.len() > 1) {
                self.index.meet_whole(&word.text, |place| {
                    rows.push(place.row);
                });
            }
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// What is typed, folded once for all comparisons.
struct FoldedLikeness<'a> {
    likeness: &'a Likeness,
    /// Names of the person's own; none for somebody without one.
    names: Vec<Name>,
    mother: Vec<String>,
    place: String,
    phone: Phone,
    /// Of age.
    years: Option<u32>,
}

impl<'a> FoldedLikeness<'a> {
    fn new(likeness: &'a Likeness, today: NaiveDate) -> Self {
        let names = likeness.names.iter();
        Self {
            likeness,
            names: names
                .clone()
                .filter(|(family, given)| has_name(family, given))
                .map(|(family, given)| Name::new(family, given))
                .collect(),
            mother: names
                .flat_map(|(family, given)| mother(family, given))
                .collect(),
            place: keys::folded(&likeness.place),
            phone: Phone::new(&likeness.phone),
            years: years_on(&likeness.birth, today),
        }
    }

    fn own_names(&self) -> impl Iterator<Item = &(String, String)> {
        let names = self.likeness.names.iter();
        names.filter(|(family, given)| has_name(family, given))
    }

    fn compare(
        &self,
        row: &DirectoryRow,
        phone: Phone,
        today: NaiveDate,
    ) -> Option<(i32, Resembling)> {
        if self.names.is_empty() || is_nameless(row) {
            self.compare_unnamed(row, phone, today)
        } else {
            self.compare_named(row, phone, today)
        }
    }

    /// Points without a name on one side or on both.
    fn compare_unnamed(
        &self,
        row: &DirectoryRow,
        phone: Phone,
        today: NaiveDate,
    ) -> Option<(i32, Resembling)> {
        let person = &row.person;
        let both = self.names.is_empty() && is_nameless(row);
        let sex = sex_agrees(self.likeness.sex, person.sex);
        let age = age_agrees(&self.likeness.birth, &person.birth, today);
        if sex == Agrees::No || age == Some(Closeness::Apart) {
            return None;
        }
        let age_points = match age {
            Some(Closeness::SameDay) => 35,
            Some(_) => 20,
            // Nothing speaks against it.
            None if both => 10,
            None => 0,
        };
        let same_place = !self.place.is_empty() && self.place == keys::folded(&person.place);
        let same_phone = self.phone.same(phone);
        let mother = self.mother_points(row)?;
        let points = mother
            + age_points
            + [
                (sex == Agrees::Yes, 10),
                (same_place, SAME_PLACE),
                (same_phone, 30),
                (is_of_day(row, today), 15),
            ]
            .into_iter()
            .filter_map(|(holds, points)| holds.then_some(points))
            .sum::<i32>();
        let enough = if both { ENOUGH_UNNAMED } else { ENOUGH };
        (points >= enough).then(|| {
            let resembling = Resembling {
                row: person.clone(),
                other: None,
                same_phone,
            };
            (points, resembling)
        })
    }

    /// Whether the mothers named in the place of a name are one, or the one named shares a word with the other's name; `None`
    /// where two mothers are named and differ.
    fn mother_points(&self, row: &DirectoryRow) -> Option<i32> {
        let (family, given) = (&row.person.family, &row.person.given);
        let theirs = mother(family, given);
        let shares = |mine: &[String], theirs: &[String]| {
            let mut theirs = theirs.iter();
            theirs.any(|word| word.len() > 1 && mine.contains(word))
        };
        let words_of = |name: &Name| -> Vec<String> {
            let words = name.family.iter().chain(&name.given);
            words.map(|word| word.text.clone()).collect()
        };
        let named_so = |name: &[String], shared: bool| match (name.is_empty(), shared) {
            (true, _) => 0,
            (false, true) => 15,
            (false, false) => -15,
        };
        match (self.mother.is_empty(), theirs.is_empty()) {
            (false, false) => shares(&self.mother, &theirs).then_some(25),
            (true, true) => Some(0),
            (false, true) => {
                let name = words_of(&Name::new(family, given));
                Some(named_so(&name, shares(&self.mother, &name)))
            }
            (true, false) => {
                let mine: Vec<String> = self.names.iter().flat_map(words_of).collect();
                Some(named_so(&mine, shares(&mine, &theirs)))
            }
        }
    }

    /// Points for a row, if they are enough. What is quick to compare comes first and mostly settles it.
    fn compare_named(
        &self,
        row: &DirectoryRow,
        phone: Phone,
        today: NaiveDate,
    ) -> Option<(i32, Resembling)> {
        let person = &row.person;
        let sex = sex_agrees(self.likeness.sex, person.sex);
        let age = self.age_points(&person.birth, today);
        let same_phone = self.phone.same(phone);
        let beside =
            age + match sex {
                Agrees::Yes => 10,
                Agrees::NotKnown => 0,
                Agrees::No => -30,
            } + if same_phone { 25 } else { 0 };
        if SAME_NAME + beside + SAME_PLACE < ENOUGH {
            return None;
        }
        let same_day =
            age_agrees(&self.likeness.birth, &person.birth, today) == Some(Closeness::SameDay);
        let shown = self.name_points(&Name::new(&person.family, &person.given), same_day);
        let others = row.other_names.iter();
        let other = others
            .map(|name| {
                let folded = Name::new(&name.family, &name.given);
                (self.name_points(&folded, same_day), name)
            })
            .filter(|(points, _)| *points > shown)
            .max_by_key(|(points, _)| *points);
        let (points, other) = other.map_or((shown, None), |(points, name)| (points, Some(name)));
        let same_place = !self.place.is_empty() && self.place == keys::folded(&person.place);
        let points = points? + beside + if same_place { SAME_PLACE } else { 0 };
        if points < ENOUGH {
            return None;
        }
        let resembling = Resembling {
            row: person.clone(),
            other: other.cloned(),
            same_phone,
        };
        Some((points, resembling))
    }

    fn age_points(&self, theirs: &Birth, today: NaiveDate) -> i32 {
        let mine = &self.likeness.birth;
        let (Some(one), Some(other)) = (self.years, years_on(theirs, today)) else {
            return 0;
        };
        if mine == theirs && is_certain_day(mine) {
            return 35;
        }
        // A guess may be wrong by more the older someone is.
        let guessed = [mine, theirs]
            .iter()
            .any(|birth| matches!(birth, Birth::Age(_, _, true, _)));
        let tolerance = if guessed { 1 + one.max(other) / 10 } else { 1 };
        match one.abs_diff(other) {
            apart if apart <= tolerance => 20,
            apart if apart <= 10 => -25,
            _ => -50,
        }
    }

    /// The best of all typed names against one, in either order of family and given; `None` where they do not resemble.
    /// `same_day`: both were born on one day.
    fn name_points(&self, theirs: &Name, same_day: bool) -> Option<i32> {
        let mut best = None;
        for mine in &self.names {
            let straight = points_of(
                part(&mine.family, &theirs.family),
                part(&mine.given, &theirs.given),
            );
            let swapped = points_of(
                part(&mine.family, &theirs.given),
                part(&mine.given, &theirs.family),
            );
            best = best
                .max(straight)
                .max(swapped.map(|points| points - 2))
                .max(twin_points(mine, theirs, same_day));
        }
        best
    }
}

/// A name's folded words.
struct Name {
    family: Vec<keys::Word>,
    given: Vec<keys::Word>,
}

impl Name {
    fn new(family: &str, given: &str) -> Self {
        Self {
            family: first_words(family),
            given: first_words(given),
        }
    }
}

fn first_words(name: &str) -> Vec<keys::Word> {
    let mut words = keys::words(name);
    words.truncate(MOST_WORDS);
    words
}

/// Words that number the children of one birth or one household.
const ORDINALS: [&str; 32] = [
    "1",
    "2",
    "3",
    "4",
    "i",
    "ii",
    "iii",
    "iv",
    "a",
    "b",
    "c",
    "one",
    "two",
    "three",
    "first",
    "second",
    "third",
    "un",
    "une",
    "deux",
    "trois",
    "premier",
    "premiere",
    "deuxieme",
    "seconde",
    "troisieme",
    "prima",
    "primus",
    "secunda",
    "secundus",
    "tertia",
    "tertius",
];

/// One family name, and given names that differ by a number only; or that differ, of people born on one day.
fn twin_points(mine: &Name, theirs: &Name, same_day: bool) -> Option<i32> {
    if part(&mine.family, &theirs.family) < NamePart::Alike {
        return None;
    }
    let numbered = |words: &[keys::Word]| words.iter().any(|word| ORDINALS.contains(&&*word.text));
    let rest = |words: &[keys::Word]| -> Vec<String> {
        let own = words.iter().filter(|word| !ORDINALS.contains(&&*word.text));
        own.map(|word| word.text.clone()).collect()
    };
    let by_number = numbered(&mine.given)
        && numbered(&theirs.given)
        && rest(&mine.given) == rest(&theirs.given);
    match (by_number, same_day) {
        (true, _) => Some(10),
        (false, true) => Some(5),
        (false, false) => None,
    }
}

fn points_of(family: NamePart, given: NamePart) -> Option<i32> {
    use NamePart::{Alike, Different, Missing, Same};
    match (family, given) {
        (Same, Same) => Some(SAME_NAME),
        (Same | Alike, Same | Alike) => Some(52),
        (Missing, Same | Alike) | (Same | Alike, Missing) => Some(30),
        // Another family name and the given name kept: after a marriage.
        (Different, Same | Alike) => Some(15),
        _ => None,
    }
}

fn part(mine: &[keys::Word], theirs: &[keys::Word]) -> NamePart {
    if mine.is_empty() || theirs.is_empty() {
        return NamePart::Missing;
    }
    let same_words = mine.len() == theirs.len()
        && mine
            .iter()
            .zip(theirs)
            .all(|(one, other)| one.text == other.text);
    if same_words {
        return NamePart::Same;
    }
    let joined = |words: &[keys::Word]| -> String { words.iter().map(|w| &*w.text).collect() };
    if alike(&joined(mine), &joined(theirs)) {
        return NamePart::Alike;
    }
    // One of two given names is left out, or the two are swapped.
    let (fewer, more) = if mine.len() <= theirs.len() {
        (mine, theirs)
    } else {
        (theirs, mine)
    };
    let found = |word: &keys::Word| more.iter().any(|other| alike(&word.text, &other.text));
    if fewer.iter().all(found) {
        NamePart::Alike
    } else {
        NamePart::Different
    }
}

fn alike(one: &str, other: &str) -> bool {
    let most = spelling::forgiven(one.len().min(other.len()));
    let near = || most > 0 && spelling::edits(one, other, most, true).is_some();
    let sounds = || {
        let sound = spelling::sound(one);
        sound.len() > 1 && sound == spelling::sound(other)
    };
    one == other || near() || sounds()
}

fn sex_agrees(mine: Option<Sex>, theirs: Option<Sex>) -> Agrees {
    match (mine, theirs) {
        (None | Some(Sex::NotKnown), _) | (_, None | Some(Sex::NotKnown)) => Agrees::NotKnown,
        (mine, theirs) if mine == theirs => Agrees::Yes,
        _ => Agrees::No,
    }
}

/// A birth date known to the day; the first of January stands for many an unknown one.
fn is_certain_day(birth: &Birth) -> bool {
    matches!(birth, Birth::Date(When::Day(_, month, day)) if (*month, *day) != (1, 1))
}
