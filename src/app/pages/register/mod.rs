//! Who comes: Today, finding a person, taking someone in.

mod faces;
mod find;
mod for_you;
mod intake;
mod person;
mod today;
mod waiting;

pub use find::Find;
pub use intake::{Intake, Later};
pub use person::NameWords;
pub use today::Today;
pub use waiting::Waiting;
