//! The design system: controls without a word about charts. Pages are made of these and add only their own words.
//!
//! Rules the controls keep so that pages need not: labels above fields (never placeholders), `autocomplete="off"` and
//! `spellcheck="false"` on every field, 48 px targets for coarse pointers, a sign and a word with every colour,
//! messages that stay and are announced, focus that is visible and kept.

mod answers;
mod banner_slot;
mod bind;
mod button;
mod choice;
mod combobox;
mod date;
mod dialog;
mod field;
mod icon;
mod keys;
mod layout;
mod long;
mod long_name;
mod message;
mod number;
mod plot;
mod qr;
mod rows;
mod shortened;
mod steps;
mod typing;
mod words;
mod working;

pub use answers::*;
pub use banner_slot::*;
pub use bind::*;
pub use button::*;
pub use choice::*;
pub use combobox::*;
pub use date::*;
pub use dialog::*;
pub use field::*;
pub use icon::*;
pub use keys::*;
pub use layout::*;
pub use long::*;
pub use long_name::*;
pub use message::*;
pub use number::*;
pub use plot::*;
pub use qr::*;
pub use rows::*;
pub use shortened::*;
pub use steps::*;
pub use typing::*;
pub use words::*;
pub use working::*;

use std::sync::atomic::{AtomicU32, Ordering};

/// An element id that no other element has. For fields one comes back to, give a fixed id instead: focus returns by id.
pub fn fresh_id(kind: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{kind}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
