//! Ids, time, randomness, secrets and plain text: what every other room stands on.

pub mod clock;
pub mod entropy;
pub mod ids;
pub mod secret;
pub mod text;

pub use clock::{Clock, Stamp};
pub use entropy::Entropy;
pub use ids::*;
pub use secret::Secret;
