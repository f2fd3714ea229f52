//! Lines of a list being typed: which of them hold anything, and which say more than what they are about.

use super::intake::{HistoryDraft, MedicineDraft};
use super::note::{LateDraft, NoteDraft, PlanDraft, ProblemChoice, UnderProblem, VitalDraft};
use super::{AllergyDraft, Complaints, Why};

/// A line of several fields, of which the first says what it is about.
pub(super) trait LineDraft {
    fn what(&self) -> &str;

    /// Nothing was typed into any of its fields.
    fn is_blank(&self) -> bool;
}

impl LineDraft for AllergyDraft {
    fn what(&self) -> &str {
        &self.substance
    }

    fn is_blank(&self) -> bool {
        all_blank(&[&self.substance, &self.reaction, &self.severity])
    }
}

impl LineDraft for MedicineDraft {
    fn what(&self) -> &str {
        &self.name
    }

    fn is_blank(&self) -> bool {
        all_blank(&[
            &self.name,
            &self.strength,
            &self.dose,
            &self.route,
            &self.frequency,
            &self.duration,
        ])
    }
}

impl LineDraft for HistoryDraft {
    fn what(&self) -> &str {
        &self.what
    }

    fn is_blank(&self) -> bool {
        all_blank(&[&self.what, &self.relative]) && self.when.is_blank()
    }
}

impl LineDraft for PlanDraft {
    fn what(&self) -> &str {
        &self.text
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.due.is_blank()
    }
}

impl<F> Complaints<F> {
    /// The lines that hold anything, each with its place. Words that do not say what they are about are asked about, never
    /// dropped.
    pub(super) fn lines<'a, T: LineDraft>(
        &mut self,
        at: impl Fn(u32) -> F,
        lines: &'a [T],
    ) -> Vec<(u32, &'a T)> {
        let numbered = (0u32..).zip(lines);
        let filled: Vec<_> = numbered.filter(|(_, line)| !line.is_blank()).collect();
        for (place, line) in &filled {
            if line.what().trim().is_empty() {
                self.push(at(*place), Why::WhatOf);
            }
        }
        filled
    }
}

impl NoteDraft {
    /// Nothing was typed into any of its fields, and no problem was begun: such a draft is not worth keeping.
    pub fn is_blank(&self) -> bool {
        self.under.iter().all(UnderProblem::is_blank)
            && self.late.as_ref().is_none_or(LateDraft::is_blank)
    }
}

impl LateDraft {
    fn is_blank(&self) -> bool {
        self.when.is_blank() && all_blank(&[&self.time, &self.reason])
    }
}

impl UnderProblem {
    fn is_blank(&self) -> bool {
        let sections = [
            &self.subjective,
            &self.objective,
            &self.assessment,
            &self.plan,
        ];
        !matches!(self.problem, ProblemChoice::New { .. })
            && all_blank(&sections.map(String::as_str))
            && self.vitals.iter().all(VitalDraft::is_blank)
            && self.plans.iter().all(LineDraft::is_blank)
            && self.medicines.iter().all(LineDraft::is_blank)
    }
}

impl VitalDraft {
    fn is_blank(&self) -> bool {
        all_blank(&[&self.measure.value, &self.second]) && self.when.is_blank()
    }
}

fn all_blank(fields: &[&str]) -> bool {
    fields.iter().all(|field| field.trim().is_empty())
}
