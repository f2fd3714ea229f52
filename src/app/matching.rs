//! Small decisions about typed text that need no browser.

use std::sync::Arc;

use crate::base::letters::{composed_alike, taken_apart};

/// The words a recovery code can be made of, folded once so that each letter typed costs a search, not a pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordList {
    /// Folded form and word, sorted by the folded form.
    words: Arc<[(String, String)]>,
    /// The same of every other language: understood, not offered.
    other: Arc<[(String, String)]>,
}

/// How many words are offered at once.
const OFFERED: usize = 6;

/// Letters by which a word of a list is known from all others.
const TELLING: usize = 4;

/// Letters that may be wrong in a word that is offered for it.
const SLIPS: usize = 2;

fn sorted(words: Vec<String>) -> Arc<[(String, String)]> {
    let mut words: Vec<_> = words.into_iter().map(|word| (plain(&word), word)).collect();
    words.sort_unstable();
    words.into()
}

/// The words of a list that begin so.
fn begun<'a>(words: &'a [(String, String)], start: &str) -> &'a [(String, String)] {
    let from = words.partition_point(|(folded, _)| folded.as_str() < start);
    let rest = &words[from..];
    &rest[..rest.partition_point(|(folded, _)| folded.starts_with(start))]
}

impl WordList {
    /// The words of one language; no other is understood.
    #[cfg(test)]
    pub fn new(words: Vec<String>) -> Self {
        Self::with_others(words, Vec::new())
    }

    /// `words` are offered. `other` are those of the other languages: whoever types one of them is not told that it is
    /// wrong.
    pub fn with_others(words: Vec<String>, other: Vec<String>) -> Self {
        Self {
            words: sorted(words),
            other: sorted(other),
        }
    }

    /// The words that begin with what was typed, accents and case forgiven; nothing below three letters.
    pub fn completions(&self, typed: &str) -> Vec<&str> {
        let typed = plain(typed);
        if typed.chars().count() < 3 {
            return Vec::new();
        }
        let words = begun(&self.words, &typed).iter();
        words.map(|(_, word)| word.as_str()).take(OFFERED).collect()
    }

    /// Whether what was typed is a whole word of the list.
    pub fn has(&self, typed: &str) -> bool {
        let typed = plain(typed);
        self.words
            .binary_search_by(|(folded, _)| folded.cmp(&typed))
            .is_ok()
    }

    /// Whether somebody who was to write a word wrote it: whole, or as many of its letters as tell it from the others.
    pub fn is_meant(&self, word: &str, typed: &str) -> bool {
        let (word, typed) = (plain(word), plain(typed));
        let telling = typed.chars().count() >= TELLING && word.starts_with(&typed);
        let alone = || {
            [&self.words, &self.other]
                .iter()
                .any(|list| begun(list, &typed).len() == 1)
        };
        word == typed || (telling && alone())
    }

    /// A word that is not in the lists and does not begin one of theirs, and the word that was likely meant. Nothing
    /// while the lists are not there yet.
    pub fn unknown<'a>(&'a self, typed: &str) -> Option<Option<&'a str>> {
        let typed = plain(typed);
        let lists = [&self.words, &self.other];
        let begins = lists.iter().any(|list| {
            let of_it = begun(list, &typed);
            let whole = of_it.first().is_some_and(|(folded, _)| *folded == typed);
            whole || (typed.chars().count() >= TELLING && !of_it.is_empty())
        });
        if typed.is_empty() || begins || self.words.is_empty() {
            return None;
        }
        let all = lists.into_iter().flat_map(|list| list.iter());
        let near = all.map(|(folded, word)| (slips(folded, &typed), word.as_str()));
        let nearest = near.min_by_key(|(slips, _)| *slips)?;
        Some((nearest.0 <= SLIPS).then_some(nearest.1))
    }
}

/// Letters to be changed, left out or put in between two words.
fn slips(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (place, with) in other.iter().enumerate() {
            let changed = before + usize::from(letter != *with);
            before = row[place + 1];
            row[place + 1] = changed.min(row[place] + 1).min(before + 1);
        }
    }
    row[other.len()]
}

