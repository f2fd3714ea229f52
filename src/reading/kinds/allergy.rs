//! How an allergy is read.

use super::Reads;
use crate::chart::kinds::{Allergy, Question};

impl Reads for Allergy {
    fn question(&self) -> Option<Question> {
        Some(Question::Allergies)
    }
}
