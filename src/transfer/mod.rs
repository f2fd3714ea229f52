//! Records leaving and arriving: bundles, and the formats of other systems.

pub mod bundle;
pub mod fhir;
pub mod format;
pub mod merge;
mod text;
