//! The record itself: statements, signed entries, feeds, the log and its verification, drafts. Pure and synchronous.

pub mod answer;
pub mod draft;
pub mod facts;
pub mod statement;
pub mod when;
