use super::*;
use crate::base::{Compartment, DraftId};
use futures_lite::future::block_on;

const DRAFT: Key = Key::Draft(DraftId([3; 16]));

fn put(bytes: &[u8]) -> Vec<Write> {
    vec![Write::Put(DRAFT, Sealed::from_stored(bytes.to_vec()))]
}

#[test]
fn a_trouble_strikes_its_commit_and_no_other() {
    let disk = MemoryDisk::new();
    let store = disk.open();
    disk.trouble_after(1, Fault::Refuse(StoreError::Full));
    block_on(async {
        assert_eq!(store.commit(put(b"one"), Durability::Strict).await, Ok(()));
        let full = store.commit(put(b"two"), Durability::Strict).await;
        assert_eq!(full, Err(StoreError::Full));
        let kept = store.get(&DRAFT).await.unwrap().unwrap();
        assert_eq!(kept.as_bytes(), b"one");
        assert_eq!(store.commit(put(b"two"), Durability::Strict).await, Ok(()));
    });
}

#[test]
fn a_lost_answer_leaves_the_rows() {
    let disk = MemoryDisk::new();
    disk.trouble_after(0, Fault::LoseTheAnswer);
    let answer = block_on(disk.open().commit(put(b"one"), Durability::Strict));
    assert_eq!(answer, Err(StoreError::Lost));
    assert!(block_on(disk.open().get(&DRAFT)).unwrap().is_some());
}

#[test]
fn rows_and_files_share_the_room_and_what_does_not_fit_changes_nothing() {
    use crate::store::beside::{FileError, FileName, Files, MemoryFiles};
    let disk = MemoryDisk::new();
    let files = MemoryFiles::beside(&disk);
    let mut entropy = crate::base::entropy::SystemEntropy;
    let other = Key::Draft(DraftId([4; 16]));
    block_on(async {
        let store = disk.open();
        store.commit(put(b"one"), Durability::Strict).await.unwrap();
        disk.leave_room(8);
        let occupied = files.occupy(FileName::Reserve, 7, &mut entropy).await;
        assert_eq!(occupied, Ok(()));
        let mut writes = put(b"once");
        writes.push(Write::Add(other, Sealed::from_stored(vec![0])));
        let full = store.commit(writes, Durability::Strict).await;
        assert_eq!(full, Err(StoreError::Full));
        assert!(disk.holds(b"one") && !disk.holds(b"once"));
        let larger = files.occupy(FileName::Reserve, 9, &mut entropy).await;
        assert_eq!(larger, Err(FileError::Full));
        assert_eq!(files.size(FileName::Reserve).await, Ok(None), "all or none");
        let longer = store.commit(put(&[1; 11]), Durability::Strict).await;
        assert_eq!(longer, Ok(()));
    });
}

#[test]
fn a_disconnected_store_stays_lost_and_a_new_one_is_not() {
    let disk = MemoryDisk::new();
    let store = disk.open();
    disk.disconnect();
    let counted = block_on(store.count(&Range::Journal(Compartment::CLINICAL)));
    assert_eq!(counted, Err(StoreError::Lost));
    let written = block_on(store.commit(put(b"one"), Durability::Strict));
    assert_eq!(written, Err(StoreError::Lost));
    assert_eq!(
        block_on(disk.open().commit(put(b"one"), Durability::Relaxed)),
        Ok(())
    );
    assert_eq!(disk.last_durability(), Some(Durability::Relaxed));
}

#[test]
fn an_image_does_not_follow_the_disk() {
    let disk = MemoryDisk::new();
    block_on(disk.open().commit(put(b"one"), Durability::Strict)).unwrap();
    let image = disk.image();
    assert!(disk.damage(&DRAFT, |bytes| bytes[0] ^= 1));
    assert!(image.holds(b"one") && !disk.holds(b"one"));
    assert!(disk.remove(&DRAFT) && !disk.remove(&DRAFT));
    assert_eq!(
        block_on(image.open().count(&Range::All(Table::Drafts))),
        Ok(1)
    );
}
