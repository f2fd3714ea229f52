//! Past illnesses and operations, the family, how somebody lives.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::numbered::numbered;
use crate::chart::concept::Concept;

numbered! {
    /// Whose past it is, and of what sort.
    pub enum Topic {
        0 Illness,
        1 Operation,
        2 Family,
        3 Social,
    }
}

/// An illness of before, a habit, an illness of a relative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct HistoryItem {
    #[n(0)]
    pub topic: Topic,
    #[n(1)]
    pub what: Concept,
    /// For family history: which relative.
    #[n(2)]
    pub relative: String,
    /// When it began, as another system words it: an age, a year.
    #[n(3)]
    pub onset: Option<String>,
    #[n(4)]
    pub note: Option<String>,
    /// The relative died; when or at what age, where a file says so.
    #[n(5)]
    pub died: Option<String>,
}
