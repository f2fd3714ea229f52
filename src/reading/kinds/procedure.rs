//! How something done to the person is read.

use super::Reads;
use crate::chart::kinds::{Procedure, Question};

impl Reads for Procedure {
    fn question(&self) -> Option<Question> {
        Some(Question::Operations)
    }

    fn has_happened(&self) -> bool {
        true
    }
}
