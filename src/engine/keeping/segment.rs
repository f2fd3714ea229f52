//! A segment's plaintext: a CBOR sequence (RFC 8742) of signed entries, and of the credentials of authors who came in a file.

use std::rc::Rc;

use sha2::{Digest as _, Sha256};

use crate::base::EntryId;
use crate::chart::credential::UncheckedCredential;
use crate::chart::entry::{Entry, EntryError};
use crate::reading::view::Unreadable;

/// Items in one row at most. Where a journal row is damaged, the last number of a row is found by trying.
pub const MOST_ITEMS: usize = 512;
/// Bytes in one row, unless one item alone has more: far below what a seal may hold.
pub const MOST_BYTES: usize = 1 << 20;

#[derive(Default)]
pub struct Segment {
    pub entries: Vec<Rc<Entry>>,
    /// As received; checked when authors are looked up.
    pub credentials: Vec<Vec<u8>>,
    /// Entries a newer version wrote: kept, exported, not read. Their signature was checked against a credential when they
    /// arrived; whoever reads them one day finds their author by that credential.
    pub newer: Vec<Vec<u8>>,
    pub broken: Vec<Broken>,
}

/// An item that is no entry this version reads.
pub struct Broken {
    /// Counted from 0.
    pub place: u32,
    pub reason: Unreadable,
    /// The entry's id, where its bytes are whole.
    pub id: Option<EntryId>,
}

/// The id of the entry these are all the bytes of.
pub fn id_of(bytes: &[u8]) -> EntryId {
    EntryId(Sha256::digest(bytes).into())
}

impl Segment {
    pub fn to_bytes(&self) -> Vec<u8> {
        let kept = self.newer.iter().chain(&self.credentials);
        let entries = self.entries.iter().map(|entry| entry.bytes());
        let items: Vec<&[u8]> = entries.chain(kept.map(Vec::as_slice)).collect();
        items.concat()
    }

    /// Items, each of which takes an arrival number.
    pub fn len(&self) -> u64 {
        (self.entries.len() + self.newer.len() + self.credentials.len()) as u64
    }

    /// Segments that a row each can hold, in the same order. Small ones are one.
    pub fn split(self) -> Vec<Self> {
        let mut parts: Vec<Self> = Vec::new();
        let (mut items, mut bytes) = (0, 0);
        let mut part_for = |parts: &mut Vec<Self>, size: usize| {
            items += 1;
            bytes += size;
            if parts.is_empty() || items > MOST_ITEMS || bytes > MOST_BYTES {
                parts.push(Self::default());
                (items, bytes) = (1, size);
            }
            parts.len() - 1
        };
        for entry in self.entries {
            let at = part_for(&mut parts, entry.bytes().len());
            parts[at].entries.push(entry);
        }
        for newer in self.newer {
            let at = part_for(&mut parts, newer.len());
            parts[at].newer.push(newer);
        }
        for credential in self.credentials {
            let at = part_for(&mut parts, credential.len());
            parts[at].credentials.push(credential);
        }
        parts
    }

    /// Every entry in it, those of a newer version too.
    pub fn ids(&self) -> Vec<EntryId> {
        let read = self.entries.iter().map(|entry| entry.id());
        read.chain(self.newer.iter().map(|bytes| id_of(bytes)))
            .collect()
    }

    /// Reads what can be read; the rest keeps its place.
    pub fn read(bytes: &[u8]) -> Self {
        let mut segment = Self::default();
        let mut d = minicbor::Decoder::new(bytes);
        let mut place = 0;
        while d.position() < bytes.len() {
            let start = d.position();
            if d.skip().is_err() {
                segment.broken(place, Unreadable::Damaged, None);
                break;
            }
            segment.item(place, &bytes[start..d.position()]);
            place += 1;
        }
        segment
    }

    fn broken(&mut self, place: u32, reason: Unreadable, id: Option<EntryId>) {
        self.broken.push(Broken { place, reason, id });
    }

    fn item(&mut self, place: u32, bytes: &[u8]) {
        match Entry::reopen(bytes.to_vec()) {
            Ok(entry) => self.entries.push(Rc::new(entry)),
            Err(_) if UncheckedCredential::read(bytes).is_ok() => {
                self.credentials.push(bytes.to_vec())
            }
            Err(EntryError::Newer(_)) => {
                self.newer.push(bytes.to_vec());
                self.broken(place, Unreadable::Newer, Some(id_of(bytes)));
            }
            Err(EntryError::Chain) => self.broken(place, Unreadable::Chain, None),
            Err(_) => self.broken(place, Unreadable::Damaged, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::Writer;

    #[test]
    fn very_many_items_stand_in_rows_of_a_bounded_number() {
        let mut writer = Writer::new(1);
        let entries = vec![writer.write("one"), writer.write("two")];
        let few = Segment {
            entries: entries.clone(),
            ..Segment::default()
        };
        assert_eq!(few.split().len(), 1);
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id()).collect();
        let many = Segment {
            entries,
            newer: vec![vec![0xf6]; 600],
            credentials: vec![vec![0xf6]; 500],
            ..Segment::default()
        };
        let parts = many.split();
        let sizes: Vec<u64> = parts.iter().map(Segment::len).collect();
        assert_eq!(sizes, [512, 512, 78]);
        assert_eq!(parts[0].ids()[..2], ids);
        let large = Segment {
            newer: vec![vec![0; 700 << 10]; 3],
            ..Segment::default()
        };
        assert_eq!(large.split().len(), 3);
    }

    #[test]
    fn what_is_damaged_keeps_its_place_and_the_rest_opens() {
        let mut writer = Writer::new(1);
        let entries = vec![
            writer.write("one"),
            writer.write("two"),
            writer.write("three"),
        ];
        let (first, second) = (entries[0].id(), entries[0].bytes().len());
        let mut bytes = Segment {
            entries,
            ..Segment::default()
        }
        .to_bytes();
        assert_eq!(Segment::read(&bytes).entries.len(), 3);
        bytes[second + 2] ^= 0x01;
        let segment = Segment::read(&bytes);
        assert!(segment.entries.len() <= 2 && !segment.broken.is_empty());
        assert_eq!(segment.entries[0].id(), first);
    }
}
