//! What a page shows: values only, no keys, no storage. Words of the record travel as written; the page adds its language.

mod day;
mod lists;
mod person;
mod results;
mod values;
mod visit;

pub use day::*;
pub use lists::*;
pub use results::*;
pub use values::*;
pub use visit::*;

use serde::{Deserialize, Serialize};

use crate::base::{ChartId, Compartment, Digest, EntryId, Stamp};
use crate::chart::course::MedicineSoFar;
use crate::chart::kinds::*;
use crate::chart::statement::{NewerStatement, Standing, Statement, StatementId};
use crate::chart::when::When;

/// How an author is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trust {
    /// Of this vault's own people.
    Ours,
    /// A person compared fingerprints.
    Confirmed,
    /// A stranger: nobody here compared the fingerprint of their vault.
    FirstSeen,
}

/// Who, when, where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    pub author: String,
    /// As it was when they signed.
    pub role: String,
    /// Where it was signed.
    pub site: String,
    /// When it was signed, by the device's clock.
    pub recorded: Stamp,
    pub trust: Trust,
    /// The device's clock stood behind the entry before.
    pub clock_behind: bool,
    /// The author's role may not write this.
    pub not_authorised: bool,
    /// Another entry has the same number in its author's chain: a copied device wrote on, and both branches are kept.
    pub forked: bool,
}

/// The person, as a row or a banner names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    pub chart: ChartId,
    pub family: String,
    pub given: String,
    /// The name was given by staff ("Unknown man").
    pub placeholder: bool,
    /// `None`: nobody has said.
    pub sex: Option<Sex>,
    pub birth: Birth,
    pub place: String,
    pub phone: String,
    /// The chart number for people; empty where none was given.
    pub number: String,
    /// When they were last seen anywhere; `None`: never.
    pub last_seen: Option<Stamp>,
    /// When they died, where that is said: their age is counted to that day.
    pub died: Option<When>,
}

/// A person found, and the parts of the row that matched: byte ranges into family, given, number, phone, place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    pub row: PersonRow,
    pub matched: Vec<(Field, u32, u32)>,
    /// Another name of theirs that is why they were found, where the one shown is not.
    pub other: Option<OtherName>,
}

/// Another name of the person, and the parts of it that matched: byte ranges into family and given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherName {
    pub name: PersonName,
    pub matched: Vec<(Field, u32, u32)>,
}

/// A part of a row that a search looks in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    Family,
    Given,
    Number,
    Phone,
    Place,
}

/// Whom a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchResult {
    /// The best first, at most a screenful.
    pub people: Vec<SearchHit>,
    /// How many were found, those beyond the screenful too.
    pub total: u32,
    /// Charts that could not be searched because they cannot be read.
    pub unreadable: u32,
}

/// A resource kept exactly as received that no statement shows: which statement cites it, its type as the file names it,
/// a few words of it, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptResource {
    pub id: StatementId,
    pub kind: String,
    pub words: String,
    pub because: Option<KeptBecause>,
}

/// Someone who may be the person being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resembling {
    pub row: PersonRow,
    /// Another name of theirs that resembles the one typed, where the one shown resembles it less.
    pub other: Option<PersonName>,
    pub same_phone: bool,
}

/// Asked and answered, or not asked at all, with the facts where there are any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Known<T> {
    #[default]
    NotAsked,
    /// Answered without a fact, and when.
    Answered(NoFact, When),
    Facts(Vec<T>),
}

/// An allergy as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllergyRow {
    pub id: StatementId,
    pub allergy: Allergy,
    /// `Stands`, or how doubtful a file said it is.
    pub standing: Standing,
    /// See `Statement::status_words`.
    pub status_words: Option<String>,
    /// Since when; where nobody said so, when it was recorded.
    pub when: When,
    /// Since when, as its statement has it.
    pub since: When,
    pub trust: Trust,
}

/// An allergy of which people here said that it is not so. It is not listed as one any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefutedAllergy {
    pub id: StatementId,
    pub allergy: Allergy,
    /// Who said that it is not so, and when.
    pub byline: Byline,
    /// Why.
    pub reason: String,
}

/// What a stranger answered and does not count here: the question stays open, with this beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerAside {
    pub question: Question,
    pub answer: NoFact,
    pub when: When,
    pub entry: EntryId,
    pub byline: Byline,
}

