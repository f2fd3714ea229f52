//! How a visit is read: the register, who waits where, and which entries belong to which.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::base::{Compartment, EntryId, Stamp};
use crate::chart::draft::VisitSoFar;
use crate::chart::entry::Entry;
use crate::chart::kinds::{Fact, Outcome, Part, Station, TriageColour, VisitEvent};
use crate::chart::statement::{Standing, StatementId, StatementRef};
use crate::chart::when::When;

use super::{Bearing, Matter, Reads};
use crate::reading::stages::{Act, Heard, Item, Written, act_of};
use crate::reading::view::{OpenVisit, RegisteredVisit, VisitRow};

impl Reads for VisitEvent {
    fn bearing(&self, this: EntryId) -> Bearing {
        match self.visit() {
            Some(visit) => Bearing::Replaces(Matter::Visit(visit.within(this))),
            None => Bearing::Adds,
        }
    }

    fn is_about(&self) -> Option<StatementRef> {
        match self {
            Self::Closed(visit, _) => Some(*visit),
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
struct Visit {
    row: VisitRow,
    /// Opened by somebody known here.
    known: bool,
    /// Its place in the order of reading.
    place: usize,
    /// Told by another system: groups what was imported about its day.
    elsewhere: bool,
    /// Opened at a station, and what became of it since.
    course: Option<Course>,
}

/// A visit at stations: where the person waits, with whom they are, how it ended.
#[derive(Clone, Debug)]
struct Course {
    station: Station,
    /// Since when they are at the station.
    since: Stamp,
    with: Option<(String, Stamp)>,
    colour: Option<TriageColour>,
    ended: Option<Ended>,
}

#[derive(Clone, Debug)]
struct Ended {
    by: String,
    at: Stamp,
    /// The place of what ended it, in the order of reading.
    place: usize,
    outcome: Option<Outcome>,
}

impl Course {
    /// Who registers somebody has them there; at any other station they wait.
    fn begins(station: Station, by: String, at: Stamp) -> Self {
        let with = (station == Station::Registration).then_some((by, at));
        Self {
            station,
            since: at,
            with,
            colour: None,
            ended: None,
        }
    }

    /// What was said of it next. Once it ended it goes on no more: two devices apart may not know of each other.
    fn goes_on(&mut self, event: &VisitEvent, by: &str, item: &Item) {
        let at = item.recorded();
        if self.ended.is_some() {
            return;
        }
        match event {
            VisitEvent::Sent(_, station) => {
                station.clone_into(&mut self.station);
                self.since = at;
                self.with = None;
            }
            VisitEvent::Taken(_) => self.with = Some((by.to_owned(), at)),
            VisitEvent::Triaged(_, colour) => self.colour = Some(*colour),
            VisitEvent::Closed(_, outcome) => {
                self.ended = Some(Ended {
                    by: by.to_owned(),
                    at,
                    place: item.place,
                    outcome: outcome.clone(),
                });
            }
            VisitEvent::Opened(..) | VisitEvent::Elsewhere(..) => {}
        }
    }
}

/// Visits that were opened at one site on one day, by people known here or by others.
type SiteDay = (NaiveDate, String, bool);

/// The visits of a chart, as entries are put under them.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    /// In the order of reading.
    visits: Vec<Visit>,
    by_id: BTreeMap<StatementId, usize>,
    by_act: BTreeMap<Act, usize>,
    /// By when they were opened.
    by_site_day: BTreeMap<SiteDay, Vec<(Option<i64>, usize)>>,
    elsewhere: BTreeMap<(NaiveDate, bool), usize>,
}

impl Visits {
    pub fn fold(heard: Heard) -> Self {
        let mut visits = Self::default();
        visits.extend(heard, 0);
        visits
    }

    /// Takes in whole acts, from this place on.
    pub fn extend(&mut self, heard: Heard, from: usize) {
        let mut reasons: BTreeMap<Act, &str> = heard
            .standing_from(from)
            .filter_map(|item| match item.fact() {
                Fact::Section(section) if section.part == Part::Reason => {
                    Some((act_of(item.entry), section.text.as_str()))
                }
                _ => None,
            })
            .collect();
        let items = heard.said.unrevoked_from(from).filter(|item| {
            matches!(item.statement.standing, Standing::Stands | Standing::Over)
                && !heard.is_without_effect(&item.id)
        });
        for item in items {
            let written = heard.said.written;
            if let Some(visit) = Visit::of(written, item, &mut reasons) {
                self.add(written, item.entry, visit);
            } else if let Fact::Visit(event) = item.fact() {
                self.go_on(written, item, event);
            }
        }
    }

    fn go_on(&mut self, written: &Written, item: Item, event: &VisitEvent) {
        let visit = event.visit().map(|visit| visit.within(item.id.entry));
        let visit = visit.and_then(|visit| self.by_id.get(&visit));
        let course = visit.and_then(|at| self.visits[*at].course.as_mut());
        if let Some(course) = course {
            let by = &written.author(item.entry).name;
            course.goes_on(event, by, &item);
        }
    }

    fn add(&mut self, written: &Written, entry: &Entry, visit: Visit) {
        let at = self.visits.len();
        self.by_id.insert(visit.row.id, at);
        let when = visit.row.when;
        if visit.elsewhere {
            if let Some(day) = when.first_day() {
                let told_by = (day, written.is_known(entry));
                self.elsewhere.entry(told_by).or_insert(at);
            }
        } else {
            self.by_act.entry(act_of(entry)).or_insert(at);
            if let Some(day) = when.first_day() {
                let site_day = (day, visit.row.site.clone(), written.is_known(entry));
                let those = self.by_site_day.entry(site_day).or_default();
                let opened = (when.sort_key(), at);
                let behind = those.partition_point(|other| *other < opened);
                those.insert(behind, opened);
            }
        }
        self.visits.push(visit);
    }

    /// The visit an own entry belongs to: of the same act, or the last opened before it that day at that site. Entries of
    /// strangers do not stand under visits of people known here, nor the other way round.
    pub fn of_entry(&self, written: &Written, entry: &Entry, at: When) -> Option<usize> {
        if let Some(visit) = self.by_act.get(&act_of(entry)) {
            return Some(*visit);
        }
        if let Some(visit) = self.named_by(written, entry) {
            return Some(visit);
        }
        let site = entry.header().site.clone();
        let site_day = (at.first_day()?, site, written.is_known(entry));
        let that_day = self.by_site_day.get(&site_day)?;
        let opened = match at {
            When::Moment(_) => that_day.partition_point(|(opened, _)| *opened <= at.sort_key()),
            _ => that_day.len(),
        };
        let last = opened.checked_sub(1)?;
        Some(that_day[last].1)
    }

    /// Whether an entry is of an act that opened a visit, as an intake is.
    pub fn opened_with(&self, entry: &Entry) -> bool {
        self.by_act.contains_key(&act_of(entry))
    }

    /// The visit that an entry says goes on or ends.
    fn named_by(&self, written: &Written, entry: &Entry) -> Option<usize> {
        if entry.header().compartment != Compartment::IDENTITY {
            return None;
        }
        let mut named = entry
            .known()
            .filter_map(|(_, statement)| match &statement.fact {
                Fact::Visit(event) => self.by_id.get(&event.visit()?.within(entry.id())).copied(),
                _ => None,
            });
        let known = written.is_known(entry);
        named.find(|visit| self.visits[*visit].known == known)
    }

    /// The visit elsewhere that an imported statement's day belongs to, as people known here told of it or as others did.
    pub fn elsewhere(&self, written: &Written, entry: &Entry, at: When) -> Option<usize> {
        match at {
            When::Day(..) | When::Moment(_) => {
                let told_by = (at.first_day()?, written.is_known(entry));
                self.elsewhere.get(&told_by).copied()
            }
            _ => None,
        }
    }

    pub fn row(&self, visit: usize) -> &VisitRow {
        &self.visits[visit].row
    }

    /// Every visit, in the order of reading.
    pub fn rows(&self) -> impl Iterator<Item = &VisitRow> {
        self.visits.iter().map(|visit| &visit.row)
    }

    /// Every visit, here and elsewhere, the newest first; undated ones last.
    #[cfg(test)]
    pub fn newest_first(&self) -> Vec<VisitRow> {
        use crate::base::InOrder;
        let mut visits: Vec<(usize, &VisitRow)> = self.rows().enumerate().collect();
        visits.order_by_key(|(place, row)| std::cmp::Reverse((row.when.sort_key(), *place)));
        visits.into_iter().map(|(_, row)| row.clone()).collect()
    }

    /// How a visit stands, for what is written of it next.
    pub fn so_far(&self, visit: StatementId) -> VisitSoFar {
        let visit = self.by_id.get(&visit).map(|at| &self.visits[*at]);
        let at_stations = visit.and_then(|visit| Some((visit, visit.course.as_ref()?)));
        let Some((visit, course)) = at_stations else {
            return VisitSoFar::None;
        };
        match &course.ended {
            Some(ended) => VisitSoFar::Ended {
                by: ended.by.clone(),
                at: ended.at,
            },
            None => VisitSoFar::Open {
                site: visit.row.site.clone(),
                opened: visit.opened().unwrap_or(course.since),
            },
        }
    }

    /// Visits that were opened at a station by people known here and have not ended, in the order of reading.
    pub fn open(&self) -> impl Iterator<Item = OpenVisit> {
        self.visits.iter().filter_map(|visit| visit.open())
    }

    /// Every visit that people known here opened, as the register has it, in the order of reading.
    pub fn registered(&self) -> impl Iterator<Item = Registered<'_>> {
        let ours = |visit: &&Visit| !visit.elsewhere && visit.known;
        self.visits.iter().filter(ours).map(Registered)
    }

    pub fn len(&self) -> usize {
        self.visits.len()
    }

    /// Days of the visits from this one on.
    pub fn days_from(&self, visit: usize) -> BTreeSet<NaiveDate> {
        let rows = self.visits[visit..].iter();
        rows.filter_map(|visit| visit.row.when.first_day())
            .collect()
    }

    /// Visits from this one on that were opened here at a moment.
    pub fn opened_from(&self, visit: usize) -> impl Iterator<Item = (&VisitRow, Stamp)> {
        let here = self.visits[visit..].iter().filter(|one| !one.elsewhere);
        here.filter_map(|one| match one.row.when {
            When::Moment(stamp) => Some((&one.row, stamp)),
            _ => None,
        })
    }
}

impl Visit {
    /// The reason of an act is that of the first visit it opens: any number of them may be in one entry.
    fn of(written: &Written, item: Item, reasons: &mut BTreeMap<Act, &str>) -> Option<Self> {
        let Fact::Visit(event) = item.fact() else {
            return None;
        };
        let (site, reason, elsewhere, station) = match event {
            VisitEvent::Opened(words, station) => {
                let reason = reasons.remove(&act_of(item.entry)).unwrap_or(words);
                let site = item.entry.header().site.clone();
                (site, reason.to_owned(), false, station.clone())
            }
            VisitEvent::Elsewhere(kind, reason, _) => {
                let source = item.statement.source.name.clone();
                let reason = if reason.is_empty() { kind } else { reason };
                (source.unwrap_or_default(), reason.clone(), true, None)
            }
            _ => return None,
        };
        let course = station.map(|station| {
            let by = written.author(item.entry).name.clone();
            Course::begins(station, by, item.recorded())
        });
        let row = VisitRow {
            id: item.id,
            when: item.when(),
            site,
            reason,
            trust: written.trust(item.entry),
        };
        Some(Self {
            row,
            known: written.is_known(item.entry),
            place: item.place,
            elsewhere,
            course,
        })
    }

