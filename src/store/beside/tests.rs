use super::*;
use futures_lite::future::block_on;

fn secret(byte: u8) -> Secret<[u8; 32]> {
    Secret::new([byte; 32])
}

fn found(files: &MemoryFiles) -> Vec<(u64, u8)> {
    let secrets = block_on(Beside::new(files.clone()).ring_secrets()).unwrap();
    let first_byte = |ring: &RingSecret| (ring.number, ring.secret.expose()[0]);
    secrets.iter().map(first_byte).collect()
}

#[test]
fn a_new_secret_stands_beside_the_old_until_one_is_kept() {
    let files = MemoryFiles::new();
    let beside = Beside::new(files.clone());
    block_on(async {
        assert_eq!(found(&files), []);
        assert_eq!(beside.add_ring_secret(&secret(1)).await, Ok(0));
        assert_eq!(beside.add_ring_secret(&secret(2)).await, Ok(1));
        assert_eq!(found(&files), [(1, 2), (0, 1)]);
        let third = beside.add_ring_secret(&secret(3)).await;
        assert_eq!(third, Err(FileError::Unfinished));
        beside.keep_only_ring_secret(1).await.unwrap();
        assert_eq!(found(&files), [(1, 2)]);
        assert_eq!(beside.add_ring_secret(&secret(3)).await, Ok(2));
        beside.keep_only_ring_secret(1).await.unwrap();
        assert_eq!(found(&files), [(1, 2)], "the older may be the one in use");
    });
}

#[test]
fn keeping_one_that_is_not_there_wipes_nothing() {
    let files = MemoryFiles::new();
    let beside = Beside::new(files.clone());
    block_on(async {
        beside.add_ring_secret(&secret(1)).await.unwrap();
        beside.keep_only_ring_secret(7).await.unwrap();
    });
    assert_eq!(found(&files), [(0, 1)]);
}

#[test]
fn a_half_written_secret_leaves_the_one_before() {
    let files = MemoryFiles::new();
    let beside = Beside::new(files.clone());
    block_on(async {
        beside.add_ring_secret(&secret(1)).await.unwrap();
        for written in 0..77 {
            files.fail_next_write(FileError::NotKept, written);
            let answer = beside.add_ring_secret(&secret(2)).await;
            assert_eq!(answer, Err(FileError::NotKept));
            assert_eq!(found(&files), [(0, 1)], "after {written} bytes");
        }
        assert_eq!(beside.add_ring_secret(&secret(2)).await, Ok(1));
    });
    assert_eq!(found(&files), [(1, 2), (0, 1)]);
}

#[test]
fn any_flipped_bit_makes_a_slot_unreadable() {
    let files = MemoryFiles::new();
    block_on(Beside::new(files.clone()).add_ring_secret(&secret(1))).unwrap();
    for bit in 0..77 * 8 {
        let flip = |bytes: &mut Vec<u8>| bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(files.damage(FileName::Ring(Side::A), flip));
        assert_eq!(found(&files), [], "bit {bit}");
        files.damage(FileName::Ring(Side::A), flip);
    }
    assert_eq!(found(&files), [(0, 1)]);
    files.lose_everything();
    assert_eq!(found(&files), []);
}

#[test]
fn the_latest_marks_are_read_and_the_ones_before_if_they_are_torn() {
    let files = MemoryFiles::new();
    let beside = Beside::new(files.clone());
    let marks = |number| {
        BTreeMap::from([
            (Compartment::IDENTITY, number),
            (Compartment::CLINICAL, u64::MAX - number),
        ])
    };
    block_on(async {
        assert_eq!(beside.journal_marks().await, Ok(BTreeMap::new()));
        for number in 0..5 {
            beside.mark_journals(&marks(number)).await.unwrap();
            assert_eq!(beside.journal_marks().await, Ok(marks(number)));
        }
        files.fail_next_write(FileError::Full, 20);
        assert_eq!(beside.mark_journals(&marks(5)).await, Err(FileError::Full));
        assert_eq!(beside.journal_marks().await, Ok(marks(4)));
    });
}

#[test]
fn erasing_leaves_nothing() {
    let files = MemoryFiles::new();
    let beside = Beside::new(files.clone());
    block_on(async {
        beside.add_ring_secret(&secret(1)).await.unwrap();
        let marks = BTreeMap::from([(Compartment::CLINICAL, 3)]);
        beside.mark_journals(&marks).await.unwrap();
        beside.erase().await.unwrap();
        assert_eq!(beside.journal_marks().await, Ok(BTreeMap::new()));
    });
    assert_eq!(found(&files), []);
}
