//! A note being written: S, O, A and P under one or more problems.

use serde::{Deserialize, Serialize};

use super::date::DateDraft;
use super::intake::{Measure, MedicineDraft};
use crate::base::{ChartId, Stamp};
use crate::chart::kinds::{PlanPart, ProblemStatus};
use crate::chart::statement::{SaidBy, StatementId};
use crate::terms::vitals::Vital;

/// A visit note: sections, measurements, plans and medicines under problems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteDraft {
    pub chart: ChartId,
    pub started: Stamp,
    /// Set for a late entry: when it happened, and why it is written now.
    pub late: Option<LateDraft>,
    pub said_by: SaidBy,
    pub under: Vec<UnderProblem>,
}

/// When what is written late happened, and why it is late.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateDraft {
    pub when: DateDraft,
    /// The time of that day as typed; may be left out.
    pub time: String,
    pub reason: String,
}

/// What is written under one problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderProblem {
    pub problem: ProblemChoice,
    pub subjective: String,
    pub vitals: Vec<VitalDraft>,
    pub objective: String,
    pub assessment: String,
    pub plan: String,
    pub plans: Vec<PlanDraft>,
    pub medicines: Vec<MedicineDraft>,
}

/// Which problem a part of a note stands under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProblemChoice {
    /// #0: health maintenance and the data base.
    Unlinked,
    Known(StatementId),
    /// Opened by this note.
    New {
        words: String,
        status: ProblemStatus,
        onset: DateDraft,
    },
}

/// A measurement as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VitalDraft {
    pub vital: Vital,
    pub measure: Measure,
    /// The lower value of a blood pressure.
    pub second: String,
    /// For the last period.
    pub when: DateDraft,
}

/// A plan as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDraft {
    pub part: PlanPart,
    pub text: String,
    pub due: DateDraft,
}

impl UnderProblem {
    /// Begins writing under a problem: every field is empty.
    pub fn new(problem: ProblemChoice) -> Self {
        Self {
            problem,
            subjective: String::new(),
            vitals: Vec::new(),
            objective: String::new(),
            assessment: String::new(),
            plan: String::new(),
            plans: Vec::new(),
            medicines: Vec::new(),
        }
    }
}
