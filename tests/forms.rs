//! A clinic's own forms out of files: what is taken is taken whole, what is refused is refused for its own reason, by linkId.
#![cfg(not(target_arch = "wasm32"))]

#[path = "forms/made.rs"]
mod made;
#[path = "forms/mutated.rs"]
mod mutated;
#[path = "forms/real_forms.rs"]
mod real_forms;
#[path = "forms/refusals.rs"]
mod refusals;
#[path = "forms/shipped.rs"]
mod shipped;
#[path = "forms/taken.rs"]
mod taken;
