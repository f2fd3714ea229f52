//! FHIR files in: what is refused, what is shown, what is kept, and that nothing is lost.

#[path = "fhir/contents.rs"]
mod contents;
#[path = "fhir/laws.rs"]
mod laws;
#[path = "fhir/nothing_known.rs"]
mod nothing_known;
#[path = "fhir/older.rs"]
mod older;
#[path = "fhir/people.rs"]
mod people;
#[path = "fhir/real_files.rs"]
mod real_files;
#[path = "fhir/references.rs"]
mod references;
#[path = "fhir/referred.rs"]
mod referred;
#[path = "fhir/refusals.rs"]
mod refusals;
#[path = "fhir/said_of.rs"]
mod said_of;
#[path = "fhir/standing.rs"]
mod standing;
#[path = "fhir/tools.rs"]
mod tools;
#[path = "fhir/wrappings.rs"]
mod wrappings;