/// The words of a passphrase that are in no list, each with the word that was likely meant: told where most of what was
/// typed are words of the lists, since a passphrase of one's own is not made of them.
pub fn unknown_words<'a>(list: &'a WordList, typed: &str) -> Vec<(String, Option<&'a str>)> {
    let words = words_of(typed);
    let unknown: Vec<_> = words
        .iter()
        .filter_map(|word| Some((word.clone(), list.unknown(word)?)))
        .collect();
    let mostly_known = unknown.len() * 2 < words.len();
    if mostly_known { unknown } else { Vec::new() }
}

/// Whether two passphrases are one to whoever unlocks with them: composed alike, with single spaces.
pub fn is_same_passphrase(one: &str, other: &str) -> bool {
    normal_passphrase(one) == normal_passphrase(other)
}

/// Whether one may still become the other by typing on.
pub fn begins_passphrase(whole: &str, start: &str) -> bool {
    normal_passphrase(whole).starts_with(&normal_passphrase(start))
}

/// As the vault reads a passphrase.
fn normal_passphrase(typed: &str) -> String {
    let composed = composed_alike(typed);
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lower case without accents: how recovery words are compared.
pub fn plain(text: &str) -> String {
    const ACCENTS: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36f}';
    taken_apart(text.trim())
        .chars()
        .filter(|letter| !ACCENTS.contains(letter))
        .flat_map(char::to_lowercase)
        .collect()
}

pub use crate::base::text::words_alone as words_of;

/// A run of text, and whether it is to be marked.
pub type Run<'a> = (&'a str, bool);

/// Cuts text at byte ranges so that the ranges can be marked. Ranges that are not on character borders are left out.
pub fn marked<'a>(text: &'a str, ranges: &[(u32, u32)]) -> Vec<Run<'a>> {
    let mut ranges: Vec<(usize, usize)> = ranges
        .iter()
        .map(|&(from, to)| (from as usize, to as usize))
        .filter(|&(from, to)| from < to && text.get(from..to).is_some())
        .collect();
    ranges.sort_unstable();
    let mut runs = Vec::new();
    let mut at = 0;
    for (from, to) in ranges {
        if from < at {
            continue;
        }
        runs.push((&text[at..from], false));
        runs.push((&text[from..to], true));
        at = to;
    }
    runs.push((&text[at..], false));
    runs.retain(|(run, _)| !run.is_empty());
    runs
}

/// Digits grouped in threes with a no-break space: "1 050".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// Whether letters of more than one script were typed: a sign that the keyboard was switched to another language.
pub fn mixes_scripts(typed: &str) -> bool {
    let mut scripts = typed.chars().filter_map(script);
    scripts
        .next()
        .is_some_and(|first| scripts.any(|other| other != first))
}

