//! Why a file is not read. Refusals concern the whole file; a single resource that cannot be understood is kept verbatim instead.

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
    #[error("the JSON is not an object")]
    NotAnObject,
    #[error("the JSON is not FHIR: it names no resourceType")]
    NoResourceType,
    #[error("the entries of the Bundle are not a list")]
    EntriesNotAList,
    /// FHIR, but one resource that is no Bundle: its type.
    #[error("it is a FHIR {0}, not a Bundle")]
    NotABundle(String),
    /// The place counts the entries of the Bundle from 0.
    #[error("entry {place} is not a resource")]
    BadEntry { place: usize },
    #[error("the Bundle holds no resource")]
    Empty,
    /// Resources of several people in one file: a chart is one person's.
    #[error("the file is about {0} people")]
    SeveralPatients(usize),
}
