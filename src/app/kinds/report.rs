//! A report over several results, in words.

use super::concept::concept_words;
use super::in_words::InWords;
use super::told;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Report {
    fn words(&self, say: Say, _: &Statement) -> Words {
        Words::new(
            t_string!(say.0, kinds.report.report),
            concept_words(say, &self.what),
        )
        .and(told::labelled_lines(say, &self.conclusion))
        .and(self.results.join(", "))
    }
}
