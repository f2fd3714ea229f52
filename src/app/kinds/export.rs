//! That a copy was made, in words.

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for ExportRecord {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::Made(export) => {
                let purpose = purpose_words(say, export.purpose);
                Words::new(t_string!(i18n, kinds.export.export_made), purpose)
                    .and(&export.recipient)
                    .and(export.digest.short())
            }
            Self::Checked(digest) => {
                Words::new(t_string!(i18n, kinds.export.export_checked), digest.short())
            }
        }
    }
}

/// For whom a file was made, or that it is a list anybody can read.
pub fn purpose_words(say: Say, purpose: ExportFor) -> &'static str {
    let i18n = say.0;
    match purpose {
        ExportFor::ThePerson => t_string!(i18n, kinds.export.for_the_person),
        ExportFor::AnotherClinic => t_string!(i18n, kinds.export.for_another_clinic),
        ExportFor::CopyOfThisDevice => t_string!(i18n, kinds.export.for_a_copy),
        ExportFor::OpenList => t_string!(i18n, kinds.export.open_list),
    }
}
