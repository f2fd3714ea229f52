//! What goes into a bundle and what comes out of one.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::{BlobId, ChartId, Digest, EntryId, Stamp};
use crate::chart::cose::Sign;
use crate::chart::credential::Credential;
use crate::chart::credentials::Proven;
use crate::chart::entry::Entry;
use crate::chart::kinds::Document;
use crate::chart::log::Log;

/// What the exporter says the bundle holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    WholeVault,
    Charts,
}

/// What a bundle is made of.
pub struct Contents {
    pub scope: Scope,
    pub charts: Vec<ChartContents>,
    /// Credentials of every author and of their issuers, as received.
    pub credentials: Vec<Vec<u8>>,
    pub attachments: Vec<Attachment>,
}

/// One chart, or a part of one.
pub struct ChartContents {
    pub chart: ChartId,
    pub entries: Vec<Rc<Entry>>,
    /// Entries that cannot be read here (a newer version wrote them), as received. They travel on unread.
    pub unread: Vec<Vec<u8>>,
    /// Every compartment and every entry the exporter holds.
    pub whole: bool,
}

/// An attachment or an imported file, whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    pub id: BlobId,
    pub bytes: Vec<u8>,
}

/// Who makes a bundle: their credential, and the key it names.
#[derive(Clone, Copy)]
pub struct Exporter<'a> {
    pub credential: &'a Credential,
    pub signer: &'a dyn Sign,
}

/// A finished bundle. Nothing is saved yet.
pub struct WrittenBundle {
    /// `<date>-<digest>.carnet.zip`: names nobody.
    pub name: String,
    pub bytes: Vec<u8>,
    /// SHA-256 of the file.
    pub digest: Digest,
    pub entries: usize,
}

/// A bundle whose every part, signature, chain and digest was checked.
#[derive(Debug)]
pub struct OpenedBundle {
    /// SHA-256 of the file.
    pub digest: Digest,
    pub made: Stamp,
    pub scope: Scope,
    pub exporter: Proven,
    /// Authors and issuers, by the hash of their credential, which leads to an administrator of their vault.
    pub authors: BTreeMap<Digest, Proven>,
    /// Credentials in the file that do not.
    pub refused_credentials: usize,
    pub charts: Vec<OpenedChart>,
    /// Entries that cannot be read and whose chart is not known either.
    pub unplaced: Vec<Unreadable>,
    pub attachments: Vec<OpenedAttachment>,
    /// What its entries name and it does not carry as they say.
    pub lost: Vec<LostPaper>,
}

impl OpenedBundle {
    /// How many entries of all charts can be read.
    pub fn entries(&self) -> usize {
        self.charts.iter().map(|chart| chart.log.len()).sum()
    }

    /// How many entries cannot be read, those of no known chart included.
    pub fn unreadable(&self) -> usize {
        let placed: usize = self.charts.iter().map(|c| c.unreadable.len()).sum();
        placed + self.unplaced.len()
    }

    /// Unreadable entries that the exporter did not list as such: they could read them, or the file was not theirs alone.
    pub fn unexplained(&self) -> impl Iterator<Item = &Unreadable> {
        let placed = self.charts.iter().flat_map(|chart| &chart.unreadable);
        placed.chain(&self.unplaced).filter(|one| !one.listed)
    }
}

/// One chart of an opened bundle.
#[derive(Debug)]
pub struct OpenedChart {
    /// The entries that can be read, each one's signature, author and place in its chain checked.
    pub log: Log,
    /// The exporter says that they hold no more of this chart.
    pub whole: bool,
    /// Whether the entries read here have the digest that the exporter signed. `false` only where some are unreadable: else the file is refused.
    pub digest_matches: bool,
    pub unreadable: Vec<Unreadable>,
}

/// Where an item stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceInFile {
    /// The record part's number, from 1.
    pub part: u32,
    /// The item's number in that part, from 1.
    pub item: u32,
}

/// An entry that keeps its place but cannot be read. Its bytes are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub place: PlaceInFile,
    /// SHA-256 of its bytes.
    pub id: EntryId,
    pub why: Why,
    pub bytes: Vec<u8>,
    /// The exporter could not read it either, signed that, and carried it all the same.
    pub listed: bool,
}

/// Why an entry of a bundle cannot be read. Other entries are read all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    #[error("not an entry")]
    Malformed,
    #[error("written by a newer version, in format {0}")]
    Newer(u16),
    #[error("its author's credential is missing or leads to no administrator")]
    Author,
    #[error("the signature does not match")]
    Signature,
    #[error("its place in its author's chain does not match")]
    Chain,
    #[error("it belongs to a chart this file does not list")]
    OtherChart,
}

/// A paper as the bundle carries it. `digest` is the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedAttachment {
    pub id: BlobId,
    pub bytes: Vec<u8>,
    pub digest: Digest,
    /// Some entry of the file names this length and hash. Others are not to be added. The id is only how the file tells its
    /// parts apart: two papers may claim the same one.
    pub cited: bool,
}

/// A paper that an entry names and the file does not carry whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostPaper {
    pub chart: ChartId,
    pub document: Document,
    /// Something is carried under its id, of another length or hash; `false`: nothing is.
    pub altered: bool,
}
