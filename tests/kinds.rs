//! Every kind of statement has its file in every room, its words in every language, a frozen statement, and a sample in the
//! made-up clinic.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../examples/make-clinic/clinic/mod.rs"]
mod clinic;
#[path = "../benches/people/intake.rs"]
mod intake;
#[path = "../benches/people/mod.rs"]
mod people;

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use carnet::base::Language;
use carnet::chart::codec::{decode_statement, encode_statement};
use carnet::chart::kinds::Kind;
use carnet::chart::statement::Read;
use carnet::transfer::bundle::{self, OpenedBundle};
use carnet::vault::jose::Holder;
use clinic::{PASSPHRASE, WorkingDays};
use futures_lite::future::block_on;

/// Rooms with a file for each kind, and what else lies in that folder: what several kinds share.
const ROOMS: &[(&str, &[&str])] = &[
    ("src/chart/kinds", &[]),
    ("src/reading/kinds", &["bearing"]),
    (
        "src/app/kinds",
        &["concept", "in_words", "source", "standing", "told", "words"],
    ),
];

/// The test in the file of a kind that a statement which is written as FHIR and read again is the same statement.
const ROUND_TRIP: &str = "fn what_is_written_is_read_again()";

/// Kinds that no resource of FHIR becomes, and that become none, and why.
const NOT_IN_FHIR: &[(Kind, &str)] = &[
    (Kind::Section, "words of a note are no resource"),
    (Kind::Amendment, "FHIR replaces what it amends"),
    (Kind::Citation, "says what was kept of a file"),
    (Kind::Answer, "comes out of any resource that is negated"),
    (Kind::PersonLink, "a link between charts of this vault"),
    (Kind::Notice, "told by people here"),
    (Kind::Export, "made by people here"),
    (
        Kind::Acknowledgement,
        "no resource of FHIR says that somebody looked at a result",
    ),
    (Kind::Confirmation, "made by people here"),
    (
        Kind::Questionnaire,
        "stands in the vault's own log as the file itself",
    ),
];

/// Written by hand from docs/record-format.md; never made again from what the program writes.
const FROZEN: &str = include_str!("vectors/statements.txt");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The modules or files of a folder, by name.
fn names_in(folder: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(folder).expect("a folder of kinds");
    let paths = files.map(|file| file.expect("a readable folder").path());
    let name = |path: PathBuf| Some(path.file_stem()?.to_str()?.to_owned());
    paths.filter_map(name).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("bytes in hex");
    (0..text.len()).step_by(2).map(byte).collect()
}

fn kinds() -> BTreeSet<String> {
    Kind::ALL
        .iter()
        .map(|kind| kind.name().to_owned())
        .collect()
}

#[test]
fn every_room_has_a_file_for_every_kind_and_no_other() {
    for (room, shared) in ROOMS {
        let mut found = names_in(&root().join(room));
        for other in shared.iter().chain(&["mod"]) {
            assert!(found.remove(*other), "{room}/{other}.rs is gone");
        }
        assert_eq!(found, kinds(), "{room}");
    }
}

#[test]
fn every_kind_comes_from_fhir_and_goes_to_it_or_says_why_not() {
    let folder = root().join("src/transfer/fhir/kinds");
    for kind in Kind::ALL {
        let name = kind.name();
        let file = fs::read_to_string(folder.join(format!("{name}.rs")));
        let reason = NOT_IN_FHIR.iter().find(|(not, _)| not == kind);
        assert_eq!(
            file.is_ok(),
            reason.is_none(),
            "{name}: a file, or a reason why there is none"
        );
        assert!(
            file.is_err() || file.is_ok_and(|text| text.contains(ROUND_TRIP)),
            "{name}: no round trip"
        );
    }
}

#[test]
fn every_kind_has_its_words_in_every_language() {
    for language in Language::ALL {
        let folder = root().join("locales").join(language.code()).join("kinds");
        assert_eq!(names_in(&folder), kinds(), "{}", language.code());
    }
}

#[test]
fn numbers_are_given_once() {
    let numbers: BTreeSet<u32> = Kind::ALL.iter().map(|kind| kind.number()).collect();
    assert_eq!(numbers.len(), Kind::ALL.len());
}

/// What was signed yesterday reads tomorrow, and is written as it was.
#[test]
fn every_kind_reads_its_frozen_statement() {
    let lines = FROZEN.lines().filter(|line| !line.starts_with('#'));
    let mut read = BTreeSet::new();
    for line in lines {
        let (name, bytes) = line.split_once(' ').expect("a name and bytes");
        let bytes = unhex(bytes);
        let Ok(Read::Known(statement)) = decode_statement(&bytes) else {
            panic!("{name} is not read any more")
        };
        assert_eq!(statement.fact.kind().name(), name);
        assert_eq!(encode_statement(&statement), bytes, "{name}");
        read.insert(name.to_owned());
    }
    assert_eq!(read, kinds(), "a kind without a frozen statement");
}

/// So many made-up people, as the file of their clinic's device.
fn made_up_clinic(people: usize) -> OpenedBundle {
    let days = WorkingDays::before_today(people);
    let file = clinic::file_of(people::people(people).enumerate(), &days);
    block_on(bundle::read(
        &file.expect("a made-up clinic"),
        Holder::Passphrase(PASSPHRASE),
        &bundle::Limits::default(),
        &mut |_: u64, _: u64| ControlFlow::Continue(()),
    ))
    .expect("its own file")
}

/// Whoever looks at a page, or measures one, finds every kind there.
#[test]
fn every_kind_stands_in_the_made_up_clinic() {
    let clinic = made_up_clinic(2);
    let entries = clinic.charts.iter().flat_map(|chart| chart.log.iter());
    let statements: Vec<Read> = entries
        .flat_map(|entry| entry.statements().to_vec())
        .collect();
    let found = statements.iter().filter_map(|read| match read {
        Read::Known(statement) => Some(statement.fact.kind().name().to_owned()),
        Read::Newer(_) => None,
    });
    assert_eq!(found.collect::<BTreeSet<_>>(), kinds());
    // The two people, and the clinic's own log.
    assert_eq!(clinic.charts.len(), 3);
}
