//! Two charts are, or are not, of one person.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::ChartId;

/// Two charts are one person's (or, later, are not): never automatic, can be undone by another link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct PersonLink {
    #[n(0)]
    pub other: ChartId,
    #[n(1)]
    pub same: bool,
}
