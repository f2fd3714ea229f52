//! Why a file is not read. Refusals concern the whole file; a single resource that cannot be understood is kept verbatim instead.

use crate::transfer::format::Foreign;

/// A file that is not imported, and why. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FhirError {
    #[error("the file has {bytes} bytes; at most {limit} are read")]
    TooLarge { bytes: usize, limit: usize },
    #[error("the file nests deeper than {limit} levels")]
    TooDeep { limit: usize },
    #[error("the file holds more than {limit} resources")]
    TooMany { limit: usize },
    /// Lines count from 1.
    #[error("the file is not JSON: line {line}: {what}")]
    NotJson { line: usize, what: String },
    /// The JSON begins well and ends too early.
    #[error("the file is cut off in line {line}")]
    CutOff { line: usize },
    #[error("the file is empty")]
    EmptyFile,
    /// A kind of file that is known and not read.
    #[error("the file is not read: {0:?}")]
    NotRead(Foreign),
    #[error("the file is a Carnet bundle, or holds one")]
    CarnetBundle,
    #[error("the ZIP has a password of its own")]
    LockedZip,
    /// A file in a ZIP, or what packs it.
    #[error("{0} is damaged")]
    Damaged(String),
    /// A text that says or shows another encoding than Unicode's.
    #[error("the text is not in Unicode")]
    NotUnicode,
    /// FHIR before R4: the version, and the type of what in it cannot be read as it was meant.
    #[error("it is FHIR {version}, and its {kind} cannot be read as it was meant")]
    Older { version: Version, kind: String },
    #[error("the JSON is not an object")]
    NotAnObject,
    #[error("the JSON is not FHIR: it names no resourceType")]
    NoResourceType,
    #[error("the entries of the Bundle are not a list")]
    EntriesNotAList,
    /// FHIR, but one resource that is nobody's record: its type.
    #[error("it is a FHIR {0}, not a record")]
    NotABundle(String),
    /// The place counts the entries of the Bundle from 0.
    #[error("entry {place} is not a resource")]
    BadEntry { place: usize },
    #[error("the Bundle holds no resource")]
    Empty,
    /// Resources of several people in one file: a chart is one person's, and it was not said whose.
    #[error("the file is about {0} people")]
    SeveralPatients(usize),
}

/// Which older FHIR a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// The first draft: nothing of it is read.
    Dstu1,
    Dstu2,
    /// DSTU2 or STU3: what was seen is common to both.
    Older,
    Stu3,
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Dstu1 => "DSTU1 (0.0)",
            Self::Dstu2 => "DSTU2 (1.0)",
            Self::Older => "DSTU2 / STU3",
            Self::Stu3 => "STU3 (3.0)",
        })
    }
}
