//! A medicine taken, ordered, stopped, or named in a file.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::chart::concept::Concept;
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::when::When;

/// One medicine line in words. Nothing here is computed with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct MedicationLine {
    #[n(0)]
    pub name: Concept,
    #[n(1)]
    pub strength: String,
    #[n(2)]
    pub dose: String,
    #[n(3)]
    pub route: String,
    #[n(4)]
    pub frequency: String,
    #[n(5)]
    pub duration: String,
    /// Dosage as another system words it.
    #[n(6)]
    pub words: String,
    /// When a dose is due, as another system codes it.
    #[n(7)]
    pub timing: Option<Box<DoseTiming>>,
    /// The day the course ends or ended, where a file says so.
    #[n(8)]
    pub until: Option<When>,
    /// The last day on which the order may be dispensed: no end of the course.
    #[n(9)]
    pub dispense_until: Option<When>,
    /// Several dosages of one medicine, in the order of the file; a single one stands in the fields above.
    #[n(10)]
    pub dosages: Option<Vec<Dosage>>,
}

/// One of several dosages of a medicine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Dosage {
    #[n(0)]
    pub dose: String,
    #[n(1)]
    pub route: String,
    #[n(2)]
    pub frequency: String,
    #[n(3)]
    pub duration: String,
    #[n(4)]
    pub words: String,
    #[n(5)]
    pub timing: Option<Box<DoseTiming>>,
}

/// When doses are due: FHIR's own codes and figures, which a page says in its language. "2 times every 6 h, before meals, as
/// needed". What it does not know of them it says as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct DoseTiming {
    /// How many in one period: "2", or "1–2".
    #[n(0)]
    pub times: Option<String>,
    /// How long the period is, in `unit`: "6", or "4–6".
    #[n(1)]
    pub period: Option<String>,
    /// s, min, h, d, wk, mo, a.
    #[n(2)]
    pub unit: Option<String>,
    /// Days of the week (`mon`), moments of the day (`ACM`), times of the clock (`08:00`).
    #[n(3)]
    pub at: Option<Vec<String>>,
    /// Minutes before or after the moments of `at`.
    #[n(4)]
    pub offset: Option<String>,
    /// How long giving one dose takes, with its unit.
    #[n(5)]
    pub lasting: Option<String>,
    /// Only when needed; for what, where the file says so.
    #[n(6)]
    pub as_needed: Option<String>,
}

/// An event in the life of a medicine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum MedicationEvent {
    /// The person says or shows that they take it.
    #[n(0)]
    Taking(#[n(0)] MedicationLine),
    /// Ordered or given in a plan. Not checked against allergies.
    #[n(1)]
    Ordered(#[n(0)] MedicationLine),
    #[n(2)]
    Stopped(#[n(0)] StatementRef, #[n(1)] String),
    /// A product named in a file, without anyone taking it.
    #[n(3)]
    Named(#[n(0)] MedicationLine),
}

/// Stopping a medicine, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopForm {
    pub medicine: StatementId,
    pub reason: String,
}

impl SmallForm for StopForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.medicine)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let links = around
            .standing(self.medicine)?
            .links_from(self.medicine.entry);
        let mut complaints = Complaints::default();
        let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
        let stopped = MedicationEvent::Stopped(StatementRef::of(self.medicine), reason);
        let stopped = around.now(Fact::Medication(stopped)).for_problems(links);
        Ok(complaints.none_or(vec![stopped])?)
    }
}
