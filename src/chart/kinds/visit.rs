//! The register of visits: opened, closed, or told by another system.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::statement::StatementRef;
use crate::chart::when::When;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum VisitEvent {
    /// A visit begins here; notes that follow belong to it. The reason is in the clinical entry of the same act.
    #[n(0)]
    Opened(#[n(0)] String),
    #[n(1)]
    Closed(#[n(0)] StatementRef),
    /// A visit elsewhere, told by another system: kind, reason, end.
    #[n(2)]
    Elsewhere(#[n(0)] String, #[n(1)] String, #[n(2)] When),
}