/// What a chart says that cannot both be so. It is said until somebody settled it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contradiction {
    /// "None" was answered then, together with what is listed or after it, and that still stands.
    NoneBesideFacts(Question, When),
    /// Pregnant, and male.
    PregnantMale,
    /// Pregnant, at an age at which nobody is.
    PregnantAtThatAge,
}

/// Everything the banner needs; it never leaves while a chart is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banner {
    pub person: PersonRow,
    pub other_names: Vec<PersonName>,
    pub allergies: Known<AllergyRow>,
    /// Pregnant, with the words and the date it was said.
    pub pregnant: Option<(String, When)>,
    /// That she is pregnant was said by strangers only.
    pub pregnant_by_stranger: bool,
    pub gender: Known<String>,
    pub place: Known<String>,
    pub phone: Known<String>,
    pub language: Known<String>,
    pub next_of_kin: Known<NextOfKin>,
    pub blood_group: Known<String>,
    /// What was said last to the keeping of the record; `None`: not asked.
    pub notice: Option<NoticeAnswer>,
    pub died: Option<When>,
    /// Charts that are said to be the same person's.
    pub linked: Vec<ChartId>,
    /// Charts only strangers say are of the same person: nothing is joined, some of them are named.
    pub linked_aside: Vec<(ChartId, Byline)>,
    /// Answers of strangers that do not count here, the last to each question.
    pub answers_aside: Vec<AnswerAside>,
    pub contradictions: Vec<Contradiction>,
    pub photo: Option<Document>,
    /// The entries that hold what is said of the person here, the newest first: each word is corrected where it was signed.
    pub signed_in: Vec<(EntryId, Byline)>,
    /// Of all entries of the chart that are here: two devices that show the same one hold the same.
    pub digest: Digest,
    pub entries: u32,
    /// Entries and rows that cannot be read, but for those of a newer version.
    pub unreadable: u32,
    /// Statements and rows that a newer version wrote.
    pub newer: u32,
    /// Entries that only strangers say are missing: nobody knows whether there ever were any.
    pub claimed_missing: u32,
}

/// A problem as it is listed, with what it was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemRow {
    pub id: StatementId,
    pub number: u32,
    /// The device's short name, where another device gave the same number while apart.
    pub apart: Option<String>,
    pub words: String,
    /// Earlier words and until when they stood, newest first.
    pub before: Vec<(String, When)>,
    pub status: ProblemStatus,
    pub onset: When,
    /// The onset as its source words it, where that is no date.
    pub onset_words: Option<String>,
    /// When the present status began.
    pub since: When,
    /// Earlier statuses and when each began, newest first.
    pub earlier: Vec<(ProblemStatus, When)>,
    /// The number of the problem it was merged into, at the end of the chain.
    pub merged_into: Option<u32>,
    pub standing: Standing,
    /// See `Statement::status_words`.
    pub status_words: Option<String>,
    /// Its opening was entered in error; what is written under it keeps its page.
    pub in_error: bool,
    /// Another problem with the same number, for the offer to merge.
    pub same_number: Option<StatementId>,
    /// Someone not confirmed said otherwise, which changes nothing.
    pub otherwise: bool,
    pub trust: Trust,
}

impl ProblemRow {
    /// Read as a problem of today, and open to writing: not merged into another, not refuted, not entered in error.
    pub fn is_asserted(&self) -> bool {
        self.merged_into.is_none() && self.standing.may_harm() && !self.in_error
    }

    /// Its place in the list: active first, then inactive, then resolved, each in number order; what is no problem any more
    /// comes last.
    pub fn rank(&self) -> (bool, ProblemStatus, u32) {
        (!self.is_asserted(), self.status, self.number)
    }
}

/// A medicine as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicationRow {
    pub id: StatementId,
    pub line: MedicationLine,
    /// When it was said to be taken or ordered.
    pub since: When,
    /// When it was stopped, and why; `None`: it was not.
    pub stopped: Option<(When, String)>,
    /// Their numbers; empty means #0.
    pub problems: Vec<u32>,
    pub standing: Standing,
    /// See `Statement::status_words`.
    pub status_words: Option<String>,
    /// Someone not confirmed said otherwise, a stop perhaps, which changes nothing.
    pub otherwise: bool,
    pub trust: Trust,
    pub course: Course,
}

