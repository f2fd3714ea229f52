//! One person's row in the patient list.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::base::Stamp;
use crate::chart::facts::PersonName;
use crate::reading::chart::{Chart, Seen};
use crate::reading::view::PersonRow;

/// What the list keeps of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryRow {
    pub person: PersonRow,
    pub other_names: Vec<PersonName>,
    /// The last days and sites this person was seen at, oldest first.
    pub seen: Vec<Seen>,
    /// The latest recorded time of any entry of people known here; of all where there is none.
    pub last_recorded: Option<Stamp>,
    pub entries: u32,
    /// Rows of this chart that cannot be read.
    pub unreadable: u32,
}

/// Days and sites a row keeps: today's, and those before in case the clock is set back.
const DAYS: usize = 3;

impl DirectoryRow {
    pub fn of(chart: &Chart) -> Self {
        let person = chart.person();
        let is_shown =
            |name: &&PersonName| name.family == person.family && name.given == person.given;
        let others = chart.names().into_iter().filter(|name| !is_shown(name));
        Self {
            other_names: others.cloned().collect(),
            seen: seen(chart),
            last_recorded: chart.latest_known().or_else(|| chart.log().latest()),
            entries: chart.log().len() as u32,
            unreadable: chart.gaps().len() as u32,
            person,
        }
    }
}

/// Days on which a visit was opened or something was written about the person then and there.
fn seen(chart: &Chart) -> Vec<Seen> {
    let mut seen: Vec<(NaiveDate, Seen)> = Vec::new();
    for act in chart.acts_in_presence() {
        let day = act.at.day();
        let known = seen
            .iter_mut()
            .find(|(known, s)| *known == day && s.site == act.site);
        match known {
            Some((_, known)) => {
                known.signed_note |= act.signed_note;
                if known.reason.is_empty() {
                    known.reason = act.reason;
                }
            }
            None => seen.push((day, act)),
        }
    }
    seen.sort_by_key(|(_, s)| s.at);
    let from = seen.len().saturating_sub(DAYS);
    seen.split_off(from).into_iter().map(|(_, s)| s).collect()
}
