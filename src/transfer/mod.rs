//! Records leaving and arriving: bundles, and the formats of other systems.

pub mod bundle;
pub mod fhir;
pub(crate) mod format;
pub(crate) mod merge;
mod text;