/// The block of scripts a letter is of; nothing for figures, signs and accents, which go with every script.
fn script(letter: char) -> Option<u8> {
    if !letter.is_alphabetic() {
        return None;
    }
    Some(match u32::from(letter) {
        0x41..=0x24F | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF => 0,
        0x370..=0x3FF | 0x1F00..=0x1FFF => 1,
        0x400..=0x52F => 2,
        0x590..=0x5FF => 3,
        0x600..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => 4,
        0x900..=0xDFF => 5,
        0xE00..=0xFFF => 6,
        0x1200..=0x139F => 7,
        // Kana, Han and Hangul are written together.
        0x1100..=0x11FF | 0x3040..=0x30FF | 0x3130..=0x318F | 0x3400..=0x9FFF | 0xAC00..=0xD7AF => {
            8
        }
        _ => 9,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(words: &[&str]) -> WordList {
        WordList::new(words.iter().map(|word| word.to_string()).collect())
    }

    #[test]
    fn three_letters_complete_without_accents() {
        let words = list(&["étoile", "stable", "étage"]);
        assert_eq!(words.completions("eto"), ["étoile"]);
        assert_eq!(words.completions("ÉTA"), ["étage"]);
        assert!(words.completions("ét").is_empty());
        assert!(words.has("etage") && !words.has("eta"));
    }

    #[test]
    fn pasted_lists_become_words() {
        assert_eq!(
            words_of("1. abandon 2) ability,\nable"),
            ["abandon", "ability", "able"]
        );
    }

    #[test]
    fn four_letters_tell_a_word_and_a_slip_is_named() {
        let english = ["abandon", "ability", "able", "zoo", "zone"];
        let english = english.map(String::from).to_vec();
        let words = WordList::with_others(english, vec!["étoile".into()]);
        for (word, typed, meant) in [
            ("abandon", "aban", true),
            ("abandon", "ABANDON", true),
            ("abandon", "aba", false),
            ("abandon", "abil", false),
            ("étoile", "etoi", true),
            ("zoo", "zoo", true),
        ] {
            assert_eq!(words.is_meant(word, typed), meant, "{typed}");
        }
        for (typed, unknown) in [
            ("abandon", None),
            ("aban", None),
            ("etoile", None),
            ("zoo", None),
            ("abandun", Some(Some("abandon"))),
            ("étiole", Some(Some("étoile"))),
            ("carnet", Some(None)),
        ] {
            assert_eq!(words.unknown(typed), unknown, "{typed}");
        }
        assert_eq!(
            unknown_words(&words, "1. abandon 2. abilty 3. able"),
            [("abilty".to_string(), Some("ability"))]
        );
        assert!(unknown_words(&words, "my own words").is_empty());
        assert_eq!(WordList::default().unknown("x"), None);
    }

    #[test]
    fn the_same_again_is_the_same_as_unlocking_takes() {
        for (one, other, same) in [
            ("sept mots cl\u{e9}", "sept  mots cle\u{301} ", true),
            ("ＡＢＣ def", "ABC def", true),
            ("Abc", "abc", false),
            ("a b", "ab", false),
        ] {
            assert_eq!(is_same_passphrase(one, other), same, "{one}");
        }
        assert!(begins_passphrase("sept mots", "sept  m"));
        assert!(!begins_passphrase("sept mots", "sept n"));
    }

    #[test]
    fn marks_keep_every_letter() {
        assert_eq!(marked("Testa", &[(0, 2)]), [("Te", true), ("sta", false)]);
        assert_eq!(marked("Été", &[(0, 1)]), [("Été", false)]);
    }

    #[test]
    fn numbers() {
        assert_eq!(grouped(1050), "1\u{a0}050");
        assert_eq!(grouped(999), "999");
    }

    proptest! {
        #[test]
        fn completing_finds_what_a_pass_over_the_list_finds(
            words in proptest::collection::btree_set("[a-zé]{3,6}", 0..40),
            typed in "[a-e]{0,4}",
        ) {
            let words: Vec<String> = words.into_iter().collect();
            let folded = plain(&typed);
            let mut passed: Vec<&str> = words.iter().map(String::as_str).collect();
            passed.retain(|word| typed.len() >= 3 && plain(word).starts_with(&folded));
            let list = WordList::new(words.clone());
            prop_assert_eq!(list.completions(&typed).len(), passed.len().min(OFFERED));
            prop_assert!(list.completions(&typed).iter().all(|word| passed.contains(word)));
        }

        #[test]
        fn marking_loses_nothing(text in ".{0,20}", ranges in proptest::collection::vec((0u32..24, 0u32..24), 0..5)) {
            let whole: String = marked(&text, &ranges).into_iter().map(|(run, _)| run).collect();
            prop_assert_eq!(whole, text);
        }
    }

    #[test]
    fn letters_of_two_scripts_are_noticed() {
        for mixed in ["приvet", "sesame открой", "\u{645}a"] {
            assert!(mixes_scripts(mixed), "{mixed}");
        }
        for one in [
            "",
            "12 34",
            "déjà vu 7",
            "открой, сезам!",
            "かな漢字",
            "Ελλάδα 9",
        ] {
            assert!(!mixes_scripts(one), "{one}");
        }
    }
}
