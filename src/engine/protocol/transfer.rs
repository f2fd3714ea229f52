//! Bundles out and in, and records of other systems in.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::base::{ChartId, Digest, EntryId, Stamp};
use crate::chart::kinds::{ExportFor, Exported};
pub use crate::chart::limits::Limit;
use crate::reading::view::{Byline, CameWith, EntryView, PersonRow, Resembling, Trust};
pub use crate::transfer::bundle::LARGEST_FILE;

/// The largest record of another system that is read, in bytes.
pub const LARGEST_FOREIGN_FILE: u64 = crate::transfer::fhir::MAX_BYTES as u64;

/// How much an export takes along. A copy of the whole vault also opens with its people's recovery words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// Every chart, and the vault's own log.
    WholeVault,
    /// Only those that were chosen.
    Charts,
}

/// What is to be exported, for whom and what for: signed into the vault's own log when the file leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPlan {
    pub scope: Scope,
    /// Not looked at for a whole vault.
    pub charts: Vec<ChartId>,
    pub purpose: ExportFor,
    /// In the exporter's words.
    pub recipient: String,
}

/// The words that open a bundle. Redacted when printed by a program.
#[derive(Clone, Serialize, Deserialize)]
pub struct Passphrase(pub String);

impl Drop for Passphrase {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// One of several files that were chosen together.
#[derive(Clone, Serialize, Deserialize)]
pub struct ChosenFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for ChosenFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChosenFile(…)")
    }
}

/// One of the people with data in an opened file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonInFile {
    pub person: PersonRow,
    /// How many resources of the file are about them.
    pub resources: u32,
}

/// What files say that is not in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotInFile {
    /// How many items the list has, and how many of them are here.
    pub of: Option<(u64, u64)>,
    /// It names a next page.
    pub next: bool,
    /// Words of the server that made it; empty where it held something back and gave none.
    pub said: Vec<String>,
}

/// Which entries of an opened bundle, as its preview counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arriving {
    New,
    /// Here already.
    Known,
    /// A second branch of a feed, a number that does not follow, or a feed that is here as another author's.
    Conflicting,
    Unreadable,
    /// Unreadable, and of none of the file's charts.
    Unplaced,
    /// Not added, for a reason that the preview names.
    LeftOut,
}

/// Why something of a file that can be read is not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LeftOutBecause {
    /// It is for this vault's own log, by someone who is not of this vault.
    NotOfThisVault,
    /// It is of a part of the record that nobody here holds a key for.
    Compartment,
    /// Something of it is larger, or there is more of it, than is taken.
    Beyond(Limit),
}

/// How many entries of a file are left out for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub because: LeftOutBecause,
    pub entries: u32,
}

/// What a vault wrote of itself (exports, confirmations), carried in a file: nobody's chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPreview {
    /// Of this very vault.
    pub ours: bool,
    pub new: u32,
    pub known: u32,
}

/// An entry of an opened bundle, as it reads in the file alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivingEntry {
    /// `None`: it is of no chart of the file.
    pub person: Option<PersonRow>,
    pub entry: EntryView,
}

/// One page of such entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivingList {
    pub rows: Vec<ArrivingEntry>,
    /// Of all pages.
    pub total: u32,
}

/// An export, as the vault's own log has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRow {
    pub byline: Byline,
    pub purpose: ExportFor,
    pub recipient: String,
    /// Of the file, in its short form: 80 bits in hexadecimal, grouped.
    pub digest: String,
    /// How many charts the file held.
    pub charts: u32,
    /// The people of the first of these charts, as far as they are here.
    pub people: Vec<PersonRow>,
    /// When the saved file was read again.
    pub checked: Option<Stamp>,
}

/// One page of the exports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportLog {
    pub rows: Vec<ExportRow>,
    /// Of all pages.
    pub total: u32,
    /// Rows of the vault's own log that cannot be read: exports may be among them.
    pub unreadable: u32,
}

/// What an export would hold. `bytes` counts entries and papers as they are, before they are packed and sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportSize {
    pub charts: u32,
    pub entries: u32,
    pub papers: u32,
    pub bytes: u64,
}

/// A finished file in memory. It is an export only once it was recorded and saved.
#[derive(Clone, Serialize, Deserialize)]
pub struct ExportedFile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Of the file, in its short form: 80 bits in hexadecimal, grouped.
    pub digest: String,
    pub charts: u32,
    pub entries: u32,
    /// What to hand back with `RecordExport` before the file leaves the page.
    pub record: Exported,
    /// Papers of these charts that this device has no longer whole: they are not in the file.
    pub lost: LostPapers,
}

/// Papers and pictures that entries name and that cannot be had as they were filed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostPapers {
    /// Nothing of them is here.
    pub missing: u32,
    /// Something of them is here, and not whole.
    pub damaged: u32,
}