/// What happened with a medicine since it was put on the list, as far as people known here say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// Since when it is held, and why; only while it is.
    pub held: Option<(When, String)>,
    /// Another line goes on in its place: what stands as stopped is when and why it was changed.
    pub changed: bool,
    /// The line in whose place it goes on.
    pub instead_of: Option<Box<MedicationLine>>,
    /// Whether it is taken, as it was told last.
    pub told: Option<(When, TakenHow)>,
    /// Whether it was given out, as it was last.
    pub given: Option<(When, GivenOut)>,
}

/// A medicine that was to be given out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GivenOut {
    Given(Dispensed),
    /// It was not, and why.
    Not(String),
}

/// One thing that was said of a medicine on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicineEvent {
    pub id: StatementId,
    pub statement: Statement,
    pub by: Byline,
    /// Its author is not known here: it changes nothing.
    pub beside: bool,
}

/// A medicine with everything that was said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicineHistory {
    pub row: MedicationRow,
    pub so_far: MedicineSoFar,
    /// In the order of reading.
    pub events: Vec<MedicineEvent>,
}

/// A plan as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    pub id: StatementId,
    pub item: PlanItem,
    /// Their numbers; empty means #0.
    pub problems: Vec<u32>,
    /// Closed: done or dropped, when, and words.
    pub closed: Option<(bool, When, String)>,
    /// Someone not confirmed said otherwise, which changes nothing.
    pub otherwise: bool,
    pub trust: Trust,
}

/// A measurement and the one before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VitalRow {
    pub vital: crate::terms::vitals::Vital,
    /// The last value, with the statement it stands in and its time.
    pub now: (StatementId, Observation, When),
    pub before: Option<(Observation, When)>,
    pub trust: Trust,
    /// The time it is said to be of has not come yet, and there is no other.
    pub ahead: bool,
    /// A value that would be later and is not the last one: said of a time that has not come yet, or said by a stranger.
    pub aside: Vec<ValueAside>,
    /// The last few that count, oldest first, in one unit: what a small line draws.
    pub last: Vec<Figures>,
}

/// A report as it is listed, with its results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    pub id: StatementId,
    pub report: Statement,
    /// Those that still stand and can be read, each once among all reports.
    pub results: Vec<Statement>,
    /// How many more it names: for which there is no room, which another report tells, or which cannot be read.
    pub more_results: u32,
    /// Words were added since, or others correct it too.
    pub words_added: bool,
    /// When the report was taken or first signed, whatever was corrected since.
    pub when: When,
    pub problems: Vec<u32>,
    pub trust: Trust,
    /// The time it is said to be of has not come yet.
    pub ahead: bool,
}

/// A value that is shown beside the last one and does not take its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueAside {
    pub id: StatementId,
    pub value: Observation,
    pub when: When,
    pub trust: Trust,
    /// The time it is said to be of has not come yet.
    pub ahead: bool,
}

/// The page that is read in ten seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What presses most first, as in the next two: where there is no room for all, the first are shown.
    pub problems: Vec<ProblemRow>,
    pub medicines: Known<MedicationRow>,
    pub vitals: Vec<VitalRow>,
    /// The newest first; behind these what is said to be of a time to come, and last what nobody known here says.
    pub reports: Vec<ReportRow>,
    /// How many there are beside these.
    pub more_reports: u32,
    pub tests: TestsAtAGlance,
    pub plans: Vec<PlanRow>,
    pub last_visit: Option<VisitRow>,
    /// Visits that did not end, in the order of reading.
    pub visits: Vec<OpenVisit>,
    pub not_asked: Vec<Question>,
    /// Allergies that people here said are not so, in the order of reading.
    pub refuted: Vec<RefutedAllergy>,
    /// From another system or another vault: where and when.
    pub from_elsewhere: Vec<(String, When)>,
    /// The latest entry that came with a part of a longer list: what is not here is not known, not absent.
    pub part_of_more: Option<EntryId>,
}

