//! The page: what people see and touch. No keys, no storage of records, no cryptography; those are the engine's.
//!
//! Everything that touches the browser compiles for wasm only. What can be decided without one (`route`,
//! `commonest`, `desk`, `figures`, `folding`, `long_names`, `matching`, `note_fields`, `paper`, `room`) compiles everywhere and is tested natively.

pub mod commonest;
pub mod desk;
pub mod figures;
pub mod folding;
pub mod long_names;
pub mod matching;
pub mod note_fields;
pub mod paper;
pub mod room;
pub mod route;

#[cfg(target_arch = "wasm32")]
pub mod i18n;
#[cfg(target_arch = "wasm32")]
pub mod kinds;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
mod start;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(target_arch = "wasm32")]
pub mod ui;

#[cfg(target_arch = "wasm32")]
pub use start::start;
