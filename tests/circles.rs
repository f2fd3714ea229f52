//! Files that name each other in a circle can only be understood together. Reads `src/` and fails on every circle but the
//! harmless ones (a module's file with its parts, where all of them go through that file) and those listed here with a reason.
//! What a module's file names of its own parts by their short names is not counted: it is their table of contents.
#![cfg(not(target_arch = "wasm32"))]

#[path = "rooms/paths.rs"]
mod paths;
#[path = "rooms/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use paths::{branches, module_of, paths, relative, rust_files};
use words::{Word, words};

/// Circles that are left: where their files lie, how many they are at most, and why.
const LEFT: &[(&[&str], usize, &str)] = &[
    (
        &["transfer/fhir/"],
        4,
        "the reader of a file, the table of its kinds and what every element needs grew together",
    ),
    (
        &["app/pages/chart/statement/"],
        2,
        "a line tells what became of it, which is told by lines",
    ),
];

type Graph = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_files_name_each_other_in_a_circle() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = rust_files(&src).into_iter().map(|file| {
        let text = fs::read_to_string(&file).expect("a source file is readable");
        (relative(&src, &file), text)
    });
    let graph = graph(&Sources::new(files));
    assert!(
        graph.values().map(BTreeSet::len).sum::<usize>() > 500,
        "the reader of paths sees nothing"
    );
    let found = circles(&graph);
    let is_listed = |circle: &&BTreeSet<String>| {
        LEFT.iter().any(|(places, most, _)| {
            let lies_there = |file: &String| places.iter().any(|place| file.starts_with(place));
            circle.len() <= *most && circle.iter().all(lies_there)
        })
    };
    let unlisted = found.iter().filter(|circle| !is_listed(circle));
    let unlisted: Vec<String> = unlisted.map(|circle| told(circle, &graph)).collect();
    assert!(
        unlisted.is_empty(),
        "{} circles\n{}",
        unlisted.len(),
        unlisted.join("\n")
    );
}

#[test]
fn a_circle_is_found_through_a_list_of_names_and_a_module_with_its_parts_is_none() {
    let made = |files: &[(&str, &str)]| {
        let owned = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        circles(&graph(&Sources::new(owned)))
    };
    let two = made(&[
        (
            "a/mod.rs",
            "mod one; mod two; pub use one::*; pub use two::Second;",
        ),
        ("a/one.rs", "use super::Second; pub struct First;"),
        ("a/two.rs", "use crate::a::First; pub struct Second;"),
    ]);
    assert_eq!(
        two,
        [BTreeSet::from([
            "a/one.rs".to_owned(),
            "a/two.rs".to_owned()
        ])]
    );
    let parts = made(&[
        ("a.rs", "mod one; use one::First; pub struct Whole;"),
        ("a/one.rs", "use super::Whole; pub struct First;"),
    ]);
    assert!(parts.is_empty(), "{parts:?}");
    let in_tests_only = made(&[
        (
            "a.rs",
            "pub struct A; #[cfg(test)]\nmod tests { use crate::b::B; }",
        ),
        ("b.rs", "use crate::a::A; pub struct B;"),
    ]);
    assert!(in_tests_only.is_empty());
}

/// A source file: the module it is, what it defines, and what it hands on under its own name.
struct Source {
    module: Vec<String>,
    names: Vec<Vec<String>>,
    defines: BTreeSet<String>,
    hands_on: Vec<Vec<String>>,
}

struct Sources {
    files: BTreeMap<String, Source>,
    by_module: BTreeMap<Vec<String>, String>,
}

impl Sources {
    fn new(files: impl Iterator<Item = (String, String)>) -> Self {
        let files: BTreeMap<String, Source> = files
            .filter(|(name, _)| !is_of_tests(name))
            .map(|(name, text)| {
                let source = Source::read(&name, &text);
                (name, source)
            })
            .collect();
        let by_module = files
            .iter()
            .filter(|(_, source)| !source.module.is_empty())
            .map(|(name, source)| (source.module.clone(), name.clone()))
            .collect();
        Self { files, by_module }
    }

    /// The file in which what a path names is defined, as far as its words tell.
    fn leads_to(&self, path: &[String], depth: usize) -> Option<&String> {
        let (module, rest) = (1..=path.len()).rev().find_map(|length| {
            let module = self.by_module.get(&path[..length])?;
            Some((module, &path[length..]))
        })?;
        let source = &self.files[module];
        let Some(name) = rest.first().filter(|name| *name != "*") else {
            return Some(module);
        };
        if source.defines.contains(name) || depth == 0 {
            return Some(module);
        }
        let by_name = source
            .hands_on
            .iter()
            .find(|path| path.last() == Some(name));
        if let Some(path) = by_name {
            return self.leads_to(path, depth - 1).or(Some(module));
        }
        let all_of = source
            .hands_on
            .iter()
            .filter(|path| path.last().is_some_and(|last| last == "*"));
        let within = all_of.filter_map(|path| {
            let path = [&path[..path.len() - 1], std::slice::from_ref(name)].concat();
            let file = self.leads_to(&path, depth - 1)?;
            self.files[file].defines.contains(name).then_some(file)
        });
        Some(within.into_iter().next().unwrap_or(module))
    }
}

