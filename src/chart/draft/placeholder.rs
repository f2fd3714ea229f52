//! Names that staff give to someone whose name is not known.

use crate::base::Language;

/// Whether a family name is one that staff gave: the words themselves, or more after them ("Unknown man 2").
pub fn is_placeholder(family: &str) -> bool {
    without_placeholder(family).is_some()
}

/// What stands behind the words that staff gave: "2" of "Unknown man 2", the mother of "Baby of Prima Testa".
pub fn without_placeholder(family: &str) -> Option<&str> {
    let family = family.trim();
    let all = Language::ALL.into_iter();
    let mut all = all.flat_map(|language| language.record().unknown.all());
    all.find_map(|words| {
        let letters = words.chars().count();
        let end = family
            .char_indices()
            .nth(letters)
            .map_or(family.len(), |(at, _)| at);
        let (first, rest) = family.split_at(end);
        let same = first.to_lowercase() == words.to_lowercase();
        (same && (rest.is_empty() || rest.starts_with(' '))).then(|| rest.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_pages_offer_in_any_language_is_a_placeholder() {
        for words in [
            "Unknown girl",
            "Garçon inconnu",
            "bébé inconnu",
            "Baby of Testa",
        ] {
            assert!(is_placeholder(words), "{words}");
        }
    }

    #[test]
    fn a_name_of_ones_own_is_none() {
        assert!(is_placeholder(" unknown MAN 2"));
        for name in ["", "Testa", "Unknown", "Unknown mandate", "Babyofa"] {
            assert!(!is_placeholder(name), "{name}");
        }
    }
}
