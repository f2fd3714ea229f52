//! A clinic's own forms, on their way between page and engine.

use serde::{Deserialize, Serialize};

use crate::base::Digest;
use crate::chart::kinds::{DataBaseOf, Station};
use crate::chart::questionnaire::{Questionnaire, Refusal, Text};
use crate::chart::statement::StatementId;
use crate::reading::view::Byline;

/// The forms of a vault: those in use, then those that were ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormsOfVault {
    pub forms: Vec<FormRow>,
    /// Entries of the vault's own log that cannot be read: forms may be missing.
    pub unreadable: u32,
}

/// One form of a vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRow {
    /// Where it was put in use.
    pub id: StatementId,
    /// SHA-256 of its file: what is filled in names it.
    pub digest: Digest,
    pub title: Text,
    pub url: String,
    pub version: String,
    /// How many questions it has.
    pub questions: u32,
    pub stations: Vec<Station>,
    pub data_base_of: Option<DataBaseOf>,
    /// Who put it in use, and when.
    pub byline: Byline,
    pub ended: bool,
}

/// What of a data base was never asked of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAskedYet {
    /// The form to begin.
    pub definition: Digest,
    pub title: Text,
    /// Questions it asks of everybody, and how many of them.
    pub missing: Vec<Text>,
    pub of: u32,
}

/// A form that was read before it is added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormRead {
    Taken(Box<FormToAdd>),
    /// All that is not known of it.
    Refused(Vec<Refusal>),
}

/// A form that can be put in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormToAdd {
    pub digest: Digest,
    pub form: Questionnaire,
    /// The version of it that is in use now.
    pub before: Option<FormRow>,
    /// It is that version, letter for letter.
    pub is_in_use: bool,
}
