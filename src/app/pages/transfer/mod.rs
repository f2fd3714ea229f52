//! Charts out and in: export in three steps, import with a preview before anything is written.

mod export;
mod import;
pub(super) mod trouble;
pub mod words;

pub use export::Export;
pub use import::{
    Choose, FileFrom, FileLine, FilePassphrase, Import, Importing, NotWhole, Phase, Whose, told,
    told_unsigned,
};
pub use words::entries as entries_words;
