//! What stands instead of, or beside, an old statement when somebody amends it in words.

use chrono::NaiveDate;

use crate::base::{Compartment, EntryId};
use crate::chart::concept::Concept;
use crate::chart::draft::{Missing, WhoAnswer, is_placeholder};
use crate::chart::kinds::*;
use crate::chart::statement::{Source, Statement, StatementRef};
use crate::chart::when::When;
use crate::engine::protocol::WriteFailure;

/// Words beside an old statement, under the same problems. They are words and never another fact of its kind: what is
/// added to an allergy is no second allergy.
pub(super) fn added(
    old: Option<&Statement>,
    words: String,
    now: When,
    entry: EntryId,
) -> Statement {
    let part = match old.map(|old| &old.fact) {
        Some(Fact::Section(was)) => was.part,
        _ => Part::Assessment,
    };
    let problems = old.map_or_else(Vec::new, |old| links(old, entry));
    Statement::new(now, section(part, words)).for_problems(problems)
}

/// The old statement in new words where it is text; else a section that says them. Everything but the words stays: the
/// time, the problems, who said it, and whether it was only reported as not so.
pub(super) fn reworded(
    old: Option<&Statement>,
    words: String,
    now: When,
    entry: EntryId,
) -> Result<Statement, WriteFailure> {
    let Some(old) = old else {
        return Ok(Statement::new(now, section(Part::Assessment, words)));
    };
    let fact = match &old.fact {
        Fact::Section(was) => section(was.part, words),
        Fact::Allergy(was) => Fact::Allergy(Allergy {
            substance: Concept::words(words),
            ..was.clone()
        }),
        Fact::Plan(PlanEvent::Planned(was)) => Fact::Plan(PlanEvent::Planned(PlanItem {
            text: words,
            ..was.clone()
        })),
        Fact::History(was) => Fact::History(HistoryItem {
            what: Concept::words(words),
            ..was.clone()
        }),
        Fact::Demographic(was) => Fact::Demographic(restated(was, words)?),
        other if other.compartment() == Some(Compartment::CLINICAL) => {
            section(Part::Assessment, words)
        }
        _ => return Err(WriteFailure::NoStatement),
    };
    Ok(in_place_of(old, fact, entry))
}

/// Another fact in an old statement's place, at its time and under its problems.
pub(super) fn in_place_of(old: &Statement, fact: Fact, entry: EntryId) -> Statement {
    let source = Source {
        file: None,
        ..old.source.clone()
    };
    Statement {
        standing: old.standing,
        source,
        time_words: old.time_words.clone(),
        status_words: old.status_words.clone(),
        ..Statement::new(old.when, fact).for_problems(links(old, entry))
    }
}

/// Another answer to the question that an old statement answered: checked as an intake checks it.
pub(super) fn answered(
    old: &Statement,
    instead: &WhoAnswer,
    today: NaiveDate,
) -> Result<Fact, WriteFailure> {
    let Fact::Demographic(was) = &old.fact else {
        return Err(WriteFailure::NoStatement);
    };
    let missing = |missing| WriteFailure::Missing(vec![missing]);
    Ok(Fact::Demographic(match (was, instead) {
        (Demographic::Sex(_), WhoAnswer::Sex(sex)) => Demographic::Sex(*sex),
        (Demographic::Birth(_), WhoAnswer::Birth(birth)) => {
            Demographic::Birth(birth.read(today).map_err(missing)?)
        }
        (Demographic::NextOfKin(_), WhoAnswer::NextOfKin(kin)) => {
            Demographic::NextOfKin(kin.read().map_err(missing)?)
        }
        _ => return Err(WriteFailure::NoStatement),
    }))
}

fn links(old: &Statement, entry: EntryId) -> Vec<StatementRef> {
    old.problems
        .iter()
        .map(|link| StatementRef::of(link.within(entry)))
        .collect()
}

fn section(part: Part, text: String) -> Fact {
    Fact::Section(Section { part, text })
}

/// A name in the place of one that staff gave is the person's own, unless it is such a name again.
fn usage_of(family: &str, was: NameUse) -> NameUse {
    if was == NameUse::Placeholder && !is_placeholder(family) {
        NameUse::Usual
    } else {
        was
    }
}

/// A demographic item in new words; names are "family, given".
fn restated(was: &Demographic, words: String) -> Result<Demographic, WriteFailure> {
    Ok(match was {
        Demographic::Name(name) => {
            let (family, given) = match words.split_once(',') {
                Some(both) => both,
                // Without the comma nobody can tell which part is which.
                None if name.given.is_empty() => (words.as_str(), ""),
                None => return Err(WriteFailure::Missing(vec![Missing::NameComma])),
            };
            Demographic::Name(PersonName {
                usage: usage_of(family, name.usage),
                family: family.trim().into(),
                given: given.trim().into(),
            })
        }
        Demographic::Gender(_) => Demographic::Gender(words),
        Demographic::Place(_) => Demographic::Place(words),
        Demographic::Phone(_) => Demographic::Phone(words),
        Demographic::Language(_) => Demographic::Language(words),
        _ => return Err(WriteFailure::NoStatement),
    })
}
