//! A statement: one clinical fact or act, with its own time, source and problems.
//!
//! On the wire: `[kind, {0: when, 1: source, 2: problems, 3: standing, 4: content map, 5: time in words,
//! 6: status in words}]`.

use std::fmt;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::kinds::Fact;
use super::when::When;
use crate::base::numbered::numbered;
use crate::base::{BlobId, EntryId};

/// A statement's place: the entry it stands in (`None`: the entry being read) and its index there.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
pub struct StatementRef {
    #[n(0)]
    pub entry: Option<EntryId>,
    #[n(1)]
    pub index: u32,
}

impl StatementRef {
    /// A statement of the same entry, by its place from 0.
    pub fn here(index: u32) -> Self {
        Self { entry: None, index }
    }

    /// A statement as it is pointed at from another entry.
    pub fn of(id: StatementId) -> Self {
        Self {
            entry: Some(id.entry),
            index: id.index,
        }
    }

    /// Which statement is meant where this reference stands in the entry `this`.
    pub fn within(&self, this: EntryId) -> StatementId {
        StatementId {
            entry: self.entry.unwrap_or(this),
            index: self.index,
        }
    }
}

/// A statement's place, resolved: what problems, medicines and plans are identified by.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
pub struct StatementId {
    #[n(0)]
    pub entry: EntryId,
    #[n(1)]
    pub index: u32,
}

/// As addresses of pages and ids of rows name it.
impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.entry, self.index)
    }
}

numbered! {
    /// Who said what a statement says; who signed it is the author of its entry.
    #[derive(Default)]
    pub enum SaidBy {
        /// The author observed it or did it.
        #[default]
        0 Author,
        1 Patient,
        2 Relative,
        3 AnotherClinic,
        /// A file from another system; `Source::file` says which.
        4 File,
    }
}

/// A resource in a file that is kept exactly as received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct FilePlace {
    #[n(0)]
    pub blob: BlobId,
    /// Position of the resource in the file, from 0.
    #[n(1)]
    pub position: u32,
    /// As the file names it, for example `Condition/123`.
    #[n(2)]
    pub name: String,
}

/// Where a statement comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Source {
    #[n(0)]
    pub said_by: SaidBy,
    #[n(1)]
    pub file: Option<FilePlace>,
    /// The person, organisation or system, in words.
    #[n(2)]
    pub name: Option<String>,
}

numbered! {
    /// Whether the fact is asserted, or only reported as not so. Only `Stands` is read as the positive fact; what may be so is
    /// shown with that said beside it.
    #[derive(Default)]
    pub enum Standing {
        #[default]
        0 Stands,
        /// The source system itself marks it entered in error.
        1 ErrorAtSource,
        2 Refuted,
        3 NotDone,
        4 Stopped,
        5 Cancelled,
        6 DoNotPerform,
        7 Unconfirmed,
        /// Proposed, planned, draft: not yet so.
        8 Intended,
        9 OnHold,
        /// It was so and is over (completed, resolved elsewhere).
        10 Over,
        /// The source gives a status this program cannot read.
        11 UnknownStatus,
    }
}

impl Standing {
    /// It stands, or a file gave its status in a way nobody can read: then it may be so, and leaving it out could harm.
    pub fn may_be_so(self) -> bool {
        matches!(self, Self::Stands | Self::UnknownStatus)
    }

    /// A medicine of this standing is taken, or will be again when nobody says otherwise: who prescribes beside it must know.
    pub fn may_be_taken(self) -> bool {
        self.may_be_so() || self == Self::OnHold
    }

    /// It may be so, or nobody has confirmed it yet: an allergy or a problem is then shown, with that said beside it.
    pub fn may_harm(self) -> bool {
        self.may_be_so() || self == Self::Unconfirmed
    }
}

/// One clinical fact or act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub when: When,
    pub source: Source,
    /// The problems it belongs to; none means #0.
    pub problems: Vec<StatementRef>,
    pub standing: Standing,
    pub fact: Fact,
    /// The event's time as its source words it, where that is no date: an age, "in childhood".
    pub time_words: Option<String>,
    /// The status as its source words it, where that is no code of its standard; empty where the source states none.
    pub status_words: Option<String>,
}

impl Statement {
    /// Said by the author, about the given time, linked to no problem.
    pub fn new(when: When, fact: Fact) -> Self {
        Self {
            when,
            source: Source::default(),
            problems: Vec::new(),
            standing: Standing::Stands,
            fact,
            time_words: None,
            status_words: None,
        }
    }

    /// Puts the statement under these problems, in the place of those it had.
    pub fn for_problems(mut self, problems: Vec<StatementRef>) -> Self {
        self.problems = problems;
        self
    }

    /// Says who said it, where that is not the author.
    pub fn said_by(mut self, said_by: SaidBy) -> Self {
        self.source.said_by = said_by;
        self
    }

    /// Other entries it points at: those of its problems, and those its fact is about.
    pub fn points_at(&self) -> impl Iterator<Item = EntryId> {
        let problems = self.problems.iter().map(|problem| problem.entry);
        problems.chain(self.fact.points_at()).flatten()
    }

    /// Another fact in this one's place, at its time, under its problems and by its source. `of` is the entry it stands in.
    pub fn in_its_place(&self, fact: Fact, of: EntryId) -> Self {
        let source = Source {
            file: None,
            ..self.source.clone()
        };
        Self {
            standing: self.standing,
            source,
            time_words: self.time_words.clone(),
            status_words: self.status_words.clone(),
            ..Self::new(self.when, fact).for_problems(self.links_from(of))
        }
    }

    /// The problems it belongs to, seen from another entry than the one it stands in.
    pub fn links_from(&self, entry: EntryId) -> Vec<StatementRef> {
        let links = self.problems.iter();
        links
            .map(|link| StatementRef::of(link.within(entry)))
            .collect()
    }
}

/// A statement this version cannot read: kept, exported, shown as written by a newer version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewerStatement {
    pub kind: u32,
    /// The statement's own bytes.
    pub bytes: Vec<u8>,
}

/// What stands at one index of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Read {
    Known(Box<Statement>),
    Newer(NewerStatement),
}
