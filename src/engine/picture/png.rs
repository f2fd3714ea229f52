//! PNG: a row of named chunks. Those whose name begins with a capital draw the picture; of the others only those that
//! say how its colours and points are meant are kept.

use super::split;

pub(super) const BEGINS: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Colours, transparency, the size of a point, the frames of a moving picture.
const MEANT: [&[u8; 4]; 11] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL",
    b"fdAT",
];

/// Length and name before what a chunk holds, and a check sum behind it.
const AROUND: usize = 12;

/// `None` where the file ends before any pixel.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&BEGINS)?;
    let mut kept = BEGINS.to_vec();
    kept.reserve(bytes.len());
    let mut pixels = false;
    while let Some((name, chunk, after)) = next(rest) {
        if name[0].is_ascii_uppercase() || MEANT.contains(&name) {
            kept.extend(chunk);
        }
        pixels |= name == b"IDAT";
        rest = after;
        if name == b"IEND" {
            break;
        }
    }
    pixels.then_some(kept)
}

/// The name of the next chunk, the chunk with its length and check sum, and what follows.
fn next(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (length, after) = bytes.split_first_chunk()?;
    let name = after.first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (chunk, after) = split(bytes, length.checked_add(AROUND)?)?;
    Some((name, chunk, after))
}
