//! Keys: who holds them, what they seal, and what they sign. Pure and synchronous; the engine stores the rows handed back.
//!
//! [`Prepared`] makes a vault in memory; [`Locked`] is a vault's rows and names nobody; [`Vault`] is an opened one. What
//! leaves this room for storage is [`Sealed`], and opens only at the [`Place`] it was sealed for.

mod crypto;
mod pack;
mod place;
mod sealed;
mod words;

pub use crypto::argon2id::{Cost, CostOutOfBounds};
pub use crypto::p256::ReceivePublic;
pub use place::Place;
pub use sealed::{OpenError, SealError, Sealed};
pub use words::{Language, MIN_PASSPHRASE, NotACode, generate_passphrase, word_list};
