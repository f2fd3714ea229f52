use std::collections::BTreeMap;

use super::*;
use crate::base::entropy::SystemEntropy;
use crate::base::{Compartment, Secret};
use crate::store::beside::{RESERVE, Side};
use wasm_bindgen_test::wasm_bindgen_test;

async fn here(folder: &str) -> Beside<OpfsFiles> {
    match open(folder).await {
        Presence::Here(beside) => beside,
        Presence::Absent { why } => panic!("{why}"),
    }
}

async fn fresh(folder: &str) -> Beside<OpfsFiles> {
    let beside = here(folder).await;
    beside.erase().await.unwrap();
    beside
}

async fn secrets(beside: &Beside<OpfsFiles>) -> Vec<(u64, [u8; 32])> {
    let found = beside.ring_secrets().await.unwrap();
    found
        .iter()
        .map(|ring| (ring.number, *ring.secret.expose()))
        .collect()
}

#[wasm_bindgen_test]
async fn a_ring_secret_is_there_when_the_folder_is_opened_again() {
    let beside = fresh("test-ring").await;
    assert_eq!(secrets(&beside).await, []);
    let number = beside.add_ring_secret(&Secret::new([1; 32])).await.unwrap();
    assert_eq!(secrets(&here("test-ring").await).await, [(number, [1; 32])]);
    let next = beside.add_ring_secret(&Secret::new([2; 32])).await.unwrap();
    let both = [(next, [2; 32]), (number, [1; 32])];
    assert_eq!(secrets(&here("test-ring").await).await, both);
    beside.keep_only_ring_secret(next).await.unwrap();
    assert_eq!(secrets(&here("test-ring").await).await, [(next, [2; 32])]);
    beside.erase().await.unwrap();
    assert_eq!(secrets(&here("test-ring").await).await, []);
}

#[wasm_bindgen_test]
async fn marks_are_read_back_and_shorter_ones_leave_no_tail() {
    let beside = fresh("test-marks").await;
    let long: BTreeMap<_, _> = (0..100)
        .map(|n| (Compartment(n), u64::from(n) << 40))
        .collect();
    let short = BTreeMap::from([(Compartment::CLINICAL, 9)]);
    for marks in [&long, &short, &long, &short] {
        beside.mark_journals(marks).await.unwrap();
        assert_eq!(
            here("test-marks").await.journal_marks().await.as_ref(),
            Ok(marks)
        );
    }
}

#[wasm_bindgen_test]
async fn a_reserve_is_whole_and_once_given_up_is_gone() {
    let beside = fresh("test-reserve").await;
    let files = OpfsFiles {
        folder: open_folder("test-reserve").await.unwrap(),
    };
    let size = || files.size(FileName::Reserve);
    assert_eq!(size().await, Ok(None));
    assert_eq!(beside.give_reserve_up().await, Ok(false));
    let mut entropy = SystemEntropy;
    for _ in 0..2 {
        beside.keep_reserve(&mut entropy).await.unwrap();
        assert_eq!(size().await, Ok(Some(RESERVE)));
    }
    assert_eq!(beside.give_reserve_up().await, Ok(true));
    assert_eq!(size().await, Ok(None));
    beside.keep_reserve(&mut entropy).await.unwrap();
    beside.erase().await.unwrap();
    assert_eq!(size().await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_file_that_another_holds_open_is_busy() {
    let Presence::Here(_) = open("test-busy").await else {
        panic!("no private files");
    };
    let files = OpfsFiles {
        folder: open_folder("test-busy").await.unwrap(),
    };
    let name = FileName::Ring(Side::A);
    files.write(name, b"held").await.unwrap();
    let file = files.file(name, false).await.unwrap().unwrap();
    let held = Open::new(&file).await.unwrap();
    assert_eq!(files.write(name, b"late").await, Err(FileError::Busy));
    assert_eq!(files.read(name).await.err(), Some(FileError::Busy));
    drop(held);
    assert_eq!(files.read(name).await.unwrap().unwrap().as_slice(), b"held");
    files.wipe(name).await.unwrap();
    assert!(files.read(name).await.unwrap().is_none());
}
