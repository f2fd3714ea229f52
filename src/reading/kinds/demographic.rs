//! How an item of who the person is is read.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Bearing, Matter, Reads};
use crate::base::{EntryId, Stamp};
use crate::chart::kinds::{
    Birth, Demographic, Document, Fact, NameUse, NextOfKin, PersonName, Question, Sex,
};
use crate::chart::when::When;
use crate::reading::stages::{Heard, Item};
use crate::reading::view::{HistoryKind, PersonRow};

impl Reads for Demographic {
    fn question(&self) -> Option<Question> {
        Some(match self {
            Self::Name(name) if name.usage == NameUse::Other => Question::OtherName,
            Self::Gender(_) => Question::Gender,
            Self::Place(_) => Question::Place,
            Self::Phone(_) => Question::Phone,
            Self::Language(_) => Question::Language,
            Self::NextOfKin(_) => Question::NextOfKin,
            Self::Photo(_) => Question::Photo,
            _ => return None,
        })
    }

    fn bearing(&self, _this: EntryId) -> Bearing {
        Bearing::Replaces(match self {
            Self::Name(_) => Matter::Name,
            Self::Sex(_) => Matter::Sex,
            Self::Birth(_) => Matter::Birth,
            Self::Gender(_) => Matter::Gender,
            Self::Place(_) => Matter::Place,
            Self::Phone(_) => Matter::Phone,
            Self::Language(_) => Matter::Language,
            Self::NextOfKin(_) => Matter::NextOfKin,
            Self::ChartNumber(_) => Matter::Number,
            Self::Photo(_) => Matter::Photo,
            Self::Died(_) => Matter::Died,
            // Numbers of other offices stand beside each other.
            Self::Identifier(_) | Self::NotTheSameAs(_) => return Bearing::Adds,
        })
    }

    fn list(&self) -> Option<HistoryKind> {
        matches!(self, Self::Photo(_)).then_some(HistoryKind::Papers)
    }

    fn words_of_change(&self) -> Cow<'_, str> {
        match self {
            Self::Gender(words)
            | Self::Place(words)
            | Self::Phone(words)
            | Self::Language(words) => words.into(),
            Self::Name(name) => format!("{} {}", name.given, name.family).into(),
            Self::NextOfKin(kin) => (&kin.name).into(),
            _ => "".into(),
        }
    }
}

/// The last value of each demographic kind, by the order of reading.
/// `last_seen` is when somebody last was with the person.
pub fn person(heard: Heard, last_seen: Option<Stamp>) -> PersonRow {
    let mut person = PersonRow {
        chart: heard.said.written.log().chart(),
        family: String::new(),
        given: String::new(),
        placeholder: false,
        sex: None,
        birth: Birth::NotKnown,
        place: String::new(),
        phone: String::new(),
        number: String::new(),
        last_seen,
        died: last_said(heard, died_of),
    };
    person.sex = last_said(heard, sex_of).or_else(|| in_doubt(heard).filter_map(sex_of).last());
    person.birth = last_said(heard, birth_of)
        .or_else(|| in_doubt(heard).filter_map(birth_of).last())
        .unwrap_or(Birth::NotKnown);
    let said = |of: fn(&Demographic) -> Option<String>| last_said(heard, of);
    person.place = said(place_of).unwrap_or_default();
    person.phone = said(phone_of).unwrap_or_default();
    person.number = said(number_of).unwrap_or_default();
    if let Some(name) = name(heard) {
        person.family.clone_from(&name.family);
        person.given.clone_from(&name.given);
        person.placeholder = name.usage == NameUse::Placeholder;
    }
    person
}

/// The last value said here; another system's only where nobody here has said any. A file that is taken for this
/// person's does not make them another age or sex unasked: it is corrected by asking, and the file's word stays in
/// the history.
pub fn last_said<T>(heard: Heard, of: impl Fn(&Demographic) -> Option<T>) -> Option<T> {
    last_said_by(heard, |_| true, of)
}

