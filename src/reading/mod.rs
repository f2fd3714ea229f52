//! Folds of a chart's log into what people read.

pub mod chart;
pub mod directory;
pub mod kinds;
mod stages;
pub mod view;
