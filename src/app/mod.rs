//! The page: what people see and touch. No keys, no storage of records, no cryptography; those are the engine's.
//!
//! Everything that touches the browser compiles for wasm only; `state`, and what it needs of `platform`, for native tests as
//! well. What can be decided without either (`route`, `commonest`, `csv`, `desk`, `figures`, `filtering`, `folding`, `key_map`,
//! `laid`, `long_names`, `matching`, `paper`, `plotting`, `room`) compiles everywhere.

pub(crate) mod commonest;
pub(crate) mod csv;
pub(crate) mod desk;
pub(crate) mod figures;
pub(crate) mod filtering;
pub(crate) mod folding;
pub(crate) mod key_map;
pub(crate) mod laid;
pub(crate) mod long_names;
pub(crate) mod matching;
pub(crate) mod paper;
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) mod platform;
pub(crate) mod plotting;
pub(crate) mod room;
pub(crate) mod route;
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) mod state;

#[cfg(target_arch = "wasm32")]
#[allow(
    dead_code,
    reason = "made from the locales, with more ways than the pages take"
)]
pub(crate) mod i18n;
#[cfg(target_arch = "wasm32")]
pub(crate) mod kinds;
#[cfg(target_arch = "wasm32")]
pub(crate) mod pages;
#[cfg(target_arch = "wasm32")]
pub(crate) mod say;
#[cfg(target_arch = "wasm32")]
mod start;
#[cfg(target_arch = "wasm32")]
pub(crate) mod ui;

#[cfg(target_arch = "wasm32")]
pub use pages::{Inside, inside};
#[cfg(target_arch = "wasm32")]
pub use start::start;
