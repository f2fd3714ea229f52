//! The forms that are shipped in `forms/`: each is taken, in every language, and what it extracts has a code.

use std::collections::BTreeSet;
use std::fs;

use carnet::base::Language;
use carnet::chart::concept::LOINC;
use carnet::chart::questionnaire::{Item, ItemKind, Questionnaire, ScoreOf, Text};
use carnet::transfer::fhir::questionnaire::read;

const FORMS: [&str; 11] = [
    "adult",
    "antenatal",
    "child",
    "diabetes",
    "hypertension",
    "low-mood",
    "pregnancy",
    "triage",
    "tuberculosis-screening",
    "under-five",
    "wound",
];

fn text_of(name: &str) -> String {
    let path = format!("{}/forms/{name}.json", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).expect("a shipped form")
}

fn form(name: &str) -> Questionnaire {
    read(&text_of(name)).unwrap_or_else(|refused| panic!("{name}: {refused:?}"))
}

fn all() -> impl Iterator<Item = (&'static str, Questionnaire)> {
    FORMS.into_iter().map(|name| (name, form(name)))
}

#[test]
fn every_shipped_form_is_taken_and_none_is_left_out() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/forms");
    let files = fs::read_dir(folder).expect("the folder of forms");
    let found: BTreeSet<String> = files
        .map(|file| file.expect("a readable folder").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    assert_eq!(found, FORMS.map(str::to_owned).into());
    for (name, form) in all() {
        assert_eq!(form.url, format!("urn:carnet:form:{name}"));
        assert_eq!(form.version, "1");
        let items = form.all_items().len();
        assert!((8..=30).contains(&items), "{name} has {items} items");
    }
}

#[test]
fn every_word_has_its_french() {
    for (name, form) in all() {
        let mut texts: Vec<&Text> = vec![&form.title];
        for (_, item) in form.all_items() {
            texts.push(&item.text);
            texts.extend(item.options().iter().map(|option| &option.text));
        }
        for text in texts {
            let languages: Vec<Option<Language>> = text
                .translations
                .iter()
                .map(|(tag, _)| Language::of_tag(tag))
                .collect();
            assert_eq!(
                languages,
                [Some(Language::French)],
                "{name}: {}",
                text.words
            );
            typeset(name, text.in_language(Language::French));
        }
    }
}

/// French has a space that does not break before its high marks, and its own apostrophe.
fn typeset(name: &str, french: &str) {
    let letters: Vec<char> = french.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let is_high = matches!(letter, '?' | '!' | ':' | ';');
        let is_spaced = !is_high || before == Some('\u{a0}');
        assert!(is_spaced && *letter != '\'', "{name}: {french}");
    }
}

#[test]
fn what_is_extracted_has_a_code() {
    for (name, form) in all() {
        let mut extracted = 0;
        for (_, item) in form.all_items() {
            if !item.is_extracted {
                continue;
            }
            let coded = item.codings.iter().all(|coding| {
                coding.system == LOINC && !coding.code.is_empty() && !coding.display.is_empty()
            });
            assert!(
                coded && !item.codings.is_empty(),
                "{name}: {}",
                item.link_id
            );
            assert!(
                item.is_pressure() || item.becomes_observation(),
                "{name}: {}",
                item.link_id
            );
            extracted += 1;
        }
        assert!(extracted > 0, "{name} gives the chart nothing");
        let pressures = form
            .all_items()
            .into_iter()
            .filter(|(_, item)| item.link_id == "pressure");
        assert!(
            pressures.into_iter().all(|(_, item)| item.is_pressure()),
            "{name}"
        );
    }
}

#[test]
fn codes_of_loinc_have_their_check_digit() {
    for (name, form) in all() {
        for (_, item) in form.all_items() {
            for coding in &item.codings {
                assert!(has_check_digit(&coding.code), "{name}: {}", coding.code);
            }
        }
    }
}

/// The digit after the hyphen follows from those before it (LOINC Users' Guide, "check digit": mod 10).
fn has_check_digit(code: &str) -> bool {
    let Some((number, check)) = code.split_once('-') else {
        return false;
    };
    let digits = number.bytes().rev().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits
        .enumerate()
        .map(|(at, digit)| match at % 2 {
            0 => digit * 2 / 10 + digit * 2 % 10,
            _ => digit,
        })
        .sum();
    check == ((10 - sum % 10) % 10).to_string()
}

#[test]
fn the_questionnaire_of_low_mood_adds_up_its_nine_questions() {
    let form = form("low-mood");
    let total = form.item("total").expect("a total");
    assert_eq!(total.kind, ItemKind::Score(ScoreOf::Form));
    let weights: Vec<Vec<&str>> = form
        .all_items()
        .into_iter()
        .map(|(_, item)| weights_of(item))
        .filter(|weights| !weights.is_empty())
        .collect();
    assert_eq!(weights, vec![vec!["0", "1", "2", "3"]; 9]);
}

fn weights_of(item: &Item) -> Vec<&str> {
    let options = item.options().iter();
    options
        .filter_map(|option| option.weight.as_deref())
        .collect()
}

#[test]
fn what_is_of_others_names_its_source() {
    for name in ["low-mood", "triage", "tuberculosis-screening", "under-five"] {
        assert!(text_of(name).contains("\"copyright\""), "{name}");
    }
}
