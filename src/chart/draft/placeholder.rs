//! Names that staff give to someone whose name is not known.

/// What the pages offer and what is written where nothing is typed, in every language a record may be begun in.
const WORDS: [&str; 10] = [
    "Unknown man",
    "Unknown woman",
    "Unknown child",
    "Unknown person",
    "Baby of",
    "Homme inconnu",
    "Femme inconnue",
    "Enfant inconnu",
    "Personne inconnue",
    "Bébé de",
];

/// Whether a family name is one that staff gave: the words themselves, or more after them ("Unknown man 2").
pub fn is_placeholder(family: &str) -> bool {
    without_placeholder(family).is_some()
}

/// What stands behind the words that staff gave: "2" of "Unknown man 2", the mother of "Baby of Prima Testa".
pub fn without_placeholder(family: &str) -> Option<&str> {
    let family = family.trim();
    WORDS.iter().find_map(|words| {
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

    /// Every word the pages offer is known here.
    #[test]
    fn what_the_pages_offer_is_a_placeholder() {
        let texts = [
            include_str!("../../../locales/en/people.json"),
            include_str!("../../../locales/fr/people.json"),
        ];
        for text in texts {
            for key in ["unknown_man", "unknown_woman", "unknown_child", "baby_of"] {
                let (_, rest) = text.split_once(&format!("\"{key}\": \"")).expect(key);
                let (words, _) = rest.split_once('"').expect("a string");
                assert!(is_placeholder(words), "{words}");
            }
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