/// The last value, as `last_said` finds it, among those statements that are wanted.
pub fn last_said_by<T>(
    heard: Heard,
    wanted: impl Fn(&Item) -> bool,
    of: impl Fn(&Demographic) -> Option<T>,
) -> Option<T> {
    let (mut here, mut in_file, mut not_known) = (None, None, None);
    for item in heard.about_person().filter(wanted) {
        let Fact::Demographic(demographic) = item.fact() else {
            continue;
        };
        let value = of(demographic);
        match (
            value.is_some(),
            demographic.is_unknown(),
            item.is_imported(),
        ) {
            (false, ..) | (true, true, true) => {}
            (true, true, false) => (here, not_known) = (None, value),
            (true, false, true) => in_file = value,
            (true, false, false) => here = value,
        }
    }
    here.or(in_file).or(not_known)
}

/// What a file says of who the person is, with a status that nobody can read: taken only where nothing else is said, so
/// that a person whose other record is no longer in use still has a name.
fn in_doubt(heard: Heard<'_>) -> impl Iterator<Item = &Demographic> {
    heard.in_doubt().filter_map(|item| match item.fact() {
        Fact::Demographic(demographic) => Some(demographic),
        _ => None,
    })
}

/// Every name that stands, in the order of reading, each once.
pub fn names(heard: Heard<'_>) -> Vec<&PersonName> {
    let names = names_where(heard, |_| true);
    if !names.is_empty() {
        return names;
    }
    let doubtful = in_doubt(heard);
    doubtful
        .filter_map(|item| match item {
            Demographic::Name(name) => Some(name),
            _ => None,
        })
        .collect()
}

fn names_where<'a>(heard: Heard<'a>, wanted: impl Fn(&Item) -> bool) -> Vec<&'a PersonName> {
    let said = heard.about_person().filter(wanted);
    let said = said.filter_map(|item| match item.fact() {
        Fact::Demographic(Demographic::Name(name)) => Some(name),
        _ => None,
    });
    let said: Vec<&PersonName> = said.collect();
    // What was said again stands where it was said last.
    let mut known = BTreeSet::new();
    let key = |name: &'a PersonName| (name.usage as u8, &name.family, &name.given);
    let last = said
        .into_iter()
        .rev()
        .filter(|name| known.insert(key(name)));
    let mut names: Vec<&PersonName> = last.collect();
    names.reverse();
    names
}

/// The last usual name said here; else the last other one; else those of a file; a name given by staff only if there
/// is no other.
pub fn name(heard: Heard<'_>) -> Option<&PersonName> {
    let here = names_where(heard, |item| !item.is_imported());
    let all = names(heard);
    told(&here)
        .or_else(|| told(&all))
        .or_else(|| last_name(&all, NameUse::Placeholder))
}

fn last_name<'a>(names: &[&'a PersonName], usage: NameUse) -> Option<&'a PersonName> {
    names.iter().rfind(|name| name.usage == usage).copied()
}

/// The name that was told, of several.
fn told<'a>(names: &[&'a PersonName]) -> Option<&'a PersonName> {
    last_name(names, NameUse::Usual).or_else(|| last_name(names, NameUse::Other))
}

/// A part of what is said about who the person is, where a demographic item is of that kind.
macro_rules! parts {
    ($($name:ident: $kind:ident -> $value:ty),* $(,)?) => {
        $(pub fn $name(demographic: &Demographic) -> Option<$value> {
            match demographic {
                Demographic::$kind(value) => Some(value.clone()),
                _ => None,
            }
        })*
    };
}

parts! {
    sex_of: Sex -> Sex,
    birth_of: Birth -> Birth,
    place_of: Place -> String,
    phone_of: Phone -> String,
    number_of: ChartNumber -> String,
    gender_of: Gender -> String,
    language_of: Language -> String,
    kin_of: NextOfKin -> NextOfKin,
    died_of: Died -> When,
    photo_of: Photo -> Document,
}
