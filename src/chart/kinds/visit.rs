//! The register of visits: opened, closed, or told by another system.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{Statement, StatementRef};
use crate::chart::when::When;

/// A visit is opened, closed, or told of by another system.
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

/// Opening a visit for someone who has a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitForm {
    pub reason: String,
}

impl SmallForm for VisitForm {
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
        let opened = around.now(Fact::Visit(VisitEvent::Opened(reason)));
        Ok(complaints.none_or(vec![opened])?)
    }
}