    fn opened(&self) -> Option<Stamp> {
        match self.row.when {
            When::Moment(opened) => Some(opened),
            _ => None,
        }
    }

    fn open(&self) -> Option<OpenVisit> {
        let course = self.course.as_ref()?;
        let opened = self.opened()?;
        let goes_on = course.ended.is_none() && self.known;
        goes_on.then(|| OpenVisit {
            id: self.row.id,
            site: self.row.site.clone(),
            reason: self.row.reason.clone(),
            opened,
            station: course.station.clone(),
            since: course.since,
            with: course.with.clone(),
            colour: course.colour,
        })
    }
}

/// A visit of the register, as it is counted.
#[derive(Clone, Copy)]
pub struct Registered<'a>(&'a Visit);

impl Registered<'_> {
    /// The day it was opened on.
    pub fn day(self) -> Option<NaiveDate> {
        self.0.row.when.first_day()
    }

    /// Where it stands in the order of reading.
    pub fn place(self) -> usize {
        self.0.place
    }

    /// The day the person was asked to come back on when it ended, and the place of that in the order of reading.
    pub fn back_on(self) -> Option<(NaiveDate, usize)> {
        let ended = self.ended()?;
        match ended.outcome.as_ref()? {
            Outcome::Returns(on) => Some((on.last_day()?, ended.place)),
            _ => None,
        }
    }

    pub fn row(self) -> RegisteredVisit {
        let course = self.0.course.as_ref();
        RegisteredVisit {
            visit: self.0.row.clone(),
            colour: course.and_then(|course| course.colour),
            open: course
                .filter(|course| course.ended.is_none())
                .map(|course| course.station.clone()),
            outcome: self.ended().and_then(|ended| ended.outcome.clone()),
        }
    }

    pub fn id(self) -> StatementId {
        self.0.row.id
    }

    fn ended(&self) -> Option<&Ended> {
        self.0.course.as_ref()?.ended.as_ref()
    }
}
