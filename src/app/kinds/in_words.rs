//! How a kind of statement is told on the page.

use super::standing::standing_words;
use super::told;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::{Fact, with_every_kind};
use crate::chart::statement::{Standing, Statement};

/// What every kind says of itself on the page; what most kinds answer is given here. `of` is the statement it stands in.
pub trait InWords {
    /// Kind and words, without standing and source.
    fn words(&self, say: Say, of: &Statement) -> Words;

    /// Its words that a correction puts others in the place of.
    fn amendable(&self, say: Say, of: &Statement) -> Words {
        self.words(say, of)
    }

    /// The time as its source words it, where that is no date.
    fn time(&self, say: Say, words: &str) -> String {
        let time = told::told_time(say, words);
        t_string!(say.0, chart.fact.time_words, time = time)
    }

    /// What keeps it from being read as so, in the word for what it is of.
    fn standing(&self, say: Say, standing: Standing, said: Option<&str>) -> Option<String> {
        standing_words(say, standing, said)
    }

    /// Whether it matters to a reader that the person said so: what nobody here saw or measured.
    fn is_worth_a_source(&self) -> bool {
        false
    }

    /// Its kind is one letter in front of its words.
    fn is_part(&self) -> bool {
        false
    }

    /// Its own day stands in its words already.
    fn tells_its_day(&self, _of: &Statement) -> bool {
        false
    }

    /// Nobody asks of what day it is.
    fn is_lasting(&self) -> bool {
        false
    }

    /// The figures as they were received, where showing shortened any of them.
    fn as_received(&self, _say: Say) -> Option<String> {
        None
    }

    /// A vital sign: it has a short name, and many of them may stand on one line.
    fn is_vital(&self) -> bool {
        false
    }
}

/// The content of a fact, as what tells it on the page.
pub fn line_of(fact: &Fact) -> &dyn InWords {
    macro_rules! every {
        ($($number:literal $name:ident $variant:ident($content:ty) $compartment:ident),*) => {
            match fact { $(Fact::$variant(content) => content),* }
        };
    }
    with_every_kind!(every)
}
