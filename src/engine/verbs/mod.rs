//! What the engine does, one verb per file.

mod blobs;
mod check;
pub(super) mod check_next;
mod confirm;
mod cover;
mod drafts;
mod erase;
mod export;
mod exports;
mod idle;
pub(super) mod import;
mod import_authors;
mod import_fhir;
mod import_listed;
mod import_plan;
mod import_preview;
mod lists;
mod make;
mod people;
mod read;
mod reserve;
mod save;
mod settings;
mod sign;
mod today;
mod unlock;
mod values;
