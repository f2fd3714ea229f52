//! The key ring: what is written again, what a destroyed chart leaves, when a key is followed by another.

use super::*;
use crate::base::{ChartId, Compartment};

fn segment(chart: u8) -> AssociatedData {
    AssociatedData::Segment {
        compartment: Compartment::CLINICAL,
        chart: ChartId([chart; 16]),
        first: 0,
        last: 0,
    }
}

#[test]
fn only_changed_pages_are_sealed_again_and_until_they_are_stored() {
    let Made { mut vault, .. } = prepare(RingHome::Outside, 51).made();
    for chart in 0..130 {
        vault.add_chart(ChartId([chart; 16]), &mut Seeded::new(chart));
    }
    let first = vault.changed_pages(&mut Seeded::new(1));
    assert_eq!(first.rows.len(), 3 * 2 * 2);
    vault.add_chart(ChartId([200; 16]), &mut Seeded::new(200));
    vault.pages_stored(&first.stored);
    let second = vault.changed_pages(&mut Seeded::new(2));
    assert!(second.rows.iter().all(|row| row.page == 1));
    assert_eq!(second.rows.len(), 3 * 2);
    vault.pages_stored(&second.stored);
    assert!(vault.changed_pages(&mut Seeded::new(3)).rows.is_empty());
}

#[test]
fn a_destroyed_chart_is_gone_and_old_pages_do_not_open() {
    for home in [RingHome::Outside, RingHome::InMeta] {
        let prepared = prepare(home, 52);
        let words = prepared.words().to_vec();
        let Made {
            mut vault,
            rows: mut meta,
        } = prepared.made();
        vault.add_chart(ChartId([1; 16]), &mut Seeded::new(1));
        vault.add_chart(ChartId([2; 16]), &mut Seeded::new(2));
        let gone = vault
            .seal(&segment(1), b"gone", &mut Seeded::new(3))
            .expect("held");
        let kept = vault
            .seal(&segment(2), b"kept", &mut Seeded::new(4))
            .expect("held");
        let old_pages = vault.changed_pages(&mut Seeded::new(5)).rows;
        let renewal = vault.destroy_chart(ChartId([1; 16]), &mut Seeded::new(6));
        put(&mut meta, renewal.meta);

        let locked = Locked::read(&meta).expect("whole rows");
        let mut again = locked
            .unlock(&Opener::Words(&words), Vec::new())
            .expect("right words");
        assert_eq!(again.ring_secret().expose(), renewal.ring.expose());
        assert_eq!(again.load_pages(old_pages).lost.len(), 3);
        assert!(again.load_pages(renewal.pages.rows).lost.is_empty());
        assert_eq!(again.open(&segment(1), &gone).err(), Some(OpenError::NoKey));
        assert_eq!(
            again.open(&segment(2), &kept).expect("kept").as_slice(),
            b"kept"
        );
    }
}

#[test]
fn an_old_ring_secret_is_not_taken_for_the_right_one() {
    let Made {
        mut vault,
        rows: mut meta,
    } = prepare(RingHome::Outside, 53).made();
    let old = vault.ring_secret().copy();
    let renewal = vault.destroy_chart(ChartId([1; 16]), &mut Seeded::new(6));
    put(&mut meta, renewal.meta);
    let opened = unlock(&meta, PASSPHRASE, &old);
    assert_eq!(opened.err(), Some(UnlockError::RingSecretMissing));
    let locked = Locked::read(&meta).expect("whole rows");
    let both = vec![old, renewal.ring];
    assert!(locked.unlock(&Opener::Passphrase(PASSPHRASE), both).is_ok());
}
