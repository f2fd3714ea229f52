use super::*;
use crate::chart::entry::{EntryError, UncheckedEntry};
use crate::chart::testing::{TestSigner, Writer};
use proptest::prelude::*;

fn shuffled(entries: &[Rc<Entry>], order: &[usize]) -> Log {
    let mut log = Log::new(entries[0].header().chart);
    for index in order {
        log.join(Rc::clone(&entries[*index])).expect("same chart");
    }
    log
}

/// Two devices writing on one chart, sometimes seeing each other's entries.
fn two_devices(moves: &[(bool, bool)]) -> Vec<Rc<Entry>> {
    let mut writers = [Writer::new(1), Writer::new(2)];
    let mut entries = Vec::new();
    for (second, sees) in moves {
        let writer = usize::from(*second);
        if *sees {
            for entry in &entries {
                writers[writer].receive(entry);
            }
        }
        entries.push(writers[writer].write("words"));
    }
    entries
}

proptest! {
    #[test]
    fn any_arrival_order_gives_the_same_chart(
        moves in prop::collection::vec((any::<bool>(), any::<bool>()), 1..12),
        seed in any::<u64>(),
    ) {
        let entries = two_devices(&moves);
        let plain: Vec<usize> = (0..entries.len()).collect();
        let mut mixed = plain.clone();
        let mut state = seed;
        for at in (1..mixed.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            mixed.swap(at, (state >> 33) as usize % (at + 1));
        }
        mixed.push(mixed[0]);
        let (one, other) = (shuffled(&entries, &plain), shuffled(&entries, &mixed));
        let ids = |log: &Log| log.ordered().iter().map(|e| e.id()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&one), ids(&other));
        prop_assert_eq!(one.digest(), other.digest());
        prop_assert!(one.defects().is_empty());
    }

    #[test]
    fn leaving_one_out_changes_the_digest_or_is_a_defect(
        moves in prop::collection::vec((any::<bool>(), any::<bool>()), 2..10),
        left_out in any::<prop::sample::Index>(),
    ) {
        let entries = two_devices(&moves);
        let left_out = left_out.index(entries.len());
        let all: Vec<usize> = (0..entries.len()).collect();
        let some: Vec<usize> = all.iter().copied().filter(|i| *i != left_out).collect();
        let (whole, partial) = (shuffled(&entries, &all), shuffled(&entries, &some));
        prop_assert!(whole.digest() != partial.digest() || !partial.defects().is_empty());
    }
}

#[test]
fn a_copied_profile_forks_and_both_branches_stay() {
    let mut first = Writer::new(1);
    let start = first.write("before the copy");
    let mut copy = first.clone();
    let (one, other) = (first.write("here"), copy.write("there"));
    let log = shuffled(&[start, one, other], &[0, 1, 2]);
    assert_eq!(log.len(), 3);
    assert_eq!(log.heads(Compartment::CLINICAL).len(), 2);
    assert!(matches!(
        log.defects()[..],
        [Defect::Fork { sequence: 1, .. }]
    ));
    assert_eq!(
        log.position(Compartment::CLINICAL, first.author(), first.installation()),
        None
    );
}

#[test]
fn an_entry_of_another_chart_is_refused() {
    let entry = Writer::new(1).write("words");
    let mut log = Log::new(ChartId([9; 16]));
    assert_eq!(log.join(entry), Err(JoinError::OtherChart));
}

fn verified(bytes: Vec<u8>, signer: &TestSigner) -> Result<Entry, EntryError> {
    UncheckedEntry::read(bytes)?.verify(&signer.key(), signer)
}

#[test]
fn a_changed_entry_does_not_verify() {
    let signer = TestSigner::new(1);
    let entry = Writer::new(1).write("words");
    let mut bytes = entry.bytes().to_vec();
    assert!(verified(bytes.clone(), &signer).is_ok());
    for place in [bytes.len() - 1, bytes.len() / 2, 3] {
        bytes[place] ^= 1;
        assert!(verified(bytes.clone(), &signer).is_err(), "byte {place}");
        bytes[place] ^= 1;
    }
}

/// An entry of its own that says it follows another feed's.
fn pointing_elsewhere(writer: &Writer, at: &Entry) -> Rc<Entry> {
    let own = writer.log.iter().next().expect("an entry of its own");
    let mut header = own.header().clone();
    header.sequence = 1;
    header.previous = Some(at.id());
    let statements = own.known().map(|(_, s)| s.clone()).collect();
    Rc::new(Entry::sign(header, statements, &writer.signer).expect("a small entry"))
}

#[test]
fn an_entry_that_points_into_another_feed_takes_nothing_out_of_the_digest() {
    let (mut honest, mut liar) = (Writer::new(1), Writer::new(9));
    let entries = [honest.write("one"), honest.write("two"), liar.write("mine")];
    let pointing = pointing_elsewhere(&liar, &entries[1]);
    let with: Vec<_> = entries.iter().cloned().chain([pointing]).collect();
    let whole = shuffled(&with, &[0, 1, 2, 3]);
    let cut = shuffled(&with, &[2, 3]);
    assert_eq!(whole.heads(Compartment::CLINICAL).len(), 3);
    assert!(
        whole
            .heads(Compartment::CLINICAL)
            .contains(&entries[1].id())
    );
    assert_ne!(whole.digest(), cut.digest());
    assert!(matches!(whole.defects()[..], [Defect::WrongNumber { .. }]));
}
