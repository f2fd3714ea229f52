//! Passphrases and recovery words as people meet them.

use proptest::prelude::*;

use super::*;
use crate::base::Language;
use crate::vault::words::{NotACode, RecoveryCode, bare, normal_passphrase, passphrases_meant};
use zeroize::Zeroizing;

#[test]
fn a_generated_passphrase_has_words_of_its_language() {
    for language in Language::ALL {
        let list = word_list(language);
        assert_eq!(list.len(), 2048);
        let passphrase = generate_passphrase(7, language, &mut Seeded::new(1));
        let words: Vec<&str> = passphrase.expose().split(' ').collect();
        assert_eq!(words.len(), 7);
        assert!(
            words
                .iter()
                .all(|word| list.iter().any(|known| known == word))
        );
        let other = generate_passphrase(7, language, &mut Seeded::new(2));
        assert_ne!(passphrase.expose(), other.expose());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_code_is_read_from_its_words_in_either_language(seed: u8, capitals: bool) {
        let code = RecoveryCode::random(&mut Seeded::new(seed));
        for language in Language::ALL {
            let mut words = code.words(language).to_vec();
            prop_assert_eq!(words.len(), 12);
            if capitals {
                words.iter_mut().for_each(|word| *word = format!(" {} ", word.to_uppercase()));
            }
            let read = RecoveryCode::read(&words).expect("own words");
            let same = |one: &RecoveryCode| one.key().public() == code.key().public();
            prop_assert!(read.iter().any(same));
        }
    }

    #[test]
    fn any_words_are_read_or_refused(words in proptest::collection::vec(".{0,12}", 0..14)) {
        let _ = RecoveryCode::read(&words);
    }
}

#[test]
fn words_written_without_accents_are_read() {
    let code = RecoveryCode::random(&mut Seeded::new(7));
    let words = code.words(Language::French);
    let bare: Vec<String> = words
        .iter()
        .map(|word| word.replace(['é', 'è'], "e"))
        .collect();
    assert_ne!(bare, *words);
    assert!(RecoveryCode::read(&bare).is_ok());
}

#[test]
fn a_slip_of_the_pen_is_not_another_code() {
    let code = RecoveryCode::random(&mut Seeded::new(9));
    let words = code.words(Language::English).to_vec();
    let mut swapped = words.clone();
    swapped.swap(0, 1);
    let wrong = |words: &[String]| RecoveryCode::read(words).err();
    assert_eq!(wrong(&swapped), Some(NotACode));
    assert_eq!(wrong(&words[..11]), Some(NotACode));
    let mut unknown = words;
    unknown[3] = "carnet".into();
    assert_eq!(wrong(&unknown), Some(NotACode));
}

#[test]
fn words_are_known_by_their_first_four_letters_and_whatever_stands_between() {
    for language in Language::ALL {
        let code = RecoveryCode::random(&mut Seeded::new(11));
        let words = code.words(language).to_vec();
        let four: Vec<String> = words
            .iter()
            .map(|word| word.chars().take(4).collect())
            .collect();
        let numbered: Vec<String> = (1..)
            .zip(&words)
            .map(|(n, word)| format!("{n}. {word},"))
            .collect();
        for typed in [
            four.clone(),
            numbered.clone(),
            vec![numbered.join("\r\n")],
            vec![four.join("-").to_uppercase()],
        ] {
            let read = RecoveryCode::read(&typed).expect("the same code");
            assert!(
                read.iter()
                    .any(|read| read.words(language).to_vec() == words),
                "{typed:?}"
            );
        }
        let mut three = four;
        three[0] = words[0].chars().take(3).collect();
        // Three letters are one word only where the word has no more.
        if words[0].chars().count() > 3 && RecoveryCode::read(&three).is_ok() {
            assert!(word_list(language).contains(&three[0]));
        }
    }
}

#[test]
fn a_passphrase_of_words_is_understood_as_people_write_words() {
    for language in Language::ALL {
        let made = generate_passphrase(7, language, &mut Seeded::new(3));
        let words: Vec<String> = made.expose().split(' ').map(str::to_owned).collect();
        let four = |word: &String| word.chars().take(4).collect::<String>();
        let numbered = |(n, word): (usize, &String)| format!("{}) {word}", n + 1);
        for typed in [
            made.expose().clone(),
            made.expose().to_uppercase(),
            words.join("-"),
            words.join(", "),
            words
                .iter()
                .enumerate()
                .map(numbered)
                .collect::<Vec<_>>()
                .join("\n"),
            words.iter().map(four).collect::<Vec<_>>().join(" "),
            words
                .iter()
                .map(|word| bare(word))
                .collect::<Vec<_>>()
                .join(" "),
        ] {
            let meant = passphrases_meant(&typed);
            assert!(meant.len() <= 5);
            let wanted = normal_passphrase(made.expose());
            let understood = meant.iter().any(|one| normal_passphrase(one) == wanted);
            assert!(understood, "{typed}");
        }
    }
    assert_eq!(
        passphrases_meant("Seven Words"),
        ["Seven Words", "seven words"].map(|s| Zeroizing::new(s.to_owned()))
    );
    assert!(passphrases_meant("  ").is_empty());
}
