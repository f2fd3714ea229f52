//! A statement on the page of a chart: its line, what amended it, and whose chart it leads to.

mod amended;
mod line;
mod other_person;

pub use amended::all_in_error;
pub use line::{InFull, StatementLine, StatementLines, StatementRun, is_plain_measurement};
pub use other_person::OtherPerson;
