//! Review and sign: what will be permanent, shown once; then one press.

use std::collections::BTreeMap;
use std::iter;

use crate::base::{ActId, ChartId, Clock, Compartment, DraftId, EntryId, Language};
use crate::chart::concern::Concerned;
use crate::chart::draft::{
    Around, ChartSoFar, CheckedIntake, Draft, Form, FormDraft, IntakeContext, IntakeDraft,
    KeptDraft, Lacks, NoteContext, NoteDraft, Unsignable,
};
use crate::chart::kinds::{Amendment, Birth, Fact, Sex, Station};
use crate::chart::statement::Statement;
use crate::chart::when::When;
use crate::engine::Engine;
use crate::engine::keeping::save::Addition;
use crate::engine::number::{chart_number, prefix};
use crate::engine::protocol::*;
use crate::engine::writing::by_compartment;
use crate::reading::chart::{Chart, Unsigned};
use crate::reading::view::{AllergyRow, Known, StatementView};
use crate::store::beside::Files;
use crate::store::{Key, Store, Write};

/// A draft that passed its check.
struct CheckedDraft {
    chart: ChartId,
    /// A new chart takes a number with it.
    new_chart: bool,
    statements: Parts,
    /// What the same act says in another chart that is here.
    there: Option<(ChartId, Parts)>,
}

/// What becomes one entry a compartment.
type Parts = BTreeMap<Compartment, Vec<Statement>>;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn review(&mut self, id: DraftId) -> Result<Review, Failure> {
        let kept = self.draft(id).await?;
        let checked = self.check(&kept).await?;
        let now = self.clock.now();
        let (statements, allergies, lacks) = match checked {
            Ok(checked) => {
                let (statements, allergies) = self.preview(checked).await?;
                (statements, allergies, None)
            }
            Err(lacks) => (Vec::new(), Known::NotAsked, Some(lacks)),
        };
        let open_questions = match kept.draft.chart() {
            Some(chart) => Some(self.person(chart).await?.chart.not_asked(now.day())),
            None => None,
        };
        let session = self.open_mut()?;
        let (not_asked, resembling, unlinked) = match &kept.draft {
            Draft::Intake(intake) | Draft::Questions(intake) => {
                let similar = session.list.directory.similar(
                    &intake.likeness(now.day()),
                    intake.chart,
                    now.day(),
                );
                let asked =
                    |chart| intake.chart == Some(chart) || intake.someone_else.contains(&chart);
                let similar = similar
                    .into_iter()
                    .filter(|found| !asked(found.row.chart))
                    .collect();
                let who = intake.concerned(now.day(), Concerned::default());
                let mut not_asked = intake.not_asked(who);
                // What the chart knows already was asked, whoever asked it.
                not_asked.retain(|question| {
                    open_questions
                        .as_ref()
                        .is_none_or(|open| open.contains(question))
                });
                (not_asked, similar, false)
            }
            Draft::Note(_) | Draft::Form(_) | Draft::Search(_) => (
                Vec::new(),
                Vec::new(),
                statements.iter().any(|view: &StatementView| {
                    view.problems.iter().all(|(number, _)| *number == 0)
                }),
            ),
        };
        Ok(Review {
            draft: id,
            statements,
            lacks,
            not_asked,
            resembling,
            allergies,
            unlinked,
            clock_behind: session
                .list
                .newest_entry()
                .filter(|newest| newest.ms > now.ms),
        })
    }

    /// Signs the draft and removes it, in one transaction: a second press finds no draft.
    pub(in crate::engine) async fn sign(&mut self, id: DraftId) -> Result<Signed, Failure> {
        let kept = self.draft(id).await?;
        let checked = self.check(&kept).await?.map_err(WriteFailure::Lacks)?;
        let chart = checked.chart;
        let parts = iter::once((chart, checked.statements)).chain(checked.there);
        let act = ActId::random(self.entropy.as_mut());
        let mut additions = Vec::with_capacity(1);
        for (chart, statements) in parts {
            let entries = self.sign_part_of(act, chart, statements).await?;
            additions.push(Addition::of(chart, entries));
        }
        let entry = shown_entry(&additions[0].entries);
        let mut also = vec![Write::Delete(Key::Draft(id))];
        let number_used = checked.new_chart;
        if number_used {
            also.extend(self.take_number()?);
        }
        let saved = self.save(additions, also).await;
        if saved.is_err() && number_used {
            self.give_number_back();
        }
        saved?;
        Ok(Signed { chart, entry })
    }

    /// The settings row with the next running number.
    pub(super) fn take_number(&mut self) -> Result<[Write; 2], Failure> {
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        session.installation.next_chart += 1;
        session.settings_rows(self.entropy.as_mut())
    }

    pub(super) fn give_number_back(&mut self) {
        if let Some(session) = self.session.as_deref_mut() {
            session.installation.next_chart -= 1;
        }
    }

    async fn check(&mut self, kept: &KeptDraft) -> Result<Result<CheckedDraft, Lacks>, Failure> {
        match &kept.draft {
            Draft::Intake(intake) => self.check_intake(intake, true).await,
            Draft::Questions(asked) if asked.chart.is_some() => {
                self.check_intake(asked, false).await
            }
            Draft::Questions(_) => Err(WriteFailure::NoDraft.into()),
            Draft::Note(note) => self.check_note(note).await,
            Draft::Form(form) => self.check_form(form).await,
            Draft::Search(_) => Err(WriteFailure::NoDraft.into()),
        }
    }

    async fn check_intake(
        &mut self,
        intake: &IntakeDraft,
        arriving: bool,
    ) -> Result<Result<CheckedDraft, Lacks>, Failure> {
        let now = self.clock.now();
        let birth = match intake.chart {
            Some(chart) => self.person(chart).await?.chart.person().birth,
            None => Birth::NotKnown,
        };
        let session = self.open()?;
        let new_chart = intake.chart.is_none();
        let installation = &session.installation;
        let context = IntakeContext {
            now: When::Moment(now),
            today: now.day(),
            chart_number: new_chart
                .then(|| chart_number(&prefix(installation.id), installation.next_chart)),
            unknown_name: unknown_name(intake.sex, installation.settings.language).to_owned(),
            birth,
            arriving,
            station: (installation.kind == VaultKind::Clinic).then_some(Station::Registration),
        };
        let chart = intake
            .chart
            .unwrap_or_else(|| ChartId::random(self.entropy.as_mut()));
        Ok(intake.check(&context).map_err(Lacks::Intake).map(
            |CheckedIntake { identity, clinical }| CheckedDraft {
                chart,
                new_chart,
                statements: [
                    (Compartment::IDENTITY, identity),
                    (Compartment::CLINICAL, clinical),
                ]
                .into(),
                there: None,
            },
        ))
    }

    async fn check_note(
        &mut self,
        note: &NoteDraft,
    ) -> Result<Result<CheckedDraft, Lacks>, Failure> {
        let now = self.clock.now();
        let chart = &self.person(note.chart).await?.chart;
        let context = NoteContext {
            now: When::Moment(now),
            today: now.day(),
            next_number: chart.next_number(),
            birth: chart.person().birth,
        };
        let statements = note.check(&context).map_err(Lacks::Note);
        Ok(statements.map(|statements| CheckedDraft {
            chart: note.chart,
            new_chart: false,
            statements: by_compartment(statements, Compartment::CLINICAL),
            there: None,
        }))
    }

    async fn check_form(
        &mut self,
        draft: &FormDraft,
    ) -> Result<Result<CheckedDraft, Lacks>, Failure> {
        let now = self.clock.now();
        let questionnaire = match &draft.form {
            Form::Response(filled) => self.questionnaire(filled.definition).await?,
            _ => None,
        };
        let site = self.open()?.installation.site.clone();
        let chart = &self.person(draft.chart).await?.chart;
        let around = Around {
            chart,
            now,
            today: now.day(),
            questionnaire: questionnaire.as_ref(),
            site: &site,
        };
        let statements = match draft.form.check(&around) {
            Ok(statements) => statements,
            Err(Unsignable::Complaints(complaints)) => return Ok(Err(Lacks::Form(complaints))),
            Err(Unsignable::NoStatement) => return Err(WriteFailure::NoStatement.into()),
            Err(Unsignable::Revoked) => return Err(WriteFailure::Revoked.into()),
            Err(Unsignable::NoForm) => return Err(WriteFailure::NoForm.into()),
            Err(Unsignable::OrderOver) => return Err(WriteFailure::OrderOver.into()),
            Err(Unsignable::ResultCorrected) => return Err(WriteFailure::ResultCorrected.into()),
            Err(Unsignable::VisitEnded { by, at }) => {
                return Err(WriteFailure::VisitEnded { by, at }.into());
            }
            Err(Unsignable::VisitLeftOpen { opened }) => {
                return Err(WriteFailure::VisitLeftOpen { opened }.into());
            }
            Err(Unsignable::VisitElsewhere { site }) => {
                return Err(WriteFailure::VisitElsewhere { site }.into());
            }
        };
        let statements = beside_targets(chart, statements);
        let there = draft.form.said_there(&around);
        let kept = &self.open()?.list.kept;
        let there = there.filter(|(other, _)| kept.contains_key(other));
        Ok(Ok(CheckedDraft {
            chart: draft.chart,
            new_chart: false,
            statements,
            there: there.map(|(other, said)| {
                let said = by_compartment(vec![said], Compartment::IDENTITY);
                (other, said)
            }),
        }))
    }

    /// The statements as they would read, and the allergies of the chart with them. Nothing is signed and nothing kept.
    async fn preview(
        &mut self,
        checked: CheckedDraft,
    ) -> Result<(Vec<StatementView>, Known<AllergyRow>), Failure> {
        let now = self.clock.now();
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let held = session.chart(&self.store, checked.chart).await?;
        let unsigned = Unsigned::in_chart(&held.chart, &checked.statements, now);
        Ok((unsigned.views(), unsigned.allergies()))
    }
}

