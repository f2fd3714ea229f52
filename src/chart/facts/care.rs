//! Medicines, vaccines, directives and papers: what was given or filed.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::StatementRef;
use super::clinical::Concept;
use crate::base::{BlobId, ChartId, Digest, VaultId};
use crate::chart::statement::FilePlace;
use crate::chart::when::When;

/// One medicine line in words. Nothing here is computed with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct MedicationLine {
    #[n(0)]
    pub name: Concept,
    #[n(1)]
    pub strength: String,
    #[n(2)]
    pub dose: String,
    #[n(3)]
    pub route: String,
    #[n(4)]
    pub frequency: String,
    #[n(5)]
    pub duration: String,
    /// Dosage as another system words it.
    #[n(6)]
    pub words: String,
    /// When a dose is due, as another system codes it.
    #[n(7)]
    pub timing: Option<Box<DoseTiming>>,
    /// The day the course ends or ended, where a file says so.
    #[n(8)]
    pub until: Option<When>,
    /// The last day on which the order may be dispensed: no end of the course.
    #[n(9)]
    pub dispense_until: Option<When>,
    /// Several dosages of one medicine, in the order of the file; a single one stands in the fields above.
    #[n(10)]
    pub dosages: Option<Vec<Dosage>>,
}

/// One of several dosages of a medicine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Dosage {
    #[n(0)]
    pub dose: String,
    #[n(1)]
    pub route: String,
    #[n(2)]
    pub frequency: String,
    #[n(3)]
    pub duration: String,
    #[n(4)]
    pub words: String,
    #[n(5)]
    pub timing: Option<Box<DoseTiming>>,
}

/// When doses are due: FHIR's own codes and figures, which a page says in its language. "2 times every 6 h, before meals, as
/// needed". What it does not know of them it says as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct DoseTiming {
    /// How many in one period: "2", or "1–2".
    #[n(0)]
    pub times: Option<String>,
    /// How long the period is, in `unit`: "6", or "4–6".
    #[n(1)]
    pub period: Option<String>,
    /// s, min, h, d, wk, mo, a.
    #[n(2)]
    pub unit: Option<String>,
    /// Days of the week (`mon`), moments of the day (`ACM`), times of the clock (`08:00`).
    #[n(3)]
    pub at: Option<Vec<String>>,
    /// Minutes before or after the moments of `at`.
    #[n(4)]
    pub offset: Option<String>,
    /// How long giving one dose takes, with its unit.
    #[n(5)]
    pub lasting: Option<String>,
    /// Only when needed; for what, where the file says so.
    #[n(6)]
    pub as_needed: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum MedicationEvent {
    /// The person says or shows that they take it.
    #[n(0)]
    Taking(#[n(0)] MedicationLine),
    /// Ordered or given in a plan. Not checked against allergies.
    #[n(1)]
    Ordered(#[n(0)] MedicationLine),
    #[n(2)]
    Stopped(#[n(0)] StatementRef, #[n(1)] String),
    /// A product named in a file, without anyone taking it.
    #[n(3)]
    Named(#[n(0)] MedicationLine),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Immunization {
    #[n(0)]
    pub vaccine: Concept,
    #[n(1)]
    pub dose: String,
    #[n(2)]
    pub lot: String,
    /// For one not given: why.
    #[n(3)]
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Directive {
    #[n(0)]
    pub words: String,
    /// Where the paper is, who holds it.
    #[n(1)]
    pub held_by: String,
}

/// A paper or picture, sealed in chunks beside the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Document {
    #[n(0)]
    pub title: String,
    #[n(1)]
    pub media_type: String,
    #[n(2)]
    pub blob: BlobId,
    #[n(3)]
    pub bytes: u64,
    /// SHA-256 of the plaintext.
    #[n(4)]
    pub digest: Digest,
    #[n(5)]
    pub chunks: u32,
}

/// Something of a file that is kept as received: the whole file (no place), or one resource in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Citation {
    #[n(0)]
    File(#[n(0)] Document),
    /// A resource no other statement shows: its type, a few words of it, and why, where its type could have been shown.
    #[n(1)]
    Verbatim(
        #[n(0)] FilePlace,
        #[n(1)] String,
        #[n(2)] String,
        #[n(3)] Option<KeptBecause>,
    ),
}

/// Why no other statement shows a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum KeptBecause {
    /// The same file holds a later version of it.
    #[n(0)]
    Older,
    /// The file's history says that it was deleted.
    #[n(1)]
    Deleted,
    /// It is about a device, a place, a group: no patient.
    #[n(2)]
    NotOfAPatient,
    /// What it is about (an illness, a product, what was observed) is missing or cannot be read.
    #[n(3)]
    Unnamed,
    /// Nothing that it says has a place in the chart.
    #[n(4)]
    NothingToShow,
    #[n(5)]
    TooLong,
    /// Its content stands elsewhere; the file holds an address only.
    #[n(6)]
    ContentElsewhere,
    /// It names no type.
    #[n(7)]
    NoType,
    /// A Bundle inside the file, whose resources are read one by one.
    #[n(8)]
    ReadOneByOne,
    /// It is about another person of the file: a relative, or the same person under another number.
    #[n(9)]
    SomebodyElse,
    /// No resource but the file itself: it says that it is a part of a longer list, or that something was held back.
    #[n(10)]
    PartOfMore,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum ExportFor {
    #[n(0)]
    ThePerson,
    #[n(1)]
    AnotherClinic,
    #[n(2)]
    CopyOfThisDevice,
}

/// Every export is an entry: who and when are the entry's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum ExportRecord {
    #[n(0)]
    Made(#[n(0)] Exported),
    /// The saved file was read again, decrypted and verified.
    #[n(1)]
    Checked(#[n(0)] Digest),
}

/// Someone of this vault compared another vault's fingerprint with the one its people show: from then on whoever that
/// vault's administrators named counts as confirmed here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Confirmation {
    #[n(0)]
    pub vault: VaultId,
    /// Hash of that vault's first, self-signed credential.
    #[n(1)]
    pub fingerprint: Digest,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Exported {
    #[n(0)]
    pub charts: Vec<ChartId>,
    #[n(1)]
    pub purpose: ExportFor,
    #[n(2)]
    pub recipient: String,
    /// SHA-256 of the file.
    #[n(3)]
    pub digest: Digest,
    #[n(4)]
    pub until: When,
}
