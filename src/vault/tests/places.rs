//! A sealed value opens at its own place, whole, and nowhere else.

use proptest::prelude::*;
use std::sync::LazyLock;

use super::*;
use crate::base::{BlobId, ChartId, Compartment, DraftId, UserId};

/// One vault for all cases: making one costs an Argon2id run.
static ROWS: LazyLock<(Vec<MetaRow>, [u8; 32])> = LazyLock::new(|| {
    let Made { vault, rows } = prepare(RingHome::Outside, 11).made();
    (rows, *vault.ring_secret().expose())
});

thread_local! {
    static VAULT: std::cell::RefCell<Vault> = {
        let (rows, ring) = &*ROWS;
        let ring = RingSecret::from_stored(ring).expect("32 bytes");
        let mut vault = unlock(rows, PASSPHRASE, &ring).expect("right passphrase");
        for chart in 0..3 {
            vault.add_chart(ChartId([chart; 16]), &mut Seeded::new(chart));
        }
        vault.into()
    };
}

fn with_vault<T>(test: impl FnOnce(&mut Vault) -> T) -> T {
    VAULT.with(|vault| test(&mut vault.borrow_mut()))
}

/// Small numbers, so that two places differ in one field as often as in all.
fn any_place() -> impl Strategy<Value = AssociatedData> {
    let compartment = || (1u16..4).prop_map(Compartment);
    let chart = || (0u8..3).prop_map(|byte| ChartId([byte; 16]));
    let number = || 0u64..3;
    let small = || 0u32..3;
    let blob = || (0u8..3).prop_map(|byte| BlobId([byte; 16]));
    let draft = (0u8..3).prop_map(|byte| DraftId([byte; 16]));
    prop_oneof![
        (compartment(), chart(), number(), number()).prop_map(
            |(compartment, chart, first, last)| {
                AssociatedData::Segment {
                    compartment,
                    chart,
                    first,
                    last,
                }
            }
        ),
        (compartment(), number()).prop_map(|(compartment, number)| AssociatedData::Journal {
            compartment,
            number
        }),
        (compartment(), small())
            .prop_map(|(compartment, page)| AssociatedData::DirectoryPage { compartment, page }),
        (compartment(), number()).prop_map(|(compartment, number)| {
            AssociatedData::DirectoryDelta {
                compartment,
                number,
            }
        }),
        (
            compartment(),
            proptest::option::of(chart()),
            blob(),
            small(),
            any::<bool>()
        )
            .prop_map(
                |(compartment, chart, blob, chunk, last)| AssociatedData::Blob {
                    compartment,
                    chart,
                    blob,
                    chunk,
                    last,
                }
            ),
        draft.prop_map(|draft| AssociatedData::Draft {
            author: UserId([0; 16]),
            draft,
        }),
        Just(AssociatedData::Settings),
    ]
}

/// Drafts are the opened user's.
fn of_user(place: AssociatedData, me: UserId) -> AssociatedData {
    match place {
        AssociatedData::Draft { draft, .. } => AssociatedData::Draft { author: me, draft },
        other => other,
    }
}

proptest! {
    #[test]
    fn opens_at_its_place_and_nowhere_else(
        place in any_place(),
        other in any_place(),
        plain in proptest::collection::vec(0u8..9, 0..600),
        seed: u8,
    ) {
        with_vault(|vault| {
            let (place, other) = (of_user(place, vault.me()), of_user(other, vault.me()));
            let sealed = vault.seal(&place, &plain, &mut Seeded::new(seed)).expect("held and small");
            prop_assert_eq!(vault.open(&place, &sealed).expect("own place").to_vec(), plain);
            if other != place {
                prop_assert!(vault.open(&other, &sealed).is_err());
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_flipped_bit_is_found(place in any_place(), plain: Vec<u8>, at: prop::sample::Index, bit in 0u8..8) {
        with_vault(|vault| {
            let place = of_user(place, vault.me());
            let sealed = vault.seal(&place, &plain, &mut Seeded::new(1)).expect("held and small");
            let mut bytes = sealed.into_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert!(vault.open(&place, &Sealed::from_stored(bytes)).is_err());
            Ok(())
        })?;
    }

    #[test]
    fn any_bytes_are_refused(place in any_place(), bytes: Vec<u8>) {
        with_vault(|vault| {
            let place = of_user(place, vault.me());
            prop_assert!(vault.open(&place, &Sealed::from_stored(bytes)).is_err());
            Ok(())
        })?;
    }
}

#[test]
fn a_cut_off_value_is_damaged_and_a_newer_one_says_so() {
    with_vault(|vault| {
        let sealed = vault
            .seal(&AssociatedData::Settings, b"x", &mut Seeded::new(1))
            .expect("held");
        let bytes = sealed.into_bytes();
        for len in 0..bytes.len() {
            let cut = Sealed::from_stored(bytes[..len].to_vec());
            assert_eq!(
                vault.open(&AssociatedData::Settings, &cut).err(),
                Some(OpenError::Damaged)
            );
        }
        let mut newer = bytes;
        newer[0] = 7;
        let newer = vault.open(&AssociatedData::Settings, &Sealed::from_stored(newer));
        assert_eq!(newer.err(), Some(OpenError::Newer { found: 7, reads: 1 }));
    });
}

#[test]
fn another_vault_opens_nothing_of_this_one() {
    let Made { vault: other, .. } = prepare(RingHome::Outside, 12).made();
    with_vault(|vault| {
        let sealed = vault
            .seal(&AssociatedData::Settings, b"x", &mut Seeded::new(1))
            .expect("held");
        assert_eq!(
            other.open(&AssociatedData::Settings, &sealed).err(),
            Some(OpenError::NoKey)
        );
    });
}

#[test]
fn a_chart_without_keys_cannot_be_written_to() {
    with_vault(|vault| {
        let place = AssociatedData::Segment {
            compartment: Compartment::CLINICAL,
            chart: ChartId([99; 16]),
            first: 0,
            last: 0,
        };
        let sealed = vault.seal(&place, b"x", &mut Seeded::new(1));
        assert_eq!(sealed, Err(SealError::NoKey));
    });
}

#[test]
fn the_length_of_a_segment_tells_little() {
    with_vault(|vault| {
        let place = AssociatedData::Draft {
            author: vault.me(),
            draft: DraftId([1; 16]),
        };
        let mut length = |len| {
            let sealed = vault
                .seal(&place, &vec![7; len], &mut Seeded::new(1))
                .expect("held");
            sealed.as_bytes().len()
        };
        assert_eq!(length(1000), length(1010));
    });
}
