//! The words of an entry as they are read: the record keeps every mark and every way of ending a line, and what is read,
//! compared and shown goes without marks that nobody sees, with one kind of line break.

use std::borrow::Cow;

use crate::base::text::with_lines;
use crate::terms::text::shown;

/// CBOR of definite lengths with every text in it as it is shown; `None` where that changes nothing. Arrays and maps count
/// items, not bytes, so only the texts themselves are written anew.
pub fn shown_in_cbor(cbor: &[u8]) -> Option<Vec<u8>> {
    let (mut rest, mut written, mut changed) = (cbor, Vec::with_capacity(cbor.len()), false);
    while let [first, ..] = *rest {
        let (head, number) = head_of(rest)?;
        let body = match first >> 5 {
            2 | 3 => usize::try_from(number).ok()?,
            _ => 0,
        };
        let end = head.checked_add(body)?;
        let (item, after) = rest.split_at_checked(end)?;
        let text = (first >> 5 == 3).then(|| std::str::from_utf8(&item[head..]).ok());
        match text.flatten().map(as_shown) {
            Some(Cow::Owned(text)) => {
                changed = true;
                let mut encoder = minicbor::Encoder::new(&mut written);
                encoder.str(&text).ok()?;
            }
            _ => written.extend_from_slice(item),
        }
        rest = after;
    }
    changed.then_some(written)
}

/// Bytes of an item's head, and the number in it; `None` for one of no definite length.
fn head_of(cbor: &[u8]) -> Option<(usize, u64)> {
    let short = cbor.first()? & 0x1f;
    let bytes = match short {
        0..=23 => return Some((1, short.into())),
        24..=27 => 1usize << (short - 24),
        _ => return None,
    };
    let number = cbor.get(1..=bytes)?.iter();
    let number = number.fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    Some((1 + bytes, number))
}

fn as_shown(text: &str) -> Cow<'_, str> {
    match with_lines(text) {
        Cow::Borrowed(text) => shown(text),
        Cow::Owned(lines) => Cow::Owned(shown(&lines).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_in_one_way_and_marks_are_left_out() {
        for (text, read) in [
            ("a\u{b}b\u{85}c\u{2028}d\r\ne\rf", "a\nb\nc\nd\ne\nf"),
            ("no\u{200b}t \u{202e}given\u{202c}", "not given"),
            ("a\u{1}b\tc", "ab\tc"),
            ("é ع ’", "é ع ’"),
        ] {
            let written = minicbor::to_vec(text).expect("written");
            let found = shown_in_cbor(&written).unwrap_or(written);
            assert_eq!(minicbor::decode::<&str>(&found).expect("a text"), read);
        }
    }

    proptest! {
        #[test]
        fn texts_are_as_shown_and_all_else_is_as_it_was(
            texts in proptest::collection::vec("[a-zé\u{b}\u{200b}\u{202e}ع]{0,40}", 0..6), number in any::<u64>(),
        ) {
            let write = |texts: &[String]| {
                let bytes = minicbor::bytes::ByteVec::from(vec![0xe2, 0x80, 0x8b]);
                minicbor::to_vec((number, texts, bytes, Some(-3i8))).expect("written")
            };
            let written = write(&texts);
            let read: Vec<String> = texts.iter().map(|text| as_shown(text).into_owned()).collect();
            let wanted = write(&read);
            let found = shown_in_cbor(&written);
            prop_assert_eq!(found.is_none(), wanted == written);
            prop_assert_eq!(found.unwrap_or(written), wanted);
        }

        #[test]
        fn whatever_bytes_come_nothing_breaks(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = shown_in_cbor(&bytes);
        }
    }
}
