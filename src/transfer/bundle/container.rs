//! The ZIP around the parts. It is read from memory, never unpacked to a disk, and every size is bounded before work.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::error::ReadError;
use super::layout::{self, Layout, Parts, ZipEntry};
use super::limits::Limits;
use super::manifest::{Listed, sha256};
use crate::base::Digest;

const LOCAL_FILE: &[u8] = b"PK\x03\x04";
const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
const LONG_END_LOCATOR: &[u8] = b"PK\x06\x07";
const LONG_END: &[u8] = b"PK\x06\x06";
/// The end record is within so many bytes of the end: its own 22 and the longest comment.
const END_WITHIN: usize = 22 + 0xffff;
/// Encrypted parts hardly compress; what unpacks to more than this many times its size is no bundle.
const MAX_RATIO: u64 = 100;
const RATIO_FROM: u64 = 1 << 20;
/// A file that was zipped once more, and once more by whoever sent it on.
const WRAPPED_AT_MOST: u32 = 2;

pub(super) struct Container<'a> {
    zip: Zip<'a>,
    parts: Parts,
    /// The archive's numbers by what is in them; made when a listed part has not the name it had.
    contents: Option<BTreeMap<Digest, usize>>,
}

/// Whether bytes are a ZIP, or the beginning of one that was cut off.
pub(super) fn begins_as_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(LOCAL_FILE) || ends_as_zip(bytes)
}

fn ends_as_zip(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(END_WITHIN)..];
    tail.windows(END_OF_DIRECTORY.len())
        .any(|w| w == END_OF_DIRECTORY)
}

impl<'a> Container<'a> {
    /// Reads the directory, checks what it promises (names, count, sizes) and finds the bundle in it.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        let mut left = limits.unpacked;
        Self::find(Cow::Borrowed(bytes), limits, WRAPPED_AT_MOST, &mut left)
    }

    /// `left`: bytes that ZIPs within ZIPs may unpack to before they are given up, all together.
    fn find(
        bytes: Cow<'a, [u8]>,
        limits: &Limits,
        wrapped: u32,
        left: &mut u64,
    ) -> Result<Self, ReadError> {
        let mut zip = Zip::open(bytes, limits)?;
        let found = layout::find(&zip.named)?;
        let half = match found {
            Layout::Bundle(parts) => return Ok(Self::of(zip, parts)),
            Layout::Several => return Err(ReadError::Several),
            Layout::Half(parts) => Some(parts),
            Layout::Nothing => None,
        };
        if wrapped > 0
            && let Some(inner) = Self::within(&mut zip, limits, wrapped - 1, left)?
        {
            return Ok(inner);
        }
        half.map(|parts| Self::of(zip, parts))
            .ok_or(ReadError::Foreign)
    }

    /// The one bundle among the ZIPs in a ZIP. Where there is only one ZIP, what is wrong with it is what is said.
    fn within(
        zip: &mut Zip<'a>,
        limits: &Limits,
        wrapped: u32,
        left: &mut u64,
    ) -> Result<Option<Self>, ReadError> {
        let inner: Vec<usize> = zip.zips().collect();
        let mut found = None;
        for index in &inner {
            let bytes = zip.read(*index, limits.file.min(*left))?;
            *left -= bytes.len() as u64;
            match Self::find(Cow::Owned(bytes), limits, wrapped, left) {
                Ok(_) if found.is_some() => return Err(ReadError::Several),
                Ok(bundle) => found = Some(bundle),
                Err(ReadError::Foreign) => {}
                Err(error) if inner.len() == 1 => return Err(error),
                Err(error @ (ReadError::Several | ReadError::Bomb)) => return Err(error),
                Err(_) => {}
            }
        }
        Ok(found)
    }

    fn of(zip: Zip<'a>, parts: Parts) -> Self {
        Self {
            zip,
            parts,
            contents: None,
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    /// One part, whole. Its directory may lie about its size: no more than `at_most` bytes are unpacked.
    pub fn part(&mut self, name: &str, at_most: u64) -> Result<Vec<u8>, ReadError> {
        let index = self.parts.get(name);
        let index = *index.ok_or_else(|| ReadError::Changed(name.to_owned()))?;
        self.zip.read_as(index, at_most, name)
    }

    /// A part of the manifest, as it is listed. Under another name than it had it is known by its hash.
    pub fn listed(&mut self, listed: &Listed) -> Result<Vec<u8>, ReadError> {
        let changed = || ReadError::Changed(listed.name.clone());
        let bytes = if self.has(&listed.name) {
            self.part(&listed.name, Limits::PART)?
        } else {
            let digest = listed.digest().ok_or_else(changed)?;
            let index = *self.contents()?.get(&digest).ok_or_else(changed)?;
            self.zip.read_as(index, Limits::PART, &listed.name)?
        };
        if !listed.matches(&bytes) {
            return Err(changed());
        }
        Ok(bytes)
    }

    /// Everything in the archive is read once, however many parts are looked for.
    fn contents(&mut self) -> Result<&BTreeMap<Digest, usize>, ReadError> {
        if self.contents.is_none() {
            let mut contents = BTreeMap::new();
            for index in self
                .zip
                .named
                .iter()
                .map(|one| one.index)
                .collect::<Vec<_>>()
            {
                // What cannot be read is no part that is looked for.
                if let Ok(bytes) = self.zip.read(index, Limits::PART) {
                    contents.insert(sha256(&bytes), index);
                }
            }
            self.contents = Some(contents);
        }
        Ok(self.contents.get_or_insert_default())
    }
}

/// An archive whose names, count and sizes are within the bounds.
struct Zip<'a> {
    archive: ZipArchive<Cursor<Cow<'a, [u8]>>>,
    /// Files that a person packed: neither folders nor what a computer adds.
    named: Vec<ZipEntry>,
}

