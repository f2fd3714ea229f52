//! The words of all rows: found by beginning, by sound and by near spelling.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::DirectoryRow;
use super::keys::{self, Word};
use crate::reading::view::Field;

/// A word somebody is called by or found under, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub row: u32,
    pub field: Field,
}

#[derive(Clone, Debug)]
struct Entry {
    text: Box<str>,
    letters: u32,
    places: Vec<Place>,
}

/// How a typed word meets an indexed one, the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meeting {
    Same,
    Beginning,
    Sound,
    Near,
}

#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    by_text: BTreeMap<Box<str>, u32>,
    by_sound: BTreeMap<String, Vec<u32>>,
    phones: Vec<Box<str>>,
}

/// The words a row is found by.
fn words_of(row: &DirectoryRow) -> Vec<(Field, String)> {
    let mut found: Vec<(Field, String)> = Vec::new();
    let mut add = |field, text: &str| {
        let words = keys::words(text).into_iter();
        found.extend(words.map(|word| (field, word.text)));
    };
    let person = &row.person;
    add(Field::Family, &person.family);
    add(Field::Given, &person.given);
    for name in &row.other_names {
        add(Field::Family, &name.family);
        add(Field::Given, &name.given);
    }
    add(Field::Place, &person.place);
    // The number as one word, and its running part with and without leading zeros.
    let parts = keys::words(&person.number);
    if let [_, running, ..] = parts.as_slice() {
        let short = running.text.trim_start_matches('0').to_owned();
        found.push((Field::Number, running.text.clone()));
        found.push((Field::Number, short));
    }
    found.push((Field::Number, keys::folded(&person.number)));
    found.retain(|(_, text)| !text.is_empty());
    found.sort_unstable();
    found.dedup();
    found
}

impl Index {
    pub fn insert(&mut self, row: u32, of: &DirectoryRow) {
        for (field, text) in words_of(of) {
            let place = Place { row, field };
            let id = match self.by_text.get(text.as_str()) {
                Some(id) => *id,
                None => self.add_entry(text, field),
            };
            self.entries[id as usize].places.push(place);
        }
        let row = row as usize;
        if self.phones.len() <= row {
            self.phones.resize(row + 1, Box::default());
        }
        self.phones[row] = keys::digits(&of.person.phone).into();
    }

    fn add_entry(&mut self, text: String, field: Field) -> u32 {
        let id = self.entries.len() as u32;
        let sound = keys::sound(&text);
        if !sound.is_empty() && field != Field::Number {
            self.by_sound.entry(sound).or_default().push(id);
        }
        let text: Box<str> = text.into();
        self.entries.push(Entry {
            letters: keys::letters(&text),
            text: text.clone(),
            places: Vec::new(),
        });
        self.by_text.insert(text, id);
        id
    }

    pub fn remove(&mut self, row: u32, of: &DirectoryRow) {
        for (_, text) in words_of(of) {
            if let Some(id) = self.by_text.get(text.as_str()) {
                let places = &mut self.entries[*id as usize].places;
                places.retain(|place| place.row != row);
            }
        }
        self.phones[row as usize] = Box::default();
    }

    /// Everywhere a word that is still being typed may stand.
    pub fn meet(&self, typed: &str, mut found: impl FnMut(Place, Meeting)) {
        let mut places = 0;
        for (text, id) in self.beginning_with(typed) {
            let meeting = if text.len() == typed.len() {
                Meeting::Same
            } else {
                Meeting::Beginning
            };
            let entry = &self.entries[*id as usize];
            places += entry.places.len();
            entry.places.iter().for_each(|place| found(*place, meeting));
        }
        if typed.len() < 3 || !typed.bytes().all(|b| b.is_ascii_lowercase()) {
            return;
        }
        for id in self.sounding_like(typed) {
            let entry = &self.entries[id as usize];
            places += entry.places.len();
            let places = entry.places.iter();
            places.for_each(|place| found(*place, Meeting::Sound));
        }
        // Near spellings matter only where there is little else to show.
        if places < ENOUGH {
            self.near(typed, false, |place| found(place, Meeting::Near));
        }
    }

