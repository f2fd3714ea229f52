//! How an answer without a fact is read.

use super::{Bearing, Matter, Reads};
use crate::base::EntryId;
use crate::chart::kinds::{Answered, Question};

impl Reads for Answered {
    fn question(&self) -> Option<Question> {
        Some(self.question)
    }

    fn bearing(&self, _this: EntryId) -> Bearing {
        Bearing::Closes(Matter::Answer(self.question))
    }
}
