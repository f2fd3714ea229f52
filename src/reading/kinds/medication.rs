//! How a medicine is read: what is taken or ordered, what is held, what was changed or stopped, given out, and told of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Reads;
use super::problem::Problems;
use crate::base::{InOrder, Stamp};
use crate::chart::course::MedicineSoFar;
use crate::chart::kinds::{Fact, MedicationEvent, MedicationLine, Question};
use crate::chart::statement::{Standing, StatementId, StatementRef};
use crate::chart::when::When;
use crate::reading::stages::{Amended, Heard};
use crate::reading::view::{Course, GivenOut, HistoryKind, MedicationRow, MedicineEvent, Treated};

impl Reads for MedicationEvent {
    fn question(&self) -> Option<Question> {
        self.begun().map(|_| Question::Medicines)
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Medicines)
    }

    fn is_about(&self) -> Option<StatementRef> {
        self.about()
    }

    fn words_of_change(&self) -> Cow<'_, str> {
        match self {
            Self::Stopped(_, words)
            | Self::Held(_, words)
            | Self::Restarted(_, words)
            | Self::Changed(_, _, words) => words.into(),
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
        let told = begun(item.fact()).is_some();
        told && item.statement.standing.may_be_taken() && !said.amendments.is_aside(&item.id)
    })
}

/// The medicine that a fact puts on the list.
pub fn begun(fact: &Fact) -> Option<&MedicationLine> {
    match fact {
        Fact::Medication(event) => event.begun(),
        _ => None,
    }
}

/// Every medicine taken or ordered that is not revoked, whatever its standing, in the order of reading.
pub fn rows(heard: Heard, problems: &Problems) -> Vec<MedicationRow> {
    let lives = lives(heard);
    let said = heard.said;
    let lines = said
        .unrevoked()
        .filter(|i| !said.amendments.is_aside(&i.id));
    lines
        .filter_map(|item| {
            let line = begun(item.fact())?;
            // Where two stand instead of one, what was said of that holds for both.
            let life = lives.get(&said.amendments.first_of(item.id));
            let life = life.cloned().unwrap_or_default();
            // What a file said was stopped or on hold was begun again here.
            let standing = match item.statement.standing {
                Standing::OnHold | Standing::Stopped if life.again => Standing::Stands,
                standing => standing,
            };
            let row = MedicationRow {
                id: item.id,
                line: line.clone(),
                since: item.when(),
                stopped: life.stopped,
                problems: problems.numbers(&item.id),
                standing,
                status_words: item.statement.status_words.clone(),
                otherwise: heard.is_said_otherwise(&item.id),
                trust: said.written.trust(item.entry),
                course: life.course,
            };
            Some(today(row, item.recorded()))
        })
        .collect()
}

/// How a medicine stands now.
pub fn so_far(row: &MedicationRow, now: Stamp) -> MedicineSoFar {
    let row = today(row.clone(), now);
    match (row.stopped.is_some(), row.standing) {
        (true, _) if row.course.changed => MedicineSoFar::Changed,
        (true, _) | (false, Standing::Stopped) => MedicineSoFar::Stopped,
        (false, Standing::OnHold) => MedicineSoFar::Held,
        (false, standing) if standing.may_be_so() => match row.course.held {
            Some(_) => MedicineSoFar::Held,
            None => MedicineSoFar::Taken,
        },
        _ => MedicineSoFar::Over,
    }
}

/// Every medicine as it stands now: those that are taken or held in the order of reading, then those that are not any more, the
/// latest first.
pub fn now_and_before(rows: Vec<MedicationRow>, now: Stamp) -> Vec<(MedicationRow, MedicineSoFar)> {
    let rows = rows.into_iter().map(|row| {
        let so_far = so_far(&row, now);
        (today(row, now), so_far)
    });
    let is_now = |(_, so_far): &(MedicationRow, MedicineSoFar)| {
        matches!(so_far, MedicineSoFar::Taken | MedicineSoFar::Held)
    };
    let (mut list, mut before): (Vec<_>, Vec<_>) = rows.partition(is_now);
    before.reverse();
    list.extend(before);
    list
}

/// What happened with a medicine after it was put on the list.
#[derive(Clone, Debug, Default)]
struct Life {
    stopped: Option<(When, String)>,
    /// It was started again here.
    again: bool,
    course: Course,
    /// When it was held or taken off, `false`, and when it was begun again.
    turns: Vec<(When, bool)>,
}

impl Life {
    fn end(&mut self, when: When, why: &str, changed: bool) {
        self.course.held = None;
        self.course.changed = changed;
        self.stopped = Some((when, why.to_owned()));
    }

    fn hold(&mut self, when: When, why: &str) {
        if self.stopped.is_none() {
            self.course.held = Some((when, why.to_owned()));
            self.turns.push((when, false));
        }
    }

