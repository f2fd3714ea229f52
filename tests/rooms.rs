//! Holds the table of rooms true: reads `src/` and fails on every path from one room into another that the table does
//! not allow. It reads words, not types: `use`, `crate::…`, `super::…` and, in the two programs, `carnet::…`.
#![cfg(not(target_arch = "wasm32"))]

#[path = "rooms/paths.rs"]
mod paths;
#[path = "rooms/words.rs"]
mod words;

use std::fs;
use std::path::Path;

use paths::{RENAMED, paths, relative, rust_files};
use words::{Word, words};

/// A room, and what it may use: whole rooms, or only what stands under a path.
const TABLE: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("terms", &["base"]),
    ("chart", &["base", "terms"]),
    ("reading", &["base", "chart", "terms"]),
    ("vault", &["base", "chart"]),
    ("store", &["base", "vault::Sealed"]),
    ("transfer", &["base", "chart", "terms", "reading", "vault"]),
    ("custody", &["base", "chart", "reading", "vault"]),
    (
        "engine",
        &[
            "base", "chart", "terms", "reading", "vault", "store", "transfer", "custody",
        ],
    ),
    (
        "app",
        &["base", "chart", "terms", "reading", "engine::protocol"],
    ),
    // The two programs start a room each.
    ("main.rs", &["app"]),
    ("bin/engine.rs", &["engine"]),
    ("bin/meter.rs", &[]),
    ("lib.rs", &[]),
];

/// Only these may name Leptos: everything else runs without a page.
const PAGE: &[&str] = &["app", "main.rs"];

#[test]
fn every_use_follows_the_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    let mut between_rooms = 0;
    for file in rust_files(&src) {
        let name = relative(&src, &file);
        let text = fs::read_to_string(&file).expect("a source file is readable");
        between_rooms += paths(&name, &text).len();
        broken.extend(breaches(&name, &text));
    }
    assert!(between_rooms > 50, "the reader of paths sees nothing");
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// The map in README.md names exactly the rooms there are.
#[test]
fn the_map_names_every_room() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md is readable");
    let map = readme.split("## Map").nth(1).expect("a map");
    let rows = map.split("\n## ").next().expect("a section");
    let named: Vec<&str> = rows
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let folders = fs::read_dir(root.join("src")).expect("src is readable");
    let folders = folders.flatten().filter(|entry| entry.path().is_dir());
    for folder in folders {
        let room = folder.file_name().into_string().expect("a plain name");
        if room != "bin" {
            assert!(named.contains(&room.as_str()), "{room} is not on the map");
            assert!(
                TABLE.iter().any(|(name, _)| *name == room),
                "{room} has no rule"
            );
        }
    }
    for room in named {
        assert!(
            root.join("src").join(room).exists(),
            "{room} is on the map only"
        );
        assert!(
            TABLE.iter().any(|(name, _)| *name == room),
            "{room} has no rule"
        );
    }
}

#[test]
fn every_made_up_breach_is_caught() {
    for (file, text) in [
        ("chart/log.rs", "use crate::vault::Sealed;"),
        (
            "chart/log.rs",
            "use crate::{base::ids::ChartId, store::Row};",
        ),
        (
            "chart/log.rs",
            "fn f() { let s = crate::store::memory::Memory::new(); }",
        ),
        ("chart/mod.rs", "pub use super::reading::view;"),
        (
            "chart/facts/mod.rs",
            "mod tests { use super::super::super::engine::Engine; }",
        ),
        ("chart/log.rs", "use crate::*;"),
        ("chart/log.rs", "use crate as root;"),
        ("base/ids.rs", "use crate::terms::vitals;"),
        ("store/memory.rs", "use crate::vault::Keys;"),
        ("store/memory.rs", "use crate::vault;"),
        ("store/memory.rs", "use crate::vault::{Sealed, Keys};"),
        ("store/memory.rs", "use crate::vault::*;"),
        ("engine/unlock.rs", "use crate::app::pages;"),
        ("engine/unlock.rs", "use crate::vault::crypto::gcm;"),
        (
            "engine/unlock.rs",
            "use crate::vault; fn f() { vault::crypto::gcm::seal() }",
        ),
        ("engine/unlock.rs", "use crate::vault as v;"),
        ("engine/unlock.rs", "use leptos::prelude::*;"),
        (
            "transfer/bundle.rs",
            "use crate::vault::{crypto::gcm, jose};",
        ),
        ("app/pages/today.rs", "use crate::engine::Engine;"),
        ("app/pages/today.rs", "use crate::store::Store;"),
        ("main.rs", "use carnet::store::Store;"),
        ("bin/engine.rs", "fn main() { carnet::app::start() }"),
        ("lib.rs", "pub use vault::crypto::gcm;"),
        ("attic/mod.rs", "fn nothing() {}"),
    ] {
        assert!(
            !breaches(file, text).is_empty(),
            "not caught in {file}: {text}"
        );
    }
}

