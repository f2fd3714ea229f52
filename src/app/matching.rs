//! Small decisions about typed text that need no browser.

use std::sync::Arc;

/// The words a recovery code can be made of, folded once so that each letter typed costs a search, not a pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordList {
    /// Folded form and word, sorted by the folded form.
    words: Arc<[(String, String)]>,
}

/// How many words are offered at once.
const OFFERED: usize = 6;

impl WordList {
    pub fn new(words: Vec<String>) -> Self {
        let mut words: Vec<_> = words.into_iter().map(|word| (plain(&word), word)).collect();
        words.sort_unstable();
        Self {
            words: words.into(),
        }
    }

    /// The words that begin with what was typed, accents and case forgiven; nothing below three letters.
    pub fn completions(&self, typed: &str) -> Vec<&str> {
        let typed = plain(typed);
        if typed.chars().count() < 3 {
            return Vec::new();
        }
        let from = self.words.partition_point(|(folded, _)| *folded < typed);
        let rest = self.words[from..].iter();
        let starting = rest.take_while(|(folded, _)| folded.starts_with(&typed));
        starting
            .map(|(_, word)| word.as_str())
            .take(OFFERED)
            .collect()
    }

    /// Whether what was typed is a whole word of the list.
    pub fn has(&self, typed: &str) -> bool {
        let typed = plain(typed);
        self.words
            .binary_search_by(|(folded, _)| folded.cmp(&typed))
            .is_ok()
    }
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

/// Every letter as its base and its accents (NFKD), by the browser's own tables: the page carries none.
#[cfg(target_arch = "wasm32")]
fn taken_apart(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKD").into()
}

#[cfg(not(target_arch = "wasm32"))]
fn taken_apart(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd().collect()
}

/// Splits pasted or typed text into words; commas, line breaks and numbering do not count.
pub fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .map(|word| word.trim_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')'))
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

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

/// A number with comma or point, as decimal text with a point; `None` when it is no number.
pub fn decimal(typed: &str) -> Option<String> {
    let text = typed.trim().replace(',', ".");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let well_formed = !whole.is_empty() && digits(whole) && digits(rest) && !text.ends_with('.');
    (well_formed && text.len() <= 12).then_some(text)
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
    fn marks_keep_every_letter() {
        assert_eq!(marked("Testa", &[(0, 2)]), [("Te", true), ("sta", false)]);
        assert_eq!(marked("Été", &[(0, 1)]), [("Été", false)]);
    }

    #[test]
    fn numbers() {
        assert_eq!(grouped(1050), "1\u{a0}050");
        assert_eq!(grouped(999), "999");
        assert_eq!(decimal("37,5"), Some("37.5".into()));
        assert_eq!(decimal("37."), None);
        assert_eq!(decimal("-1"), None);
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

/// The browser takes letters apart as the library does that stands in for it in the native tests.
#[cfg(all(test, target_arch = "wasm32"))]
mod twins {
    use unicode_normalization::UnicodeNormalization;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::taken_apart;

    #[wasm_bindgen_test]
    fn letters_are_taken_apart_as_by_the_library() {
        for text in ["étage", "e\u{301}tage", "Œuvre ﬁn", "ＡＢＣ", "각", "", "x"] {
            assert_eq!(taken_apart(text), text.nfkd().collect::<String>(), "{text}");
        }
    }
}
