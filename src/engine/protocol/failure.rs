//! What can go wrong, one enum per verb, as the page tells it: what happened, what was lost, what to do next.

use serde::{Deserialize, Serialize};

use crate::base::Stamp;
use crate::chart::draft::Lacks;
use crate::chart::limits::Limit;
pub use crate::transfer::format::Foreign as ForeignKind;

/// The browser's storage failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum StorageTrouble {
    #[error("the device is full")]
    Full,
    /// Another tab holds an older or newer page open.
    #[error("another tab keeps the records at another version")]
    Blocked,
    #[error("the connection to the records was lost")]
    Lost,
    #[error("the records were written by a newer version: {found}, this one reads up to {reads}")]
    Newer { found: u32, reads: u32 },
    #[error("this browser does not let pages keep records: {0}")]
    Denied(String),
    #[error("the browser's storage failed: {0}")]
    Failed(String),
}

/// Why the vault was not made or opened, the page not uncovered, or a passphrase not changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum UnlockFailure {
    #[error("that passphrase did not open the records")]
    WrongPassphrase,
    #[error("these words are not a recovery code")]
    NotACode,
    #[error("these words open another vault")]
    WrongWords,
    /// The ring secret is gone: only the recovery code opens.
    #[error("a part of the key is missing; the recovery code is needed")]
    RingSecretMissing,
    #[error("the rows that open the vault are damaged")]
    Damaged,
    #[error("the records were written by a newer version: {found}, this one reads up to {reads}")]
    Newer { found: u32, reads: u32 },
    #[error("wait {0} ms before the next try")]
    Wait(u32),
    #[error("there is no vault on this device")]
    NoVault,
    #[error("the passphrase is too short: {0} characters at least")]
    TooShort(u32),
    #[error("that code did not uncover the page; {0} tries are left")]
    WrongCode(u8),
    #[error("five wrong codes: the vault is locked")]
    CodeSpent,
}

/// Why nothing was signed, sealed or filed. What was typed is still there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum WriteFailure {
    #[error("something is missing")]
    Lacks(Lacks),
    #[error("there is no such draft: it was signed or discarded")]
    NoDraft,
    #[error("there is no such statement in this chart")]
    NoStatement,
    #[error("what this is about was corrected or entered in error meanwhile")]
    Revoked,
    #[error("an entry holds at most one mebibyte")]
    TooLarge,
    /// Others would leave it out.
    #[error("what is written goes beyond a bound: {0:?}")]
    Beyond(Limit),
    #[error("the device's clock stands before the last signed entry")]
    ClockBehind { now: Stamp, last: Stamp },
    #[error("your role may not write this")]
    NotAllowed,
    #[error("under this id another person's draft is kept")]
    DraftOfAnother,
    #[error("this draft is yours, and its sealed bytes are damaged")]
    DraftDamaged,
    #[error("the keys of this chart cannot be read here")]
    KeysLost,
}

/// Why JSON is not a FHIR Bundle that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotFhir {
    NotAnObject,
    NoResourceType,
    /// Its `entry` is something else than a list.
    EntriesNotAList,
    /// There is no resource in it.
    Empty,
    /// Brackets, or files packed into files, are nested deeper than is read.
    TooDeep,
    /// It holds more resources, or files, than are read.
    TooMany,
}

/// Why a file was not read, written or added. Nothing of it was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FileFailure {
    #[error("the file is neither a Carnet bundle nor FHIR JSON")]
    Foreign,
    /// A kind of file that is known and not read.
    #[error("the file is not read: {0:?}")]
    NotRead(ForeignKind),
    #[error("the text is not in Unicode")]
    NotUnicode,
    /// FHIR before R4 that cannot be read as it was meant: its version, and the type of what in it.
    #[error("it is FHIR {version}, and its {kind} cannot be read as it was meant")]
    OlderFhir { version: String, kind: String },
    /// A bundle among several files: it is opened by itself.
    #[error("a Carnet bundle is opened by itself")]
    BundleAmongOthers,
    #[error("the file is cut off")]
    Truncated,
    /// Bytes of the parts that are here, and of all that the file lists.
    #[error("the file is cut off: {here} of {of} bytes")]
    CutOff { here: u64, of: u64 },
    #[error("the file holds more than one bundle")]
    SeveralBundles,
    #[error("the ZIP has a password of its own")]
    LockedZip,
    #[error("the ZIP is packed in a way that is not read here")]
    Packing,
    /// Nothing in it but blanks or zeros.
    #[error("there is nothing in the file")]
    NoBytes,
    /// Of a bundle that was unpacked.
    #[error("the file is one part of a bundle")]
    LoosePart,
    #[error("part {0} is not what the file's list says")]
    Changed(String),
    #[error("the file was written by a newer version: {found}, this one reads up to {reads}")]
    Newer { found: u32, reads: u32 },
    #[error("that passphrase does not open this file")]
    WrongPassphrase,
    #[error("the file asks for an unreasonable amount of work to open")]
    HostileCost,
    #[error("the file unpacks to more than it may")]
    Bomb,
    #[error("the file goes beyond a bound: {0:?}")]
    Beyond(Limit),
    #[error("the file names a part outside itself: {0}")]
    BadPath(String),
    #[error("the file is larger than {0} MB")]
    TooLarge(u32),
    #[error("the file is not JSON: line {line}, {what}")]
    NotJson { line: u32, what: String },
    #[error("the JSON is not FHIR: {0:?}")]
    NotFhir(NotFhir),
    #[error("it is FHIR, but not a Bundle: {0}")]
    NotABundle(String),
    /// Counted from 1.
    #[error("entry {0} is not a resource")]
    BadEntry(u32),
    #[error("the file has no Patient: choose a chart")]
    NeedsChart,
    #[error("the file holds the records of more than one person")]
    SeveralPatients,
    #[error("nothing is opened to be added")]
    NothingOpen,
    /// A picture of a kind whose place and camera cannot be found, so that they cannot be left out.
    #[error("not a picture that can be kept without its place and camera")]
    Picture,
    #[error("the file is empty")]
    Empty,
    /// Nothing was made: fewer charts fit.
    #[error("the export would be larger than {0} MB")]
    ExportTooLarge(u32),
    #[error("a paper may have at most {0} MB")]
    PaperTooLarge(u32),
    /// The copy is as it was written; whose these entries are cannot be shown from it.
    #[error("of {0} entries the author's credential is missing or leads to no administrator")]
    Authors(u32),
}

/// Every failure a page can be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Storage(#[from] StorageTrouble),
    #[error(transparent)]
    Unlock(#[from] UnlockFailure),
    #[error(transparent)]
    Write(#[from] WriteFailure),
    #[error(transparent)]
    File(#[from] FileFailure),
    #[error("the vault is locked")]
    Locked,
    #[error("the page is covered")]
    Covered,
    #[error("there is no such chart here")]
    NoChart,
    #[error("the entry cannot be read here")]
    Unreadable(crate::reading::view::Unreadable),
    #[error("cancelled")]
    Cancelled,
    /// The engine stopped; the page starts another and asks to unlock again.
    #[error("the engine stopped: {0}")]
    Stopped(String),
}
