//! Tests and images of a chart: what is asked for, and what came back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Trust;
use crate::base::Stamp;
use crate::chart::kinds::Order;
use crate::chart::statement::{Statement, StatementId};
use crate::chart::value::Beside;
use crate::chart::when::When;

/// How an order stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrderState {
    ToTake,
    /// The specimen was taken then.
    Taken(When),
    /// This report answers it.
    Answered(StatementId),
    /// It is not to be done any more: since when, and why.
    Cancelled(When, String),
}

/// An order as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    pub id: StatementId,
    pub order: Order,
    pub ordered: When,
    /// Who ordered it.
    pub by: String,
    /// Numbers and words of the problems it is for; empty means #0.
    pub problems: Vec<(u32, String)>,
    pub state: OrderState,
    /// People known here ordered it: its result is waited for here.
    pub ours: bool,
    /// It waits, and the last day on which it was not late is past.
    pub late: bool,
    /// The last day on which it is not late; `None` where nobody knows when it was ordered.
    pub late_after: Option<NaiveDate>,
    pub trust: Trust,
}

impl OrderRow {
    /// Its result is waited for.
    pub fn waits(&self) -> bool {
        matches!(self.state, OrderState::ToTake | OrderState::Taken(_))
    }
}

/// What a result was before it was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// When the correction was signed.
    pub on: Stamp,
    pub was: Statement,
    pub reason: String,
}

/// A report, or one result, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultLine {
    pub id: StatementId,
    pub statement: Statement,
    /// How its value compares with the range that was given with it; `NotKnown` is *not judged*.
    pub beside: Beside,
    pub corrected: Option<Corrected>,
}

/// Whether somebody looked at a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Looked {
    /// It came with a file, and answers no order of ours.
    NotNeeded,
    Not,
    /// It was corrected, and nobody looked at it as it stands now.
    Again,
    /// By whom, when, and the act that says so.
    At {
        by: String,
        at: Stamp,
        act: StatementId,
    },
}

impl Looked {
    /// Somebody has to look at it.
    pub fn waits(&self) -> bool {
        matches!(self, Self::Not | Self::Again)
    }
}

/// What is looked at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ResultRank {
    Corrected,
    NeedsActing,
    Outside,
    NotJudged,
    InRange,
}

/// What came back of one test: a report with its results, or a result that is in no report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultRow {
    pub id: StatementId,
    pub when: When,
    pub said: ResultLine,
    pub results: Vec<ResultLine>,
    pub rank: ResultRank,
    pub looked: Looked,
    pub order: Option<StatementId>,
    /// Who ordered it; `None`: nobody here did.
    pub ordered_by: Option<String>,
    pub written_by: String,
    /// Numbers and words of its problems; empty means #0.
    pub problems: Vec<(u32, String)>,
    pub trust: Trust,
}

/// What a summary tells of tests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestsAtAGlance {
    /// Results that somebody has to look at, and those of the last visit that need acting on or lie outside their range; as they
    /// press.
    pub results: Vec<ResultRow>,
    /// How many there are beside these.
    pub more: u32,
    /// Orders of people known here whose result is waited for.
    pub waited_for: u32,
    /// How many of these are late.
    pub late: u32,
}

/// Tests of a chart: orders first, then what came back, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestsPage {
    pub today: NaiveDate,
    pub orders: Vec<OrderRow>,
    pub results: Vec<ResultRow>,
    /// How many older results there are, for which there is no room.
    pub older: u32,
}
