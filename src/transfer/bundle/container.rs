//! The ZIP around the parts. It is read from memory, never unpacked to a disk, and every size is bounded before work.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::error::ReadError;
use super::limits::Limits;

const LOCAL_FILE: &[u8] = b"PK\x03\x04";
const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
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
    use super::stays_inside;

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
