//! Every file in `tests/must-fail/bundle` is refused, or opens without its bad entry, for the reason it is named after.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use carnet::transfer::bundle::{Limits, OpenedBundle, ReadError, Why, read};
use carnet::vault::jose::Holder;
use futures_lite::future::block_on;

use crate::forge::Parts;
use crate::sample::{CHARTS, PAPER, PASSPHRASE};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/must-fail/bundle")
}

pub fn open(bytes: &[u8]) -> Result<OpenedBundle, ReadError> {
    open_with(bytes, PASSPHRASE, &Limits::default())
}

pub fn open_with(
    bytes: &[u8],
    passphrase: &str,
    limits: &Limits,
) -> Result<OpenedBundle, ReadError> {
    let carry_on = &mut |_: u64, _: u64| ControlFlow::Continue(());
    block_on(read(
        bytes,
        Holder::Passphrase(passphrase),
        limits,
        carry_on,
    ))
}

fn changed(part: &str) -> ReadError {
    ReadError::Changed(part.into())
}

fn path(name: &str) -> ReadError {
    ReadError::BadPath(name.into())
}

/// Files that are refused whole.
fn refused() -> Vec<(&'static str, ReadError)> {
    let newer = ReadError::Newer { found: 2, reads: 1 };
    vec![
        ("truncated", ReadError::Truncated),
        ("bit-flipped-part", changed("record/entries-1.jwe")),
        ("bit-flipped-directory", ReadError::Directory),
        ("not-a-zip", ReadError::Foreign),
        ("foreign-zip", ReadError::Foreign),
        ("foreign-manifest", ReadError::Foreign),
        ("zip-bomb", ReadError::Bomb),
        // No more is unpacked than the size it claims, and that is not the list.
        ("zip-bomb-lying-size", changed("manifest.json")),
        ("path-up", path("../evil.sh")),
        ("path-absolute", path("/etc/evil")),
        ("path-backslash", path("..\\evil.exe")),
        ("path-drive", path("C:evil.exe")),
        ("name-twice", ReadError::TwiceNamed),
        ("pbes2-cost-hostile", ReadError::HostileCost),
        ("pbes2-cost-too-low", ReadError::HostileCost),
        ("pbes2-salt-missing", changed("key.jwe")),
        ("pbes2-salt-short", ReadError::HostileCost),
        ("newer-format-key", newer.clone()),
        ("key-missing", changed("key.jwe")),
        ("newer-format", newer),
        ("swapped-parts", changed("record/entries-1.jwe")),
        ("part-missing", changed("record/entries-1.jwe")),
        ("part-unlisted", changed("manifest.json")),
        ("manifest-not-json", changed("manifest.json")),
        ("exporter-unknown", ReadError::Exporter),
        ("digest-mismatch", ReadError::Digest(CHARTS[0])),
        ("gzip-bomb", ReadError::Bomb),
        ("records-swollen", ReadError::Bomb),
    ]
}

/// Files that open but for one entry.
const UNREADABLE: [(&str, Why); 6] = [
    ("entry-bad-signature", Why::Signature),
    ("entry-wrong-chain", Why::Chain),
    ("entry-unknown-author", Why::Author),
    ("entry-wrong-author", Why::Author),
    ("entry-other-chart", Why::OtherChart),
    ("entry-malformed", Why::Malformed),
];

/// Files that open but for one paper, and whether something else stands in its place.
const WITHOUT_A_PAPER: [(&str, bool); 2] = [("paper-missing", false), ("paper-altered", true)];

fn file(name: &str) -> Vec<u8> {
    let path = folder().join(format!("{name}.carnet.zip"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn each_file_is_refused_for_its_own_reason() {
    for (name, expected) in refused() {
        let error = open(&file(name)).err();
        assert_eq!(error, Some(expected), "{name}");
    }
}

#[test]
fn one_bad_entry_keeps_its_place_and_the_rest_opens() {
    for (name, why) in UNREADABLE {
        let opened = open(&file(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(opened.entries(), 5, "{name}");
        assert_eq!(opened.unreadable(), 1, "{name}");
        let placed = opened.charts.iter().flat_map(|chart| &chart.unreadable);
        let bad = placed.chain(&opened.unplaced).next().expect("one of them");
        assert_eq!(
            (bad.why, bad.place.part, bad.place.item),
            (why, 1, 9),
            "{name}"
        );
    }
}

#[test]
fn a_paper_that_is_not_as_an_entry_names_it_is_told() {
    for (name, altered) in WITHOUT_A_PAPER {
        let opened = open(&file(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((opened.entries(), opened.unreadable()), (5, 0), "{name}");
        let [lost] = &opened.lost[..] else {
            panic!("{name}: one paper")
        };
        assert_eq!(
            (lost.chart, lost.document.blob),
            (CHARTS[0], PAPER),
            "{name}"
        );
        assert_eq!(lost.altered, altered, "{name}");
        assert!(opened.attachments.iter().all(|one| !one.cited), "{name}");
    }
}

#[test]
fn every_file_there_is_expected_to_fail() {
    let mut known: Vec<String> = refused()
        .iter()
        .map(|(name, _)| name)
        .chain(UNREADABLE.iter().map(|(name, _)| name))
        .chain(WITHOUT_A_PAPER.iter().map(|(name, _)| name))
        .map(|name| format!("{name}.carnet.zip"))
        .collect();
    let mut there: Vec<String> = std::fs::read_dir(folder())
        .expect("the folder")
        .map(|file| {
            file.expect("a file")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    known.sort();
    there.sort();
    assert_eq!(known, there);
}

#[test]
fn the_files_are_still_what_their_makers_make() {
    for (name, bytes) in crate::defects::all() {
        let (now, kept) = (open(&bytes).err(), open(&file(name)).err());
        assert_eq!(now, kept, "{name}");
    }
}

#[test]
fn a_file_over_the_bound_is_refused_before_any_work() {
    let two_hundred = vec![0; 200_000_000];
    let error = open(&two_hundred).err();
    assert_eq!(error, Some(ReadError::TooLarge { megabytes: 128 }));
}

#[test]
fn too_many_parts_are_a_bomb() {
    let parts = (0..4097).map(|n| (format!("{n}"), Vec::new()));
    let error = open(&Parts(parts.collect()).zip()).err();
    assert_eq!(error, Some(ReadError::Bomb));
}
