//! Every question the page may ask of the engine, each with the type of its answer. A question is added here and answered in
//! `engine/mod.rs`; nothing else has to know of it.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::{
    Added, Arriving, ArrivingList, Checked, CheckedNext, ChosenFile, Clinic, ExportLog, ExportPlan,
    ExportSize, ExportedFile, FormRead, FormsOfVault, NotAskedYet, Opener, Passphrase,
    PersonOfVault, PersonPlan, Prepared, Preview, ReadBack, Review, Session, Settings, Signed,
    StorageUse, VaultPlan, VaultState, VerbatimPage, VerbatimText,
};
use crate::base::{ChartId, Digest, DraftId, EntryId, Language, Stamp, UserId};
use crate::chart::draft::{Draft, KeptDraft, Likeness, SearchDraft};
use crate::chart::kinds::{DataBaseOf, Document, Exported, Station};
use crate::chart::questionnaire::Questionnaire;
use crate::chart::statement::StatementId;
use crate::reading::view;

/// A question, and what its answer is.
pub trait Ask: Sized {
    /// What the engine answers where nothing failed.
    type Answer;

    /// The question as it travels to the engine.
    fn request(self) -> Request;

    /// Its answer as it travels back.
    fn reply(answer: Self::Answer) -> Reply;

    /// The answer, out of the reply to this question. `None`: it is the reply to another, which the engine never gives.
    fn answer(reply: Reply) -> Option<Self::Answer>;
}

