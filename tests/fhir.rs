//! FHIR files in: what is refused, what is shown, what is kept, and that nothing is lost.

#[path = "fhir/real_files.rs"]
mod real_files;
#[path = "fhir/refusals.rs"]
mod refusals;
