//! Finding people from the first letter typed.

use std::cmp::Reverse;

use super::index::meeting;
use super::keys::{self, Meeting, Word};
use super::{Directory, DirectoryRow};
use crate::chart::kinds::PersonName;
use crate::reading::view::{Field, OtherName, SearchHit, SearchResult};

/// People in one result: a screenful and some.
const MOST: usize = 50;
/// Words of a query that count; more are left out.
const MOST_WORDS: usize = 8;

fn worth(field: Field, meeting: Meeting) -> u8 {
    let name = match meeting {
        Meeting::Same => 34,
        Meeting::Beginning => 24,
        Meeting::Sound => 16,
        Meeting::Near => 10,
    };
    match (field, meeting) {
        (Field::Number, Meeting::Same) => 40,
        (Field::Number | Field::Phone, _) => 28,
        (Field::Place, _) => name / 2,
        (Field::Family | Field::Given, _) => name,
    }
}

impl Directory {
    /// People in whom every typed word is found, the best first. Nothing typed finds nobody.
    pub fn search(&mut self, text: &str) -> SearchResult {
        self.index_some(usize::MAX);
        let mut words: Vec<Word> = keys::words(text);
        words.truncate(MOST_WORDS);
        let mut result = SearchResult {
            unreadable: self.unreadable,
            ..SearchResult::default()
        };
        if words.is_empty() {
            return result;
        }
        let scores = self.scores(&words, text);
        let mut hits: Vec<(u16, u32)> = scores
            .iter()
            .zip(0u32..)
            .filter(|(score, _)| **score > 0)
            .map(|(score, row)| (*score, row))
            .collect();
        result.total = hits.len() as u32;
        let best = |hit: &(u16, u32)| {
            (
                Reverse(hit.0),
                Reverse(self.last_seen[hit.1 as usize]),
                hit.1,
            )
        };
        if hits.len() > MOST {
            hits.select_nth_unstable_by_key(MOST, best);
            hits.truncate(MOST);
        }
        hits.sort_unstable_by_key(best);
        let rows = hits.iter().filter_map(|(_, row)| self.row_at(*row));
        result.people = rows.map(|row| found(row, &words, text)).collect();
        result
    }

    /// For every row the sum of what its words are worth; 0 where a word is missing.
    fn scores(&self, words: &[Word], text: &str) -> Vec<u16> {
        let mut total: Vec<u16> = vec![0; self.rows.len()];
        let groups = words.len() > 1 && words.iter().all(|word| is_digits(&word.text));
        let mut best: Vec<u8> = vec![0; self.rows.len()];
        for (nth, word) in words.iter().enumerate() {
            best.fill(0);
            self.index.meet(&word.text, |place, meeting| {
                let score = &mut best[place.row as usize];
                *score = (*score).max(worth(place.field, meeting));
            });
            self.index.numbers.charts(&word.text, |row, meeting| {
                let score = &mut best[row as usize];
                *score = (*score).max(worth(Field::Number, meeting));
            });
            // Several groups of digits are looked for as one phone number below.
            if word.text.len() >= 3 && is_digits(&word.text) && !groups {
                self.index.numbers.phones(&word.text, |row| {
                    let score = &mut best[row as usize];
                    *score = (*score).max(worth(Field::Phone, Meeting::Beginning));
                });
            }
            for (sum, score) in total.iter_mut().zip(&best) {
                let before = if nth == 0 { 0 } else { *sum };
                let kept = *score > 0 && (nth == 0 || before > 0);
                *sum = if kept { before + u16::from(*score) } else { 0 };
            }
        }
        if words.len() > 1 {
            self.whole_numbers(words, text, &mut total);
        }
        total
    }

