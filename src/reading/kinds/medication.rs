//! How a medicine is read: what is taken or ordered, and what was stopped.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Reads;
use super::problem::Problems;
use crate::base::{InOrder, Stamp};
use crate::chart::kinds::{Fact, MedicationEvent, Question};
use crate::chart::statement::{Standing, StatementId, StatementRef};
use crate::chart::when::When;
use crate::reading::stages::{Amended, Heard};
use crate::reading::view::{HistoryKind, MedicationRow, Treated};

impl Reads for MedicationEvent {
    fn question(&self) -> Option<Question> {
        let taken = matches!(self, Self::Taking(_) | Self::Ordered(_));
        taken.then_some(Question::Medicines)
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Medicines)
    }

    fn ends(&self) -> Option<StatementRef> {
        match self {
            Self::Stopped(medicine, _) => Some(*medicine),
            _ => None,
        }
    }

    fn words_of_change(&self) -> Cow<'_, str> {
        match self {
            Self::Stopped(_, words) => words.into(),
            _ => "".into(),
        }
    }
}

/// A course is over once the day its file named as the end is past, whatever status it had there. Read here and not written
/// at import: what was signed stays what the file said, and a course that ends next week ends next week.
fn today(mut row: MedicationRow, now: Stamp) -> MedicationRow {
    let ended = row.line.until.is_some_and(|until| until.is_past(now));
    // What somebody stopped says so itself.
    if ended && row.stopped.is_none() && row.standing.may_be_taken() {
        row.standing = Standing::Over;
    }
    row
}

/// Whether any medicine was told that may be so, a course that has ended since among them.
pub fn any(said: Amended) -> bool {
    said.unrevoked().any(|item| {
        let told = matches!(
            item.fact(),
            Fact::Medication(MedicationEvent::Taking(_) | MedicationEvent::Ordered(_))
        );
        told && item.statement.standing.may_be_taken() && !said.amendments.is_aside(&item.id)
    })
}

/// Every medicine taken or ordered that is not revoked, whatever its standing, in the order of reading.
pub fn rows(heard: Heard, problems: &Problems) -> Vec<MedicationRow> {
    let stops = stops(heard);
    let said = heard.said;
    let lines = said
        .unrevoked()
        .filter(|i| !said.amendments.is_aside(&i.id));
    lines
        .filter_map(|item| match item.fact() {
            Fact::Medication(MedicationEvent::Taking(line) | MedicationEvent::Ordered(line)) => {
                let row = MedicationRow {
                    id: item.id,
                    line: line.clone(),
                    since: item.when(),
                    stopped: stops.get(&item.id).cloned(),
                    problems: problems.numbers(&item.id),
                    standing: item.statement.standing,
                    status_words: item.statement.status_words.clone(),
                    otherwise: heard.is_said_otherwise(&item.id),
                    trust: said.written.trust(item.entry),
                };
                Some(today(row, item.recorded()))
            }
            _ => None,
        })
        .collect()
}

/// Medicines the summary shows: what is taken now, what is on hold, then what was stopped in the `days` before `now`.
pub fn current(rows: Vec<MedicationRow>, now: Stamp, days: i64) -> Vec<MedicationRow> {
    let since = now.ms - days * 24 * 60 * 60 * 1000;
    let (stopped, mut current): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .map(|row| today(row, now))
        .filter(|row| row.standing.may_be_taken())
        .partition(|row| row.stopped.is_some());
    let recently = |row: &MedicationRow| {
        let stop = row.stopped.as_ref().and_then(|(when, _)| when.sort_key());
        stop.is_some_and(|at| at >= since)
    };
    current.extend(stopped.into_iter().filter(recently));
    current
}

/// Stops that take effect; a stop by an author not confirmed stands beside another's order.
pub fn stops(heard: Heard) -> BTreeMap<StatementId, (When, String)> {
    let mut stops = BTreeMap::new();
    for item in heard.standing() {
        let Fact::Medication(MedicationEvent::Stopped(medicine, reason)) = item.fact() else {
            continue;
        };
        let medicine = medicine.within(item.id.entry);
        if let Some((_, target)) = heard.said.written.entry_at(&medicine.entry)
            && heard.said.written.may_change(item.entry, target)
        {
            stops.insert(medicine, (item.when(), reason.clone()));
        }
    }
    stops
}

/// When medicines were begun and stopped, as far as their times are known; those that nobody takes or took are left out.
pub fn treated(rows: Vec<MedicationRow>) -> Vec<Treated> {
    let was_taken = |standing: Standing| {
        standing.may_be_taken() || matches!(standing, Standing::Over | Standing::Stopped)
    };
    let rows = rows.into_iter().filter(|row| was_taken(row.standing));
    let mut events: Vec<Treated> = rows.flat_map(begun_and_stopped).collect();
    events.order_by_key(|event| (event.when.sort_key(), !event.begun));
    let numbers = 1..;
    for (event, number) in events.iter_mut().zip(numbers) {
        event.number = number;
    }
    events
}

fn begun_and_stopped(row: MedicationRow) -> impl Iterator<Item = Treated> {
    let stopped = match &row.stopped {
        Some((when, _)) => Some(*when),
        None => row.line.until.filter(|_| row.standing == Standing::Over),
    };
    let event = move |when: When, begun| {
        when.sort_key()?;
        Some(Treated {
            number: 0,
            medicine: row.id,
            line: row.line.clone(),
            when,
            begun,
            trust: row.trust,
        })
    };
    let begun = event(row.since, true);
    let stopped = stopped.and_then(|when| event(when, false));
    begun.into_iter().chain(stopped)
}