/// Statements by the compartment they belong to; an amendment stands in that of what it amends.
fn beside_targets(chart: &Chart, statements: Vec<Statement>) -> Parts {
    let mut parts = Parts::new();
    for statement in statements {
        let amended = match &statement.fact {
            Fact::Amendment(Amendment { target, .. }) => target.entry,
            _ => None,
        };
        let amended = amended.and_then(|target| chart.compartment_of(target));
        let own = statement.fact.compartment();
        let compartment = own.or(amended).unwrap_or(Compartment::CLINICAL);
        parts.entry(compartment).or_default().push(statement);
    }
    parts
}

/// The entry a page opens after signing: the clinical one, else whichever was signed.
fn shown_entry(entries: &[std::rc::Rc<crate::chart::entry::Entry>]) -> EntryId {
    let clinical = entries
        .iter()
        .find(|entry| entry.header().compartment == Compartment::CLINICAL);
    clinical
        .or(entries.last())
        .expect("a checked draft signs at least one entry")
        .id()
}

/// What staff call someone whose name is not known, in the language they write in.
fn unknown_name(sex: Option<Sex>, language: Language) -> &'static str {
    let unknown = &language.record().unknown;
    match sex {
        Some(Sex::Female) => unknown.woman,
        Some(Sex::Male) => unknown.man,
        _ => unknown.person,
    }
}