    fn restart(&mut self, when: When) {
        // In the place of one that was changed another goes on.
        if self.course.changed {
            return;
        }
        if let Some((stopped, _)) = self.stopped.take() {
            self.turns.push((stopped, false));
        }
        self.course.held = None;
        self.again = true;
        self.turns.push((when, true));
    }
}

/// What happened with every medicine, by the statement that told of it first. What an author not confirmed says of another's
/// medicine stands beside it.
fn lives(heard: Heard) -> BTreeMap<StatementId, Life> {
    let mut lives: BTreeMap<StatementId, Life> = BTreeMap::new();
    let said = heard.said;
    for item in heard.standing() {
        let Fact::Medication(event) = item.fact() else {
            continue;
        };
        let Some(medicine) = event.about().map(|about| about.within(item.id.entry)) else {
            continue;
        };
        let Some((_, target)) = said.written.entry_at(&medicine.entry) else {
            continue;
        };
        if !said.written.may_change(item.entry, target) {
            continue;
        }
        let when = item.when();
        let life = lives.entry(said.amendments.first_of(medicine)).or_default();
        match event {
            MedicationEvent::Stopped(_, why) if !life.course.changed => life.end(when, why, false),
            MedicationEvent::Changed(_, _, why) => {
                life.end(when, why, true);
                let before = said.written.item(medicine);
                let before = before.and_then(|item| begun(&item.statement.fact).cloned());
                let now = lives.entry(said.amendments.first_of(item.id)).or_default();
                now.course.instead_of = before.map(Box::new);
            }
            MedicationEvent::Held(_, why) => life.hold(when, why),
            MedicationEvent::Restarted(..) => life.restart(when),
            MedicationEvent::Told(_, told) => life.course.told = Some((when, told.clone())),
            MedicationEvent::Dispensed(_, given) => {
                life.course.given = Some((when, GivenOut::Given(given.clone())));
            }
            MedicationEvent::NotDispensed(_, why) => {
                life.course.given = Some((when, GivenOut::Not(why.clone())));
            }
            _ => {}
        }
    }
    lives
}

/// Medicines that were stopped or changed, by the statement that told of each first.
pub fn ended(heard: Heard) -> BTreeSet<StatementId> {
    let ended = lives(heard).into_iter();
    let ended = ended.filter(|(_, life)| life.stopped.is_some());
    ended.map(|(first, _)| first).collect()
}

/// Everything that was said of each medicine since it was put on the list, in the order of reading: strangers' words among it,
/// which change nothing.
pub fn events(heard: Heard) -> BTreeMap<StatementId, Vec<MedicineEvent>> {
    let mut events: BTreeMap<StatementId, Vec<MedicineEvent>> = BTreeMap::new();
    let said = heard.said;
    for item in said.unrevoked() {
        let about = match item.fact() {
            Fact::Medication(event) => event.about(),
            _ => None,
        };
        let Some(medicine) = about.map(|about| about.within(item.id.entry)) else {
            continue;
        };
        let event = MedicineEvent {
            id: item.id,
            statement: item.statement.clone(),
            by: said.written.byline(item.entry),
            beside: said.amendments.is_without_effect(&item.id),
        };
        events
            .entry(said.amendments.first_of(medicine))
            .or_default()
            .push(event);
    }
    events
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

/// When medicines were begun, held, begun again and stopped, as far as the times are known; those that nobody takes or took are
/// left out.
pub fn treated(heard: Heard, rows: Vec<MedicationRow>) -> Vec<Treated> {
    let lives = lives(heard);
    let was_taken = |standing: Standing| {
        standing.may_be_taken() || matches!(standing, Standing::Over | Standing::Stopped)
    };
    let rows = rows.into_iter().filter(|row| was_taken(row.standing));
    let mut events: Vec<Treated> = rows
        .flat_map(|row| {
            let life = lives.get(&heard.said.amendments.first_of(row.id));
            let turns = life.map_or_else(Vec::new, |life| life.turns.clone());
            turns_of(row, turns)
        })
        .collect();
    events.order_by_key(|event| (event.when.sort_key(), !event.begun));
    let numbers = 1..;
    for (event, number) in events.iter_mut().zip(numbers) {
        event.number = number;
    }
    events
}

fn turns_of(row: MedicationRow, turns: Vec<(When, bool)>) -> impl Iterator<Item = Treated> {
    let stopped = match &row.stopped {
        Some((when, _)) => Some(*when),
        None => row.line.until.filter(|_| row.standing == Standing::Over),
    };
    let first = std::iter::once((row.since, true));
    let last = stopped.map(|when| (when, false));
    let turns = first.chain(turns).chain(last);
    turns.filter_map(move |(when, begun)| {
        when.sort_key()?;
        Some(Treated {
            number: 0,
            medicine: row.id,
            line: row.line.clone(),
            when,
            begun,
            trust: row.trust,
        })
    })
}
