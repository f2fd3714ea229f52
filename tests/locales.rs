//! Every text exists in every language, with the same values in it; and a language is a folder and one line.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use carnet::base::Language;
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

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What pages say; `record.json` holds what records say, and `base::language` does not compile where a word of it is lacking.
fn namespaces(language: &str) -> BTreeSet<String> {
    let folder = root().join("locales").join(language);
    let kinds = names_in(&folder.join("kinds"));
    let kinds = kinds.iter().map(|name| format!("kinds/{name}"));
    let names = names_in(&folder).into_iter().chain(kinds);
    names
        .filter_map(|name| Some(name.strip_suffix(".json")?.to_owned()))
        .filter(|name| *name != "record")
        .collect()
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(folder).expect("a folder");
    let names = files.map(|file| file.expect("a readable folder").file_name());
    names
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

/// Every language but the first, against the first.
fn each_against_the_first() -> impl Iterator<Item = (&'static str, &'static str)> {
    let [first, others @ ..] = &Language::ALL;
    others.iter().map(|other| (first.code(), other.code()))
}

#[test]
fn every_language_is_a_folder_and_every_folder_a_language() {
    let codes = Language::ALL.map(|language| language.code().to_owned());
    assert_eq!(names_in(&root().join("locales")), BTreeSet::from(codes));
}

#[test]
fn every_language_has_every_text_and_no_other() {
    for (first, other) in each_against_the_first() {
        assert_eq!(namespaces(first), namespaces(other));
        for namespace in namespaces(first) {
            let (texts_of, others) = (texts(first, &namespace), texts(other, &namespace));
            let missing: Vec<_> = texts_of
                .keys()
                .filter(|key| !others.contains_key(*key))
                .collect();
            let surplus: Vec<_> = others
                .keys()
                .filter(|key| !texts_of.contains_key(*key))
                .collect();
            assert!(missing.is_empty(), "{other}/{namespace} lacks {missing:?}");
            assert!(
                surplus.is_empty(),
                "{other}/{namespace} alone has {surplus:?}"
            );
        }
    }
}

#[test]
fn every_language_takes_the_same_values() {
    for (first, other) in each_against_the_first() {
        for namespace in namespaces(first) {
            let (texts_of, others) = (texts(first, &namespace), texts(other, &namespace));
            for (key, values) in &texts_of {
                assert_eq!(Some(values), others.get(key), "{other}/{namespace}.{key}");
            }
        }
    }
}

/// What is said before the program runs cannot come from `locales/`.
#[test]
fn the_boot_page_says_everything_in_every_language() {
    let page = fs::read_to_string(root().join("index.html")).expect("index.html");
    let (_, boot) = page
        .split_once("<main id=\"boot\">")
        .expect("the boot page");
    let mut said = 0;
    for block in boot.split("</section>") {
        let of = |language: Language| {
            block
                .matches(&format!("lang=\"{}\"", language.code()))
                .count()
        };
        let each = Language::ALL.map(of);
        assert!(
            each.iter().all(|count| *count == each[0]),
            "not in every language: {block}"
        );
        said += each[0];
    }
    assert!(said > 6, "the boot page has moved");
}

/// A language is named in one line of `base::language` and by its folder; where code must know the one in use it matches on
/// `Language`, and the compiler finds it.
#[test]
fn no_other_place_names_a_language() {
    let mut places: Vec<PathBuf> = [
        "public/boot.js",
        "public/sw.js",
        "public/old-browser.js",
        "build.rs",
    ]
    .map(|file| root().join(file))
    .into();
    places.extend(
        sources(&root().join("src"))
            .into_iter()
            .filter(|path| !is_of_tests(path)),
    );
    let mut named = Vec::new();
    for path in places {
        let text = fs::read_to_string(&path).expect("a source file");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        named.extend(
            languages_named(&code.join("\n")).map(|what| format!("{}: {what}", path.display())),
        );
    }
    named.retain(|place| !place.contains("base/language.rs"));
    assert!(named.is_empty(), "\n{}\n", named.join("\n"));
    for made_up in [
        "match tag { \"fr\" => 1, _ => 0 }",
        "if locale == Locale::fr {}",
        "tag.starts_with(\"fr-\")",
        "const NAME: &str = \"Femme inconnue\";",
        "options=vec![\"Français\"]",
    ] {
        assert!(
            languages_named(made_up).next().is_some(),
            "not caught: {made_up}"
        );
    }
}

fn is_of_tests(path: &Path) -> bool {
    path.iter().any(|part| part == "tests") || path.to_string_lossy().ends_with("tests.rs")
}

/// Its code as a text, the page's own name for it, or words that it has for records.
fn languages_named(text: &str) -> impl Iterator<Item = String> {
    let of = |language: Language| {
        let code = language.code();
        let name = &string_of(code, "common", "language_name");
        let mut signs = [
            format!("\"{code}\""),
            format!("\"{code}-"),
            format!("Locale::{code}"),
            format!("\"{name}\""),
        ]
        .to_vec();
        let unknown = language.record().unknown.all();
        signs.extend(unknown.map(|words| format!("\"{words}\"")));
        signs
    };
    let signs = Language::ALL.into_iter().flat_map(of);
    let found: Vec<String> = signs.filter(|sign| text.contains(sign.as_str())).collect();
    found.into_iter()
}

fn string_of(language: &str, namespace: &str, key: &str) -> String {
    let path = root()
        .join("locales")
        .join(language)
        .join(format!("{namespace}.json"));
    let json: Value =
        serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON");
    json[key].as_str().expect("a text").to_owned()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for file in fs::read_dir(folder).expect("a folder of sources") {
            let path = file.expect("a readable folder").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}

/// Every source file of the page, without white space, so that a key broken over two lines is still one word.
fn page_sources() -> String {
    let mut all = String::new();
    for path in sources(&root().join("src/app")) {
        let text = fs::read_to_string(path).expect("a source file");
        all.extend(text.chars().filter(|c| !c.is_whitespace()));
        all.push('\n');
    }
    all
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
            let namespace = namespace.replace('/', ".");
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
    for language in Language::ALL.map(Language::code) {
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
    let breaking = [" :", " ;", " ?", " !", " »", "« "];
    for path in sources(&folder) {
        let text = fs::read_to_string(&path).expect("a namespace file");
        // Indentation and the colon after a key are JSON's own.
        let words = text.replace("\": ", "\":");
        for line in words.lines() {
            let found = breaking.iter().find(|sign| line.contains(**sign));
            assert!(found.is_none(), "{}: {line}", path.display());
        }
    }
}