impl Source {
    fn read(name: &str, text: &str) -> Self {
        let text = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let words = words(text);
        let module = module_of(name);
        Self {
            names: paths(name, text),
            defines: defined(&words),
            hands_on: handed_on(&words, &module),
            module,
        }
    }
}

fn is_of_tests(name: &str) -> bool {
    let parts = ["tests", "tests.rs", "testing", "testing.rs"];
    name.split('/').any(|part| parts.contains(&part))
}

fn defined(words: &[Word]) -> BTreeSet<String> {
    const KINDS: [&str; 8] = [
        "struct", "enum", "fn", "trait", "const", "static", "type", "union",
    ];
    let after_kind = words.windows(2).filter_map(|pair| match pair {
        [Word::Name(kind), Word::Name(name)] if KINDS.contains(&kind.as_str()) => {
            Some(name.clone())
        }
        _ => None,
    });
    let macros = words.windows(3).filter_map(|three| match three {
        [Word::Name(kind), Word::Other('!'), Word::Name(name)] if kind == "macro_rules" => {
            Some(name.clone())
        }
        _ => None,
    });
    after_kind.chain(macros).collect()
}

/// The paths of `pub use`, from the crate's root.
fn handed_on(words: &[Word], module: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        if words[at] != Word::name("use") || !is_public(&words[..at]) {
            continue;
        }
        match words.get(at + 1) {
            Some(Word::Name(first)) if first == "crate" => {
                branches(words, at + 3, Vec::new(), &mut found);
            }
            _ => {
                branches(words, at + 1, module.to_vec(), &mut found);
            }
        }
    }
    found
}

/// Whether `pub` or `pub(…)` stands at the end.
fn is_public(before: &[Word]) -> bool {
    match before {
        [.., Word::Other(')')] => {
            let opens = before.iter().rposition(|word| *word == Word::Other('('));
            opens.is_some_and(|at| is_public(&before[..at]))
        }
        [.., Word::Name(last)] => last == "pub",
        _ => false,
    }
}

fn graph(sources: &Sources) -> Graph {
    let named = |(name, source): (&String, &Source)| {
        let others = source
            .names
            .iter()
            .filter_map(|path| sources.leads_to(path, 6));
        let others = others.filter(|other| *other != name).cloned().collect();
        (name.clone(), others)
    };
    sources.files.iter().map(named).collect()
}

/// Every circle that is not harmless.
fn circles(graph: &Graph) -> Vec<BTreeSet<String>> {
    let mut found = Vec::new();
    for circle in together(graph) {
        let head = circle.iter().find(|head| {
            circle
                .iter()
                .all(|file| file == *head || is_part_of(file, head))
        });
        match head {
            None => found.push(circle),
            Some(head) => {
                let parts = circle.iter().filter(|file| *file != head);
                let without_head = parts.map(|file| {
                    let others = graph[file]
                        .iter()
                        .filter(|other| *other != head && circle.contains(*other));
                    (file.clone(), others.cloned().collect())
                });
                found.extend(circles(&without_head.collect()));
            }
        }
    }
    found
}

fn is_part_of(file: &str, head: &str) -> bool {
    let (file, head) = (module_of(file), module_of(head));
    file.len() > head.len() && file.starts_with(&head)
}

/// Files that reach each other, where there are several.
fn together(graph: &Graph) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = graph
        .keys()
        .map(|file| (file, reached_from(file, graph)))
        .collect();
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for file in graph.keys() {
        if found.iter().any(|circle| circle.contains(file)) {
            continue;
        }
        let back = reached[file]
            .iter()
            .filter(|other| reached[**other].contains(file));
        let circle: BTreeSet<String> = back.map(|other| (*other).clone()).collect();
        if circle.len() > 1 {
            found.push(circle);
        }
    }
    found
}

fn reached_from<'a>(file: &'a String, graph: &'a Graph) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![file];
    while let Some(file) = waiting.pop() {
        for other in graph.get(file).into_iter().flatten() {
            if graph.contains_key(other) && reached.insert(other) {
                waiting.push(other);
            }
        }
    }
    reached
}

fn told(circle: &BTreeSet<String>, graph: &Graph) -> String {
    let lines = circle.iter().map(|file| {
        let within: Vec<_> = graph[file]
            .iter()
            .filter(|other| circle.contains(*other))
            .collect();
        format!("  {file} names {within:?}")
    });
    format!(
        "circle of {}\n{}",
        circle.len(),
        lines.collect::<Vec<_>>().join("\n")
    )
}
