//! A visit: as a chart tells it, as it goes on, as the register has it.

use serde::{Deserialize, Serialize};

use super::Trust;
use crate::base::Stamp;
use crate::chart::kinds::{Outcome, Station, TriageColour, is_left_open};
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

impl OpenVisit {
    /// Whether the person is waited for at a site, or somebody has them there. Elsewhere, or after a day, a visit is only ended.
    pub fn is_at(&self, site: &str, now: Stamp) -> bool {
        self.site == site && !is_left_open(self.opened, now)
    }

    /// The order in which people have to be seen: Red first; who was not triaged may be anything, and comes before Yellow.
    /// Each by the time at their station.
    pub fn turn(&self) -> impl Ord + use<> {
        let urgency = match self.colour {
            Some(TriageColour::Red) => 0,
            None => 1,
            Some(TriageColour::Yellow) => 2,
            Some(TriageColour::Green) => 3,
        };
        (urgency, self.since)
    }
}

/// A visit as the register has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredVisit {
    pub visit: VisitRow,
    pub colour: Option<TriageColour>,
    /// It was opened at a station and has not ended: where the person is.
    pub open: Option<Station>,
    pub outcome: Option<Outcome>,
}
