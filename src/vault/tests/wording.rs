//! Passphrases and recovery words as people meet them.

use proptest::prelude::*;

use super::*;
use crate::vault::words::RecoveryCode;

#[test]
fn a_generated_passphrase_has_words_of_its_language() {
    for language in [Language::English, Language::French] {
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
    assert_eq!(Language::of_page("fr-CH"), Language::French);
    assert_eq!(Language::of_page("so"), Language::English);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_code_is_read_from_its_words_in_either_language(seed: u8, capitals: bool) {
        let code = RecoveryCode::random(&mut Seeded::new(seed));
        for language in [Language::English, Language::French] {
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