    /// Several words may be one number: a chart's with its hyphens, or a phone's with spaces.
    fn whole_numbers(&self, words: &[Word], text: &str, total: &mut [u16]) {
        let joined: String = words.iter().map(|word| word.text.as_str()).collect();
        self.index.numbers.charts(&joined, |row, meeting| {
            let score = &mut total[row as usize];
            *score = (*score).max(worth(Field::Number, meeting).into());
        });
        let phone = keys::digits(text);
        if phone.len() >= 3 && words.iter().all(|word| is_digits(&word.text)) {
            self.index.numbers.phones(&phone, |row| {
                let score = &mut total[row as usize];
                *score = (*score).max(worth(Field::Phone, Meeting::Beginning).into());
            });
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The row with the parts that matched marked.
fn found(row: &DirectoryRow, words: &[Word], text: &str) -> SearchHit {
    let person = &row.person;
    let fields = [
        (Field::Family, &person.family),
        (Field::Given, &person.given),
        (Field::Place, &person.place),
        (Field::Number, &person.number),
    ];
    let shown = fields.map(|(field, text)| (field, text.as_str()));
    let mut matched = marks(&shown, words);
    matched.extend(number_mark(&person.number, words));
    let digits = keys::digits(text);
    let typed = words.iter().map(|word| word.text.as_str());
    let phone = typed
        .chain([digits.as_str()])
        .filter(|d| d.len() >= 3 && is_digits(d));
    matched.extend(phone.filter_map(|digits| phone_mark(&person.phone, digits)));
    SearchHit {
        row: person.clone(),
        matched: joined(matched),
        other: other_name(row, words),
    }
}

/// The marks of every word in these texts, each where it meets best.
fn marks(texts: &[(Field, &str)], words: &[Word]) -> Vec<(Field, u32, u32)> {
    let mut matched = Vec::new();
    for (field, text) in texts {
        let shown = keys::words(text);
        for typed in words {
            let meetings = shown.iter().filter_map(|word| {
                let (how, end) = meeting(&typed.text, word)?;
                Some((how, (*field, word.start, end)))
            });
            matched.extend(meetings.min_by_key(|(how, _)| *how).map(|(_, mark)| mark));
        }
    }
    matched
}

fn name_fields(name: &PersonName) -> [(Field, &str); 2] {
    [(Field::Family, &name.family), (Field::Given, &name.given)]
}

/// How well the typed words meet a name, the smaller the better: a word that meets none counts most.
fn distance(name: &[(Field, &str)], words: &[Word]) -> u32 {
    let of_word = |typed: &Word| {
        let shown = name.iter().flat_map(|(_, text)| keys::words(text));
        let best = shown
            .filter_map(|word| Some(meeting(&typed.text, &word)?.0))
            .min();
        match best {
            Some(Meeting::Same | Meeting::Beginning) => 0,
            Some(Meeting::Sound) => 1,
            Some(Meeting::Near) => 2,
            None => 3,
        }
    };
    words.iter().map(of_word).sum()
}

/// The other name that the typed words meet better than the one shown.
fn other_name(row: &DirectoryRow, words: &[Word]) -> Option<OtherName> {
    let person = &row.person;
    let shown = [
        (Field::Family, &*person.family),
        (Field::Given, &*person.given),
    ];
    let others = row.other_names.iter();
    let best = others.min_by_key(|name| distance(&name_fields(name), words))?;
    let better = distance(&name_fields(best), words) < distance(&shown, words);
    better.then(|| OtherName {
        name: best.clone(),
        matched: joined(marks(&name_fields(best), words)),
    })
}

/// Marks that touch or overlap become one.
fn joined(mut marks: Vec<(Field, u32, u32)>) -> Vec<(Field, u32, u32)> {
    marks.sort_unstable();
    let mut joined: Vec<(Field, u32, u32)> = Vec::new();
    for (field, start, end) in marks {
        match joined.last_mut() {
            Some((same, _, last)) if *same == field && start <= *last => *last = end.max(*last),
            _ => joined.push((field, start, end)),
        }
    }
    joined
}

/// The whole chart number, if the words typed are its beginning with or without hyphens.
fn number_mark(number: &str, words: &[Word]) -> Option<(Field, u32, u32)> {
    let joined: String = words.iter().map(|word| word.text.as_str()).collect();
    let parts = keys::words(number);
    let (first, last) = (parts.first()?, parts.last()?);
    let is_it = joined.len() > 1 && keys::folded(number).starts_with(&joined);
    is_it.then(|| (Field::Number, first.start, last.end()))
}

/// Where in a phone number, as written, these digits stand.
fn phone_mark(phone: &str, digits: &str) -> Option<(Field, u32, u32)> {
    let written: Vec<(usize, char, usize)> = phone
        .char_indices()
        .filter(|(_, c)| !keys::digits(&c.to_string()).is_empty())
        .map(|(at, c)| (at, c, at + c.len_utf8()))
        .collect();
    let plain: String = written
        .iter()
        .map(|(_, c, _)| keys::digits(&c.to_string()))
        .collect();
    let at = plain.find(digits)?;
    let (start, end) = (written.get(at)?.0, written.get(at + digits.len() - 1)?.2);
    Some((Field::Phone, start as u32, end as u32))
}
