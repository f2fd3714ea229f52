//! Deterministic CBOR (RFC 8949 §4.2.1): the only encoding that is written, and the only one that is accepted.

use crate::base::InOrder;
use coset::cbor::Value;

pub(super) const INTO_MEMORY: &str = "encoding into memory does not fail";

pub(super) fn to_bytes<T: minicbor::Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect(INTO_MEMORY)
}

/// Whether the bytes are exactly one CBOR item in its deterministic encoding.
pub fn is_deterministic(bytes: &[u8]) -> bool {
    is_plain(bytes) || is_as_encoded(bytes)
}

/// Whether this is so of an item made of what records are written with: numbers, texts, bytes, lists, maps, tags, `true`,
/// `false` and `null`. It is told in one pass that keeps nothing; whatever else there is, is asked of [`is_as_encoded`].
fn is_plain(bytes: &[u8]) -> bool {
    plain_item(bytes, MOST_DEEP).is_some_and(<[u8]>::is_empty)
}

/// Items within items that are looked into; below what the other way looks into.
const MOST_DEEP: u32 = 64;
/// Numbers beyond 64 bits, which have a shorter form where they are small.
const BIG_NUMBERS: [u64; 2] = [2, 3];

/// What stands behind the first item.
fn plain_item(bytes: &[u8], deeper: u32) -> Option<&[u8]> {
    let deeper = deeper.checked_sub(1)?;
    let (kind, number, rest) = shortest_head(bytes)?;
    let length = usize::try_from(number);
    match kind {
        0 | 1 => Some(rest),
        2 => Some(rest.split_at_checked(length.ok()?)?.1),
        3 => {
            let (text, rest) = rest.split_at_checked(length.ok()?)?;
            std::str::from_utf8(text).is_ok().then_some(rest)
        }
        4 => (0..number).try_fold(rest, |rest, _| plain_item(rest, deeper)),
        5 => plain_pairs(rest, number, deeper),
        6 if !BIG_NUMBERS.contains(&number) => plain_item(rest, deeper),
        7 if matches!(bytes[0], 0xf4..=0xf6) => Some(rest),
        _ => None,
    }
}

fn plain_pairs(mut rest: &[u8], pairs: u64, deeper: u32) -> Option<&[u8]> {
    let mut before: Option<&[u8]> = None;
    for _ in 0..pairs {
        let value = plain_item(rest, deeper)?;
        let key = &rest[..rest.len() - value.len()];
        if before.is_some_and(|before| before >= key) {
            return None;
        }
        before = Some(key);
        rest = plain_item(value, deeper)?;
    }
    Some(rest)
}

/// The kind of an item and the number in its head, which is written as short as it can be, and what stands behind.
fn shortest_head(bytes: &[u8]) -> Option<(u8, u64, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let short = first & 0x1f;
    if short < 24 {
        return Some((first >> 5, short.into(), rest));
    }
    let (number, rest) = rest.split_at_checked(1 << short.checked_sub(24).filter(|n| *n < 4)?)?;
    let least = match number.len() {
        1 => 24,
        2 => 0x100,
        4 => 0x1_0000,
        _ => 0x1_0000_0000,
    };
    let number = number
        .iter()
        .fold(0, |all, byte| all << 8 | u64::from(*byte));
    (number >= least).then_some((first >> 5, number, rest))
}

/// Whether the bytes are what the item in them is encoded as again, its keys sorted.
fn is_as_encoded(bytes: &[u8]) -> bool {
    let Ok(mut value) = coset::cbor::de::from_reader::<Value, _>(bytes) else {
        return false;
    };
    sort_maps(&mut value).is_some() && encode(&value).is_some_and(|again| again == bytes)
}

fn encode(value: &Value) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    coset::cbor::ser::into_writer(value, &mut bytes).ok()?;
    Some(bytes)
}

/// Sorts map keys bytewise by their encoding; `None` where a key stands twice.
fn sort_maps(value: &mut Value) -> Option<()> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(sort_maps),
        Value::Tag(_, inner) => sort_maps(inner),
        Value::Map(pairs) => {
            let mut keyed = Vec::with_capacity(pairs.len());
            for (mut key, mut item) in pairs.drain(..) {
                sort_maps(&mut key)?;
                sort_maps(&mut item)?;
                keyed.push((encode(&key)?, key, item));
            }
            keyed.order_by(|a, b| a.0.cmp(&b.0));
            if keyed.windows(2).any(|pair| pair[0].0 == pair[1].0) {
                return None;
            }
            pairs.extend(keyed.into_iter().map(|(_, key, item)| (key, item)));
            Some(())
        }
        _ => Some(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn refuses_every_other_encoding() {
        assert!(is_deterministic(&[0xa2, 0x01, 0x02, 0x03, 0x04]));
        let refused: [(&str, &[u8]); 10] = [
            ("keys out of order", &[0xa2, 0x03, 0x04, 0x01, 0x02]),
            ("a key twice", &[0xa2, 0x01, 0x02, 0x01, 0x03]),
            ("an indefinite length", &[0x9f, 0x01, 0xff]),
            ("a long integer", &[0x18, 0x01]),
            ("bytes after the end", &[0x01, 0x01]),
            ("half an item", &[0x82, 0x01]),
            (
                "a small number in the form of a big one",
                &[0xc2, 0x41, 0x05],
            ),
            ("a simple value in two bytes", &[0xf8, 0x14]),
            ("no text", &[0x61, 0xff]),
            ("nothing", &[]),
        ];
        for (why, bytes) in refused {
            assert!(!is_deterministic(bytes), "{why}");
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<i64>().prop_map(|n| Value::Integer(n.into())),
            any::<u64>().prop_map(|n| Value::Integer(n.into())),
            "[a-zé]{0,30}".prop_map(Value::Text),
            proptest::collection::vec(any::<u8>(), 0..300).prop_map(Value::Bytes),
            any::<bool>().prop_map(Value::Bool),
            Just(Value::Null),
        ];
        leaf.prop_recursive(4, 64, 8, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..30).prop_map(Value::Array),
                (4u64..40, inner.clone()).prop_map(|(tag, one)| Value::Tag(tag, Box::new(one))),
                proptest::collection::vec((inner.clone(), inner), 0..6).prop_map(Value::Map),
            ]
        })
    }

    proptest! {
        #[test]
        fn both_ways_say_the_same(mut written in value(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            // A key that stands twice leaves no value to encode.
            prop_assume!(sort_maps(&mut written).is_some());
            let mut bytes = encode(&written).expect("encoded");
            prop_assert!(is_as_encoded(&bytes));
            prop_assert!(is_plain(&bytes));
            let at = at.index(bytes.len());
            bytes[at] = byte;
            prop_assert!(!is_plain(&bytes) || is_as_encoded(&bytes));
        }

        #[test]
        fn what_is_plain_is_as_encoded(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
            prop_assert!(!is_plain(&bytes) || is_as_encoded(&bytes));
        }
    }

    #[test]
    fn very_deep_items_are_told_too() {
        for deep in [10, 63, 64, 65, 200] {
            let bytes = [vec![0x81; deep], vec![0x01]].concat();
            assert!(is_deterministic(&bytes), "{deep}");
        }
        assert!(!is_deterministic(&vec![0x81; 100_000]));
    }
}
