//! Keys: who holds them, what they seal, and what they sign. Pure, and synchronous but where the browser's cipher is
//! asked to help with large values; the engine stores the rows handed back.
//!
//! [`Prepared`] makes a vault in memory; [`Locked`] is a vault's rows and names nobody; [`Vault`] is an opened one. What
//! leaves this room for storage is [`Sealed`], and opens only at the [`AssociatedData`] it was sealed for.

mod associated_data;
mod beforehand;
mod crypto;
mod grant;
pub mod jose;
mod keyring;
mod locked;
mod made;
mod open;
mod pack;
mod pages;
mod people;
mod ring;
mod row;
mod sealed;
mod strict;
mod unlock;
mod user;
mod words;

pub(crate) use associated_data::AssociatedData;
pub use beforehand::Beforehand;
pub use crypto::argon2id::Cost;
pub(crate) use crypto::p256::ReceivePublic;
pub(crate) use keyring::PageRow;
pub(crate) use locked::{Locked, Opener, ReadError, UnlockError};
pub(crate) use made::{AddError, ChangeError, NewPerson, Prepared, PreparedPerson, TooShort};
pub(crate) use open::{UserAside, Vault};
pub(crate) use ring::{RingHome, RingSecret};
pub(crate) use row::{MetaRow, RowName};
pub(crate) use sealed::{OpenError, SealError, Sealed};
pub use strict::{Strict, StrictOnce};
pub(crate) use words::{CODE_WORDS, generate_passphrase, passphrases_meant, word_list};

#[cfg(test)]
mod tests;
