//! How past illnesses and operations, the family and how somebody lives are read.

use super::Reads;
use crate::chart::kinds::{HistoryItem, Question, Topic};

impl Reads for HistoryItem {
    fn question(&self) -> Option<Question> {
        Some(match self.topic {
            Topic::Illness => Question::Illnesses,
            Topic::Operation => Question::Operations,
            Topic::Family => Question::Family,
            Topic::Social => Question::Social,
        })
    }
}
