//! Code sets, units and ranges. Every table names its source.

pub mod decimal;
pub mod digits;
pub mod measure;
pub mod media;
pub mod text;
pub mod ucum;
pub mod units;
pub mod vitals;

pub use decimal::{Decimal, TypedNumber, parse_decimal, read_typed};
