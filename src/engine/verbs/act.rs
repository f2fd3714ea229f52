//! Small acts: each is checked, signed and stored at once, and takes the draft of its form away.

use std::collections::BTreeMap;
use std::iter;

use crate::base::{ActId, ChartId, Clock, Compartment, DraftId};
use crate::chart::concept::Concept;
use crate::chart::draft::Missing;
use crate::chart::kinds::*;
use crate::chart::statement::{SaidBy, Statement, StatementId, StatementRef};
use crate::chart::when::When;
use crate::engine::Engine;
use crate::engine::keeping::save::Addition;
use crate::engine::protocol::*;
use crate::engine::writing::by_compartment;
use crate::reading::chart::Chart;
use crate::store::beside::Files;
use crate::store::{Key, Store, Write};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn act(
        &mut self,
        chart: ChartId,
        act: ChartAct,
        draft: Option<DraftId>,
    ) -> Result<Reply, Failure> {
        let moment = self.clock.now();
        let (now, today) = (When::Moment(moment), moment.day());
        let beside = self.said_there_too(chart, &act, now)?;
        let read = self.person(chart).await?;
        let making = Making {
            chart: &read.chart,
            now,
            today,
        };
        making.may_still(&act)?;
        let statements = making.statements(act)?;
        let statements = sorted(&read.chart, statements);
        let beside =
            beside.map(|(other, said)| (other, by_compartment(said, Compartment::IDENTITY)));
        let act = ActId::random(self.entropy.as_mut());
        let mut additions = Vec::with_capacity(2);
        for (chart, statements) in iter::once((chart, statements)).chain(beside) {
            let entries = self.sign_part_of(act, chart, statements).await?;
            additions.push(Addition::of(chart, entries));
        }
        let entry = super::sign::shown_entry(&additions[0].entries);
        let typed = self.form_signed(draft).await?;
        self.save(additions, typed).await?;
        Ok(Reply::Signed { chart, entry })
    }

    /// What the act says of another chart here, in that chart: who opens either learns of the other.
    fn said_there_too(
        &self,
        chart: ChartId,
        act: &ChartAct,
        now: When,
    ) -> Result<Option<(ChartId, Vec<Statement>)>, Failure> {
        let ChartAct::Link { other, same } = *act else {
            return Ok(None);
        };
        let is_here = self.open()?.list.kept.contains_key(&other);
        let link = PersonLink { other: chart, same };
        let said = Statement::new(now, Fact::PersonLink(link));
        Ok(is_here.then(|| (other, vec![said])))
    }

    /// What was typed into the form goes with the act it became. A form signed before it was sealed has no row.
    async fn form_signed(&self, draft: Option<DraftId>) -> Result<Vec<Write>, Failure> {
        let Some(id) = draft else {
            return Ok(Vec::new());
        };
        match self.draft(id).await {
            Ok(_) => Ok(vec![Write::Delete(Key::Draft(id))]),
            Err(Failure::Write(WriteFailure::NoDraft)) => Ok(Vec::new()),
            Err(failure) => Err(failure),
        }
    }
}

/// Statements by the compartment they belong to; an amendment stands in that of what it amends.
fn sorted(chart: &Chart, statements: Vec<Statement>) -> BTreeMap<Compartment, Vec<Statement>> {
    let mut sorted: BTreeMap<_, Vec<Statement>> = BTreeMap::new();
    for statement in statements {
        let amended = match &statement.fact {
            Fact::Amendment(Amendment { target, .. }) => target.entry,
            _ => None,
        };
        let amended = amended.and_then(|target| chart.log().get(&target));
        let amended = amended.map_or(Compartment::CLINICAL, |entry| entry.header().compartment);
        let compartment = statement.fact.compartment().unwrap_or(amended);
        sorted.entry(compartment).or_default().push(statement);
    }
    sorted
}

pub(super) struct Making<'a> {
    pub chart: &'a Chart,
    pub now: When,
    pub today: chrono::NaiveDate,
}

