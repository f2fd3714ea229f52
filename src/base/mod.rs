//! Ids, time, randomness, secrets, languages and plain text: what every other room stands on.

pub mod clock;
pub mod entropy;
pub mod ids;
pub mod language;
pub mod letters;
pub mod numbered;
pub mod order;
pub mod secret;
pub mod text;

pub use clock::{Clock, Stamp};
pub use entropy::Entropy;
pub use ids::*;
pub use language::Language;
pub use order::InOrder;
pub use secret::Secret;
