//! Folds of a chart's log into what people read.

pub mod view;
