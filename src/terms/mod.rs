//! Code sets, units and ranges. Every table names its source.

pub mod vitals;
