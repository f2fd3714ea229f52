//! Every text exists in every language, with the same values in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Key paths of a namespace and the names of the values each text takes.
fn texts(language: &str, namespace: &str) -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let path = root.join(language).join(format!("{namespace}.json"));
    let text = fs::read_to_string(&path).expect("a namespace file");
    let json: Value = serde_json::from_str(&text).expect("a namespace file is JSON");
    let mut found = BTreeMap::new();
    collect("", &json, &mut found);
    found
}

fn collect(path: &str, value: &Value, found: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                collect(&path, inner, found);
            }
        }
        Value::String(text) => {
            assert!(!text.trim().is_empty(), "{path} is empty");
            found.insert(path.to_string(), values(text));
        }
        other => panic!("{path} is neither text nor a group of texts: {other}"),
    }
}

fn values(text: &str) -> BTreeSet<String> {
    text.split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"))
        .map(|(name, _)| name.trim().to_string())
        .collect()
}

fn namespaces(language: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language);
    fs::read_dir(root)
        .expect("a folder a language")
        .map(|file| file.expect("a readable folder").path())
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

#[test]
fn french_has_every_text_english_has_and_no_other() {
    assert_eq!(namespaces("en"), namespaces("fr"));
    for namespace in namespaces("en") {
        let (en, fr) = (texts("en", &namespace), texts("fr", &namespace));
        let missing: Vec<_> = en.keys().filter(|key| !fr.contains_key(*key)).collect();
        let surplus: Vec<_> = fr.keys().filter(|key| !en.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{namespace}: French lacks {missing:?}");
        assert!(
            surplus.is_empty(),
            "{namespace}: French alone has {surplus:?}"
        );
    }
}

#[test]
fn both_languages_take_the_same_values() {
    for namespace in namespaces("en") {
        let (en, fr) = (texts("en", &namespace), texts("fr", &namespace));
        for (key, values) in &en {
            assert_eq!(Some(values), fr.get(key), "{namespace}.{key}");
        }
    }
}

/// Every source file of the page, without white space, so that a key broken over two lines is still one word.
fn page_sources() -> String {
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app")];
    let mut sources = String::new();
    while let Some(folder) = waiting.pop() {
        for file in fs::read_dir(folder).expect("a folder of sources") {
            let path = file.expect("a readable folder").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let text = fs::read_to_string(path).expect("a source file");
                sources.extend(text.chars().filter(|c| !c.is_whitespace()));
                sources.push('\n');
            }
        }
    }
    sources
}

/// Texts are only ever named whole: `transfer.import.add`, `transfer.entries` for both of its numbers.
fn is_used(sources: &str, key: &str) -> bool {
    let key = ["_one", "_other", "_many"]
        .into_iter()
        .find_map(|number| key.strip_suffix(number))
        .filter(|whole| names(sources, whole))
        .unwrap_or(key);
    names(sources, key)
}

fn names(sources: &str, key: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    sources
        .match_indices(key)
        .any(|(at, _)| !sources[at + key.len()..].starts_with(goes_on))
}

#[test]
fn every_text_is_used_by_some_page() {
    let sources = page_sources();
    let unused: Vec<String> = namespaces("en")
        .into_iter()
        .flat_map(|namespace| {
            let keys = texts("en", &namespace).into_keys();
            keys.map(move |key| format!("{namespace}.{key}"))
        })
        .filter(|key| !is_used(&sources, key))
        .collect();
    assert!(unused.is_empty(), "no page shows {unused:?}");
    assert!(!is_used(&sources, "common.never_written_anywhere"));
}

#[test]
fn no_text_blames_jokes_or_uses_signs_that_are_not_ours() {
    let avoided = [
        "oops",
        "please",
        "invalid",
        "error 1",
        "N/A",
        "s’il vous plaît",
    ];
    for language in ["en", "fr"] {
        for namespace in namespaces(language) {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
            let path = root.join(language).join(format!("{namespace}.json"));
            let text = fs::read_to_string(path)
                .expect("a namespace file")
                .to_lowercase();
            for word in avoided {
                assert!(
                    !text.contains(&word.to_lowercase()),
                    "{language}/{namespace}: {word}"
                );
            }
        }
    }
}

/// Else a line can begin with a question mark.
#[test]
fn french_punctuation_stands_behind_a_space_that_does_not_break() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/fr");
    let files = fs::read_dir(folder).expect("the French texts");
    let breaking = [" :", " ;", " ?", " !", " »", "« "];
    for file in files {
        let path = file.expect("a readable folder").path();
        let text = fs::read_to_string(&path).expect("a namespace file");
        // Indentation and the colon after a key are JSON's own.
        let words = text.replace("\": ", "\":");
        for line in words.lines() {
            let found = breaking.iter().find(|sign| line.contains(**sign));
            assert!(found.is_none(), "{}: {line}", path.display());
        }
    }
}
