//! The words of all rows: found by beginning, by sound and by near spelling.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use super::DirectoryRow;
use super::keys::{self, Meeting, Word};
use super::numbers::Numbers;
use super::spelling;
use super::unnamed::Unnamed;
use crate::reading::view::Field;

/// A word somebody is called by or found under, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    pub row: u32,
    pub field: Field,
}

#[derive(Clone, Debug)]
struct Entry {
    text: Box<str>,
    places: Vec<Posting>,
}

/// What tells of most words that they are too far from another to be looked at.
#[derive(Clone, Copy, Debug)]
struct Shape {
    letters: u32,
    length: u32,
}

impl Shape {
    fn of(word: &str) -> Self {
        Self {
            letters: spelling::letters(word),
            length: u32::try_from(word.len()).unwrap_or(u32::MAX),
        }
    }

    /// Whether so many edits may make a beginning of the other word of this one, or the whole of it.
    fn may_become(self, other: Self, most: u32, whole: bool) -> bool {
        let too_short = other.length.saturating_add(most) < self.length;
        let too_long = whole && self.length.saturating_add(most) < other.length;
        !too_short
            && !too_long
            && (self.letters & !other.letters).count_ones() <= most
            && (!whole || (other.letters & !self.letters).count_ones() <= most)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// Of each entry, by its id: all of them are looked through for near spellings.
    shapes: Vec<Shape>,
    /// The same ids twice: hashed for adding rows, sorted for finding beginnings.
    ids: HashMap<Box<str>, u32>,
    by_text: BTreeMap<Box<str>, u32>,
    by_sound: BTreeMap<String, Vec<u32>>,
    pub numbers: Numbers,
    pub unnamed: Unnamed,
}

/// The texts a row's words are taken from.
fn texts(row: &DirectoryRow) -> impl Iterator<Item = (Field, &str)> {
    let person = &row.person;
    let shown = [
        (Field::Family, person.family.as_str()),
        (Field::Given, &person.given),
        (Field::Place, &person.place),
    ];
    let others = row.other_names.iter();
    let others = others.flat_map(|n| [(Field::Family, &*n.family), (Field::Given, &*n.given)]);
    shown.into_iter().chain(others)
}

impl Index {
    pub fn insert(&mut self, row: u32, of: &DirectoryRow) {
        for (field, text) in texts(of) {
            let place = Posting { row, field };
            keys::each_word(text, |word| {
                let id = match self.ids.get(word) {
                    Some(id) => *id,
                    None => self.add_entry(word),
                };
                let places = &mut self.entries[id as usize].places;
                // The words of one row follow each other.
                if !places
                    .iter()
                    .rev()
                    .take_while(|p| p.row == row)
                    .any(|p| *p == place)
                {
                    places.push(place);
                }
            });
        }
        let person = &of.person;
        self.numbers.put(row, &person.number, &person.phone);
        self.unnamed.insert(row, of);
    }

    fn add_entry(&mut self, text: &str) -> u32 {
        let id = self.entries.len() as u32;
        let sound = spelling::sound(text);
        if !sound.is_empty() {
            self.by_sound.entry(sound).or_default().push(id);
        }
        self.shapes.push(Shape::of(text));
        self.entries.push(Entry {
            text: text.into(),
            places: Vec::new(),
        });
        self.by_text.insert(text.into(), id);
        self.ids.insert(text.into(), id);
        id
    }

    pub fn remove(&mut self, row: u32, of: &DirectoryRow) {
        for (_, text) in texts(of) {
            keys::each_word(text, |word| {
                if let Some(id) = self.ids.get(word) {
                    let places = &mut self.entries[*id as usize].places;
                    places.retain(|place| place.row != row);
                }
            });
        }
        self.numbers.clear(row);
        self.unnamed.remove(row, of);
    }

    /// Everywhere a word that is still being typed may stand.
    pub fn meet(&self, typed: &str, mut found: impl FnMut(Posting, Meeting)) {
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

    /// Everywhere a whole word, or one that is easily taken for it, stands.
    pub fn meet_whole(&self, word: &str, mut found: impl FnMut(Posting)) {
        let sound = spelling::sound(word);
        let alike = self.by_sound.get(&sound).into_iter().flatten();
        let same = self.ids.get(word).into_iter();
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
        let sound = spelling::sound(typed);
        let more = sound.len() >= 3;
        let from = (Bound::Included(sound.clone()), Bound::Unbounded);
        let range = self.by_sound.range(from).take_while(move |(key, _)| {
            !sound.is_empty() && (**key == sound || (more && key.starts_with(&sound)))
        });
        range.flat_map(|(_, ids)| ids.iter().copied())
    }

    fn near(&self, word: &str, whole: bool, mut found: impl FnMut(Posting)) {
        let most = spelling::forgiven(word.len());
        let mine = Shape::of(word);
        if most == 0 || mine.letters == 0 {
            return;
        }
        let shapes = self.shapes.iter().zip(&self.entries);
        for (_, entry) in shapes.filter(|(one, _)| mine.may_become(**one, most as u32, whole)) {
            if spelling::edits(word, &entry.text, most, whole).is_some() {
                entry.places.iter().for_each(|place| found(*place));
            }
        }
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
    let (mine, theirs) = (spelling::sound(typed), spelling::sound(text));
    let sounds =
        !mine.is_empty() && (mine == theirs || (mine.len() >= 3 && theirs.starts_with(&mine)));
    if sounds {
        return Some((Meeting::Sound, word.end()));
    }
    let most = spelling::forgiven(typed.len());
    let near = most > 0 && spelling::edits(typed, text, most, false).is_some();
    near.then(|| (Meeting::Near, word.end()))
}
