//! The letters of a file: UTF-8, or UTF-16 and UTF-32 turned into it, with or without a byte order mark.

use std::borrow::Cow;

/// How the bytes of a text stand for its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { big: bool },
    Utf32 { big: bool },
}

/// The text as UTF-8, its byte order mark left out. UTF-8 itself is handed back as it stands, unchecked. `None`: bytes that
/// are no letters in the encoding they announce.
pub fn as_utf8(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (encoding, text) = encoding(bytes);
    let letters = match encoding {
        Encoding::Utf8 => return Some(Cow::Borrowed(text)),
        Encoding::Utf16 { big } => {
            let (pairs, rest) = text.as_chunks::<2>();
            let units = pairs.iter().map(|pair| match big {
                true => u16::from_be_bytes(*pair),
                false => u16::from_le_bytes(*pair),
            });
            let letters: Result<String, _> = char::decode_utf16(units).collect();
            letters.ok().filter(|_| rest.is_empty())?
        }
        Encoding::Utf32 { big } => {
            let (fours, rest) = text.as_chunks::<4>();
            let units = fours.iter().map(|four| match big {
                true => u32::from_be_bytes(*four),
                false => u32::from_le_bytes(*four),
            });
            let letters: Option<String> = units.map(char::from_u32).collect();
            letters.filter(|_| rest.is_empty())?
        }
    };
    Some(Cow::Owned(letters.into_bytes()))
}

/// The first letters of a text, for telling what it is: what is broken further on does not matter here.
pub fn beginning(bytes: &[u8], most: usize) -> String {
    // Room for a byte order mark.
    let head = &bytes[..bytes.len().min(most * 4 + 4)];
    // Of a wide encoding no letter may be cut.
    let even = &head[..head.len() - head.len() % 4];
    let read = as_utf8(head).or_else(|| as_utf8(even));
    let text = read.map(|text| String::from_utf8_lossy(&text).into_owned());
    let text = text.unwrap_or_else(|| String::from_utf8_lossy(head).into_owned());
    text.chars().take(most).collect()
}

fn encoding(bytes: &[u8]) -> (Encoding, &[u8]) {
    let marks: [(&[u8], Encoding); 5] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE\0\0", Encoding::Utf32 { big: false }),
        (b"\0\0\xFE\xFF", Encoding::Utf32 { big: true }),
        (b"\xFF\xFE", Encoding::Utf16 { big: false }),
        (b"\xFE\xFF", Encoding::Utf16 { big: true }),
    ];
    for (mark, encoding) in marks {
        if let Some(text) = bytes.strip_prefix(mark) {
            return (encoding, text);
        }
    }
    // Every format that is read begins with two letters of ASCII: where their zeros stand says how wide a letter is.
    let encoding = match bytes {
        [0, 0, 0, one, ..] if *one != 0 => Encoding::Utf32 { big: true },
        [one, 0, 0, 0, ..] if *one != 0 => Encoding::Utf32 { big: false },
        [0, one, 0, two, ..] if *one != 0 && *two != 0 => Encoding::Utf16 { big: true },
        [one, 0, two, 0, ..] if *one != 0 && *two != 0 => Encoding::Utf16 { big: false },
        _ => Encoding::Utf8,
    };
    (encoding, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, big: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    fn wider(text: &str, big: bool) -> Vec<u8> {
        let letters = text.chars().map(u32::from);
        letters
            .flat_map(|one| {
                if big {
                    one.to_be_bytes()
                } else {
                    one.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn every_unicode_encoding_is_the_same_text() {
        let text = "{\"given\": \"Jumá 𝔘\"}";
        let marked = format!("\u{FEFF}{text}");
        for bytes in [
            text.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            wide(text, true),
            wide(text, false),
            wide(&marked, true),
            wide(&marked, false),
            wider(text, true),
            wider(text, false),
            wider(&marked, true),
            wider(&marked, false),
        ] {
            assert_eq!(
                as_utf8(&bytes).as_deref(),
                Some(text.as_bytes()),
                "{bytes:?}"
            );
            assert_eq!(beginning(&bytes, 5), "{\"giv");
        }
    }

    #[test]
    fn half_a_letter_is_no_text() {
        let mut cut = wide("\u{FEFF}{}", false);
        cut.pop();
        assert_eq!(as_utf8(&cut), None);
        assert_eq!(as_utf8(&[0xFF, 0xFE, 0x00, 0xD8]), None);
        assert_eq!(as_utf8(&[]).as_deref(), Some(&[][..]));
    }
}
