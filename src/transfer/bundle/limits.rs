//! What a file may cost before it is refused. Checked before the work, not after.

use super::PART_BYTES;

/// The largest file that is read or written, in bytes. Megabytes are counted as people count them.
pub const LARGEST_FILE: u64 = 128_000_000;

/// Bounds on a file from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes that all its parts may unpack to, the ZIP's and the gzips' each.
    pub unpacked: u64,
    /// Parts in the ZIP.
    pub parts: usize,
}

impl Limits {
    /// An encrypted part: 8 MiB that did not compress, in base 64, and the gzip's and the header's few bytes.
    pub(super) const PART: u64 = (PART_BYTES as u64 + (64 << 10)) / 3 * 4 + 1024;
    /// The list of parts.
    pub(super) const MANIFEST: u64 = 1 << 20;
    /// The keys, and the signature over a whole vault's charts.
    pub(super) const KEY: u64 = 32 << 20;

    pub(super) fn file_megabytes(&self) -> u32 {
        u32::try_from(self.file / 1_000_000).unwrap_or(u32::MAX)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: LARGEST_FILE,
            unpacked: 512 << 20,
            parts: 4096,
        }
    }
}
