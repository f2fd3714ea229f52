//! What can go wrong, one enum per verb. The page's words for each stand in the locales: what happened, what was lost, what to
//! do next.

use serde::{Deserialize, Serialize};

use crate::base::Stamp;
use crate::chart::draft::Lacks;
use crate::chart::limits::Limit;
pub use crate::transfer::format::Foreign as ForeignKind;

/// The browser's storage failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StorageTrouble {
    /// The device is full.
    Full,
    /// Another tab holds an older or newer page open.
    Blocked,
    /// The connection to the records was lost.
    Lost,
    /// The records were written by a newer version: the schema found, and the highest this one reads.
    Newer { found: u32, reads: u32 },
    /// This browser does not let pages keep records.
    Denied(String),
    /// The browser's storage failed.
    Failed(String),
}

/// Why the vault was not made or opened, the page not uncovered, or a passphrase not changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnlockFailure {
    /// That passphrase did not open the records.
    WrongPassphrase,
    /// These words are not a recovery code.
    NotACode,
    /// These words open another vault.
    WrongWords,
    /// The ring secret is gone: only the recovery code opens.
    RingSecretMissing,
    /// The rows that open the vault are damaged.
    Damaged,
    /// The records were written by a newer version: the format found, and the highest this one reads.
    Newer { found: u32, reads: u32 },
    /// Milliseconds before the next try.
    Wait(u32),
    /// There is no vault on this device.
    NoVault,
    /// The passphrase is too short: it has so many characters at least.
    TooShort(u32),
    /// That is not the code; so many tries are left.
    WrongCode(u8),
    /// Five wrong codes: the vault is locked.
    CodeSpent,
    /// A short code opens no more for this person: their passphrase does.
    AsideSpent,
}

/// Why nothing was signed, sealed or filed. What was typed is still there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WriteFailure {
    /// Something is missing.
    Lacks(Lacks),
    /// There is no such draft: it was signed or discarded.
    NoDraft,
    /// There is no such statement in this chart.
    NoStatement,
    /// What this is about was corrected or entered in error meanwhile.
    Revoked,
    /// The order this is about was cancelled or answered meanwhile.
    OrderOver,
    /// The result this is about was corrected since it was read.
    ResultCorrected,
    /// The visit this is about was ended meanwhile: by whom, and when.
    VisitEnded { by: String, at: Stamp },
    /// The form that is filled in is not in this vault: what is typed stays a draft.
    NoForm,
    /// Nobody waits any more in the visit this is about: it was opened then and never ended.
    VisitLeftOpen { opened: Stamp },
    /// Nobody waits here in the visit this is about: it goes on at this other site.
    VisitElsewhere { site: String },
    /// An entry holds at most one mebibyte.
    TooLarge,
    /// Others would leave it out.
    /// What is written goes beyond a bound.
    Beyond(Limit),
    /// The device's clock stands before the last signed entry.
    ClockBehind { now: Stamp, last: Stamp },
    /// Your role may not write this.
    NotAllowed,
    /// Under this id another person's draft is kept.
    DraftOfAnother,
    /// This draft is yours, and its sealed bytes are damaged.
    DraftDamaged,
    /// The keys of this chart cannot be read here.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileFailure {
    /// The file is neither a Carnet bundle nor FHIR JSON.
    Foreign,
    /// A kind of file that is known and not read.
    NotRead(ForeignKind),
    /// The text is not in Unicode.
    NotUnicode,
    /// FHIR before R4 that cannot be read as it was meant: its version, and the type of what in it.
    OlderFhir { version: String, kind: String },
    /// A bundle among several files: it is opened by itself.
    BundleAmongOthers,
    /// The file is cut off.
    Truncated,
    /// The file is cut off: bytes of the parts that are here, and of all that the file lists.
    CutOff { here: u64, of: u64 },
    /// The file holds more than one bundle.
    SeveralBundles,
    /// The ZIP has a password of its own.
    LockedZip,
    /// The ZIP is packed in a way that is not read here.
    Packing,
    /// Nothing in it but blanks or zeros.
    NoBytes,
    /// Of a bundle that was unpacked.
    /// The file is one part of a bundle.
    LoosePart,
    /// A part is not what the file's list says.
    Changed(String),
    /// The file was written by a newer version: the format found, and the highest this one reads.
    Newer { found: u32, reads: u32 },
    /// That passphrase does not open this file.
    WrongPassphrase,
    /// The file asks for an unreasonable amount of work to open.
    HostileCost,
    /// The file unpacks to more than it may.
    Bomb,
    /// The file goes beyond a bound.
    Beyond(Limit),
    /// The file names a part outside itself.
    BadPath(String),
    /// The file is larger than so many MB.
    TooLarge(u32),
    /// The file is not JSON: in which line, and what is wrong there.
    NotJson { line: u32, what: String },
    /// The JSON is not FHIR.
    NotFhir(NotFhir),
    /// It is FHIR, but not a Bundle.
    NotABundle(String),
    /// The entry of this number, counted from 1, is not a resource.
    BadEntry(u32),
    /// The file has no Patient: choose a chart.
    NeedsChart,
    /// The file holds the records of more than one person.
    SeveralPatients,
    /// Nothing is opened to be added.
    NothingOpen,
    /// A picture of a kind whose place and camera cannot be found, so that they cannot be left out.
    Picture,
    /// The file is empty.
    Empty,
    /// Nothing was made: fewer charts fit.
    /// The export would be larger than so many MB.
    ExportTooLarge(u32),
    /// A paper may have at most so many MB.
    PaperTooLarge(u32),
    /// The copy is as it was written; whose these entries are cannot be shown from it.
    /// Of so many entries the author's credential is missing or leads to no administrator.
    Authors(u32),
}

/// Every failure a page can be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    Storage(StorageTrouble),
    Unlock(UnlockFailure),
    Write(WriteFailure),
    File(FileFailure),
    /// The vault is locked.
    Locked,
    /// The page is covered.
    Covered,
    /// There is no such chart here.
    NoChart,
    /// The entry cannot be read here.
    Unreadable(crate::reading::view::Unreadable),
    /// Cancelled.
    Cancelled,
    /// The engine stopped; the page starts another and asks to unlock again.
    Stopped(String),
}

macro_rules! failures {
    ($($kind:ident($of:ident)),+) => {
        $(impl From<$of> for Failure {
            fn from(of: $of) -> Self {
                Self::$kind(of)
            }
        })+
    };
}

failures!(
    Storage(StorageTrouble),
    Unlock(UnlockFailure),
    Write(WriteFailure),
    File(FileFailure)
);
