//! That another vault was confirmed, in words.

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Confirmation {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        Words::new(
            t_string!(i18n, kinds.confirmation.vault_confirmed),
            self.fingerprint.short(),
        )
    }
}
