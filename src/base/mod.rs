//! Ids, time, randomness, secrets, languages and plain text: what every other room stands on.

pub mod clock;
pub mod entropy;
pub(crate) mod ids;
pub(crate) mod language;
pub(crate) mod letters;
pub(crate) mod numbered;
pub(crate) mod order;
pub(crate) mod secret;
pub(crate) mod text;

pub use clock::{Clock, Stamp};
pub use entropy::Entropy;
pub use ids::*;
pub use language::Language;
pub use order::InOrder;
pub use secret::Secret;
