//! How old the person of a row is, and what can be asked of them.

use chrono::NaiveDate;

use super::PersonRow;
use crate::chart::age::{counted_to, years_on};
use crate::chart::concern::Concerned;

impl PersonRow {
    /// Sex and years as far as they settle which questions can concern somebody.
    pub fn concerned(&self, today: NaiveDate) -> Concerned {
        let day = counted_to(self.died, today);
        Concerned {
            sex: self.sex,
            years: day.and_then(|(day, _)| years_on(&self.birth, day)),
        }
    }
}