impl LostPapers {
    /// Papers that are missing and papers that are damaged, together.
    pub fn total(&self) -> u32 {
        self.missing + self.damaged
    }
}

impl std::ops::AddAssign for LostPapers {
    fn add_assign(&mut self, other: Self) {
        self.missing += other.missing;
        self.damaged += other.damaged;
    }
}

/// One chart of an opened file beside what is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartPreview {
    pub person: PersonRow,
    /// Entries that would be added.
    pub new: u32,
    /// Entries of a newer version: kept, not read.
    pub newer: u32,
    /// Entries that are here already.
    pub known: u32,
    /// New entries that stand against another, and those that cannot join.
    pub conflicting: u32,
    pub unreadable: u32,
    /// Entries that others of the chart name, and that are neither in the file nor here.
    pub missing: u32,
    /// Of what is new: links to other charts, and amendments of what was said before.
    pub links: u32,
    pub amendments: u32,
    /// Whether what was read has the digest that the exporter signed for the chart.
    pub digest_matches: bool,
    /// The exporter said that they do not hold everything of it.
    pub part: bool,
    pub already_here: bool,
    /// Charts here that may be the same person's; nobody where the chart itself is here already.
    pub resembling: Vec<Resembling>,
}

/// Someone who signed entries of an opened bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    pub name: String,
    pub role: String,
    /// The fingerprint of the signer's vault, to which the credential leads.
    pub vault: Digest,
    pub trust: Trust,
    /// How many of the bundle's entries they signed.
    pub entries: u32,
    /// For one of ours: when their credential was issued. `None` for everyone else.
    pub known_since: Option<Stamp>,
}

/// What a bundle holds and what adding it would change. Nothing is kept yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundlePreview {
    pub made: Stamp,
    /// The exporter's name, as their credential says it.
    pub made_by: String,
    /// The exporter says that it is a copy of their whole vault.
    pub whole: bool,
    pub charts: Vec<ChartPreview>,
    pub logs: Vec<LogPreview>,
    /// Unreadable entries that belong to none of these charts.
    pub unplaced: u32,
    /// Of all unreadable entries those that are not kept: whatever no newer version wrote.
    pub not_kept: u32,
    pub left_out: Vec<LeftOut>,
    /// Credentials that are added beside the charts, to prove who signed.
    pub credentials: u32,
    /// Credentials that lead to no administrator of their vault.
    pub refused_credentials: u32,
    pub signers: Vec<Signer>,
    /// Papers that are added.
    pub papers: u32,
    pub lost: LostPapers,
    /// How chart numbers begin that another device gives and this one too.
    pub shared_prefixes: Vec<String>,
}

/// What a record of another system holds and what would become of it. Nothing is kept yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FhirPreview {
    /// The Patient in the file, if there is one.
    pub person: Option<PersonRow>,
    /// The other system no longer uses its record of the person, or keeps it under another.
    pub not_in_use: bool,
    /// All resources of the file but those inside others.
    pub resources: u32,
    /// Resources that become statements, by type.
    pub as_statements: Vec<(String, u32)>,
    /// Resources kept verbatim only, by type.
    pub verbatim: Vec<(String, u32)>,
    /// Resources of people that somebody did not choose, by type: they are not added.
    pub left_out: Vec<(String, u32)>,
    /// Of those kept verbatim: about other people of the file.
    pub of_others: u32,
    /// The older FHIR it was written in.
    pub older: Option<String>,
    pub partial: Vec<NotInFile>,
    /// Files in a ZIP that are not read: they stay in it.
    pub unread: Vec<String>,
    /// How many of the chosen files were added before; they are not added again.
    pub files_here: u32,
    /// This very file was added before, and was not taken out again.
    pub already_here: bool,
    /// Whose chart that is, the entry the file stands in, and what came with it.
    pub added: Option<AddedBefore>,
    pub resembling: Vec<Resembling>,
}

/// Where a file of another system was added before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedBefore {
    pub person: PersonRow,
    /// The entry that says so.
    pub entry: EntryId,
    pub byline: Byline,
    pub came: CameWith,
}

/// What an opened file holds, or what it needs to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preview {
    /// It is a bundle: ask for its passphrase and open it again.
    NeedsPassphrase,
    Bundle(Box<BundlePreview>),
    Fhir(Box<FhirPreview>),
    /// It holds the data of several people: one has to be chosen with `ReadFor`.
    Whose(Vec<PersonInFile>),
}

/// What adding a file changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// The charts it changed, or found unchanged.
    pub charts: Vec<ChartId>,
    pub entries: u32,
}

/// What a saved file holds, read again from where it was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBack {
    pub entries: u32,
    pub digest: String,
    /// Neither in the file nor whole on this device.
    pub lost: LostPapers,
}
