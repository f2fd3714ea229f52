//! The record itself: statements, signed entries, feeds, the log and its verification, drafts. Pure and synchronous.

pub mod age;
pub mod asking;
pub mod cbor;
pub mod codec;
pub mod concept;
pub mod concern;
pub mod cose;
pub mod credential;
pub mod credentials;
pub mod draft;
pub mod entry;
pub mod kinds;
pub mod limits;
pub mod log;
pub mod question;
mod shown;
pub mod statement;
#[cfg(test)]
pub mod testing;
pub mod value;
pub mod when;
