//! A paper or picture whose bytes lie beside the log.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::base::{BlobId, Digest};
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::Statement;

/// A paper or picture, sealed in chunks beside the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Document {
    #[n(0)]
    pub title: String,
    #[n(1)]
    pub media_type: String,
    #[n(2)]
    pub blob: BlobId,
    /// How many bytes the plaintext has.
    #[n(3)]
    pub bytes: u64,
    /// SHA-256 of the plaintext.
    #[n(4)]
    pub digest: Digest,
    /// How many sealed rows it lies in, each of at most one mebibyte of plaintext.
    #[n(5)]
    pub chunks: u32,
}

/// A paper or a picture that is being filed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperForm {
    pub title: String,
    pub file: PaperFile,
}

/// How far the file of a paper has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperFile {
    #[default]
    None,
    /// It was chosen, or was being chosen. A page that is left then has lost it.
    Chosen,
    /// Sealed, at the press that signs it.
    Kept(Document),
}

impl PaperForm {
    /// The paper whose bytes are sealed already.
    pub fn kept(&self) -> Option<&Document> {
        match &self.file {
            PaperFile::Kept(document) => Some(document),
            PaperFile::None | PaperFile::Chosen => None,
        }
    }
}

impl SmallForm for PaperForm {
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let title = complaints.words(FormField::Words, &self.title, Why::Title);
        let kept = complaints.chosen(FormField::File, self.kept(), Why::File);
        let document = kept.map(|kept| Document {
            title,
            ..kept.clone()
        });
        let filed = document.map(|document| around.now(Fact::Document(document)));
        Ok(complaints.none_or(filed.into_iter().collect())?)
    }
}