#[test]
fn what_the_table_allows_passes() {
    for (file, text) in [
        (
            "chart/log.rs",
            "use crate::{base::ids::{ChartId, EntryId}, terms::vitals};",
        ),
        (
            "chart/facts/mod.rs",
            "use super::statement::Statement; use self::care::Visit;",
        ),
        (
            "chart/log.rs",
            "mod tests { use super::*; use crate::chart::entry::Entry as E; }",
        ),
        ("store/memory.rs", "use crate::vault::Sealed;"),
        ("transfer/bundle.rs", "use crate::vault::jose::Key;"),
        ("vault/user.rs", "use crate::vault::crypto::gcm;"),
        (
            "app/state.rs",
            "use crate::engine::protocol::{Reply, Request}; use leptos::prelude::*;",
        ),
        (
            "base/ids.rs",
            "pub(crate) fn id() {} // once in crate::vault\n/* crate::store /* crate::app */ */",
        ),
        (
            "base/ids.rs",
            r##"const A: &str = "use crate::vault;"; const B: &str = r#"crate::"app""#; const C: char = '"';"##,
        ),
        ("base/ids.rs", "fn f<'a>(x: &'a str) -> &'a str { x }"),
        ("main.rs", "fn main() { carnet::app::start() }"),
    ] {
        assert_eq!(
            breaches(file, text),
            Vec::<String>::new(),
            "in {file}: {text}"
        );
    }
}

/// What in this file breaks the table, one sentence each.
fn breaches(file: &str, text: &str) -> Vec<String> {
    let room = room_of(file);
    let Some((_, may_use)) = TABLE.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{file}: `{room}` is no room of the table")];
    };
    let words = words(text);
    let mut found: Vec<String> = paths(file, text)
        .into_iter()
        .filter(|path| !allowed(room, may_use, path))
        .map(|path| format!("{file}: `{room}` may not use `{}`", path.join("::")))
        .collect();
    let crypto = [Word::name("vault"), Word::Colons, Word::name("crypto")];
    if room != "vault" && words.windows(3).any(|three| three == crypto) {
        found.push(format!("{file}: `vault::crypto` stays inside the vault"));
    }
    let leptos = |word: &Word| matches!(word, Word::Name(name) if name.starts_with("leptos"));
    if !PAGE.contains(&room) && words.iter().any(leptos) {
        found.push(format!("{file}: only the page may name Leptos"));
    }
    found
}

fn allowed(room: &str, may_use: &[&str], path: &[String]) -> bool {
    let under = |prefix: &str| {
        prefix
            .split("::")
            .enumerate()
            .all(|(at, part)| path.get(at).is_some_and(|name| name == part))
    };
    path.first().is_some_and(|first| first == room)
        || (may_use.iter().any(|prefix| under(prefix))
            && !under("vault::crypto")
            && path.last().is_none_or(|last| last != RENAMED))
}

/// The room a file of `src/` belongs to; the files outside the rooms stand for themselves.
fn room_of(file: &str) -> &str {
    match file.split_once('/') {
        Some(("bin", _)) | None => file,
        Some((room, _)) => room,
    }
}

/// Where the reading room walks over every statement or entry, whoever wrote it. All else draws from its gate
/// (`src/reading/stages/gate.rs`): a reading that did not could forget who wrote what it reads.
const AS_WRITTEN: [&str; 8] = [
    // The gate and what it rests on; whether an act is whole is no reading.
    "stages/order.rs",
    "stages/written.rs",
    // Hands on what entries and pages show.
    "chart/mod.rs",
    // Pages, entries and problems' pages show all there is, marked.
    "chart/history.rs",
    "kinds/problem.rs",
    // What one file brought, by the act and author that signed it.
    "chart/imports.rs",
    // Counts what a newer version wrote.
    "chart/banner.rs",
    // Weighed, or narrowed to who speaks for the chart, before it is read.
    "chart/presence.rs",
];

#[test]
fn only_the_gate_and_what_shows_entries_walk_over_what_is_written() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reading");
    let (mut seen, mut walking) = (0, Vec::new());
    for file in rust_files(&room) {
        let name = relative(&room, &file);
        if name.starts_with("directory/") || name.contains("tests") {
            continue;
        }
        seen += 1;
        let text = fs::read_to_string(file).expect("a file");
        let walks = [".as_written()", ".ordered()", ".log.iter()"];
        if walks.iter().any(|walk| text.contains(walk)) {
            walking.push(name);
        }
    }
    assert!(seen > 40, "the room has moved");
    walking.sort();
    let mut may = AS_WRITTEN;
    may.sort_unstable();
    assert_eq!(
        walking, may,
        "what walks over what is written instead of drawing from the gate, or does so no more"
    );
}
