//! Small decisions about typed text that need no browser.

/// The words of a list that begin with what was typed, accents and case forgiven; nothing below three letters.
pub fn completions<'a>(words: &'a [String], typed: &str) -> Vec<&'a str> {
    let typed = plain(typed);
    if typed.chars().count() < 3 {
        return Vec::new();
    }
    let starts = words.iter().filter(|word| plain(word).starts_with(&typed));
    starts.map(String::as_str).take(6).collect()
}

/// Lower case without accents: how recovery words are compared.
pub fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.trim()
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn three_letters_complete_without_accents() {
        let words: Vec<String> = ["étage", "étoile", "stable"].map(String::from).to_vec();
        assert_eq!(completions(&words, "eto"), ["étoile"]);
        assert_eq!(completions(&words, "ÉTA"), ["étage"]);
        assert!(completions(&words, "ét").is_empty());
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
        fn marking_loses_nothing(text in ".{0,20}", ranges in proptest::collection::vec((0u32..24, 0u32..24), 0..5)) {
            let whole: String = marked(&text, &ranges).into_iter().map(|(run, _)| run).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
