//! Folds of a chart's log into what people read.

pub(crate) mod chart;
pub mod directory;
pub(crate) mod kinds;
mod stages;
pub mod view;
