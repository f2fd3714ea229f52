//! Text as people type and paste it, and as files bring it: one kind of line break, no control characters, and which
//! characters cannot be seen.

use std::borrow::Cow;

/// Every way of ending a line is one line feed (word processors paste U+000B and U+2028, other systems send CR, CRLF, form
/// feeds and NEL), and control characters, which browsers draw as boxes or not at all, are left out. Tabs stay.
pub fn with_lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_odd_break(c) || is_control(c)) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut after_cr = false;
    for c in text.chars() {
        match c {
            '\n' if after_cr => {}
            c if is_odd_break(c) => plain.push('\n'),
            c if is_control(c) => {}
            c => plain.push(c),
        }
        after_cr = c == '\r';
    }
    Cow::Owned(plain)
}

/// As `with_lines`, for a field of one line: what were lines are parted by spaces.
pub fn in_one_line(text: &str) -> Cow<'_, str> {
    match with_lines(text) {
        Cow::Borrowed(text) if !text.contains('\n') => Cow::Borrowed(text),
        lines => Cow::Owned(lines.replace('\n', " ")),
    }
}

/// The words of what was typed or pasted from a list: letters make them; hyphens, commas, numbers, line breaks and whatever
/// else stands between part them.
pub fn words_alone(text: &str) -> Vec<String> {
    let is_letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c);
    let seen: String = text.chars().filter(|c| !is_hidden(*c)).collect();
    seen.split(|c| !is_letter(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A mark that changes how other letters stand and is nothing itself.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' // soft hyphen
        | '\u{034F}' // combining grapheme joiner
        | '\u{061C}' // Arabic letter mark
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}' // zero widths, joiners, marks of direction
        | '\u{202A}'..='\u{202E}' // embeddings and overrides
        | '\u{2060}'..='\u{206F}' // word joiner, isolates, deprecated marks
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' // interlinear annotation
        | '\u{1D173}'..='\u{1D17A}' // musical marks
        | '\u{E0000}'..='\u{E0FFF}' // tags, and variation selectors beyond those of letters
    )
}

/// A line break that is no line feed.
fn is_odd_break(c: char) -> bool {
    matches!(
        c,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_line_break_is_one() {
        for (text, wanted) in [
            ("a\nb", "a\nb"),
            ("a\r\nb", "a\nb"),
            ("a\rb", "a\nb"),
            ("a\r\r\nb", "a\n\nb"),
            ("a\n\rb", "a\n\nb"),
            ("a\u{b}b", "a\nb"),
            ("a\u{c}b", "a\nb"),
            ("a\u{85}b", "a\nb"),
            ("a\u{2028}b", "a\nb"),
            ("a\u{2029}\u{2029}b", "a\n\nb"),
            ("a\0\u{1}\u{1f}\u{7f}\u{9b}b\tc", "ab\tc"),
            ("é ع 😀", "é ع 😀"),
        ] {
            assert_eq!(with_lines(text), wanted, "{text:?}");
            assert_eq!(in_one_line(text), wanted.replace('\n', " "), "{text:?}");
        }
    }

    #[test]
    fn a_list_of_words_is_its_words() {
        let wanted = ["abandon", "étoile", "able"];
        for text in [
            "abandon étoile able",
            "abandon-étoile-able",
            "abandon, étoile; able.",
            "1. abandon 2. étoile 3) able",
            "1abandon\r\n2 étoile\u{2028}3\u{a0}able",
            "aban\u{ad}don \u{feff}étoile – able",
        ] {
            assert_eq!(words_alone(text), wanted, "{text:?}");
        }
        assert_eq!(words_alone("e\u{301}toile"), ["e\u{301}toile"]);
        assert!(words_alone(" 1. - ").is_empty());
    }

    proptest! {
        #[test]
        fn nothing_but_breaks_and_controls_changes(text in "\\PC{0,30}") {
            let kept = text.replace(['\u{2028}', '\u{2029}'], "\n");
            prop_assert_eq!(with_lines(&text), kept);
        }

        #[test]
        fn what_was_read_so_is_read_the_same_again(text in any::<String>()) {
            let once = with_lines(&text).into_owned();
            prop_assert_eq!(with_lines(&once), once.as_str());
        }
    }
}
