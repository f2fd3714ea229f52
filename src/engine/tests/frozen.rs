//! A whole store as the first version wrote it, row by row. It is opened and read, and never made again: whatever a later
//! version changes, these rows stay readable.

use super::*;
use sha2::{Digest as _, Sha256};

use crate::base::{BlobId, Digest};
use crate::chart::kinds::Document;
use crate::store::Table;

const STORE: &str = include_str!("../../../tests/vectors/store-v1.txt");

/// The value behind a name at the start of a line.
fn named(name: &str) -> &'static str {
    let mut lines = STORE.lines();
    lines
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
        .expect("a line of this name")
}

fn bytes(hex: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
    (0..hex.len()).step_by(2).map(pair).collect()
}

fn id(name: &str) -> [u8; 16] {
    bytes(named(name)).try_into().expect("sixteen bytes")
}

fn disk() -> MemoryDisk {
    let rows = STORE.lines().filter_map(|line| {
        let (table, row) = line.strip_prefix("row ")?.split_once(' ')?;
        let (key, hex) = row.split_once(' ')?;
        let table = Table::ALL.into_iter().find(|one| one.name() == table);
        Some((table.expect("a table"), key.to_owned(), bytes(hex)))
    });
    MemoryDisk::holding(rows)
}

/// The device on which it was written, after it lost its private files: the recovery words hold what they held.
fn opened() -> Device {
    let mut device = Device::on(disk(), 9);
    device.clock.forward(24 * 60 * 60 * 1000);
    let words = named("words").split(' ').map(str::to_owned).collect();
    let unlocked = device.ask(ask::Unlock(Opener::Words(words)));
    assert!(unlocked.is_ok(), "{unlocked:?}");
    device
}

/// The journal of the first version names all rows of a chart each time; new rows go on from its last one.
#[test]
fn a_chart_of_the_first_format_goes_on() {
    let mut device = opened();
    let chart = ChartId(id("prima"));
    let entries = device.chart(chart).banner.entries;
    for words in ["one more", "and another", "and a third"] {
        device.note(chart, words);
    }
    device.restart();
    device.unlock().expect("opened");
    let banner = device.chart(chart).banner;
    assert_eq!((banner.entries, banner.unreadable), (entries + 3, 0));
}

#[test]
fn every_chart_of_the_first_format_reads_as_it_was_written() {
    let mut device = opened();
    for (chart, digest, entries) in [
        ("prima", "prima-digest", 4),
        ("seconda", "seconda-digest", 1),
    ] {
        let chart = ChartId(id(chart));
        let view = device.chart(chart);
        assert_eq!(view.banner.digest.0.to_vec(), bytes(named(digest)));
        assert_eq!((view.banner.entries, view.banner.unreadable), (entries, 0));
    }
    let prima = ChartId(id("prima"));
    assert_eq!(device.search("testa prima"), [prima]);
    let words = b"the text of a paper";
    let paper = Document {
        title: String::new(),
        media_type: String::new(),
        blob: BlobId(id("paper")),
        bytes: words.len() as u64,
        digest: Digest(Sha256::digest(words).into()),
        chunks: 1,
    };
    let paper = device.ask(ask::ReadBlob {
        chart: prima,
        document: paper,
    });
    {
        let bytes = paper.expect("paper");
        assert_eq!(bytes, words)
    }
}

#[test]
fn drafts_of_the_first_format_are_as_they_were_typed() {
    let mut device = opened();
    let drafts = device.ask(ask::Drafts).expect("drafts");
    assert_eq!(drafts.len(), 2);
    for row in drafts {
        let kept = device.ask(ask::LoadDraft(row.id)).expect("draft");
        match kept.draft {
            Draft::Intake(intake) => assert_eq!(*intake, half_an_intake(intake.started)),
            Draft::Note(note) => {
                let prima = ChartId(id("prima"));
                assert_eq!(*note, half_a_note(prima, note.started));
                assert_eq!(kept.cursor, "note-0-s");
            }
            other @ (Draft::Form(_) | Draft::Questions(_) | Draft::Search(_)) => {
                panic!("not of the first format: {other:?}")
            }
        }
    }
}

#[test]
fn the_first_format_is_written_on_and_a_damaged_list_made_again() {
    let mut device = opened();
    let prima = ChartId(id("prima"));
    device.note(prima, "one year later");
    assert_eq!(device.chart(prima).banner.entries, 5);
    for (table, key, _) in device.disk.rows() {
        if table == Table::Directory {
            let key = crate::store::Key::parse(table, &key).expect("a key");
            device.disk.damage(&key, |bytes| bytes[20] ^= 1);
        }
    }
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(device.search("testa prima"), [prima]);
    assert_eq!(device.chart(prima).banner.entries, 5);
}

fn half_an_intake(started: Stamp) -> IntakeDraft {
    let mut draft = intake("Testa", "Ter", started);
    draft.birth = BirthDraft::Date(DateDraft {
        day: "31".into(),
        month: 2,
        year: "19".into(),
    });
    draft.allergies = crate::chart::kinds::Answer::Yes(vec![AllergyDraft {
        substance: "Penic".into(),
        ..AllergyDraft::default()
    }]);
    draft
}

fn half_a_note(chart: ChartId, started: Stamp) -> NoteDraft {
    let mut under = UnderProblem::new(ProblemChoice::New {
        words: "Cough".into(),
        status: crate::chart::kinds::ProblemStatus::Active,
        onset: DateDraft::default(),
    });
    under.subjective = "since a we".into();
    under.plans.push(PlanDraft {
        part: crate::chart::kinds::PlanPart::Teaching,
        text: "tea".into(),
        due: DateDraft {
            day: String::new(),
            month: 3,
            year: "2027".into(),
        },
    });
    NoteDraft {
        chart,
        started,
        late: Some(LateDraft {
            when: DateDraft::default(),
            time: String::new(),
            reason: "the tab".into(),
        }),
        said_by: SaidBy::Patient,
        under: vec![under],
    }
}
