//! Carnet: an encrypted medical chart that lives in the browser.
//! The rooms and what each may use are in README's map; `tests/rooms.rs` holds them to it.

pub mod app;
pub mod base;
pub mod chart;
pub mod engine;
pub mod reading;
pub mod store;
pub mod terms;
pub mod transfer;
pub mod vault;
