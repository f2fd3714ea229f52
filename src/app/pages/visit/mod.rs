//! What one press says of an open visit, wherever it stands: where people wait, and in the chart.

mod acting;
mod elsewhere;
mod tag;
mod time_here;

pub use acting::Acting;
pub use elsewhere::{Elsewhere, next_of, to_station};
pub use tag::{TriageButton, TriageTag};
pub use time_here::time_here;
