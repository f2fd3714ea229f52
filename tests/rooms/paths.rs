//! Which modules of the crate a source file names.

use std::fs;
use std::path::{Path, PathBuf};

use super::words::{Word, words};

/// The module a file is, from the crate's root.
pub fn module_of(file: &str) -> Vec<String> {
    let stem = file.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    match stem {
        "lib" | "main" => Vec::new(),
        bin if bin.starts_with("bin/") => Vec::new(),
        _ => stem.split('/').map(str::to_owned).collect(),
    }
}

/// What ends a path whose first name is given another name (`use crate::vault as v`): later paths would hide it.
pub const RENAMED: &str = "as";

/// Every path into the crate that the file names, from the crate's root.
pub fn paths(file: &str, text: &str) -> Vec<Vec<String>> {
    let words = words(text);
    let is_program = matches!(file, "main.rs") || file.starts_with("bin/");
    let mut module = module_of(file);
    let mut inline = Vec::new();
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word {
            Word::Open => {
                depth += 1;
                if let [Word::Name(keyword), Word::Name(name)] = &words[at.saturating_sub(2)..at]
                    && keyword == "mod"
                {
                    module.push(name.clone());
                    inline.push(depth);
                }
            }
            Word::Close => {
                if inline.last() == Some(&depth) {
                    inline.pop();
                    module.pop();
                }
                depth = depth.saturating_sub(1);
            }
            Word::Name(name) if at == 0 || words[at - 1] != Word::Colons => {
                let from = match name.as_str() {
                    "carnet" if is_program => Vec::new(),
                    _ if is_program => continue,
                    "crate" => Vec::new(),
                    "super" => module[..module.len().saturating_sub(1)].to_vec(),
                    "self" => module.clone(),
                    _ => continue,
                };
                match words.get(at + 1) {
                    Some(Word::Colons) => {
                        branches(&words, at + 2, from, &mut found);
                    }
                    Some(next) if from.is_empty() && *next == Word::name(RENAMED) => {
                        found.push(vec!["*".to_owned(), RENAMED.to_owned()]);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    found
}

/// Follows a path, and every branch of its groups, from `at`; gives where it ended.
pub fn branches(
    words: &[Word],
    at: usize,
    from: Vec<String>,
    found: &mut Vec<Vec<String>>,
) -> usize {
    match words.get(at) {
        Some(Word::Name(name)) => {
            let mut path = from;
            match name.as_str() {
                "super" => drop(path.pop()),
                "self" => {}
                _ => path.push(name.clone()),
            }
            match words.get(at + 1) {
                Some(Word::Colons) => return branches(words, at + 2, path, found),
                Some(next) if path.len() == 1 && *next == Word::name(RENAMED) => {
                    path.push(RENAMED.to_owned());
                }
                _ => {}
            }
            found.push(path);
            at + 1
        }
        Some(Word::Open) => {
            let mut at = at + 1;
            while !matches!(words.get(at), None | Some(Word::Close)) {
                at = branches(words, at, from.clone(), found).max(at + 1);
                while !matches!(
                    words.get(at),
                    None | Some(Word::Close | Word::Other(',') | Word::Open)
                ) {
                    at += 1;
                }
                if words.get(at) == Some(&Word::Other(',')) {
                    at += 1;
                }
            }
            at + 1
        }
        Some(Word::Other('*')) => {
            let mut path = from;
            path.push("*".to_owned());
            found.push(path);
            at + 1
        }
        _ => {
            found.push(from);
            at
        }
    }
}

pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

pub fn relative(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).expect("the file is under src");
    path.to_string_lossy().replace('\\', "/")
}
