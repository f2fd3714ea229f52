//! The lists of a clinic: who waits, who was seen, whom to see to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{OpenVisit, OrderRow, PersonRow, RegisteredVisit, ResultRank, ResultRow};
use crate::base::Stamp;
use crate::chart::statement::StatementId;

/// Someone whose visit goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingRow {
    pub person: PersonRow,
    pub visit: OpenVisit,
}

/// Everyone who is here, as far as this device knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub now: Stamp,
    pub site: String,
    /// In the order in which they have to be seen, whoever has them.
    pub people: Vec<WaitingRow>,
}

/// Which of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WorkList {
    /// Visits opened on a day.
    Register(NaiveDate),
    /// What is due by a day, and not later than the days of grace.
    Due(NaiveDate),
    /// What was due longer ago than the days of grace.
    Missed,
    /// What was due so long ago that the clinic counts the person as lost to follow-up.
    Lost,
    /// Visits of earlier days that nobody ended.
    LeftOpen,
    /// Results that nobody has looked at as they stand.
    NotLookedAt,
    /// Orders whose result is waited for, late ones first.
    WithoutResult,
}

/// A visit as the register has it, with who saw the person and for which problems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterLine {
    pub registered: RegisteredVisit,
    /// Who wrote in the clinical record during the visit.
    pub seen_by: Vec<String>,
    /// Numbers and words of the problems that was written under.
    pub problems: Vec<(u32, String)>,
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    pub due: NaiveDate,
    /// Under which it was planned, the first of them; `None`: under none.
    pub problem: Option<StatementId>,
    pub problems: Vec<(u32, String)>,
    pub what: ToFollow,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToFollow {
    /// An open plan, in its words.
    Plan(StatementId, String),
    /// To come back, as was said at the end of a visit that was opened for this reason.
    Return(StatementId, String),
}

/// What a list says of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListLine {
    Visit(RegisterLine),
    FollowUp(FollowUp),
    Open(OpenVisit),
    Result(Box<ResultRow>),
    Order(Box<OrderRow>),
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    pub person: PersonRow,
    pub line: ListLine,
}

/// A list, counted from the charts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage {
    pub list: WorkList,
    pub today: NaiveDate,
    pub site: String,
    /// The earliest first.
    pub rows: Vec<ListRow>,
    /// How many charts there are, of people.
    pub charts: u32,
    /// How many entries these hold: what was counted of fewer was counted before something was written.
    pub entries: u32,
    /// Charts in which something cannot be read here: what stands there may be missing from the list.
    pub not_counted: u32,
}

impl ListLine {
    /// What presses before anything else of its list does.
    pub fn rank(&self) -> Option<ResultRank> {
        match self {
            Self::Result(result) => Some(result.rank),
            _ => None,
        }
    }
}

impl ListPage {
    /// Whether another count found the same, whatever was written meanwhile.
    pub fn reads_as(&self, other: &Self) -> bool {
        let entries = self.entries;
        *self
            == Self {
                entries,
                ..other.clone()
            }
    }
}
