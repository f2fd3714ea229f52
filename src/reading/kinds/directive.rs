//! How a directive is read.

use super::Reads;
use crate::chart::kinds::{Directive, Question};

impl Reads for Directive {
    fn question(&self) -> Option<Question> {
        Some(Question::Directives)
    }
}