impl<'a> Zip<'a> {
    fn open(bytes: Cow<'a, [u8]>, limits: &Limits) -> Result<Self, ReadError> {
        if bytes.len() as u64 > limits.file {
            return Err(ReadError::TooLarge {
                megabytes: limits.file_megabytes(),
            });
        }
        if !begins_as_zip(&bytes) {
            return Err(ReadError::Foreign);
        }
        if !ends_as_zip(&bytes) {
            return Err(ReadError::Truncated);
        }
        if promises_more_than(limits.parts, &bytes) {
            return Err(ReadError::Bomb);
        }
        let ours = bytes.starts_with(LOCAL_FILE);
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| match ours {
            true => ReadError::Directory,
            false => ReadError::Foreign,
        })?;
        let mut zip = Self {
            archive,
            named: Vec::new(),
        };
        zip.check_names(limits)?;
        zip.check_sizes(limits)?;
        Ok(zip)
    }

    fn check_names(&mut self, limits: &Limits) -> Result<(), ReadError> {
        if self.archive.len() > limits.parts {
            return Err(ReadError::Bomb);
        }
        if self.archive.has_duplicate_names() {
            return Err(ReadError::TwiceNamed);
        }
        for (index, name) in self.archive.file_names_raw().enumerate() {
            let steps = layout::steps(name)?;
            let named = ZipEntry { steps, index };
            if !name.ends_with(b"/") && !name.ends_with(b"\\") && !named.is_addition() {
                self.named.push(named);
            }
        }
        Ok(())
    }

    fn check_sizes(&mut self, limits: &Limits) -> Result<(), ReadError> {
        let mut unpacked = 0u64;
        for index in 0..self.archive.len() {
            let file = self
                .archive
                .by_index_raw(index)
                .map_err(|_| ReadError::Directory)?;
            unpacked = unpacked.saturating_add(file.size());
            let swollen =
                file.size() > RATIO_FROM && file.size() / file.compressed_size().max(1) > MAX_RATIO;
            if swollen || unpacked > limits.unpacked {
                return Err(ReadError::Bomb);
            }
        }
        match self.archive.has_overlapping_files() {
            Ok(false) => Ok(()),
            Ok(true) => Err(ReadError::Bomb),
            Err(_) => Err(ReadError::Directory),
        }
    }

    fn zips(&self) -> impl Iterator<Item = usize> {
        let zips = self.named.iter().filter(|one| one.is_zip());
        zips.map(|one| one.index)
    }

    fn read(&mut self, index: usize, at_most: u64) -> Result<Vec<u8>, ReadError> {
        self.read_as(index, at_most, "ZIP")
    }

    fn read_as(&mut self, index: usize, at_most: u64, name: &str) -> Result<Vec<u8>, ReadError> {
        let changed = || ReadError::Changed(name.to_owned());
        let mut file = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => {
                ReadError::Locked
            }
            ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
                ReadError::Packing
            }
            _ => changed(),
        })?;
        // No more is unpacked than the directory promised: these sizes together are within the bounds.
        let size = file.size();
        if size > at_most {
            return Err(ReadError::Bomb);
        }
        let mut bytes = Vec::new();
        file.by_ref()
            .take(size + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| changed())?;
        if bytes.len() as u64 > size {
            return Err(ReadError::Bomb);
        }
        Ok(bytes)
    }
}

