//! The words names are compared by: accents, case and scripts folded away.

use super::scripts::plain;
use crate::base::letters::{is_mark, parts_of, taken_apart};
use crate::terms::digits::digit;

/// One word of a name, folded, with where it stands in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    /// For each byte of `text`, where the character it came from ends in the original.
    ends: Vec<u32>,
    pub start: u32,
}

impl Word {
    fn starting(start: u32) -> Self {
        Self {
            text: String::new(),
            ends: Vec::new(),
            start,
        }
    }

    /// Where the first `bytes` bytes of the folded word end in the original.
    pub fn end_of(&self, bytes: usize) -> u32 {
        let last = bytes.clamp(1, self.ends.len());
        self.ends[last - 1]
    }

    /// Where the word ends in the original, in bytes.
    pub fn end(&self) -> u32 {
        self.end_of(self.ends.len())
    }
}

/// The words of a text, folded. Apostrophes join, everything else that is no letter or digit parts.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut within = false;
    for (at, original) in text.char_indices() {
        let end = (at + original.len_utf8()) as u32;
        if is_joiner(original) {
            continue;
        }
        if !original.is_alphanumeric() && !is_mark(original) {
            within = false;
            continue;
        }
        let mut push = |letter: char| {
            if is_mark(letter) {
                return;
            }
            if !within {
                words.push(Word::starting(at as u32));
                within = true;
            }
            let word = words.last_mut().expect("a word was begun");
            push_plain(&mut word.text, letter);
            word.ends.resize(word.text.len(), end);
        };
        parts_of(original, &mut push);
        if let Some(word) = words.last_mut().filter(|_| within)
            && let Some(last) = word.ends.last_mut()
            && is_mark(original)
        {
            *last = end;
        }
    }
    words.retain(|word| !word.text.is_empty());
    words
}

/// The folded words of a text, one after the other; quick where nothing needs folding but case.
pub fn each_word(text: &str, mut found: impl FnMut(&str)) {
    if !text.is_ascii() {
        return words(text).iter().for_each(|word| found(&word.text));
    }
    let mut word = String::with_capacity(text.len());
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        } else if !is_joiner(letter) && !word.is_empty() {
            found(&word);
            word.clear();
        }
    }
}

/// A whole text folded to one run of letters and digits.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each_word(text, |word| folded.push_str(word));
    folded
}

/// The digits of a phone number, without a leading "+" or "00".
pub fn digits(phone: &str) -> String {
    if phone.is_ascii() {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        return without_zeros(digits);
    }
    let digits: String = taken_apart(phone)
        .chars()
        .filter_map(|c| digit(c).and_then(|value| char::from_digit(value.into(), 10)))
        .collect();
    without_zeros(digits)
}

fn without_zeros(digits: String) -> String {
    match digits.strip_prefix("00") {
        Some(rest) => rest.to_owned(),
        None => digits,
    }
}

fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '\u{200c}' | '\u{200d}' | 'ـ'
    )
}

fn push_plain(out: &mut String, letter: char) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    for lower in letter.to_lowercase() {
        match (plain(lower), digit(lower)) {
            (Some(latin), _) => out.push_str(latin),
            (None, Some(digit)) => out.extend(char::from_digit(digit.into(), 10)),
            (None, None) if lower.is_alphanumeric() => out.push(lower),
            (None, None) => {}
        }
    }
}

/// How a typed word meets an indexed one, the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meeting {
    Same,
    Beginning,
    Sound,
    Near,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_scripts_fold_together() {
        assert_eq!(folded("Néné Ødegård"), "neneodegard");
        assert_eq!(folded("N’Dìayé"), "ndiaye");
        assert_eq!(folded("Иванова"), "ivanova");
        assert_eq!(folded("Παπαδοπούλου"), "papadopoulou");
        assert_eq!(folded("محمد"), "mhmd");
        assert_eq!(digits("+221 77-123 ٤٥ 00"), "221771234500");
    }

    #[test]
    fn the_quick_way_folds_the_same() {
        for text in ["N'Probe-Testa  X", "", "' a'b", "Camp B, 2"] {
            let mut quick = Vec::new();
            each_word(text, |word| quick.push(word.to_owned()));
            let whole: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
            assert_eq!(quick, whole, "{text:?}");
        }
    }

    #[test]
    fn places_in_the_original_are_kept() {
        let words = words("  Ée-Bœuf");
        assert_eq!(words[0].text, "ee");
        assert_eq!(
            (words[0].start, words[0].end_of(1), words[0].end()),
            (2, 4, 5)
        );
        assert_eq!(words[1].text, "boeuf");
        assert_eq!(words[1].end_of(2), words[1].end_of(3));
    }
}
