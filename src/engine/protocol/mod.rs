//! The typed messages between page and engine. Same build on both sides, so the encoding (postcard) need not describe itself.

mod bytes;
mod failure;
mod transfer;
mod vault;

pub use bytes::*;
pub use failure::*;
pub use transfer::*;
pub use vault::*;

use serde::{Deserialize, Serialize};

use crate::base::{ChartId, DraftId, EntryId};
use crate::chart::draft::{Draft, KeptDraft, Lacks, Likeness, SearchDraft};
use crate::chart::kinds::Document;
use crate::chart::statement::StatementId;
use crate::reading::view::*;

/// Numbers a request; its reply, progress and cancellation carry the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ticket(pub u32);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToEngine {
    Ask(Ticket, Box<Request>),
    Cancel(Ticket),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromEngine {
    /// The engine has started and read which vault there is.
    Ready(VaultState),
    Answer(Ticket, Box<Result<Reply, Failure>>),
    Progress(Ticket, Progress),
}

/// What is being counted and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub step: Step,
    pub done: u32,
    pub of: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    Opening,
    Reading,
    Checking,
    Writing,
    Entries,
    Charts,
    Parts,
    Resources,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    Vault(VaultRequest),
    Today,
    Search {
        text: String,
    },
    /// People who may be the one being typed.
    Similar {
        likeness: Likeness,
        but: Option<ChartId>,
    },
    /// Whose chart this is, as the patient list has it.
    Person(ChartId),
    OpenChart(ChartId),
    ProblemList(ChartId),
    /// `None`: #0.
    ProblemPage(ChartId, Option<StatementId>),
    History {
        chart: ChartId,
        filter: HistoryFilter,
        from: u32,
    },
    /// One entry whole, for "old words" and for "every line opens its source".
    Entry(ChartId, EntryId),
    /// What came with the same file of another system as this entry.
    CameWith(ChartId, EntryId),
    Verbatim {
        chart: ChartId,
        from: u32,
    },
    Drafts,
    /// What this person typed to find somebody.
    Searches,
    SaveDraft {
        id: DraftId,
        draft: Box<Draft>,
        cursor: String,
    },
    LoadDraft(DraftId),
    DiscardDraft(DraftId),
    /// What signing this draft would make permanent.
    Review(DraftId),
    /// One press: signs the draft and deletes it in the same transaction. Refused if the draft was signed already.
    Sign(DraftId),
    /// Seals a paper or picture; the statement that cites it is signed later.
    KeepBlob {
        chart: Option<ChartId>,
        title: String,
        media_type: String,
        bytes: Vec<u8>,
    },
    /// The bytes a signed statement speaks of, and no others.
    ReadBlob {
        chart: ChartId,
        document: Box<Document>,
    },
    Transfer(TransferRequest),
    /// A resource of a file that no statement shows, as text.
    ReadVerbatim {
        chart: ChartId,
        /// The statement that cites it.
        cited_by: StatementId,
    },
    /// Verify every signature, chain and digest of every chart.
    CheckAll,
    /// Verify one chart that was not verified since the vault was opened: this one if it waits still.
    CheckNext(Option<ChartId>),
}

/// What will be permanent, shown once before signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub draft: DraftId,
    pub statements: Vec<StatementView>,
    /// What keeps it from being signed; the statements are empty then.
    pub lacks: Option<Lacks>,
    pub not_asked: Vec<crate::chart::kinds::Question>,
    pub resembling: Vec<Resembling>,
    pub allergies: Known<AllergyRow>,
    /// Text that is linked to no problem and goes to #0.
    pub unlinked: bool,
    /// The device's clock stands behind the last signed entry.
    pub clock_behind: Option<crate::base::Stamp>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Reply {
    Done,
    Vault(VaultReply),
    Today(Box<Today>),
    Found(SearchResult),
    Similar(Vec<Resembling>),
    /// `None`: no such chart is here.
    Person(Option<Box<PersonRow>>),
    Chart(Box<ChartView>),
    Problems(Vec<ProblemRow>),
    Problem(Box<ProblemPage>),
    History(Box<HistoryPage>),
    Entry(Box<EntryView>),
    /// `None`: the entry came with no file.
    CameWith(Option<CameWith>),
    /// Resources kept as received.
    Verbatim {
        items: Vec<KeptResource>,
        total: u32,
    },
    Drafts(Vec<DraftRow>),
    Searches(Vec<(DraftId, SearchDraft)>),
    DraftSaved {
        at: crate::base::Stamp,
    },
    Draft(Box<KeptDraft>),
    Review(Box<Review>),
    Signed {
        chart: ChartId,
        entry: EntryId,
    },
    Kept(Document),
    Blob(Vec<u8>),
    /// A resource as indented JSON; `whole`: not cut off.
    VerbatimText {
        text: String,
        whole: bool,
    },
    Transfer(TransferReply),
    Checked {
        charts: u32,
        entries: u32,
        unreadable: u32,
        lost: LostPapers,
        at: crate::base::Stamp,
    },
    CheckedNext {
        /// Unreadable or unproven entries that were not known.
        found: u32,
        /// There may be charts left to verify.
        left: bool,
    },
}
