//! One person's row in the patient list.

use serde::{Deserialize, Serialize};

use super::Days;
use crate::base::Stamp;
use crate::chart::kinds::{PersonName, Station};
use crate::chart::limits::shortened;
use crate::reading::chart::{Chart, Seen};
use crate::reading::view::{OpenVisit, PersonRow};

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
    /// Visits that go on, the last ones.
    pub visits: Vec<OpenVisit>,
    /// Days of visits opened here.
    pub visited: Days,
    /// Days on which something is due.
    pub due: Days,
    /// Days of results that nobody has looked at.
    pub to_look_at: Days,
    /// Days after which orders without a result are late.
    pub waited_for: Days,
}

/// Days and sites a row keeps: today's, and those before in case the clock is set back.
const DAYS: usize = 3;
/// Bytes of each name a row shows.
const NAME: usize = 256;
/// Bytes of a place, a phone, a number, a site.
const LINE: usize = 128;
/// Visits of one person that go on at once: at several sites, or left open.
const OPEN_VISITS: usize = 4;
/// Bytes of a reason.
const REASON: usize = 160;
/// Bytes of all other names together: who has very many is found by the first.
const OTHER_NAMES: usize = 768;

/// What the index finds a person by, but for other names.
fn words(person: &PersonRow) -> [&String; 5] {
    let PersonRow {
        family,
        given,
        place,
        number,
        phone,
        ..
    } = person;
    [family, given, place, number, phone]
}

/// A site as a row names it.
pub fn site_of_row(site: &str) -> String {
    shortened(site, LINE)
}

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

fn bounded_visit(mut visit: OpenVisit) -> OpenVisit {
    visit.site = site_of_row(&visit.site);
    visit.reason = shortened(&visit.reason, REASON);
    if let Station::Own(name) = &mut visit.station {
        *name = shortened(name, LINE);
    }
    if let Some((by, _)) = &mut visit.with {
        *by = shortened(by, NAME);
    }
    visit
}

impl DirectoryRow {
    /// Makes the row anew from a chart's reading: what search and the list show without opening it.
    pub fn of(chart: &Chart) -> Self {
        let person = chart.person();
        let is_shown =
            |name: &&PersonName| name.family == person.family && name.given == person.given;
        let others = chart.names().into_iter().filter(|name| !is_shown(name));
        Self {
            other_names: others.cloned().collect(),
            seen: chart.last_seen_at(DAYS),
            last_recorded: chart.latest_known().or_else(|| chart.log().latest()),
            entries: chart.log().len() as u32,
            unreadable: chart.gaps_that_count() as u32,
            visits: chart.open_visits().collect(),
            visited: Days::of(chart.days_of_visits()),
            due: Days::of(chart.days_due()),
            to_look_at: Days::of(chart.days_to_look_at()),
            waited_for: Days::of(chart.days_waited_for()),
            person,
        }
    }

    /// Whether a newer row of the same chart is found by the same words, numbers and birth.
    pub fn is_found_as(&self, newer: &Self) -> bool {
        let (one, other) = (&self.person, &newer.person);
        one.birth == other.birth
            && words(one) == words(other)
            && self.other_names == newer.other_names
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
            seen.site = site_of_row(&seen.site);
            seen.reason = shortened(&seen.reason, REASON);
        }
        self.seen.truncate(DAYS);
        let beyond = self.visits.len().saturating_sub(OPEN_VISITS);
        self.visits.drain(..beyond);
        self.visits = self.visits.into_iter().map(bounded_visit).collect();
        self.person = bounded(self.person);
        self
    }
}
