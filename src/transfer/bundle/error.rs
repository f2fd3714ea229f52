//! Why a bundle could not be read or written. Whatever the reason: nothing was added, nothing was made.

use crate::base::ChartId;
use crate::chart::limits::Limit;
use crate::vault::jose::SealForError;

/// Why a file is not read as a bundle: nothing of it was added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the file is larger than {megabytes} MB")]
    TooLarge { megabytes: u32 },
    #[error("the file is not a Carnet bundle")]
    Foreign,
    #[error("the file is cut off")]
    Truncated,
    /// The ZIP's own list of what it holds does not make sense.
    #[error("the file's directory is damaged")]
    Directory,
    #[error("the file was written in format {found}, newer than {reads}, which this version reads")]
    Newer { found: u32, reads: u32 },
    #[error("the file names a part outside itself: {0}")]
    BadPath(String),
    #[error("the file holds two parts of one name")]
    TwiceNamed,
    /// Two bundles in one ZIP: which of them is meant is for people to say.
    #[error("the file holds more than one bundle")]
    Several,
    /// The ZIP itself is encrypted, by another program.
    #[error("the ZIP has a password of its own")]
    Locked,
    #[error("the ZIP is packed in a way that is not read here")]
    Packing,
    /// Too many parts, or more bytes than the file may unpack to.
    #[error("the file unpacks to more than it may")]
    Bomb,
    /// More of something than is taken in one file.
    #[error("the file goes beyond a bound: {0:?}")]
    Beyond(Limit),
    /// A part is missing, or is not what was listed and signed.
    #[error("part {0} is not what the file's list says")]
    Changed(String),
    #[error("that passphrase or key does not open this file")]
    WrongKey,
    /// The work asked for is out of bounds, or the salt is too short. No work was done.
    #[error("the file asks for an unreasonable amount of work to open")]
    HostileCost,
    /// The signature over the whole file is not that of a carried credential.
    #[error("the file is not signed by who it says made it")]
    Exporter,
    #[error("the entries of chart {0} are not those the file was signed over")]
    Digest(ChartId),
    #[error("cancelled")]
    Cancelled,
}

/// Why a bundle was not written: no file was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    #[error(transparent)]
    Recipients(#[from] SealForError),
    #[error("the exporter's credential is not of the key that signs")]
    Exporter,
    #[error("an entry of chart {0} belongs to another chart or feed")]
    OtherChart(ChartId),
    /// What is carried unread must still be one CBOR item, or the items after it are lost too.
    #[error("an unread entry of chart {0} is damaged")]
    Unread(ChartId),
    /// Choose fewer charts, or make several files.
    #[error("the file would be larger than {megabytes} MB")]
    TooLarge { megabytes: u32 },
    #[error("cancelled")]
    Cancelled,
}
