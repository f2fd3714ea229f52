//! Asking of each medicine on the list whether it is still taken so.

use serde::{Deserialize, Serialize};

use super::course::{about, still};
use super::{MedicationEvent, Taken, TakenHow};
use crate::chart::course::MedicineSoFar;
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{SaidBy, Statement, StatementId, StatementRef};

/// The medicines of the list, each with what is said of it. One of which nothing is said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillSoForm {
    pub said_by: SaidBy,
    pub lines: Vec<StillSoLine>,
}

/// What is said of one medicine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillSoLine {
    pub medicine: StatementId,
    pub answer: Option<StillSo>,
    /// How it is taken otherwise, or why it is not taken or was stopped.
    pub words: String,
    /// Answered with one press together with others.
    pub together: bool,
}

/// Whether a medicine is still taken so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StillSo {
    Still,
    Otherwise,
    /// It stays prescribed and is not taken.
    NotTaken,
    /// It is taken off the list.
    Stopped,
    NotKnown,
}

impl StillSoLine {
    /// A medicine of which nothing is said yet.
    pub fn of(medicine: StatementId) -> Self {
        Self {
            medicine,
            answer: None,
            words: String::new(),
            together: false,
        }
    }

    fn event(
        &self,
        at: FormField,
        complaints: &mut Complaints<FormField>,
    ) -> Option<MedicationEvent> {
        let medicine = StatementRef::of(self.medicine);
        let mut words = |why| complaints.words(at, &self.words, why);
        let (taken, words) = match self.answer? {
            StillSo::Stopped => {
                return Some(MedicationEvent::Stopped(medicine, words(Why::Reason)));
            }
            StillSo::Still => (Taken::AsPrescribed, String::new()),
            StillSo::Otherwise => (Taken::Otherwise, words(Why::HowOtherwise)),
            StillSo::NotTaken => (Taken::Not, words(Why::Reason)),
            StillSo::NotKnown => (Taken::NotKnown, String::new()),
        };
        let told = TakenHow {
            taken,
            words,
            together: self.together.then_some(true),
        };
        Some(MedicationEvent::Told(medicine, told))
    }
}

impl SmallForm for StillSoForm {
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let mut said = Vec::new();
        for (line, at) in self.lines.iter().zip(0..) {
            let at = FormField::StillSo(at);
            let Some(event) = line.event(at, &mut complaints) else {
                continue;
            };
            let fits = [MedicineSoFar::Taken, MedicineSoFar::Held];
            still(around, line.medicine, &fits, at, &mut complaints)?;
            let event = about(around, line.medicine, event)?;
            said.push(event.said_by(self.said_by));
        }
        if said.is_empty() && complaints.is_empty() {
            complaints.push(FormField::StillSo(0), Why::Anything);
        }
        Ok(complaints.none_or(said)?)
    }
}
