//! What is to be done for a problem, and that it was done or dropped.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::base::numbered::numbered;
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::when::When;

numbered! {
    /// Which part of a plan it is (Weed).
    pub enum PlanPart {
        0 Tests,
        1 Treatment,
        2 Teaching,
    }
}

/// One thing that is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct PlanItem {
    #[n(0)]
    pub part: PlanPart,
    #[n(1)]
    pub text: String,
    #[n(2)]
    pub due: When,
}

/// A plan is made, and closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum PlanEvent {
    #[n(0)]
    Planned(#[n(0)] PlanItem),
    /// Done, or not to be done any more: which, and words.
    #[n(1)]
    Closed(#[n(0)] StatementRef, #[n(1)] bool, #[n(2)] String),
}

/// Closing a plan: whether it was done or is not to be done any more, and words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosePlanForm {
    pub plan: StatementId,
    pub done: Option<bool>,
    pub words: String,
}

impl SmallForm for ClosePlanForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.plan)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let links = around.standing(self.plan)?.links_from(self.plan.entry);
        let mut complaints = Complaints::default();
        let done = complaints.chosen(FormField::Done, self.done, Why::DoneOrDropped);
        let closed = |done| {
            let words = self.words.trim().into();
            let closed = PlanEvent::Closed(StatementRef::of(self.plan), done, words);
            around.now(Fact::Plan(closed)).for_problems(links)
        };
        Ok(complaints.none_or(done.map(closed).into_iter().collect())?)
    }
}
