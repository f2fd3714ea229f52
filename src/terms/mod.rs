//! Code sets, units and ranges. Every table names its source.

pub(crate) mod abbreviations;
pub(crate) mod decimal;
pub(crate) mod digits;
pub(crate) mod measure;
pub(crate) mod media;
pub(crate) mod medicines;
pub(crate) mod quantity;
mod signed;
pub(crate) mod text;
pub(crate) mod ucum;
pub(crate) mod units;
pub mod vitals;

pub(crate) use decimal::{Decimal, TypedNumber, parse_decimal, read_typed};
pub(crate) use signed::Signed;
