//! Damage, wrong tries, newer formats and hostile costs are different answers.

use proptest::prelude::*;

use super::*;
use crate::base::{ChartId, Compartment};
use crate::vault::crypto::argon2id::CostOutOfBounds;

fn damage(row: &MetaRow, at: usize) -> MetaRow {
    let mut bytes = row.value.as_bytes().to_vec();
    let at = at % bytes.len();
    bytes[at] ^= 0x20;
    MetaRow {
        value: Sealed::from_stored(bytes),
        ..row.clone()
    }
}

/// Puts a row of another format or cost, its checksum right: not damage.
fn reframed(row: &MetaRow, change: impl Fn(&mut Vec<u8>)) -> MetaRow {
    let bytes = row.value.as_bytes();
    let mut body = bytes[..bytes.len() - 32].to_vec();
    change(&mut body);
    let check = crypto::sha256::sha256(&body);
    body.extend_from_slice(check.as_bytes());
    MetaRow {
        value: Sealed::from_stored(body),
        ..row.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn one_damaged_copy_is_repaired_and_both_are_told_from_a_wrong_passphrase(row in 0usize..4, at in 0usize..4000) {
        let Made { vault, rows } = prepare(RingHome::Outside, 41).made();
        prop_assert_eq!(rows.len(), 4);
        let mut hurt = rows.clone();
        hurt[row] = damage(&rows[row], at);
        let locked = Locked::read(&hurt).expect("the other copy is whole");

        let opened = locked.unlock(&Opener::Passphrase(PASSPHRASE), vec![vault.ring_secret().copy()]);
        prop_assert_eq!(opened.expect("right passphrase").repairs(), vec![rows[row].clone()]);

        let twin = row ^ 1;
        hurt[twin] = damage(&rows[twin], at + 1);
        prop_assert_eq!(Locked::read(&hurt).err(), Some(ReadError::Damaged));
    }
}

#[test]
fn a_missing_copy_is_put_again() {
    let Made { vault, rows } = prepare(RingHome::Outside, 42).made();
    let opened =
        unlock(&rows[1..], PASSPHRASE, vault.ring_secret()).expect("the other copy is whole");
    assert_eq!(opened.repairs(), rows[..1]);
    assert_eq!(Locked::read(&[]).err(), Some(ReadError::NoVault));
    assert_eq!(Locked::read(&rows[..2]).err(), Some(ReadError::Damaged));
}

#[test]
fn a_wrong_passphrase_beside_a_lost_row_may_be_right() {
    let Made {
        mut vault,
        mut rows,
    } = prepare(RingHome::Outside, 43).made();
    let prepared = vault
        .prepare_person(
            &person("Testa, Secunda", SECOND),
            now(),
            &mut Seeded::new(44),
        )
        .expect("administrator");
    let hers = vault.add_person(prepared);
    let lost: Vec<MetaRow> = hers.iter().map(|row| damage(row, 300)).collect();
    put(&mut rows, lost);
    assert!(unlock(&rows, PASSPHRASE, vault.ring_secret()).is_ok());
    let opened = unlock(&rows, SECOND, vault.ring_secret());
    assert_eq!(opened.err(), Some(UnlockError::Damaged));
}

#[test]
fn a_newer_format_is_named_with_both_numbers() {
    let Made { rows, .. } = prepare(RingHome::Outside, 45).made();
    let newer: Vec<MetaRow> = rows
        .iter()
        .map(|row| reframed(row, |body| body[1] = 9))
        .collect();
    let refused = Locked::read(&newer).err();
    assert_eq!(refused, Some(ReadError::Newer { found: 9, reads: 1 }));
}

#[test]
fn a_hostile_cost_is_refused_before_any_work() {
    let Made { rows, .. } = prepare(RingHome::Outside, 46).made();
    // 19456 KiB as CBOR, replaced by as many bytes that say 65535 KiB short of nothing.
    let dear = |body: &mut Vec<u8>| {
        let least = [0x19, 0x4c, 0x00];
        let at = body
            .windows(3)
            .position(|part| part == least)
            .expect("the cost is there");
        body.splice(at..at + 3, [0x1a, 0xff, 0xff, 0xff, 0xff]);
    };
    let hostile: Vec<MetaRow> = rows
        .iter()
        .map(|row| match row.name {
            RowName::Vault => reframed(row, dear),
            _ => row.clone(),
        })
        .collect();
    let refused = Locked::read(&hostile).err();
    let cost = CostOutOfBounds {
        memory: u32::MAX,
        passes: 2,
    };
    assert_eq!(refused, Some(ReadError::Cost(cost)));
}

#[test]
fn a_lowered_cost_does_not_open_a_slot() {
    let Made { vault, rows } = prepare(RingHome::Outside, 47).made();
    let mut locked = Locked::read(&rows).expect("whole rows");
    locked.row.passes = 3;
    let opened = locked.unlock(
        &Opener::Passphrase(PASSPHRASE),
        vec![vault.ring_secret().copy()],
    );
    assert_eq!(opened.err(), Some(UnlockError::WrongPassphrase));
}

#[test]
fn a_damaged_key_page_is_repaired_from_its_copy_or_named() {
    let Made { mut vault, rows } = prepare(RingHome::Outside, 48).made();
    vault.add_chart(ChartId([1; 16]), &mut Seeded::new(1));
    let pages = vault.changed_pages(&mut Seeded::new(2)).rows;
    assert_eq!(pages.len(), 6);
    let spoil = |row: &PageRow| {
        let mut bytes = row.value.as_bytes().to_vec();
        *bytes.last_mut().expect("not empty") ^= 1;
        PageRow {
            value: Sealed::from_stored(bytes),
            ..row.clone()
        }
    };
    let mut hurt = pages.clone();
    hurt[0] = spoil(&pages[0]);
    hurt[2] = spoil(&pages[2]);
    hurt[3] = spoil(&pages[3]);
    let mut again = unlock(&rows, PASSPHRASE, vault.ring_secret()).expect("right passphrase");
    let loaded = again.load_pages(hurt);
    assert_eq!(loaded.repairs, [pages[0].clone()]);
    assert_eq!(loaded.lost, [(Compartment::CLINICAL, 0)]);
    assert!(again.holds_chart(Compartment::IDENTITY, ChartId([1; 16])));
    assert!(!again.holds_chart(Compartment::CLINICAL, ChartId([1; 16])));

    // A new key for the chart goes to another page: the lost one may yet be saved.
    again.add_chart(ChartId([1; 16]), &mut Seeded::new(3));
    let changed = again.changed_pages(&mut Seeded::new(4)).rows;
    let named: Vec<_> = changed
        .iter()
        .map(|row| (row.compartment, row.page, row.copy))
        .collect();
    assert_eq!(
        named,
        [(Compartment::CLINICAL, 1, 0), (Compartment::CLINICAL, 1, 1)]
    );
}

#[test]
fn a_damaged_copy_of_the_ring_row_is_repaired() {
    let Made { vault, rows } = prepare(RingHome::InMeta, 49).made();
    for at in 4..6 {
        assert_eq!(rows[at].name, RowName::Ring);
        let mut hurt = rows.clone();
        hurt[at] = damage(&rows[at], 50);
        let locked = Locked::read(&hurt).expect("whole rows");
        let opened = locked.unlock(&Opener::Passphrase(PASSPHRASE), Vec::new());
        let opened = opened.expect("the other copy is whole");
        assert_eq!(opened.repairs(), [rows[at].clone()]);
        assert_eq!(opened.ring_secret().expose(), vault.ring_secret().expose());
        hurt[at ^ 1] = damage(&rows[at ^ 1], 51);
        let both = Locked::read(&hurt)
            .expect("whole rows")
            .unlock(&Opener::Passphrase(PASSPHRASE), Vec::new());
        assert_eq!(both.err(), Some(UnlockError::Damaged));
    }
}
