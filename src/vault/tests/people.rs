//! Several people, one vault: adding, switching, changing a passphrase, recovering.

use super::*;
use crate::base::{ChartId, Compartment, DraftId};
use crate::chart::cose::{Sign as _, Verify as _};
use crate::vault::pages::ChangedPages;
use crate::vault::words::MIN_PASSPHRASE;

const SEGMENT: AssociatedData = AssociatedData::Segment {
    compartment: Compartment::CLINICAL,
    chart: ChartId([5; 16]),
    first: 0,
    last: 0,
};

struct Stored {
    vault: Vault,
    meta: Vec<MetaRow>,
    pages: Vec<PageRow>,
    sealed: Sealed,
    words: Vec<String>,
}

fn vault_with_a_chart(seed: u8) -> Stored {
    let prepared = prepare(RingHome::Outside, seed);
    let words = prepared.words().to_vec();
    let Made {
        mut vault,
        rows: meta,
    } = prepared.made();
    vault.add_chart(ChartId([5; 16]), &mut Seeded::new(90));
    let sealed = vault
        .seal(&SEGMENT, b"an entry", &mut Seeded::new(91))
        .expect("held");
    let ChangedPages {
        rows: pages,
        stored,
    } = vault.changed_pages(&mut Seeded::new(92));
    vault.pages_stored(&stored);
    Stored {
        vault,
        meta,
        pages,
        sealed,
        words,
    }
}

fn reads_the_entry(vault: &mut Vault, stored: &Stored) {
    let loaded = vault.load_pages(stored.pages.clone());
    assert!(loaded.repairs.is_empty() && loaded.lost.is_empty());
    let plain = vault
        .open(&SEGMENT, &stored.sealed)
        .expect("key was loaded");
    assert_eq!(plain.as_slice(), b"an entry");
}

#[test]
fn a_second_person_opens_the_same_records_and_signs_as_themselves() {
    let mut stored = vault_with_a_chart(21);
    let new = person("Testa, Secunda", SECOND);
    let prepared = stored
        .vault
        .prepare_person(&new, now(), &mut Seeded::new(22))
        .expect("administrator");
    assert_eq!(prepared.words().len(), 12);
    let rows = stored.vault.add_person(prepared);
    put(&mut stored.meta, rows);
    assert_eq!(stored.vault.people().len(), 2);

    let mut second =
        unlock(&stored.meta, SECOND, stored.vault.ring_secret()).expect("own passphrase");
    assert_ne!(second.me(), stored.vault.me());
    assert_eq!(second.fingerprint(), stored.vault.fingerprint());
    assert_eq!(second.people().len(), 2);
    assert_eq!(second.chain(second.credential()).len(), 2);
    reads_the_entry(&mut second, &stored);

    let signature = second.sign(b"words");
    assert!(Strict.verify(&second.public_key(), b"words", &signature));
    assert!(!Strict.verify(&stored.vault.public_key(), b"words", &signature));
    assert!(!Strict.verify(&second.public_key(), b"other words", &signature));
    assert!(!Strict.verify(&second.public_key(), b"words", &signature[1..]));
}

#[test]
fn switching_hides_the_first_persons_drafts_from_the_second() {
    let mut stored = vault_with_a_chart(23);
    let new = person("Testa, Secunda", SECOND);
    let prepared = stored
        .vault
        .prepare_person(&new, now(), &mut Seeded::new(24))
        .expect("administrator");
    let _ = stored.vault.add_person(prepared);
    let draft = AssociatedData::Draft {
        author: stored.vault.me(),
        draft: DraftId([1; 16]),
    };
    let sealed = stored
        .vault
        .seal(&draft, b"unfinished", &mut Seeded::new(1))
        .expect("own");
    let mut second = stored
        .vault
        .switch(&Opener::Passphrase(SECOND))
        .expect("own passphrase");
    assert_eq!(second.open(&draft, &sealed).err(), Some(OpenError::NoKey));
    let as_hers = AssociatedData::Draft {
        author: second.me(),
        draft: DraftId([1; 16]),
    };
    assert_eq!(second.open(&as_hers, &sealed).err(), Some(OpenError::NoKey));
    reads_the_entry(&mut second, &stored);
    let back = second
        .switch(&Opener::Passphrase(PASSPHRASE))
        .expect("first again");
    assert_eq!(
        back.open(&draft, &sealed).expect("own").as_slice(),
        b"unfinished"
    );
}

