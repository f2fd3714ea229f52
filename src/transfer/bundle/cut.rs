//! How much of a bundle that was cut off is here: its list of parts stands near its beginning, and says how long all are.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

use super::limits::Limits;
use super::manifest::Manifest;
use super::{MANIFEST, layout};

const LOCAL_FILE: &[u8] = b"PK\x03\x04";
const HEADER: usize = 30;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const SIZES_BEHIND: u16 = 1 << 3;

/// One file as its own header in the ZIP tells of it, with as many of its bytes as are here.
struct Local<'a> {
    name: &'a [u8],
    method: u16,
    packed: u64,
    size: u64,
    here: &'a [u8],
}

/// Bytes of the listed parts that are here, and of all of them. `None` where the file does not say, or lacks none of them.
pub fn what_is_left(bytes: &[u8]) -> Option<(u64, u64)> {
    let files: Vec<Local> = Walk(bytes).collect();
    let list = files.iter().find(|file| file.is(MANIFEST))?.unpacked()?;
    let manifest = Manifest::from_bytes(&list).ok()?;
    let (mut here, mut of) = (0u64, 0u64);
    for listed in &manifest.parts {
        of = of.saturating_add(listed.size);
        let file = files.iter().find(|file| file.is(&listed.name));
        here += file.map_or(0, Local::size_here).min(listed.size);
    }
    (here < of).then_some((here, of))
}

struct Walk<'a>(&'a [u8]);

impl<'a> Iterator for Walk<'a> {
    type Item = Local<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.0;
        let short = |at: usize| Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let long = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        if !bytes.starts_with(LOCAL_FILE) || short(6)? & SIZES_BEHIND != 0 {
            return None;
        }
        let (packed, size) = (u64::from(long(18)?), u64::from(long(22)?));
        let name = HEADER..HEADER + usize::from(short(26)?);
        let data = name.end + usize::from(short(28)?);
        let rest = bytes.get(data..)?;
        let (here, after) = rest.split_at(rest.len().min(usize::try_from(packed).ok()?));
        let local = Local {
            name: bytes.get(name)?,
            method: short(8)?,
            packed,
            size,
            here,
        };
        self.0 = after;
        Some(local)
    }
}

impl Local<'_> {
    /// By the end of its name: a folder may lie around the parts.
    fn is(&self, name: &str) -> bool {
        let Ok(steps) = layout::steps(self.name) else {
            return false;
        };
        let wanted = name.split('/').map(str::to_owned).collect::<Vec<_>>();
        steps.ends_with(&wanted)
    }

    /// The whole of a short file.
    fn unpacked(&self) -> Option<Vec<u8>> {
        if self.here.len() as u64 != self.packed || self.size > Limits::MANIFEST {
            return None;
        }
        let mut bytes = Vec::new();
        match self.method {
            STORED => bytes.extend(self.here),
            DEFLATED => {
                let packed = DeflateDecoder::new(self.here);
                packed.take(Limits::MANIFEST).read_to_end(&mut bytes).ok()?;
            }
            _ => return None,
        }
        Some(bytes)
    }

    /// About how many of its unpacked bytes are here.
    fn size_here(&self) -> u64 {
        let here = u128::from(self.size) * self.here.len() as u128;
        u64::try_from(here / u128::from(self.packed.max(1))).unwrap_or(self.size)
    }
}
