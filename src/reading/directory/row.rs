//! One person's row in the patient list.

use crate::base::InOrder;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::base::Stamp;
use crate::chart::kinds::PersonName;
use crate::chart::limits::shortened;
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
/// Bytes of each name a row shows.
const NAME: usize = 256;
/// Bytes of a place, a phone, a number, a site.
const LINE: usize = 128;
/// Bytes of a reason.
const REASON: usize = 160;
/// Bytes of all other names together: who has very many is found by the first.
const OTHER_NAMES: usize = 768;

/// A person as a line of a list names them. Names in full stand in the chart.
pub fn bounded(person: PersonRow) -> PersonRow {
    let fits = person.family.len().max(person.given.len()) <= NAME
        && [&person.place, &person.phone, &person.number]
            .iter()
            .all(|words| words.len() <= LINE);
    if fits {
        return person;
    }
    PersonRow {
        family: shortened(&person.family, NAME),
        given: shortened(&person.given, NAME),
        place: shortened(&person.place, LINE),
        phone: shortened(&person.phone, LINE),
        number: shortened(&person.number, LINE),
        ..person
    }
}

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
            unreadable: chart.gaps_that_count() as u32,
            person,
        }
    }

    /// The row in a size of which a page of any number can be written, whatever its chart holds.
    pub fn bounded(mut self) -> Self {
        let mut room = OTHER_NAMES;
        self.other_names.retain_mut(|name| {
            name.family = shortened(&name.family, NAME);
            name.given = shortened(&name.given, NAME);
            let fits = name.family.len() + name.given.len() <= room;
            room = room.saturating_sub(name.family.len() + name.given.len() + 8);
            fits && room > 0
        });
        for seen in &mut self.seen {
            seen.site = shortened(&seen.site, LINE);
            seen.reason = shortened(&seen.reason, REASON);
        }
        self.seen.truncate(DAYS);
        self.person = bounded(self.person);
        self
    }
}

/// Days on which a visit was opened or something was written about the person then and there.
fn seen(chart: &Chart) -> Vec<Seen> {
    let mut seen: BTreeMap<(NaiveDate, String), Seen> = BTreeMap::new();
    for act in chart.acts_in_presence() {
        match seen.entry((act.at.day(), act.site.clone())) {
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.signed_note |= act.signed_note;
                if known.reason.is_empty() {
                    known.reason = act.reason;
                }
            }
            Entry::Vacant(free) => drop(free.insert(act)),
        }
    }
    let mut seen: Vec<Seen> = seen.into_values().collect();
    seen.order_by_key(|seen| seen.at);
    let from = seen.len().saturating_sub(DAYS);
    seen.split_off(from)
}
