//! Changes that never change anything: each is a new entry pointing at an old one.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::EntryId;
use crate::chart::statement::StatementRef;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum AmendmentKind {
    /// Known later; added to what stands.
    #[n(0)]
    Addendum,
    /// The old words were wrong; the new ones are read, the old stay one tap away.
    #[n(1)]
    Correction,
    /// Left out at the time; the statements of this entry stand at their own event time.
    #[n(2)]
    LateEntry,
    /// Wrong person, duplicate: not read any more, never removed.
    #[n(3)]
    EnteredInError,
}

/// What an amendment points at: an entry, or one statement of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Target {
    /// `None` only for a late entry, which amends nothing that exists.
    #[n(0)]
    pub entry: Option<EntryId>,
    /// `None`: the whole entry.
    #[n(1)]
    pub index: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Amendment {
    #[n(0)]
    pub kind: AmendmentKind,
    #[n(1)]
    pub target: Target,
    /// Never empty.
    #[n(2)]
    pub reason: String,
    /// For a correction: the statements of this entry that stand instead.
    #[n(3)]
    pub instead: Vec<StatementRef>,
}
