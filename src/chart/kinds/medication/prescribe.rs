//! Prescribing a medicine, or prescribing one otherwise: what is typed, what its check meets, and what is signed.

use serde::{Deserialize, Serialize};

use super::super::Fact;
use super::course::{about, still};
use super::give::amount;
use super::{
    AllTheSame, HitKind, LeftAbbreviation, MedicationEvent, MedicationLine, MedicineChecked,
    Overridden,
};
use crate::chart::concept::Concept;
use crate::chart::course::MedicineSoFar;
use crate::chart::draft::{Around, Complaints, FormField, Hit, SmallForm, Unsignable, Why};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::value::Quantity;
use crate::terms::abbreviations::found;
use crate::terms::medicines::{Named, VERSION};
use crate::terms::quantity::for_course;

/// A medicine as it is being prescribed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrescribeForm {
    /// The medicine that is prescribed otherwise by this; `None`: a new one.
    pub changes: Option<StatementId>,
    /// Why it is changed.
    pub reason: String,
    pub name: String,
    pub strength: String,
    /// In what it comes.
    pub form: String,
    pub dose: String,
    pub route: String,
    pub frequency: String,
    pub duration: String,
    /// How much is to be given out, as typed; empty: as it is counted from the dose and the time.
    pub amount: String,
    pub unit: String,
    /// The problem that it is for; none means #0.
    pub problem: Option<StatementId>,
    /// What the check met, each with why it is signed all the same.
    pub answered: Vec<AnsweredHit>,
    /// Abbreviations that are left as they are written, each with why.
    pub left: Vec<(String, String)>,
}

/// What is done about something a medicine meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredHit {
    /// The name that met it, without the spaces around it: another name is answered for anew.
    pub name: String,
    /// The allergy, or the other medicine.
    pub about: StatementId,
    pub hit: HitKind,
    pub answer: HitAnswer,
    /// The reason in words; why the other one is stopped.
    pub words: String,
}

/// Whether a medicine is signed all the same, or the other one is stopped for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitAnswer {
    AllTheSame(AllTheSame),
    /// Of another medicine only.
    StopOther,
}

impl PrescribeForm {
    /// A medicine of the list as it is prescribed now, to be changed.
    pub fn changing(medicine: StatementId, line: &MedicationLine) -> Self {
        let (amount, unit) = line
            .quantity
            .as_ref()
            .map(|quantity| (quantity.value.clone(), quantity.unit.clone()))
            .unwrap_or_default();
        Self {
            changes: Some(medicine),
            amount,
            unit,
            ..Self::again(line)
        }
    }

    /// A medicine as it was prescribed before, to be prescribed anew.
    pub fn again(line: &MedicationLine) -> Self {
        Self {
            name: line.name.text.clone(),
            strength: line.strength.clone(),
            form: line.form.clone().unwrap_or_default(),
            dose: line.dose.clone(),
            route: line.route.clone(),
            frequency: line.frequency.clone(),
            duration: line.duration.clone(),
            ..Self::default()
        }
    }

    /// The texts in which an abbreviation could be misread, in the order of the page.
    pub fn texts(&self) -> [&str; 7] {
        [
            &self.name,
            &self.strength,
            &self.form,
            &self.dose,
            &self.route,
            &self.frequency,
            &self.duration,
        ]
    }

    /// How much is to be given out for the whole course, where dose, frequency and duration say it.
    pub fn counted(&self) -> Option<Quantity> {
        let counted = for_course(
            &self.dose,
            &self.strength,
            &self.form,
            &self.frequency,
            &self.duration,
        )?;
        Some(Quantity {
            value: counted.value,
            unit: counted.unit,
        })
    }

    /// How much is to be given out: what is typed, else what is counted.
    pub fn quantity(&self) -> Option<Quantity> {
        let typed = amount(&self.amount, &self.unit, &mut Complaints::default());
        typed.or_else(|| self.counted())
    }

    /// The medicine as it is typed now, for its check: nothing is complained of.
    pub fn line(&self) -> MedicationLine {
        let form = self.form.trim();
        MedicationLine {
            name: Concept::words(self.name.trim()),
            strength: self.strength.trim().into(),
            form: (!form.is_empty()).then(|| form.to_owned()),
            dose: self.dose.trim().into(),
            route: self.route.trim().into(),
            frequency: self.frequency.trim().into(),
            duration: self.duration.trim().into(),
            ..MedicationLine::default()
        }
    }

