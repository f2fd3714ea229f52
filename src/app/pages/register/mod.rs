//! Who comes: Today, finding a person, taking someone in.

mod find;
mod intake;
mod person;
mod today;

pub use find::Find;
pub use intake::{Intake, Later};
pub use today::Today;
