//! Unicode's normal forms and marks. In the browser they are asked of the browser, which brings the tables anyway: 46 KB
//! brotli in each program otherwise. Outside one, for tests and tools, `unicode-normalization` has them.

#[cfg(target_arch = "wasm32")]
use browser as tables;
#[cfg(not(target_arch = "wasm32"))]
use carried as tables;

/// Every letter in its one composed form (NFC).
pub fn composed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    tables::composed(text)
}

/// Composed, and what is only written differently made the same (NFKC).
pub fn composed_alike(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    tables::composed_alike(text)
}

/// Every letter as its base and its marks, and what is only written differently made the same (NFKD).
pub fn taken_apart(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    tables::taken_apart(text)
}

/// The base and the marks of one letter (NFKD), one after the other.
pub fn parts_of(letter: char, each: impl FnMut(char)) {
    if letter.is_ascii() {
        std::iter::once(letter).for_each(each);
    } else {
        tables::parts_of(letter, each);
    }
}

/// A letter's mark and no letter by itself (general category M).
pub fn is_mark(letter: char) -> bool {
    letter >= FIRST_MARK && tables::is_mark(letter)
}

const FIRST_MARK: char = '\u{300}';

#[cfg(not(target_arch = "wasm32"))]
mod carried {
    use unicode_normalization::UnicodeNormalization;

    pub fn composed(text: &str) -> String {
        text.nfc().collect()
    }

    pub fn composed_alike(text: &str) -> String {
        text.nfkc().collect()
    }

    pub fn taken_apart(text: &str) -> String {
        text.nfkd().collect()
    }

    pub fn parts_of(letter: char, each: impl FnMut(char)) {
        std::iter::once(letter).nfkd().for_each(each);
    }

    pub use unicode_normalization::char::is_combining_mark as is_mark;
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::cell::RefCell;
    use std::collections::HashMap;
    use std::rc::Rc;

    use js_sys::{JsString, RegExp};

    pub fn composed(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    pub fn composed_alike(text: &str) -> String {
        JsString::from(text).normalize("NFKC").into()
    }

    pub fn taken_apart(text: &str) -> String {
        JsString::from(text).normalize("NFKD").into()
    }

    pub fn parts_of(letter: char, each: impl FnMut(char)) {
        known(letter).parts.chars().for_each(each);
    }

    pub fn is_mark(letter: char) -> bool {
        known(letter).is_mark
    }

    /// What the browser said of a letter.
    #[derive(Clone)]
    struct Known {
        parts: Rc<str>,
        is_mark: bool,
    }

    /// Names of one region use some hundred letters. What is asked beyond this is asked anew.
    const REMEMBERED: usize = 4096;

    thread_local! {
        /// Asking the browser takes some hundred times as long as looking here, and names are folded by the ten thousand.
        static ASKED: RefCell<HashMap<char, Known>> = RefCell::default();
        static MARK: RegExp = RegExp::new("^\\p{M}$", "u");
    }

    fn known(letter: char) -> Known {
        ASKED.with_borrow_mut(|asked| {
            if asked.len() >= REMEMBERED {
                asked.clear();
            }
            asked.entry(letter).or_insert_with(|| ask(letter)).clone()
        })
    }

    fn ask(letter: char) -> Known {
        let mut bytes = [0; 4];
        let text: &str = letter.encode_utf8(&mut bytes);
        Known {
            parts: taken_apart(text).into(),
            is_mark: MARK.with(|mark| mark.test(text)),
        }
    }
}

/// The browser's tables say what the library's say that stands in for them in the native tests.
#[cfg(all(test, target_arch = "wasm32"))]
mod twins {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn texts_have_the_same_forms() {
        for text in [
            "étage",
            "e\u{301}tage",
            "Œuvre ﬁn",
            "ＡＢＣ",
            "각",
            "",
            "x",
            "٣٤",
        ] {
            assert_eq!(composed(text), text.nfc().collect::<String>(), "{text}");
            assert_eq!(
                composed_alike(text),
                text.nfkc().collect::<String>(),
                "{text}"
            );
            assert_eq!(taken_apart(text), text.nfkd().collect::<String>(), "{text}");
        }
    }

    /// Of letters that the browser's Unicode knows: the library's may be newer, and normal forms never change afterwards.
    #[wasm_bindgen_test]
    fn letters_have_the_same_parts() {
        let unassigned = js_sys::RegExp::new("^\\p{Cn}$", "u");
        let known = ('\u{a0}'..'\u{2000}').filter(|letter| !unassigned.test(&letter.to_string()));
        for letter in known {
            let mut parts = String::new();
            parts_of(letter, |part| parts.push(part));
            let expected: String = std::iter::once(letter).nfkd().collect();
            assert_eq!(parts, expected, "{letter:?}");
            assert_eq!(is_mark(letter), is_combining_mark(letter), "{letter:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_put_together_and_taken_apart() {
        assert_eq!(composed("e\u{301}te"), "éte");
        assert_eq!(composed_alike("ﬁn de l’e\u{301}te\u{301}"), "fin de l’été");
        assert_eq!(taken_apart("Éé ½"), "E\u{301}e\u{301} 1\u{2044}2");
        assert_eq!(composed("plain"), "plain");
    }

    #[test]
    fn a_letter_gives_its_base_and_its_marks() {
        let parts = |letter| {
            let mut parts = String::new();
            parts_of(letter, |part| parts.push(part));
            parts
        };
        assert_eq!(parts('ç'), "c\u{327}");
        assert_eq!(parts('z'), "z");
        assert_eq!(parts('ﬀ'), "ff");
    }

    #[test]
    fn marks_are_known_from_letters() {
        for mark in ['\u{300}', '\u{327}', '\u{64e}', '\u{93f}', '\u{20dd}'] {
            assert!(is_mark(mark), "{mark:?}");
        }
        for letter in ['a', '¨', 'é', 'ʼ', 'ж', 'ب', '中'] {
            assert!(!is_mark(letter), "{letter:?}");
        }
    }
}
