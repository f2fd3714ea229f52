//! One person's row in the patient list.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::base::{Compartment, Stamp};
use crate::chart::facts::{Fact, Part, PersonName, VisitEvent};
use crate::reading::chart::Chart;
use crate::reading::view::PersonRow;

/// Someone was seen: once for each day and site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When the visit was opened, or the first entry of that day signed.
    pub at: Stamp,
    pub site: String,
    pub reason: String,
    /// A note was signed that day.
    pub signed_note: bool,
}

/// What the list keeps of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryRow {
    pub person: PersonRow,
    pub other_names: Vec<PersonName>,
    /// The last days and sites this person was seen at, oldest first.
    pub seen: Vec<Seen>,
    /// The latest recorded time of any entry.
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
            last_recorded: chart.log().latest(),
            entries: chart.log().len() as u32,
            unreadable: chart.gaps().len() as u32,
            person,
        }
    }
}

/// Days on which a visit was opened or something was written about the person then and there. Imports, late entries and
/// amendments say nothing of the day they are recorded on.
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

impl Chart {
    /// What was written while the person was there, in the order of reading.
    fn acts_in_presence(&self) -> impl Iterator<Item = Seen> {
        let entries = self.ordered().iter().filter(|entry| !self.is_late(entry));
        entries.filter_map(|entry| {
            let facts = entry
                .known()
                .filter(|(id, s)| s.source.file.is_none() && !self.is_revoked(id))
                .map(|(_, statement)| &statement.fact);
            let (mut present, mut signed_note, mut reason) = (false, false, String::new());
            for fact in facts {
                match fact {
                    Fact::Visit(VisitEvent::Opened(words)) => {
                        present = true;
                        reason.clone_from(words);
                    }
                    Fact::Section(section) if section.part == Part::Reason => {
                        present = true;
                        reason.clone_from(&section.text);
                    }
                    Fact::Section(_) => (present, signed_note) = (true, true),
                    Fact::Observation(_) => present = true,
                    _ => {}
                }
            }
            let header = entry.header();
            let counts = present && header.compartment != Compartment::CUSTODY;
            counts.then(|| Seen {
                at: header.recorded,
                site: header.site.clone(),
                reason,
                signed_note,
            })
        })
    }
}
