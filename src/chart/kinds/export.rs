//! An export was made, or its saved file checked.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::numbered::numbered;
use crate::base::{ChartId, Digest};
use crate::chart::when::When;

numbered! {
    /// For whom a file was made.
    pub enum ExportFor {
        0 ThePerson,
        1 AnotherClinic,
        2 CopyOfThisDevice,
        /// A list of people as a table that anybody can read.
        3 OpenList,
    }
}

/// What left in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Exported {
    #[n(0)]
    pub charts: Vec<ChartId>,
    #[n(1)]
    pub purpose: ExportFor,
    /// Of a list, which one it is.
    #[n(2)]
    pub recipient: String,
    /// SHA-256 of the file.
    #[n(3)]
    pub digest: Digest,
    /// No page asks for it yet: it is always unknown.
    #[n(4)]
    pub until: When,
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
