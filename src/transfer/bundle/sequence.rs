//! A part's plaintext: the gzip of a CBOR sequence (RFC 8742), bounded when it is unpacked.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use minicbor::Decoder;

use super::PART_BYTES;

/// The gzip holds more than a part may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnpackError {
    Bomb,
    Damaged,
}

/// Fills parts with items in order; an item is never split.
#[derive(Default)]
pub(super) struct Packer(Vec<u8>);

impl Packer {
    pub fn new() -> Self {
        Self::default()
    }

    /// `item` is one CBOR item of at most [`PART_BYTES`]. Gives the part before it, if that has no room for the item.
    #[must_use]
    pub fn add(&mut self, item: &[u8]) -> Option<Vec<u8>> {
        let has_room = self.0.is_empty() || self.0.len() + item.len() <= PART_BYTES;
        let full = (!has_room).then(|| std::mem::take(&mut self.0));
        self.0.extend_from_slice(item);
        full
    }

    /// The last part; `None` where nothing was added.
    pub fn finish(self) -> Option<Vec<u8>> {
        (!self.0.is_empty()).then_some(self.0)
    }
}

/// Records hardly repeat themselves: 20 000 weights of one person, from another system and signed at once, pack to a sixteenth.
/// What unpacks to more than this many times its size was made to cost more than it weighs.
pub(super) const MOST_TIMES: usize = 30;

/// What would pack to less than a reader believes is stored as it is.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let packed = gzip_by(bytes, Compression::default());
    if bytes.len() / MOST_TIMES > packed.len() {
        return gzip_by(bytes, Compression::none());
    }
    packed
}

fn gzip_by(bytes: &[u8], compression: Compression) -> Vec<u8> {
    const IN_MEMORY: &str = "compressing into memory does not fail";
    let mut encoder = GzEncoder::new(Vec::new(), compression);
    encoder.write_all(bytes).expect(IN_MEMORY);
    encoder.finish().expect(IN_MEMORY)
}

pub(super) fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, UnpackError> {
    let mut out = Vec::new();
    GzDecoder::new(bytes)
        .take(PART_BYTES as u64 + 1)
        .read_to_end(&mut out)
        .map_err(|_| UnpackError::Damaged)?;
    if out.len() > PART_BYTES {
        return Err(UnpackError::Bomb);
    }
    Ok(out)
}

/// The items of a sequence, one by one; the last is `None` where it is cut off or no CBOR. Never all at once: an item may be
/// one byte, and a place in a list is more.
pub(super) fn items(sequence: &[u8]) -> impl Iterator<Item = Option<&[u8]>> {
    let mut decoder = Decoder::new(sequence);
    let mut whole = true;
    std::iter::from_fn(move || {
        let start = decoder.position();
        if !whole || start >= sequence.len() {
            return None;
        }
        whole = decoder.skip().is_ok();
        Some(whole.then(|| &sequence[start..decoder.position()]))
    })
}

/// The content type a COSE_Sign1 names in its protected header.
pub(super) fn content_type(item: &[u8]) -> Option<&str> {
    let mut outer = Decoder::new(item);
    outer.tag().ok()?;
    outer.array().ok()?;
    let mut header = Decoder::new(outer.bytes().ok()?);
    for _ in 0..header.map().ok()?? {
        if header.i64().ok()? == 3 {
            return header.str().ok();
        }
        header.skip().ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_split_where_they_end() {
        fn items(sequence: &[u8]) -> Option<Vec<&[u8]>> {
            super::items(sequence).collect()
        }
        assert_eq!(items(&[]), Some(vec![]));
        assert_eq!(
            items(&[0x01, 0x82, 0x02, 0x03]),
            Some(vec![&[0x01][..], &[0x82, 0x02, 0x03]])
        );
        assert_eq!(items(&[0x01, 0x82, 0x02]), None);
    }

    #[test]
    fn parts_are_filled_and_items_never_split() {
        let mut packer = Packer::new();
        let item = vec![0x00; PART_BYTES / 2];
        let mut parts: Vec<Vec<u8>> = (0..3).filter_map(|_| packer.add(&item)).collect();
        parts.extend(packer.finish());
        let sizes: Vec<usize> = parts.iter().map(Vec::len).collect();
        assert_eq!(sizes, [PART_BYTES, PART_BYTES / 2]);
        assert_eq!(Packer::new().finish(), None);
    }

    #[test]
    fn a_gzip_bomb_is_left_packed() {
        assert_eq!(
            gunzip(&gzip(&vec![0; PART_BYTES])).map(|b| b.len()),
            Ok(PART_BYTES)
        );
        assert_eq!(
            gunzip(&gzip_by(&vec![0; PART_BYTES + 1], Compression::best())),
            Err(UnpackError::Bomb)
        );
        assert_eq!(gunzip(b"not gzip"), Err(UnpackError::Damaged));
    }
}
