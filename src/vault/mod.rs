//! Keys: who holds them, what they seal, and what they sign. Pure, and synchronous but where the browser's cipher is
//! asked to help with large values; the engine stores the rows handed back.
//!
//! [`Prepared`] makes a vault in memory; [`Locked`] is a vault's rows and names nobody; [`Vault`] is an opened one. What
//! leaves this room for storage is [`Sealed`], and opens only at the [`AssociatedData`] it was sealed for.

mod associated_data;
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

pub use associated_data::AssociatedData;
pub use crypto::argon2id::{Cost, CostOutOfBounds};
pub use crypto::p256::ReceivePublic;
pub use keyring::PageRow;
pub use locked::{Locked, Opener, ReadError, UnlockError};
pub use made::{
    AddError, ChangeError, Made, NewPerson, OwnRow, Prepared, PreparedPerson, TooShort,
};
pub use open::{LostPeople, Vault};
pub use pages::{ChangedPages, LoadedPages, PagesStored, Renewal};
pub use people::Person;
pub use ring::{RingHome, RingSecret};
pub use row::{COPIES, MetaRow, RowName};
pub use sealed::{OpenError, SealError, Sealed};
pub use strict::Strict;
pub use words::{
    CODE_WORDS, MIN_PASSPHRASE, NotACode, generate_passphrase, passphrases_meant, word_list,
};

#[cfg(test)]
mod tests;
