//! S, O, A, P and why the person came, in words.

use super::in_words::InWords;
use super::told;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Section {
    fn words(&self, say: Say, of: &Statement) -> Words {
        let letter = part_letter(say, self.part);
        if of.source.file.is_some() {
            Words::new(letter, told::labelled_lines(say, &self.text))
        } else {
            Words::new(letter, &self.text)
        }
    }

    /// S, O, A or P: one letter in front of its words.
    fn is_part(&self) -> bool {
        self.part != Part::Reason
    }
}

/// S, O, A, P; *Reason* for why the person came.
pub fn part_letter(say: Say, part: Part) -> &'static str {
    let i18n = say.0;
    match part {
        Part::Subjective => t_string!(i18n, kinds.section.s),
        Part::Objective => t_string!(i18n, kinds.section.o),
        Part::Assessment => t_string!(i18n, kinds.section.a),
        Part::Plan => t_string!(i18n, kinds.section.p),
        Part::Reason => t_string!(i18n, kinds.answer.question.reason),
    }
}
