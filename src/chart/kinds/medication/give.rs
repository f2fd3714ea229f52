//! Giving out what was prescribed: as it is written, otherwise, or not.

use serde::{Deserialize, Serialize};

use super::course::{about, still};
use super::{Dispensed, MedicationEvent};
use crate::chart::course::MedicineSoFar;
use crate::chart::draft::check::decimal;
use crate::chart::draft::{Around, Complaints, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::value::Quantity;

/// What happened with a medicine that was to be given out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveForm {
    pub medicine: StatementId,
    pub given: Option<Given>,
    /// How much, as typed; may be left out.
    pub amount: String,
    pub unit: String,
    /// What was given in its place.
    pub what: String,
    pub from: String,
    /// Why it was not given.
    pub reason: String,
}

/// Whether it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Given {
    AsWritten,
    Otherwise,
    Not,
}

impl GiveForm {
    /// To be given as it is written: so much of it.
    pub fn of(medicine: StatementId, quantity: Option<&Quantity>) -> Self {
        let (amount, unit) = quantity
            .map(|quantity| (quantity.value.clone(), quantity.unit.clone()))
            .unwrap_or_default();
        Self {
            medicine,
            given: None,
            amount,
            unit,
            what: String::new(),
            from: String::new(),
            reason: String::new(),
        }
    }
}

/// An amount as it is typed: a number with its unit; nothing where no number is typed.
pub(super) fn amount(
    number: &str,
    unit: &str,
    complaints: &mut Complaints<FormField>,
) -> Option<Quantity> {
    let text = number.trim();
    if text.is_empty() {
        return None;
    }
    let value =
        decimal(text).filter(|value| value.bytes().any(|figure| (b'1'..=b'9').contains(&figure)));
    if value.is_none() {
        let text = text.to_owned();
        complaints.push(FormField::Amount, Why::Number { text });
    }
    let unit = unit.trim().to_owned();
    value.map(|value| Quantity { value, unit })
}

impl SmallForm for GiveForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.medicine)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let fits = [MedicineSoFar::Taken];
        still(
            around,
            self.medicine,
            &fits,
            FormField::Status,
            &mut complaints,
        )?;
        let given = complaints.chosen(FormField::Status, self.given, Why::GivenOrNot);
        let medicine = StatementRef::of(self.medicine);
        let event = match given {
            Some(Given::Not) => {
                let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
                MedicationEvent::NotDispensed(medicine, reason)
            }
            Some(Given::AsWritten | Given::Otherwise) | None => {
                let quantity = amount(&self.amount, &self.unit, &mut complaints);
                let what = match given {
                    Some(Given::Otherwise) => self.what.trim().to_owned(),
                    _ => String::new(),
                };
                let from = self.from.trim().to_owned();
                MedicationEvent::Dispensed(
                    medicine,
                    Dispensed {
                        what,
                        quantity,
                        from,
                    },
                )
            }
        };
        let said = about(around, self.medicine, event)?;
        Ok(complaints.none_or(vec![said])?)
    }
}
