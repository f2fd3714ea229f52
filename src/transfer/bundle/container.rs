//! The ZIP around the parts. It is read from memory, never unpacked to a disk, and every size is bounded before work.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::error::ReadError;
use super::limits::Limits;

const LOCAL_FILE: &[u8] = b"PK\x03\x04";
const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
const LONG_END_LOCATOR: &[u8] = b"PK\x06\x07";
const LONG_END: &[u8] = b"PK\x06\x06";
/// The end record is within so many bytes of the end: its own 22 and the longest comment.
const END_WITHIN: usize = 22 + 0xffff;
/// Encrypted parts hardly compress; what unpacks to more than this many times its size is no bundle.
const MAX_RATIO: u64 = 100;
const RATIO_FROM: u64 = 1 << 20;

pub(super) struct Container<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

pub(super) fn begins_as_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(LOCAL_FILE)
}

impl<'a> Container<'a> {
    /// Reads the directory and checks what it promises: names, count, sizes.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        if bytes.len() as u64 > limits.file {
            return Err(ReadError::TooLarge {
                megabytes: limits.file_megabytes(),
            });
        }
        if !begins_as_zip(bytes) {
            return Err(ReadError::Foreign);
        }
        let tail = &bytes[bytes.len().saturating_sub(END_WITHIN)..];
        if !tail
            .windows(END_OF_DIRECTORY.len())
            .any(|w| w == END_OF_DIRECTORY)
        {
            return Err(ReadError::Truncated);
        }
        if promises_more_than(limits.parts, bytes) {
            return Err(ReadError::Bomb);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Directory)?;
        let mut container = Self { archive };
        container.check_names(limits)?;
        container.check_sizes(limits)?;
        Ok(container)
    }

    fn check_names(&self, limits: &Limits) -> Result<(), ReadError> {
        if self.archive.len() > limits.parts {
            return Err(ReadError::Bomb);
        }
        if let Some(bad) = self
            .archive
            .file_names_raw()
            .find(|name| !stays_inside(name))
        {
            return Err(ReadError::BadPath(
                String::from_utf8_lossy(bad).into_owned(),
            ));
        }
        if self.archive.has_duplicate_names() {
            return Err(ReadError::TwiceNamed);
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

    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// One part, whole. Its directory may lie about its size: no more than `at_most` bytes are unpacked.
    pub fn part(&mut self, name: &str, at_most: u64) -> Result<Vec<u8>, ReadError> {
        let changed = || ReadError::Changed(name.to_owned());
        let mut file = self.archive.by_name(name).map_err(|_| changed())?;
        if file.size() > at_most {
            return Err(ReadError::Bomb);
        }
        let mut bytes = Vec::new();
        file.by_ref()
            .take(at_most + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| changed())?;
        if bytes.len() as u64 > at_most {
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

/// Whether a name is a plain relative path: no way up, no root, no drive, no backslash.
fn stays_inside(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else {
        return false;
    };
    let name = name.strip_suffix('/').unwrap_or(name);
    let plain = |c: char| !c.is_control() && c != '\\' && c != ':';
    name.chars().all(plain) && name.split('/').all(|step| !matches!(step, "" | "." | ".."))
}

/// A ZIP of the parts in this order, stored: what is encrypted does not compress. It carries no dates.
pub(super) fn assemble(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    const IN_MEMORY: &str = "writing a ZIP into memory does not fail";
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).expect(IN_MEMORY);
        zip.write_all(bytes).expect(IN_MEMORY);
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
        assert!(Container::open(&assemble(&parts(4096)), &limits).is_ok());
        for many in [4097, 70_000] {
            let bytes = assemble(&parts(many));
            let opened = Container::open(&bytes, &limits);
            assert_eq!(opened.err(), Some(ReadError::Bomb), "{many}");
        }
    }

    #[test]
    fn only_plain_relative_names() {
        for good in ["manifest.json", "record/entries-1.jwe", "record/"] {
            assert!(stays_inside(good.as_bytes()), "{good}");
        }
        let bad: [&[u8]; 9] = [
            b"../a", b"a/../b", b"/a", b"a\\b", b"C:a", b"", b"a//b", b"./a", b"\xff",
        ];
        for name in bad {
            assert!(!stays_inside(name), "{name:?}");
        }
    }
}
