//! Folds of a chart's log into what people read.

pub(crate) mod chart;
pub mod directory;
pub(crate) mod kinds;
pub(crate) mod medicine_check;
mod stages;
pub mod view;
