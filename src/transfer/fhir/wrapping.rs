//! What a record comes wrapped in: encodings, one resource a line, several values in a row, gzip, a ZIP of many files.
//!
//! Everything is bounded before it is unpacked, and whatever cannot be read refuses the whole: a record is never half read.
//! The order of the values is that of the bytes, so that a place in a file stays the same place.

use std::io::{Cursor, Read};

use serde_json::Value;
use zip::ZipArchive;
use zip::result::ZipError;

use super::FhirError;
use super::json::{self, MAX_BYTES};
use crate::transfer::format::{self, FileFormat, Foreign};
use crate::transfer::text;

/// Files in a ZIP; telephones write one for each resource.
pub const MAX_FILES: usize = 50_000;
/// A ZIP in a gzip in a ZIP is somebody's joke.
const MAX_WRAPPED: u32 = 4;
/// Bytes that tell what a file in a ZIP is.
const LOOKED_AT: u64 = 16 * 1024;

/// The JSON values of one chosen file.
#[derive(Debug, Default)]
pub struct Unwrapped {
    pub values: Vec<Value>,
    /// Names of files in a ZIP that are no FHIR JSON: they stay in the kept file, unread.
    pub unread: Vec<String>,
}

/// Unwraps one chosen file.
pub fn unwrap(bytes: &[u8]) -> Result<Unwrapped, FhirError> {
    let mut unwrapping = Unwrapping {
        found: Unwrapped::default(),
        left: MAX_BYTES,
        foreign: None,
    };
    within(bytes.len())?;
    unwrapping.whole(bytes, MAX_WRAPPED)?;
    Ok(unwrapping.found)
}

fn within(bytes: usize) -> Result<(), FhirError> {
    if bytes > MAX_BYTES {
        return Err(FhirError::TooLarge {
            bytes,
            limit: MAX_BYTES,
        });
    }
    Ok(())
}

struct Unwrapping {
    found: Unwrapped,
    /// Bytes that may still be unpacked, all together.
    left: usize,
    /// What files of a ZIP are that are not read; the most telling of them.
    foreign: Option<Foreign>,
}

impl Unwrapping {
    fn whole(&mut self, bytes: &[u8], wrapped: u32) -> Result<(), FhirError> {
        match format::of(bytes) {
            FileFormat::Json => {
                let text = text::as_utf8(bytes).ok_or(FhirError::NotUnicode)?;
                self.found.values.extend(json::values(&text)?);
                Ok(())
            }
            FileFormat::Gzip if wrapped > 0 => {
                let inner = self.inflated(bytes)?;
                self.whole(&inner, wrapped - 1)
            }
            FileFormat::Zip if wrapped > 0 => self.zip(bytes, wrapped - 1),
            FileFormat::Gzip | FileFormat::Zip => Err(FhirError::TooDeep {
                limit: MAX_WRAPPED as usize,
            }),
            FileFormat::Foreign(foreign) => Err(FhirError::NotRead(foreign)),
            FileFormat::Empty => Err(FhirError::EmptyFile),
            FileFormat::Bundle | FileFormat::LoosePart => Err(FhirError::CarnetBundle),
        }
    }

    fn inflated(&mut self, bytes: &[u8]) -> Result<Vec<u8>, FhirError> {
        // Several members in a row are one file.
        let read = flate2::read::MultiGzDecoder::new(bytes);
        self.unpacked(read, || FhirError::Damaged("gzip".to_owned()))
    }

    /// Everything a reader gives, within what may still be unpacked.
    fn unpacked(
        &mut self,
        read: impl Read,
        damaged: impl Fn() -> FhirError,
    ) -> Result<Vec<u8>, FhirError> {
        let mut bytes = Vec::new();
        read.take(self.left as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| damaged())?;
        self.left = self
            .left
            .checked_sub(bytes.len())
            .ok_or(FhirError::TooLarge {
                bytes: MAX_BYTES + 1,
                limit: MAX_BYTES,
            })?;
        Ok(bytes)
    }

    fn zip(&mut self, bytes: &[u8], wrapped: u32) -> Result<(), FhirError> {
        let damaged = || FhirError::Damaged("ZIP".to_owned());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > MAX_FILES {
            return Err(FhirError::TooMany { limit: MAX_FILES });
        }
        // Of two files of one name only one would be seen.
        if archive.has_duplicate_names() {
            return Err(damaged());
        }
        let before = self.found.values.len();
        for index in 0..archive.len() {
            self.zipped(&mut archive, index, wrapped)?;
        }
        if self.found.values.len() == before {
            return Err(self.foreign.map_or(FhirError::Empty, FhirError::NotRead));
        }
        Ok(())
    }

