//! WebP: a RIFF file of named chunks, the first of which may say which others there are.

use super::split;
use super::turn::Turn;

/// Everything that draws; the rest is metadata or not of the format.
const DRAWS: [&[u8; 4]; 7] = [
    b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];

/// In the first byte of `VP8X`: there is Exif, there is XMP.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// Bytes before the first chunk: `RIFF`, how much follows, `WEBP`.
const HEAD: usize = 12;

pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..HEAD) == Some(b"WEBP")
}

/// `None` where the file ends before any pixel.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.get(HEAD..)?;
    let mut kept = b"RIFF\0\0\0\0WEBP".to_vec();
    kept.reserve(bytes.len());
    let mut turn = None;
    let mut pixels = false;
    while let Some((name, body, after)) = next(rest) {
        if DRAWS.contains(&name) {
            write(&mut kept, name, body);
        } else if name == b"EXIF" {
            turn = Turn::read(body.strip_prefix(b"Exif\0\0").unwrap_or(body));
        }
        pixels |= matches!(name, b"VP8 " | b"VP8L" | b"ANMF");
        rest = after;
    }
    if let Some(turn) = turn {
        write(&mut kept, b"EXIF", &turn.tiff());
    }
    say_what_there_is(&mut kept, turn.is_some());
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    pixels.then_some(kept)
}

/// The next chunk's name, what it holds, and what follows.
fn next(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (name, after) = bytes.split_first_chunk()?;
    let (length, after) = after.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (body, after) = split(after, length)?;
    // A chunk of odd length is followed by one byte of nothing.
    Some((name, body, after.get(length % 2..).unwrap_or(&[])))
}

fn write(kept: &mut Vec<u8>, name: &[u8; 4], body: &[u8]) {
    let length = u32::try_from(body.len()).expect("a chunk is written as long as it was read");
    kept.extend(name);
    kept.extend(length.to_le_bytes());
    kept.extend(body);
    kept.extend([0].iter().take(body.len() % 2));
}

fn say_what_there_is(kept: &mut [u8], exif: bool) {
    let first = kept.get(HEAD..).and_then(next);
    let says = first.is_some_and(|(name, body, _)| name == b"VP8X" && !body.is_empty());
    if says {
        let flags = &mut kept[HEAD + 8];
        *flags &= !(HAS_EXIF | HAS_XMP);
        *flags |= if exif { HAS_EXIF } else { 0 };
    }
}
