//! The page: what people see and touch. No keys, no storage of records, no cryptography; those are the engine's.
//!
//! Everything that touches the browser compiles for wasm only; `state`, and what it needs of `platform`, for native tests as
//! well. What can be decided without either (`route`, `commonest`, `desk`, `figures`, `folding`, `key_map`, `long_names`, `matching`,
//! `paper`, `room`) compiles everywhere.

pub mod commonest;
pub mod desk;
pub mod figures;
pub mod folding;
pub mod key_map;
pub mod long_names;
pub mod matching;
pub mod paper;
#[cfg(any(test, target_arch = "wasm32"))]
pub mod platform;
pub mod room;
pub mod route;
#[cfg(any(test, target_arch = "wasm32"))]
pub mod state;

#[cfg(target_arch = "wasm32")]
pub mod i18n;
#[cfg(target_arch = "wasm32")]
pub mod kinds;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod say;
#[cfg(target_arch = "wasm32")]
mod start;
#[cfg(target_arch = "wasm32")]
pub mod ui;

#[cfg(target_arch = "wasm32")]
pub use start::start;
