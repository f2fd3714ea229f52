//! A visit: as a chart tells it, as it goes on, as the register has it.

use serde::{Deserialize, Serialize};

use super::Trust;
use crate::base::Stamp;
use crate::chart::kinds::{Outcome, Station, TriageColour};
use crate::chart::statement::StatementId;
use crate::chart::when::When;

/// A visit of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitRow {
    pub id: StatementId,
    pub when: When,
    pub site: String,
    pub reason: String,
    pub trust: Trust,
}

/// A visit that goes on: where the person waits, or with whom they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenVisit {
    pub id: StatementId,
    pub site: String,
    pub reason: String,
    pub opened: Stamp,
    pub station: Station,
    /// Since when they are at the station.
    pub since: Stamp,
    /// Who has them there, and since when; `None`: they wait.
    pub with: Option<(String, Stamp)>,
    /// `None`: not triaged.
    pub colour: Option<TriageColour>,
}

/// A visit as the register has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredVisit {
    pub visit: VisitRow,
    pub colour: Option<TriageColour>,
    /// It was opened at a station and has not ended.
    pub open: bool,
    pub outcome: Option<Outcome>,
}