    /// Chart numbers that are or begin with these letters and digits.
    pub fn meet_number(&self, typed: &str, mut found: impl FnMut(u32, Meeting)) {
        for (text, id) in self.beginning_with(typed) {
            let meeting = if text.len() == typed.len() {
                Meeting::Same
            } else {
                Meeting::Beginning
            };
            let places = self.entries[*id as usize].places.iter();
            let numbers = places.filter(|place| place.field == Field::Number);
            numbers.for_each(|place| found(place.row, meeting));
        }
    }

    /// Everywhere a whole word, or one that is easily taken for it, stands.
    pub fn meet_whole(&self, word: &str, mut found: impl FnMut(Place)) {
        let sound = keys::sound(word);
        let alike = self.by_sound.get(&sound).into_iter().flatten();
        let same = self.by_text.get(word).into_iter();
        for id in same.chain(alike) {
            let places = &self.entries[*id as usize].places;
            places.iter().for_each(|place| found(*place));
        }
        self.near(word, true, found);
    }

    fn beginning_with<'a>(
        &'a self,
        typed: &'a str,
    ) -> impl Iterator<Item = (&'a Box<str>, &'a u32)> {
        self.by_text
            .range::<str, _>((Bound::Included(typed), Bound::Unbounded))
            .take_while(move |(text, _)| text.starts_with(typed))
    }

    /// The same sound, or for longer ones a sound that begins so.
    fn sounding_like(&self, typed: &str) -> impl Iterator<Item = u32> {
        let sound = keys::sound(typed);
        let more = sound.len() >= 3;
        let from = (Bound::Included(sound.clone()), Bound::Unbounded);
        let range = self.by_sound.range(from).take_while(move |(key, _)| {
            !sound.is_empty() && (**key == sound || (more && key.starts_with(&sound)))
        });
        range.flat_map(|(_, ids)| ids.iter().copied())
    }

    fn near(&self, word: &str, whole: bool, mut found: impl FnMut(Place)) {
        let most = keys::forgiven(word.len());
        let letters = keys::letters(word);
        if most == 0 || letters == 0 {
            return;
        }
        for entry in &self.entries {
            let missing = (letters & !entry.letters).count_ones() as usize;
            if missing <= most
                && !entry.places.is_empty()
                && keys::edits(word, &entry.text, most, whole).is_some()
            {
                entry.places.iter().for_each(|place| found(*place));
            }
        }
    }

    /// Rows whose phone number holds these digits.
    pub fn phones_with<'a>(&'a self, digits: &'a str) -> impl Iterator<Item = u32> + 'a {
        let rows = self.phones.iter().enumerate();
        rows.filter(move |(_, phone)| phone.contains(digits))
            .map(|(row, _)| row as u32)
    }
}

/// With so many places found, near spellings are not looked for.
const ENOUGH: usize = 20;

/// How a typed word meets one word of a field; for marking.
pub fn meeting(typed: &str, word: &Word) -> Option<(Meeting, u32)> {
    let text = word.text.as_str();
    if text.starts_with(typed) {
        let same = text.len() == typed.len();
        let meeting = if same {
            Meeting::Same
        } else {
            Meeting::Beginning
        };
        return Some((meeting, word.end_of(typed.len())));
    }
    if typed.len() < 3 || !typed.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let (mine, theirs) = (keys::sound(typed), keys::sound(text));
    let sounds =
        !mine.is_empty() && (mine == theirs || (mine.len() >= 3 && theirs.starts_with(&mine)));
    if sounds {
        return Some((Meeting::Sound, word.end()));
    }
    let most = keys::forgiven(typed.len());
    let near = most > 0 && keys::edits(typed, text, most, false).is_some();
    near.then(|| (Meeting::Near, word.end()))
}
