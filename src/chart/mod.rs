//! The record itself: statements, signed entries, feeds, the log and its verification, drafts. Pure and synchronous.

pub(crate) mod age;
pub(crate) mod asking;
pub(crate) mod cbor;
pub mod codec;
pub mod concept;
pub(crate) mod concern;
pub mod cose;
pub(crate) mod course;
pub mod credential;
pub(crate) mod credentials;
pub mod draft;
pub mod entry;
pub mod kinds;
pub(crate) mod limits;
pub mod log;
pub(crate) mod question;
pub mod questionnaire;
mod shown;
pub mod statement;
#[cfg(test)]
pub mod testing;
pub mod value;
pub mod when;