#[test]
fn only_an_administrator_adds_people() {
    let mut stored = vault_with_a_chart(25);
    let clerk = NewPerson {
        administrator: false,
        ..person("Testa, Secunda", SECOND)
    };
    let prepared = stored
        .vault
        .prepare_person(&clerk, now(), &mut Seeded::new(26))
        .expect("administrator");
    let rows = stored.vault.add_person(prepared);
    put(&mut stored.meta, rows);
    let clerk = unlock(&stored.meta, SECOND, stored.vault.ring_secret()).expect("own passphrase");
    let third = person("Testa, Tertia", "tertia testa passphrase");
    let refused = clerk.prepare_person(&third, now(), &mut Seeded::new(27));
    assert_eq!(refused.err(), Some(AddError::NotAdministrator));
}

#[test]
fn a_new_passphrase_rewrites_one_row_and_no_record() {
    let mut stored = vault_with_a_chart(28);
    let old = Opener::Passphrase(PASSPHRASE);
    let rows = stored
        .vault
        .change_passphrase(&old, SECOND, &mut Seeded::new(29))
        .expect("right");
    let me = stored.vault.me();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.name == RowName::User(me)));
    put(&mut stored.meta, rows);
    let ring = stored.vault.ring_secret();
    let former = unlock(&stored.meta, PASSPHRASE, ring);
    assert_eq!(former.err(), Some(UnlockError::WrongPassphrase));
    let mut again = unlock(&stored.meta, SECOND, ring).expect("the new one");
    reads_the_entry(&mut again, &stored);
}

#[test]
fn the_passphrase_can_be_set_anew_with_the_words_but_not_with_anothers() {
    let mut stored = vault_with_a_chart(30);
    let new = person("Testa, Secunda", SECOND);
    let prepared = stored
        .vault
        .prepare_person(&new, now(), &mut Seeded::new(31))
        .expect("administrator");
    let her_words = prepared.words().to_vec();
    let _ = stored.vault.add_person(prepared);
    let third = "a wholly new passphrase";
    let entropy = &mut Seeded::new(32);
    let hers = stored
        .vault
        .change_passphrase(&Opener::Words(&her_words), third, entropy);
    assert_eq!(hers, Err(ChangeError::NotYours));
    let short = stored
        .vault
        .change_passphrase(&Opener::Words(&stored.words), "short", entropy);
    assert_eq!(short, Err(ChangeError::New(TooShort(MIN_PASSPHRASE))));
    let rows = stored
        .vault
        .change_passphrase(&Opener::Words(&stored.words), third, entropy);
    put(&mut stored.meta, rows.expect("own words"));
    assert!(unlock(&stored.meta, third, stored.vault.ring_secret()).is_ok());
}

#[test]
fn recovered_without_the_ring_file_every_record_reads() {
    let stored = vault_with_a_chart(33);
    let locked = Locked::read(&stored.meta).expect("whole rows");
    let mut again = locked
        .unlock(&Opener::Words(&stored.words), Vec::new())
        .expect("right words");
    reads_the_entry(&mut again, &stored);
}

#[test]
fn a_swapped_grant_opens_nothing() {
    let mut stored = vault_with_a_chart(34);
    let new = person("Testa, Secunda", SECOND);
    let prepared = stored
        .vault
        .prepare_person(&new, now(), &mut Seeded::new(35))
        .expect("administrator");
    let rows = stored.vault.add_person(prepared);
    put(&mut stored.meta, rows);
    let locked = Locked::read(&stored.meta).expect("whole rows");
    let mut swapped = locked.clone();
    let grants = swapped.users[0].grants.clone();
    swapped.users[0].grants = std::mem::replace(&mut swapped.users[1].grants, grants);
    for passphrase in [PASSPHRASE, SECOND] {
        let opened = swapped.unlock(
            &Opener::Passphrase(passphrase),
            vec![stored.vault.ring_secret().copy()],
        );
        assert_eq!(opened.err(), Some(UnlockError::Damaged));
    }
}
