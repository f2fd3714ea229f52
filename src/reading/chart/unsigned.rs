//! What a draft says, as it will read beside what the chart says: shown before anybody signs it.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Compartment, EntryId, Stamp};
use crate::chart::kinds::{Amendment, AmendmentKind, Fact, ProblemEvent, Question};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::when::When;

use super::super::view::{AllergyRow, Content, Known, Marks, StatementView, Trust};
use super::Chart;
use crate::reading::kinds::allergy::worst_first;
use crate::reading::kinds::reads;

/// The entry that does not exist yet. No signed entry has this id: it is the hash of an entry's bytes.
const NOT_YET: EntryId = EntryId([0; 32]);

/// Statements that would stand in one chart, not signed by anybody.
pub struct Unsigned<'a> {
    chart: &'a Chart,
    now: Stamp,
    parts: &'a BTreeMap<Compartment, Vec<Statement>>,
}

impl<'a> Unsigned<'a> {
    /// `parts` are the entries they would become, one a compartment.
    pub fn in_chart(
        chart: &'a Chart,
        parts: &'a BTreeMap<Compartment, Vec<Statement>>,
        now: Stamp,
    ) -> Self {
        Self { chart, now, parts }
    }

    /// The lines they would be read as.
    pub fn views(&self) -> Vec<StatementView> {
        let parts = self.parts.values();
        parts.flat_map(|part| self.views_of(part)).collect()
    }

    fn views_of(&self, part: &[Statement]) -> Vec<StatementView> {
        let amendments: Vec<&Amendment> = part.iter().filter_map(amendment).collect();
        let late = amendments
            .iter()
            .find(|amendment| amendment.kind == AmendmentKind::LateEntry)
            .map(|amendment| amendment.reason.clone());
        let corrects = |index: u32| {
            let here = StatementRef::here(index);
            let of = amendments.iter().find(|one| one.instead.contains(&here))?;
            let entry = of.target.entry?;
            let index = of.target.index.unwrap_or(0);
            Some(StatementId { entry, index })
        };
        let numbered = (0u32..).zip(part);
        numbered
            .map(|(index, statement)| StatementView {
                id: StatementId {
                    entry: NOT_YET,
                    index,
                },
                content: Content::Statement(Box::new(statement.clone())),
                problems: self.titles(part, index, statement),
                marks: Marks {
                    late: late.clone(),
                    corrects: corrects(index),
                    ..Marks::default()
                },
            })
            .collect()
    }

    /// Numbers and words of the problems a statement would stand under.
    fn titles(&self, part: &[Statement], index: u32, statement: &Statement) -> Vec<(u32, String)> {
        let titles = match amendment(statement) {
            Some(late) if late.kind == AmendmentKind::LateEntry => {
                let all = (0u32..).zip(part);
                all.filter(|(_, other)| amendment(other).is_none())
                    .flat_map(|(index, other)| self.titles_of(part, index, other))
                    .collect()
            }
            Some(amendment) => self.titles_of_target(amendment),
            None => self.titles_of(part, index, statement),
        };
        let mut met = BTreeSet::new();
        let mut titles: Vec<_> = titles;
        titles.retain(|title| met.insert(title.clone()));
        titles
    }

    fn titles_of(
        &self,
        part: &[Statement],
        index: u32,
        statement: &Statement,
    ) -> Vec<(u32, String)> {
        let subjects = match &statement.fact {
            Fact::Problem(event) => Some(event.subjects(StatementRef::here(index))),
            _ => None,
        };
        let links = statement.problems.iter().copied();
        let links = links.chain(subjects.into_iter().flatten());
        let titles: Vec<_> = links.filter_map(|link| self.title(part, &link)).collect();
        if !titles.is_empty() {
            return titles;
        }
        let ended = reads(&statement.fact).is_about();
        ended.map_or_else(Vec::new, |ended| {
            self.chart.problems.titles_now(&ended.within(NOT_YET))
        })
    }

    /// An amendment's place is its target's.
    fn titles_of_target(&self, amendment: &Amendment) -> Vec<(u32, String)> {
        let Amendment { target, .. } = amendment;
        let Some(entry) = target.entry.and_then(|entry| self.chart.log().get(&entry)) else {
            return Vec::new();
        };
        let all = entry.known().map(|(id, _)| id);
        let meant = all.filter(|id| target.index.is_none_or(|index| id.index == index));
        meant
            .flat_map(|id| self.chart.problems.titles_now(&id))
            .collect()
    }

    /// A problem of the chart, or one that is opened beside it.
    fn title(&self, part: &[Statement], link: &StatementRef) -> Option<(u32, String)> {
        if link.entry.is_some() {
            return self.chart.problems.title_now(&link.within(NOT_YET));
        }
        match &part.get(link.index as usize)?.fact {
            Fact::Problem(ProblemEvent::Opened(opened)) => {
                Some((opened.number, opened.words.clone()))
            }
            _ => None,
        }
    }

    /// The allergies of the chart with those that would be signed.
    pub fn allergies(&self) -> Known<AllergyRow> {
        let said = || self.parts.values().flatten();
        let new = (0u32..).zip(said()).filter_map(|(index, statement)| {
            let Fact::Allergy(allergy) = &statement.fact else {
                return None;
            };
            // Of one that is refuted nothing is to be feared.
            statement.standing.may_harm().then(|| AllergyRow {
                id: StatementId {
                    entry: NOT_YET,
                    index,
                },
                allergy: allergy.clone(),
                standing: statement.standing,
                status_words: None,
                when: self.time_of(statement),
                since: statement.when,
                trust: Trust::Ours,
            })
        });
        let corrected: Vec<StatementId> = said()
            .filter_map(amendment)
            .filter(|amendment| amendment.kind == AmendmentKind::Correction)
            .filter_map(|amendment| {
                let (entry, index) = (amendment.target.entry?, amendment.target.index?);
                Some(StatementId { entry, index })
            })
            .collect();
        let new: Vec<AllergyRow> = new.collect();
        let answer = said().find_map(|statement| match &statement.fact {
            Fact::Answer(said) if said.question == Question::Allergies => {
                Some(Known::Answered(said.answer, self.time_of(statement)))
            }
            _ => None,
        });
        match (self.chart.allergies(), answer) {
            (Known::Facts(mut rows), answer) => {
                rows.retain(|row| !corrected.contains(&row.id));
                rows.extend(new);
                worst_first(&mut rows);
                match rows.is_empty() {
                    true => answer.unwrap_or(Known::NotAsked),
                    false => Known::Facts(rows),
                }
            }
            (_, None) if !new.is_empty() => Known::Facts(new),
            (known, answer) => answer.unwrap_or(known),
        }
    }

    fn time_of(&self, statement: &Statement) -> When {
        if statement.when.is_known() {
            statement.when
        } else {
            When::Moment(self.now)
        }
    }
}

fn amendment(statement: &Statement) -> Option<&Amendment> {
    match &statement.fact {
        Fact::Amendment(amendment) => Some(amendment),
        _ => None,
    }
}