/// Makes a question's type: with named fields, with nameless ones, or with none, `()`.
macro_rules! question {
    ($(#[$said:meta])* $name:ident ()) => {
        $(#[$said])*
        #[derive(Clone, Copy, Serialize, Deserialize)]
        pub struct $name;
    };
    ($(#[$said:meta])* $name:ident ($($(#[$field_said:meta])* $field:ty),+)) => {
        $(#[$said])*
        #[derive(Clone, Serialize, Deserialize)]
        pub struct $name($($(#[$field_said])* pub $field),+);
    };
    ($(#[$said:meta])* $name:ident { $($(#[$field_said:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$said])*
        #[derive(Clone, Serialize, Deserialize)]
        pub struct $name {
            $($(#[$field_said])* pub $field: $type),+
        }
    };
}

/// Makes the questions, the message that carries any of them, and the message that carries any answer.
macro_rules! questions {
    ($($(#[$said:meta])* $name:ident $fields:tt -> $answer:ty;)+) => {
        $(question! { $(#[$said])* $name $fields })+

        /// Any question, on its way to the engine.
        #[derive(Clone, Serialize, Deserialize)]
        pub enum Request {
            $($name($name)),+
        }

        /// Any answer, on its way to the page.
        #[derive(Clone, Serialize, Deserialize)]
        pub enum Reply {
            $($name(Box<$answer>)),+
        }

        impl Request {
            /// Which question it is; what is asked may be a secret.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => stringify!($name)),+
                }
            }
        }

        $(impl Ask for $name {
            type Answer = $answer;

            fn request(self) -> Request {
                Request::$name(self)
            }

            fn reply(answer: Self::Answer) -> Reply {
                Reply::$name(Box::new(answer))
            }

            fn answer(reply: Reply) -> Option<Self::Answer> {
                match reply {
                    Reply::$name(answer) => Some(*answer),
                    _ => None,
                }
            }
        })+
    };
}

questions! {
    // The vault, its people, its settings.

    /// What lies on this device before anything is opened.
    State() -> VaultState;
    /// A generated passphrase of so many words of the page's language.
    GeneratePassphrase { words: u8, language: Language } -> String;
    /// The words a recovery code is made of, for completing after three letters.
    WordList(Language) -> Vec<String>;
    /// Makes the keys of a vault in memory only; answers with the words and the fingerprint to write down.
    PrepareVault(VaultPlan) -> Prepared;
    /// Writes the prepared vault and opens it.
    MakeVault() -> Session;
    /// Forgets what was prepared.
    Abandon() -> ();
    /// Opens the vault. After wrong tries it is refused until the wait is over.
    Unlock(Opener) -> Session;
    /// Sets a new passphrase after opening with the recovery words, or with the old one.
    ChangePassphrase { old: Opener, new: String } -> ();
    /// Everyone who has keys to this vault, with the fingerprint of each one's credential.
    People() -> Vec<PersonOfVault>;
    /// Makes the keys of another person in memory only.
    PreparePerson(PersonPlan) -> Prepared;
    /// Writes the prepared person; answers with all people of the vault.
    AddPerson() -> Vec<PersonOfVault>;
    /// Someone else at the same device; the drafts of the first stay sealed.
    Switch { passphrase: String } -> Session;
    /// Somebody who worked here before comes back with their short code.
    SwitchBack { user: UserId, code: String } -> Session;
    /// Six digits for who works now, chosen with their passphrase: they cover the page, and bring them back after somebody
    /// else.
    ChooseCode { code: String, passphrase: String } -> ();
    /// With six digits, which exist only in the engine's memory: what will open a covered page. Without: covers it.
    Cover { code: Option<String> } -> ();
    /// Shows a covered page again. After five wrong codes, or eight hours, the vault locks.
    Uncover { code: String } -> Session;
    /// Replaces all settings of this device; sealed with the vault.
    ChangeSettings(Settings) -> ();
    /// Where this device works from now on, and what it is called. Entries signed before keep what they were signed with.
    SetPlace { site: String, device: String } -> Session;
    /// What this clinic is set up with beside its name; sealed with the vault.
    SetClinic(Clinic) -> Session;
    /// The forms of this vault, in use and ended.
    Forms() -> FormsOfVault;
    /// A form by the digest of its file, in use or ended.
    Form(Digest) -> Questionnaire;
    /// Reads a form's file (FHIR R4 Questionnaire, JSON) that is not added yet. Nothing is kept.
    ReadForm { file: String } -> FormRead;
    /// Puts a form in use, signed into the vault's own log; an earlier version of it is ended.
    PutFormInUse { file: String, stations: Vec<Station>, data_base_of: Option<DataBaseOf> } -> FormsOfVault;
    /// What of the clinic's data bases was never asked of this person; those without a gap are not named.
    DataBase(ChartId) -> Vec<NotAskedYet>;
    /// Nobody begins this form any more; what was filled in stays.
    EndForm(StatementId) -> FormsOfVault;
    /// How much the records take up, and how far the last copy is behind.
    Storage() -> StorageUse;
    /// The typed phrase was compared by the page; the engine removes every row.
    Erase() -> ();

    // The patient list.

    /// Who was seen here today, and what this user left unfinished.
    Today() -> view::Today;
    /// Whose visit goes on at this site.
    Waiting() -> view::Waiting;
    /// A list of people to see to, counted from the charts.
    List(view::WorkList) -> view::ListPage;
    /// People in whom every typed word is found, the best first. No words find nobody.
    Search { text: String } -> view::SearchResult;
    /// People who may be the one being typed.
    Similar { likeness: Likeness, but: Option<ChartId> } -> Vec<view::Resembling>;
    /// Whose chart this is, as the patient list has it. `None`: no such chart is here.
    Person(ChartId) -> Option<view::PersonRow>;

    // One chart.

    /// The banner and the summary of a chart: what is shown of it first.
    OpenChart(ChartId) -> view::ChartView;
    /// Every problem of the chart, whatever became of it, in the order of the list.
    ProblemList(ChartId) -> Vec<view::ProblemRow>;
    /// The list of medicines with what was said of each: those that are taken or held, then those that are not any more.
    MedicineList(ChartId) -> Vec<view::MedicineHistory>;
    /// `None`: #0.
    ProblemPage(ChartId, Option<StatementId>) -> view::ProblemPage;
    /// What was measured under a problem over time, and what was done. `None`: #0.
    FlowSheet(ChartId, Option<StatementId>) -> view::FlowSheet;
    /// Every vital sign that was measured, over time.
    VitalsOverTime(ChartId) -> Vec<view::Series>;
    /// Tests and images: what was ordered, what came back.
    Tests(ChartId) -> view::TestsPage;
    /// One page of the history, after the first `from` entries.
    History { chart: ChartId, filter: view::HistoryFilter, from: u32 } -> view::HistoryPage;
    /// One entry whole, for "old words" and for "every line opens its source".
    Entry(ChartId, EntryId) -> view::EntryView;
    /// What came with the same file of another system as this entry. `None`: it came with no file.
    CameWith(ChartId, EntryId) -> Option<view::CameWith>;
    /// Resources kept as received, after the first `from`.
    Verbatim { chart: ChartId, from: u32 } -> VerbatimPage;
    /// A resource of a file that no statement shows, as text.
    ReadVerbatim {
        chart: ChartId,
        /// The statement that cites it.
        cited_by: StatementId,
    } -> VerbatimText;
    /// The bytes a signed statement speaks of, and no others.
    ReadBlob { chart: ChartId, document: Document } -> Vec<u8>;

    // Drafts, and what is signed.

    /// This user's own unsigned drafts, those that cannot be read first. Searches are not among them.
    Drafts() -> Vec<view::DraftRow>;
    /// What this person typed to find somebody.
    Searches() -> Vec<(DraftId, SearchDraft)>;
    /// Answers with the moment it was sealed.
    SaveDraft { id: DraftId, draft: Draft, cursor: String } -> Stamp;
    /// One's own draft, as it was last sealed. Another user's is answered as if there were none.
    LoadDraft(DraftId) -> KeptDraft;
    /// Removes one's own draft for good, also one that cannot be read.
    DiscardDraft(DraftId) -> ();
    /// What signing this draft would make permanent.
    ReviewDraft(DraftId) -> Review;
    /// One press: signs the draft and deletes it in the same transaction. Refused if the draft was signed already.
    Sign(DraftId) -> Signed;
    /// Seals a paper or picture; the statement that cites it is signed later.
    KeepBlob { chart: Option<ChartId>, title: String, media_type: String, bytes: Vec<u8> } -> Document;

    // Files out.

    /// Counts and size before anything is made.
    MeasureExport(ExportPlan) -> ExportSize;
    /// Makes the file. It is no export yet: that is `RecordExport`.
    Export { plan: ExportPlan, passphrase: Passphrase } -> ExportedFile;
    /// The file that was made is about to leave this page: written into the vault's own log before its first byte goes.
    RecordExport(Exported) -> ();
    /// A list is about to leave this page as a table that anybody can read: whose lines it holds, which list, its bytes.
    RecordList { charts: Vec<ChartId>, list: String, file: Vec<u8> } -> ();
    /// The saved file, read again: decrypted and verified before the word "checked" is used.
    CheckExport { file: Vec<u8>, passphrase: Passphrase } -> ReadBack;
    /// What left this device, newest first, after the first `from`.
    Exports { from: u32 } -> ExportLog;

    // Files in.

    /// Reads any file: a bundle (with its passphrase) or a record of another system; writes nothing.
    OpenFile { file: Vec<u8>, passphrase: Option<Passphrase> } -> Preview;
    /// Reads several files of another system as one record, or the parts of a bundle that was unpacked; writes nothing.
    OpenFiles { files: Vec<ChosenFile>, passphrase: Option<Passphrase> } -> Preview;
    /// Whose record the opened files are read as: one of the people that `Preview::Whose` named, counted from 0.
    ReadFor { person: u32 } -> Preview;
    /// Adds what was opened last: all of it or nothing. `into`: the chart a FHIR file without a Patient goes to,
    /// or that the reader chose; `None` makes a new chart.
    AddFile { into: Option<ChartId> } -> Added;
    /// The fingerprint of a vault that signed entries of the opened bundle was compared with what its people show.
    ConfirmVault { fingerprint: Digest } -> super::BundlePreview;
    /// Entries of the opened bundle, after the first `from`: of one chart, or of all its charts.
    ListArriving { which: Arriving, chart: Option<ChartId>, from: u32 } -> ArrivingList;
    /// Forgets what was opened.
    CloseFile() -> ();

    // Verifying.

    /// Verify every signature, chain and digest of every chart.
    CheckAll() -> Checked;
    /// Verify one chart that was not verified since the vault was opened: this one if it waits still.
    CheckNext(Option<ChartId>) -> CheckedNext;
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Request {
    /// Wipes every secret it carries.
    pub(super) fn wipe(&mut self) {
        match self {
            Self::PrepareVault(PrepareVault(plan)) => plan.passphrase.zeroize(),
            Self::PreparePerson(PreparePerson(plan)) => plan.passphrase.zeroize(),
            Self::Unlock(Unlock(opener)) => opener.wipe(),
            Self::ChangePassphrase(ChangePassphrase { old, new }) => {
                old.wipe();
                new.zeroize();
            }
            Self::Switch(Switch { passphrase }) => passphrase.zeroize(),
            Self::Cover(Cover { code }) => code.zeroize(),
            Self::SwitchBack(SwitchBack { code, .. }) => code.zeroize(),
            Self::ChooseCode(ChooseCode { code, passphrase }) => {
                code.zeroize();
                passphrase.zeroize();
            }
            Self::Uncover(Uncover { code }) => code.zeroize(),
            Self::Export(Export { passphrase, .. })
            | Self::CheckExport(CheckExport { passphrase, .. })
            | Self::OpenFile(OpenFile {
                passphrase: Some(passphrase),
                ..
            })
            | Self::OpenFiles(OpenFiles {
                passphrase: Some(passphrase),
                ..
            }) => passphrase.0.zeroize(),
            _ => {}
        }
    }
}