    /// Why it is signed although it meets this, where somebody said so.
    pub fn answer_to(&self, hit: &Hit) -> Option<&AnsweredHit> {
        let mut answered = self.answered.iter();
        answered.find(|answer| {
            let is_this = (answer.about, answer.hit) == (hit.about, hit.kind);
            let may_be = answer.answer != HitAnswer::StopOther || hit.kind.is_another_medicine();
            is_this && may_be && answer.name == self.name.trim()
        })
    }

    /// Every hit with its reason, and the medicines that are stopped for this one with theirs; complains of those without.
    fn answers(
        &self,
        hits: Vec<Hit>,
        complaints: &mut Complaints<FormField>,
    ) -> (Vec<Overridden>, Vec<(StatementId, String)>) {
        let (mut overridden, mut stopped) = (Vec::new(), Vec::new());
        for hit in hits {
            let at = FormField::Hit(hit.about);
            let Some(answered) = self.answer_to(&hit) else {
                complaints.push(at, Why::AllTheSame);
                continue;
            };
            let reason = match answered.answer {
                HitAnswer::StopOther => {
                    let why = complaints.words(at, &answered.words, Why::Reason);
                    stopped.push((hit.about, why));
                    continue;
                }
                HitAnswer::AllTheSame(reason) => reason,
            };
            let words = match reason {
                AllTheSame::InWords => complaints.words(at, &answered.words, Why::Reason),
                _ => answered.words.trim().to_owned(),
            };
            overridden.push(Overridden {
                hit: hit.kind,
                about: StatementRef::of(hit.about),
                against: hit.against,
                reason,
                words,
            });
        }
        (overridden, stopped)
    }

    /// Every abbreviation that is often misread with why it is left; complains of those without a reason.
    fn left(&self, complaints: &mut Complaints<FormField>) -> Vec<LeftAbbreviation> {
        let mut left: Vec<LeftAbbreviation> = Vec::new();
        for (text, at) in self.texts().into_iter().zip(0..) {
            for abbreviation in found(text) {
                let written = &text[abbreviation.span];
                if left.iter().any(|left| left.written == written) {
                    continue;
                }
                let reason = self.left.iter().find(|(left, _)| left == written);
                match reason.map(|(_, reason)| reason.trim()) {
                    None | Some("") => {
                        let written = written.to_owned();
                        complaints.push(FormField::Misread(at), Why::Misread { written });
                    }
                    Some(reason) => left.push(LeftAbbreviation {
                        written: written.to_owned(),
                        reason: reason.to_owned(),
                    }),
                }
            }
        }
        left
    }
}

impl SmallForm for PrescribeForm {
    fn about(&self) -> Option<StatementId> {
        self.changes
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        complaints.words(FormField::Words, &self.name, Why::MedicineName);
        complaints.words(FormField::Frequency, &self.frequency, Why::HowOften);
        let typed = amount(&self.amount, &self.unit, &mut complaints);
        let mut line = self.line();
        line.quantity = typed.or_else(|| self.counted());
        let hits = around.chart.medicine_hits(&line, self.changes, around.now);
        let (overridden, stopped) = self.answers(hits, &mut complaints);
        let left = self.left(&mut complaints);
        line.checked = Some(Box::new(MedicineChecked {
            table: VERSION,
            unknown: Named::of(&line.name.text).is_nothing().then_some(true),
            overridden: (!overridden.is_empty()).then_some(overridden),
            left: (!left.is_empty()).then_some(left),
        }));
        let prescribed = match self.changes {
            None => {
                let problem = self.problem.map(|problem| around.problem(problem));
                let problems = problem.transpose()?.into_iter().collect();
                let ordered = Fact::Medication(MedicationEvent::Ordered(line));
                around.now(ordered).for_problems(problems)
            }
            Some(medicine) => {
                let fits = [MedicineSoFar::Taken, MedicineSoFar::Held];
                still(around, medicine, &fits, FormField::Reason, &mut complaints)?;
                let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
                let changed = MedicationEvent::Changed(StatementRef::of(medicine), line, reason);
                about(around, medicine, changed)?
            }
        };
        complaints.none_or(())?;
        let mut said = vec![prescribed];
        for (medicine, why) in stopped {
            let stop = MedicationEvent::Stopped(StatementRef::of(medicine), why);
            said.push(about(around, medicine, stop)?);
        }
        Ok(said)
    }
}
