//! Times in somebody's life, as they are typed.

use super::{Around, Complaints, DateDraft, FormField, Why};
use crate::chart::age::is_before_birth;
use crate::chart::when::When;

impl Around<'_> {
    /// A time in this person's life: it exists, does not lie after today, and not before the birth.
    pub fn past(
        &self,
        at: FormField,
        typed: &DateDraft,
        complaints: &mut Complaints<FormField>,
    ) -> When {
        let when = complaints.past(at, typed, self.today);
        if is_before_birth(&when, &self.chart.birth()) {
            complaints.push(at, Why::BeforeBirth);
        }
        when
    }
}