impl Making<'_> {
    fn statements(&self, act: ChartAct) -> Result<Vec<Statement>, WriteFailure> {
        let one = |fact| vec![Statement::new(self.now, fact)];
        Ok(match act {
            ChartAct::OpenProblem {
                words,
                status,
                onset,
            } => {
                let opened = ProblemOpened {
                    number: self.chart.next_number(),
                    words: required(&words, Missing::ProblemWords)?,
                    codings: Vec::new(),
                    status,
                    onset: self.past("onset", onset)?,
                    ended: When::Unknown,
                };
                one(Fact::Problem(ProblemEvent::Opened(opened)))
            }
            ChartAct::Restate { problem, words } => {
                let words = required(&words, Missing::ProblemWords)?;
                one(Fact::Problem(ProblemEvent::Restated(
                    self.problem(problem)?,
                    words,
                )))
            }
            ChartAct::SetStatus {
                problem,
                status,
                on,
            } => vec![self.status(problem, status, on)?],
            ChartAct::Merge { problem, into } => {
                let (one_of, another) = (self.problem(problem)?, self.problem(into)?);
                if !self.chart.may_merge(problem, into) {
                    return Err(WriteFailure::MergeLoop);
                }
                one(Fact::Problem(ProblemEvent::Merged(one_of, another)))
            }
            ChartAct::Unmerge { problem } => one(Fact::Problem(ProblemEvent::Unmerged(
                self.problem(problem)?,
            ))),
            ChartAct::Plan { problems, item } => {
                let links = problems
                    .into_iter()
                    .map(|id| self.problem(id))
                    .collect::<Result<Vec<_>, _>>()?;
                let item = PlanItem {
                    text: required(&item.text, Missing::Anything)?,
                    ..item
                };
                vec![
                    Statement::new(self.now, Fact::Plan(PlanEvent::Planned(item)))
                        .for_problems(links),
                ]
            }
            ChartAct::ClosePlan { plan, done, words } => {
                let links = self.links_of(plan)?;
                let closed = PlanEvent::Closed(StatementRef::of(plan), done, words.trim().into());
                vec![Statement::new(self.now, Fact::Plan(closed)).for_problems(links)]
            }
            ChartAct::StopMedicine { medicine, reason } => {
                let links = self.links_of(medicine)?;
                let reason = required(&reason, Missing::Reason)?;
                let stopped = MedicationEvent::Stopped(StatementRef::of(medicine), reason);
                vec![Statement::new(self.now, Fact::Medication(stopped)).for_problems(links)]
            }
            ChartAct::Amend {
                target,
                index,
                kind,
                reason,
                words,
            } => self.amend(target, index, kind, &reason, &words)?,
            ChartAct::CorrectWho {
                target,
                index,
                instead,
                reason,
            } => {
                let id = StatementId {
                    entry: target,
                    index,
                };
                self.correct_who(id, &instead, &reason)?
            }
            ChartAct::TakeOut { entry, reason } => self.take_out(entry, &reason)?,
            ChartAct::AddAllergy {
                substance,
                reaction,
                severity,
            } => {
                let substance = Concept::words(required(
                    &substance,
                    Missing::Which {
                        field: "allergies".into(),
                    },
                )?);
                let allergy = Allergy {
                    substance,
                    reaction: reaction.trim().into(),
                    severity: severity.trim().into(),
                    criticality: None,
                };
                vec![Statement::new(When::Unknown, Fact::Allergy(allergy)).said_by(SaidBy::Patient)]
            }
            ChartAct::NoAllergies => one(Fact::Answer(Answered {
                question: Question::Allergies,
                answer: NoFact::None,
            })),
            ChartAct::AddDocument { document, problems } => {
                let links = problems
                    .into_iter()
                    .map(|id| self.problem(id))
                    .collect::<Result<Vec<_>, _>>()?;
                vec![Statement::new(self.now, Fact::Document(document)).for_problems(links)]
            }
            ChartAct::Link { other, .. } if other == self.chart.log().chart() => {
                return Err(WriteFailure::NoStatement);
            }
            ChartAct::Link { other, same } => one(Fact::PersonLink(PersonLink { other, same })),
            ChartAct::OpenVisit { reason } => {
                one(Fact::Visit(VisitEvent::Opened(reason.trim().into())))
            }
        })
    }

    /// A form may lie open, or among the drafts, while what it is about is corrected or marked as entered in error.
    fn may_still(&self, act: &ChartAct) -> Result<(), WriteFailure> {
        let revoked = match act {
            ChartAct::Restate { problem: id, .. }
            | ChartAct::SetStatus { problem: id, .. }
            | ChartAct::ClosePlan { plan: id, .. }
            | ChartAct::StopMedicine { medicine: id, .. } => self.chart.is_revoked(id),
            ChartAct::Amend {
                target,
                index: Some(index),
                ..
            } => self.chart.is_revoked(&StatementId {
                entry: *target,
                index: *index,
            }),
            ChartAct::CorrectWho { target, index, .. } => self.chart.is_revoked(&StatementId {
                entry: *target,
                index: *index,
            }),
            ChartAct::Amend { target, .. } => self.chart.log().get(target).is_some_and(|entry| {
                let mut known = entry.known();
                known.all(|(id, _)| self.chart.is_revoked(&id))
            }),
            _ => false,
        };
        if revoked {
            Err(WriteFailure::Revoked)
        } else {
            Ok(())
        }
    }

    /// A statement that exists and opens a problem.
    fn problem(&self, id: StatementId) -> Result<StatementRef, WriteFailure> {
        let is_problem = self.chart.problems().iter().any(|row| row.id == id);
        if is_problem {
            Ok(StatementRef::of(id))
        } else {
            Err(WriteFailure::NoStatement)
        }
    }

    pub fn statement(&self, id: StatementId) -> Result<&Statement, WriteFailure> {
        let entry = self
            .chart
            .log()
            .get(&id.entry)
            .ok_or(WriteFailure::NoStatement)?;
        let found = entry.known().find(|(known, _)| *known == id);
        found
            .map(|(_, statement)| statement)
            .ok_or(WriteFailure::NoStatement)
    }

    /// The problems a statement belongs to, seen from another entry.
    fn links_of(&self, id: StatementId) -> Result<Vec<StatementRef>, WriteFailure> {
        let links = self.statement(id)?.problems.iter();
        Ok(links
            .map(|link| StatementRef::of(link.within(id.entry)))
            .collect())
    }

    fn past(&self, field: &str, when: When) -> Result<When, WriteFailure> {
        let in_calendar = !when.is_known() || when.first_day().is_some_and(|day| day <= self.today);
        if in_calendar {
            Ok(when)
        } else {
            Err(WriteFailure::Missing(vec![Missing::Date {
                field: field.into(),
            }]))
        }
    }

    fn status(
        &self,
        id: StatementId,
        status: ProblemStatus,
        on: When,
    ) -> Result<Statement, WriteFailure> {
        let on = self.past("status", on)?;
        let problem = self.problem(id)?;
        let onset = self
            .chart
            .problems()
            .into_iter()
            .find(|row| row.id == id)
            .map(|row| row.onset);
        // A date without its day or month may mean the onset's own day.
        let ends_first = status == ProblemStatus::Resolved
            && on
                .last_day()
                .zip(onset.and_then(|onset| onset.first_day()))
                .is_some_and(|(end, onset)| end < onset);
        if ends_first {
            return Err(WriteFailure::EndsBeforeOnset);
        }
        let when = if on.is_known() { on } else { self.now };
        Ok(Statement::new(
            when,
            Fact::Problem(ProblemEvent::Status(problem, status)),
        ))
    }
}

pub(super) fn required(text: &str, missing: Missing) -> Result<String, WriteFailure> {
    let text = text.trim();
    if text.is_empty() {
        Err(WriteFailure::Missing(vec![missing]))
    } else {
        Ok(text.to_owned())
    }
}