/// How a statement reads today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Replaced by these statements; the words are shown struck.
    pub corrected: Option<AmendedBy>,
    /// This statement stands instead of another.
    pub corrects: Option<StatementId>,
    /// Marked as entered in error, or something it stands instead of was.
    pub in_error: Option<AmendedBy>,
    /// Written late, and why.
    pub late: Option<String>,
    /// Addenda to this entry or statement.
    pub addenda: Vec<EntryId>,
    /// Amendments by authors not confirmed, the first of them: shown beside, change nothing.
    pub beside: Vec<AmendedBy>,
    /// How many such amendments there are beyond those in `beside`.
    pub beside_more: u32,
    /// Something that happened, said to have happened after it was recorded.
    pub ahead: bool,
    /// Itself an amendment, a stop, another word for something by an author not confirmed: it changes nothing.
    pub without_effect: bool,
}

/// Who changed a statement, how and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendedBy {
    pub entry: EntryId,
    /// None for what is no amendment and would have changed it: a stop, new words, another status.
    pub kind: Option<AmendmentKind>,
    /// Its beginning where it is long: all of it stands in its own entry.
    pub reason: String,
    pub byline: Byline,
}

/// A statement, or what a newer version wrote in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    Statement(Box<Statement>),
    Newer(NewerStatement),
}

/// One statement with its marks and its problems' numbers and words as they stood then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementView {
    pub id: StatementId,
    pub content: Content,
    /// The first of them, and the beginning of words that are long: all of it stands on the problem's page.
    pub problems: Vec<(u32, String)>,
    pub marks: Marks,
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryView {
    Read {
        id: EntryId,
        compartment: Compartment,
        byline: Byline,
        /// The time it stands at: the event's where known, else the recorded time.
        at: When,
        statements: Vec<StatementView>,
    },
    /// Keeps its place; the reason says what failed.
    Unreadable {
        place: u32,
        reason: Unreadable,
        near: Option<Stamp>,
    },
}

/// Why something of a chart cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreadable {
    /// The stored bytes are damaged.
    Damaged,
    /// The signature does not match.
    Signature,
    /// The chain before it is broken.
    Chain,
    /// It belongs to another chart.
    OtherChart,
    /// Its author's credential does not match.
    Author,
    /// A row that should be here is missing.
    Missing,
    /// Written by a newer version.
    Newer,
    /// The bytes are not those that were signed.
    NotAsSigned,
    /// Another entry names it, and it is not here.
    Omitted,
    /// It changes nothing that is known of the chart.
    /// An author nobody confirmed says that it was before theirs, and it is not here.
    Claimed,
}

/// What the timeline can be narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryFilter {
    pub kind: Option<HistoryKind>,
    /// The year a line stands at. Of each of these three `None` lets everything pass.
    pub year: Option<i32>,
    pub problem: Option<StatementId>,
}

/// The lists the timeline can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryKind {
    Notes,
    Vitals,
    Results,
    Medicines,
    Vaccines,
    Papers,
}

/// A visit (or a day without one) and its entries, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitGroup {
    pub visit: Option<VisitRow>,
    pub day: When,
    pub entries: Vec<EntryView>,
}

/// A page of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPage {
    pub groups: Vec<VisitGroup>,
    /// Entries that pass the filter, and all of them.
    pub shown: u32,
    pub total: u32,
    /// All years the chart has lines of, the latest first.
    pub years: Vec<i32>,
    /// How many statements of files pass the filter, by the year they are about (`None`: of no known time).
    pub elsewhere: Vec<(Option<i32>, u32)>,
    /// Where the next page begins, if there is more.
    pub next: Option<u32>,
}

/// Exactly what was written under one number (0: what is linked to no problem).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemPage {
    /// `None`: #0.
    pub problem: Option<ProblemRow>,
    pub plans: Vec<PlanRow>,
    pub medicines: Vec<MedicationRow>,
    pub entries: Vec<EntryView>,
    /// How many rows its flow sheet has.
    pub measured: u32,
}

/// What opening a chart shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartView {
    pub banner: Banner,
    pub summary: Summary,
    /// Resources of other systems' files no statement shows.
    pub verbatim: u32,
    pub documents: u32,
}

/// What came into a chart with one file of another system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameWith {
    pub entries: u32,
    /// Those that stand still: what taking the file out again marks as entered in error.
    pub statements: u32,
    /// Entries written here about what came with it.
    pub later: u32,
    /// The chart holds nothing but what came with the file.
    pub nothing_else: bool,
}
