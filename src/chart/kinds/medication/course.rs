//! Stopping a medicine, holding it, starting it again: each with its reason.

use serde::{Deserialize, Serialize};

use super::super::Fact;
use super::MedicationEvent;
use crate::chart::course::MedicineSoFar;
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{Statement, StatementId, StatementRef};

/// Stopping a medicine, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopForm {
    pub medicine: StatementId,
    pub reason: String,
}

/// Holding a medicine for a while, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldForm {
    pub medicine: StatementId,
    pub reason: String,
}

/// Starting a medicine again that was held or stopped. Words are not needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestartForm {
    pub medicine: StatementId,
    pub words: String,
}

/// A statement about a medicine, under the problems the medicine is for.
pub(super) fn about(
    around: &Around,
    medicine: StatementId,
    event: MedicationEvent,
) -> Result<Statement, Unsignable> {
    let links = around.standing(medicine)?.links_from(medicine.entry);
    Ok(around.now(Fact::Medication(event)).for_problems(links))
}

/// Complains where the medicine stands otherwise than the form takes for granted: somebody else said so meanwhile.
pub(super) fn still(
    around: &Around,
    medicine: StatementId,
    fits: &[MedicineSoFar],
    at: FormField,
    complaints: &mut Complaints<FormField>,
) -> Result<(), Unsignable> {
    around.standing(medicine)?;
    let so_far = around.chart.medicine_so_far(medicine, around.now);
    let so_far = so_far.ok_or(Unsignable::NoStatement)?;
    if !fits.contains(&so_far) {
        complaints.push(at, Why::MedicineIs(so_far));
    }
    Ok(())
}

impl SmallForm for StopForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.medicine)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
        let stopped = MedicationEvent::Stopped(StatementRef::of(self.medicine), reason);
        let stopped = about(around, self.medicine, stopped)?;
        Ok(complaints.none_or(vec![stopped])?)
    }
}

impl SmallForm for HoldForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.medicine)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let taken = [MedicineSoFar::Taken];
        still(
            around,
            self.medicine,
            &taken,
            FormField::Reason,
            &mut complaints,
        )?;
        let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
        let held = MedicationEvent::Held(StatementRef::of(self.medicine), reason);
        let held = about(around, self.medicine, held)?;
        Ok(complaints.none_or(vec![held])?)
    }
}

impl SmallForm for RestartForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.medicine)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let fits = [MedicineSoFar::Held, MedicineSoFar::Stopped];
        still(
            around,
            self.medicine,
            &fits,
            FormField::Words,
            &mut complaints,
        )?;
        let words = self.words.trim().to_owned();
        let again = MedicationEvent::Restarted(StatementRef::of(self.medicine), words);
        let again = about(around, self.medicine, again)?;
        Ok(complaints.none_or(vec![again])?)
    }
}
