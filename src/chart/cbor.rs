//! Deterministic CBOR (RFC 8949 §4.2.1): the only encoding that is written, and the only one that is accepted.

use crate::base::InOrder;
use coset::cbor::Value;

pub(super) const INTO_MEMORY: &str = "encoding into memory does not fail";

pub(super) fn to_bytes<T: minicbor::Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect(INTO_MEMORY)
}

/// Whether the bytes are exactly one CBOR item in its deterministic encoding.
pub fn is_deterministic(bytes: &[u8]) -> bool {
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
    use super::is_deterministic;

    #[test]
    fn refuses_every_other_encoding() {
        assert!(is_deterministic(&[0xa2, 0x01, 0x02, 0x03, 0x04]));
        let refused: [(&str, &[u8]); 6] = [
            ("keys out of order", &[0xa2, 0x03, 0x04, 0x01, 0x02]),
            ("a key twice", &[0xa2, 0x01, 0x02, 0x01, 0x03]),
            ("an indefinite length", &[0x9f, 0x01, 0xff]),
            ("a long integer", &[0x18, 0x01]),
            ("bytes after the end", &[0x01, 0x01]),
            ("half an item", &[0x82, 0x01]),
        ];
        for (why, bytes) in refused {
            assert!(!is_deterministic(bytes), "{why}");
        }
    }
}