    fn zipped(
        &mut self,
        archive: &mut ZipArchive<Cursor<&[u8]>>,
        index: usize,
        wrapped: u32,
    ) -> Result<(), FhirError> {
        let mut file = archive.by_index(index).map_err(not_opened)?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        if file.is_dir() || is_addition(&name) {
            return Ok(());
        }
        let damaged = || FhirError::Damaged(short(&name));
        let mut head = Vec::new();
        file.by_ref()
            .take(LOOKED_AT)
            .read_to_end(&mut head)
            .map_err(|_| damaged())?;
        let kind = match format::of(&head) {
            // A ZIP's directory is at its end.
            _ if head.starts_with(b"PK") => FileFormat::Zip,
            kind => kind,
        };
        match kind {
            FileFormat::Json | FileFormat::Zip | FileFormat::Gzip => {
                let rest = self.unpacked(file, damaged)?;
                let bytes = [head, rest].concat();
                self.inner(&name, &bytes, wrapped)
            }
            // Half of a record in one form and half in another.
            FileFormat::Foreign(foreign @ (Foreign::FhirXml | Foreign::FhirRdf)) => {
                Err(FhirError::NotRead(foreign))
            }
            FileFormat::Foreign(foreign) => {
                self.foreign = Some(
                    self.foreign
                        .map_or(foreign, |one| more_telling(one, foreign)),
                );
                self.leave(&name);
                Ok(())
            }
            FileFormat::Empty => Ok(()),
            FileFormat::Bundle | FileFormat::LoosePart => Err(FhirError::CarnetBundle),
        }
    }

    /// A file of a ZIP that may be FHIR. Other JSON in it is no part of the record.
    fn inner(&mut self, name: &str, bytes: &[u8], wrapped: u32) -> Result<(), FhirError> {
        if format::of(bytes) != FileFormat::Json {
            return match self.whole(bytes, wrapped) {
                Err(FhirError::NotRead(foreign)) => {
                    self.foreign = self.foreign.or(Some(foreign));
                    self.leave(name);
                    Ok(())
                }
                read => read,
            };
        }
        let text = text::as_utf8(bytes).ok_or(FhirError::NotUnicode)?;
        match json::values(&text) {
            Ok(values) if values.iter().any(is_fhir) => self.found.values.extend(values),
            Err(error) if names_a_type(&text) => return Err(error),
            _ => self.leave(name),
        }
        Ok(())
    }

    fn leave(&mut self, name: &str) {
        self.found.unread.push(short(name));
    }
}

fn not_opened(error: ZipError) -> FhirError {
    match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => {
            FhirError::LockedZip
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            FhirError::NotRead(Foreign::Packed)
        }
        _ => FhirError::Damaged("ZIP".to_owned()),
    }
}

fn is_fhir(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(is_fhir),
        value => value.get("resourceType").is_some(),
    }
}

fn names_a_type(text: &[u8]) -> bool {
    let wanted = b"\"resourceType\"";
    text.windows(wanted.len()).any(|at| at == wanted)
}

/// What a computer adds by itself when it packs a folder.
fn is_addition(name: &str) -> bool {
    name.split(['/', '\\']).any(|step| {
        step.starts_with("._")
            || ["__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"].contains(&step)
    })
}

/// Of two kinds of file the one that says more of what the ZIP is.
fn more_telling(one: Foreign, other: Foreign) -> Foreign {
    let rank = |foreign| match foreign {
        Foreign::Cda => 0,
        Foreign::Hl7V2 => 1,
        Foreign::Dicom => 2,
        Foreign::AppleHealth => 3,
        Foreign::HealthCard => 4,
        Foreign::Pdf => 5,
        Foreign::Table => 6,
        Foreign::Office => 7,
        Foreign::Picture => 8,
        _ => 9,
    };
    if rank(other) < rank(one) { other } else { one }
}

/// The end of a name, which says most.
fn short(name: &str) -> String {
    const MOST: usize = 80;
    let letters = name.chars().count();
    name.chars().skip(letters.saturating_sub(MOST)).collect()
}
