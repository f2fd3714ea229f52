//! Review and sign: what will be permanent, shown once; then one press.

use std::collections::BTreeMap;

use crate::base::{ActId, ChartId, Clock, Compartment, DraftId, EntryId, Language};
use crate::chart::concern::Concerned;
use crate::chart::draft::{
    CheckedIntake, Draft, IntakeContext, IntakeDraft, KeptDraft, Missing, NoteContext, NoteDraft,
};
use crate::chart::kinds::{Birth, Sex};
use crate::chart::statement::Statement;
use crate::chart::when::When;
use crate::engine::Engine;
use crate::engine::keeping::save::Addition;
use crate::engine::number::{chart_number, prefix};
use crate::engine::protocol::*;
use crate::engine::writing::{Writing, by_compartment};
use crate::reading::view::{AllergyRow, EntryView, Known, StatementView};
use crate::store::beside::Files;
use crate::store::{Key, Store, Write};

/// A draft that passed its check.
struct Checked {
    chart: ChartId,
    /// A new chart takes a number with it.
    new_chart: bool,
    statements: BTreeMap<Compartment, Vec<Statement>>,
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn review(&mut self, id: DraftId) -> Result<Reply, Failure> {
        let kept = self.draft(id).await?;
        let checked = self.check(&kept).await?;
        let now = self.clock.now();
        let (statements, allergies, missing) = match checked {
            Ok(checked) => {
                let (statements, allergies) = self.preview(checked).await?;
                (statements, allergies, Vec::new())
            }
            Err(missing) => (Vec::new(), Known::NotAsked, missing),
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
        let me = session.vault.credential().body();
        Ok(Reply::Review(Box::new(Review {
            draft: id,
            signer: me.name.clone(),
            role: me.role.clone(),
            site: session.installation.site.clone(),
            statements,
            missing,
            not_asked,
            resembling,
            allergies,
            unlinked,
            clock_behind: session
                .list
                .newest_entry()
                .filter(|newest| newest.ms > now.ms),
        })))
    }

    /// Signs the draft and removes it, in one transaction: a second press finds no draft.
    pub(in crate::engine) async fn sign(&mut self, id: DraftId) -> Result<Reply, Failure> {
        let kept = self.draft(id).await?;
        let checked = self.check(&kept).await?.map_err(WriteFailure::Missing)?;
        let chart = checked.chart;
        let entries = self.sign_statements(chart, checked.statements).await?;
        let entry = shown_entry(&entries);
        let mut also = vec![Write::Delete(Key::Draft(id))];
        let number_used = checked.new_chart;
        if number_used {
            also.extend(self.take_number()?);
        }
        let saved = self.save(vec![Addition::of(chart, entries)], also).await;
        if saved.is_err() && number_used {
            self.give_number_back();
        }
        saved?;
        Ok(Reply::Signed { chart, entry })
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

    async fn check(&mut self, kept: &KeptDraft) -> Result<Result<Checked, Vec<Missing>>, Failure> {
        match &kept.draft {
            Draft::Intake(intake) => self.check_intake(intake, true).await,
            Draft::Questions(asked) if asked.chart.is_some() => {
                self.check_intake(asked, false).await
            }
            Draft::Questions(_) => Err(WriteFailure::NoDraft.into()),
            Draft::Note(note) => self.check_note(note).await,
            // A small form is signed as the act it stands for.
            Draft::Form(_) | Draft::Search(_) => Err(WriteFailure::NoDraft.into()),
        }
    }

    async fn check_intake(
        &mut self,
        intake: &IntakeDraft,
        arriving: bool,
    ) -> Result<Result<Checked, Vec<Missing>>, Failure> {
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
        };
        let chart = intake
            .chart
            .unwrap_or_else(|| ChartId::random(self.entropy.as_mut()));
        Ok(intake
            .check(&context)
            .map(|CheckedIntake { identity, clinical }| Checked {
                chart,
                new_chart,
                statements: [
                    (Compartment::IDENTITY, identity),
                    (Compartment::CLINICAL, clinical),
                ]
                .into(),
            }))
    }

    async fn check_note(
        &mut self,
        note: &NoteDraft,
    ) -> Result<Result<Checked, Vec<Missing>>, Failure> {
        let now = self.clock.now();
        let chart = &self.person(note.chart).await?.chart;
        let context = NoteContext {
            now: When::Moment(now),
            today: now.day(),
            next_number: chart.next_number(),
            birth: chart.person().birth,
        };
        Ok(note.check(&context).map(|statements| Checked {
            chart: note.chart,
            new_chart: false,
            statements: by_compartment(statements, Compartment::CLINICAL),
        }))
    }

    /// The statements as they would read, and the allergies of the chart with them, without keeping anything.
    async fn preview(
        &mut self,
        checked: Checked,
    ) -> Result<(Vec<StatementView>, Known<AllergyRow>), Failure> {
        let now = self.clock.now();
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let author = session.author();
        let held = session.chart(&self.store, checked.chart).await?;
        let latest = held.chart.latest_known();
        let mut open = held.open.clone();
        let writing = Writing {
            author: &author,
            signer: &session.vault,
            chart: checked.chart,
            act: ActId([0; 16]),
            now,
            latest,
        };
        let entries = writing.sign(&open.log, checked.statements, self.entropy.as_mut())?;
        for entry in &entries {
            open.log
                .join(std::rc::Rc::clone(entry))
                .map_err(|_| Failure::NoChart)?;
        }
        let chart = session.read_chart(&open);
        let views = entries.iter().filter_map(|entry| chart.entry(&entry.id()));
        let statements = views.flat_map(|view| match view {
            EntryView::Read { statements, .. } => statements,
            EntryView::Unreadable { .. } => Vec::new(),
        });
        Ok((statements.collect(), chart.allergies()))
    }
}

/// The entry a page opens after signing: the clinical one, else whichever was signed.
pub(super) fn shown_entry(entries: &[std::rc::Rc<crate::chart::entry::Entry>]) -> EntryId {
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
