//! Records leaving and arriving: bundles, and the formats of other systems.

pub mod fhir;
