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
