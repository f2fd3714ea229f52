//! What a file becomes: statements, with links to problems that the writer can still place.

use crate::base::{BlobId, Digest};
use crate::chart::kinds::{Document, Fact};
use crate::chart::statement::{Source, Standing, Statement, StatementRef};
use crate::chart::when::When;

/// Everything a file says, ready to be written as entries.
///
/// Problems come first, in one list of their own: write them as the first statements of the first clinical entry (of the first
/// few, should they outgrow one). Whatever belongs to a problem names its index in that list, and `place` turns it into a
/// statement once it is known where each problem stands. So a chart of any size can be split into entries.
#[derive(Debug)]
pub struct Imported {
    /// For an entry in the compartment `identity`.
    pub identity: Vec<Statement>,
    /// The openings of problems, numbered in order.
    pub problems: Vec<Statement>,
    /// Everything else clinical, the citations of what is kept verbatim included.
    pub clinical: Vec<Linked>,
    /// Forms that were filled in, each with its answers: each is an entry of its own, in which they name each other.
    pub forms: Vec<Vec<Linked>>,
    /// Attachments to seal as blobs.
    pub papers: Vec<Paper>,
}

/// A statement and the problems it belongs to, as indices into [`Imported::problems`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub statement: Statement,
    pub problems: Vec<u32>,
}

impl Linked {
    /// The finished statement. `at` says where each problem was written, seen from the entry this statement goes into:
    /// `StatementRef::here` in the same entry, with the entry's id in a later one.
    pub fn place(self, at: impl Fn(u32) -> StatementRef) -> Statement {
        let problems = self.problems.into_iter().map(at).collect();
        self.statement.for_problems(problems)
    }
}

/// An attachment: seal `bytes` as a blob, then ask for its statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The resource's position in the file.
    pub position: u32,
    pub title: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
    pub when: When,
    pub source: Source,
    pub standing: Standing,
    /// The status as the file words it; see [`Statement::status_words`].
    pub status_words: Option<String>,
    /// Indices into [`Imported::problems`].
    pub problems: Vec<u32>,
}

impl Paper {
    /// The statement that files it. `digest` is the SHA-256 of `bytes`.
    pub fn filed(&self, blob: BlobId, digest: Digest, chunks: u32) -> Linked {
        let fact = Fact::Document(Document {
            title: self.title.clone(),
            media_type: self.media_type.clone(),
            blob,
            bytes: self.bytes.len() as u64,
            digest,
            chunks,
        });
        let statement = Statement {
            source: self.source.clone(),
            standing: self.standing,
            status_words: self.status_words.clone(),
            ..Statement::new(self.when, fact)
        };
        Linked {
            statement,
            problems: self.problems.clone(),
        }
    }
}
