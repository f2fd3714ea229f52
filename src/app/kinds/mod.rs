//! Every kind of statement in words, in the page's language, one file each. What is not so never reads as if it were: the
//! standing comes before the words and is part of them for a screen reader.

pub mod acknowledgement;
pub mod allergy;
pub mod amendment;
pub mod answer;
mod citation;
mod confirmation;
pub mod demographic;
mod directive;
pub mod document;
mod export;
mod history;
mod immunization;
pub mod medication;
mod notice;
mod observation;
pub mod order;
pub mod person_link;
pub mod plan;
pub mod problem;
mod procedure;
mod questionnaire;
pub mod report;
pub mod response;
mod section;
pub mod visit;

mod concept;
mod in_words;
mod source;
mod standing;
mod told;
mod words;

pub use allergy::{criticality_words, happened_words};
pub use amendment::amendment_word;
pub use answer::{answer_word, answered_words, no_fact_word, question_word};
pub use citation::kept_because;
pub use concept::concept_words;
pub use demographic::birth_words;
pub use document::{media_word, paper_title};
pub use export::purpose_words;
pub use in_words::{InWords, line_of};
pub use medication::{MedicineParts, medicine_parts, medicine_standing, medicine_words};
pub use notice::notice_word;
pub use observation::{observation_value, unit_label, value_before, vital_name};
pub use plan::{due, plan_part_word};
pub use problem::{or_unnamed, status_word};
pub use report::report_lines;
pub use response::given_words;
pub use source::source_words;
pub use standing::standing_words;
pub use told::onset_time;
pub use visit::{colour_word, reason_words, station_name};
pub use words::Words;

use crate::app::state::Say;
use crate::chart::statement::Statement;

/// The statement in words, without its standing and source.
pub fn words(say: Say, statement: &Statement) -> Words {
    let line = line_of(&statement.fact);
    let words = line.words(say, statement);
    match &statement.time_words {
        Some(time) => words.and(line.time(say, time)),
        None => words,
    }
}

/// The whole statement on one line: standing first, then kind and words, then where it comes from.
pub fn sentence(say: Say, statement: &Statement) -> String {
    let whole = without_source(say, statement);
    match source_words(say, &statement.source) {
        Some(source) => format!("{whole} ({source})"),
        None => whole,
    }
}

/// The same where its source is said beside.
fn without_source(say: Say, statement: &Statement) -> String {
    let words = words(say, statement).on_one_line(say);
    match standing_of(say, statement) {
        Some(standing) => say.labelled(&standing, &words),
        None => words,
    }
}

/// As much of a statement's words as tells it from others.
pub fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", words[..end].trim_end()),
        None => words.to_string(),
    }
}

/// What keeps this statement from being read as so, in the word for what it is of, and in its source's own words.
pub fn standing_of(say: Say, statement: &Statement) -> Option<String> {
    let said = statement.status_words.as_deref();
    line_of(&statement.fact).standing(say, statement.standing, said)
}
