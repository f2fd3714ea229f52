//! The glossary explains words that are in use: each of its words stands in `src/`.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_word_of_the_glossary_is_in_use() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let glossary = fs::read_to_string(root.join("docs/glossary.md")).expect("the glossary");
    let words: Vec<&str> = glossary.lines().filter_map(first_column).collect();
    assert!(words.len() > 40, "the glossary has another shape now");
    let sources = sources(&root.join("src"));
    let unused: Vec<&&str> = words
        .iter()
        .filter(|word| !occurs(word, &sources))
        .collect();
    assert!(unused.is_empty(), "nothing in src/ is called {unused:?}");
    assert!(!occurs("flibbertigibbet", &sources));
    let mut sorted = words.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), words.len(), "a word is explained twice");
}

/// The word a row of a table explains.
fn first_column(line: &str) -> Option<&str> {
    let word = line.strip_prefix("| ")?.split(" |").next()?;
    (word != "word").then_some(word)
}

fn occurs(word: &str, sources: &str) -> bool {
    sources.match_indices(word).any(|(at, _)| {
        let before = sources[..at].chars().next_back();
        before.is_none_or(|letter| !letter.is_alphanumeric())
    })
}

fn sources(folder: &Path) -> String {
    let mut all = String::new();
    let mut waiting: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(
                fs::read_dir(path)
                    .expect("a folder")
                    .flatten()
                    .map(|file| file.path()),
            );
        } else {
            all.push_str(
                &fs::read_to_string(path)
                    .expect("a source file")
                    .to_lowercase(),
            );
        }
    }
    all
}
