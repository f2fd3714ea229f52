//! The stages a chart's log goes through before anything is read from it: what was written and in which order, what was
//! amended, whose word counts. Each is given what those before it found; the kinds and the chart read what the last gives.

mod amendments;
mod gate;
mod item;
mod marks;
mod order;
mod weigh;
mod written;

pub use amendments::{Amended, Amendments};
pub use gate::{Heard, Uncounted};
pub use item::{Item, beginning};
pub use weigh::{Latest, Weighed, is_ahead, weigh, weigh_at};
pub use written::{Act, Author, Authors, Came, Written, act_of};
