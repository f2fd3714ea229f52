//! Carnet: an encrypted medical chart that lives in the browser.
//! The rooms and what each may use are in README's map; `tests/rooms.rs` holds them to it.
//!
//! Only what the programs, the tests beside `src`, the benches and the examples name is public: of the rest the compiler reports what
//! the programs of the browser do not use. Elsewhere there is no page, and much of what it needs would be reported.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

pub mod app;
pub mod base;
pub mod chart;
pub mod engine;
pub mod reading;
pub mod store;
pub mod terms;
pub mod transfer;
pub mod vault;