/// Whether an end record, of whichever form and wherever one may be looked for, promises more parts than are read: that is
/// known before any of them is. A reader may skip one end record for another, so each is asked.
fn promises_more_than(parts: usize, bytes: &[u8]) -> bool {
    const COUNT: usize = 10;
    let tail = &bytes[bytes.len().saturating_sub(END_WITHIN)..];
    let counts = found(tail, END_OF_DIRECTORY).filter_map(|end| {
        let count = end.get(COUNT..)?.first_chunk()?;
        Some(u64::from(u16::from_le_bytes(*count)))
    });
    // The count of the longer form stands elsewhere.
    let is_long = found(tail, LONG_END_LOCATOR).next().is_some();
    let shorter = counts.max().unwrap_or(0);
    let promised = if is_long {
        let long = found(bytes, LONG_END).filter_map(long_count);
        long.max()
            .unwrap_or(0)
            .max(if shorter == 0xffff { 0 } else { shorter })
    } else {
        shorter
    };
    promised > parts as u64
}

/// The count of parts in the longer end record, if these bytes are one.
fn long_count(end: &[u8]) -> Option<u64> {
    const SIZE: usize = 4;
    const COUNT: usize = 32;
    let size = u64::from_le_bytes(*end.get(SIZE..)?.first_chunk()?);
    let count = u64::from_le_bytes(*end.get(COUNT..)?.first_chunk()?);
    (size < 1 << 16).then_some(count)
}

/// Every place where these bytes begin with the mark.
fn found<'a>(bytes: &'a [u8], mark: &'static [u8]) -> impl Iterator<Item = &'a [u8]> {
    let places = bytes.windows(mark.len()).enumerate();
    places
        .filter(move |(_, window)| *window == mark)
        .map(|(at, _)| &bytes[at..])
}

/// A ZIP of the parts in this order, stored: what is encrypted does not compress. It carries no dates. Each part is let go once it
/// is in: together they may be as much as fits in memory.
pub(super) fn assemble(parts: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    const IN_MEMORY: &str = "writing a ZIP into memory does not fail";
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).expect(IN_MEMORY);
        zip.write_all(&bytes).expect(IN_MEMORY);
    }
    zip.finish().expect(IN_MEMORY).into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(count: u16, comment: &[u8]) -> Vec<u8> {
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        for number in [count, count] {
            end.extend_from_slice(&number.to_le_bytes());
        }
        end.extend_from_slice(&[0; 8]);
        end.extend_from_slice(&(comment.len() as u16).to_le_bytes());
        end.extend_from_slice(comment);
        end
    }

    #[test]
    fn more_parts_than_are_read_are_refused_before_any_is() {
        let limits = Limits::default();
        let broken = |end: Vec<u8>| {
            let bytes = [b"PK\x03\x04 no directory at all ".to_vec(), end].concat();
            Container::open(&bytes, &limits).err()
        };
        assert_eq!(broken(ends(3, b"")), Some(ReadError::Directory));
        assert_eq!(broken(ends(4096, b"")), Some(ReadError::Directory));
        assert_eq!(broken(ends(4097, b"")), Some(ReadError::Bomb));
        // One record hides another in its comment.
        assert_eq!(broken(ends(3, &ends(60_000, b""))), Some(ReadError::Bomb));
        let mut long = LONG_END.to_vec();
        long.extend_from_slice(&44u64.to_le_bytes());
        long.extend_from_slice(&[0; 12]);
        for _ in 0..2 {
            long.extend_from_slice(&2_000_000u64.to_le_bytes());
        }
        long.extend_from_slice(&[0; 16]);
        long.extend_from_slice(LONG_END_LOCATOR);
        long.extend_from_slice(&[0; 16]);
        long.extend_from_slice(&ends(0xffff, b""));
        assert_eq!(broken(long), Some(ReadError::Bomb));
    }

    #[test]
    fn very_many_tiny_parts_are_too_many() {
        let parts = |count: u32| -> Vec<(String, Vec<u8>)> {
            (0..count).map(|n| (n.to_string(), Vec::new())).collect()
        };
        let limits = Limits::default();
        let many = assemble(parts(4096));
        assert!(Zip::open(Cow::Owned(many), &limits).is_ok());
        for many in [4097, 70_000] {
            let bytes = assemble(parts(many));
            let opened = Container::open(&bytes, &limits);
            assert_eq!(opened.err(), Some(ReadError::Bomb), "{many}");
        }
    }
}
